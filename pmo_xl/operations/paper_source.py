"""What the papers of a book are made of: its project, its check, and what earlier runs of it say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.word.content import Changes, Source
from pmo_xl.operations.check import check

if TYPE_CHECKING:
    from pmo_xl.charts.evm_chart import EarnedPoint
    from pmo_xl.metrics.effect import RecordedDay, Sighting
    from pmo_xl.metrics.kpi_trend import Measured
    from pmo_xl.model.precheck_run import PrecheckRun
    from pmo_xl.model.project import Project
    from pmo_xl.operations.opened_book import OpenedBook


def source_of(
    book: OpenedBook,
    since: date | None = None,
    *,
    is_internal: bool = False,
    issued_on: date | None = None,
    held_on: date | None = None,
) -> Source:
    """What the documents are made of; the check, the comparison and the earlier runs are read when one asks.

    since: compare with the record of this day or the last one before it, not with the one of a week ago. is_internal: with
    the page for ourselves. issued_on: 発行日, else the day of the run. held_on: the day a paper is about.
    """
    return Source(
        book.project,
        book.path.name,
        lambda: check(book),
        lambda: _changes(book, since),
        lambda: _earned(book),
        lambda day: _changes_since(book, day),
        since,
        is_internal,
        book.sha256,
        issued_on,
        held_on,
        lambda: _measured(book),
        lambda: _recorded(book),
        book.office.hours,
    )


def _changes(book: OpenedBook, since: date | None) -> Changes | None:
    from pmo_xl.operations.earlier_runs import base_run, changes_from

    _, earlier = base_run(book.history, book.project, since) if book.history else (None, None)
    return None if earlier is None else changes_from(earlier, book.project, book.path.name, book.sha256)


def _changes_since(book: OpenedBook, day: date) -> Changes | date | None:
    """What changed since the last record of the day or before; else the day of the first record, None without one."""
    from pmo_xl.operations.earlier_runs import changes_from, first_day, run_until

    earlier = run_until(book.history, day) if book.history else None
    if earlier is None:
        return first_day(book.history) if book.history else None
    return changes_from(earlier, book.project, book.path.name, book.sha256)


def _earned(book: OpenedBook) -> tuple[EarnedPoint, ...]:
    """EV and AC as the earlier runs knew them, one for each week."""
    from pmo_xl.charts.evm_chart import EarnedPoint
    from pmo_xl.history import project_of
    from pmo_xl.metrics.schedule.progress import project_progress
    from pmo_xl.operations.earlier_runs import weekly_runs

    runs = weekly_runs(book.history, book.project) if book.history else ()
    found = ((run.as_of, project_progress(project_of(run)).earned) for run in runs)
    return tuple(EarnedPoint(on, earned.ev.value, earned.ac.value) for on, earned in found)


def _measured(book: OpenedBook) -> tuple[Measured, ...]:
    """The KPI as the earlier runs knew them, one for each week."""
    from pmo_xl.history import project_of
    from pmo_xl.metrics.kpi_trend import measured
    from pmo_xl.operations.earlier_runs import weekly_runs

    return (
        tuple(
            measured(replace(project_of(run), prechecks=_prechecks_until(run.made_at, book.project)))
            for run in weekly_runs(book.history, book.project)
        )
        if book.history
        else ()
    )


def _prechecks_until(moment: datetime, project: Project) -> tuple[PrecheckRun, ...]:
    """The looks through deliveries that were recorded by then."""
    return tuple(each for each in project.prechecks if each.made_at <= moment)


def _recorded(book: OpenedBook) -> tuple[RecordedDay, ...]:
    """The findings and delays as the earlier runs held them, one for each week."""
    from pmo_xl.history import project_of
    from pmo_xl.metrics.effect import day_of
    from pmo_xl.operations.earlier_runs import weekly_runs

    runs = weekly_runs(book.history, book.project) if book.history else ()
    return tuple(
        day_of(
            project_of(run),
            [_sighting(row) for row in run.findings if not row.get("waived")],
            [str(row["id"]) for row in run.findings if row.get("waived")],
        )
        for run in runs
    )


def _sighting(row: Mapping[str, Any]) -> Sighting:
    """A finding as a run's file holds it."""
    from pmo_xl.metrics.effect import Sighting

    sheet, row_id, column = (
        None if row.get(name) is None else str(row[name]) for name in ("sheet", "row_id", "column")
    )
    return Sighting(
        str(row["id"]), str(row["rule"]), str(row["severity"]), sheet, row_id, column, str(row["message"])
    )
