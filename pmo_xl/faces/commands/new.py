"""`new`: makes a master workbook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import a_day, add_talk, password_of
from pmo_xl.faces.console import tell

if TYPE_CHECKING:
    from pmo_xl.faces.shapes import NewJson
    from pmo_xl.operations.carry_over import CarriedOver
    from pmo_xl.operations.new import NewBook


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = "空の台帳を作ります。休日と選択肢は入っています。"
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="BOOK",
        help="作る台帳のファイル名(.xlsx、ボタン付きは .xlsm)",
    )
    parser.add_argument("--name", metavar="案件名", help="設定シートに書く案件名")
    parser.add_argument(
        "--profile",
        choices=("core", "full"),
        default="core",
        help="シートの範囲: core 基本(指定しなければこれ)、full 議事録・リスク・IF一覧・試験・リリース計画なども",
    )
    parser.add_argument("--macros", action="store_true", help="Excelのボタンを付ける(ファイル名は .xlsm)")
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="OLD",
        help="前の案件の台帳。次の案件でも使うものを引き継ぐ(読むだけ)",
    )
    parser.add_argument("--start", type=a_day, metavar="日付", help="新しい案件の開始日")
    parser.add_argument(
        "--wbs", action="store_true", help="作業計画も引き継ぐ(日付は --start に合わせて稼働日で移す)"
    )
    parser.add_argument(
        "--issues",
        choices=("open", "none"),
        default="open",
        help="未完了の課題を引き継ぐか(指定しなければ open)",
    )
    parser.add_argument(
        "--own", action="store_true", help="体制表・システム一覧・取引先一覧の独自の列も引き継ぐ"
    )
    parser.add_argument(
        "--lessons",
        type=Path,
        metavar="教訓集.xlsx",
        help="教訓集から、この案件に関わる教訓をチェックリストに入れる(--profile full)",
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="画面に出す形")
    parser.add_argument("--password-env", metavar="名前", help="前の台帳のパスワードを入れた環境変数の名前")
    parser.add_argument("--force", action="store_true", help="同じ名前のファイルがあれば上書きする")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Make the workbook and say where it is."""
    from pmo_xl.operations.new import make_book

    made = make_book(
        options.output,
        name=options.name,
        profile=options.profile,
        macros=options.macros,
        force=options.force,
        source=options.source,
        start=options.start,
        wbs=options.wbs,
        issues=options.issues,
        password=password_of(options),
        own=options.own,
        lessons=options.lessons,
    )
    path = made.path
    if options.format == "json":
        _print_json(made, options)
    elif not options.quiet and made.over:
        _tell_carried(made.over, options.source, path)
    elif not options.quiet:
        tell(f"台帳 {path} を作りました。Excelで開き、まず設定・体制表・システム一覧を書いてください。")
        if options.macros:
            tell("ボタンは、このPCで pmo-xl setup を1度実行すると使えます。")
    return 0


def _print_json(made: NewBook, options: argparse.Namespace) -> None:
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.faces.streams import print_bytes
    from pmo_xl.operations.today import today_in_japan
    from pmo_xl.version import __version__

    over, source = made.over, options.source or options.lessons
    told: NewJson = {
        "schema": 2,
        "command": "new",
        "version": __version__,
        "as_of": None,
        "as_of_source": None,
        "run_day": today_in_japan().isoformat(),
        "workbook": str(made.path),
        "carried": [
            {"sheet": sheet, "rows": rows, "from": source.name}
            for sheet, rows in (over.carried if over else {}).items()
        ],
        "left": [{"sheet": sheet, "rows": rows} for sheet, rows in (over.left if over else {}).items()],
        "remarks": list(over.remarks) if over else [],
        "failed": [],
    }
    print_bytes(f"{json_text(told)}\n".encode())


def _tell_carried(over: CarriedOver, source: Path | None, path: Path) -> None:
    from pmo_xl.operations.carry_over import told

    name = f"{source.name} から " if source else ""
    tell(f"{name}台帳 {path} を作りました。システム一覧の区分など、空欄を書いてください。")
    for line in told(over):
        tell(line)
