"""`overdue`: what is late, and what falls due, over all sheets, by owner."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial

from pmo_xl.faces.commands.common import Reading, a_whole, add_books, add_output
from pmo_xl.faces.listed import Listed, Results, send_listed


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "QA・課題・仕様変更・作業・検収・支払のうち、期限を過ぎて終わっていないものを担当ごとに並べます。"
    )
    add_books(parser)
    parser.add_argument(
        "--within", type=a_whole, metavar="日数", help="この日数のうちに期限が来るものも並べる"
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """List what is late; the exit code does not judge."""
    from pmo_xl.documents.overdue import overdue_json, overdue_listing, overdue_summary
    from pmo_xl.metrics.overdue import overdue_report

    reading = Reading(options)
    results = []
    for book in reading.books():
        report = overdue_report(book.project, options.within)
        summary = partial(overdue_summary, report, book.path.name)
        results.append(Listed(book, overdue_listing(report), partial(overdue_json, report), summary))
    return send_listed(results, reading, _sums)


def _sums(results: Results) -> Mapping[str, object]:
    """How many items of all books are late, and how many only fall due; null where no book could be read."""
    if not results:
        return {"late": None, "coming": None}
    late = [item["days_overdue"] > 0 for result in results for item in result["items"]]
    return {"late": sum(late), "coming": len(late) - sum(late)}
