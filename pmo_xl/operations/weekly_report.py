"""weekly_report: 週次報告書 against the last run of an earlier day, and one run of today into the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import UnwritableOutput
from pmo_xl.history import FolderHistory, RunName
from pmo_xl.model.display import day
from pmo_xl.operations.export import export
from pmo_xl.operations.record import keep_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmo_xl.operations.book import Book

REPORT = "週次報告書"


@dataclass(frozen=True)
class WeeklyReport:
    """What was made. compared_with: the day of the run it is compared with, None without one.

    kept: what was done about the history, a Japanese sentence.
    """

    path: Path
    compared_with: str | None
    kept: str


@dataclass(frozen=True)
class _EarlierDays(FolderHistory):
    """The runs made before a day: a report made twice in a day says the same twice."""

    before: date = date.max

    def runs(self) -> Sequence[RunName]:
        """As FolderHistory has them, without those of the day and later."""
        return [name for name in super().runs() if name.made_in_japan.date() < self.before]


def weekly_report(book: Book, path: Path) -> WeeklyReport:
    """Make the report (to a file that is not there yet) and keep the run, once a day."""
    history = book.history
    if history is None:
        export(book, REPORT, path)
        return WeeklyReport(
            path, None, "ブックがこのPCのフォルダにないため、次の回と比べるための記録は残せません。"
        )
    earlier = _EarlierDays(history.folder, history.names, history.password, book.project.run_day)
    export(replace(book, history=earlier), REPORT, path)
    runs = earlier.runs()
    return WeeklyReport(path, day(runs[-1].made_in_japan.date()) if runs else None, _kept(book, history))


def _kept(book: Book, history: FolderHistory) -> str:
    today = book.project.run_day
    if any(name.made_in_japan.date() == today for name in history.runs()):
        return "今日の記録はもうあるため、記録は足していません。"
    try:
        keep_run(book, book.check(), book.sha256)
    except UnwritableOutput as error:
        return error.message
    return "次の回と比べるための記録を残しました。"
