"""How the boxes of the buttons are worded: paragraphs, lists cut short, the day that counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.output_place import OutputPlace

UNSAVED = "ブックはまだ保存していません(Excelの「元に戻す」では戻せません)。よければ上書き保存してください。"
_SOURCES = {"workbook": "設定シート", "today": "今日", "option": "月末点検の日"}


def paragraphs(*groups: Sequence[str]) -> str:
    """Groups of lines with a blank line between; an empty group leaves nothing."""
    return "\n\n".join("\n".join(lines) for lines in groups if lines)


def some(lines: Sequence[str], most: int) -> list[str]:
    """The first lines as a list, and how many more there are: a box must fit on a screen."""
    shown = [f"・{line}" for line in lines[:most]]
    return [*shown, f"・ほか {len(lines) - most} 件"] if len(lines) > most else shown


def day_of(book: Book) -> str:
    """基準日 2026/11/30(設定シート)."""
    from pmo_xl.model.display import day

    return f"基準日 {day(book.as_of)}({_SOURCES[book.project.as_of_source]})"


def made(path: Path, outputs: OutputPlace, *, is_open: bool = False) -> list[str]:
    """Where a file or folder was made, and why there."""
    opened = "書いて開きました" if is_open else "作りました"
    return [f"{path} に{opened}。", *([outputs.remark] if outputs.remark else [])]
