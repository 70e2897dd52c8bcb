"""前回との差分: what changed since the last run of an earlier day, as a text ready for a mail and as a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import made, paragraphs

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook

_MOST = 18


def changes_since_last(pressed: PressedBook) -> None:
    """Make the workbook of the differences and open it; the text stands on its first tab."""
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.documents.differences import text_lines, write_differences
    from pmo_xl.operations.diff import since_run
    from pmo_xl.operations.runs_by_day import run_before

    book = pressed.read("前回の記録と比べています…")
    found = since_run(book, run_before(book, book.project.run_day))
    path = pressed.outputs.free(f"差分_{book.project.run_day}", ".xlsx")
    write_file(path, partial(write_differences, found=found))
    is_open = pressed.open_file(path)
    lines = list(text_lines(found))
    rest = len(lines) - _MOST
    shown = [*lines[:_MOST], *([f"ほか {rest} 行(一覧にすべてあります)"] if rest > 0 else [])]
    pressed.tell(paragraphs(shown, made(path, pressed.outputs, is_open=is_open), book.remarks))
