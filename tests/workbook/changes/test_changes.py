"""Changes said by record and field: what they come to, what they refuse, and that the file agrees."""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_xl import BadChange, Issue, RefusedEdit, SpecChange, Task
from pmo_xl.metrics.derived import derived_value
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.edit import begin
from pmo_xl.workbook.changes.editing import apply, preview
from pmo_xl.workbook.grid import open_grids
from tests.support.master import opened, small_book, values_of
from tests.support.small_project import D

NEW_ISSUE = {
    "kind": "課題",
    "title": "夜間バッチが遅い",
    "priority": "高",
    "raised_by": "佐藤 花子",
    "owner": "鈴木 一郎",
    "due_on": date(2026, 12, 10),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("small")).read_bytes()


@pytest.fixture
def path(small, tmp_path):
    path = tmp_path / "会員基盤刷新.xlsx"
    path.write_bytes(small)
    return path


def test_an_edit_is_written_at_the_end_of_the_block(path):
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], status="完了", closed_on=date(2026, 11, 28), resolution="直した")
        assert path.read_bytes() and opened(path).issues["ISS-001"].status == "対応中"
    issue = opened(path).issues["ISS-001"]
    assert (issue.status, issue.closed_on, issue.resolution) == ("完了", date(2026, 11, 28), "直した")


def test_an_exception_inside_the_block_leaves_the_file_alone(path):
    before, book = path.read_bytes(), opened(path)
    with pytest.raises(ZeroDivisionError), book.edit() as changes:
        changes.set(book.issues["ISS-001"], status="完了")
        _ = 1 / 0
    assert path.read_bytes() == before


def test_an_edit_without_changes_writes_nothing(path):
    before, book = path.read_bytes(), opened(path)
    with book.edit():
        pass
    assert path.read_bytes() == before


def test_a_file_that_changed_since_it_was_read_is_not_written(path):
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], title="一人目")
    second = path.read_bytes()
    with pytest.raises(RefusedEdit, match="読んだ後に変わった"), book.edit() as changes:
        changes.set(book.issues["ISS-001"], title="二人目")
    assert path.read_bytes() == second


def test_a_file_that_changes_inside_the_block_is_not_written(path):
    book, other = opened(path), opened(path)
    with pytest.raises(RefusedEdit, match="読んだ後に変わった"), book.edit() as changes:
        changes.set(book.issues["ISS-001"], title="遅い人")
        with other.edit() as quicker:
            quicker.set(other.issues["ISS-001"], title="速い人")
    assert opened(path).issues["ISS-001"].title == "速い人"


@pytest.mark.skipif(sys.platform == "win32", reason="Windowsではファイル自身が開かれているかを答えます")
def test_a_locked_file_names_who_has_it_open(path):
    book = opened(path)
    name = "鈴木 一郎".encode("utf-16-le")
    lock = bytearray(165)
    lock[55:57], lock[57 : 57 + len(name)] = (len(name) // 2).to_bytes(2, "little"), name
    path.with_name(f"~${path.name}").write_bytes(lock)
    with pytest.raises(RefusedEdit, match="鈴木 一郎"), book.edit() as changes:
        changes.set(book.issues["ISS-001"], title="書けない")


def test_a_new_row_is_numbered_and_starts_as_every_new_row_does(path):
    book = opened(path)
    with book.edit() as changes:
        first, second = changes.append(Issue(**NEW_ISSUE)), changes.append(Issue(**NEW_ISSUE))
    assert (first.id, second.id) == ("ISS-007", "ISS-008")
    issue = opened(path).issues["ISS-008"]
    assert (issue.raised_on, issue.status, issue.days_overdue) == (D, "未着手", 0)
    assert issue.place and not issue.place.formulas


def test_a_new_row_without_its_must_fields_names_their_labels(path):
    with opened(path).edit() as changes, pytest.raises(ValueError, match="件名、優先度、担当"):
        changes.append(Issue(kind="課題", raised_by="佐藤 花子", due_on=D))


def test_a_given_number_is_kept_and_a_taken_one_refused(path):
    with opened(path).edit() as changes:
        assert changes.append(Issue(**NEW_ISSUE, id="iss-100")).id == "ISS-100"
        assert changes.append(Issue(**NEW_ISSUE)).id == "ISS-101"
        with pytest.raises(BadChange, match="ISS-001 がもうあります"):
            changes.append(Issue(**NEW_ISSUE, id="ISS-001"))


def test_the_empty_row_of_a_new_ledger_is_filled_first(tmp_path):
    path = small_book(tmp_path, {Issue: ()})
    with opened(path).edit() as changes:
        changes.append(Issue(**NEW_ISSUE))
    assert [(row.id, row.row) for row in opened(path).issues] == [("ISS-001", 4)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"due": D}, "due という項目はありません"),
        ({"days_overdue": 3}, "自動計算の列"),
        ({"due_on": "来週"}, "「期限」に「来週」は書けません"),
        ({"due_on": date(1900, 1, 1)}, "年が 1950"),
        ({"title": "表\x01題"}, "制御文字"),
        ({"title": "#N/A"}, "Excelのエラー"),
    ],
)
def test_a_value_that_a_cell_cannot_keep_is_refused(path, values, said):
    book = opened(path)
    with book.edit() as changes, pytest.raises(BadChange, match=said):
        changes.set(book.issues["ISS-001"], **values)


