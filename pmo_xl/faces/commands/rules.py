"""`rules`: the catalogue by sheet, the manual page of one rule, and what a formula of 社内規則 would hit."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "突き合わせの規則の一覧を表示します。IDを付けると、その規則の説明(要旨・なぜ問題か・違反例・適合例)を表示します。"
        "社内規則(OWN001 など)の説明には、台帳も指定します。--try は、社内規則に書く条件を先に試します。"
    )
    parser.add_argument(
        "given", nargs="*", metavar="ID|台帳", help="規則のID(例 QST003)。社内規則と --try では台帳"
    )
    parser.add_argument("--markdown", action="store_true", help="一覧を Markdown で書き出す")
    parser.add_argument(
        "--try", dest="condition", metavar="条件", help="その条件に当たる行を表示する(何も書き込まない)"
    )
    parser.add_argument("--sheet", metavar="シート", help="--try で点検するシート(例 課題管理表)")
    parser.add_argument("--rows", metavar="式", help="--try の「対象とする行」(指定しなければ未完了の行)")
    parser.add_argument(
        "--as-of",
        metavar="日付",
        help="--try の基準日(例 2026-11-30)。なければ設定シートの基準日、それもなければ今日",
    )
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")
    parser.add_argument(
        "--words-template",
        action="store_true",
        help="納品前点検(precheck --words)の語ファイルのひな形を書き出す",
    )
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print the catalogue, one page, or the rows that a formula hits."""
    from pmo_xl.faces.rule_pages import print_catalogue
    from pmo_xl.rules.catalog import all_rules

    if options.words_template:
        from pmo_xl.faces.streams import print_bytes
        from pmo_xl.model.precheck_words import template

        print_bytes(template().encode())  # TOML is UTF-8, whatever the console is
        return 0
    if options.condition is not None:
        return _try(options)
    if options.sheet or options.rows:
        raise BadOption("--sheet と --rows は、--try と一緒に使います。")
    if options.markdown:
        from pmo_xl.documents.rule_catalogue import catalogue_markdown

        sys.stdout.write(catalogue_markdown(all_rules()))
        return 0
    if not options.given:
        from pmo_xl.rules.plugged import plugged_packages

        print_catalogue(all_rules(), *plugged_packages())
        return 0
    return _page(options, *options.given)


def _page(options: argparse.Namespace, rule: str, book: str | None = None, *others: str) -> int:
    from pmo_xl.faces.rule_pages import print_page
    from pmo_xl.rules.catalog import manual_page, module_of

    if others:
        raise BadOption("規則のIDは1つだけ指定してください。")
    module = module_of(rule)
    if module is not None:
        print_page(manual_page(module))
        return 0
    from pmo_xl.model.own_rule import OwnRule  # a rule's page needs no records

    if not rule.upper().startswith(OwnRule.sheet.prefix):
        from pmo_xl.rules.plugged import plugged_rule

        plugged = plugged_rule(rule)
        if plugged is not None:
            print_page(plugged.manual_page)
            return 0
        raise BadOption(f"規則 {rule} はありません。pmo-xl rules で一覧を見られます。")
    if book is None:
        raise BadOption(
            f"{rule} は社内規則です。pmo-xl rules {rule} 台帳.xlsx のように、台帳も指定してください。"
        )
    from pmo_xl.rules.own_rules import own_rule_of

    opened = _opened(book, options)
    row = opened.project.own_rules.get(rule.upper())
    if row is None:
        raise BadOption(f"{opened.path.name} の社内規則に {rule} はありません。")
    print_page(own_rule_of(row, opened.project)[1].manual_page)
    return 0


def _opened(path: str, options: argparse.Namespace) -> Book:
    from pmo_xl.faces.commands.common import a_day, password_of
    from pmo_xl.operations.book import open_workbook

    as_of = a_day(options.as_of) if options.as_of else None
    return open_workbook(path, as_of=as_of, password=password_of(options))


def _try(options: argparse.Namespace) -> int:
    from pmo_xl.faces.columns import print_texts
    from pmo_xl.faces.console import screen

    if len(options.given) != 1 or not options.sheet:
        raise BadOption('pmo-xl rules --try "条件" 台帳.xlsx --sheet 課題管理表 のように書いてください。')
    tried = _opened(options.given[0], options).try_condition(options.condition, options.sheet, options.rows)
    out = screen()
    out.say(f"{tried.sheet.sheet.label}  {tried.counts}", style="bold")
    if tried.reason:
        out.say(f"わけ: {tried.reason}")
    if tried.hits:
        head = ("行", "ID", *tried.columns)
        print_texts(
            out, head, [(str(record.row), record.row_id or "", *values) for record, values in tried.hits]
        )
    return 0
