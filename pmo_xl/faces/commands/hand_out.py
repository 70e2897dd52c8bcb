"""`hand-out`: one small workbook per addressee, to be answered; never sent."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.faces.commands.common import (
    PARTLY_DONE,
    a_day,
    a_whole,
    add_live,
    add_one_book,
    add_talk,
    open_one,
)
from pmo_xl.faces.console import screen, tell

if TYPE_CHECKING:
    from pmo_xl.faces.shapes import HandedOutJson
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.hand_out import HandedOutFiles


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "シートの行を、答える人・システム・取引先ごとに分け、1つずつ小さいブックとメールの下書きにします。送信はしません。"
        "相手の行だけが入り、備考・対応経過・金額・ほかの取引先のことは入りません。返ったブックは collect で取り込みます。"
    )
    add_one_book(parser)
    parser.add_argument("--sheet", required=True, metavar="シート", help="配るシート(例 QA表)")
    parser.add_argument(
        "--by", required=True, metavar="単位", help="担当・システム・取引先・列:見出し のどれごとに分けるか"
    )
    parser.add_argument("--to", nargs="+", default=(), metavar="名前", help="この相手だけに配る")
    parser.add_argument("--open", action="store_true", dest="only_open", help="未完了の行だけを配る")
    parser.add_argument("--due", type=a_day, metavar="日付", help="回答期限")
    parser.add_argument("--answer", nargs="+", default=(), metavar="列", help="答えてもらう列を足す")
    parser.add_argument("--with", nargs="+", default=(), metavar="列", dest="shown", help="見せる列を足す")
    parser.add_argument("--new-rows", type=a_whole, metavar="数", help="新しく書ける空の行の数")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="フォルダ", help="ブックと下書きを置くフォルダ"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="画面に出す形")
    parser.add_argument(
        "--force",
        action="store_true",
        help="今日もう配った相手に配り直す(前の番号は取消)。社外に出さない列も、そう書いたら出す",
    )
    add_live(parser)
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Make the files; 3 when the book's 配布記録 could not be written."""
    from pmo_xl.operations.hand_out import Wanted, hand_out

    book = open_one(options)
    wanted = Wanted(
        options.sheet,
        options.by,
        tuple(options.to),
        options.only_open,
        options.due,
        tuple(options.answer),
        tuple(options.shown),
        options.new_rows,
    )
    made = hand_out(book, wanted, options.output, force=options.force)
    if options.format == "json":
        _print_json(made, book)
    elif not options.quiet:
        _show(made, options)
    for remark in made.remarks if not options.quiet else ():
        tell(remark)
    return PARTLY_DONE if made.is_partly else 0


def _show(made: HandedOutFiles, options: argparse.Namespace) -> None:
    from pmo_xl.faces.columns import print_rows
    from pmo_xl.model.display import day

    out = screen()
    due = f"  回答期限 {day(options.due)}" if options.due else ""
    only = "  未完了のみ" if options.only_open else ""
    out.say(f"配布 {options.sheet}  単位: {options.by}{due}{only}", style="bold")
    if made.hand_outs:
        print_rows(out, _columns(), [_row(each) for each in made.hand_outs])
    for each in made.left_out:
        out.say(f"{each.row_id or '(番号なし)'}: {each.reason}。配っていません。", first="  ・", rest="    ")
    refs = sum(each.refs_left_out for each in made.hand_outs)
    told = [f"渡していない行への参照 {refs} か所を除きました。"] * bool(refs)
    told += [f"配布記録に {len(made.hand_outs)} 行を足しました。"] * made.is_recorded
    told += ["送信はしていません。"] if made.hand_outs else ["配る行がありません。ファイルは作っていません。"]
    out.say("".join(told))


def _columns() -> tuple[Any, ...]:
    from pmo_xl.model.column import Kind
    from pmo_xl.model.list_column import ListColumn

    text, whole = Kind.TEXT, Kind.INT
    labels = (
        ("配布番号", text),
        ("相手", text),
        ("件数", whole),
        ("うち期限超過", whole),
        ("宛先", text),
        ("ファイル", text),
    )
    return tuple(ListColumn(label, kind) for label, kind in labels)


def _row(each: Any) -> tuple[object, ...]:  # noqa: ANN401 - a HandOut
    return (each.id, each.to, len(each.rows), each.overdue, each.mail or "(体制表にメールなし)", each.file)


def _print_json(made: HandedOutFiles, book: Book) -> None:
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.faces.streams import print_bytes
    from pmo_xl.version import __version__

    told: HandedOutJson = {
        "schema": 2,
        "command": "hand-out",
        "version": __version__,
        "as_of": book.as_of.isoformat(),
        "as_of_source": book.project.as_of_source,
        "run_day": book.project.run_day.isoformat(),
        "workbook": book.path.name,
        "hand_outs": [
            {
                "id": each.id,
                "sheet": each.sheet,
                "by": each.by,
                "to": each.to,
                "mail": each.mail,
                "rows": len(each.rows),
                "row_ids": list(each.row_ids),
                "overdue": each.overdue,
                "due_on": each.due_on.isoformat() if each.due_on else None,
                "file": each.file,
            }
            for each in made.hand_outs
        ],
        "left_out": [{"row_id": each.row_id, "reason": each.reason} for each in made.left_out],
        "recorded": made.is_recorded,
        "files": [str(path) for path in made.files],
        "remarks": list(made.remarks),
        "failed": [],
    }
    print_bytes(f"{json_text(told)}\n".encode())