def test_two_values_for_one_cell_are_an_error_and_the_same_twice_is_none(path):
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], title="一つ目")
        changes.set(book.issues["ISS-001"], title="一つ目")
        with pytest.raises(BadChange, match=r"ISS-001 の「件名」に二つの違う値"):
            changes.set(book.issues["ISS-001"], title="二つ目")


def test_a_row_of_another_workbook_is_refused(path):
    with (
        opened(path).edit() as changes,
        pytest.raises(BadChange, match="このブックから読んだ行ではありません"),
    ):
        changes.set(Issue(**NEW_ISSUE, id="ISS-001"), title="よその行")


def test_names_and_words_are_written_in_the_workbooks_own_spelling(path):
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], owner="鈴木一郎様", status="対 応 中", systems=("決済 連携",))
    issue = opened(path).issues["ISS-001"]
    assert issue.place and not issue.place.typed.keys() & {"owner", "status"}
    assert (issue.owner, issue.status, issue.systems) == ("鈴木 一郎", "対応中", ("決済連携",))


def test_figures_that_hang_on_a_change_are_refreshed_with_it(path):
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], due_on=date(2026, 11, 20))
        order = next(order for order in book.orders if order.ordered_on and order.budget == "BUD-001")
        changes.set(order, ordered=7_000_000)
        after = changes.after()
    again = opened(path)
    assert again.issues["ISS-001"].days_overdue == 10
    budget = again.budgets["BUD-001"]
    assert budget.ordered == derived_value(budget, "ordered", after) != book.budgets["BUD-001"].ordered


def test_a_preview_says_every_cell_before_and_after_and_writes_nothing(path):
    before, book = path.read_bytes(), opened(path)
    changes = begin(book)
    changes.set(book.issues["ISS-001"], due_on=date(2026, 12, 1), status="確認待ち")
    shown = [(c.sheet, c.row_id, c.column, c.before, c.after) for c in preview(changes, book.source.editor())]
    assert shown == [
        ("課題管理表", "ISS-001", "期限", "2026/11/10", "2026/12/01"),
        ("課題管理表", "ISS-001", "状態", "対応中", "確認待ち"),
        ("課題管理表", "ISS-001", "超過日数", "20", "0"),
    ]
    assert path.read_bytes() == before


def test_only_sheets_of_ours_are_replaced_and_nothing_else_is_changed_with_them(path):
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], title="直し")
        with pytest.raises(BadChange, match="一緒にできません"):
            changes.replace(Issue, [])


