"""`budget`: budget, ordered, expected, remaining and forecast."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial

from pmo_xl.faces.commands.common import Reading, add_books, add_output
from pmo_xl.faces.listed import Listed, Results, send_listed

GROUPS = ("department", "system", "month")


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = "予算枠、予算管理表、検収支払から、予算・発注・見込・検収・支払・残予算・着地見込を集計します(円・税抜)。"
    add_books(parser)
    parser.add_argument(
        "--by",
        choices=GROUPS,
        default="budget",
        help="まとめ方: department 部門、system システム、month 月(指定しなければ予算ID)",
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Print the money; the exit code does not judge."""
    from pmo_xl.documents.budget import budget_json, budget_listing, budget_summary

    reading = Reading(options)
    results = []
    for book in reading.books():
        report = book.budget()
        listing, summary = budget_listing(report, options.by), partial(budget_summary, report, book.path.name)
        results.append(Listed(book, listing, partial(budget_json, report), summary))
    return send_listed(results, reading, _sums)


def _sums(results: Results) -> Mapping[str, object]:
    """The figures of all books; null where one of them has none, and all where no book could be read."""
    totals = [result["total"] for result in results]
    return {
        "total": {name: sum_of([each[name] for each in totals]) for name in totals[0]} if totals else None,
        "rows_used": sum(result["rows_used"] for result in results),
        "rows_total": sum(result["rows_total"] for result in results),
    }


def sum_of(figures: Sequence[int | None]) -> int | None:
    """The figures of several books together; None where one of them has none."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None
