"""What staff do to a workbook of ours changes no finding other than those it causes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from pmo_xl.operations.book import open_workbook
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.grid import open_grids
from tests.sample.maker.clean import clean_records
from tests.sample.maker.story import Story

AS_OF, LATER = date(2026, 11, 30), date(2027, 1, 29)


@dataclass
class Tab:
    """A tab on its way from one workbook to another: its heading, the rows below, the title rows above."""

    title: str
    heading: list
    rows: list
    above: int = 0

    def column(self, label):
        return self.heading.index(label)


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    path = tmp_path_factory.mktemp("ours") / "台帳.xlsx"
    write_workbook(path, clean_records(Story(seed=7, scale=0.3, as_of=AS_OF)), run_day=AS_OF)
    return path


@pytest.fixture(scope="module")
def untouched(ours, tmp_path_factory):
    return findings(saved_again(ours, tmp_path_factory.mktemp("as is") / "台帳.xlsx", lambda tab: None))


def saved_again(ours: Path, path: Path, edit: Callable[[Tab], None]) -> Path:
    """The workbook's values and Excel tables after the edit, in a new file."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for grid in open_grids(ours):
            if not grid.tables:
                continue
            table = grid.tables[0]
            top, left = table.ref.first_row - grid.first_row, table.ref.first_column - grid.first_column
            cells = [list(row[left : left + len(table.columns)]) for row in grid.rows[top:]]
            tab = Tab(grid.title, cells[0], cells[1:])
            edit(tab)
            sheet = book.add_worksheet(tab.title)
            for number, row in enumerate(tab.rows, tab.above + 1):
                for column, value in enumerate(row):
                    is_day = isinstance(value, date | datetime)
                    write = sheet.write_datetime if is_day else sheet.write
                    write(number, column, value, *([day] if is_day else []))
            columns = [{"header": label} for label in tab.heading]
            end = tab.above + max(1, len(tab.rows))
            sheet.add_table(
                tab.above, 0, end, len(tab.heading) - 1, {"name": table.display_name, "columns": columns}
            )
            for row in range(tab.above):
                sheet.write_string(row, 0, f"{tab.title} {row + 1}")
    return path


def findings(path):
    report = open_workbook(path, as_of=LATER, run_day=LATER).check()
    assert not report.failed_rules, report.failed_rules
    return {(f.rule, f.sheet, f.row_id, f.column, f.severity) for f in report.findings}


def insert_a_column(tab):
    tab.heading.insert(3, "社内メモ")
    for row in tab.rows:
        row.insert(3, "済" if row[0] else "")


def reverse_the_columns(tab):
    width = len(tab.heading)
    tab.heading.reverse()
    tab.rows = [list(reversed([*row, *([""] * (width - len(row)))])) for row in tab.rows]


def reword_the_headings(tab):
    words = {
        "件名": "タイトル", "期限": "対応期限", "担当": "担当者", "回答期限": "回答希望日", "状態": "ステータス",
        "作業名": "タスク名", "発注先": "ベンダー", "予定開始": "開始予定日", "課題ID": "No.", "氏名": "名前",
    }  # fmt: skip
    tab.heading[:] = [words.get(label, label) for label in tab.heading]


def add_title_rows(tab):
    tab.above = 2


def sort_the_rows(tab):
    tab.rows.reverse()


def put_blank_rows_between(tab):
    tab.rows = [line for row in tab.rows for line in (row, [])]


def rename_the_tabs(tab):
    names = {
        "課題管理表": "課題一覧",
        "QA表": "QA台帳",
        "マスタスケジュール": "WBS",
        "検収支払": "支払管理表",
    }
    tab.title = names.get(tab.title, tab.title)


def write_units_and_breaks_into_headings(tab):
    tab.heading[:] = [
        f"{label[:1]}\n{label[1:]}（必須）" if label in ("期限", "状態") else label for label in tab.heading
    ]


EDITS = (
    insert_a_column,
    reverse_the_columns,
    reword_the_headings,
    add_title_rows,
    sort_the_rows,
    put_blank_rows_between,
    rename_the_tabs,
    write_units_and_breaks_into_headings,
)


def test_there_is_something_to_find(untouched):
    assert len(untouched) > 20


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_of_the_layout_changes_no_finding(edit, ours, untouched, tmp_path):
    assert findings(saved_again(ours, tmp_path / "台帳.xlsx", edit)) == untouched


def test_dates_typed_as_text_change_no_finding(ours, untouched, tmp_path):
    def as_text(tab):
        for row in tab.rows:
            row[:] = [
                f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value
                for value in row
            ]

    found = findings(saved_again(ours, tmp_path / "台帳.xlsx", as_text))
    assert {finding for finding in found ^ untouched if finding[0] != "DAT008"} == set()


def test_a_column_removed_takes_only_what_needs_it(ours, untouched, tmp_path):
    def without_the_due_date(tab):
        if tab.title == "課題管理表":
            place = tab.column("期限")
            del tab.heading[place]
            for row in tab.rows:
                del row[place : place + 1]

    found = findings(saved_again(ours, tmp_path / "台帳.xlsx", without_the_due_date))
    assert ("DAT001", "課題管理表", None, "期限") in {finding[:4] for finding in found}
    assert not {finding for finding in found if finding[0] == "ISS001"}