def a_foreign_ledger(path: Path) -> Path:
    """A ledger of another office: 千円, 進捗 in percent without a format, numbers filled down."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("発注管理表")
        sheet.write_row(1, 1, ["No", "件名", "発注先", "発注額(千円)", "発注日", "確度"])
        day = book.add_format({"num_format": "yyyy/m/d"})
        plain = book.add_format({"num_format": "0"})
        for number in (1, 2, 3):
            sheet.write_row(1 + number, 1, [number, f"改修 {number}", "東都ソフト㈱", 1200 * number])
            sheet.write_datetime(1 + number, 5, date(2026, 10, number), day)
            sheet.write(1 + number, 6, 50, plain)
        sheet.write(5, 1, 4)
        sheet.write(6, 1, 5)
    return path


def test_another_offices_ledger_keeps_its_units_its_percents_and_its_numbers(tmp_path):
    path = a_foreign_ledger(tmp_path / "発注.xlsx")
    book = open_workbook(path, as_of=D, run_day=D)
    order = next(iter(book.orders))
    with book.edit() as changes:
        changes.set(order, ordered=3_450_500, probability=Decimal("1.2"))
        after = changes.after()
    grid = open_grids(path).grid("発注管理表")
    assert (grid.value(3, 5), grid.value(3, 7)) == (3450.5, 120)
    assert values_of(open_workbook(path, as_of=D, run_day=D).project.records) == values_of(after.records)


def a_ledger_that_marks_only_what_is_done(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("課題一覧")
        sheet.write_row(0, 0, ["No", "課題内容", "担当者", "状況"])
        for number, mark in enumerate(["済", "", "済", ""], 1):
            sheet.write_row(number, 0, [number, f"課題 {number}", "佐藤", mark])
    return path


def test_a_new_row_of_a_ledger_that_marks_only_what_is_done_leaves_the_mark_blank(tmp_path):
    path = a_ledger_that_marks_only_what_is_done(tmp_path / "課題.xlsx")
    with opened(path).edit() as changes:
        new = changes.append(Issue(title="新しい課題", owner="鈴木"))
        assert (new.id, new.status) == ("5", "未着手")
        with pytest.raises(BadChange, match="空欄の行の意味が変わります"):
            changes.append(Issue(title="もう一つ", owner="鈴木", status="対応中"))
        with pytest.raises(BadChange, match="「期限」の列がない"):
            changes.append(Issue(title="もう一つ", owner="鈴木", due_on=D))
        after = changes.after()
    again = opened(path)
    assert [issue.status for issue in again.issues] == ["完了", "未着手", "完了", "未着手", "未着手"]
    assert values_of(again.project.records) == values_of(after.records)


def a_value(column: Column, names: dict[Kind, list[str]]) -> st.SearchStrategy[object]:
    """Anything a cell of this column may be given."""
    days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
    texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
    kinds = {
        Kind.DATE: days,
        Kind.MONTH: days,
        Kind.MONEY: st.integers(-(10**12), 10**12),
        Kind.INT: st.integers(-(10**9), 10**9),
        Kind.NUMBER: st.decimals(-(10**6), 10**6, places=3),
        Kind.PERCENT: st.decimals(0, 3, places=4),
        Kind.FLAG: st.booleans(),
        Kind.REFS: st.lists(st.sampled_from(["QA-001", "SYS-001", "会員基盤", "ほか 1"]), max_size=3).map(
            tuple
        ),
    }
    known = names.get(column.kind)
    return st.none() | (st.sampled_from(known) if known else kinds.get(column.kind, texts))


@st.composite
def some_changes(draw: st.DrawFn, book) -> list[tuple[Record, dict[str, object]]]:
    """Rows of the workbook with new values for some of their fields."""
    names = {
        Kind.PERSON: ["鈴木一郎", "佐藤 花子様", "だれか", "田中 美咲、鈴木 一郎"],
        Kind.SYSTEM: ["会員 基盤", "よその系"],
        Kind.VENDOR: ["㈱東都ソフト", "港システムズ"],
        Kind.CHOICE: ["完了", "対 応 中", "知らない言葉"],
        Kind.REF: ["BUD-001", "ord-3"],
    }
    rows = [row for sheet in SHEETS for row in book.of(sheet) if sheet.sheet.prefix]
    found = []
    for row in draw(st.lists(st.sampled_from(rows), max_size=6, unique_by=id)):
        free = [n for n, c in row.columns.items() if not c.is_derived and n not in ("id", "name")]
        fields = draw(st.lists(st.sampled_from(free), max_size=8, unique=True))
        found.append((row, {name: draw(a_value(row.columns[name], names)) for name in fields}))
    return found


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_whatever_is_changed_the_file_reads_as_the_changes_say(small, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台帳.xlsx"
        path.write_bytes(small)
        book = opened(path)
        changes = begin(book)
        for record, values in data.draw(some_changes(book)):
            try:
                changes.set(record, **values)
            except BadChange:
                continue
        for _ in range(data.draw(st.integers(0, 3))):
            changes.append(Issue(**NEW_ISSUE))
        after = changes.after()
        apply(changes, book.source.editor())
        again = opened(path)
    assert values_of(again.project.records) == values_of(after.records)
    for sheet in SHEETS:
        for record in again.of(sheet):
            for name, column in sheet.columns.items():
                if column.is_derived and sheet is not Task:
                    assert getattr(record, name) == derived_value(record, name, again.project), (record, name)


def test_ten_thousand_changes_are_made_in_a_moment(path):
    book = opened(path)
    rows = random.Random(1).choices(list(book.issues), k=10_000)
    with book.edit() as changes:
        for row in rows:
            changes.set(row, title="同じ題")
    assert {row.title for row in opened(path).issues} == {"同じ題"}


def test_a_long_text_keeps_the_indentation_of_its_first_line(path):
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.spec_changes["CHG-001"], after="　一字下げ\r\n次の行\n")
    assert opened(path).spec_changes["CHG-001"].after == "一字下げ\n次の行"
    place = begin(book := opened(path)).cells.place_of(book.spec_changes["CHG-001"], "after")
    assert open_grids(path).grid(place.title).value(place.row, place.column) == "　一字下げ\n次の行"
    assert isinstance(book.spec_changes["CHG-001"], SpecChange)
