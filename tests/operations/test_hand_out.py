"""hand_out: each addressee gets its own rows and nothing of anybody else, in no part of the file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book import Book
from pmo_xl.operations.today import today_in_japan
from tests.support.libreoffice import OPEN_DOCUMENT, in_open_document
from tests.support.master import opened, small_book
from tests.support.plain_book import plain_book
from tests.support.small_project import D, small_project

DUE = date(2026, 12, 11)
AKEBONO, MINATO = "株式会社あけぼの業務支援", "みなと情報システム株式会社"


def member(number: int, name: str, **values: Any) -> Member:
    usual = {"id": f"PER-{number:03}", "name": name, "company": "当社", "role": "システム担当"}
    return Member.model_validate(usual | values)


def question(number: int, system: str | None, **values: Any) -> Question:
    usual = {"id": f"QA-{number:03}", "category": "仕様", "title": f"質問の件名{number}", "question": f"本文{number}",
             "status": "未回答", "asked_by": "清水 里奈", "asked_on": date(2026, 11, 2), "due_on": date(2026, 12, 7),
             "system": system, "remarks": f"社内の備考{number}"}  # fmt: skip
    return Question.model_validate(usual | values)


def records(**rows: Sequence[Record]) -> dict[type[Record], Sequence[Record]]:
    return {
        Setting: rows.get(
            "settings",
            [Setting(key="案件名", value="会員基盤刷新"), Setting(key="差出人.氏名", value="清水 里奈")],
        ),
        Member: [
            member(1, "清水 里奈", role="PMO", email="shimizu@example.jp"),
            member(2, "山田 奈々", company=AKEBONO, role="開発ベンダ", email="yamada@v1.example.jp"),
            member(3, "村上 和也", company=MINATO, role="開発ベンダ"),
        ],
        System: [
            System(id="SYS-001", name="会員基盤", change_kind="新規", owner="清水 里奈", vendor=AKEBONO),
            System(
                id="SYS-002",
                name="決済連携",
                change_kind="改修",
                owner="清水 里奈",
                vendor="みなと情報システム(株)",
            ),
        ],
        Vendor: [Vendor(id="VEN-001", name=AKEBONO), Vendor(id="VEN-002", name=MINATO)],
        Question: rows.get("questions", ()),
        Issue: rows.get("issues", ()),
        Task: rows.get("tasks", ()),
        Interface: rows.get("interfaces", ()),
        HandedOut: rows.get("handed_out", ()),
    }


def ledger(folder: Path, **rows: Sequence[Record]) -> Path:
    return plain_book(folder / "会員基盤刷新.xlsx", records(**rows))


def handed(
    book: Book, folder: Path, sheet: str = "QA表", by: str = "取引先", **given: Any
) -> dict[str, Path]:
    made = book.hand_out(sheet, by=by, folder=folder, due_on=DUE, **given)
    return {each.to: folder / each.file for each in made}


def parts(path: Path) -> Mapping[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def list_of_issues(path: Path) -> Path:
    """A ledger of another office: rows under headings, no tables of ours."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "課題管理表"
    names = ("id", "title", "kind", "status", "priority", "raised_on", "raised_by", "owner", "due_on")
    sheet.append([Issue.columns[name].label for name in names])
    for row in small_project()[Issue]:
        sheet.append([getattr(row, name) for name in names])
    workbook.save(path)
    return path


def cell_values(path: Path) -> dict[tuple[str, int, int], object]:
    """Every cell that holds anything, with its formula, as a reader that is not ours gives it."""
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def answers_of(path: Path, tab: str) -> list[dict[str, Any]]:
    sheet = load_workbook(path)[tab]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "照合" for cell in row))
    labels = [cell.value for cell in head]
    rows = sheet.iter_rows(min_row=head[0].row + 1)
    return [{label: cell.value for label, cell in zip(labels, row, strict=True)} for row in rows]


