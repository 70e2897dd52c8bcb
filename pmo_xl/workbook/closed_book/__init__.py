"""Editing an .xlsx or .xlsm file on disk without losing anything, and proving it on every save."""

from pmo_xl.workbook.closed_book.backups import BackupPolicy
from pmo_xl.workbook.closed_book.edits import (
    AppendRows,
    CellChange,
    CellValue,
    Edit,
    Formula,
    ReplaceSheet,
    SaveReport,
    Scalar,
    SetCell,
)
from pmo_xl.workbook.closed_book.save import apply, preview

__all__ = [
    "AppendRows",
    "BackupPolicy",
    "CellChange",
    "CellValue",
    "Edit",
    "Formula",
    "ReplaceSheet",
    "SaveReport",
    "Scalar",
    "SetCell",
    "apply",
    "preview",
]
