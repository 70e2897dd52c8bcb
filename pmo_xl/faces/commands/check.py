"""`check`: every rule that the sheets allow."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import Reading, add_books, add_fail_on, add_output, as_one, output_format
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.numbered import books_json, number_of, tells_of_none
from pmo_xl.faces.output import Forms, joined_csv, send
from pmo_xl.visible import visible_line

if TYPE_CHECKING:
    from pmo_xl.operations.baseline_findings import Baseline
    from pmo_xl.operations.book import Book
    from pmo_xl.rules.report import Report

FOR_MACHINES = ("sarif", "junit", "github")
ALSO_OF_NOTHING = (*FOR_MACHINES, "html")
"""The forms that say which books could not be read, and so are made where none could."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "台帳のシートを突き合わせ、食い違い・漏れ・期限超過を、場所と直し方を付けて指摘します。"
    )
    add_books(parser)
    parser.add_argument(
        "--rules", nargs="+", default=(), metavar="規則", help="使う規則のID、または頭の文字(QST QST003 など)"
    )
    add_fail_on(parser)
    parser.add_argument(
        "--exit-zero", action="store_true", help="指摘があっても終了コードを1にしない(--fail-on never と同じ)"
    )
    parser.add_argument(
        "--since-baseline",
        type=Path,
        metavar="前の結果.json",
        help="前に check --format json で書いた結果にない指摘だけを出す",
    )
    parser.add_argument(
        "--no-documents",
        action="store_true",
        help="成果物一覧の格納先にある文書を見ない(見ないと言う規則が残る)",
    )
    parser.add_argument(
        "--root",
        nargs="+",
        type=Path,
        metavar="フォルダ",
        help="台帳のフォルダのほかに、格納先の文書を見てよいフォルダ(格納先がそこからの相対パスのときも見る)",
    )
    parser.add_argument(
        "--explain-layout",
        action="store_true",
        help="どの表をどのシートとして読み、何を読まなかったかを表示する(点検はしない)",
    )
    parser.add_argument(
        "--save-layout",
        type=Path,
        metavar="ファイル",
        help="読み取った表と列の対応をファイルに書く。直して --layout で使う",
    )
    add_output(parser, ALSO_OF_NOTHING)


def run(options: argparse.Namespace) -> int:
    """Check the workbooks; 1 when findings at or above --fail-on remain."""
    from pmo_xl.operations.check import known_names

    known_names(options.rules)
    reading = Reading(options)
    if options.explain_layout or options.save_layout:
        return _show_layout(reading)
    baseline = _baseline(options.since_baseline)
    looked = {"documents": not options.no_documents, "roots": options.root}
    checked = [
        (book, baseline.less(book.check(options.rules, **looked), book.path.name)) for book in reading.books()
    ]
    of_none = tells_of_none(options) or output_format(options) in ALSO_OF_NOTHING
    if checked or len(options.books) > 1 or of_none:
        send(_forms(checked, reading), options)
    level = "never" if options.exit_zero else options.fail_on
    code = int(any(_is_over(report, level) for _, report in checked))
    return reading.code(3 if any(report.failed_rules for _, report in checked) else code)


def _baseline(path: Path | None) -> Baseline:
    from pmo_xl.operations.baseline_findings import Baseline, read_baseline

    return read_baseline(path) if path else Baseline()


def _show_layout(reading: Reading) -> int:
    """Say what was taken for what, and write it to a mapping file when asked."""
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.workbook.layout.layout_file import beside, save_layout

    options, books = reading.options, []
    for book in reading.books():
        books.append(book)
        if options.save_layout:
            write = partial(save_layout, book.layouts)
            path = write_file(options.save_layout, write, force=options.force)
            how = f"--layout {path} を付けて点検してください。"
            if path.resolve() == beside(book.path).resolve():
                how = "次からそのとおりに読みます(台帳の隣に置いたままにしてください)。"
            tell(f"{path} に書きました。直してから、{how}")
    if options.explain_layout and (books or reading.is_many or tells_of_none(options)):
        send(_explanations(books, reading), options)
    return reading.code(0)


def _explanations(books: Sequence[Book], reading: Reading) -> Forms:
    from pmo_xl.workbook.layout.layout_explanation import explain, explained

    def table() -> None:
        """What was taken for what, in words, book by book."""
        out = screen()
        for book in books:
            out.say(visible_line(book.path.name))
            for line in explain(book.layouts).splitlines():
                out.say(line, rest="      ")

    def json() -> Mapping[str, Any]:
        """The same with a name for each thing; one book alone stands for itself."""
        results = [{"workbook": book.path.name, **explained(book.layouts)} for book in books]
        if number_of(reading.options) == 1:
            return as_one([{"schema": 1, **each} for each in results], reading.failures, reading.is_many)
        return books_json("check", books, results, reading)

    def no_file(path: Path | None = None) -> NoReturn:
        """There is no list of rows to write."""
        raise BadOption("--explain-layout の結果は、表か --format json で出せます。")

    return Forms(table, json, no_file, no_file)


def _is_over(report: Report, level: str) -> bool:
    from pmo_xl.rules.rule import Severity

    if level == "never":
        return False
    return any(report.of_severity(s) for s in Severity if s.rank <= Severity(level).rank)


def _forms(checked: list[tuple[Book, Report]], reading: Reading) -> Forms:
    from pmo_xl.documents.ci_results import github_lines, junit_xml
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.findings import findings_listing
    from pmo_xl.documents.findings_book import CheckedBook, write_findings_book
    from pmo_xl.documents.findings_page import findings_page
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.documents.sarif import sarif_json
    from pmo_xl.faces.tables import print_check

    books = [CheckedBook(book.path, report) for book, report in checked]
    unread = [(failure.path, failure.message) for failure in reading.failures]

    def table() -> None:
        """The findings of every book on the screen."""
        for book, report in checked:
            print_check(book, report)

    def xlsx(path: Path) -> None:
        """All findings in one workbook, links leading from where it will lie."""
        write_findings_book(path, books, beside=reading.options.output)

    def github() -> bytes:
        """A line for each finding, and for what was not judged."""
        return "".join(f"{line}\n" for line in github_lines(books, unread)).encode()

    def html() -> bytes:
        """A page for the browser, links leading from where it will lie."""
        output = reading.options.output
        return findings_page(books, unread, folder=output.absolute().parent if output else None)

    others = {
        "html": html,
        "sarif": lambda: f"{json_text(sarif_json(books, unread))}\n".encode(),
        "junit": lambda: junit_xml(books, unread),
        "github": github,
    }

    def csv() -> bytes:
        """The findings of all books under one heading."""
        return joined_csv([csv_bytes(findings_listing(report)) for _, report in checked])

    return Forms(table, partial(_json, checked, reading), csv, xlsx, others)


def _json(checked: list[tuple[Book, Report]], reading: Reading) -> Mapping[str, Any]:
    """One object a book, and the counts of all."""
    from pmo_xl.documents.findings import check_json, checked_book_json
    from pmo_xl.plugins import loaded
    from pmo_xl.rules.report import SUMMARY_WORDS

    if number_of(reading.options) == 1:
        results = [check_json(report, book.path.name) for book, report in checked]
        return as_one(results, reading.failures, reading.is_many)
    told = [checked_book_json(report, book.path.name) for book, report in checked]
    summary = (
        {name: sum(each["summary"][name] for each in told) for _, name in SUMMARY_WORDS} if told else None
    )
    books = [book for book, _ in checked]
    return books_json("check", books, told, reading, plugins=loaded(), summary=summary)
