"""`rules`: the catalogue by sheet, or the manual page of one rule."""

from __future__ import annotations

import argparse
import sys

from pmo_xl.errors import BadOption


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = "突き合わせの規則の一覧を表示します。IDを付けると、その規則の説明(要旨・なぜ問題か・違反例・適合例)を表示します。"
    parser.add_argument("rule", nargs="?", metavar="ID", help="規則のID(例 QST003)")
    parser.add_argument("--markdown", action="store_true", help="一覧を Markdown で書き出す")
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print the catalogue or one page."""
    from pmo_xl.faces.rule_pages import print_catalogue, print_page
    from pmo_xl.rules.catalog import all_rules, manual_page, module_of

    if options.markdown:
        from pmo_xl.documents.rule_catalogue import catalogue_markdown

        sys.stdout.write(catalogue_markdown(all_rules()))
        return 0
    if options.rule is None:
        print_catalogue(all_rules())
        return 0
    module = module_of(options.rule)
    if module is None:
        raise BadOption(f"規則 {options.rule} はありません。pmo-xl rules で一覧を見られます。")
    print_page(manual_page(module))
    return 0
