"""`collect`: the answers of hand-outs back into the ledger."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import PARTLY_DONE, add_apply, add_live, add_one_book, add_talk, open_one
from pmo_xl.faces.console import screen, tell

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.collect import Collected

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
    parser.set_defaults(output=None)
    add_apply(parser)
    parser.add_argument(
        "--prefer", choices=("book", "source"), help="衝突をすべて台帳(book)か返信(source)にする"
    )
    parser.add_argument(
        "--take",
        nargs="+",
        default=(),
        metavar="シート/ID/列",
        help="この欄は返信の値にする(QA表/QA-012/回答)",
    )
    parser.add_argument("--take-blank", action="store_true", help="返信で空欄になった欄を空欄にする")
    parser.add_argument("--only", choices=("new", "changed"), help="新しい行だけ、変わった欄だけを書く")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="画面に出す形")
    parser.add_argument("--force", action="store_true", help="最終版などの印のあるブックにも書き込む")
    add_live(parser)
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, and with --apply write; the exit code of an exchange."""
    if options.status:
        return _status(open_one(options), options)
    if not options.files:
        raise BadOption(
            "返ったファイルかフォルダを指定してください(返っていない配布は --status で見られます)。"
        )
    from pmo_xl.operations.collect import collect

    book = open_one(options)
    found = collect(
        book, options.files, number=options.handout, is_blank_taken=options.take_blank, only=options.only
    )
    _decide(found, options)
    if options.apply:
        found.apply()
    if options.format == "json":
        _print_json(found)
    elif not options.quiet:
        _show(found)
    _tell(found, options)
    return _code(found, is_applied=options.apply)


def _decide(found: Collected, options: argparse.Namespace) -> None:
    for told in options.take:
        parts = told.split("/")
        if len(parts) != 3:
            raise BadOption(f"--take「{told}」は シート/ID/列 の形で書いてください(QA表/QA-012/回答)。")
        found.decide(parts[1], parts[2], "source")
    if options.prefer:
        found.prefer(options.prefer)


def _code(found: Collected, *, is_applied: bool) -> int:
    has_failed = any(each.failed for each in found.sources)
    if is_applied:
        return PARTLY_DONE if found.is_open or has_failed or found.failure else 0
    if has_failed:
        return PARTLY_DONE
    return 0 if found.is_done else 1


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
            out.say(f"不明    {each.file}: {each.failed}", rest="        ")
    for sentence in (*found.doubts, *found.remarks):
        out.say(sentence)
    if found.unused_columns:
        out.say(f"使わない列: {'、'.join(found.unused_columns)}")
    for done in found.hand_outs:
        if done.unanswered:
            due = f"(期限 {done.due_on})" if done.due_on else ""
            out.say(f"未回答: {done.to} {' '.join(done.unanswered)}{due}")


def _short(value: object, most: int = 40) -> str:
    text = " ".join(str(value or "").split())
    return f"{text[:most]}…" if len(text) > most else text


def _tell(found: Collected, options: argparse.Namespace) -> None:
    if options.quiet:
        return
    if found.saved:
        cells, rows = found.summary["cells"], len(found.writing.ids)
        tell(f"{found.target.name} に書き込みました({cells} か所、新しい行 {rows} 行)。")
        for notice in found.saved.notices:
            tell(notice)
    elif len(found.changes):
        tell("まだ書き込んでいません。書き込むには --apply を付けてください。")
    if found.is_open:
        tell("衝突・要確認は書きません。--take シート/ID/列 か --prefer で決めて、もう一度実行してください。")
    if found.failure:
        tell(found.failure)


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


def _print_json(found: Collected) -> None:
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.version import __version__

    project = found.target.project
    told = {
        "schema": 2,
        "command": "collect",
        "version": __version__,
        "workbook": found.target.name,
        "as_of": project.as_of.isoformat(),
        "as_of_source": project.as_of_source,
        "run_day": project.run_day.isoformat(),
        "applied": found.saved is not None,
        "sources": [
            {"file": each.file, "sha256": each.sha256, "rows_read": each.rows_read, "failed": each.failed}
            for each in found.sources
        ],
        "summary": dict(found.summary),
        "rows": [
            {name: getattr(line, name) for name in (*_SHOWN, "sheet", "cell", "base")} for line in found.items
        ],
        "hand_outs": [_hand_out_json(each, found) for each in found.hand_outs],
        "doubts": list(found.doubts),
        "remarks": list(found.remarks),
        "unused_columns": list(found.unused_columns),
        "failed": [{"workbook": each.file, "message": each.failed} for each in found.sources if each.failed],
    }
    sys.stdout.write(f"{json_text(told)}\n")


def _hand_out_json(each: Any, found: Collected) -> dict[str, Any]:  # noqa: ANN401 - a HandOutReturn
    return {
        "id": each.id,
        "file": list(each.files),
        "to": each.to,
        "answered": each.answered,
        "unanswered": list(each.unanswered),
        "ignored": [{"cell": i.cell, "reason": i.reason} for i in found.ignored if i.file in each.files],
    }