def test_h1_h7_nothing_of_another_vendor_stands_in_any_part_of_the_file(tmp_path):
    path = ledger(
        tmp_path,
        questions=[
            question(1, "会員基盤"),
            question(2, "決済連携", title="決済だけの秘密"),
            question(3, "会員基盤", answered_by="村上 和也", title="両社に関わる件"),
        ],
    )
    found = handed(opened(path), tmp_path / "配布")
    assert set(found) == {AKEBONO, MINATO}
    one, other = parts(found[AKEBONO]), parts(found[MINATO])
    for secret in (
        "みなと",
        "村上",
        "決済だけの秘密",
        "決済連携",
        "QA-002",
        "社内の備考",
        "会員基盤刷新.xlsx",
    ):
        assert not [name for name, text in one.items() if secret in text], secret
    for secret in ("あけぼの", "山田", "質問の件名1", "QA-001", "社内の備考"):
        assert not [name for name, text in other.items() if secret in text], secret
    assert [row["QA-ID"] for row in answers_of(found[AKEBONO], "QA表") if row["QA-ID"]] == [
        "QA-001",
        "QA-003",
    ]
    assert [row["QA-ID"] for row in answers_of(found[MINATO], "QA表") if row["QA-ID"]] == ["QA-002", "QA-003"]
    assert [row["回答者"] for row in answers_of(found[AKEBONO], "QA表")][1] is None


def test_h7_the_file_holds_no_macro_link_comment_or_hidden_sheet_and_names_for_printing_alone(tmp_path):
    found = handed(opened(ledger(tmp_path, questions=[question(1, "会員基盤")])), tmp_path / "配布")
    held = parts(found[AKEBONO])
    for part in ("vba", "externalLink", "comments", "drawing", "hyperlink", "table"):
        assert not [name for name in held if part in name.lower()], part
    names = re.findall('<definedName name="([^"]*)" localSheetId="1">([^<]*)<', held["xl/workbook.xml"])
    assert held["xl/workbook.xml"].count("<definedName ") == len(names) == 2
    assert {name: place.split("!")[0] for name, place in names} == {
        "_xlnm.Print_Area": "QA表",
        "_xlnm.Print_Titles": "QA表",
    }
    assert "hidden" not in held["xl/workbook.xml"].lower()
    assert not [name for name, text in held.items() if "<f>" in text or 'hidden="1"' in text]
    assert "<dc:creator></dc:creator>" in held["docProps/core.xml"]
    assert (
        'name="pmo_xl.handout"' in held["docProps/custom.xml"]
        and "H20261130-01" in held["docProps/custom.xml"]
    )


def test_what_names_another_vendor_in_its_text_is_not_given(tmp_path):
    path = ledger(
        tmp_path, questions=[question(1, "会員基盤", question="あけぼのとみなと情報システムのどちらか")]
    )
    from pmo_xl.operations.hand_out import Wanted, hand_out

    made = hand_out(opened(path), Wanted("QA表", "取引先"), tmp_path / "配布")
    assert made.hand_outs == () and made.files == ()
    assert [each.reason for each in made.left_out] == [f"質問に他の取引先名「{MINATO}」がある"]


def test_h2_one_company_written_in_two_ways_gets_one_file(tmp_path):
    rows = [question(1, "会員基盤"), question(2, None, answered_by="山田 奈々")]
    assert list(handed(opened(ledger(tmp_path, questions=rows)), tmp_path / "配布")) == [AKEBONO]


def test_h3_an_addressee_that_is_no_file_name_gets_one(tmp_path):
    rows = [question(1, "会員基盤", location="A/B:C")]
    (path,) = handed(opened(ledger(tmp_path, questions=rows)), tmp_path / "配布", by="列:該当箇所").values()
    assert path.exists() and path.name == "QA表_A／B：C_H20261130-01.xlsx"


def test_h4_again_on_the_same_day_is_asked_and_cancels_the_first(tmp_path):
    path = ledger(tmp_path, questions=[question(1, "会員基盤")])
    handed(opened(path), tmp_path / "配布")
    with pytest.raises(BadOption, match="H20261130-01 を配っています"):
        handed(opened(path), tmp_path / "配布2")
    handed(opened(path), tmp_path / "配布2", force=True)
    rows = {row.id: row.status for row in opened(path).handed_out}
    assert rows == {"H20261130-01": "取消", "H20261130-02": "配布済"}


