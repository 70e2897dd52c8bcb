"""A book of which only some sheets were read says what it does not know, and never takes it for empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.errors import BadOption
from pmo_xl.model.project import SheetLeftOut
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.book import ALWAYS_READ, Book, open_workbook
from pmo_xl.rules.catalog import rule_ids
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample

LEDGERS = [sheet for sheet in SHEETS if sheet.sheet.profile == "core" and sheet not in ALWAYS_READ]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("見本") / "台帳.xlsx", planted_project())


@pytest.fixture(scope="module")
def whole(path: Path) -> Book:
    return open_workbook(path, run_day=planted_project().as_of)


@pytest.mark.parametrize("sheet", LEDGERS, ids=lambda sheet: sheet.sheet.label)
def test_one_sheet_alone_gives_no_finding_that_the_whole_book_does_not_give(
    sheet: type[Record], path: Path, whole: Book
) -> None:
    every, known = rule_ids(), {finding.id for finding in whole.check(rule_ids()).findings}
    report = open_workbook(path, run_day=whole.project.run_day, sheets=[sheet]).check(every)
    assert {finding.id for finding in report.findings} - known == set()
    assert not report.failed_rules
    untold = [count.rule for count in report.rules if not count.judged and not count.out_of_scope]
    assert {count.rule for count in report.rules if count.reason} >= set(untold) - {
        count.rule for count in whole.check(every).rules if not count.judged
    }


def test_a_figure_of_the_rules_is_kept_and_one_that_took_a_sheet_for_empty_is_not_theirs(path: Path) -> None:
    project = open_workbook(path, sheets=pmo_xl.Issue).project
    assert (
        project.cached("QA", lambda: len(project.questions)) == 0
    )  # by whoever did not ask whether it was read
    guarded = project.guarded()
    with pytest.raises(SheetLeftOut):
        guarded.cached("QA", lambda: len(guarded.questions))
    count = guarded.cached("課題", lambda: len(guarded.issues))
    project.take_over(guarded)
    assert project.cached("課題", lambda: -1) == count > 0
    with pytest.raises(SheetLeftOut):
        project.guarded().cached("QA", lambda: len(project.guarded().questions))


def test_what_was_not_read_is_named_where_a_rule_needs_it(path: Path, whole: Book) -> None:
    report = open_workbook(path, sheets=pmo_xl.Issue).check(["QST001", "ISS001", "DAT001"])
    counts = {count.rule: count for count in report.rules}
    assert counts["ISS001"] == next(c for c in whole.check("ISS001").rules) and counts["QST001"].judged == 0
    assert counts["QST001"].reason == "「QA表」シートを読んでいません(読むシートを選んで開いたため)"
    assert "読んでいません" in (counts["DAT001"].reason or "")


def test_a_sheet_that_the_book_does_not_have_is_still_missing(tmp_path: Path) -> None:
    book = pmo_xl.open_workbook(_without(tmp_path, "QA表"), as_of="2026-11-30", sheets=[pmo_xl.Issue])
    assert [finding.sheet for finding in book.check("DAT001").findings] == ["QA表"]


def _without(folder: Path, tab: str) -> Path:
    import openpyxl

    from pmo_xl.workbook.author import write_workbook
    from tests.support.small_project import small_project

    path = folder / "台帳.xlsx"
    write_workbook(path, small_project(), run_day=date(2026, 11, 30))
    book = openpyxl.load_workbook(path)
    del book[tab]
    book.save(path)
    return path


@pytest.mark.parametrize(
    "verb",
    [
        lambda book, folder: book.overdue(),
        lambda book, folder: book.budget(),
        lambda book, folder: book.schedule(),
        lambda book, folder: book.record(),
        lambda book, folder: book.fix(),
        lambda book, folder: book.baseline(),
        lambda book, folder: book.edit().__enter__(),
        lambda book, folder: book.export("要件一覧書", folder / "要件一覧書.docx"),
    ],
    ids=["overdue", "budget", "schedule", "record", "fix", "baseline", "edit", "export"],
)
def test_a_verb_that_needs_the_whole_book_refuses_a_part(verb, path: Path, tmp_path: Path) -> None:
    part = open_workbook(path, sheets=[pmo_xl.Issue])
    before = path.read_bytes()
    with pytest.raises(BadOption, match=r"読んで.*sheets を指定せずに開き直してください"):
        verb(part, tmp_path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == []


def test_the_money_is_counted_where_all_of_it_was_read(path: Path, whole: Book) -> None:
    with_origin = [sheet for sheet in SHEETS if "origin" in sheet.columns]
    wanted = [pmo_xl.Budget, pmo_xl.Order, pmo_xl.Acceptance, *with_origin]
    assert open_workbook(path, run_day=whole.project.run_day, sheets=wanted).budget() == whole.budget()
