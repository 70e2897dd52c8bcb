"""`schedule`: critical path, float, the forecast of milestones, and what a slip would do."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any

from pmo_xl.errors import PmoXlError
from pmo_xl.faces.commands.common import Reading, a_whole, add_books, add_output
from pmo_xl.faces.listed import Listed, send_listed

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book


def declare(commands: Any) -> None:  # noqa: ANN401 - argparse's own type has no public name
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "schedule",
        help="クリティカルパス・余裕・マイルストーンの見込み、遅れたときの影響を計算する",
        description="マスタスケジュールから、基準日での見込みの日付、余裕、クリティカルパスを計算して並べます(日数は稼働日)。",
    )
    add_books(parser)
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument(
        "--slip",
        nargs=2,
        metavar=("ID", "日数"),
        help="この作業がこの稼働日数だけ遅れたら、何が動くかを並べる(例 --slip WBS-010 5)",
    )
    shown.add_argument(
        "--measures", action="store_true", help="DCMA の日程点検(14項目のうち台帳でわかるもの)を並べる"
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """List the schedule; the exit code does not judge."""
    reading = Reading(options)
    results = []
    for book in reading.books():
        try:
            results.append(_listed(book, options))
        except PmoXlError as error:
            reading.cannot(book, error.message)
    return send_listed(results, reading)


def _listed(book: Book, options: argparse.Namespace) -> Listed:
    from pmo_xl.documents.schedule import measure_listing, schedule_json, schedule_listing, slip_listing

    if options.slip:
        name, days = options.slip
        slipped = book.slip(name, a_whole(days))
        return Listed(
            book, slip_listing(slipped, book.project), partial(schedule_json, book.project, slipped)
        )
    reason = book.schedule().reason
    if reason and not options.measures:
        raise PmoXlError(f"日程を計算できません。{reason}")
    listing = measure_listing if options.measures else schedule_listing
    return Listed(book, listing(book.project), partial(schedule_json, book.project))
