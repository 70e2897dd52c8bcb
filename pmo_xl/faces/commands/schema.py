"""`schema`: the JSON Schema of what one command writes with --format json."""

from __future__ import annotations

import argparse

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import a_whole
from pmo_xl.faces.numbered import NEWEST, number_of


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "1つのコマンドが --format json で書くものの JSON Schema(2020-12)を表示します。"
        "ほかのプログラムで結果を読むときに、項目の名前と形を確かめるために使います。"
    )
    parser.add_argument("name", metavar="コマンド", help="コマンドの名前(check overdue month-end など)")
    parser.add_argument(
        "--schema",
        dest="schema_number",
        type=a_whole,
        metavar="番号",
        help="この番号の形(指定しなければ 2。1 は前の形)",
    )
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.documents.json_schema import json_schema
    from pmo_xl.faces.shapes import OF_ONE, SHAPES
    from pmo_xl.faces.streams import print_bytes
    from pmo_xl.version import __version__

    shape = SHAPES.get(options.name)
    if shape is None:
        raise BadOption(f"「{options.name}」の JSON Schema はありません。あるもの: {'、'.join(SHAPES)}。")
    number = number_of(options)
    if number != NEWEST:
        shape = OF_ONE.get(options.name) if number == 1 else None
    if shape is None:
        raise BadOption(
            f"{options.name} の JSON に番号 {number} の形はありません。--schema {NEWEST} と書くか、--schema を外してください。"
        )
    more = f" --schema {number}" if number != NEWEST else ""
    title = f"pmo-xl {options.name} --format json{more} (pmo_xl {__version__})"
    print_bytes(f"{json_text(json_schema(shape, title))}\n".encode())
    return 0
