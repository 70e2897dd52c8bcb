"""collect: answers come back into the ledger three-way, whatever was done to the file; nothing else comes with them."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.setting import Setting
from pmo_xl.operations.book import Book
from tests.operations.test_hand_out import AKEBONO, DUE, MINATO, handed, ledger, question
from tests.support.libreoffice import SOFFICE
from tests.support.master import opened

Edits = Mapping[str, Mapping[str, Any]]
FULL = {"回答": "桁数は12桁", "回答者": "山田 奈々", "回答日": date(2026, 11, 28), "仕様反映要否": "不要"}


def grid_of(path: Path, tab: str) -> tuple[Any, Any, int, dict[str, int]]:
    workbook = load_workbook(path, keep_vba=False)
    sheet = workbook[tab]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "照合" for cell in row))
    return workbook, sheet, head[0].row, {cell.value: cell.column for cell in head if cell.value}


def answer(path: Path, edits: Edits, name: str = "返信.xlsx", tab: str = "QA表",
           also: Callable[[Any, Any, int, dict[str, int]], None] | None = None) -> Path:  # fmt: skip
    """The file as its reader sends it back. edits: by row ID (+1 …: the blank rows), by heading."""
    workbook, sheet, head, columns = grid_of(path, tab)
    ids = {
        sheet.cell(row, 1).value: row
        for row in range(head + 1, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    }
    first_new = head + 1 + len(ids)
    for row_id, cells in edits.items():
        row = first_new + int(row_id) - 1 if row_id.startswith("+") else ids[row_id]
        for label, value in cells.items():
            sheet.cell(row, columns[label]).value = value
    if also:
        also(workbook, sheet, head, columns)
    back = path.parent.parent / "返信" / name
    back.parent.mkdir(exist_ok=True)
    workbook.save(back)
    return back


@pytest.fixture
def given(tmp_path: Path) -> tuple[Path, Path]:
    """A ledger of three questions, and the file that went to their vendor."""
    path = ledger(tmp_path, questions=[question(n, "会員基盤") for n in (1, 2, 3)])
    return path, handed(opened(path), tmp_path / "配布")[AKEBONO]


def told(book: Book, *files: Path, **more: Any) -> list[tuple[str, str | None, str, str]]:
    return [
        (i.what, i.row_id, i.column, i.after)
        for i in book.collect(list(files), **more).items
        if i.sheet != "配布記録"
    ]


WRITTEN = [("変更", "QA-001", label, after) for label, after in
           (("回答", "桁数は12桁"), ("回答者", "山田 奈々"), ("回答日", "2026/11/28"), ("仕様反映要否", "不要"),
            ("状態", "回答済"))]  # fmt: skip


def test_c1_a_file_under_another_name_is_known_and_written(given):
    path, file = given
    back = answer(file, {"QA-001": FULL}, "Re_QA表 最新(3).xlsx")
    assert told(opened(path), back) == WRITTEN
    made = opened(path).collect(back)
    made.apply()
    row = opened(path).questions["QA-001"]
    assert (row.answer, row.answered_by, row.status) == ("桁数は12桁", "山田 奈々", "回答済")
    (record,) = opened(path).handed_out
    assert (record.rows_answered, record.unanswered, record.status) == (1, "QA-002、QA-003", "一部回収")


def test_collecting_twice_is_collecting_once(given):
    path, file = given
    back = answer(file, {"QA-001": FULL, "+1": {"件名": "再送の間隔", "質問": "何分か"}})
    opened(path).collect(back).apply()
    before = path.read_bytes()
    again = opened(path).collect(back)
    assert again.is_done and not len(again.changes)
    again.apply()
    assert path.read_bytes() == before


def test_an_answer_taken_back_on_both_sides_is_none_from_the_first_collecting_on(given):
    path, file = given
    opened(path).collect(answer(file, {"QA-001": {"回答": "桁数は12桁"}})).apply()
    with opened(path).edit() as changes:
        changes.set("QA-001", answer=None)
    back = answer(file, {"QA-001": {"回答": None}})
    opened(path).collect(back).apply()
    (record,) = opened(path).handed_out
    assert (record.rows_answered, record.unanswered) == (0, "QA-001、QA-002、QA-003")
    assert opened(path).collect(back).is_done


@pytest.mark.parametrize("choice", ["source", "book"])
def test_an_answer_taken_back_by_decision_is_none_in_the_record_at_once(given, choice, capsys):
    """Whoever decides, by --take or in Python: 配布記録 is written with the decision, not with the next collecting."""
    path, file = given
    opened(path).collect(answer(file, {"QA-001": {"回答": "桁数は12桁"}})).apply()
    back = answer(file, {"QA-001": {"回答": None}})
    said = ["collect", str(path), str(back), "--as-of", "2026-11-30", "--apply"]
    if choice == "source":
        assert main([*said, "--take", "QA表/QA-001/回答"]) == 0
        assert "未回答" in capsys.readouterr().out
    else:
        made = opened(path).collect(back)
        assert made.hand_outs[0].answered == 1
        made.decide("QA-001", "回答", choice)
        assert made.hand_outs[0].answered == 0
        made.apply()
    book = opened(path)
    (record,) = book.handed_out
    assert book.questions["QA-001"].answer == (None if choice == "source" else "桁数は12桁")
    assert (record.rows_answered, record.unanswered) == (0, "QA-001、QA-002、QA-003")
    assert opened(path).collect(back).is_done


def test_c2_without_property_protection_and_with_dates_as_text_it_is_the_same(given):
    path, file = given

    def as_google(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        workbook.custom_doc_props.props.clear()
        sheet.protection.sheet = False
        sheet.title = "シート1"
        sheet.cell(head + 1, columns["回答日"]).value = "2026/11/28"

    assert told(opened(path), answer(file, {"QA-001": FULL}, also=as_google)) == WRITTEN


def test_c3_sorted_rows_and_an_added_column_change_nothing_and_the_column_is_named(given):
    path, file = given

    def sorted_down(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1, max_row=head + 3)]
        for at, row in enumerate(reversed(rows), start=head + 1):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column).value = value
        sheet.cell(head, len(columns) + 1).value = "社内メモ"
        workbook.move_sheet(sheet, -1)

    back = answer(file, {"QA-001": FULL}, also=sorted_down)
    assert told(opened(path), back) == WRITTEN
    assert opened(path).collect(back).unused_columns == (f"社内メモ({back.name})",)


def test_c4_a_changed_locked_cell_is_ignored_and_told(given):
    path, file = given
    made = opened(path).collect(answer(file, {"QA-002": {"回答期限": date(2026, 12, 25)}}))
    assert [(i.row_id, i.text, i.reason) for i in made.ignored] == [
        ("QA-002", "2026/12/25", "渡した欄ではありません")
    ]
    assert "QA-002" not in {line.row_id for line in made.items}


def test_c5_ids_written_over_by_fill_down_are_doubtful(given):
    path, file = given

    def filled_down(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        for at in (1, 2, 3):
            sheet.cell(head + at, 1).value = "QA-002"

    made = opened(path).collect(answer(file, {"QA-001": FULL}, also=filled_down))
    assert {line.what for line in made.items if line.sheet == "QA表"} == {"要確認"}
    assert not [write for write in made.changes.fields.values() if write.record.sheet.label == "QA表"]
    assert made.is_open


def test_c6_a_file_of_another_project_is_unknown_and_nothing_is_written(tmp_path, given, capsys):
    path, _ = given
    other = ledger(tmp_path / "別", questions=[question(1, "会員基盤")])
    before = path.read_bytes()
    rename_project(other)
    foreign = answer(handed(opened(other), tmp_path / "別" / "配布2")[AKEBONO], {"QA-001": FULL})
    assert main(["collect", str(path), str(foreign), "--as-of", "2026-11-30", "--apply"]) == 3
    assert "ほかの案件の配布です" in capsys.readouterr().out and path.read_bytes() == before


def rename_project(path: Path) -> None:
    workbook = load_workbook(path)
    workbook["設定"]["B2"].value = "別の案件"
    workbook.save(path)


def test_c7_a_formula_counts_for_its_stored_value_and_is_marked(given):
    path, file = given
    back = answer(file, {"QA-001": {"回答": "=[1]外部!A1"}})
    with_result(back, "桁数は12桁")
    (line, *_) = [i for i in opened(path).collect(back).items if i.column == "回答"]
    assert line.after == "桁数は12桁" and "数式でした" in line.reason


def with_result(path: Path, value: str) -> None:
    """Give the only formula of a workbook a stored result, as Excel would."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, data in parts.items():
        if b"<f>" in data:
            text = data.decode()
            start = text.rindex("<c ", 0, text.index("<f>"))
            end = text.index("</c>", start)
            cell = text[start:end].replace("<c ", '<c t="str" ', 1).replace(' t="s"', "")
            cell = cell.split("<v")[0] + f"<v>{value}</v>"
            parts[name] = (text[:start] + cell + text[end:]).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_c8_what_was_answered_here_meanwhile_is_the_same_or_a_conflict(given):
    path, file = given
    with opened(path).edit() as changes:
        changes.set(opened_row(changes, "QA-001"), answer="桁数は12桁")
        changes.set(opened_row(changes, "QA-002"), answer="こちらの答え")
    back = answer(file, {"QA-001": {"回答": "桁数は12桁"}, "QA-002": {"回答": "相手の答え"}})
    lines = [line for line in told(opened(path), back) if line[2] == "回答"]
    assert lines == [("衝突", "QA-002", "回答", "(書かない)")]


