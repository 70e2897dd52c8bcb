"""期限超過 and 残予算: the figures that matter in a box, everything in a workbook beside the ledger, opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import made, paragraphs, some

if TYPE_CHECKING:
    from pathlib import Path

    from pmo_xl.documents.listing import Listing, Summary
    from pmo_xl.faces.button_verbs.desk import Desk
    from pmo_xl.metrics.budget.budget import BudgetReport
    from pmo_xl.metrics.overdue import OverdueItem, OverdueReport

DAYS_AHEAD = 7
_MOST = 8
_TABLES = {"budget": "予算ID別", "department": "部門別", "system": "システム別", "month": "月別"}


def overdue(pressed: Desk) -> None:
    """What is late and what falls due within a week."""
    from pmo_xl.documents.overdue import overdue_listing, overdue_summary
    from pmo_xl.metrics.overdue import overdue_report
    from pmo_xl.metrics.stale_day import stale_day
    from pmo_xl.operations.many import OVERDUE

    book = pressed.read("期限を調べています…")
    report = overdue_report(book.project, DAYS_AHEAD)
    notice = stale_day(book.project) or ""
    listing = replace(overdue_listing(report), notice=notice)
    summary = overdue_summary(report, book.path.name, notice)
    path, is_open = write_lists(pressed, f"{OVERDUE}_{book.as_of}", [listing], summary)
    pressed.tell(
        paragraphs(
            [notice] if notice else [],
            [f"期限の一覧を作りました(これから {DAYS_AHEAD} 日のものまで)。"],
            overdue_lines(report),
            made(path, pressed.outputs, is_open=is_open),
        )
    )


def overdue_lines(report: OverdueReport) -> list[str]:
    """The counts, what has no due date, and what is latest."""
    from pmo_xl.documents.overdue import overdue_note

    late = [_late(item) for item in report.items if item.is_late]
    return [*overdue_note(report).split("  "), *some(late, _MOST)]


def _late(item: OverdueItem) -> str:
    from pmo_xl.metrics.overdue import NOBODY

    name = item.title or ""
    return (
        f"{item.days_overdue} 日超過  {item.sheet} {item.row_id or ''}  {item.owner or NOBODY}  {name[:24]}"
    )


def budget(pressed: Desk) -> None:
    """Budget, ordered, expected, remaining, forecast: the totals in a box, four tables in a workbook."""
    from pmo_xl.documents.budget import budget_summary
    from pmo_xl.metrics.stale_day import stale_day
    from pmo_xl.operations.many import BUDGET

    book = pressed.read("予算を集計しています…")
    report = book.budget()
    notice = stale_day(book.project) or ""
    tables = budget_tables(report, notice)
    summary = budget_summary(report, book.path.name, notice)
    path, is_open = write_lists(pressed, f"{BUDGET}_{book.as_of}", tables, summary)
    pressed.tell(
        paragraphs(
            [notice] if notice else [],
            ["予算を集計しました。"],
            budget_lines(report),
            made(path, pressed.outputs, is_open=is_open),
        )
    )


def budget_tables(report: BudgetReport, notice: str) -> list[Listing]:
    """The money by budget, department, system and month, each under its name."""
    from pmo_xl.documents.budget import budget_listing
    from pmo_xl.operations.many import BUDGET

    return [
        replace(budget_listing(report, by), title=f"{BUDGET} {label}", notice=notice)
        for by, label in _TABLES.items()
    ]


def budget_lines(report: BudgetReport) -> list[str]:
    """The totals, on how many rows they stand, and each department that is overdrawn."""
    from pmo_xl.documents.budget import budget_note
    from pmo_xl.model.display import yen

    total = report.total
    figures = (
        ("予算", total.amount),
        ("発注", total.ordered),
        ("見込", total.expected),
        ("残予算", total.remaining),
        ("着地見込", total.forecast),
    )
    over = [
        f"{line.department or '(部門なし)'} の残予算は {yen(line.remaining)} 円です"
        for line in report.departments
        if line.remaining is not None and line.remaining < 0
    ]
    amounts = (f"{name} {'不明' if amount is None else yen(amount)}" for name, amount in figures)
    return [*budget_note(report).split("  "), *amounts, *some(over, _MOST)]


def trend(pressed: Desk) -> None:
    """推移: what the recorded runs say week by week, and now, as a new workbook with its picture."""
    from pmo_xl.documents.portfolio.trend import TITLE, moved, trend_summary
    from pmo_xl.errors import BadOption
    from pmo_xl.operations.book_facts import trend_of_book
    from pmo_xl.operations.runs_by_day import NO_EARLIER

    book = pressed.read("記録をたどっています…")
    points = trend_of_book(book)
    if len(points) < 2:
        raise BadOption(NO_EARLIER)
    path, is_open = write_lists(pressed, f"{TITLE}_{book.as_of}", [], trend_summary(points, book.path.name))
    pressed.tell(
        paragraphs(
            [f"{len(points) - 1} 回分の記録といまの{TITLE}を作りました。"],
            list(moved(points)),
            made(path, pressed.outputs, is_open=is_open),
        )
    )


def write_lists(
    pressed: Desk, stem: str, listings: Sequence[Listing], *summaries: Summary
) -> tuple[Path, bool]:
    """Write the lists to a new workbook in the output folder and show it; where, and whether Excel showed it."""
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.documents.list_book import write_listings

    path = pressed.outputs.free(stem, ".xlsx")
    write_file(path, partial(write_listings, listings=listings, summaries=summaries))
    return path, pressed.open_file(path)
