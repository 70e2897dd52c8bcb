"""What the commands over many workbooks share: month-end and portfolio."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import a_day, a_whole, add_config, add_fail_on, add_talk
from pmo_xl.faces.console import tell

if TYPE_CHECKING:
    from pmo_xl.documents.month_end.result import MonthEndResult
    from pmo_xl.documents.portfolio.result import Portfolio


def add_many_books(parser: argparse.ArgumentParser, *, as_of: str, again: str) -> None:
    """The workbooks, how they are gone through, and where the result goes. as_of, again: help of --as-of and --force."""
    parser.add_argument(
        "books", nargs="+", metavar="BOOK", help="台帳のファイル、または台帳を置いたフォルダ(いくつでも)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="フォルダ", help="結果を置くフォルダ。なければ画面だけに出す"
    )
    parser.add_argument("--as-of", type=a_day, metavar="日付", help=as_of)
    parser.add_argument(
        "--policy",
        type=Path,
        metavar="ファイル",
        help="部署の設定(.toml、または設定シートのある .xlsx)。台帳の設定より優先する",
    )
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="フォルダ",
        help="台帳ごとの結果を残すフォルダ(台帳のない場所)。次から、変わっていない台帳は読まない。途中で止まったら続きから始める",
    )
    parser.add_argument(
        "--jobs", type=_jobs, metavar="数", help="同時に動かすプロセスの数(指定しなければCPUの数)"
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        metavar="秒",
        help="1冊にかけてよい時間。超えた台帳は飛ばし、名前を言う(指定しなければ読み終わるまで待つ)",
    )
    add_config(parser)
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="画面に出す形(指定しなければ表)"
    )
    add_fail_on(parser)
    parser.add_argument("--force", action="store_true", help=again)
    add_talk(parser)


def tell_of_books(result: MonthEndResult | Portfolio, options: argparse.Namespace) -> None:
    """Which workbooks could not be read, and how many were as they were."""
    from pmo_xl.documents.month_end.result import failed_sentences

    for told in failed_sentences(result.failed):
        tell(told)
    if result.kept and not options.quiet:
        tell(f"{result.kept} 冊は前の点検から変わっていないため、その結果を使いました。")


def _jobs(text: str) -> int:
    return max(1, a_whole(text))


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadOption(f"時間「{text}」は秒数ではありません。60 のように書いてください。") from None
