"""`schedule`: critical path, float, the forecast of milestones, and what a slip would do."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.faces.commands.common import Reading, a_whole, add_books, add_output, open_one
from pmo_xl.faces.listed import Listed, send_listed
from pmo_xl.faces.planned import CODES, send_plan

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "マスタスケジュールから、基準日での見込みの日付、余裕、クリティカルパスを計算して並べます(日数は稼働日)。"
        "仕掛り中の作業の残りは、予定の長さと、これまでの速さのうち遅い方で見込み、予定より早くは見込みません。"
        "--propose-links の" + CODES
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
    shown.add_argument(
        "--propose-links",
        action="store_true",
        help="どのマイルストーンにもつながらない作業を、同じ工程・システムのマイルストーンの先行作業に足す案を並べる(台帳1冊)",
    )
    parser.add_argument(
        "--apply",
        action="store_true",
        help="--propose-links の案を書き込む(控えを取り、結果を確かめてから置き換える)",
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """List the schedule, whose exit code does not judge; or propose links."""
    if options.propose_links:
        return _propose_links(options)
    if options.apply:
        raise BadOption("--apply は --propose-links と一緒に指定してください。")
    reading = Reading(options)
    results = []
    for book in reading.books():
        try:
            results.append(_listed(book, options))
        except PmoXlError as error:
            reading.cannot(book, error.message)
    return send_listed(results, reading)


def _propose_links(options: argparse.Namespace) -> int:
    """The links of one workbook as a change list, written with --apply."""
    from pmo_xl.operations.propose_links import propose_links

    if len(options.books) > 1 or Path(options.books[0]).is_dir():
        raise BadOption("--propose-links には台帳のファイルを1つだけ指定してください。")
    options.book = Path(options.books[0])
    book = open_one(options)
    plan = propose_links(book, apply=options.apply)
    return send_plan(plan, "先行作業のつながりの案", book, options)


def _days_of_slip(text: str) -> int:
    """The 日数 of --slip, in the command's words."""
    days = a_whole(text)
    if days < 1:
        raise BadOption(f"遅れの日数は1以上で指定してください(指定: {days})。")
    return days


def _listed(book: Book, options: argparse.Namespace) -> Listed:
    from pmo_xl.documents.schedule import (
        measure_listing,
        schedule_json,
        schedule_listing,
        schedule_summary,
        slip_listing,
    )
    from pmo_xl.model.task import Task

    if options.slip:
        name, days = options.slip
        slipped = book.slip(name, _days_of_slip(days))
        return Listed(
            book, slip_listing(slipped, book.project), partial(schedule_json, book.project, slipped)
        )
    if not book.project.has(Task):
        raise PmoXlError("マスタスケジュールのシートがないため、日程は調べていません。")
    reason = book.schedule().reason
    if reason and not options.measures:
        raise PmoXlError(f"日程を計算できません。{reason}")
    json = partial(schedule_json, book.project)
    if options.measures:
        return Listed(book, measure_listing(book.project), json)
    summary = partial(schedule_summary, book.project, book.path.name)
    return Listed(book, schedule_listing(book.project), json, summary)
