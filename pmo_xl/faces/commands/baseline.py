"""`baseline`: 予定 into 基準, written with --apply."""

from __future__ import annotations

import argparse

from pmo_xl.faces.commands.common import add_apply, add_live, add_one_book, add_output, open_one
from pmo_xl.faces.planned import CODES, send_plan


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "マスタスケジュールの基準開始・基準終了が空欄の作業に、予定開始・予定終了を写します。"
        "すでにある基準は、--again で指定した作業だけ理由を付けて取り直せます。" + CODES
    )
    add_one_book(parser)
    add_apply(parser)
    add_live(parser)
    parser.add_argument(
        "--again", nargs="+", default=(), metavar="ID", help="基準を取り直す作業(WBS-010 など)"
    )
    parser.add_argument("--reason", metavar="理由", help="取り直す理由。備考に日付を付けて残します")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Show what would be copied, and write it with --apply."""
    from pmo_xl.operations.baseline import baseline

    book = open_one(options)
    plan = baseline(book, apply=options.apply, again=options.again, reason=options.reason)
    return send_plan(plan, "基準に写すもの", book, options)
