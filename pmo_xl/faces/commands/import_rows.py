"""`import`: rows of another tool, list or ledger into the book, previewed, written with --apply."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import (
    a_day,
    a_whole,
    add_config,
    add_history,
    add_live,
    open_one,
    password_of,
    refuse_over_read,
)
from pmo_xl.faces.console import tell
from pmo_xl.faces.exchanging import CODES, add_exchange_options, finish

if TYPE_CHECKING:
    from pmo_xl.exchange import Exchange
    from pmo_xl.model.record import Record
    from pmo_xl.operations.spec_rows import SpecOptions


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "Redmine・Backlog・Jira・GitHub・Planner・MS Project・SharePoint・Asana・Trello の書き出し、CSV・Excelの一覧、"
        "前の台帳の行、仕様書(.docx)の未決の箇所を、台帳の行と突き合わせて並べます。--apply で書き込みます。行は削除しません。両方が変えた欄は書きません。"
        + CODES
    )
    parser.add_argument(
        "sources",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="取り込むファイル(.csv .tsv .txt .xlsx .xlsm .xml .zip .docx)かフォルダ(いくつでも)",
    )
    parser.add_argument(
        "--into", dest="book", type=Path, required=True, metavar="BOOK", help="取り込む先の台帳"
    )
    parser.add_argument(
        "--sheet",
        metavar="シート",
        help="行を入れるシート(指定しなければ課題管理表。MS Project はマスタスケジュール、.docx は仕様書確認)",
    )
    parser.add_argument(
        "--tool",
        metavar="道具",
        help="redmine backlog jira github planner msproject sharepoint asana trello list book",
    )
    parser.add_argument(
        "--source", metavar="名前", help="外部ID の前に付ける名前(英小文字・数字。指定しなければ道具の名前)"
    )
    parser.add_argument(
        "--map", type=Path, metavar="ファイル", help="見出しと言葉の対応を決めたファイル(--save-map で作る)"
    )
    parser.add_argument(
        "--save-map", action="store_true", help="見つかった対応を、台帳の隣の 取込_<名前>.toml に書く"
    )
    _add_reading(parser)
    _add_specification(parser)
    add_config(parser)
    add_history(parser)
    add_live(parser)
    add_exchange_options(parser)


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """How the files are read, and which rows are one."""
    parser.add_argument(
        "--encoding", metavar="文字コード", help="utf-8、cp932 など(指定しなければ自分で見分ける)"
    )
    parser.add_argument("--from-tab", metavar="シート", help="取り込み元のブックのシート")
    parser.add_argument("--no-link", action="store_true", help="件名の同じ行に合わせず、新しい行として足す")
    parser.add_argument(
        "--comments",
        type=a_whole,
        default=3,
        metavar="数",
        help="対応経過に入れるコメントの数(新しい順、既定 3)",
    )
    parser.add_argument("--as-of", type=a_day, metavar="日付", help="基準日(例 2026-11-30)")
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")


def _add_specification(parser: argparse.ArgumentParser) -> None:
    """What of a specification is wanted."""
    parser.add_argument(
        "--document", metavar="文書ID", help=".docx がどの文書か(指定しなければ成果物一覧の格納先で見分ける)"
    )
    parser.add_argument(
        "--vague", action="store_true", help=".docx の曖昧な言葉(適切に、速やかに など)も行にする"
    )
    parser.add_argument(
        "--from",
        dest="heading",
        metavar="見出し",
        help="--sheet 要件一覧: この見出し(章の番号でもよい)の下から、要件の案を作る",
    )
    parser.add_argument(
        "--level",
        type=a_whole,
        metavar="深さ",
        help="--sheet 要件一覧: この深さの見出しを1つずつ要件の案にする",
    )
    parser.add_argument(
        "--owner", metavar="氏名", help=".docx から足す行の担当(指定しなければシステムの主担当)"
    )
    parser.add_argument(
        "--due",
        type=a_day,
        metavar="日付",
        help=".docx から足す行の期限(指定しなければ5稼働日後か要件定義の節目)",
    )
    parser.add_argument(
        "--all", action="store_true", dest="is_all", help=".docx から200行を超えても、すべて案にする"
    )


def run(options: argparse.Namespace) -> int:
    """Compare, show, and write with --apply."""
    from pmo_xl.operations.import_files import ImportOptions, expanded
    from pmo_xl.operations.import_rows import import_rows

    refuse_over_read(options, expanded(options.sources, options.book))
    book = open_one(options)
    given = ImportOptions(
        sheet=_sheet(options.sheet),
        tool=options.tool,
        source=options.source,
        map_file=options.map,
        encoding=options.encoding,
        tab=options.from_tab,
        key=options.key,
        is_linked=not options.no_link,
        comments=options.comments,
        is_blank_taken=options.take_blank,
        only=options.only,
        close_gone=options.close_gone,
        password=password_of(options),
        spec=_specification(options),
    )
    exchange = import_rows(book, options.sources, given)
    if options.save_map:
        _save_map(exchange, options)
    return finish(exchange, book, options, "取り込み")


def _specification(options: argparse.Namespace) -> SpecOptions:
    from pmo_xl.operations.spec_points import OPEN, VAGUE
    from pmo_xl.operations.spec_rows import SpecOptions

    return SpecOptions(
        options.document,
        (OPEN, VAGUE) if options.vague else (OPEN,),
        options.level,
        options.heading,
        options.owner,
        options.due,
        options.is_all,
    )


def _sheet(label: str | None) -> type[Record] | None:
    if label is None:
        return None
    from pmo_xl.model.sheets import SHEETS

    found = next((sheet for sheet in SHEETS if sheet.sheet.label == label), None)
    if found is None:
        raise BadOption(
            f"シート「{label}」はありません。課題管理表 のような台帳のシートの名前を書いてください。"
        )
    return found


def _save_map(exchange: Exchange, options: argparse.Namespace) -> None:
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.exchange.source.mapping import map_text
    from pmo_xl.operations.import_files import map_beside

    source = exchange.source_name or "list"
    unknown: dict[str, list[str]] = {}
    for word in exchange.unknown_words:
        unknown.setdefault(word.column, []).append(word.word)
    tool = next((each.tool for each in exchange.sources if each.tool), None)
    text = map_text(source, tool, exchange.columns_found, unknown)
    path = map_beside(options.book, source)

    def write(made: Path) -> None:
        """Write the map."""
        made.write_text(text, encoding="utf-8")

    write_file(path, write, force=options.force)
    tell(f"{path} に書きました。次から、言わなくても使います。")
