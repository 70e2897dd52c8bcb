"""`new`: makes a master workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from pmo_xl.faces.commands.common import add_talk
from pmo_xl.faces.console import tell


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
    parser.add_argument("--force", action="store_true", help="同じ名前のファイルがあれば上書きする")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Make the workbook and say where it is."""
    from pmo_xl.operations.new import new_workbook

    path = new_workbook(
        options.output,
        name=options.name,
        profile=options.profile,
        macros=options.macros,
        force=options.force,
    )
    if not options.quiet:
        tell(f"台帳 {path} を作りました。Excelで開き、まず設定・体制表・システム一覧を書いてください。")
        if options.macros:
            tell("ボタンは、このPCで pmo-xl setup を1度実行すると使えます。")
    return 0
