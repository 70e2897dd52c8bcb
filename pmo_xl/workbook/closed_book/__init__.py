"""Editing an .xlsx or .xlsm file on disk without losing anything, and proving it on every save."""

from pmo_xl.workbook.closed_book.save import apply, check, preview, refused
from pmo_xl.workbook.edits.edit import (
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
from pmo_xl.workbook.file.backups import BackupPolicy

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
    "check",
    "preview",
    "refused",
]
