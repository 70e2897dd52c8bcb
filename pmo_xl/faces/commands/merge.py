"""`merge`: edited copies into one book, previewed, written with --apply."""

from __future__ import annotations

import argparse
from pathlib import Path

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import add_history, add_one_book, open_one, password_of, refuse_over_read
from pmo_xl.faces.exchanging import CODES, add_exchange_options, finish


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "台帳の写しに書かれた変更を、1つの台帳に合わせます。--base に分かれる前の台帳を渡すと、だれが何を変えたかで合わせ、"
        "両方が変えた欄は「衝突」として並べるだけです。なければ、空欄を埋め、新しい行を足すだけで、ほかの違いは衝突です。"
        + CODES
    )
    add_one_book(parser)
    parser.add_argument(
        "copies", nargs="+", type=Path, metavar="COPY", help="台帳の写し(いくつでも。順序は問わない)"
    )
    parser.add_argument("--base", metavar="OLD", help="分かれる前の台帳、または 記録:日付")
    add_history(parser)
    add_exchange_options(parser)
    parser.set_defaults(live=False)


def run(options: argparse.Namespace) -> int:
    """Compare, show, and write with --apply."""
    from pmo_xl.operations.merge import merge
    from pmo_xl.operations.runs_by_day import is_run

    base = [] if options.base is None or is_run(options.base) else [Path(options.base)]
    refuse_over_read(options, [*options.copies, *base])
    book = open_one(options)
    made = merge(
        book,
        options.copies,
        base=options.base,
        password=password_of(options),
        only=options.only,
        close_gone=options.close_gone,
        key=options.key,
    )
    if made.is_base_far and options.apply and not options.force:
        raise BadOption(made.exchange.remarks[0])
    return finish(made.exchange, book, options, "合併")
