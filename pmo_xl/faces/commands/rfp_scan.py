"""`rfp-scan`: what an RFP paper asks for, beside RFP照合表 and 要件一覧; rows that lack are written with --apply."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import (
    PARTLY_DONE,
    a_day,
    add_apply,
    add_config,
    add_history,
    add_live,
    add_output,
    open_one,
    password_of,
    refuse_over_read,
)
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.exchanging import tell_written
from pmo_xl.faces.output import Forms, send
from pmo_xl.visible import visible_line

if TYPE_CHECKING:
    from pmo_xl.documents.listing import Listing
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.rfp_scan import RfpScan

_TITLE = "RFPとの照合"


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "RFP(提案依頼書)の文書を読み、その要求をRFP照合表・要件一覧と突き合わせて、同じ・文が違う・RFPだけ・台帳だけ を並べます。"
        "違う所を「3秒」→「5秒」のように示します。よく似た行は、人が決めるまで同じとみなしません。--apply は、RFPだけにある"
        "要求をRFP照合表に足します(契約や提案の条件の章は除く)。文書は読むだけです。"
        "終了コード: 0 書くものも決めるものもない、またはすべて書いた / 1 書くものか決めるものがある / 2 できなかった / "
        "3 決めるものを残して書いた、または読めない部分がある。"
    )
    parser.add_argument("book", type=Path, metavar="BOOK", help="台帳")
    parser.add_argument("paper", type=Path, metavar="FILE", help="RFPの文書(.docx .xlsx .pdf .md など)")
    parser.add_argument("--as-of", type=a_day, metavar="日付", help="基準日(例 2026-11-30)")
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    add_config(parser)
    add_history(parser)
    add_live(parser)
    add_apply(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, show, and write with --apply."""
    from pmo_xl.operations.rfp_scan import rfp_scan

    refuse_over_read(options, [options.book, options.paper])
    book = open_one(options)
    found = rfp_scan(book, options.paper, password_of(options))
    if options.apply:
        found.exchange.apply()
    send(_forms(found, book), options)
    if not options.quiet:
        tell_written(found.exchange)
        for why in dict.fromkeys(found.exchange.writing.blocked.values()):
            tell(f"書けないものがあります: {why}")
    if options.apply:
        return PARTLY_DONE if found.is_left or found.exchange.failure or found.exchange.is_open else 0
    return 0 if found.exchange.is_done and not found.is_left else 1


def _forms(found: RfpScan, book: Book) -> Forms:
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.exchange import exchange_json
    from pmo_xl.documents.list_book import write_listings

    listing = _listing(found)
    return Forms(
        lambda: _print(found, book, listing),
        lambda: {**exchange_json(found.exchange), "statements": [asdict(each) for each in found.lines]},
        lambda: csv_bytes(listing),
        lambda path: write_listings(path, [listing]),
    )


def _listing(found: RfpScan) -> Listing:
    from pmo_xl.documents.listing import Listing, rows_of
    from pmo_xl.operations.rfp_scan import COLUMNS

    note = " / ".join(f"{word} {count}" for word, count in found.counts.items())
    return Listing(title=_TITLE, columns=COLUMNS, rows=rows_of(COLUMNS, found.lines), note=note)


def _print(found: RfpScan, book: Book, listing: Listing) -> None:
    from pmo_xl.faces.tables import print_listing

    for remark in found.exchange.remarks:
        screen().say(visible_line(remark))
    print_listing(book.path.name, listing)
