"""The text that a change last stood behind: kept over records until a change names the row or the text is back."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.followed import carried_on
from pmo_xl.model.interface import Interface
from pmo_xl.model.past import Past
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Table
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.run import run
from tests.support.ledger import rule_of

FIRST, SECOND, THIRD = date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 24)


def book(day: date, past: Past, *records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {Requirement: (), SpecChange: (), Interface: ()}
    for record in records:
        by_class[record.__class__] = (*by_class[record.__class__], record)
    tables = {
        sheet: (Table(sheet, sheet.sheet.label, 1, {name: n for n, name in enumerate(sheet.columns, 1)}),)
        for sheet in by_class
    }
    return Project(as_of=day, run_day=day, records=by_class, tables=tables, past=past)


def requirement(text: str, status: str = "対象") -> Requirement:
    return Requirement(id="REQ-001", statement=text, status=status)


def interface(method: str) -> Interface:
    return Interface(id="IF-001", title="会員連携", method=method, status="設計中")


def recorded(*runs: tuple[date, Record]) -> Past:
    past = Past()
    for day, record in runs:
        past = carried_on(past, book(day, past, record))
    return past


def found(project: Project) -> list[str]:
    report = run(project, [rule_of("CHG005")])
    assert not report.failed_rules, report.failed_rules
    return [finding.id for finding in report.findings]


OLD, NEW = requirement("氏名は20文字まで。"), requirement("氏名は40文字まで。")


@pytest.mark.parametrize("days", [(SECOND, THIRD), (FIRST, FIRST), (FIRST, SECOND)])
def test_further_records_never_make_an_unexplained_text_go_away(days: tuple[date, date]) -> None:
    past = recorded((FIRST, OLD), *((day, NEW) for day in days))
    assert found(book(THIRD, past, NEW)) == ["CHG005/要件一覧/REQ-001/要件内容"]


def test_the_old_text_or_a_change_that_names_the_row_explains_it() -> None:
    past = recorded((FIRST, OLD), (SECOND, NEW))
    assert found(book(THIRD, past, OLD)) == []
    change = SpecChange(id="CHG-001", requirements=("REQ-001",), raised_on=THIRD)
    explained = book(THIRD, past, NEW, change)
    assert found(explained) == []
    after = carried_on(past, explained)
    assert found(book(THIRD, after, NEW, change)) == []
    assert found(book(THIRD, recorded((FIRST, requirement("", "検討中"))), NEW)) == []


def test_an_interface_is_followed_as_a_requirement_is() -> None:
    past = recorded((FIRST, interface("ファイル転送")), (SECOND, interface("API")))
    assert found(book(THIRD, past, interface("API"))) == ["CHG005/IF一覧/IF-001"]
    assert found(book(THIRD, past, interface("ファイル転送"))) == []
    change = SpecChange(id="CHG-001", interfaces=("IF-001",), raised_on=SECOND)
    assert found(book(THIRD, past, interface("API"), change)) == []
