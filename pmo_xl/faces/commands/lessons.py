"""`lessons`: the lessons of many projects in one book, and a search in it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import PARTLY_DONE, add_talk, password_of
from pmo_xl.faces.console import screen, tell
from pmo_xl.visible import visible_line

if TYPE_CHECKING:
    from pmo_xl.faces.shapes import FoundInJson, LessonJson, LessonsFound, LessonsGathered, LessonsHead
    from pmo_xl.model.lesson import Lesson
    from pmo_xl.operations.lessons import GatheredLessons


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "多くの台帳のナレッジ・振り返りの問題と試すこと・起きて終わったリスク・終わった恒久対応を、1冊の教訓集に集めます。"
        "同じ状況と対策は1行にまとめ、案件を並べます。教訓集があれば新しいものを足し、案件で変わったものを書き、教訓集で直した行は変えません"
        "(両方が変えたものは並べるだけ)。--into は、取引先・システム・指摘の出ている分類・工程の合う教訓を、台帳のナレッジと"
        "チェックリストに入れる案を並べ、--apply で書きます。"
        "終了コード: 0 できた / 2 できなかった / 3 読めない台帳や、書かなかった行がある。"
    )
    parser.add_argument(
        "books", nargs="+", metavar="FOLDER|BOOK", help="台帳、または台帳のフォルダ(--find では教訓集)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="教訓集.xlsx", help="作る、または足す教訓集(--into では案)"
    )
    parser.add_argument("--find", metavar="語", help="教訓集から、この語のある教訓を探す")
    parser.add_argument(
        "--into",
        type=Path,
        metavar="BOOK",
        help="教訓集から、この台帳の案件に合う教訓を入れる(案を並べるだけ)",
    )
    parser.add_argument("--apply", action="store_true", help="--into の案を台帳に書き込む")
    parser.add_argument(
        "--decided", type=Path, metavar="案.xlsx", help="--into で -o に作った案の「採用」のとおりにする"
    )
    parser.add_argument(
        "--prefer", choices=("book", "source"), help="食い違いを、書かれる側(book)か相手(source)に決める"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="画面に出す形")
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Gather, or search."""
    if options.into is not None:
        return _take(options)
    if options.apply:
        raise BadOption("--apply は、--into で入れる台帳を指定したときに使えます。")
    if (options.output is None) == (options.find is None):
        raise BadOption(
            "集めるなら -o 教訓集.xlsx を、探すなら --find 語 を、台帳に入れるなら --into 台帳.xlsx を付けてください。"
        )
    return _find(options) if options.find is not None else _gather(options)


def _take(options: argparse.Namespace) -> int:
    """Show the lessons that fit a ledger, and write them with --apply."""
    from pmo_xl.faces.exchanging import finish
    from pmo_xl.operations.book import open_workbook

    if options.find is not None or len(options.books) != 1:
        raise BadOption("--into には、教訓集を1冊だけ指定してください(--find とは一緒に使えません)。")
    book = open_workbook(options.into, password=password_of(options))
    found = book.take_lessons(options.books[0], password=password_of(options))
    options.take, options.check, options.force = (), False, False
    options.format = None if options.format == "table" else options.format
    return finish(found, book, options, "教訓")


def _find(options: argparse.Namespace) -> int:
    from pmo_xl.operations.lessons import found_in

    every = [(Path(book).name, found_in(book, options.find)) for book in options.books]
    if options.format == "json":
        books: list[FoundInJson] = [
            {"workbook": name, "lessons": [_lesson_json(row) for row in rows]} for name, rows in every
        ]
        _print_json({"find": options.find, "workbooks": books, "failed": []})
        return 0
    out = screen()
    for book, rows in every:
        out.say(f"{Path(book).name}: 「{options.find}」のある教訓 {len(rows)} 件", style="bold")
        for row in rows:
            out.say(visible_line(_line(row)), first="  ", rest="    ")
    return 0


def _print_json(members: LessonsFound | LessonsGathered) -> None:
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.faces.streams import print_bytes
    from pmo_xl.operations.today import today_in_japan
    from pmo_xl.version import __version__

    head: LessonsHead = {
        "schema": 2,
        "command": "lessons",
        "version": __version__,
        "as_of": None,
        "as_of_source": None,
        "run_day": today_in_japan().isoformat(),
    }
    print_bytes(f"{json_text({**head, **members})}\n".encode())


def _lesson_json(row: Lesson) -> LessonJson:
    from pmo_xl.operations.lessons import FIELDS

    return {name: getattr(row, name) for name in FIELDS}


def _gathered_json(found: GatheredLessons) -> LessonsGathered:
    from pmo_xl.operations.lessons import STATES

    lines = found.exchange.items if found.exchange else ()
    return {
        "output": str(found.path),
        "summary": {STATES[word]: count for word, count in found.counts.items()},
        "categories": dict(found.categories),
        "lessons": [_lesson_json(row) for row in found.lessons],
        "workbooks": [{"workbook": name, "has_lessons": name not in found.without} for name in found.books],
        "held_back": [
            {"workbook": each.workbook, "row_id": each.row_id, "reason": each.reason}
            for each in found.held_back
        ],
        "conflicts": [
            {"row_id": line.row_id, "column": line.column, "book": line.book, "other": line.other}
            for line in lines
            if line.what in ("衝突", "要確認")
        ],
        "failed": [{"workbook": each.path.name, "message": each.message} for each in found.failures],
    }


def _line(row: Lesson) -> str:
    where = "、".join(filter(None, (row.category, row.phase, row.project)))
    return f"{row.id or ''} {row.situation or ''} → {row.countermeasure or ''}({where})"


def _gather(options: argparse.Namespace) -> int:
    from pmo_xl.operations.lessons import lessons

    found = lessons(options.books, options.output, password=password_of(options), prefer=options.prefer)
    if options.format == "json":
        _print_json(_gathered_json(found))
    elif not options.quiet:
        _tell_result(found)
    is_open = found.exchange is not None and found.exchange.is_open
    return PARTLY_DONE if found.failures or found.held_back or is_open else 0


def _tell_result(found: GatheredLessons) -> None:
    names = "、".join(failure.path.name for failure in found.failures)
    unread = f"(読めない {len(found.failures)}: {names})" if names else ""
    tell(f"{found.path.name} ← {len(found.books)} 冊{unread}")
    tell(" / ".join(f"{word} {count}" for word, count in found.counts.items()))
    if found.categories:
        tell("、".join(f"{word} {count}" for word, count in found.categories.items()))
    if not found.path.exists():
        tell(f"集める教訓がないため、{found.path.name} は作っていません。")
    if found.without:
        tell(f"教訓のない台帳: {'、'.join(found.without)}")
    for held in found.held_back:
        tell(f"書きません: {held.workbook} {held.row_id or ''}: {held.reason}。")
    for failure in found.failures:
        tell(failure.message)
    for line in found.exchange.items if found.exchange else ():
        if line.what in ("衝突", "要確認"):
            tell(
                f"{line.what}: {line.row_id or ''} {line.column}: 教訓集「{line.book}」、案件「{line.other}」。書きません。"
            )
