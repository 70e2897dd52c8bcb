"""How sure a reading is, is told; what was guessed is asked back once; what a person settled is taken unasked."""

import json

from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.operations.book import open_workbook
from tests.workbook.ledgers.ledger import Ledger, write

GUESSED = """
No | 件名 | 主に見る担当 | 完了させる期限の日 | 状況
1 | 夜間が延びる | 山本 | 2026/11/10 | 10/1に調査を頼んだ。索引を足す案を聞いている。
2 | 桁がずれる | 森田 | 2026/11/20 | 様式を確かめ、直す人を決めた。来週に試す予定。
3 | 回線が細い | 山本 | 2026/12/20 | 申請の前に見積を取り直すことになり、待っている。
"""
PLAIN = """
No | 件名 | 担当 | 期限 | 状態
1 | 夜間が延びる | 山本 | 2026/11/10 | 対応中
2 | 桁がずれる | 森田 | 2026/11/20 | 未着手
3 | 回線が細い | 山本 | 2026/12/20 | 完了
"""


def a_book(tmp_path, **tabs):
    return write(Ledger("", Issue, tabs, ""), tmp_path / "課題一覧.xlsx")


def test_a_guess_is_used_where_the_values_agree_and_told_once(tmp_path, capsys):
    path = a_book(tmp_path, 課題一覧=GUESSED)
    book = open_workbook(path, as_of="2026-11-30")
    assert [(issue.owner, issue.due_on.day) for issue in book.issues] == [
        ("山本", 10),
        ("森田", 20),
        ("山本", 20),
    ]
    assert main(["check", str(path), "--as-of", "2026-11-30"]) in (0, 1)
    told = capsys.readouterr().err
    assert told.count("推測して読みました") == 2
    assert told.count("--save-layout 課題一覧.layout.toml") == 1


def test_prose_under_a_heading_of_states_is_no_state(tmp_path):
    book = open_workbook(a_book(tmp_path, 課題一覧=GUESSED), as_of="2026-11-30")
    assert "status" not in book.layouts.tables[0].columns
    assert [issue.progress_notes[:2] for issue in book.issues] == ["10", "様式", "申請"]


def test_a_plain_ledger_and_a_workbook_of_ours_ask_nothing_back(tmp_path):
    assert open_workbook(a_book(tmp_path, 課題一覧=PLAIN), as_of="2026-11-30").remarks == ()


def test_the_explanation_says_how_sure_each_column_is_and_how_it_is_known(tmp_path, capsys):
    assert main(["check", str(a_book(tmp_path, 課題一覧=GUESSED)), "--explain-layout"]) == 0
    told = capsys.readouterr().out
    assert "この読み方の確かさ: 95%" in told
    assert "次に近い読み方: " in told
    assert "列の決め方: 見出し 3 列、推測 2 列（確かさが 60% に届かない列は読まず、聞き返します）" in told
    assert "D列 「完了させる期限の日」 → 期限（見出しの一部と値からの推測、確かさ 70%）" in told


def test_the_explanation_as_json_says_the_same(tmp_path, capsys):
    assert (
        main(["check", str(a_book(tmp_path, 課題一覧=GUESSED)), "--explain-layout", "--format", "json"]) == 0
    )
    (table,) = json.loads(capsys.readouterr().out)["workbooks"][0]["tables"]
    assert (table["kind"], table["header_rows"], table["data_rows"]) == ("課題管理表", [1, 1], [2, 4])
    by_field = {column["field"]: column for column in table["columns"]}
    assert (by_field["期限"]["by"], by_field["期限"]["confidence"]) == ("推測", 0.7)
    assert by_field["件名"]["by"] == "見出し"
    assert next(column["columns"] for column in table["columns"]) == ["A"]
    assert len([said for said in table["asked_back"] if "推測して読みました" in said]) == 2
    assert (table["least_confidence"], table["is_blank_open"]) == (0.6, False)
    assert "状態" in table["missing"]


def test_parts_units_and_what_was_not_read_are_told_in_both(tmp_path, capsys):
    text = "予算ID | 年度 | 負担部門 | 予算額(千円) | 承認日 | 社内メモ\nBUD-001 | 2026 | 営業 | 12 | 2026/4/1 | 要調整"
    path = str(a_book(tmp_path, 予算枠=text))
    main(["check", path, "--explain-layout"])
    told = capsys.readouterr().out
    assert (
        "読まない列: F列「社内メモ」（予算枠の項目と決められる見出しでないため。独自の列として残ります）"
        in told
    )
    assert "次に近い読み方: " in told
    main(["check", path, "--explain-layout", "--format", "json"])
    (table,) = json.loads(capsys.readouterr().out)["workbooks"][0]["tables"]
    assert {column["field"]: column["unit"] for column in table["columns"]}["予算額"] == 1000
    assert (table["unread_columns"], table["unread_why"]) == (
        {"F": "社内メモ"},
        "予算枠の項目と決められる見出しでないため。独自の列として残ります",
    )


def test_what_is_no_ledger_is_refused_under_the_explanation_too(tmp_path, capsys):
    path = a_book(tmp_path, 課題一覧="項目 | 内容\n目的 | 手書きをやめる")
    assert main(["check", str(path), "--explain-layout"]) == 2
    assert "課題管理表の見出しを探しましたが" in capsys.readouterr().err


def test_a_layout_file_beside_the_workbook_is_taken_without_being_asked(tmp_path, capsys):
    path = a_book(tmp_path, 課題一覧=GUESSED)
    settled = tmp_path / "課題一覧.layout.toml"
    assert main(["check", str(path), "--save-layout", str(settled)]) == 0
    assert "次からそのとおりに読みます" in capsys.readouterr().err
    settled.write_text(
        settled.read_text(encoding="utf-8").replace('"担当" = "C"', '"担当" = ""'), encoding="utf-8"
    )
    book = open_workbook(path, as_of="2026-11-30")
    assert "owner" not in book.layouts.tables[0].columns
    assert sum("layout.toml に決められたとおり" in remark for remark in book.remarks) == 1
    assert not [remark for remark in book.remarks if "推測" in remark]


def test_stacked_tables_are_settled_one_by_one(tmp_path):
    more = "\n| | | |\n■完了 | | | |\nNo | 完了日 | 件名 | 担当 | 状態\n4 | 2026/10/1 | 端末 | 山本 | 完了"
    path = a_book(tmp_path, 課題一覧=PLAIN.strip("\n") + more)
    rows = [issue.id for issue in open_workbook(path, as_of="2026-11-30").issues]
    assert main(["check", str(path), "--save-layout", str(tmp_path / "課題一覧.layout.toml")]) == 0
    book = open_workbook(path, as_of="2026-11-30")
    assert [issue.id for issue in book.issues] == rows == ["1", "2", "3", "4"]


def test_copies_that_were_left_are_named_once(tmp_path, capsys):
    path = a_book(tmp_path, **{"課題一覧": PLAIN, "控え": PLAIN})
    main(["check", str(path), "--as-of", "2026-11-30"])
    assert capsys.readouterr().err.count("「控え」") == 1
