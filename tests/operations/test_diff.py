"""diff: what changed between two books, in the words of a mail; what is only written another way is no change."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from pmo_xl.documents.differences import NO_CHANGE, text_lines
from pmo_xl.errors import BadOption, UnreadableWorkbook
from pmo_xl.faces.cli import main
from pmo_xl.model.choice import Choice
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.issue import Issue
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.operations.diff import diff
from tests.support.master import opened, small_book
from tests.support.plain_book import plain_book
from tests.support.small_project import D


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("前"), name="会員基盤刷新_1121.xlsx")


@pytest.fixture
def after(tmp_path):
    return small_book(tmp_path)


def words(old, new, **given):
    return [each.words for each in diff(old, new, as_of=D, run_day=D, **given).items]


def issues(path, each):
    """A plain list of issues in a book that is not ours."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "課題一覧"
    head = ["課題ID", "種別", "件名", "優先度", "起票日", "起票者", "担当", "期限", "状態"]
    for row in (head, *each):
        sheet.append(row)
    book.save(path)
    return path


ROWS = [
    ["ISS-001", "課題", "夜間バッチの遅延", "高", date(2026, 11, 2), "佐藤 花子", "佐藤 花子", date(2026, 12, 4), "対応中"],
    ["ISS-002", "課題", "帳票の文字化け", "中", date(2026, 11, 3), "佐藤 花子", "鈴木 一郎", date(2026, 12, 10), "未着手"],
]  # fmt: skip


def test_the_same_file_has_not_changed_and_the_command_ends_with_0(before, capsys):
    assert main(["diff", str(before), str(before), "--as-of", "2026-11-30"]) == 0
    assert NO_CHANGE in capsys.readouterr().out


def test_rows_in_another_order_a_moved_column_and_a_renamed_tab_are_no_change(tmp_path):
    old = issues(tmp_path / "旧.xlsx", ROWS)
    new = tmp_path / "新.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "課題管理表"
    order = [2, 0, 1, 3, 4, 5, 6, 8, 7]
    head = ["課題ID", "種別", "件名", "優先度", "起票日", "起票者", "担当", "期限", "状態"]
    for row in (head, *reversed(ROWS)):
        sheet.append([row[place] for place in order])
    book.save(new)
    assert words(old, new) == []


def test_a_date_as_text_and_a_name_without_its_blank_are_no_change(tmp_path):
    old = issues(tmp_path / "旧.xlsx", ROWS)
    text = [[*ROWS[0][:6], "佐藤　花子", "2026/12/4", "対応中"], ROWS[1]]
    assert words(old, issues(tmp_path / "新.xlsx", text)) == []


def test_what_happened_is_said_in_words_under_its_heading(before, after):
    book = opened(after)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], due_on=date(2026, 12, 4), owner="鈴木 一郎")
        changes.set(book.issues["ISS-005"], status="完了", closed_on=date(2026, 11, 28), priority="中")
        changes.set(book.issues["ISS-006"], due_on=date(2026, 12, 4))
        changes.set(book.questions["QA-001"], answer="桁数は12桁とする", answered_on=date(2026, 11, 28))
        changes.set(book.orders["ORD-002"], ordered=4_200_000, estimated=4_100_000)
        changes.append(Issue(kind="課題", title="証明書が切れる", priority="高", raised_by="高橋 次郎",
                             owner="鈴木 一郎", due_on=date(2026, 12, 10)))  # fmt: skip
    found = diff(before, after, as_of=D, run_day=D)
    told = {(each.section, each.row_id): each.words for each in found.items}
    assert told["延びたもの", "ISS-001"] == "期限 11/10 → 12/4(24 日延期)"
    assert told["担当が替わったもの", "ISS-001"] == "担当 佐藤 花子 → 鈴木 一郎(交代)"
    assert told["終わったもの", "ISS-005"] == "性能が出ない(高橋 次郎、11/28 完了)"
    assert told["その他の変更", "ISS-005"] == "優先度 高 → 中"
    assert told["その他の変更", "ISS-006"] == "期限を 12/4 に決めた"
    assert told["回答が入ったもの", "QA-001"] == "回答が入りました「桁数は12桁とする」"
    assert told["新規", "ISS-007"] == "証明書が切れる(高、鈴木 一郎、期限 12/10)"
    assert ("予算", "ORD-002") in told
    lines = list(text_lines(found))
    assert lines[0].startswith("会員基盤刷新 ")
    assert "■ 新規 1 件" in lines


