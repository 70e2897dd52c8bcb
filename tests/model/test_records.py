"""A row is small, frozen and whole: slots for its columns, checked where code gives the values, and the same as before."""

from __future__ import annotations

import inspect
import pickle
import pydoc
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

import pmo_xl
from pmo_xl.errors import BadChange
from pmo_xl.model.column import Kind, Money, Text, column, must
from pmo_xl.model.issue import Issue
from pmo_xl.model.record import Place, Record, Sheet, Table, Unread, _restored
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.task import Task
from pmo_xl.model.unchecked import unchecked_maker

TABLE = Table(Issue, "課題管理表", 6, {"title": 2})


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.sheet.label)
def test_a_row_keeps_nothing_but_its_columns_and_its_place(sheet: type[Record]) -> None:
    row = sheet()
    assert not hasattr(row, "__dict__")
    assert list(row.model_dump()) == ["place", *sheet.columns]
    assert all(getattr(row, name) == each.blank for name, each in sheet.columns.items())


def test_a_row_made_unchecked_is_the_row_made_of_the_same_values() -> None:
    values = {"title": "遅い", "due_on": date(2026, 11, 30), "systems": ("会員基盤",)}
    made = Issue.model_validate(values)
    place = Place(TABLE, 7, unread={"due_on": Unread("4月上旬", "日付として読めません")})
    again = unchecked_maker(Issue)(place, *(getattr(made, name) for name in Issue.columns))
    assert type(again) is Issue and again == made.model_copy(update={"place": place}) and again != made
    assert again.unread["due_on"].text == "4月上旬" and again.row == 7
    for act in (lambda: setattr(again, "title", ""), lambda: delattr(again, "title")):
        with pytest.raises(BadChange, match="代入では変えられません"):
            act()


def test_a_copy_with_other_values_leaves_the_row_as_it_was() -> None:
    row = Issue(title="遅い", status="対応中")
    assert row.model_copy(update={"status": "完了"}).status == "完了" and row.status == "対応中"
    with pytest.raises(BadChange, match="課題管理表に stauts という項目はありません"):
        row.model_copy(update={"stauts": "完了"})
    with pytest.raises(BadChange, match="place は渡せません"):
        Issue(title="遅い", place=7)  # type: ignore[arg-type]


def test_what_json_holds_becomes_what_the_fields_hold() -> None:
    told = {
        "planned_start": "2026-11-02",
        "progress": "0.5",
        "predecessors": ["WBS-001"],
        "planned_effort": 3,
    }
    task = Task.model_validate(told)
    assert (task.planned_start, task.progress) == (date(2026, 11, 2), Decimal("0.5"))
    assert task.predecessors == ("WBS-001",) and task.planned_effort == Decimal(3)
    with pytest.raises(BadChange, match="「進捗率」に"):
        Task.model_validate(told | {"progress": "はんぶん"})


def test_a_row_pickled_before_a_column_was_added_is_blank_there() -> None:
    row = Issue(title="遅い", systems=("会員基盤",))
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301
    older = {name: value for name, value in row.model_dump().items() if name not in ("cause", "tasks")}
    assert _restored(Issue, older) == row


def test_its_repr_names_every_field() -> None:
    assert repr(Issue(title="遅い")).startswith("Issue(place=None, id=None, kind=None, title='遅い', ")


def test_help_shows_the_columns_as_a_table() -> None:
    shown = pydoc.render_doc(pmo_xl.Issue, renderer=pydoc.plaintext)
    lines = [line.strip(" |") for line in shown.splitlines()]
    assert any(line.split() == ["field", "holds", "need", "column"] for line in lines)
    for name, each in Issue.columns.items():
        assert [line for line in lines if line.startswith(name) and f"{each.label}: {each.help}" in line], (
            name
        )
    assert list(inspect.signature(Issue).parameters) == [*Issue.columns, "extra"]


def test_a_sheet_may_be_declared_under_the_annotations_of_the_future() -> None:
    class Bill(Record):
        """A bill."""

        sheet = Sheet("請求一覧", collection="bills")
        title: Text = column("件名", must, help="何の請求か。")
        amount: Money = column("金額", help="税抜の円。")

    assert [each.kind for each in Bill.columns.values()] == [Kind.TEXT, Kind.MONEY]
    assert Bill.must_fields == ("title",) and Bill(amount=5).amount == 5


def test_a_check_does_not_import_what_only_given_values_need(tmp_path) -> None:
    code = "import pmo_xl.operations.check, sys; print('pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
