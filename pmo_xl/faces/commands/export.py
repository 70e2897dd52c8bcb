"""`export`: the deliverables, made from the workbook."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import PARTLY_DONE, a_day, add_history, add_talk, open_one
from pmo_xl.faces.console import tell
from pmo_xl.operations.packs import PACKS

if TYPE_CHECKING:
    from pmo_xl.documents.paper import Paper
    from pmo_xl.operations.export import Exported

PER_ROW = "行ごと"


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "台帳からWord文書を作ります。行ごとの文書(検収書など)は --id で行を選び、フォルダに書きます。"
        "図のある文書は -o 図.svg(.png .mmd)で図だけを書けます。カレンダーは .ics、開催案内はメールの文です。"
    )
    parser.add_argument("name", nargs="?", metavar="文書名", help="文書の名前(--list で一覧)")
    parser.add_argument("book", nargs="?", type=Path, metavar="BOOK", help="台帳のファイル")
    parser.add_argument("-o", "--output", type=Path, metavar="ファイル", help="作るファイル、またはフォルダ")
    parser.add_argument(
        "--id", nargs="+", default=(), metavar="ID", dest="ids", help="行ごとの文書を作る行のID"
    )
    parser.add_argument(
        "--template",
        type=Path,
        metavar="様式",
        help="自社の様式(.docx、定例資料は .pptx。項目は pmo-xl fields 文書名)",
    )
    parser.add_argument("--list", action="store_true", help="作れる文書の一覧を表示する")
    parser.add_argument("--all", action="store_true", help="作れる文書をすべて -o のフォルダに作る")
    parser.add_argument(
        "--for",
        choices=tuple(PACKS),
        dest="pack",
        help="--all で作る組(なければ画面で聞き、パイプではすべて)",
    )
    parser.add_argument(
        "--with-past", action="store_true", help="--all で、終わった行と前の月までの文書も作る"
    )
    parser.add_argument("--as-of", type=a_day, metavar="日付", help="基準日(例 2026-11-30)")
    parser.add_argument(
        "--since",
        type=a_day,
        metavar="日付",
        help="変化をこの日の記録と比べる(なければ7日以上前の最後の記録)",
    )
    parser.add_argument("--internal", action="store_true", help="社内用の頁(点検・KPI)を足す(週次報告書)")
    parser.add_argument("--issued-on", type=a_day, metavar="日付", help="外へ出す文書の発行日(なければ今日)")
    parser.add_argument(
        "--on", type=a_day, metavar="日付", dest="held_on", help="開催案内の開催日(なければ次の開催)"
    )
    parser.add_argument(
        "--pdf", action="store_true", help="文書の隣にPDFも作る(このPCの Word か LibreOffice を使う)"
    )
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    parser.add_argument("--force", action="store_true", help="同じ名前のファイルがあれば上書きする")
    add_history(parser)
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """List the documents, or make one or all of them."""
    if options.list:
        return _list()
    from pmo_xl.operations.export import export, export_all

    name = _settle(options)
    if options.all:
        _refuse_beside_all(options)
        pack = options.pack or _asked_pack()
        book = open_one(options)
        on = {"since": options.since, "issued_on": options.issued_on, "has_past": options.with_past}
        on["has_pdf"] = options.pdf
        return _told(export_all(book, options.output, pack=pack, force=options.force, **on), options)
    _refuse_without_all(options)
    book, form = open_one(options), options.template
    on = {"since": options.since, "issued_on": options.issued_on, "is_internal": options.internal}
    on |= {"held_on": options.held_on, "has_pdf": options.pdf}
    made = export(book, name, options.output, ids=options.ids, form=form, force=options.force, **on)
    return _told(made, options)


def _settle(options: argparse.Namespace) -> str:
    """The document's name; with --all only the workbook is named, and it comes first."""
    if options.all and options.name and not options.book:
        options.name, options.book = None, Path(options.name)
        return ""
    if options.book is None and options.ids and _is_workbook(options.ids[-1]):
        *options.ids, book = options.ids
        options.book = Path(book)
    if not (options.name and options.book):
        raise BadOption(
            "文書名と台帳を指定してください(例: pmo-xl export 要件一覧書 台帳.xlsx)。文書名は --list で見られます。"
        )
    return str(options.name)


def _is_workbook(word: str) -> bool:
    """Whether a word after --id is no ID: the ledger stands there, as `--id` takes every word that follows it."""
    return word.lower().endswith((".xlsx", ".xlsm", ".xls"))


def _refuse_beside_all(options: argparse.Namespace) -> None:
    if options.output is None:
        raise BadOption("--all には -o で書き出すフォルダを指定してください。")
    given = (
        ("--id", options.ids),
        ("--template", options.template),
        ("--internal", options.internal),
        ("--on", options.held_on),
    )
    unused = [word for word, value in given if value]
    if unused:
        raise BadOption(
            f"{'、'.join(unused)} は文書を1つ指定したときに使えます。--all か、そちらを外してください。"
        )


def _refuse_without_all(options: argparse.Namespace) -> None:
    unused = [word for word, value in (("--for", options.pack), ("--with-past", options.with_past)) if value]
    if unused:
        raise BadOption(f"{'、'.join(unused)} は --all と一緒に使います。--all を付けるか、外してください。")


def _asked_pack() -> str | None:
    """The pack that somebody at a terminal chooses; None for all papers, and in a pipe without asking."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    names = list(PACKS)
    tell("どの組の文書を作りますか。")
    for number, name in enumerate(names, 1):
        tell(f"  {number} {name}({'・'.join(PACKS[name])})")
    while True:
        try:
            answer = input("番号か名前(Enter だけなら すべて): ").strip()
        except EOFError:
            return None
        if not answer:
            return None
        if answer in names or answer in map(str, range(1, len(names) + 1)):
            return answer if answer in names else names[int(answer) - 1]
        tell(f"1 から {len(names)} の番号か、{'・'.join(names)} のどれかを入れてください。")


def _told(exported: Exported, options: argparse.Namespace) -> int:
    from pmo_xl.documents.word.unread_cells import unread_sentence

    for each in exported.left_out:
        tell(f"{each.name} は作りませんでした。{each.message}")
    for sentence in filter(None, (*exported.notices, unread_sentence(exported.unread), *exported.no_pdf)):
        tell(sentence)
    if not options.quiet:
        for path in exported.files:
            tell(f"{path} を作りました。")
    return PARTLY_DONE if exported.no_pdf else 0


def _list() -> int:
    from pmo_xl.documents.catalog import every_paper, paper_faults
    from pmo_xl.faces.console import screen

    out = screen()
    for sentence in paper_faults():
        tell(sentence)
    for document in every_paper():
        about = f"{document.about}{_made_of(document)}"
        out.say(f"{document.name}  {about}", rest="    ")
    return 0


def _made_of(document: Paper) -> str:
    """What `--id` takes, in brackets."""
    if document.per_row:
        return f" [{document.per_row.sheet.label}の{PER_ROW}]"
    return f" [{document.per.kind}ごと]" if document.per else ""
