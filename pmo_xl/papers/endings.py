"""The endings of names: which ones pmo_xl reads itself, and by which reader."""

from __future__ import annotations

from typing import Final

ZIP: Final = "zip"
WORD: Final = ("docx", "docm", "dotx", "dotm")
EXCEL: Final = ("xlsx", "xlsm", "xltx", "xltm")
SLIDES: Final = ("pptx", "pptm", "ppsx", "potx")
PDF: Final = "pdf"
OLD_EXCEL: Final = ("xls", "xlsb", "ods")
PLAIN: Final = ("txt", "md", "csv")
OWN_ENDINGS: Final = (*WORD, *EXCEL, *SLIDES, PDF, *OLD_EXCEL, *PLAIN, ZIP)


def ending_of(path: str) -> str:
    """The ending of a name, in small letters and without its dot."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""
