"""weekly_report: 週次報告書 against the run of a week ago, and one run of today into the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import UnwritableOutput
from pmo_xl.history import FolderHistory, UnreadableRun
from pmo_xl.model.display import day
from pmo_xl.operations.check import check
from pmo_xl.operations.earlier_runs import base_run
from pmo_xl.operations.export import Exported, export
from pmo_xl.operations.record import keep_run

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook

REPORT = "週次報告書"


@dataclass(frozen=True)
class WeeklyReport:
    """What was made. compared_with: the day of the run it is compared with, None without one.

    kept: what was done about the history, a Japanese sentence. exported: what is to be told of the paper itself.
    """

    path: Path
    compared_with: str | None
    kept: str
    exported: Exported


def weekly_report(book: OpenedBook, path: Path) -> WeeklyReport:
    """Make the report (to a file that is not there yet) and keep the run, once a day."""
    history = book.history
    exported = export(book, REPORT, path)
    if history is None:
        kept = "ブックがこのPCのフォルダにないため、次の回と比べるための記録は残せません。"
        return WeeklyReport(path, None, kept, exported)
    base, _ = base_run(history, book.project)
    compared = day(base.made_in_japan.date()) if base else None
    return WeeklyReport(path, compared, _kept(book, history), exported)


def _kept(book: OpenedBook, history: FolderHistory) -> str:
    today = book.project.run_day
    try:
        return _kept_of(today, book, history)
    except UnreadableRun as error:
        return f"{error.message}次の回と比べるための記録は残していません。"
    except UnwritableOutput as error:
        return error.message


def _kept_of(today: date, book: OpenedBook, history: FolderHistory) -> str:
    if any(name.made_in_japan.date() == today for name in history.runs()):
        return "今日の記録はもうあるため、記録は足していません。"
    keep_run(book, check(book), book.sha256)
    return "次の回と比べるための記録を残しました。"
