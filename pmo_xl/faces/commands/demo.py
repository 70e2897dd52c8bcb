"""`demo`: makes a realistic project with planted faults and runs the main jobs on it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.faces.commands.common import add_talk

if TYPE_CHECKING:
    from pmo_xl.operations.demo import Demo

SHOWN_FINDINGS = 12


def declare(commands: Any) -> None:  # noqa: ANN401 - argparse's own type has no public name
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "demo",
        help="間違いを仕込んだ見本の案件を作り、主な仕事を続けて行う(60秒で分かる)",
        description="間違いを仕込んだ本物らしい案件の台帳を作り、点検・期限超過・予算の集計・月次の検収支払点検を続けて行います。",
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
    """Make the sample, show what the main commands say of it, and how to go on."""
    from pmo_xl.operations.demo import DEFAULT_FOLDER, make_demo

    folder = options.folder or Path(DEFAULT_FOLDER)
    demo = make_demo(folder, force=options.force or options.folder is None)
    _show(demo)
    return 0


def _show(demo: Demo) -> None:
    from pmo_xl.documents.budget import budget_listing
    from pmo_xl.documents.overdue import overdue_listing
    from pmo_xl.faces.console import console
    from pmo_xl.faces.tables import print_findings, print_listing, print_summary
    from pmo_xl.metrics.overdue import overdue_report

    out, book = console(), demo.book
    report = book.check()
    out.print(f"見本の台帳を作りました: {book.path}(仕込んだ間違い {len(demo.sample.faults)} 件)\n")
    out.print(f"【1】点検  pmo-xl check {book.path}", style="bold")
    print_summary(book, report)
    print_findings(report.findings[:SHOWN_FINDINGS])
    if len(report.findings) > SHOWN_FINDINGS:
        out.print(f"  … ほか {len(report.findings) - SHOWN_FINDINGS} 件")
    out.print(f"\n【2】期限超過  pmo-xl overdue {book.path}", style="bold")
    print_listing(book.path.name, overdue_listing(overdue_report(book.project)))
    out.print(f"【3】予算  pmo-xl budget {book.path} --by department", style="bold")
    print_listing(book.path.name, budget_listing(book.budget(), "department"))
    _show_month_end(demo)
    out.print(
        "Excelで台帳を開き、上のコマンドをそのまま打ってみてください。規則の説明は pmo-xl rules QST003 のように見られます。"
    )


def _show_month_end(demo: Demo) -> None:
    from pmo_xl.documents.month_end_summary import decisions, overview
    from pmo_xl.faces.console import console
    from pmo_xl.operations.demo import make_month_end

    out, folder = console(), demo.book.path.parent
    result, written = make_month_end(demo)
    month = f"{result.month.first:%Y-%m}"
    command = f"pmo-xl month-end {folder} --month {month} -o {written[0].parent}"
    out.print(f"【4】月次の検収支払点検  {command}", style="bold")
    for sentence in (*overview(result)[:2], *(f"・{text}" for text in decisions(result))):
        out.print(sentence, soft_wrap=True)
    out.print(f"  → {written[0].parent} に {len(written)} 個のファイルを書きました。\n")
