"""Names that the way from Excel's button to Python does not survive."""

from __future__ import annotations

FORBIDDEN = "%=';"
"""In a workbook's path: cmd.exe and xlwings expand %…%, Book.caller splits at =, RunPython at ' and ;."""
