"""`add-buttons`: gives an existing workbook its buttons, in a new .xlsm file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import PARTLY_DONE, add_book_name, add_talk, password_of
from pmo_xl.faces.console import tell

if TYPE_CHECKING:
    from pmo_xl.operations.add_buttons import AddedButtons


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "今使っているブックに、チェックなどのボタンを付けた写し(.xlsm)を作ります。元のブックは変えません。"
        "値・書式・図形・コメントなどが何ひとつ変わっていないことを確かめてから残します。"
        "主なボタンは「メニュー」か、最後に加える「pmo_xl ボタン」シートに並び、台帳とわかるシートには空いた所に小さなチェックボタンが付きます。"
        "別のマクロ・電子署名・構造の保護があるブックには付けず、どうすればよいかを示します。"
        "終了コード: 0 付けた / 2 できなかった / 3 付けたが、置けないボタンがあった。"
    )
    add_book_name(parser)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="BOOK", help="作るブックのファイル名(.xlsm)"
    )
    parser.add_argument("--force", action="store_true", help="同じ名前のファイルがあれば上書きする")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Make the workbook with buttons and say what it has."""
    from pmo_xl.operations.add_buttons import add_buttons

    added = add_buttons(options.book, options.output, password=password_of(options), force=options.force)
    if not options.quiet:
        _tell_result(added)
    for failure in added.failures:
        tell(failure)
    return PARTLY_DONE if added.failures else 0


def _tell_result(added: AddedButtons) -> None:
    done = "ボタンのマクロを新しくしました" if added.is_renewed else "ボタンを付けました"
    tell(f"{added.path} に{done}。元のブックはそのままです。")
    if added.later:
        tell(
            f"この版で増えたボタン({'・'.join(added.later)})を「{added.main_sheet}」シートに置きました。"
            "前からあるボタンは、名前も場所も変えていません。"
        )
    elif added.main_sheet:
        tell(f"主なボタンは「{added.main_sheet}」シートにあります。")
    if added.sheets:
        tell(f"シートのチェックボタン: {'、'.join(added.sheets)}")
    for remark in added.remarks:
        tell(remark)
