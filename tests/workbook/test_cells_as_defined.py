"""Cells, IDs, references and persons of written workbooks, as the definitions say (definitions.md, Cells and References)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from pmo_xl.faces.cli import main
from pmo_xl.metrics.fingerprint import fingerprint, read_fingerprint, stored_fingerprint
from pmo_xl.metrics.versions import split_versions, version_of
from pmo_xl.model.record import UNCACHED
from pmo_xl.model.requirement import Requirement
from tests.support.staff_book import Formula, Percent, staff_book

TASK = ["作業ID", "種別", "作業名", "予定開始", "予定終了", "進捗率"]
ISSUE = ["課題ID", "件名", "担当", "期限", "状態", "超過日数"]
OURS = pytest.mark.parametrize("is_ours", [True, False])


@OURS
@pytest.mark.parametrize(
    ("cell", "percent", "is_outside"),
    [
        (Percent(0.5), "50%", False),
        (Percent(1), "100%", False),
        (Percent(1.2), "120%", True),
        (Percent(50), "5000%", True),
        (Percent(-0.05), "-5%", True),
        (0, "0%", False),
        (1, "100%", False),
        (1.2, "1.2%", False),
        (50, "50%", False),
        (100, "100%", False),
        (100.5, "100.5%", True),
        (-5, "-5%", True),
        ("120%", "120%", True),
        ("５０％", "50%", False),
    ],
)
def test_a_percent_stands_as_its_format_says(tmp_path, is_ours, cell, percent, is_outside):
    row = ["WBS-001", "作業", "設計", date(2026, 11, 2), date(2026, 12, 4), cell]
    book = staff_book(tmp_path, {"マスタスケジュール": [TASK, row]}, is_ours=is_ours)
    (task,) = book.tasks
    assert task.progress * 100 == Decimal(percent.rstrip("%"))
    found = [(f.cell, f.column) for f in book.check("DAT003").findings]
    assert found == ([("F2", "進捗率")] if is_outside else [])


@OURS
@pytest.mark.parametrize(
    "empty",
    [
        ["ISS-002"],
        [7],
        [Formula('="ISS-"&TEXT(ROW()-1,"000")', "ISS-002")],
        [Formula("=ROW()-1", 2)],
        ["ISS-002", None, None, None, None, Formula("=MAX(0,1-D3)", 0)],
        [None, None, None, None, None, 7],
        ["ISS-002", " ", "　", None, "​", None],
    ],
)
def test_a_row_with_nothing_but_an_id_or_a_number_is_empty(tmp_path, is_ours, empty):
    row = ["ISS-001", "遅い", "佐藤", date(2026, 11, 1), "対応中", Formula("=MAX(0,1-D2)", 29)]
    last = ["ISS-003", "重い", "佐藤", date(2026, 11, 1), "対応中", Formula("=MAX(0,1-D4)", 29)]
    book = staff_book(tmp_path, {"課題管理表": [ISSUE, row, empty, last]}, is_ours=is_ours)
    assert [issue.id for issue in book.issues] == ["ISS-001", "ISS-003"]
    assert [f.row for f in book.check(["DAT002", "DAT006"]).findings if f.row == 3] == []


def test_a_fingerprint_is_the_first_half_of_the_hash_over_the_folded_fields_in_their_order(tmp_path):
    head = ["要件ID", "種別", "要件内容", "関連システム", "受入条件", "状態"]
    row = ["REQ-001", "業務", " ﾛｸﾞｲﾝできる ", "決済連携、会員基盤", "１０秒以内", "対象"]
    (requirement,) = staff_book(tmp_path, {"要件一覧": [head, row]}).requirements
    joined = "業務\x1fログインできる\x1f会員基盤、決済連携\x1f10秒以内"
    wanted = sha256(joined.encode()).hexdigest()[:16]
    assert fingerprint(requirement) == wanted
    assert stored_fingerprint(requirement, date(2026, 11, 2)) == f"20261102:{wanted}"
    assert read_fingerprint(f" 20261102:{wanted.upper()} ") == (date(2026, 11, 2), wanted)
    for wrong in ("", None, wanted, f"20261302:{wanted}", f"20261102:{wanted}0", f"2026-11-02:{wanted}"):
        assert read_fingerprint(wrong) is None
    assert (
        fingerprint(
            Requirement(
                kind="業務",
                statement="ログインできる",
                systems=("会員基盤", "決済連携"),
                acceptance_criteria="10秒以内",
            )
        )
        == wanted
    )


CHANGE = ["変更ID", "件名", "起票者", "起票元", "対象要件", "状態"]
REFERRED = {
    "QA表": [["QA-ID", "質問", "状態"], ["QA-012", "桁数は", "未回答"], ["ＱＡ－０１３ ", "色は", "未回答"]],
    "要件一覧": [["要件ID", "要件内容", "状態"], ["REQ-001", "登録", "対象"], ["req-002", "検索", "対象"]],
    "体制表": [["氏名", "会社", "役割"], ["佐藤 花子", "当社", "PM"], ["鈴木 一郎", "当社", "PMO"]],
}


def _change(tmp_path, *cells):
    book = staff_book(tmp_path, {"仕様変更管理表": [CHANGE, ["CHG-001", "変更", *cells, "起票"]], **REFERRED})
    (change,) = book.spec_changes
    found = [(f.column, f.severity.label) for f in book.check("DAT005").findings if f.row_id == "CHG-001"]
    return change, found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("QA-012", []),
        ("qa－０１２", []),
        (" QA-013\n", []),
        ("QA-12", [("起票元", "警告")]),
        ("QA-900", [("起票元", "エラー")]),
        ("11/5 定例会議", []),
        ("山本さんのメール", []),
    ],
)
def test_ids_compare_folded_and_a_near_one_is_only_near(tmp_path, cell, found):
    assert _change(tmp_path, "佐藤 花子", cell, None)[1] == found


@pytest.mark.parametrize("mark", ["、", ",", ";", "/", "\n", "，", "；", "／", " 、 "])
def test_references_are_split_at_every_mark(tmp_path, mark):
    change, found = _change(tmp_path, "佐藤 花子", None, f"REQ-001{mark}REQ-002")
    assert change.requirements == ("REQ-001", "REQ-002") and found == []


@pytest.mark.parametrize(
    "names",
    [
        "佐藤花子様",
        "佐藤 花子さん",
        "佐藤　花子氏",
        "佐藤 花子部長",
        "佐藤 花子 課長",
        "佐藤 花子、鈴木 一郎",
        "佐藤 花子,鈴木一郎",
        "佐藤 花子・鈴木 一郎",
        "佐藤 花子/鈴木 一郎",
        "佐藤 花子\n鈴木 一郎様",
    ],
)
def test_persons_are_found_without_their_titles_and_the_first_is_responsible(tmp_path, names):
    change, found = _change(tmp_path, names, None, None)
    assert found == [] and (change.raised_by or "").startswith("佐藤 花子")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1.9", "1.10"),
        ("第1.9版", "Ver.1.10"),
        ("v1", "Rev.2"),
        ("1.0a", "1.0b"),
        ("第２版", "第10版"),
        ("1", "1.0.1"),
    ],
)
def test_versions_compare_number_by_number(older, newer):
    assert version_of(older) < version_of(newer)


@pytest.mark.parametrize("text", ["最新", "初版", "2026/11/30", "1.0-rc", "1..2", ""])
def test_what_is_no_version_cannot_be_compared(text):
    assert version_of(text) is None


def test_versions_of_several_documents_keep_their_order():
    assert split_versions("1.1、第2版/Ver.3\n4") == ("1.1", "第2版", "Ver.3", "4")


def test_a_book_without_a_sheet_of_ours_ends_with_the_sentence(tmp_path, capsys):
    book = tmp_path / "一覧.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(str(book)) as made:
        made.add_worksheet("売上").write_row(0, 0, ["商品", "単価"])
    assert main(["check", str(book)]) == 2
    told = capsys.readouterr()
    assert "PMO台帳のシートが見つかりません" in told.out + told.err


@OURS
@pytest.mark.parametrize(
    ("due", "reason"),
    [
        ("4月上旬", "「期限」を読み取れない行があります"),
        ("#N/A", "「期限」を読み取れない行があります"),
        (Formula("=TODAY()", None), UNCACHED),
    ],
)
def test_what_could_not_be_read_is_never_judged(tmp_path, is_ours, due, reason):
    rows = [ISSUE, ["ISS-001", "遅い", "佐藤", due, "対応中", None]]
    book = staff_book(tmp_path, {"課題管理表": rows}, is_ours=is_ours)
    (count,) = book.check("ISS001").rules
    assert (count.judged, count.undeterminable, count.out_of_scope) == (0, 1, 0)
    assert reason in (count.reason or "")


@OURS
def test_a_column_that_is_not_there_is_never_judged(tmp_path, is_ours):
    rows = [["課題ID", "件名", "担当", "状態"], ["ISS-001", "遅い", "佐藤", "対応中"]]
    (count,) = staff_book(tmp_path, {"課題管理表": rows}, is_ours=is_ours).check("ISS001").rules
    assert (count.judged, count.undeterminable, count.out_of_scope) == (0, 1, 0)
    assert "「期限」列がありません" in (count.reason or "")


def test_an_overwritten_formula_is_judged_only_in_a_book_of_ours(tmp_path):
    rows = [ISSUE, ["ISS-001", "遅い", "佐藤", date(2026, 11, 1), "対応中", 5]]
    ours = staff_book(tmp_path, {"課題管理表": rows}, is_ours=True).check("DAT007")
    theirs = staff_book(tmp_path, {"課題管理表": rows}).check("DAT007")
    assert [f.cell for f in ours.findings] == ["F2"]
    assert theirs.findings == () and theirs.rules[0].is_out_of_scope
