"""`upgrade`: this version's columns, sheets, words and settings for a book in use, written with --apply."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from pmo_xl.faces.commands.common import PARTLY_DONE, add_apply, add_one_book, add_output, open_one
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.exchanging import findings_json, print_findings_changed
from pmo_xl.faces.output import Forms, send

if TYPE_CHECKING:
    from pmo_xl.documents.exchange_shape import FindingsChangedJson
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.upgrading.step import Upgrade


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "使っている台帳に、この版の列・シート・選択肢・設定のうち足りないものを足します。列は表の右端に足し、"
        "いまあるものは何も変えず、消しません(マスタスケジュールのガントだけは、列の分だけ右へ動きます)。"
        "ファイルは閉じておいてください。"
        "終了コード: 0 足すものがない、または足した / 1 足せるものがある(--apply なし) / 2 できなかった / "
        "3 足せないものを残して足した。"
    )
    add_one_book(parser)
    parser.add_argument("--profile", choices=("core", "full"), help="full: 全シートの台帳にする")
    parser.add_argument(
        "--sheet", nargs="+", default=(), metavar="シート", help="このシートだけ足す、または直す"
    )
    parser.add_argument(
        "--add", nargs="+", default=(), metavar="シート.列", help="前に外した列を足す(課題管理表.原因 など)"
    )
    parser.add_argument("--labels", action="store_true", help="変えられた見出しを、pmo_xl の見出しに直す")
    parser.add_argument(
        "--menu", action="store_true", help="メニュー(と隠れた「集計」)を、この版の絵・数字・数式で作り直す"
    )
    parser.add_argument(
        "--check", action="store_true", help="足すと増える指摘と消える指摘も並べる(写しで試す)"
    )
    add_apply(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Show what would be added, and add it with --apply."""
    book = open_one(options)
    wish: dict[str, Any] = {name: getattr(options, name) for name in ("profile", "add", "labels", "menu")}
    wish["sheets"] = options.sheet
    findings = _findings(book.upgrade(**wish)) if options.check else None
    found = book.upgrade(apply=options.apply, **wish)
    send(_forms(found, book, findings), options)
    if not options.quiet:
        _tell_result(found)
    if options.apply and found.of("blocked"):
        return PARTLY_DONE
    return int(bool(found.of("take") or found.of("blocked")) and found.saved is None)


def _tell_result(found: Upgrade) -> None:
    taken, blocked = found.of("take"), found.of("blocked")
    if found.saved:
        tell(f"{found.path.name} に {len(taken)} 件を足しました。pmo-xl check で確かめてください。")
        if found.saved.backup:
            tell(f"足す前の控え: {found.saved.backup}")
        for notice in found.saved.notices:
            tell(notice)
    elif taken:
        tell(f"{found.path.name} に足せるものが {len(taken)} 件あります。足すには --apply を付けてください。")
    else:
        tell(f"{found.path.name} に足すものはありません。")
    if blocked:
        tell(f"{len(blocked)} 件は足せません。わけは一覧の「理由」にあります。")


def _findings(found: Upgrade) -> FindingsChangedJson:
    changed = found.check()
    return findings_json(changed.new, changed.gone)


def _forms(found: Upgrade, book: Book, findings: FindingsChangedJson | None) -> Forms:
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.upgrade import headline, upgrade_json, upgrade_listing, write_upgrade
    from pmo_xl.faces.tables import print_listing

    def table() -> None:
        """The steps under one line about the book."""
        if found.steps:
            print_listing(headline(found), upgrade_listing(found))
        else:
            screen().say(headline(found), style="bold")
        print_findings_changed(findings)

    return Forms(
        table,
        lambda: upgrade_json(found, book.project, findings),
        lambda: csv_bytes(upgrade_listing(found)),
        lambda path: write_upgrade(path, found),
    )
