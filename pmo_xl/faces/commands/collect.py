"""`collect`: the answers of hand-outs back into the ledger."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import (
    add_history,
    add_live,
    add_one_book,
    open_one,
    password_of,
    refuse_over_read,
)
from pmo_xl.faces.console import screen
from pmo_xl.faces.exchanging import add_exchange_options, finish

if TYPE_CHECKING:
    from pmo_xl.faces.shapes import CollectMoreJson, ReturnJson
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.collect import Collected
    from pmo_xl.operations.returned_counts import HandOutReturn

_SHOWN = ("what", "row_id", "title", "column", "book", "other", "after", "reason")


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "hand-out で配り、返ったブックの答えを台帳に取り込みます。--apply がなければ、何がどう変わるかを並べるだけです。"
        "渡した行の答える欄だけを取り、ほかの変更は並べて無視します。こちらも変えた欄は衝突として、書きません。"
        "終了コード: 0 書くものも決めるものもない、またはすべて書いた / 1 書くものか決めるものがある(--apply なし) / "
        "2 できなかった / 3 衝突・要確認・読めない欄・分からないファイルがあった。"
    )
    add_one_book(parser)
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="返ったファイル、またはそのフォルダ"
    )
    parser.add_argument("--handout", metavar="番号", help="配布番号の分からないファイルの番号(H20261130-01)")
    parser.add_argument("--status", action="store_true", help="返っていない配布を並べる(何も取り込まない)")
    add_history(parser)
    add_live(parser)
    add_exchange_options(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, and with --apply write; the exit code of an exchange."""
    if options.status:
        return _status(open_one(options), options)
    if not options.files:
        raise BadOption(
            "返ったファイルかフォルダを指定してください(返っていない配布は --status で見られます)。"
        )
    from pmo_xl.operations.collect import collect
    from pmo_xl.operations.returned_files import returned_files

    refuse_over_read(options, returned_files(options.files, options.book))
    book = open_one(options)
    found = collect(
        book,
        options.files,
        number=options.handout,
        is_blank_taken=options.take_blank,
        only=options.only,
        key=options.key,
        close_gone=options.close_gone,
        password=password_of(options),
    )
    return finish(found, book, options, "回収", table=lambda: _show(found), more=lambda: _more_json(found))


def _show(found: Collected) -> None:
    from pmo_xl.faces.columns import print_rows
    from pmo_xl.model.list_column import ListColumn

    out = screen()
    told = [
        f"{each.id} {each.to} {each.rows_given} 行中 {each.answered} 行に回答" for each in found.hand_outs
    ]
    unknown = sum(bool(each.failed) for each in found.sources)
    parts = [*told, *([f"不明 {unknown}"] if unknown else [])]
    out.say(f"回収 {len(found.sources)} ファイル({'、'.join(parts)})", style="bold")
    labels = ("区分", "ID", "件名", "列", "台帳", "返信", "書く値", "理由")
    rows = [tuple(_short(getattr(line, name)) for name in _SHOWN) for line in found.items]
    rows += [
        ("無視", each.row_id or "", "", each.cell, "", _short(each.text), "(書かない)", each.reason)
        for each in found.ignored
    ]
    if rows:
        print_rows(out, tuple(ListColumn(label) for label in labels), rows)
    for each in found.sources:
        if each.failed:
            name = "" if each.failed.startswith(each.file) else f"{each.file}: "
            out.say(f"不明    {name}{each.failed}", rest="        ")
    for sentence in (*found.doubts, *found.remarks):
        out.say(sentence)
    if found.unused_columns:
        out.say(f"使わない列: {'、'.join(found.unused_columns)}")
    for done in sorted(found.hand_outs, key=lambda each: (each.due_on is None, each.due_on, each.id)):
        if done.unanswered:
            out.say(f"未回答: {done.to} {' '.join(done.unanswered)}{_due(done.due_on, found)}")


def _due(due_on: date | None, found: Collected) -> str:
    """How long it is until the answers are due."""
    if due_on is None:
        return ""
    from pmo_xl.documents.mail_text import short_day

    project = found.target.project
    days = project.calendar.number(due_on) - project.calendar.number(project.as_of)
    if due_on < project.as_of:
        return f"(期限 {short_day(due_on)} を {-days} 営業日過ぎています)"
    return f"(期限 {short_day(due_on)} まで {days} 営業日)"


def _short(value: object, most: int = 40) -> str:
    text = " ".join(str(value or "").split())
    return f"{text[:most]}…" if len(text) > most else text


def _status(book: Book, options: argparse.Namespace) -> int:
    """The hand-outs that are still waited for, by due date."""
    from pmo_xl.faces.columns import print_rows
    from pmo_xl.model.column import Kind
    from pmo_xl.model.list_column import ListColumn
    from pmo_xl.operations.collect import waiting

    rows = waiting(book)
    out = screen()
    out.say(f"返っていない配布 {len(rows)} 件", style="bold")
    kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.INT, Kind.INT, Kind.TEXT)
    labels = ("配布番号", "シート", "相手", "回答期限", "件数", "回答件数", "未回答ID")
    if rows:
        columns = tuple(ListColumn(label, kind) for label, kind in zip(labels, kinds, strict=True))
        print_rows(out, columns, rows)
    return 0


def _more_json(found: Collected) -> CollectMoreJson:
    """What the JSON of collect has beside that of every exchange."""
    return {
        "hand_outs": [_hand_out_json(each, found) for each in found.hand_outs],
        "doubts": list(found.doubts),
    }


def _hand_out_json(each: HandOutReturn, found: Collected) -> ReturnJson:
    return {
        "id": each.id,
        "file": list(each.files),
        "to": each.to,
        "answered": each.answered,
        "unanswered": list(each.unanswered),
        "ignored": [
            {"cell": told.cell, "row_id": told.row_id, "text": told.text, "reason": told.reason}
            for told in found.ignored
            if told.file in each.files
        ],
    }
