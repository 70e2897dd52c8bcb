"""部門: a new book lists none; what was typed is proposed for 選択肢."""

from datetime import date
from pathlib import Path

import pytest

from pmo_xl import new_workbook
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.fix import fix
from tests.support.typing_person import type_into

D = date(2026, 4, 13)


def budget(number: int, department: str | None) -> dict[str, object]:
    return {
        "予算ID": f"BUD-{number:03}", "年度": 2026, "負担部門": department, "予算額": 5_000_000,
        "承認日": date(2026, 4, 1),
    }  # fmt: skip


def order(number: int, department: str) -> dict[str, object]:
    return {
        "発注ID": f"ORD-{number:03}", "予算ID": "BUD-001", "システム名": "会員基盤", "件名": "開発",
        "発注区分": "当初", "発注先": "みなと情報株式会社", "見積金額": 1_000_000, "負担部門": department,
    }  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_workbook(tmp_path / "会員基盤刷新.xlsx", name="会員基盤刷新")


def departments(book: Book) -> list[str | None]:
    return [choice.value for choice in book.choices if choice.list_name == "部門"]


def added(book: Book, *, apply: bool = False) -> list[tuple[str, str, str]]:
    plan = fix(book, apply=apply, rules=["DAT004"])
    assert {p.rule for p in plan.changes} <= {"DAT004"}
    changes = [p.change for p in plan.changes if p.change.column in ("一覧名", "値")]
    return [(change.sheet, change.column, change.after) for change in changes]


def test_the_departments_that_were_typed_become_rows_of_the_choices_once_each(path: Path):
    book = type_into(path, {"予算枠": [budget(1, "営業部"), budget(2, "経理部"), budget(3, "営業部 ")]}, D)
    assert departments(book) == []
    assert added(book) == [
        ("選択肢", "一覧名", "部門"),
        ("選択肢", "値", "営業部"),
        ("選択肢", "一覧名", "部門"),
        ("選択肢", "値", "経理部"),
    ]
    assert departments(open_workbook(path)) == []
    added(book, apply=True)
    after = open_workbook(path, as_of=D, run_day=D)
    assert departments(after) == ["営業部", "経理部"]
    assert added(after) == []
    assert not [finding for finding in after.check().findings if finding.rule == "DAT004"]


def test_what_may_be_a_slip_of_a_department_typed_more_often_is_only_shown(path: Path):
    typed = {"予算枠": [budget(1, "販売部"), budget(2, "販売部")], "予算管理表": [order(1, "販買部")]}
    plan = fix(type_into(path, typed, D), rules=["DAT004"])
    assert [p.change.after for p in plan.changes if p.change.column == "値"] == ["販売部"]
    ((shown),) = plan.doubtful
    assert (shown.change.sheet, shown.change.row_id, shown.change.before) == (
        "予算管理表",
        "ORD-001",
        "販買部",
    )
    assert "販売部" in (shown.doubt or "")


def test_departments_that_differ_by_their_number_are_two(path: Path):
    typed = {"予算枠": [budget(1, "営業1部"), budget(2, "営業2部"), budget(3, "営業２部")]}
    plan = fix(type_into(path, typed, D), rules=["DAT004"])
    assert [p.change.after for p in plan.changes if p.change.column == "値"] == ["営業1部", "営業2部"]
    assert plan.doubtful == []


def test_once_the_list_has_words_a_person_decides_about_new_ones(path: Path):
    typed = {
        "選択肢": [{"一覧名": "部門", "値": "営業部"}],
        "予算枠": [budget(1, "営業部"), budget(2, "物流部")],
    }
    book = type_into(path, typed, D)
    assert added(book) == []
    assert [f.row_id for f in book.check().findings if f.rule == "DAT004"] == ["BUD-002"]


def test_without_a_typed_department_nothing_is_proposed(path: Path):
    assert added(type_into(path, {"予算枠": [budget(1, None)]}, D)) == []
