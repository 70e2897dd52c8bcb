"""Recorded runs as people name them: 「記録:2026-11-21」 is the last run on or before that day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from pmo_xl.errors import BadOption
from pmo_xl.history import FolderHistory, Run, UnreadableRun
from pmo_xl.operations import arguments

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook

_NAMED: Final = re.compile("記録[::]")
NO_EARLIER: Final = "比べる前の日の記録がありません。記録は「週次報告」のボタンか pmo-xl record が残し、次の日から比べられます。"


def is_run(text: str) -> bool:
    """Whether a text names a recorded run."""
    return _NAMED.match(text) is not None


def run_named(text: str, book: OpenedBook) -> Run:
    """The run of a book that a text names. BadOption where it names no day, or there is no such run."""
    day = arguments.day_of(_NAMED.sub("", text, count=1))
    if day is None:
        raise BadOption(f"「{text}」の日付を読めません。記録:2026-11-21 のように書いてください。")
    if book.history is None:
        raise BadOption(f"{book.path.name} には記録を置く場所がありません。")
    return run_on(book.history, day, book.path.name)


def run_before(book: OpenedBook, day: date) -> Run:
    """The last run of an earlier day than this. BadOption where there is none, and what makes one."""
    if book.history is None:
        raise BadOption(f"{book.path.name} には記録を置く場所がありません。")
    if not any(each.made_in_japan.date() < day for each in book.history.runs()):
        raise BadOption(NO_EARLIER)
    return run_on(book.history, day - timedelta(days=1), book.path.name)


def run_on(runs: FolderHistory, day: date, name: str) -> Run:
    """The last run that can be read, made on or before a day. BadOption where there is none."""
    names = [each for each in runs.runs() if each.made_in_japan.date() <= day]
    for each in reversed(names):
        try:
            return runs.load(each)
        except UnreadableRun:
            continue
    raise BadOption(
        f"{name} の {day:%Y-%m-%d} までの記録が {runs.folder} にありません。"
        "pmo-xl history --list で残っている記録を確かめてください。"
    )
