"""`fix`: the safe repairs as a list of cell changes, written with --apply."""

from __future__ import annotations

import argparse

from pmo_xl.faces.commands.common import add_apply, add_live, add_one_book, add_output, open_one
from pmo_xl.faces.planned import CODES, send_plan


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "番号のない行、書き方の違う名前や選択肢、文字で入った日付と金額、上書きされた数式、合意時の指紋、"
        "見えない文字を直し、使われている部門を選択肢に足します。二通りに読める日付などは並べるだけで、書き込みません。"
        + CODES
    )
    add_one_book(parser)
    add_apply(parser)
    add_live(parser)
    parser.add_argument(
        "--only", nargs="+", default=(), metavar="規則", help="この規則の直しだけ(DAT002 など)"
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Show the repairs, and write them with --apply."""
    from pmo_xl.operations.fix import fix

    book = open_one(options)
    plan = fix(book, apply=options.apply, rules=options.only)
    return send_plan(plan, "直せるもの", book, options)