def opened_row(changes: Any, row_id: str) -> Any:
    return next(row for row in changes.before.questions if row.id == row_id)


def test_c9_a_second_return_with_more_answers_brings_those_alone(given):
    path, file = given
    opened(path).collect(answer(file, {"QA-001": FULL})).apply()
    more = {"QA-001": FULL, "QA-002": {"回答": "二つ目"}, "QA-003": {"回答": "三つ目"}}
    lines = told(opened(path), answer(file, more, "返信2.xlsx"))
    assert [line[1:3] for line in lines] == [
        ("QA-002", "回答"),
        ("QA-002", "状態"),
        ("QA-003", "回答"),
        ("QA-003", "状態"),
    ]


def test_c10_an_untouched_return_is_recorded_as_back_and_unanswered(given):
    path, file = given
    made = opened(path).collect(file)
    (back,) = made.hand_outs
    assert (back.answered, back.unanswered) == (0, ("QA-001", "QA-002", "QA-003"))
    made.apply()
    (record,) = opened(path).handed_out
    assert (record.collected_on, record.status, record.rows_answered) == (date(2026, 11, 30), "一部回収", 0)


def test_c11_with_the_base_lost_the_fingerprint_tells_that_the_book_is_as_it_was(given):
    path, file = given
    shutil.rmtree(path.parent / ".pmo_xl" / "exchange")
    with opened(path).edit() as changes:
        changes.set(opened_row(changes, "QA-002"), answer="こちらの答え")
    back = answer(file, {"QA-001": FULL, "QA-002": {"回答": "相手の答え"}})
    lines = told(opened(path), back)
    assert lines[:5] == WRITTEN
    assert ("衝突", "QA-002", "回答", "(書かない)") in lines


