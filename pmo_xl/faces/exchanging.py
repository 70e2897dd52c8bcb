"""What import, collect and merge share: their options, how decisions are taken, and how the result is shown and written."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import PARTLY_DONE, add_apply, add_output, output_format
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.output import Forms, send
from pmo_xl.visible import visible_line

if TYPE_CHECKING:
    from pmo_xl.documents.exchange_shape import FindingChangedJson, FindingsChangedJson
    from pmo_xl.exchange import Exchange
    from pmo_xl.operations.book import Book
    from pmo_xl.rules.finding import Finding

CODES = (
    "終了コード: 0 書くものも決めるものもない、またはすべて書いた / 1 書くものか決めるものがある(--apply なし) / "
    "2 できなかった / 3 衝突・要確認・読めない欄・書けない欄を残して書いた、または読めないファイルがあった。"
)
_OPEN = "決めていないもの(衝突・要確認・読めない欄・書けない欄)は書きません。-o 案.xlsx の「採用」で決められます。"


def add_exchange_options(parser: argparse.ArgumentParser) -> None:
    """The options of the three."""
    add_apply(parser)
    parser.add_argument(
        "--prefer", choices=("book", "source"), help="衝突をすべて台帳(book)か相手(source)にする"
    )
    parser.add_argument(
        "--take",
        nargs="+",
        default=(),
        metavar="シート/ID/列",
        help="この欄は相手の値にする(課題管理表/ISS-012/期限)",
    )
    parser.add_argument(
        "--decided", type=Path, metavar="案.xlsx", help="-o で作った案の「採用」のとおりにする"
    )
    parser.add_argument("--take-blank", action="store_true", help="相手で空欄になった欄を空欄にする")
    parser.add_argument("--key", metavar="列", help="行を見分ける列の見出し(merge では台帳の独自の列)")
    parser.add_argument(
        "--only", choices=("new", "changed"), help="新しい行だけ(new)、変わった欄だけ(changed)を書く"
    )
    parser.add_argument(
        "--close-gone", metavar="言葉", help="相手から消えた行の状態の案(完了、取下げ)。要確認として並べる"
    )
    parser.add_argument("--check", action="store_true", help="書くと増える指摘と消える指摘も並べる")
    add_output(parser)


def finish(
    exchange: Exchange,
    book: Book,
    options: argparse.Namespace,
    title: str,
    *,
    table: Callable[[], None] | None = None,
    more: Callable[[], Mapping[str, Any]] | None = None,
) -> int:
    """Take the decisions, show the result, write it where it is to be written; the exit code.

    table: shows the result on the screen where the command has its own way. more: what its JSON has beside the common.
    """
    _decide(exchange, book, options)
    findings = findings_of(exchange) if options.check or _is_proposal(options) else None
    if options.apply:
        exchange.apply()
    send(_forms(exchange, book, title, findings, table, more), options)
    if not options.quiet:
        tell_written(exchange)
        if exchange.is_open:
            tell(_OPEN)
    return _code(exchange, options)


def _code(exchange: Exchange, options: argparse.Namespace) -> int:
    has_failed = any(each.failed for each in exchange.sources)
    if options.apply:
        return PARTLY_DONE if exchange.is_open or has_failed or exchange.failure else 0
    if has_failed:
        return PARTLY_DONE
    return 0 if exchange.is_done else 1


def _decide(exchange: Exchange, book: Book, options: argparse.Namespace) -> None:
    if options.decided:
        from pmo_xl.documents.exchange import read_decided

        exchange.decide_all(read_decided(options.decided, exchange))
    for told in options.take:
        parts = told.split("/")
        if len(parts) != 3:
            raise BadOption(
                f"--take「{told}」は シート/ID/列 の形で書いてください(課題管理表/ISS-012/期限)。"
            )
        exchange.decide(parts[1], parts[2], "source")
    if options.prefer:
        exchange.prefer(options.prefer)


def _is_proposal(options: argparse.Namespace) -> bool:
    """Whether the result goes into a workbook of proposals, which also says what would come of it."""
    return output_format(options) == "xlsx"


def findings_of(exchange: Exchange) -> FindingsChangedJson:
    """The findings that writing would bring and end, as data."""
    found = exchange.check()
    return findings_json(found.new, found.gone)


def findings_json(new: Iterable[Finding], gone: Iterable[Finding]) -> FindingsChangedJson:
    """The findings that come and go, as data."""
    return {"new": list(map(_finding_json, new)), "gone": list(map(_finding_json, gone))}


def _finding_json(each: Finding) -> FindingChangedJson:
    return {
        "id": each.id,
        "rule": each.rule,
        "sheet": each.sheet,
        "row_id": each.row_id,
        "message": each.message,
    }


def print_findings_changed(findings: Mapping[str, Any] | None) -> None:
    """A line for each finding that comes or goes."""
    for kind, word in (("new", "増える指摘"), ("gone", "消える指摘")):
        for each in (findings or {}).get(kind, ()):
            screen().say(visible_line(f"{word} {each['id']} {each['message']}"))


def tell_written(exchange: Exchange) -> None:
    """What was written where, or that nothing was yet; what went wrong beside it."""
    name, saved = exchange.target.name, exchange.saved
    if saved:
        tell(
            f"{name} に書き込みました({exchange.summary['cells']} か所、新しい行 {len(exchange.writing.ids)} 行)。"
        )
        if saved.backup:
            tell(f"書き換える前の控え: {saved.backup}")
        for notice in saved.notices:
            tell(notice)
    elif exchange.is_done:
        tell(f"{name} に書くものはありません。")
    elif len(exchange.changes):
        tell("まだ書き込んでいません。書き込むには --apply を付けてください。")
    if exchange.failure:
        tell(exchange.failure)


def _forms(
    exchange: Exchange,
    book: Book,
    title: str,
    findings: FindingsChangedJson | None,
    own_table: Callable[[], None] | None,
    more: Callable[[], Mapping[str, Any]] | None,
) -> Forms:
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.exchange import exchange_json, exchange_listing, head_lines, write_proposals
    from pmo_xl.faces.tables import print_listing

    def table() -> None:
        """What was read, then every line."""
        out = screen()
        if own_table:
            own_table()
        else:
            for line in head_lines(exchange):
                out.say(visible_line(line))
            print_listing(exchange.target.name, exchange_listing(exchange, title))
        print_findings_changed(findings)

    return Forms(
        table,
        lambda: exchange_json(exchange, findings) | dict(more() if more else {}),
        lambda: csv_bytes(exchange_listing(exchange, title)),
        lambda path: write_proposals(path, exchange, findings or findings_of(exchange)),
    )
