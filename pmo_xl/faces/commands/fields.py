"""`fields`: the fields that a document's form may use, with an example each."""

from __future__ import annotations

import argparse

from pmo_xl.faces.commands.common import add_talk


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "export --template に使う様式に書ける項目を並べます。項目は {{ 項目名 }}、一覧は "
        "{%tr for 行 in 一覧 %} … {{ 行.項目名 }} … {%tr endfor %} と書きます。"
    )
    parser.add_argument("name", metavar="文書名", help="文書の名前(pmo-xl export --list で一覧)")
    add_talk(parser)


def run(options: argparse.Namespace) -> int:
    """Print the fields."""
    from pmo_xl.faces.console import screen
    from pmo_xl.operations.fields import fields_of_document

    out = screen()
    for field in fields_of_document(options.name):
        out.say(f"{field.tag}  {field.example}", rest="    ")
    return 0