def test_c12_both_ends_of_an_interface_are_heard_apart(tmp_path):
    usual = {"change_kind": "新規", "design_due_on": DUE, "status": "未着手"}
    row = Interface.model_validate(
        usual | {"id": "IF-001", "title": "会員連携", "source": "会員基盤", "target": "決済連携"}
    )
    path = ledger(tmp_path, interfaces=[row])
    found = handed(opened(path), tmp_path / "配布", "IF一覧", "システム")
    yes = answer(
        found["会員基盤"], {"IF-001": {"該当": "○", "希望日": date(2026, 12, 20)}}, "元.xlsx", "IF一覧"
    )
    no = answer(found["決済連携"], {"IF-001": {"該当": "×", "希望日": date(2027, 1, 8)}}, "先.xlsx", "IF一覧")
    made = opened(path).collect([yes, no])
    assert made.doubts == ("IF-001 会員連携: 接続先「決済連携」は該当なし(×)と答えました。",) and made.is_open
    made.apply()
    after = opened(path).interfaces["IF-001"]
    assert after.reported_by == ("会員基盤",)
    assert (after.wish_source_on, after.wish_target_on) == (date(2026, 12, 20), date(2027, 1, 8))


def test_shared_fields_that_both_ends_answer_differently_are_a_conflict(tmp_path):
    usual = {"change_kind": "新規", "design_due_on": DUE, "status": "未着手"}
    row = Interface.model_validate(
        usual | {"id": "IF-001", "title": "会員連携", "source": "会員基盤", "target": "決済連携"}
    )
    path = ledger(tmp_path, interfaces=[row])
    found = handed(opened(path), tmp_path / "配布", "IF一覧", "システム")
    files = [
        answer(found[name], {"IF-001": {"該当": "○", "方式": method}}, f"{name}.xlsx", "IF一覧")
        for name, method in (("会員基盤", "API"), ("決済連携", "ファイル"))
    ]
    for order in (files, files[::-1]):
        (line,) = [i for i in opened(path).collect(order).items if i.column == "方式"]
        assert line.what == "衝突" and "API" in line.other and "ファイル" in line.other
    made = opened(path).collect(files)
    made.apply()
    assert set(opened(path).interfaces["IF-001"].reported_by) == {"会員基盤", "決済連携"}
    assert opened(path).interfaces["IF-001"].method is None
    made = opened(path).collect(files)
    made.decide("IF-001", "方式", made.of("conflict")[0].fields[-1].others[0][0])
    made.apply()
    assert opened(path).interfaces["IF-001"].method == "API"
    assert opened(path).collect(files).is_done  # decided once, and not asked again


