"""案件横断_YYYY-MM-DD.xlsx: the eight parts of the portfolio, with links into the workbooks."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.project_axis import AxisMark, AxisRow, project_axis
from pmo_xl.charts.style import LANDSCAPE
from pmo_xl.documents.list_book import ListBook
from pmo_xl.documents.list_file import open_book
from pmo_xl.documents.listing import Summary
from pmo_xl.documents.portfolio.lists import MILESTONES, every_list, terminal_list
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.summary import headline, overview, points
from pmo_xl.documents.portfolio.sums import day_of


def write_portfolio_book(path: Path, result: Portfolio, *, beside: Path | None = None) -> None:
    """Write the workbook. beside: where it will lie in the end, so that the links lead from there."""
    with (
        tempfile.TemporaryDirectory(prefix="pmo_xl_", ignore_cleanup_errors=True) as drawn,
        open_book(path, is_streamed=True) as book,
    ):
        writer = ListBook(book, (beside or path).absolute().parent)
        writer.summary("概要", [_overview(result)])
        for listing in every_list(result):
            if listing.picture:
                note = Summary(
                    title=listing.title,
                    sentences=(listing.note,),
                    tables=(replace(listing, title="", note=""),),
                )
                writer.summary(listing.title, [note])
            else:
                writer.sheet(listing)
            if listing.title == MILESTONES:
                writer.figures("時間軸", as_figures(axis_of(result)), Path(drawn))


def _overview(result: Portfolio) -> Summary:
    """概要: what a head of department reads first."""
    return Summary(
        title=headline(result),
        sentences=overview(result),
        points=points(result),
        tables=(terminal_list(result),),
    )


def axis_of(
    result: Portfolio, *, width: float = LANDSCAPE.width, most: int | None = None
) -> Sequence[Figure] | NoFigure:
    """The projects on one axis of time, in the order of the list. most: only the first of them."""
    told: dict[str, list[AxisMark]] = {}
    for row in result.milestones:
        on = day_of(row.milestone)
        if on is not None:
            is_late = bool(row.milestone.days_late)
            mark = AxisMark(on, row.milestone.reached is not None, is_late, bool(row.clashes))
            told.setdefault(row.project, []).append(mark)
    rows = [
        AxisRow(project.name, project.light.light.shown, tuple(told.get(project.name, ())))
        for project in result.projects[:most]
    ]
    return project_axis(rows, _as_of(result), width)


def _as_of(result: Portfolio) -> date:
    return max((project.reading.as_of for project in result.projects), default=result.run_day)


def as_figures(found: Sequence[Figure] | NoFigure) -> Sequence[Figure]:
    """The figures; none where there is nothing to draw."""
    return () if isinstance(found, NoFigure) else found
