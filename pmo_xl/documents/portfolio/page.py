"""案件横断_YYYY-MM-DD.html: all projects on one page for the browser, on the frame that every page of ours shares."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.painting import svg
from pmo_xl.documents.listing import Listing
from pmo_xl.documents.page.frame import page_pieces
from pmo_xl.documents.page.parts import (
    Drawing,
    Filtered,
    Later,
    Lines,
    Opened,
    Page,
    Part,
    Section,
    Table,
    Tiles,
)
from pmo_xl.documents.portfolio.book import axis_of
from pmo_xl.documents.portfolio.lists import LISTS, MILESTONES, project_list
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.summary import headline, late_count, overview, points, waiting_count
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.display import day

_FILTERS: Final = ("信号", "PM", "部門")
_REASONS: Final = "理由"
_SHOWN: Final = (
    "案件", "信号", "報告", _REASONS, "PM", "部門", "工程", "次のマイルストーン", "見込", "期限超過", "残予算", "判断待ち", "エラー",
)  # fmt: skip
"""The columns of 案件一覧 that a page of 1,366 pixels has room for; all are in the workbook."""


def portfolio_page(result: Portfolio, folder: Path | None = None) -> Iterator[bytes]:
    """The page as HTML, piece by piece. folder: where it will lie, for its links (None: unknown)."""
    told = [f"点検日 {day(result.run_day)}  {len(result.projects)} 案件"]
    return page_pieces(Page(headline(result), told, list(_parts(result))), folder)


def _parts(result: Portfolio) -> Iterator[Part]:
    lights = [(light.shown, f"{result.lights.get(light, 0)} 案件") for light in Light]
    hidden = sum(project.hidden_steps > 0 for project in result.projects)
    yield Tiles(
        [
            *lights,
            ("報告より悪い", f"{hidden} 案件"),
            ("期限超過", late_count(result)),
            ("判断待ち", waiting_count(result)),
            ("100%を超える人月", str(result.over_full)),
        ]
    )
    if result.failed or result.copies:
        lacking = (
            f"読めなかったブック {len(result.failed)} 冊、複製 {len(result.copies)} 冊は入っていません。"
        )
        yield Lines([lacking], "notice")
    if found := points(result):
        yield Section("決めること・急ぐこと", [Lines(found, "points")])
    for title, make in LISTS.items():
        shown = _projects if make is project_list else partial(_of, make)
        yield Section(title, Later(partial(shown, result)))
    yield Lines(overview(result), "note")


def _projects(result: Portfolio) -> Iterator[Part]:
    yield Lines(["残予算は円・税抜です。"], "note")
    yield Filtered(_FILTERS, [Table(_opened(_with(project_list(result), _SHOWN), result))])


def _of(make: Callable[[Portfolio], Listing], result: Portfolio) -> Iterator[Part]:
    listing = make(result)
    if listing.title == MILESTONES:
        figures = axis_of(result)
        if not isinstance(figures, NoFigure):
            for figure in figures:
                yield Drawing(svg(figure).encode(), figure.alt)
                gc.collect()  # what matplotlib has drawn refers to itself: 0.04 MB a project until Python looks
    yield Table(_with(listing, [column.label for column in listing.columns if column.is_printed]))
    if not listing.rows:
        yield Lines(["該当するものはありません。"])


def _with(listing: Listing, labels: Sequence[str]) -> Listing:
    """The list with these columns alone; a page prints all that it shows."""
    at = [n for n, column in enumerate(listing.columns) if column.label in labels]
    rows = [[row[n] for n in at] for row in listing.rows]
    return replace(listing, columns=[listing.columns[n] for n in at], rows=rows)


def _opened(listing: Listing, result: Portfolio) -> Listing:
    """The list of projects with the reasons of each light behind the first of them."""
    at = next(n for n, column in enumerate(listing.columns) if column.label == _REASONS)
    rows = [
        [*values[:at], _reasons(project.reasons), *values[at + 1 :]]
        for values, project in zip(listing.rows, result.projects, strict=True)
    ]
    return replace(listing, rows=rows)


def _reasons(lines: Sequence[str]) -> Opened | str:
    if len(lines) > 1:
        return Opened(f"{lines[0]}(全 {len(lines)} 行)", lines)
    return lines[0] if lines else ""