def test_a_wished_date_never_moves_the_due_date_by_itself(given):
    path, file = given
    back = answer(file, {"QA-002": {"希望期限": date(2026, 12, 25)}})
    made = opened(path).collect(back)
    (line,) = [i for i in made.items if i.column == "回答期限"]
    assert (line.what, line.reason) == ("要確認", "期限 2026/12/07 → 2026/12/25 の希望")
    made.decide("QA-002", "回答期限", "source")
    made.apply()
    after = opened(path).questions["QA-002"]
    assert after.due_on == date(2026, 12, 25)
    assert after.remarks == f"社内の備考2\n11/30 {AKEBONO}: 期限 2026/12/25 を希望(H20261130-01)"


def test_a_vendors_note_goes_to_the_top_of_the_history_and_a_vendor_closes_nothing(tmp_path):
    issue = Issue(id="ISS-001", kind="課題", title="性能", status="対応中", owner="山田 奈々",
                  progress_notes="11/20 調査を始めた", due_on=DUE)  # fmt: skip
    path = ledger(tmp_path, issues=[issue])
    file = handed(opened(path), tmp_path / "配布", "課題管理表", "担当")["山田 奈々"]
    back = answer(file, {"ISS-001": {"追記": "原因が分かりました", "状態": "完了"}}, tab="課題管理表")
    made = opened(path).collect(back)
    (line,) = [i for i in made.items if i.column == "状態" and i.sheet == "課題管理表"]
    assert line.what == "要確認" and "対応中・確認待ち だけを受け取ります" in line.reason
    made.apply()
    after = opened(path).issues["ISS-001"]
    assert after.progress_notes == "11/30 山田 奈々: 原因が分かりました\n11/20 調査を始めた"
    assert after.status == "対応中"


