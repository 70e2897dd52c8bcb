"""What the window's buttons do: what was chosen goes to the operations, what they say goes back. One function a button.

A button that is not here does what the workbook's button of that name does (faces/button_verbs/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import made, paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from pmo_xl.documents.listing import Listing, Summary
    from pmo_xl.faces.window.desk import ChosenPaths
    from pmo_xl.operations.book import Book
    from pmo_xl.rules.report import Report

_EVERYTHING, _NOTHING = "すべて", "作らない"


def check(chosen: ChosenPaths) -> None:
    """The findings of every book as one list beside it; nothing is written into a book."""
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.documents.findings_book import CheckedBook, write_findings_book
    from pmo_xl.operations.many import FINDINGS

    checked = [(book, book.check()) for book in chosen.books("点検しています…")]
    path = chosen.outputs.free(f"{FINDINGS}_{checked[0][0].as_of}", ".xlsx")
    books = [CheckedBook(book.path, report) for book, report in checked]
    write_file(path, lambda draft: write_findings_book(draft, books, beside=path))
    chosen.open_file(path)
    chosen.tell(paragraphs(*_checked_lines(checked, path)))


def _checked_lines(checked: Sequence[tuple[Book, Report]], path: Path) -> Iterator[list[str]]:
    """One book as the button says it; of many the light and the counts of each."""
    from pmo_xl.faces.button_verbs.check import box
    from pmo_xl.operations.record import Recorded

    if len(checked) == 1:
        book, report = checked[0]
        recorded = Recorded(report, {}, None, None)
        yield [box(book, recorded, report.findings, tab=None, first=None, listed=path)]
        return
    yield [f"{len(checked)} 冊のチェックが終わりました。指摘はすべて {path} にあります。"]
    yield [line for book, report in checked for line in _short(book, report)]


def _short(book: Book, report: Report) -> Iterator[str]:
    from pmo_xl.documents.findings import gap_lines, gap_title, summary_mapping
    from pmo_xl.rules.report import failed_rules_sentence

    light = f"信号 {report.light.light.value}  " if report.light else ""
    counts = "  ".join(f"{word} {count}" for word, count in summary_mapping(report).items())
    yield f"■ {book.path.name}"
    yield f"  {light}{counts}"
    if failed := failed_rules_sentence(report.failed_rules):
        yield f"  {failed}"
    if gap_lines(report):
        yield f"  {gap_title(report)}(問題なしという意味ではありません)"


def overdue(chosen: ChosenPaths) -> None:
    """What is late and what falls due within a week, of every book."""
    from pmo_xl.documents.overdue import overdue_listing, overdue_summary
    from pmo_xl.faces.button_verbs.lists import DAYS_AHEAD, overdue_lines
    from pmo_xl.metrics.overdue import overdue_report
    from pmo_xl.operations.many import OVERDUE

    def one(book: Book, notice: str) -> _Listed:
        """The list of one book, and what is said of it."""
        report = overdue_report(book.project, DAYS_AHEAD)
        listing = replace(overdue_listing(report), notice=notice)
        return [listing], overdue_summary(report, book.path.name, notice), overdue_lines(report)

    _list(chosen, OVERDUE, f"期限の一覧を作りました(これから {DAYS_AHEAD} 日のものまで)。", one)


def budget(chosen: ChosenPaths) -> None:
    """Budget, ordered, expected, remaining, forecast, of every book."""
    from pmo_xl.documents.budget import budget_summary
    from pmo_xl.faces.button_verbs.lists import budget_lines, budget_tables
    from pmo_xl.operations.many import BUDGET

    def one(book: Book, notice: str) -> _Listed:
        """The tables of one book, and what is said of it."""
        report = book.budget()
        summary = budget_summary(report, book.path.name, notice)
        return budget_tables(report, notice), summary, budget_lines(report)

    _list(chosen, BUDGET, "予算を集計しました。", one)


_Listed = tuple[list["Listing"], "Summary", list[str]]


def _list(chosen: ChosenPaths, stem: str, headline: str, one: Callable[[Book, str], _Listed]) -> None:
    """Write the lists of every book to one workbook and say the figures of each."""
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.documents.list_book import write_listings
    from pmo_xl.metrics.stale_day import stale_day

    results = [(book, stale_day(book.project) or "") for book in chosen.books("集計しています…")]
    listed = [(book, notice, one(book, notice)) for book, notice in results]
    path = chosen.outputs.free(f"{stem}_{results[0][0].as_of}", ".xlsx")
    every = [listing for _, _, (listings, _, _) in listed for listing in listings]
    write_file(path, partial(write_listings, listings=every, summaries=[each[2][1] for each in listed]))
    chosen.open_file(path)
    said = [
        [*([f"■ {book.path.name}"] if len(listed) > 1 else []), *([notice] if notice else []), *lines]
        for book, notice, (_, _, lines) in listed
    ]
    chosen.tell(paragraphs([headline, *made(path, chosen.outputs)], *said))


def record(chosen: ChosenPaths) -> None:
    """The findings into the book, and one run into its history."""
    from pmo_xl.faces.commands.record import recorded_lines
    from pmo_xl.operations.record import record as recording

    book = chosen.read("点検して、チェック結果に書いています…")
    recorded = recording(book)
    light = [f"信号 {recorded.report.light.short}"] if recorded.report.light else []
    chosen.open_file(book.path)
    chosen.tell(paragraphs(["記録しました。"], light, recorded_lines(recorded), book.remarks))


def month_end(chosen: ChosenPaths) -> None:
    """The month end of every book that was chosen."""
    from pmo_xl.faces.button_verbs.month_end import FOLDER, again, summary
    from pmo_xl.metrics.month_end.closing_month import closing_month
    from pmo_xl.operations.month_end import month_end as examined
    from pmo_xl.operations.month_end_files import main_file, write_month_end
    from pmo_xl.operations.today import today_in_japan

    month, folder = closing_month(None, today_in_japan()), chosen.outputs.folder / FOLDER
    is_made = main_file(folder, f"{month.first:%Y-%m}").exists()
    if is_made and not chosen.ask(again(month)):
        return
    chosen.say("月次の検収と支払を点検しています…")

    def step(done: int, count: int, path: Path) -> None:
        """Which book is done, of how many."""
        chosen.say(f"月次の検収と支払を点検しています… {done} / {count} 冊 {path.name}")

    result = examined(chosen.paths, month.first, jobs=1, with_files=True, on_progress=step)
    chosen.failures += [failed.message for failed in result.failed]
    if not result.projects:
        return
    chosen.say("月次の検収と支払: ファイルを書いています…")
    written = write_month_end(result, folder, force=is_made)
    chosen.made += [written[0], folder]
    place = [f"{len(written)} 個のファイルを書きました。", *made(folder, chosen.outputs)]
    chosen.tell(paragraphs(*summary(result), place))


def make_documents(chosen: ChosenPaths) -> None:
    """The Word documents of an occasion, or all of them."""
    from pmo_xl.faces.button_verbs.documents import FOLDER, told
    from pmo_xl.operations.export import export_all
    from pmo_xl.operations.packs import PACKS

    book = chosen.read("作れる文書を調べています…")
    packs = [f"{name}: {'・'.join(papers)}" for name, papers in PACKS.items()]
    question = paragraphs(
        ["どの組の文書を作りますか。"], packs, ["すべて: 台帳から作れる文書(数分かかることがあります)"]
    )
    answer = chosen.choose(question, (*PACKS, _EVERYTHING, _NOTHING))
    if answer in (None, _NOTHING):
        return
    chosen.say("文書を作っています…")
    folder = chosen.outputs.free(f"{FOLDER}_{book.as_of}")
    exported = export_all(book, folder, pack=None if answer == _EVERYTHING else answer)
    if exported.files:
        chosen.open_folder(folder)
    chosen.tell(told(chosen.outputs, folder, exported))


def precheck(chosen: ChosenPaths) -> None:
    """What is to be delivered, looked through; the result lies outside of it."""
    from pmo_xl.faces.button_verbs.precheck import said
    from pmo_xl.operations.many import PRECHECKED
    from pmo_xl.operations.output_place import output_place
    from pmo_xl.operations.precheck import precheck as looked_through
    from pmo_xl.operations.today import today_in_japan

    chosen.say("文書を読んでいます…")
    found = looked_through(chosen.paths)
    outputs = output_place(str(chosen.path.absolute()))
    path = found.save(outputs.free(f"{PRECHECKED}{today_in_japan()}", ".xlsx"))
    chosen.open_file(path)
    chosen.tell(said(found, path, outputs))


def demo(chosen: ChosenPaths) -> None:
    """The two sample books in ドキュメント, with what the main jobs make of them."""
    from pmo_xl.operations.demo import (
        DEFAULT_FOLDER,
        make_demo,
        make_documents,
        make_findings,
        make_month_end,
        what_was_made,
    )
    from pmo_xl.operations.output_place import OutputPlace, documents_folder
    from pmo_xl.this_pc.machine import this_machine

    chosen.say("見本の台帳を作っています…")
    made_demo = make_demo(OutputPlace(documents_folder(this_machine())).free(DEFAULT_FOLDER))
    chosen.say("見本の台帳を点検しています…")
    make_findings(made_demo)
    chosen.say("見本の月次の検収と支払を点検しています…")
    _, files = make_month_end(made_demo)
    chosen.say("見本の文書を作っています…")
    documents = make_documents(made_demo)
    places = list(what_was_made(made_demo, files, documents))
    chosen.made += [*(path for path, _ in places[:1]), made_demo.folder]
    lines = [f"・{path.name}: {what}" for path, what in places]
    faults = sum(book.fault_count for book in made_demo.books)
    chosen.tell(
        paragraphs(
            [f"見本の台帳を2冊作りました(仕込んだ間違い {faults} 件)。場所: {made_demo.folder}"],
            lines,
            ["上の台帳を選んであります。左の「チェック」を押してみてください。"],
        )
    )
    chosen.choose_from_now_on(made_demo.core.book.path)


def new_book(chosen: ChosenPaths) -> None:
    """A new ledger at the place that was chosen for it."""
    from pmo_xl.operations.new import make_book

    core, full = "基本のシート", "全シート"
    answer = chosen.choose(
        "どのシートの台帳を作りますか。\n基本のシート: 要件・仕様変更・QA・課題・予算・日程など\n全シート: 議事録・リスク・IF一覧・試験・リリース計画なども",
        (core, full),
    )
    if answer is None:
        return
    path = chosen.path
    profile = "full" if answer == full else "core"
    # the file dialog has asked whether an existing file may be replaced
    result = make_book(
        path, name=path.stem, profile=profile, macros=path.suffix.lower() == ".xlsm", force=True
    )
    chosen.open_file(result.path)
    chosen.tell(
        f"台帳 {result.path} を作りました。\nExcelで開き、まず設定・体制表・システム一覧を書いてください。"
    )
    chosen.choose_from_now_on(result.path)
