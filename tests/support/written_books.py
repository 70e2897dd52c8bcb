"""One workbook of every kind that we write, made by the operations that users call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.operations.add_buttons import add_buttons
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.fix import fix
from pmo_xl.operations.record import record
from pmo_xl.workbook.author import write_workbook
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.master import opened, small_book
from tests.support.small_project import D
from tests.workbook.buttons.button_books import make_book

MONTH = date(2026, 11, 1)


def _new(folder: Path, profile: str, name: str = "新規.xlsx") -> Path:
    path = folder / name
    write_workbook(path, run_day=D, profile=profile, needs_macros=name.endswith(".xlsm"))
    return path


def _demo(folder: Path, profile: str = "core", *, needs_macros: bool = False) -> Path:
    name = "見本.xlsm" if needs_macros else "見本.xlsx"
    return write_sample(folder / name, planted_project(profile=profile), needs_macros=needs_macros)


def _fixed(folder: Path) -> Path:
    path = _demo(folder, "full")
    assert fix(open_workbook(path), apply=True).saved
    return path


def _recorded(folder: Path) -> Path:
    path = _demo(folder)
    record(open_workbook(path))
    return path


def _appended(folder: Path) -> Path:
    book = opened(small_book(folder))
    with book.edit() as changes:
        changes.append(
            Issue(
                title="応答が遅い", kind="課題", priority="高", owner="佐藤 花子", raised_by="鈴木", due_on=D
            )
        )
        changes.append(next(iter(book.orders)).model_copy(update={"id": None, "place": None, "status": None}))
    return book.path


def _with_buttons(folder: Path, book: Path) -> Path:
    return add_buttons(book, folder / "ボタン付き.xlsm").path


def _listing(folder: Path, *command: str) -> Path:
    path = folder / "結果.xlsx"
    assert main([*command, str(_demo(folder)), "-o", str(path), "--quiet"]) in (0, 1, 3)
    return path


def _month_end(folder: Path, name: str) -> Path:
    made = folder / "月次"
    assert main(["month-end", str(_demo(folder)), "--month", f"{MONTH:%Y-%m}", "-o", str(made)]) in (0, 1, 3)
    return made / f"{name}_{MONTH:%Y-%m}.xlsx"


WRITTEN: Mapping[str, Callable[[Path], Path]] = {
    "new core": lambda folder: _new(folder, "core"),
    "new full": lambda folder: _new(folder, "full"),
    "new core with macros": lambda folder: _new(folder, "core", "新規.xlsm"),
    "new full with macros": lambda folder: _new(folder, "full", "新規.xlsm"),
    "small": small_book,
    "demo": _demo,
    "demo full with macros": lambda folder: _demo(folder, "full", needs_macros=True),
    "fixed": _fixed,
    "recorded": _recorded,
    "appended": _appended,
    "buttons on a book of ours": lambda folder: _with_buttons(folder, small_book(folder)),
    "buttons on a list of somebody": lambda folder: _with_buttons(
        folder, make_book(folder / "課題一覧.xlsx", comment=True, picture=True)
    ),
    "list of findings": lambda folder: _listing(folder, "check"),
    "list of overdue": lambda folder: _listing(folder, "overdue", "--within", "7"),
    "list of budgets": lambda folder: _listing(folder, "budget", "--by", "month"),
    "list of the schedule": lambda folder: _listing(folder, "schedule"),
    "list of changes": lambda folder: _listing(folder, "fix"),
    "month end": lambda folder: _month_end(folder, "月次検収支払点検"),
    "index of electronic records": lambda folder: _month_end(folder, "電子取引索引簿"),
}
