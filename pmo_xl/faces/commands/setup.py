"""`setup`: prepares this PC for the buttons in Excel and for 送る."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pmo_xl.errors import PmoXlError
from pmo_xl.faces.commands.common import NOTHING_DONE, PARTLY_DONE, add_talk
from pmo_xl.faces.console import tell

if TYPE_CHECKING:
    from pmo_xl.this_pc.setup import Step


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "Excelのボタンが使う Python を xlwings.conf に書き、右クリックの「送る」に「pmo_xl チェック」を加えます。"
        "xlwings.conf のほかの設定は変えず、書く前のものを残します。ブックには何もしません。"
        "終了コード: 0 済んだ / 2 できなかった / 3 一部できなかった。"
    )
    parser.add_argument("--dry-run", action="store_true", help="することを表示するだけで、何も書かない")
    parser.add_argument("--undo", action="store_true", help="setup がしたことを元に戻す")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Show, or carry out, each step."""
    from pmo_xl.this_pc.machine import this_machine
    from pmo_xl.this_pc.setup import setup_steps, undo_steps

    machine = this_machine()
    steps = undo_steps(machine) if options.undo else setup_steps(machine)
    if options.dry_run:
        return show(steps)
    return carry_out(steps, (lambda sentence: None) if options.quiet else tell)


def show(steps: Sequence[Step]) -> int:
    """Say what would be done."""
    for step in steps:
        tell(step.what)
    tell("--dry-run なので、まだ何もしていません。")
    return 0


def carry_out(steps: Sequence[Step], say: Callable[[str], None]) -> int:
    """Do each step; one that fails is named and stops no other."""
    failed = 0
    for step in steps:
        try:
            say(step.do() if step.do else step.what)
        except (PmoXlError, OSError) as error:
            failed += 1
            tell(f"できませんでした: {error}")
    return (NOTHING_DONE if failed == len(steps) else PARTLY_DONE) if failed else 0