def test_h5_h6_the_first_owner_gets_the_row_and_one_without_owner_is_told(tmp_path, capsys):
    issues = [
        Issue(id="ISS-001", kind="課題", title="甲", status="対応中", owner="清水 里奈、山田 奈々"),
        Issue(id="ISS-002", kind="課題", title="乙", status="対応中"),
    ]
    path = ledger(tmp_path, issues=issues)
    arguments = ["hand-out", str(path), "--sheet", "課題管理表", "--by", "担当", "--as-of", "2026-11-30"]
    assert main([*arguments, "-o", str(tmp_path / "配布")]) == 0
    said = capsys.readouterr().out
    assert "清水 里奈" in said and "ISS-002: 担当が空欄。配っていません。" in said


def test_h8_text_that_looks_like_a_formula_is_text(tmp_path):
    rows = [question(1, "会員基盤", title="=1+1", question="@SUM(A1)", answer="-10 とする")]
    (path,) = handed(opened(ledger(tmp_path, questions=rows)), tmp_path / "配布").values()
    (row, *_) = answers_of(path, "QA表")
    assert row["件名"] == "=1+1" and row["回答"] == "-10 とする"
    assert "<f>" not in "".join(parts(path).values())


@pytest.mark.parametrize("label", ["回答期限", "質問日"])
def test_a_date_that_cannot_be_read_goes_out_as_it_stands(tmp_path, label):
    path = ledger(tmp_path, questions=[question(1, "会員基盤")])
    book = load_workbook(path)
    cells = [cell for row in book["QA表"].iter_rows() for cell in row if cell.value == label]
    cells[0].offset(row=1).value = "12月上旬"
    book.save(path)
    (made,) = handed(opened(path), tmp_path / "配布").values()
    (row, *_) = answers_of(made, "QA表")
    assert row[label] == "12月上旬"


