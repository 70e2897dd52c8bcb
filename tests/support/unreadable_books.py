"""The five workbooks of a folder that cannot be read: in use, encrypted, cut off, foreign and empty."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile

IN_USE = "使用中.xlsx"
SENTENCES = {
    IN_USE: "使用中",
    "暗号化.xlsx": "パスワード",
    "途中まで.xlsx": "途中で切れて",
    "別物.xlsx": "シートが見つかりません",
    "空.xlsx": "空",
}
"""The files, and a word that the sentence about each must say."""


def write_unreadable(folder: Path, good: Path) -> None:
    """Put the five beside each other; the one in use is readable here, `refuse_in_use` locks it."""
    shutil.copy(good, folder / IN_USE)
    (folder / "暗号化.xlsx").write_bytes(_encrypted(good.read_bytes()))
    (folder / "途中まで.xlsx").write_bytes(good.read_bytes()[:-2000])
    (folder / "空.xlsx").write_bytes(b"")
    _write_foreign(folder / "別物.xlsx")


def refuse_in_use(path: Path) -> None:
    """Raise what Windows raises for a file that another program holds."""
    if path.name == IN_USE:
        error = PermissionError(13, "sharing violation")
        error.winerror = 32  # type: ignore[attr-defined] # as Windows has it
        raise error


def _encrypted(content: bytes) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("ひみつ", out)
    return out.getvalue()


def _write_foreign(path: Path) -> None:
    book = openpyxl.Workbook()
    book["Sheet"].append(["品名", "数量", "単価"])
    book["Sheet"].append(["りんご", 3, 120])
    book.save(path)
