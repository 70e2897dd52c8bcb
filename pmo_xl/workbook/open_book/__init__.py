"""A book that is open in Excel, through xlwings: read as it stands there (unsaved changes too), and written.

`OpenBookGrids` gives the grids that a file gives; `OpenBookEditor` carries out the edits that a file's editor does.
"""

from pmo_xl.workbook.open_book.editor import OpenBookEditor
from pmo_xl.workbook.open_book.grids import OpenBookGrids

__all__ = ["OpenBookEditor", "OpenBookGrids"]