def test_answers_are_open_and_the_rest_is_locked_with_its_words(tmp_path):
    (path,) = handed(
        opened(ledger(tmp_path, questions=[question(1, "会員基盤")])), tmp_path / "配布"
    ).values()
    sheet = load_workbook(path)["QA表"]
    assert sheet.protection.sheet and not sheet.protection.password
    head = next(row for row in sheet.iter_rows() if any(cell.value == "照合" for cell in row))
    below = {cell.value: sheet.cell(cell.row + 1, cell.column) for cell in head}
    open_labels = [label for label, cell in below.items() if not cell.protection.locked]
    assert open_labels == ["回答", "回答者", "回答日", "仕様反映要否", "希望期限"]
    new = {cell.value: sheet.cell(cell.row + 2, cell.column) for cell in head}
    assert new["QA-ID"].protection.locked and not new["質問"].protection.locked
    lists = [each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert '"要,不要"' in lists


@OPEN_DOCUMENT[0]
@OPEN_DOCUMENT[1]
def test_h9_libreoffice_offers_the_words_refuses_the_locked_cells_and_what_it_saves_is_collected(tmp_path):
    path = ledger(tmp_path, questions=[question(1, "会員基盤")])
    (made,) = handed(opened(path), tmp_path / "配布").values()
    returned = tmp_path / "返信.xlsx"
    told = in_open_document("fill_hand_out", made, "QA表", "仕様反映要否", "要", str(returned))
    assert (told["is_protected"], told["is_locked"]) == (True, [True, False])
    assert (told["rule"], told["words"]) == ("LIST", '"要";"不要"')
    assert (told["locked"], told["answer"]) == (["QA-001", "QA-001"], "要")
    found = opened(path).collect(returned)
    taken = {
        (row.name, each.name): each.other for row in found.rows for each in row.fields if row.name == "QA-001"
    }
    assert taken == {("QA-001", "needs_change"): "要"} and not found.of("doubtful")


def test_a_vendor_may_not_close_an_issue_and_our_people_may(tmp_path):
    issues = [
        Issue(id="ISS-001", kind="課題", title="甲", status="対応中", owner="清水 里奈"),
        Issue(id="ISS-002", kind="課題", title="乙", status="対応中", owner="山田 奈々"),
    ]
    found = handed(opened(ledger(tmp_path, issues=issues)), tmp_path / "配布", "課題管理表", "担当")
    inside, outside = (
        answers_of(found["清水 里奈"], "課題管理表"),
        answers_of(found["山田 奈々"], "課題管理表"),
    )
    assert "完了日" in inside[0] and "完了日" not in outside[0]
    assert "対応中,確認待ち" in parts(found["山田 奈々"])["xl/worksheets/sheet2.xml"]


def test_references_to_rows_that_are_not_given_are_left_out_and_counted(tmp_path):
    usual = {"kind": "作業", "phase": "結合試験", "planned_start": D, "planned_finish": DUE}
    tasks = [
        Task.model_validate(usual | {"id": "WBS-001", "title": "甲", "owner": "山田 奈々", "predecessors": ("WBS-002", "WBS-003")}),
        Task.model_validate(usual | {"id": "WBS-002", "title": "乙", "owner": "山田 奈々"}),
        Task.model_validate(usual | {"id": "WBS-003", "title": "丙", "owner": "清水 里奈"}),
    ]  # fmt: skip
    book = opened(ledger(tmp_path, tasks=tasks))
    made = {
        each.to: each for each in book.hand_out("マスタスケジュール", by="担当", folder=tmp_path / "配布")
    }
    assert made["山田 奈々"].refs_left_out == 1
    first = answers_of(tmp_path / "配布" / made["山田 奈々"].file, "マスタスケジュール")[0]
    assert first["先行作業"] == "WBS-002"


def test_an_interface_goes_to_both_ends_without_the_other_sides_answers(tmp_path):
    usual = {"change_kind": "新規", "design_due_on": DUE, "status": "未着手", "wish_source_on": D}
    row = Interface.model_validate(
        usual | {"id": "IF-001", "title": "会員連携", "source": "会員基盤", "target": "決済連携"}
    )
    found = handed(opened(ledger(tmp_path, interfaces=[row])), tmp_path / "配布", "IF一覧", "システム")
    assert set(found) == {"会員基盤", "決済連携"}
    assert answers_of(found["会員基盤"], "IF一覧")[0]["希望日"] is not None
    assert answers_of(found["決済連携"], "IF一覧")[0]["希望日"] is None


def test_money_and_remarks_do_not_go_outside_unless_it_is_said_twice(tmp_path):
    book = opened(ledger(tmp_path, questions=[question(1, "会員基盤")]))
    with pytest.raises(BadOption, match="「備考」は社外に出さない列です"):
        handed(book, tmp_path / "配布", show=["備考"])
    (path,) = handed(book, tmp_path / "配布", show=["備考"], force=True).values()
    assert answers_of(path, "QA表")[0]["備考"] == "社内の備考1"


def test_a_sheet_without_a_plan_wants_to_know_what_is_answered(tmp_path):
    book = opened(ledger(tmp_path))
    with pytest.raises(BadOption, match="--answer"):
        handed(book, tmp_path / "配布", "リスク管理表", "担当")
    with pytest.raises(BadOption, match="「QA表」のことですか"):
        handed(book, tmp_path / "配布", "QA法", "担当")


def test_the_draft_bears_the_workbook_and_the_record_says_what_went_out(tmp_path):
    path = ledger(tmp_path, questions=[question(1, "会員基盤"), question(2, "会員基盤", status="完了")])
    (file,) = handed(opened(path), tmp_path / "配布", only_open=True).values()
    message = message_from_bytes(file.with_suffix(".eml").read_bytes(), policy=default)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == file.name and attached.get_content() == file.read_bytes()
    assert message["X-Unsent"] == "1" and "yamada@v1.example.jp" in str(message["To"])
    (row,) = opened(path).handed_out
    assert (row.id, row.target_sheet, row.counterpart, row.split_by) == (
        "H20261130-01",
        "QA表",
        AKEBONO,
        "取引先",
    )
    assert (row.rows_given, row.handed_out_on, row.due_on, row.status) == (1, D, DUE, "配布済")
    assert (row.file, row.mail) == (file.name, "yamada@v1.example.jp")


def test_no_rows_no_file(tmp_path, capsys):
    path = ledger(tmp_path, questions=[question(1, "会員基盤")])
    assert handed(opened(path), tmp_path / "配布", to=["だれか"]) == {}
    assert not (tmp_path / "配布").exists()


def test_h10_a_book_that_cannot_be_written_still_gets_its_files(tmp_path, capsys):
    path = ledger(tmp_path, questions=[question(1, "会員基盤")])
    (tmp_path / ".~lock.会員基盤刷新.xlsx#").write_text("Suzuki,")  # LibreOffice's: it holds on every system
    code = main(["hand-out", str(path), "--sheet", "QA表", "--by", "取引先", "--as-of", "2026-11-30",
                 "-o", str(tmp_path / "配布")])  # fmt: skip
    assert code == 3 and len(list((tmp_path / "配布").glob("*.xlsx"))) == 1
    assert "配布記録に書けませんでした。ファイルは作ってあります。" in capsys.readouterr().err
    assert list((tmp_path / ".pmo_xl" / "exchange").rglob("H*.json.gz"))


def test_a_core_book_gets_the_sheet_of_the_record_on_its_first_hand_out_and_nothing_else(tmp_path, capsys):
    path = small_book(tmp_path)
    before, titles = cell_values(path), load_workbook(path).sheetnames
    command = ["hand-out", str(path), "--sheet", "課題管理表", "--by", "担当", "--as-of", "2026-11-30", "-o"]
    assert main([*command, str(tmp_path / "配布")]) == 0
    assert "「配布記録」シートを足しました" in capsys.readouterr().err
    book = opened(path, on=today_in_japan())  # 配布日 is the day on which they were made
    assert [row.status for row in book.of(HandedOut)] == ["配布済"] * len(
        list((tmp_path / "配布").glob("*.xlsx"))
    )
    assert [title for title in load_workbook(path).sheetnames if title != "配布記録"] == titles
    after = cell_values(path)
    assert {place: value for place, value in after.items() if place in before} == before
    assert {title for title, *_ in after.keys() - before.keys()} == {"配布記録", "集計"}  # and its drop-downs
    assert not {each.rule for each in book.check().findings if each.sheet == "配布記録"} - {"HND001"}
    assert main([*command, str(tmp_path / "もう一度"), "--force"]) == 0
    assert "シートを足しました" not in capsys.readouterr().err
    assert load_workbook(path).sheetnames.count("配布記録") == 1


def test_a_core_book_that_is_open_elsewhere_stays_as_it_is_and_still_gets_its_files(tmp_path, capsys):
    path = small_book(tmp_path)
    before = path.read_bytes()
    (tmp_path / f".~lock.{path.name}#").write_text("Suzuki,")
    code = main(
        ["hand-out", str(path), "--sheet", "課題管理表", "--by", "担当", "-o", str(tmp_path / "配布")]
    )
    assert code == 3 and path.read_bytes() == before and list((tmp_path / "配布").glob("*.xlsx"))
    assert "配布記録に書けませんでした" in capsys.readouterr().err


def test_a_ledger_of_another_office_gets_no_sheet_and_its_record_lies_beside_it(tmp_path, capsys):
    path = list_of_issues(tmp_path / "課題一覧.xlsx")
    before = path.read_bytes()
    command = ["--sheet", "課題管理表", "--by", "担当", "-o", str(tmp_path / "配布")]
    assert main(["hand-out", str(path), *command]) == 0
    assert path.read_bytes() == before and "隣の .pmo_xl フォルダにだけ残しました" in capsys.readouterr().err


def test_what_is_out_too_long_is_reminded_of(tmp_path):
    row = HandedOut(id="H20261110-01", target_sheet="QA表", counterpart=AKEBONO, split_by="取引先", rows_given=4,
                    handed_out_on=date(2026, 11, 10), due_on=date(2026, 11, 20), unanswered="QA-015、QA-018",
                    status="一部回収")  # fmt: skip
    book = opened(ledger(tmp_path, handed_out=[row]))
    (found,) = book.reminders()
    assert found.name == AKEBONO and "未回答 QA-015、QA-018" in found.text


def test_a_file_where_the_folder_should_be_is_said_before_anything_else(tmp_path, capsys):
    path = ledger(tmp_path, questions=[question(1, "会員基盤")])
    handed(opened(path), tmp_path / "配布")
    (tmp_path / "配布.xlsx").write_bytes(b"")
    options = ["--sheet", "QA表", "--by", "取引先", "-o", str(tmp_path / "配布.xlsx")]
    assert main(["hand-out", str(path), *options]) == 2
    assert (
        "配布.xlsx はファイルです。-o には結果を置くフォルダを指定してください。" in capsys.readouterr().err
    )
