"""`diff`: what changed between two workbooks or recorded runs, in words."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import (
    FORMATS,
    PARTLY_DONE,
    a_day,
    add_config,
    add_history,
    add_talk,
    password_of,
    refuse_over_read,
)
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.output import Forms, send

if TYPE_CHECKING:
    from pmo_xl.exchange.differences import Differences


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "2つの台帳(または記録)を行ごと・欄ごとに比べ、変わったことをメールに貼れる言葉で並べます。何も書き込みません。"
        "台帳の代わりに 記録:2026-11-21 と書くと、その日までの最後の記録と比べます。"
        "終了コード: 0 変化なし / 1 変化あり / 2 できなかった / 3 比べられないシートがある。"
    )
    parser.add_argument("old", metavar="OLD", help="前の台帳、または 記録:日付")
    parser.add_argument("new", metavar="NEW", help="新しい台帳、または 記録:日付")
    parser.add_argument(
        "--for",
        dest="whose",
        nargs=2,
        metavar=("担当|システム|取引先", "名前"),
        help="この相手の行だけ(取引先には備考・対応経過・金額を出さない)",
    )
    parser.add_argument("--sheet", nargs="+", default=(), metavar="シート", help="このシートだけ")
    parser.add_argument("--as-of", type=a_day, metavar="日付", help="基準日(遅れの判定に使う)")
    add_config(parser)
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    add_history(parser)
    parser.add_argument(
        "--format", choices=FORMATS, help="出力の形(指定しなければ文章。-o の拡張子でも決まる)"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="ファイル",
        help="結果を書くファイル(.txt .docx .xlsx .csv .json)",
    )
    parser.add_argument("--force", action="store_true", help="同じ名前のファイルがあれば上書きする")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, and say what changed; 1 where something did."""
    from pmo_xl.operations.diff import diff
    from pmo_xl.operations.runs_by_day import is_run

    refuse_over_read(options, [Path(each) for each in (options.old, options.new) if not is_run(each)])
    found = diff(
        options.old,
        options.new,
        whose=tuple(options.whose) if options.whose else None,
        sheets=options.sheet,
        as_of=options.as_of,
        history=options.history,
        password=password_of(options),
        config=options.config,
    )
    _send(found, options)
    if found.not_compared:
        return PARTLY_DONE
    return int(bool(found.items))


def _send(found: Differences, options: argparse.Namespace) -> None:
    from pmo_xl.documents.differences import write_text, write_word

    ending = options.output.suffix.lower() if options.output else ""
    writers = {".txt": write_text, ".docx": write_word}
    if ending not in writers or options.format:
        send(_forms(found), options)
        return
    from pmo_xl.disk.output_file import write_file

    path = write_file(options.output, lambda made: writers[ending](made, found), force=options.force)
    if not options.quiet:
        tell(f"{path} に書きました。")


def _forms(found: Differences) -> Forms:
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.differences import (
        differences_json,
        differences_listing,
        text_lines,
        write_differences,
    )
    from pmo_xl.operations.today import today_in_japan
    from pmo_xl.visible import visible_line

    def table() -> None:
        """The text that goes into a mail."""
        out = screen()
        first, *rest = text_lines(found)
        out.say(visible_line(first), style="bold")
        for line in rest:
            indent = "    " if line.startswith("  ") else "  "
            out.say(visible_line(line.strip()), first=line[: len(line) - len(line.lstrip())], rest=indent)

    return Forms(
        table,
        lambda: differences_json(found, today_in_japan()),
        lambda: csv_bytes(differences_listing(found)),
        lambda path: write_differences(path, found),
    )
