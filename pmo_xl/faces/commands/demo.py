"""`demo`: makes two realistic projects with planted faults and runs the main jobs on them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import add_talk

if TYPE_CHECKING:
    from pmo_xl.documents.listing import Listing
    from pmo_xl.operations.demo import Demo
    from pmo_xl.operations.export import Exported

SHOWN_FINDINGS, SHOWN_ROWS = 12, 10


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "間違いを仕込んだ本物らしい案件の台帳を2冊(基本のシート、全シート)作り、点検・期限超過・予算・日程・月次の検収支払点検・"
        "文書(Word・PowerPoint)の作成を続けて行い、最後に、できたものと、まず開くものを示します。終了コード: 0 済んだ / 2 できなかった。"
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="見本を作るフォルダ(指定しなければ pmo_xl_demo)",
    )
    parser.add_argument("--force", action="store_true", help="前に作った見本を作り直す")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Make the samples, show what the main commands say of them, and what there is to open now."""
    from pmo_xl.operations.demo import DEFAULT_FOLDER, make_demo

    folder = options.folder or Path(DEFAULT_FOLDER)
    demo = make_demo(folder, force=options.force or options.folder is None)
    _show_check(demo)
    _show_lists(demo)
    files = _show_month_end(demo)
    _show_made(demo, files, _show_documents(demo))
    return 0


def _show_check(demo: Demo) -> None:
    from pmo_xl.faces.console import screen
    from pmo_xl.faces.tables import print_findings, print_first_things, print_summary
    from pmo_xl.operations.demo import make_findings

    out, (core, full) = screen(), demo.books
    for made, sheets in ((core, "基本のシート"), (full, "全シート")):
        out.say(f"見本の台帳({sheets})を作りました: {made.book.path}(仕込んだ間違い {made.fault_count} 件)")
    findings = core.report.findings
    out.say(f"\n【1】点検  pmo-xl check {core.book.path}", style="bold")
    print_summary(core.book, core.report)
    print_first_things(out, core.report)
    print_findings(findings[:SHOWN_FINDINGS])
    if len(findings) > SHOWN_FINDINGS:
        out.say(f"  … ほか {len(findings) - SHOWN_FINDINGS} 件は上のコマンドで見られます。")
    print_summary(full.book, full.report)
    out.say(f"2冊の指摘をすべて {make_findings(demo)} に書きました。\n", first="  → ", rest="    ")


def _show_lists(demo: Demo) -> None:
    """What is late, the money and the schedule of the core workbook, as the commands list them."""
    from pmo_xl.documents.budget import budget_listing
    from pmo_xl.documents.overdue import overdue_listing
    from pmo_xl.documents.schedule import schedule_listing
    from pmo_xl.metrics.overdue import overdue_report

    book = demo.core.book
    _show_list(
        f"【2】期限超過  pmo-xl overdue {book.path}", book.path, overdue_listing(overdue_report(book.project))
    )
    _show_list(
        f"【3】予算  pmo-xl budget {book.path} --by department",
        book.path,
        budget_listing(book.budget(), "department"),
    )
    _show_list(f"【4】日程  pmo-xl schedule {book.path}", book.path, schedule_listing(book.project))


def _show_list(heading: str, path: Path, listing: Listing) -> None:
    from pmo_xl.faces.console import screen
    from pmo_xl.faces.tables import print_listing

    screen().say(heading, style="bold")
    rest = len(listing.rows) - SHOWN_ROWS
    note = (
        f"{listing.note}  はじめの {SHOWN_ROWS} 件(ほか {rest} 件は上のコマンドで)"
        if rest > 0
        else listing.note
    )
    print_listing(path.name, replace(listing, rows=listing.rows[:SHOWN_ROWS], note=note))


def _show_month_end(demo: Demo) -> tuple[Path, ...]:
    from pmo_xl.documents.month_end.summary import decisions, overview
    from pmo_xl.faces.console import screen
    from pmo_xl.operations.demo import make_month_end

    out = screen()
    result, written = make_month_end(demo)
    month = f"{result.month.first:%Y-%m}"
    command = f"pmo-xl month-end {demo.folder} --month {month} -o {written[0].parent}"
    out.say(f"【5】月次の検収支払点検  {command}", style="bold")
    for sentence in overview(result)[:2]:
        out.say(sentence)
    for sentence in decisions(result):
        out.say(sentence, first="・", rest="  ")
    out.say(f"{written[0].parent} に {len(written)} 個のファイルを書きました。", first="  → ", rest="    ")
    return written


def _show_documents(demo: Demo) -> Exported:
    from pmo_xl.faces.console import screen
    from pmo_xl.operations.demo import DOCUMENT_FOLDER, make_documents

    out, folder = screen(), demo.folder / DOCUMENT_FOLDER
    exported = make_documents(demo)
    out.say(f"\n【6】文書  pmo-xl export --all {demo.full.book.path} -o {folder}", style="bold")
    out.say("、".join(path.stem.partition("_")[0] for path in exported.files))
    for each in exported.left_out:
        out.say(f"{each.name} は作りませんでした。{each.message}", first="・", rest="  ")
    said = f"{folder} に {len(exported.files)} 個の文書を書きました。検収書など行ごとの文書は、上のコマンドで作れます。"
    out.say(said, first="  → ", rest="    ")
    return exported


def _show_made(demo: Demo, month_end_files: tuple[Path, ...], documents: Exported) -> None:
    """The end of the tour: what to open, the first one first."""
    from pmo_xl.faces.console import screen
    from pmo_xl.operations.demo import what_was_made

    out = screen()
    out.say("\n【できたもの】まず 1 を開いてください。", style="bold")
    for number, (path, what) in enumerate(what_was_made(demo, month_end_files, documents), 1):
        out.say(f"{path}", first=f"  {number}. ", rest="     ")
        out.say(what, first="     ", rest="     ")
    out.say(
        "\n上のコマンドをそのまま打ってみてください。規則の説明は pmo-xl rules QST003 のように見られます。"
    )