@pytest.mark.parametrize(("choice", "status"), [(None, "未着手"), ("source", "完了"), ("book", "未着手")])
def test_a_new_row_of_a_vendor_does_not_begin_closed_unless_somebody_decides(tmp_path, choice, status):
    issue = Issue(id="ISS-001", kind="課題", title="性能", status="対応中", owner="山田 奈々")
    path = ledger(tmp_path, issues=[issue])
    file = handed(opened(path), tmp_path / "配布", "課題管理表", "担当")["山田 奈々"]
    new = {
        "+1": {"件名": "ログの容量が足りない", "状態": "完了"},
        "+2": {"件名": "接続が切れる", "状態": "Doing"},
    }
    made = opened(path).collect(answer(file, new, tab="課題管理表"))
    (line,) = [i for i in made.items if i.column == "状態" and i.sheet == "課題管理表"]
    assert (line.what, line.other) == ("要確認", "完了")
    assert "対応中・確認待ち だけを受け取ります" in line.reason and made.is_open
    if choice:
        made.decide("ログの容量が足りない", "状態", choice)
    made.apply()
    rows = {row.title: row for row in opened(path).issues}
    assert (rows["ログの容量が足りない"].status, rows["接続が切れる"].status) == (status, "対応中")
    assert "状態「完了」の申し出" in (rows["ログの容量が足りない"].remarks or "")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("必要", "要"), ("反映要", "要"), ("○", "要"), ("なし", "不要"), ("不必要", "不要"), ("✕要らない", None), ("要確認", None)],
)  # fmt: skip
def test_what_vendors_write_for_yes_and_no_is_read_and_nothing_is_guessed(given, typed, read):
    path, file = given
    made = opened(path).collect(answer(file, {"QA-001": FULL | {"仕様反映要否": typed}}))
    (line,) = [i for i in made.items if i.column == "仕様反映要否"]
    assert (line.what, line.after) == (("変更", read) if read else ("読めない", "(書かない)"))


def test_a_new_row_is_numbered_and_one_of_an_open_title_is_doubtful(given):
    path, file = given
    back = answer(
        file, {"+1": {"件名": "再送の間隔", "質問": "何分か"}, "+2": {"件名": "質問の件名3", "質問": "?"}}
    )
    made = opened(path).collect(back)
    assert [(i.what, i.title) for i in made.items if i.column == "(行)"] == [
        ("新規", "再送の間隔"),
        ("要確認", "質問の件名3"),
    ]
    made.apply()
    row = opened(path).questions["QA-004"]
    assert (row.title, row.asked_by, row.asked_on) == ("再送の間隔", "山田 奈々", date(2026, 11, 30))
    assert row.remarks == "H20261130-01 で追加"


def test_an_answer_below_the_rows_that_says_nothing_of_its_question_waits_for_a_person(given):
    path, file = given
    made = opened(path).collect(answer(file, {"+1": {"回答": "桁数は12桁"}}))
    (row,) = made.of("doubtful")
    assert "件名などがありません" in str(row.reason)
    made.apply()
    assert len(opened(path).questions) == 3


