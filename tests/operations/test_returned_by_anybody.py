"""collect, whatever a reader did to the file: nothing goes to the wrong row, nothing is lost without a sentence."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from pmo_xl.faces.cli import main
from pmo_xl.operations.book import Book
from tests.operations.test_collect import FULL, WRITTEN, answer, grid_of, saved_on, told, with_result
from tests.operations.test_hand_out import AKEBONO, handed, ledger, list_of_issues, question
from tests.support.libreoffice import SOFFICE
from tests.support.master import opened, small_book

Handling = Callable[[Any, Any, int, dict[str, int]], None]


@pytest.fixture
def given(tmp_path: Path) -> tuple[Path, Path]:
    """A ledger of four questions, and the file that went to their vendor."""
    path = ledger(tmp_path, questions=[question(n, "会員基盤") for n in (1, 2, 3, 4)])
    return path, handed(opened(path), tmp_path / "配布")[AKEBONO]


def ids(*written: object) -> Handling:
    def over(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        """Write over the numbers of the first rows."""
        for at, value in enumerate(written, head + 1):
            sheet.cell(at, 1).value = value

    return over


def written_rows(book: Book, *files: Path) -> set[str | None]:
    return {
        line.row_id
        for line in book.collect(list(files)).items
        if line.what == "変更" and line.sheet == "QA表"
    }


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        (("QA-002", "QA-001"), "書き換わって"),
        ((None, None), "消えて"),
        (("QA-999", " qa-2 "), "書き換わって"),
        (("QA-001", "QA-001", "QA-001", "QA-001"), "書き換わって"),
        ((1, 2), "書き換わって"),
    ],
)
def test_an_answer_beside_a_number_that_is_not_its_own_waits_under_its_own_row(given, numbers, why):
    path, file = given
    back = answer(
        file, {"QA-001": {"回答": "一への答え"}, "QA-002": {"回答": "二への答え"}}, also=ids(*numbers)
    )
    made = opened(path).collect(back)
    right = {"QA-001"} if numbers[0] == "QA-001" else set()
    assert written_rows(opened(path), back) == right and made.is_open
    found = {line.row_id: line.other for line in made.items if line.column == "回答"}
    assert {"QA-001": "一への答え", "QA-002": "二への答え"}.items() <= found.items()
    assert any(why in line.reason for line in made.items)
    made.decide("QA-002", "回答", "source")
    made.apply()
    assert {row.id: row.answer for row in opened(path).questions}["QA-002"] == "二への答え"


def test_titles_tell_the_row_where_the_fingerprints_were_erased(given):
    path, file = given

    def moved(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        ids("QA-002", "QA-001")(workbook, sheet, head, columns)
        for at in range(head + 1, head + 5):
            sheet.cell(at, columns["照合"]).value = None

    back = answer(file, {"QA-001": FULL}, also=moved)
    (line,) = [each for each in opened(path).collect(back).items if each.column == "(行)"]
    assert line.what == "要確認" and "件名は QA-001 の行のものです" in line.reason


def test_a_question_that_was_corrected_in_place_is_still_its_row(given):
    path, file = given
    back = answer(file, {"QA-001": {"件名": "質問の件名1(再)", "回答": "答え"}})
    assert ("変更", "QA-001", "回答", "答え") in told(opened(path), back)


def test_a_given_row_copied_for_a_new_question_is_new(given):
    path, file = given

    def copied(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        for column in range(2, sheet.max_column + 1):
            sheet.cell(head + 5, column).value = sheet.cell(head + 1, column).value
        sheet.cell(head + 5, columns["件名"]).value = "別のこと"

    lines = told(opened(path), answer(file, {}, also=copied))
    assert [line[:2] for line in lines] == [("新規", "QA-005")]


def test_a_formula_without_a_stored_value_is_told_and_not_called_unanswered_in_silence(given):
    path, file = given
    back = answer(file, {"QA-001": {"回答": "=CONCATENATE(A1)"}, "+1": {"件名": "=1+1", "質問": "中身"}})
    made = opened(path).collect(back)
    unread = {line.column: (line.other, line.reason) for line in made.items if line.what == "読めない"}
    assert unread["回答"] == ("=CONCATENATE(A1)", "数式だけで、計算した値が保存されていません")
    assert unread["件名"][0] == "=1+1" and made.is_open


def test_what_a_new_row_says_and_the_ledger_cannot_read_or_has_no_column_for_is_not_lost(given):
    path, file = given
    back = answer(file, {"+1": {"件名": "新しい質問", "回答期限": "来週中", "希望期限": date(2026, 12, 20)}})
    made = opened(path).collect(back)
    assert [(line.column, line.other) for line in made.items if line.what == "読めない"] == [
        ("回答期限", "来週中")
    ]
    made.apply()
    row = next(row for row in opened(path).questions if row.title == "新しい質問")
    assert row.due_on is None and "期限 2026/12/20 を希望" in (row.remarks or "")


def test_two_people_who_contradict_each_other_answer_nothing(given):
    path, file = given
    files = [answer(file, {"QA-001": {"回答": said}}, f"{said}.xlsx") for said in ("要る", "要らない")]
    for each in files:
        saved_on(each, "2026-12-01T00:00:00Z")
    for order in (files, files[::-1]):
        made = opened(path).collect(order)
        assert [(line.what, line.column) for line in made.items if line.row_id == "QA-001"] == [
            ("衝突", "回答")
        ]
        assert any("どれが後か分からない" in remark for remark in made.remarks)


def test_the_earlier_of_two_contradicting_files_is_quoted_and_never_undoes_the_later(given):
    path, file = given
    first, second = (
        answer(file, {"QA-001": {"回答": said}}, f"{said}.xlsx") for said in ("要る", "要らない")
    )
    saved_on(first, "2026-12-01T00:00:00Z")
    saved_on(second, "2026-12-02T00:00:00Z")
    made = opened(path).collect([second, first])
    assert any("先の「要る」でなく 要らない.xlsx の答えを採ります" in remark for remark in made.remarks)
    opened(path).collect(second).apply()
    again = opened(path).collect(first)
    assert not len(again.changes) and any("前に回収したファイルより前" in remark for remark in again.remarks)
    third = answer(file, {"QA-001": {"回答": "やはり要る"}, "QA-002": {"回答": "二つ目"}}, "三度目.xlsx")
    saved_on(third, "2026-12-03T00:00:00Z")
    lines = {line[1:3]: line[3] for line in told(opened(path), third)}
    assert lines["QA-001", "回答"] == "やはり要る" and lines["QA-002", "回答"] == "二つ目"


def test_a_file_of_an_earlier_day_still_fills_what_the_later_one_left_blank(given):
    path, file = given
    first = answer(file, {"QA-001": {"回答": "一"}, "QA-002": {"回答": "二"}}, "先.xlsx")
    second = answer(file, {"QA-001": {"回答": "一(直し)"}}, "後.xlsx")
    saved_on(first, "2026-12-01T00:00:00Z")
    saved_on(second, "2026-12-02T00:00:00Z")
    opened(path).collect(second).apply()
    opened(path).collect(first).apply()
    assert [row.answer for row in opened(path).questions][:2] == ["一(直し)", "二"]


def test_a_number_twice_in_one_of_two_files_is_in_doubt_and_the_last_does_not_win(given):
    path, file = given

    def twice(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        for column in range(1, sheet.max_column + 1):
            sheet.cell(head + 5, column).value = sheet.cell(head + 1, column).value
        sheet.cell(head + 5, columns["回答"]).value = "別の答え"

    first = answer(file, {"QA-001": FULL}, "先.xlsx", also=twice)
    second = answer(file, {"QA-002": FULL}, "後.xlsx")
    saved_on(first, "2026-12-01T00:00:00Z")
    saved_on(second, "2026-12-02T00:00:00Z")
    made = opened(path).collect([first, second])
    assert {line.what for line in made.items if line.row_id == "QA-001"} == {"要確認"}
    assert "QA-002" in written_rows(opened(path), first, second)


def test_thousands_of_rows_that_nobody_wrote_by_hand_are_not_added(given):
    path, file = given

    def flooded(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        for at in range(head + 20, head + 320):
            sheet.cell(at, columns["質問"]).value = f"貼り付け{at}"

    made = opened(path).collect(answer(file, {"QA-001": FULL}, also=flooded))
    assert written_rows(opened(path), file.parent.parent / "返信" / "返信.xlsx") == {"QA-001"}
    assert not made.changes.new_rows and made.is_open and "300 行あります" in made.doubts[0]


def test_an_answer_to_a_row_that_was_closed_meanwhile_is_told_with_its_state(given):
    path, file = given
    with opened(path).edit() as changes:
        changes.set("QA-001", status="完了")
    lines = [
        line for line in opened(path).collect(answer(file, {"QA-001": FULL})).items if line.row_id == "QA-001"
    ]
    assert lines and all("台帳では完了の行です" in line.reason for line in lines)
    assert "状態" not in {line.column for line in lines}


def test_pictures_and_comments_are_counted_for_an_answer_may_be_in_them(given):
    path, file = given
    from PIL import Image as Picture

    shot = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(shot, "png")

    def pasted(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
        sheet.add_image(Image(shot), "J7")
        sheet.cell(head + 1, columns["回答"]).comment = Comment("ここに答え", "山田")

    made = opened(path).collect(answer(file, {}, also=pasted))
    assert any("画像 1 点、コメント 1 件は取り込みません" in remark for remark in made.remarks)


def test_a_tab_that_declares_entities_is_named_with_its_reason(given, capsys):
    import zipfile

    path, file = given
    back = answer(file, {"QA-001": FULL})
    with zipfile.ZipFile(back) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet2.xml"
    parts[part] = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + parts[part]
    with zipfile.ZipFile(back, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert main(["collect", str(path), str(back), "--as-of", "2026-11-30"]) == 3
    assert "DTD" in capsys.readouterr().out


def test_the_number_that_is_said_counts_only_for_files_that_do_not_bear_one(given, tmp_path, capsys):
    path, file = given
    other = ledger(tmp_path / "別", questions=[question(n, "会員基盤") for n in (1, 2, 3, 4)])
    foreign = answer(handed(opened(other), tmp_path / "別" / "配布")[AKEBONO], {"QA-001": FULL})
    workbook, sheet, _, _ = grid_of(foreign, "QA表")
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]
    sheet.cell(2, 1).value = None
    workbook["ご案内"]["C4"].value = None
    for row in sheet.iter_rows(min_row=6, max_row=9):
        row[-1].value = "0123456789abcdef"
    workbook.save(foreign)
    own = answer(file, {"QA-002": FULL}, "こちら.xlsx")
    said = [
        "collect",
        str(path),
        str(foreign),
        str(own),
        "--handout",
        "H20261130-01",
        "--as-of",
        "2026-11-30",
    ]
    assert main(said) == 3
    out = capsys.readouterr().out
    assert "行が合いません" in out and "QA-002" in out


def test_a_returned_file_with_a_password_is_read_with_it(given):
    import msoffcrypto.format.ooxml as ooxml

    path, file = given
    back = answer(file, {"QA-001": FULL})
    locked, word = back.with_name("鍵.xlsx"), "ひみつ"
    with back.open("rb") as plain, locked.open("wb") as out:
        ooxml.OOXMLFile(plain).encrypt(word, out)
    assert "パスワード" in (opened(path).collect(locked).sources[0].failed or "")
    assert ("変更", "QA-001", "回答", "桁数は12桁") in told(opened(path), locked, password=word)


def test_a_formula_with_a_stored_value_keeps_its_mark_beside_the_reason(given):
    path, file = given
    back = answer(file, {"QA-001": {"回答": "=[1]外部!A1"}})
    with_result(back, "値")
    (line,) = [each for each in opened(path).collect(back).items if each.column == "回答"]
    assert line.after == "値" and line.reason.endswith("保存されていた値だけを取りました")


def filtered(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
    sheet.auto_filter.ref = f"A{head}:{sheet.cell(head + 4, sheet.max_column).coordinate}"
    sheet.row_dimensions[head + 1].hidden = True


def upside_down(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
    wide = range(1, sheet.max_column + 1)
    rows = [[sheet.cell(head + at, column).value for column in wide] for at in range(1, 5)]
    for at, row in enumerate(reversed(rows), head + 1):
        for column, value in zip(wide, row, strict=True):
            sheet.cell(at, column).value = value


def column_between(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
    sheet.insert_cols(3)
    sheet.cell(head, 3).value = "社内メモ"


def lines_above(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
    sheet.insert_rows(1, 3)


def renamed(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
    sheet.title = "回答シート"
    workbook.move_sheet(sheet, -1)


def written_by_hand(workbook: Any, sheet: Any, head: int, columns: dict[str, int]) -> None:
    sheet.cell(head + 1, columns["回答日"]).value = "2026年11月28日"


HANDLED: Sequence[Handling] = (filtered, upside_down, column_between, lines_above, renamed, written_by_hand)


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice がありません")
def test_what_was_handled_and_saved_twice_by_libreoffice_says_the_same(given, tmp_path):
    path, file = given
    made = [answer(file, {"QA-001": FULL}, f"Re_{each.__name__} 最新(3).xlsx", also=each) for each in HANDLED]
    folder = made[0].parent
    for kind, names in (("ods", made), ("xlsx", [tmp_path / "ods" / f"{each.stem}.ods" for each in made])):
        subprocess.run(
            [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", kind,
             "--outdir", str(tmp_path / kind), *map(str, names)], check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    expected = sorted(told(opened(path), folder / made[-1].name))
    assert expected == sorted(WRITTEN)
    for each in made:
        assert sorted(told(opened(path), tmp_path / "xlsx" / each.name)) == expected, each.name


def test_what_went_out_of_a_book_without_the_sheet_is_still_waited_for(tmp_path, capsys):
    """A ledger of another office has no 配布記録: nobody may read that all is back."""
    path = list_of_issues(tmp_path / "課題一覧.xlsx")
    made = opened(path).hand_out("課題管理表", by="担当", folder=tmp_path / "配布", due_on=date(2026, 12, 11))
    assert main(["collect", str(path), "--status", "--as-of", "2026-11-30"]) == 0
    said = capsys.readouterr().out
    assert f"返っていない配布 {len(made)} 件" in said and all(each.id in said for each in made)


def test_a_copy_of_the_ledger_among_the_returned_files_is_called_what_it_is(tmp_path):
    path = small_book(tmp_path)
    opened(path).hand_out("課題管理表", by="担当", folder=tmp_path / "配布")
    (tmp_path / "返信").mkdir()
    copy = shutil.copy(path, tmp_path / "返信" / "台帳 - コピー.xlsx")
    (source,) = opened(path).collect([copy]).sources
    assert "台帳の写し" in source.failed and "merge" in source.failed
