"""取り込む, 配布, 回収 and 前回との差分 on an open workbook: what is picked, shown, written; and what is refused."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_xl.faces.button_verbs import traces
from pmo_xl.faces.buttons import run
from pmo_xl.faces.cli import main
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.issue import Issue
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.member import Member
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.question import Question
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.live import open_live
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE
from tests.support.plain_book import plain_book

pytestmark = LIVE
D = date(2026, 11, 30)
VENDOR = "株式会社あけぼの業務支援"
ROWS: dict[Any, Any] = {
    Setting: [Setting(key="案件名", value="会員基盤刷新"), Setting(key="案件コード", value="KIBAN"),
              Setting(key="基準日", value="2026-11-30")],
    Member: [Member(id="PER-001", name="佐藤 花子", role="主担当", email="sato@example.jp"),
             Member(id="PER-002", name="青木 健", role="委託先", company=VENDOR, email="akebono@example.jp")],
    System: [System(id="SYS-001", name="会員基盤", owner="佐藤 花子", vendor=VENDOR)],
    Vendor: [Vendor(id="VEN-001", name=VENDOR)],
    Question: [Question(id=f"QA-{n:03}", title=f"桁数の確認 {n}", question="何桁ですか。", asked_by="佐藤 花子",
                        asked_on=date(2026, 11, 20), system="会員基盤", status="未回答", priority="中",
                        due_on=date(2026, 12, 10)) for n in (1, 2)],
    HandedOut: [],
    Lesson: [],
    ChecklistItem: [],
    OwnRule: [OwnRule(id="OWN001", target_sheet="課題管理表", condition='[@優先度]="高"', severity="警告", message="高です。"),
              OwnRule(id="OWN002", target_sheet="課題管理表", condition='[@優先土]="高"', severity="警告", message="高です。")],
    Issue: [Issue(id="ISS-001", kind="課題", title="夜間バッチが遅い", priority="高", raised_by="佐藤 花子",
                  raised_on=date(2026, 11, 2), owner="佐藤 花子", status="対応中", due_on=date(2026, 12, 20))],
}  # fmt: skip


class Desk:
    """One open ledger whose buttons are pressed, one after the other, as a PMO does it in a week."""

    def __init__(self, excel: LiveExcel, path: Path) -> None:
        import xlwings

        self.excel, self.path = excel, path
        self.book = excel.open(path)
        xlwings.Book.set_mock_caller(self.book)

    def press(
        self,
        verb: str,
        *answers: str,
        picked: list[Path] | None = None,
        typed: list[str | None] | None = None,
    ) -> list[str]:
        """Press a button; the texts of its boxes."""
        self.excel.alerts.clear()
        self.excel.asked.clear()
        self.excel.answers[:], self.excel.typed[:] = answers, typed or []
        self.excel.picked[:] = [picked] if picked else []
        self.book.activate()
        run(verb)
        return [alert.prompt for alert in self.excel.alerts]

    def go_to(self, tab: str, cells: str) -> None:
        self.book.sheets[tab].activate()
        self.book.sheets[tab].range(cells).select()

    def live(self) -> Any:
        return open_live(self.book, run_day=D)

    def cell(self, row_id: str, field: str) -> Any:
        """The open cell of an issue."""
        row = self.live().issues[row_id]
        return self.book.sheets["課題管理表"].range((row.row, row.place.table.columns[field]))

    def first_question(self) -> str:
        return f"B{self.live().questions['QA-001'].row}"

    def outputs(self, pattern: str) -> list[Path]:
        return sorted((self.path.parent / f"出力_{self.path.stem}").rglob(pattern))


@pytest.fixture
def desk(live_excel, tmp_path, monkeypatch):
    monkeypatch.setattr(traces.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr("pmo_xl.operations.today.today_in_japan", lambda: D)
    monkeypatch.setattr("pmo_xl.operations.opened_book.today_in_japan", lambda: D)
    path = tmp_path / "案件" / "会員基盤刷新.xlsx"
    path.parent.mkdir()
    return Desk(live_excel, plain_book(path, ROWS))


def tickets(folder: Path, *rows: str) -> Path:
    path = folder / "チケット.csv"
    text = "\n".join(("#,トラッカー,ステータス,優先度,題名,担当者,期日,更新日", *rows))
    path.write_text(text, encoding="utf-8-sig")
    return path


FIRST = "7,バグ,進行中,高め,帳票の文字が化ける,佐藤 花子,2026/12/11,2026/11/29"


def test_what_is_picked_is_shown_and_written_after_a_yes(desk, tmp_path):
    source, before = tickets(tmp_path, FIRST), hashlib.sha256(desk.path.read_bytes()).hexdigest()
    shown, said = desk.press("import_rows", "yes", picked=[source])
    assert "新規 1 行" in shown and "帳票の文字が化ける" in shown and "はい …" in shown
    (issue,) = [row for row in desk.live().issues if row.title == "帳票の文字が化ける"]
    assert (issue.owner, issue.due_on, issue.external_ids) == ("佐藤 花子", date(2026, 12, 11), "redmine:7")
    assert "新しい行 1 行を書き込みました" in said
    assert hashlib.sha256(desk.path.read_bytes()).hexdigest() == before
    assert desk.press("import_rows", picked=[source])[0].endswith("書くものも、決めるものもありません。")


def test_nothing_picked_or_cancelled_leaves_the_ledger_as_it_was(desk, tmp_path):
    was = desk.book.sheets["課題管理表"].used_range.raw_value
    assert desk.press("import_rows") == []
    assert len(desk.press("import_rows", "cancel", picked=[tickets(tmp_path, FIRST)])) == 1
    assert desk.press("collect") == []
    assert desk.book.sheets["課題管理表"].used_range.raw_value == was and not desk.outputs("*")


def test_a_no_opens_the_list_and_what_stands_in_it_is_written_when_it_is_picked(desk, tmp_path):
    source = tickets(
        tmp_path, FIRST, FIRST.replace("7,", "8,").replace("帳票の文字が化ける", "画面が遅くなる")
    )
    assert "「取り込む」でこの案を選んで" in desk.press("import_rows", "no", picked=[source])[-1]
    (proposals,) = desk.outputs("取り込み案_*.xlsx")
    desk.book.app.books[proposals.name].close()
    book = openpyxl.load_workbook(proposals)
    sheet = book["案"]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "採用" for cell in row))
    column = next(cell.column for cell in heads if cell.value == "採用")
    title = next(cell.column for cell in heads if cell.value == "件名")
    for row in range(heads[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, title).value == "画面が遅くなる":
            sheet.cell(row, column).value = "書かない"
    book.save(proposals)
    asked, said = desk.press("import_rows", "yes", picked=[proposals])
    assert "「採用」のとおりに書きますか" in asked and "新しい行 1 行" in said
    titles = [row.title for row in desk.live().issues]
    assert "帳票の文字が化ける" in titles and "画面が遅くなる" not in titles
    desk.cell("ISS-001", "title").value = "別の件名"
    assert "を作ったときのものではありません" in desk.press("import_rows", "yes", picked=[proposals])[-1]


def decide_not(proposals: Path, name: str) -> None:
    """Fill 書かない into 採用 of the rows of one title."""
    book = openpyxl.load_workbook(proposals)
    sheet = book["案"]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "採用" for cell in row))
    places = {cell.value: cell.column for cell in heads}
    for row in range(heads[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, places["件名"]).value == name:
            sheet.cell(row, places["採用"]).value = "書かない"
    book.save(proposals)


SLOW = FIRST.replace("7,", "8,").replace("帳票の文字が化ける", "画面が遅くなる")


def test_a_list_made_by_the_button_is_written_by_the_command(desk, tmp_path):
    source = tickets(tmp_path, FIRST, SLOW)
    desk.press("import_rows", "no", picked=[source])
    (proposals,) = desk.outputs("取り込み案_*.xlsx")
    desk.book.app.books[proposals.name].close()
    told = openpyxl.load_workbook(proposals)
    assert told.sheetnames == ["案", "新しい行", "指摘", "照合"]
    assert any("増える" in str(cell.value) for row in told["指摘"].iter_rows() for cell in row)
    decide_not(proposals, "画面が遅くなる")
    desk.book.close()
    written = ["import", str(source), "--into", str(desk.path), "--decided", str(proposals), "--apply"]
    assert main([*written, "--quiet", "--as-of", "2026-11-30"]) == 0
    titles = [row.title for row in open_workbook(desk.path).issues]
    assert "帳票の文字が化ける" in titles and "画面が遅くなる" not in titles


def test_a_list_made_by_the_command_is_written_by_the_button_as_it_was_asked(desk, tmp_path):
    source, proposals = tickets(tmp_path, FIRST, SLOW), tmp_path / "案.xlsx"
    asked = ["import", str(source), "--into", str(desk.path), "--sheet", "QA表", "--source", "soudan"]
    assert main([*asked, "-o", str(proposals), "--quiet", "--as-of", "2026-11-30"]) == 1
    note = [str(cell.value) for row in openpyxl.load_workbook(proposals)["案"].iter_rows() for cell in row]
    assert any("「取り込む」ボタン" in text and "--decided" in text for text in note)
    decide_not(proposals, "画面が遅くなる")
    assert "新しい行 1 行" in desk.press("import_rows", "yes", picked=[proposals])[-1]
    questions = {row.title: row.external_ids for row in desk.live().questions}
    assert questions["帳票の文字が化ける"] == "soudan:7" and "画面が遅くなる" not in questions


def test_a_list_of_a_merge_is_no_buttons(desk, tmp_path):
    copy, proposals = tmp_path / "写し.xlsx", tmp_path / "案.xlsx"
    copy.write_bytes(desk.path.read_bytes())
    main(["merge", str(desk.path), str(copy), "-o", str(proposals), "--quiet", "--as-of", "2026-11-30"])
    assert "写しを合わせる案です" in desk.press("import_rows", picked=[proposals])[-1]


def test_a_ledger_changed_behind_the_box_is_not_written(desk, tmp_path):
    cell = desk.cell("ISS-001", "title")

    def type_meanwhile(alert):
        cell.value = "途中で変えた"

    desk.excel.at_alert = type_meanwhile
    boxes = desk.press("import_rows", "yes", picked=[tickets(tmp_path, FIRST)])
    assert len(boxes) == 2 and desk.excel.alerts[-1].mode == "critical"
    assert "帳票の文字が化ける" not in [row.title for row in desk.live().issues]


def test_rows_go_out_and_their_answers_come_back_into_the_open_ledger(desk, tmp_path, monkeypatch):
    opened: list[Path] = []
    monkeypatch.setattr("os.startfile", opened.append, raising=False)
    desk.go_to("QA表", desk.first_question())
    asked, shown, said = desk.press("hand_out", "yes", "yes", typed=["取引先", "2026/12/11"])
    assert "未完了の行すべて(2 行)" in asked and "いま選んでいる行だけ(1 行)" in asked
    assert f"{VENDOR}: 2 件" in shown and "送信はしません" in shown
    (made,) = desk.outputs("QA表_*.xlsx")
    assert opened == [made.parent] and "配布記録に 1 行" in said and "保存していません" in said
    (row,) = desk.live().of(HandedOut)
    assert (row.counterpart, row.rows_given, row.due_on) == (VENDOR, 2, date(2026, 12, 11))
    returned = tmp_path / "返信"
    returned.mkdir()
    answer(made, returned / "戻り.xlsx", {"QA-001": "12桁です。"})
    shown, said = desk.press("collect", "yes", picked=[returned])
    assert f"{row.id} {VENDOR}: 2 行中 1 行に回答" in shown and "未回答 QA-002" in shown
    live = desk.live()
    assert live.questions["QA-001"].answer == "12桁です。"
    assert [each.status for each in live.of(HandedOut)] == ["一部回収"]
    again = desk.press("hand_out", "no", "no", typed=["取引先", ""])
    assert "(1 行)" in again[0] and "回答期限 なし" in again[1] and len(desk.outputs("QA表_*.xlsx")) == 1


def answer(made: Path, to: Path, answers: dict[str, str]) -> None:
    """What the addressee does: fill 回答 of some rows and save."""
    book = openpyxl.load_workbook(made)
    sheet = book["QA表"]
    heads = {
        str(c.value): c.column
        for row in sheet.iter_rows(max_row=8)
        for c in row
        if c.value in ("QA-ID", "回答")
    }
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in answers:
                sheet.cell(cell.row, heads["回答"]).value = answers[cell.value]
    book.save(to)


def test_a_sheet_that_is_no_ledger_and_a_day_that_is_none_are_sentences(desk):
    desk.book.sheets.add("メモ")
    desk.go_to("メモ", "B2")
    assert "「メモ」シートの行は配れません" in desk.press("hand_out")[-1]
    desk.go_to("QA表", desk.first_question())
    assert "「12月ごろ」を読めません" in desk.press("hand_out", "yes", typed=["取引先", "12月ごろ"])[-1]
    assert "「社長」は使えません" in desk.press("hand_out", "yes", typed=["社長", ""])[-1]
    assert not desk.outputs("*")


def test_what_changed_since_the_last_day_is_a_text_and_a_list(desk):
    assert "前の日の記録がありません" in desk.press("changes_since_last")[-1]
    open_workbook(desk.path).record()
    (recorded,) = (desk.path.parent / ".pmo_xl" / "history").iterdir()
    recorded.rename(recorded.with_name(f"20261127T030000000000{recorded.name[21:]}"))
    desk.cell("ISS-001", "due_on").value = date(2027, 1, 15)
    said = desk.press("changes_since_last")[-1]
    assert "ISS-001" in said and "12/20 → " in said and "1/15" in said
    (made,) = desk.outputs("差分_*.xlsx")
    texts = [
        str(cell.value) for row in openpyxl.load_workbook(made).worksheets[0].iter_rows() for cell in row
    ]
    assert any("ISS-001" in text for text in texts)


def test_the_weeks_of_the_records_are_a_list_with_its_picture(desk):
    assert "前の日の記録がありません" in desk.press("trend")[-1]
    open_workbook(desk.path, as_of=date(2026, 11, 20)).record()
    (recorded,) = (desk.path.parent / ".pmo_xl" / "history").iterdir()
    recorded.rename(recorded.with_name(f"20261120T030000000000{recorded.name[21:]}"))
    said = desk.press("trend")[-1]
    assert "1 回分の記録といまの推移" in said and "この間に見つかった指摘" in said
    (made,) = desk.outputs("推移_*.xlsx")
    sheet = openpyxl.load_workbook(made).worksheets[0]
    days = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, datetime)]
    assert len(days) == 2 and len(sheet._charts) == 1


def test_lessons_that_fit_are_shown_and_taken_once(desk, tmp_path):
    lessons = plain_book(
        tmp_path / "教訓集.xlsx",
        {Lesson: [Lesson(id="KNW-001", phase="基本設計", category="要件", situation="桁が違った", countermeasure="版で確かめる",
                         project="前の案件", vendor=VENDOR)]},
    )  # fmt: skip
    shown, said = desk.press("take_lessons", "yes", picked=[lessons])
    assert "合うのは 1 件" in shown and "取引先 1" in shown and "新しい行 2 行を書き込みました" in said
    (item,) = desk.live().of(ChecklistItem)
    assert item.basis == ("KNW-001",) and "教訓集 KNW-001(前の案件)" in item.remarks
    assert desk.press("take_lessons", picked=[lessons])[0].endswith("書くものも、決めるものもありません。")
    assert desk.press("take_lessons") == []


def test_a_condition_is_tried_on_the_selected_row_and_nothing_is_written(desk):
    tab = OwnRule.sheet.label
    rules = {row.id: row for row in desk.live().project.own_rules}
    before = hashlib.sha256(desk.path.read_bytes()).hexdigest()
    desk.go_to(tab, f"C{rules['OWN001'].row}")
    (told,) = desk.press("try_condition")
    assert "課題管理表  当たる行 1 / 点検した行 1 / 対象外 0 / 判定できない行 0" in told
    assert "ISS-001  優先度 高" in told and "有効" in told
    desk.go_to(tab, f"C{rules['OWN002'].row}")
    (told,) = desk.press("try_condition")
    assert "「優先土」という列はありません(近いのは 優先度)" in told
    desk.go_to("課題管理表", "A4")
    (told,) = desk.press("try_condition")
    assert "「社内規則」シートで" in told
    assert hashlib.sha256(desk.path.read_bytes()).hexdigest() == before and not desk.outputs("*")
