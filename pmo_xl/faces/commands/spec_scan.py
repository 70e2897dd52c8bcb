"""`spec-scan`: what a specification leaves open, says vaguely or lacks, as rows of 仕様書確認, or drafts of requirements."""

from __future__ import annotations

import argparse
from pathlib import Path

from pmo_xl.faces.commands.common import (
    a_day,
    a_whole,
    add_config,
    add_history,
    add_live,
    open_one,
    password_of,
    refuse_over_read,
)
from pmo_xl.faces.exchanging import CODES, add_exchange_options, finish

_ALL = "all"


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "仕様書(Word・Excel・PDF・テキスト)を読み、未決の言葉、曖昧な言葉、漏れを、箇所と原文を付けて仕様書確認の行の案に"
        "します。コメントと黄色の印も案にします。--requirements は、どの要件の出典でもない章を、要件一覧の行の下書きにします。"
        "台帳にある行は案にしません。--apply で書き込みます。仕様書は読むだけです。" + CODES
    )
    parser.add_argument("book", type=Path, metavar="BOOK", help="台帳")
    parser.add_argument(
        "document_or_file", metavar="文書ID|FILE", help="成果物一覧の文書ID、または仕様書のファイル"
    )
    parser.add_argument(
        "--kinds",
        nargs="+",
        default=("未決",),
        choices=("未決", "曖昧", "漏れ", _ALL),
        help="案にする種類(指定しなければ未決)",
    )
    parser.add_argument("--requirements", action="store_true", help="要件一覧の下書きを作る")
    parser.add_argument(
        "--from", dest="heading", metavar="見出し", help="--requirements: この見出しの下から作る"
    )
    parser.add_argument(
        "--level", type=a_whole, metavar="深さ", help="--requirements: この深さの見出しを1つずつ"
    )
    parser.add_argument("--document", metavar="文書ID", help="FILE がどの文書か")
    parser.add_argument("--owner", metavar="氏名", help="足す行の担当(指定しなければシステムの主担当)")
    parser.add_argument(
        "--due", type=a_day, metavar="日付", help="足す行の期限(指定しなければ5稼働日後か要件定義の節目)"
    )
    parser.add_argument("--all", action="store_true", dest="is_all", help="200行を超えても、すべて案にする")
    parser.add_argument(
        "--root",
        nargs="+",
        type=Path,
        default=(),
        metavar="フォルダ",
        help="台帳のフォルダのほかに文書を探す所",
    )
    parser.add_argument("--as-of", type=a_day, metavar="日付", help="基準日(例 2026-11-30)")
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    add_config(parser)
    add_history(parser)
    add_live(parser)
    add_exchange_options(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, show, and write with --apply."""
    from pmo_xl.model.requirement import Requirement
    from pmo_xl.model.spec_review import SpecReview
    from pmo_xl.operations.import_files import ImportOptions
    from pmo_xl.operations.import_rows import import_rows
    from pmo_xl.operations.spec_points import KINDS
    from pmo_xl.operations.spec_rows import SpecOptions, specification_at

    book = open_one(options)
    path = specification_at(book, options.document_or_file, options.root)
    refuse_over_read(options, [path])
    is_named = not Path(options.document_or_file).is_file()
    kinds = KINDS if _ALL in options.kinds else tuple(dict.fromkeys(options.kinds))
    given = ImportOptions(
        sheet=Requirement if options.requirements else SpecReview,
        key=options.key,
        is_blank_taken=options.take_blank,
        only=options.only,
        close_gone=options.close_gone,
        password=password_of(options),
        spec=SpecOptions(
            options.document or (options.document_or_file if is_named else None),
            kinds,
            options.level,
            options.heading,
            options.owner,
            options.due,
            options.is_all,
            is_asked=True,
        ),
    )
    return finish(import_rows(book, [path], given), book, options, "仕様書確認の案")