def tasks(path, titles):
    """A plain schedule whose No. counts the rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "WBS"
    sheet.append(["No", "タスク", "担当", "予定開始", "予定終了", "実績終了"])
    for number, (title, day) in enumerate(titles, 1):
        sheet.append([number, title, "青木", date(2026, 4, day), date(2026, 4, day), None])
    book.save(path)
    return path


def test_one_row_came_in_between_and_every_number_moved(tmp_path):
    titles = [("表の仕様書", 1), ("流れの図", 2), ("取込", 6), ("検索", 7), ("並べ替え", 8)]
    old = tasks(tmp_path / "旧.xlsx", titles)
    new = tasks(tmp_path / "新.xlsx", [*titles[:2], ("認証", 9), *titles[2:]])
    found = diff(old, new, as_of=D, run_day=D)
    assert [(each.kind, each.title) for each in found.items] == [("追加", "認証")]


def test_a_column_that_one_side_lacks_is_told_and_not_called_filled(tmp_path):
    old = issues(tmp_path / "旧.xlsx", ROWS)
    new = tmp_path / "新.xlsx"
    book = openpyxl.load_workbook(old)
    sheet = book.active
    sheet.cell(1, 10, "対応方針")
    sheet.cell(2, 10, "監視を足す")
    book.save(new)
    found = diff(old, new, as_of=D, run_day=D)
    assert found.items == ()
    assert any("対応方針" in remark for remark in found.remarks)


def test_a_sheet_that_only_the_new_book_has_is_one_line(tmp_path, before):
    old = issues(tmp_path / "旧.xlsx", ROWS)
    found = diff(old, before, as_of=D, run_day=D)
    assert sum("QA表" in remark for remark in found.remarks) == 1
    assert not [each for each in found.items if each.sheet == "QA表"]


def test_what_could_not_be_read_on_both_sides_is_the_same(tmp_path):
    odd = [[*ROWS[0][:7], "11月上旬", "対応中"], ROWS[1]]
    old, new = issues(tmp_path / "旧.xlsx", odd), issues(tmp_path / "新.xlsx", odd)
    assert words(old, new) == []


def test_a_row_that_went_is_told(tmp_path):
    old, new = issues(tmp_path / "旧.xlsx", ROWS), issues(tmp_path / "新.xlsx", ROWS[:1])
    assert words(old, new) == ["帳票の文字化け(前回 未着手)"]


def test_against_a_recorded_run_and_without_one(after, tmp_path):
    with pytest.raises(BadOption, match="記録が"):
        diff("記録:2026-11-30", after, as_of=D, run_day=D)
    book = opened(after)
    book.record()
    book = opened(after)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], due_on=date(2026, 12, 4))
    assert words("記録:2026-12-31", after) == ["期限 11/10 → 12/4(24 日延期)"]
    with pytest.raises(BadOption, match="片方"):
        diff("記録:2026-11-30", "記録:2026-11-30")


def test_an_unreadable_side_is_refused(before, tmp_path):
    bad = tmp_path / "壊れた.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    with pytest.raises(UnreadableWorkbook):
        diff(bad, before)


def test_for_a_vendor_only_its_rows_and_no_inside_column(before, after):
    book = opened(after)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], remarks="社内の話", priority="中")
        changes.set(book.questions["QA-001"], priority="高", system="決済連携")
        changes.set(book.orders["ORD-001"], ordered=9_500_000)
    told = words(before, after, whose=("取引先", "東都ソフト株式会社"))
    assert told == ["優先度 高 → 中"]


@pytest.mark.parametrize("ending", [".txt", ".docx", ".xlsx", ".json", ".csv"])
def test_the_result_goes_into_a_file_of_each_form(before, after, tmp_path, ending):
    book = opened(after)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], due_on=date(2026, 12, 4))
    output = tmp_path / f"変化{ending}"
    assert main(["diff", str(before), str(after), "-o", str(output), "--as-of", "2026-11-30"]) == 1
    assert output.stat().st_size > 100
    if ending == ".json":
        made = json.loads(output.read_text("utf-8"))
        assert made["sections"][0]["name"] == "延びたもの"


def test_what_was_handed_out_and_came_back_is_told_by_whom_and_of_which_sheet(tmp_path):
    def sent(number, **values):
        usual = {"id": f"H20261116-0{number}", "target_sheet": "QA表", "counterpart": f"相手{number}", "split_by": "取引先",
                 "rows_given": 4, "handed_out_on": date(2026, 11, 16), "due_on": date(2026, 11, 27),
                 "status": "配布済"}  # fmt: skip
        return HandedOut.model_validate(usual | values)

    back = sent(2, status="回収済", collected_on=date(2026, 11, 28), rows_answered=4)
    later = sent(3, due_on=date(2026, 12, 11))
    old = plain_book(tmp_path / "前.xlsx", {HandedOut: [sent(1), sent(2), sent(3)]})
    new = plain_book(tmp_path / "後.xlsx", {HandedOut: [sent(1), back, later, sent(4)]})
    lines = list(text_lines(diff(old, new, as_of=D, run_day=D)))
    assert "(配布 3)" in lines[0]
    assert "  H20261116-04 相手4・QA表(回答期限 11/27)" in lines
    assert "  H20261116-02 相手2・QA表(11/28 回収済)" in lines
    assert any("H20261116-03" in line and "11/27 → 12/11(14 日延期)" in line for line in lines)
    assert any("H20261116-01" in line and "3 日超過" in line for line in lines)


def stored_otherwise(path, to, sheet, heading, value):
    """A copy of a book in whose formula column stands an old result, as a program leaves it that does not calculate."""
    book = openpyxl.load_workbook(path)
    head = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == heading)
    part = f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"
    cell = rf'(<c r="{head.column_letter}{head.row + 1}"[^>]*><f>[^<]*</f><v>)[^<]*(</v>)'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data, found = re.subn(
                cell.encode(),
                rb"\g<1>%d\g<2>" % value,
                old.read(name),
            )
            new.writestr(name, data if name == part else old.read(name))
            assert found or name != part
    return to


def test_d6_an_old_stored_result_of_a_formula_is_no_change(before, tmp_path):
    stale = stored_otherwise(before, tmp_path / "古い結果.xlsx", "予算枠", "残予算", 987_654)
    rows = openpyxl.load_workbook(stale, data_only=True)["予算枠"].iter_rows()
    assert 987_654 in [cell.value for row in rows for cell in row]
    assert words(before, stale) == [] and words(stale, before) == []


def test_d11_a_recorded_run_of_another_book_is_none_of_this_one(before, tmp_path, capsys):
    for name in ("別", "自"):
        (tmp_path / name).mkdir()
    other = small_book(tmp_path / "別", name="別の案件.xlsx")
    opened(other).record()
    mine = small_book(tmp_path / "自", name="この案件.xlsx")
    folder = other.parent / ".pmo_xl" / "history"
    with pytest.raises(BadOption, match="2026-11-30 までの記録が"):
        diff("記録:2026-11-30", mine, as_of=D, run_day=D, history=folder)
    assert main(["diff", "記録:2026-11-30", str(mine), "--history", str(folder)]) == 2
    assert "記録が" in capsys.readouterr().err


def test_what_a_later_version_brought_is_one_line_and_what_staff_set_is_told(tmp_path):
    old = plain_book(tmp_path / "旧.xlsx", {Setting: [Setting(key="案件名", value="会員")], Choice: []})
    made = [Setting(key="差出人.会社"), Setting(key="会計年度開始月", value=KEYS["会計年度開始月"].default)]
    staff = Setting(key="閾値.滞留日数", value="3")
    words_added = [Choice(list_name="会議体.頻度", value=each) for each in ("毎週", "隔週")]
    new = plain_book(
        tmp_path / "新.xlsx",
        {Setting: [Setting(key="案件名", value="会員"), *made, staff], Choice: words_added},
    )
    found = diff(old, new, as_of=D, run_day=D)
    assert [each.words for each in found.items] == ["閾値.滞留日数"]
    told = "".join(found.remarks)
    assert "設定に 2 行が増えました(差出人.会社、会計年度開始月" in told
    assert "選択肢に 2 行が増えました(会議体.頻度" in told


def test_a_copy_of_a_book_with_a_doubled_id_has_no_difference(tmp_path, capsys):
    each = [ROWS[0], [*ROWS[1][:2], "検索が遅い", *ROWS[1][3:]], ["ISS-001", *ROWS[1][1:]]]
    old, new = (issues(tmp_path / name, each) for name in ("旧.xlsx", "新.xlsx"))
    assert main(["diff", str(old), str(new), "--as-of", "2026-11-30"]) == 0
    assert NO_CHANGE in capsys.readouterr().out
    changed = issues(tmp_path / "別.xlsx", [*each[:2], ["ISS-001", "課題", "別の件名です", *ROWS[1][3:]]])
    assert main(["diff", str(old), str(changed), "--as-of", "2026-11-30"]) == 1
    assert "同じ番号 ISS-001 が" in capsys.readouterr().out
