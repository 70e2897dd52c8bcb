"""The exchange from Python: every call that its page for engineers writes gives what it says (docs/reference/exchange-cases.md)."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pmo_xl
from pmo_xl.errors import BadChange, BadOption, RefusedEdit
from pmo_xl.model.issue import Issue
from pmo_xl.operations.book import Book
from tests.operations.test_hand_out import DUE, ledger, question
from tests.operations.test_lessons import a_project, lesson
from tests.operations.test_upgrade import a_copy, headings, renamed
from tests.support.master import D, opened, small_book

ROW = {
    "#": "7",
    "題名": "会員統合で重複が残る",
    "ステータス": "進行中",
    "トラッカー": "バグ",
    "期日": "2026-12-04",
}
CSV = "\n".join((",".join(ROW), ",".join(ROW.values()))).encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_book(tmp_path)


def edited(path: Path, folder: Path, row_id: str, **values: Any) -> Path:
    folder.mkdir(exist_ok=True)
    copy = Path(shutil.copy(path, folder / path.name))
    with opened(copy).edit() as changes:
        changes.set(row_id, **values)
    return copy


def test_rows_are_imported_from_a_path_bytes_a_frame_and_mappings_alike(path: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    file = tmp_path / "チケット.csv"
    file.write_bytes(CSV)
    book, told = opened(path), []
    for source in (file, CSV, pandas.DataFrame([ROW]), [ROW]):
        plan = book.import_rows(source, tool="redmine")
        told.append([(row.title, row.theirs[0].values["due_on"]) for row in plan.of("new")])
        assert len(plan.rows) >= 1 and ROW["題名"] in plan._repr_html_() and len(plan.to_frame())
    assert told == [[(ROW["題名"], date(2026, 12, 4))]] * 4
    source = pmo_xl.read_source(file)
    assert source.tool == "redmine" and "題名" in source.columns
    assert len(source.rows) == 1 and isinstance(source.remarks, tuple)


def test_copies_are_merged_by_what_a_person_decides(path: Path, tmp_path: Path) -> None:
    base = Path(shutil.copy(path, tmp_path / "元.xlsx"))
    copy = edited(path, tmp_path / "写し", "ISS-001", owner="鈴木 一郎")
    with opened(path).edit() as changes:
        changes.set("ISS-001", owner="高橋 次郎")
    plan = opened(path).merge([copy], base=base)
    assert [row.row_id for row in plan.of("conflict")] == ["ISS-001"]
    assert [each for each in plan.changes.preview() if each.kind == "value"] == []
    plan.decide("ISS-001", "担当", "source")
    assert isinstance(plan.check(), pmo_xl.ChangeCheck)
    assert isinstance(plan.apply(), pmo_xl.SaveReport)
    assert opened(path).issues["ISS-001"].owner == "鈴木 一郎"


def test_rows_are_handed_out_and_collected_and_reminded_of(tmp_path: Path) -> None:
    path = ledger(tmp_path, questions=[question(n, "会員基盤", due_on=date(2026, 11, 20)) for n in (1, 2)])
    handed = opened(path).hand_out(
        "QA表", by="取引先", to=(), only_open=True, due_on=DUE, folder=tmp_path / "配布"
    )
    assert handed and all(isinstance(each, pmo_xl.HandOut) for each in handed)
    back = opened(path).collect([tmp_path / "配布" / str(handed[0].file)])
    assert {row.sheet.sheet.label for row in back.of("changed")} == {"配布記録"}, "nobody has answered"
    assert not back.of("conflict")
    found = opened(path).reminders(within=7)
    assert len(found) == len({each.name for each in found}) > 0
    assert all(each.items and each.subject and each.text for each in found)
    assert {each.is_vendor for each in found} <= {True, False} and hasattr(found[0], "mail")


@pytest.mark.slow
def test_an_upgrade_is_looked_at_decided_foretold_and_then_written_once(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=renamed("対応方針", "方針"))
    before = path.read_bytes()
    plan = opened(path).upgrade()
    assert plan.rows == plan.steps and plan.saved is None
    plan.decide("要件一覧", "優先度", "source")
    plan.decide("課題管理表", "方針", "source")
    plan.decide("課題管理表", "方針", "book")
    for sheet, target, choice in (("要件一覧", "優先順位", "source"), ("要件一覧", "優先度", "both")):
        with pytest.raises(BadOption):
            plan.decide(sheet, target, choice)
    assert {each.id.split("/")[0] for each in plan.check("DAT013").gone} == {"DAT013"}
    assert path.read_bytes() == before
    assert isinstance(plan.apply(), pmo_xl.SaveReport)
    assert "優先度" in headings(path, "要件一覧") and "方針" in headings(path, "課題管理表")
    with pytest.raises(RefusedEdit, match="もう書き込みました"):
        plan.apply()
    with pytest.raises(BadOption):
        plan.of("conflict")


def test_an_upgrade_that_was_looked_at_before_somebody_saved_is_not_written(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    plan = opened(path).upgrade()
    made = openpyxl.load_workbook(path)
    made.save(path)
    before = path.read_bytes()
    with pytest.raises(RefusedEdit):
        plan.apply()
    assert path.read_bytes() == before


def test_with_a_base_only_what_the_new_side_did_is_told_and_the_rest_is_counted(
    path: Path, tmp_path: Path
) -> None:
    ours = edited(path, tmp_path / "佐藤", "ISS-001", owner="鈴木 一郎")
    with opened(ours).edit() as changes:
        changes.append(Issue(title="佐藤の写しだけの課題"), incomplete=True)
    theirs = edited(path, tmp_path / "鈴木", "ISS-005", priority="低")
    whole = pmo_xl.diff(ours, theirs, as_of=D, run_day=D)
    assert {each.row_id for each in whole.items} > {"ISS-001", "ISS-005"}
    found = pmo_xl.diff(ours, theirs, base=path, as_of=D, run_day=D)
    assert [(each.row_id, each.column) for each in found.items] == [("ISS-005", "優先度")]
    left = len(whole.items) - 1
    assert any(f"{left} 件は挙げていません" in each for each in found.remarks)
    same = pmo_xl.diff(path, theirs, base=path, as_of=D, run_day=D)
    assert [each.row_id for each in same.items] == ["ISS-005"] and not any(
        "挙げて" in r for r in same.remarks
    )


def test_a_next_project_and_its_lessons(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "案件"
    folder.mkdir()
    a_project(folder, "甲", lesson())
    pmo_xl.lessons([folder], tmp_path / "教訓集.xlsx")
    made = pmo_xl.new_workbook(
        tmp_path / "次.xlsx",
        profile="full",
        source=path,
        start=date(2027, 4, 1),
        wbs=True,
        lessons=tmp_path / "教訓集.xlsx",
    )
    assert [each.name for each in opened(made).members] == [each.name for each in opened(path).members]
    assert len(opened(made).tasks) > 0


def test_edits_are_looked_at_before_they_are_written(path: Path) -> None:
    book, before = opened(path), path.read_bytes()
    with book.edit(apply=False, wait=10) as changes:
        changes.set("ISS-001", owner="鈴木 一郎")
        changes.append(Issue(title="担当は後で決める"), incomplete=True)
        changes.upsert(
            Issue(title="上流の課題", external_ids="redmine:7"), key="external_ids", incomplete=True
        )
        preview = changes.preview()
        assert {"value", "new_row"} <= {each.kind for each in preview}
        assert {each.row_id for each in preview if each.column == "担当"} >= {"ISS-001"}
        assert preview[0].sheet and preview[0].cell and preview[0].blocked in (None, "")
        assert changes.check(rules=()).kept and changes.report is None
        assert "鈴木 一郎" in repr(changes) and "鈴木 一郎" in changes._repr_html_()
        with pytest.raises(BadChange, match="優先度"):
            changes.set("ISS-001", priority="とても高")
    assert path.read_bytes() == before
    with opened(path).edit(new_words=True) as changes:
        changes.set("ISS-001", priority="とても高")
    assert changes.report and opened(path).issues["ISS-001"].priority == "とても高"


def test_rows_added_together_come_all_or_not_at_all_and_every_problem_is_told(path: Path) -> None:
    new = {"kind": "課題", "raised_by": "佐藤 花子", "owner": "鈴木 一郎", "due_on": date(2026, 12, 10)}
    good = [Issue(title=title, priority="高", **new) for title in ("一つめ", "二つめ")]
    bad = [Issue(title="三つめ", priority="至急", **new), Issue(title="四つめ", priority="高")]
    before = len(opened(path).issues)
    with opened(path).edit() as changes:
        with pytest.raises(BadChange, match=r"至急.*ほか 1 件\(changes.problems\)"):
            changes.extend([*good, *bad])
        assert len(changes.problems) == 2 and "担当" in changes.problems[1]
        added = changes.extend(good)
        assert changes.problems == () and len({row.id for row in added}) == 2
    rows = opened(path).issues
    assert len(rows) == before + 2 and [rows[str(row.id)].title for row in added] == ["一つめ", "二つめ"]


def test_own_columns_are_read_and_written_by_their_headings(path: Path) -> None:
    made = openpyxl.load_workbook(path)
    sheet = made["課題管理表"]
    at = sheet.max_column + 1
    sheet.cell(3, at).value = "Redmine番号"
    table = sheet.tables["課題管理表"]
    table.ref = (
        f"A3:{sheet.cell(3, at).column_letter}{table.ref.split(':')[1].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    )
    table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=at, name="Redmine番号"))
    sheet.cell(4, at).value = "1200"
    made.save(path)
    book: Book = opened(path)
    assert [each.heading for each in book.own_columns["課題管理表"]] == ["Redmine番号"]
    assert book.issues["ISS-001"].extra["Redmine番号"] == "1200"
    with book.edit() as changes:
        changes.set("ISS-001", extra={"Redmine番号": "1234"})
        changes.append(Issue(title="新しい課題", extra={"Redmine番号": "1235"}), incomplete=True)
    values = [each.extra["Redmine番号"] for each in opened(path).issues]
    assert values[0] == "1234" and values[-1] == "1235"
    pytest.importorskip("pandas")
    issues = opened(path).issues
    assert "Redmine番号" in issues.to_frame() and "Redmine番号" not in issues.to_frame(own=False)
    assert json.dumps(values)