def test_rows_that_were_not_given_are_ignored(given, tmp_path):
    path, file = given

    def with_foreign(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        sheet.cell(head + 4, 1).value = "QA-099"
        sheet.cell(head + 4, columns["回答"]).value = "乗っ取り"

    made = opened(path).collect(answer(file, {}, also=with_foreign))
    assert [(i.row_id, i.reason) for i in made.ignored] == [("QA-099", "渡した行ではありません")]


def test_a_copied_tab_gives_its_newer_answers_and_apart_ones_are_doubtful(given):
    path, file = given

    def copied(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        copy = workbook.copy_worksheet(sheet)
        copy.title = "QA表 (2)"
        copy.cell(head + 2, columns["回答"]).value = "写しにだけある答え"
        copy.cell(head + 1, columns["回答"]).value = "写しの答え"

    lines = told(opened(path), answer(file, {"QA-001": {"回答": "もとの答え"}}, also=copied))
    assert ("変更", "QA-002", "回答", "写しにだけある答え") in lines
    assert ("要確認", "QA-001", "(行)", "(書かない)") in lines


def test_of_two_returns_of_one_number_the_later_cells_win_and_it_is_told(given):
    path, file = given
    first = answer(file, {"QA-001": {"回答": "はじめの答え"}, "QA-002": {"回答": "二つ目"}}, "a.xlsx")
    second = answer(file, {"QA-001": {"回答": "直した答え"}}, "b.xlsx")
    saved_on(first, "2026-12-01T00:00:00Z")
    saved_on(second, "2026-12-02T00:00:00Z")
    for order in ([first, second], [second, first]):
        made = opened(path).collect(order)
        answers = {i.row_id: i.after for i in made.items if i.column == "回答"}
        assert answers == {"QA-001": "直した答え", "QA-002": "二つ目"}
    assert any("2 回返りました" in remark for remark in made.remarks)


def saved_on(path: Path, moment: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    import re

    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*<", rf"\g<1>{moment}<", core).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_what_is_no_workbook_and_what_nobody_handed_out_is_named(given, tmp_path, capsys):
    path, file = given
    (tmp_path / "返信").mkdir(exist_ok=True)
    (tmp_path / "返信" / "壊れた.xlsx").write_bytes(b"no workbook")
    shutil.copy(path, tmp_path / "返信" / "別の台帳.xlsx")
    answer(file, {"QA-001": FULL})
    assert main(["collect", str(path), str(tmp_path / "返信"), "--as-of", "2026-11-30"]) == 3
    said = capsys.readouterr().out
    assert "壊れた.xlsx" in said and "別の台帳.xlsx" in said and "桁数は12桁" in said
    with pytest.raises(BadOption, match="台帳そのもの"):
        opened(path).collect(path)


def test_an_answer_longer_than_a_cell_waits_for_a_person():
    """No cell of Excel bears it; other programs write it all the same."""
    from pmo_xl.exchange.collecting import _shortened
    from pmo_xl.exchange.outcome import Field, FieldState

    long = Field("answer", FieldState.TAKE, None, None, "あ" * 40_000, "あ" * 40_000)
    assert _shortened(long).state is FieldState.DOUBTFUL


def test_the_status_names_what_is_not_back(given, capsys):
    path, _ = given
    assert main(["collect", str(path), "--status", "--as-of", "2026-11-30"]) == 0
    said = capsys.readouterr().out
    assert "返っていない配布 1 件" in said and AKEBONO in said and MINATO not in said


@pytest.mark.slow
def test_fifty_returned_files_take_no_more_than_ten_seconds(tmp_path):
    rows = [question(n, None, location=f"相手{n % 50:02}") for n in range(1, 201)]
    path = ledger(tmp_path, questions=rows)
    files = handed(opened(path), tmp_path / "配布", by="列:該当箇所")
    for name, file in files.items():
        row_id = next(r.row_id for r in opened_rows(path, name))
        answer(file, {row_id: {"回答": f"{name}の答え"}}, f"{name}.xlsx")
    book = opened(path)
    began = time.process_time()
    made = book.collect(tmp_path / "返信")
    assert time.process_time() - began <= 10
    assert len(made.hand_outs) == 50 and sum(each.answered for each in made.hand_outs) == 50


def opened_rows(path: Path, name: str) -> list[Any]:
    key = path, path.stat().st_mtime_ns
    if key not in _ROWS:
        _ROWS[key] = list(opened(path).questions)
    return [row for row in _ROWS[key] if row.location == name]


_ROWS: dict[Any, list[Any]] = {}


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice がありません")
def test_what_libreoffice_saved_again_still_collects(given, tmp_path):
    path, file = given

    def handled(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        """Sheets in another order, a column added, dates pasted as text, and an unanswered copy of the tab."""
        workbook.copy_worksheet(sheet).title = "QA表 (2)"
        for row in range(head + 1, head + 4):
            for label in FULL:
                workbook["QA表 (2)"].cell(row, columns[label]).value = None
        sheet.cell(head, sheet.max_column + 1).value = "社内メモ"
        sheet.cell(head + 1, columns["回答日"]).value = "2026/11/28"
        workbook.move_sheet(sheet, 2)

    back = answer(file, {"QA-001": FULL}, also=handled)
    out = tmp_path / "再保存"
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
         "--outdir", str(out), str(back)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert told(opened(path), out / back.name) == WRITTEN


def test_the_list_of_proposals_decides_and_what_changed_since_is_refused(given, tmp_path, capsys):
    path, file = given
    with opened(path).edit() as changes:
        changes.set("QA-002", answer="こちらの答え")
    back = answer(file, {"QA-001": FULL, "QA-002": {"回答": "相手の答え"}})
    said = ["collect", str(path), str(back), "--as-of", "2026-11-30"]
    proposals = tmp_path / "案.xlsx"
    assert main([*said, "-o", str(proposals)]) == 1
    workbook = load_workbook(proposals)
    assert {"案", "新しい行", "指摘", "照合"} <= set(workbook.sheetnames)
    sheet = workbook["案"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "採用" for cell in row))
    at = {cell.value: cell.column for cell in head if cell.value}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, at["ID"]).value == "QA-002" and sheet.cell(row, at["列"]).value == "回答":
            sheet.cell(row, at["採用"]).value = "相手"
        elif sheet.cell(row, at["ID"]).value == "QA-001":
            sheet.cell(row, at["採用"]).value = "書かない"
    workbook.save(proposals)
    assert main([*said, "--decided", str(proposals), "--apply"]) == 0
    after = opened(path).questions
    assert after["QA-002"].answer == "相手の答え" and after["QA-001"].answer is None
    assert main([*said, "--decided", str(proposals), "--apply"]) == 2
    assert "作ったときのものではありません" in capsys.readouterr().err


def test_the_json_of_collect_is_that_of_every_exchange_with_its_hand_outs(given, capsys):
    path, file = given

    def locked(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        sheet.cell(head + 2, columns["回答期限"]).value = date(2026, 12, 25)

    back = answer(file, {"QA-001": FULL}, also=locked)
    assert (
        main(["collect", str(path), str(back), "--as-of", "2026-11-30", "--format", "json", "--check"]) == 1
    )
    told = json.loads(capsys.readouterr().out)
    (source,) = told["sources"]
    assert (source["key"], source["rows_seen"], source["failed"]) == ("H20261130-01", 3, None)
    (row,) = [each for each in told["rows"] if each["row_id"] == "QA-001"]
    assert {each["field"]: each["after"] for each in row["fields"]}["answer"] == "桁数は12桁"
    (hand_out,) = told["hand_outs"]
    assert (hand_out["id"], hand_out["answered"], hand_out["unanswered"]) == (
        "H20261130-01",
        1,
        ["QA-002", "QA-003"],
    )
    assert [each["text"] for each in hand_out["ignored"]] == ["2026/12/25"]
    assert set(told["findings"]) == {"new", "gone"} and told["failed"] == []


def test_a_row_that_the_reader_deleted_is_unanswered_and_closed_only_when_somebody_decides(given):
    path, file = given

    def without(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        sheet.delete_rows(head + 3)

    back = answer(file, {"QA-001": FULL}, also=without)
    made = opened(path).collect(back)
    assert "QA-003" in made.hand_outs[0].unanswered and "QA-003" not in {line.row_id for line in made.items}
    asked = opened(path).collect(back, close_gone="取下げ")
    (line,) = [each for each in asked.items if each.row_id == "QA-003" and each.column == "状態"]
    assert (line.what, line.other, line.after) == ("要確認", "取下げ", "(書かない)")
    asked.decide("QA-003", "状態", "source")
    asked.apply()
    assert opened(path).questions["QA-003"].status == "取下げ"
    with pytest.raises(BadOption, match="言葉にありません"):
        opened(path).collect(back, close_gone="おわり")


def test_ids_under_another_heading_are_found_where_it_is_named(given):
    path, file = given

    def renamed(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        sheet.cell(head, 1).value = "管理番号"

    back = answer(file, {"QA-001": FULL}, also=renamed)
    assert told(opened(path), back, key="管理番号") == WRITTEN


def interface_ledger(tmp_path: Path) -> Path:
    row = Interface(
        id="IF-001", title="会員連携", change_kind="新規", source="会員基盤", target="決済連携", design_due_on=DUE,
        status="未着手",
    )  # fmt: skip
    setting = [Setting(key="案件名", value="会員基盤刷新"), Setting(key="IF回収期限")]
    return ledger(tmp_path, interfaces=[row], settings=setting)


def test_an_interface_that_both_ends_add_is_one_row_with_both_and_the_deadline_is_proposed(tmp_path):
    path = interface_ledger(tmp_path)
    found = handed(opened(path), tmp_path / "配布", "IF一覧", "システム")
    new = {"IF名": "再送通知", "接続元": "決済連携", "接続先": "会員基盤", "区分": "新規"}
    files = [
        answer(
            found["会員基盤"],
            {"+1": {**new, "方式": "API", "希望日": date(2026, 12, 20)}},
            "甲.xlsx",
            "IF一覧",
        ),
        answer(found["決済連携"], {"+1": {**new, "方式": "ファイル"}}, "乙.xlsx", "IF一覧"),
    ]
    one = opened(path).collect(files[0])
    assert [each for each in one.remarks if "未回収" in each] == [
        "接続先「決済連携」が未回収です(H20261130-02: IF-001)。"
    ]
    (deadline,) = [line for line in one.items if line.sheet == "設定"]
    assert (deadline.what, deadline.other) == ("要確認", "2026/12/11")
    for order in (files, files[::-1]):
        made = opened(path).collect(order)
        (row,) = [each for each in made.rows if each.sheet is Interface and each.state == "new"]
        assert set(row.theirs[0].values["reported_by"]) == {"会員基盤", "決済連携"}
        assert [each.name for each in row.fields] == ["method"]  # both shown, none chosen
        assert not [each for each in made.remarks if "未回収" in each and "IF-001" not in each]
    made.apply()
    (after,) = [each for each in opened(path).interfaces if each.title == "再送通知"]
    assert set(after.reported_by) == {"会員基盤", "決済連携"} and after.method is None
    assert after.wish_target_on == date(2026, 12, 20)
    again = opened(path).collect(files)
    assert not [each for each in again.rows if each.sheet is Interface and each.state == "new"]


def test_the_second_end_of_an_added_interface_joins_the_row_of_the_first(tmp_path):
    path = interface_ledger(tmp_path)
    found = handed(opened(path), tmp_path / "配布", "IF一覧", "システム")
    new = {"IF名": "再送通知", "接続元": "決済連携", "接続先": "会員基盤", "区分": "新規"}
    first = answer(found["会員基盤"], {"+1": new}, "甲.xlsx", "IF一覧")
    opened(path).collect(first).apply()
    second = answer(found["決済連携"], {"+1": {**new, "頻度": "日次"}}, "乙.xlsx", "IF一覧")
    opened(path).collect(second).apply()
    rows = [each for each in opened(path).interfaces if each.title == "再送通知"]
    assert [(set(each.reported_by), each.frequency) for each in rows] == [({"会員基盤", "決済連携"}, "日次")]
