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
    from pmo_xl.model.lesson import Lesson
    from pmo_xl.operations.lessons import GatheredLessons


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "多くの台帳のナレッジ・振り返りの問題と試すこと・起きて終わったリスク・終わった恒久対応を、1冊の教訓集に集めます。"
        "同じ状況と対策は1行にまとめ、案件を並べます。教訓集があれば新しいものを足し、書き直された行は変えません。"
        "終了コード: 0 できた / 2 できなかった / 3 読めない台帳や、書かなかった行がある。"
    )
    parser.add_argument(
        "books", nargs="+", metavar="FOLDER|BOOK", help="台帳、または台帳のフォルダ(--find では教訓集)"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="教訓集.xlsx", help="作る、または足す教訓集")
    parser.add_argument("--find", metavar="語", help="教訓集から、この語のある教訓を探す")
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Gather, or search."""
    if (options.output is None) == (options.find is None):
        raise BadOption("集めるなら -o 教訓集.xlsx を、探すなら --find 語 を付けてください。")
    return _find(options) if options.find is not None else _gather(options)


def _find(options: argparse.Namespace) -> int:
    from pmo_xl.operations.lessons import found_in

    out = screen()
    for book in options.books:
        rows = found_in(book, options.find)
        out.say(f"{Path(book).name}: 「{options.find}」のある教訓 {len(rows)} 件", style="bold")
        for row in rows:
            out.say(visible_line(_line(row)), first="  ", rest="    ")
    return 0


def _line(row: Lesson) -> str:
    where = "、".join(filter(None, (row.category, row.phase, row.project)))
    return f"{row.id or ''} {row.situation or ''} → {row.countermeasure or ''}({where})"


def _gather(options: argparse.Namespace) -> int:
    from pmo_xl.operations.lessons import lessons

    found = lessons(options.books, options.output, password=password_of(options))
    if not options.quiet:
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
