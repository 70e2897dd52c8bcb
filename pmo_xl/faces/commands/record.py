"""`record`: the findings into the workbook's own sheet, and one run into the history."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import PARTLY_DONE, add_history, add_live, add_one_book, add_talk, open_one
from pmo_xl.faces.console import tell

if TYPE_CHECKING:
    from pmo_xl.operations.record import Recorded

_STATES = ("新規", "継続", "再発", "解消")


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "台帳を点検し、指摘をチェック結果シートに書き込みます。人が書いた 対応・免除理由・承認者・免除期限 は残します。"
        "自動計算の列の値も新しくし、点検の記録を1回分残します。書き換える前の控えを取ります。"
        "終了コード: 0 書いた / 2 できなかった / 3 一部できなかった。"
    )
    add_one_book(parser)
    add_history(parser)
    add_live(parser)
    parser.add_argument(
        "--force", action="store_true", help="最終版・読み取り専用の推奨・秘密度ラベルの印があっても書き込む"
    )
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Record one run and say what is new."""
    from pmo_xl.operations.record import record
    from pmo_xl.rules.report import failed_rules_sentence

    recorded = record(open_one(options))
    failed = failed_rules_sentence(recorded.report.failed_rules)
    if failed:
        tell(failed)
    if not options.quiet:
        for line in recorded_lines(recorded):
            tell(line)
    for failure in recorded.failures:
        tell(failure)
    return PARTLY_DONE if recorded.failures or recorded.report.failed_rules else 0


def recorded_lines(recorded: Recorded) -> list[str]:
    """What was written where, a sentence each."""
    lines = []
    if recorded.saved:
        counts = "、".join(f"{state} {recorded.states.get(state, 0)}" for state in _STATES)
        lines.append(f"{recorded.saved.path.name} のチェック結果に書きました({counts})。")
        if recorded.saved.backup:
            lines.append(f"書き換える前の控え: {recorded.saved.backup}")
        lines += recorded.saved.notices
    lines += recorded.remarks
    if recorded.run:
        lines.append(f"記録を残しました: {recorded.run.file_name}")
    return lines
