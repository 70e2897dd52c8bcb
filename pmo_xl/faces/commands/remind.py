"""`remind`: one reminder text per person or vendor, over all books; never sent."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.faces.commands.common import (
    PARTLY_DONE,
    Reading,
    a_day,
    a_whole,
    add_books,
    add_talk,
    failed_json,
)
from pmo_xl.faces.console import screen, tell

if TYPE_CHECKING:
    from pmo_xl.faces.shapes import RemindJson
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.remind import Reminding


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "期限を過ぎて終わっていないもの(と、まもなく期限のもの)の催促文を、担当と取引先ごとに1通ずつ作ります。"
        "送信はしません。読めない行、体制表にいない担当の行は 社内_確認.txt に、担当のない行は 担当なし.txt に入れます。"
    )
    add_books(parser)
    parser.add_argument(
        "--within", type=a_whole, metavar="日数", help="この日数のうちに期限が来るものも入れる"
    )
    parser.add_argument(
        "--for",
        dest="names",
        nargs="+",
        default=(),
        metavar="氏名",
        help="この人・この取引先あての文だけを作る",
    )
    parser.add_argument(
        "--topics", type=_words, default=(), metavar="課題,QA,…", help="この種類だけを入れる(、か , で区切る)"
    )
    parser.add_argument(
        "--due", type=a_day, metavar="日付", help="返信をお願いする日(指定しなければ基準日の3営業日後)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="フォルダ", help="催促文を置くフォルダ"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="画面に出す形")
    parser.add_argument("--force", action="store_true", help="前の催促文があれば作り直す")
    add_talk(parser)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.replace("、", ",").split(",") if word.strip())


def run(options: argparse.Namespace) -> int:
    """Make the texts; 3 when some workbook could not be read."""
    from pmo_xl.operations.remind import remind, write_reminders

    reading = Reading(options)
    books = list(reading.books())
    result = remind(books, options.within, topics=options.topics, names=options.names, due=options.due)
    if not books:
        return reading.code(0)
    files = write_reminders(result, options.output, force=options.force)
    if options.format == "json":
        _print_json(result, books, reading, files)
    elif not options.quiet:
        _show(result, files, options)
    for remark in result.remarks if not options.quiet else ():
        tell(remark)
    return PARTLY_DONE if reading.failures else 0


def _show(result: Reminding, files: tuple[Path, ...], options: argparse.Namespace) -> None:
    from pmo_xl.documents.reminders import INSIDE_ONLY
    from pmo_xl.faces.columns import print_rows
    from pmo_xl.model.display import day

    out = screen()
    within = f"、{options.within} 日以内を含む" if options.within is not None else ""
    as_of = max(book.chasing.as_of for book in result.books)
    counts = f"催促文 {len(result.reminders)} 通、担当なし {len(result.nobody)} 件({day(as_of)} 現在{within})"
    out.say(
        f"{counts} → {options.output}" if files else f"{counts}。ファイルは作っていません。", style="bold"
    )
    rows = _rows(result, files)
    if rows:
        print_rows(out, _columns(), rows)
    if result.held_back:
        out.say(f"催促文に入れなかったもの {result.held_back} 件({INSIDE_ONLY}.txt):")
        for book in result.books:
            for each in book.chasing.held_back:
                out.say(f"{each.sheet} {each.row_id or ''}: {each.reason}", first="  ・", rest="    ")
    out.say("送信はしていません。内容を確かめてから送ってください。" if files else "")


def _columns() -> tuple[Any, ...]:
    from pmo_xl.model.column import Kind
    from pmo_xl.model.list_column import ListColumn

    labels = (("相手", Kind.TEXT), ("宛先", Kind.TEXT), ("超過", Kind.INT), ("まもなく", Kind.INT))
    return tuple(
        ListColumn(label, kind) for label, kind in (*labels, ("内訳", Kind.TEXT), ("ファイル", Kind.TEXT))
    )


def _rows(result: Reminding, files: tuple[Path, ...]) -> list[tuple[object, ...]]:
    from pmo_xl.documents.reminders import NOBODY
    from pmo_xl.metrics.chasing import topic_of

    texts = [path.name for path in files if path.suffix == ".txt"]
    rows: list[tuple[object, ...]] = [
        (each.name, each.mail or "(メールなし)", each.late, len(each.items) - each.late, each.by_topic, text)
        for each, text in zip(result.reminders, texts, strict=False)
    ]
    if result.nobody:
        late = sum(item.is_late for item in result.nobody)
        topics = [topic_of(item.sheet) for item in result.nobody]
        told = "、".join(f"{topic} {topics.count(topic)}" for topic in dict.fromkeys(topics))
        rows.append((f"({NOBODY})", "-", late, len(result.nobody) - late, told, f"{NOBODY}.txt"))
    return rows


def _print_json(result: Reminding, books: list[Book], reading: Reading, files: tuple[Path, ...]) -> None:
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.documents.reminders import held_back_json, items_json, reminder_json
    from pmo_xl.faces.streams import print_bytes
    from pmo_xl.version import __version__

    days = [(book.as_of.isoformat(), book.project.as_of_source) for book in books]
    as_of, source = days[0] if len(set(days)) == 1 else (None, None)
    told: RemindJson = {
        "schema": 2,
        "command": "remind",
        "version": __version__,
        "as_of": as_of,
        "as_of_source": source,
        "run_day": books[0].project.run_day.isoformat(),
        "workbooks": [
            {"workbook": book.path.name, "as_of": on, "as_of_source": why}
            for book, (on, why) in zip(books, days, strict=True)
        ],
        "reminders": [reminder_json(each) for each in result.reminders],
        "nobody": items_json(result.nobody),
        "held_back": [
            held_back_json(each, book.workbook) for book in result.books for each in book.chasing.held_back
        ],
        "files": [str(path) for path in files],
        "failed": failed_json(reading.failures),
    }
    print_bytes(f"{json_text(told)}\n".encode())
