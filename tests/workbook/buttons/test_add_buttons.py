"""Buttons for a workbook that exists: they are there, they are bound, and everything else is as it was."""

from __future__ import annotations

import io
import re
import shutil

import msoffcrypto
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from pmo_xl.actions import MENU_BUTTONS, SHEET_BUTTON
from pmo_xl.errors import BadOption, RefusedEdit, UnreadableWorkbook, UnwritableOutput
from pmo_xl.operations.add_buttons import add_buttons
from pmo_xl.operations.book import open_workbook
from pmo_xl.resources import template
from pmo_xl.workbook.buttons.vml import control_areas
from pmo_xl.workbook.closed_book.cell_scan import raw_cells, scanned_cell, scanned_rows
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.vba import build_project
from pmo_xl.workbook.vba.existing_project import read_project
from pmo_xl.workbook.vba.shipped import button_sources
from pmo_xl.workbook.vba.xlwings_sheet import CONF_CELLS
from tests.support.libreoffice import OPEN_DOCUMENT, in_open_document
from tests.support.schema import schema_errors
from tests.workbook.buttons.button_books import (
    LEDGER,
    code_names_of,
    drawings_of,
    macros_in,
    make_book,
    project_of,
    values_of,
    with_part,
)
from tests.workbook.closed_book.ledger_books import opened, parts, rewrite

MAIN_SUBS = [button.macro for button in MENU_BUTTONS]


@pytest.fixture
def book(tmp_path):
    return make_book(tmp_path / "課題一覧.xlsx")


@pytest.fixture
def target(tmp_path):
    return tmp_path / "課題一覧.xlsm"


MASTER = template("pmo_master.xlsx")


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Our own workbook with its buttons, and what was told of it."""
    added = add_buttons(MASTER, tmp_path_factory.mktemp("台帳") / "台帳.xlsm")
    return added.path, added


def test_a_foreign_workbook_gets_a_sheet_of_main_buttons_and_a_small_one_beside_its_table(book, target):
    before = book.read_bytes()
    added = add_buttons(book, target)
    assert (added.main_sheet, added.sheets, added.is_renewed) == ("pmo_xl ボタン", (LEDGER,), False)
    assert sorted(map(macros_in, drawings_of(target))) == sorted([MAIN_SUBS, [SHEET_BUTTON.macro]])
    assert book.read_bytes() == before and added.failures == added.remarks == ()
    assert [sheet.title for sheet in opened(target)] == [LEDGER, "pmo_xl ボタン", "xlwings.conf"]


def test_the_new_sheets_are_not_taken_for_ledgers(book, target):
    add_buttons(book, target)
    before, after = find_layouts(open_grids(book)), find_layouts(open_grids(target))
    assert after.tables == before.tables and len(after.left) == len(before.left) + 2


def test_a_workbook_for_macros_that_has_none_stays_one(book, target, tmp_path):
    macro_book = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    given = book.rename(tmp_path / "空のマクロ.xlsm")
    with_part(given, "[Content_Types].xml", lambda xml: xml.replace(main, macro_book.encode()))
    add_buttons(given, target)
    types = parts(target)["[Content_Types].xml"].decode()
    assert types.count(macro_book) == 1 and main.decode() not in types
    assert 'PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"' in types


def test_the_sheet_says_in_one_line_what_each_button_does(book, target):
    add_buttons(book, target)
    shown = [cell for row in values_of(target)["pmo_xl ボタン"] for cell in row if cell]
    assert shown[-len(MENU_BUTTONS) :] == [button.help for button in MENU_BUTTONS]


def test_a_workbook_of_ours_gets_them_on_its_menu_and_on_every_ledger(ours):
    path, added = ours
    ledgers = {layout.title for layout in open_workbook(MASTER).layouts.tables}
    assert added.main_sheet == "メニュー" and set(added.sheets) == ledgers and not added.failures
    assert MAIN_SUBS in map(macros_in, drawings_of(path))
    assert list(values_of(path)) == [*values_of(MASTER), "xlwings.conf"]


def test_what_stood_in_the_workbook_stands_there_still(ours):
    old, new = parts(MASTER), parts(ours[0])
    assert set(old) < set(new)
    sheets = {name for name in old if "worksheets/" in name}
    expected = sheets | {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert {name for name in old if old[name] != new[name]} <= expected
    for name in (each for each in sheets if each.endswith(".xml")):
        assert cells_of(new[name]) == cells_of(old[name])
    was, now = values_of(MASTER), values_of(ours[0])
    assert {name: now[name] for name in was} == was


def cells_of(sheet: bytes):
    """Style, formula and value of every cell by row and column; a row of buttons may have its height alone."""
    rows = {n: raw_cells(cells) for n, cells in scanned_rows(sheet).items()}
    return {n: {c: scanned_cell(raw) for c, raw in cells.items()} for n, cells in rows.items() if cells}


def test_the_workbook_is_read_as_before(ours):
    before, after = open_workbook(MASTER), open_workbook(ours[0])
    assert after.layouts.tables == before.layouts.tables
    assert after.check().rules == before.check().rules


@pytest.mark.slow
def test_microsofts_rules_find_nothing_in_our_workbook_that_they_did_not_find_before(ours):
    assert schema_errors(ours[0]) == schema_errors(MASTER)


def test_microsofts_rules_find_nothing_in_a_foreign_workbook_with_everything(tmp_path, target):
    book = make_book(tmp_path / "全部.xlsx", comment=True, picture=True, chart_sheet=True)
    add_buttons(book, target)
    assert schema_errors(target) == schema_errors(book) == []


def test_the_xlwings_sheet_is_hidden_and_names_no_interpreter(book, target):
    add_buttons(book, target)
    sheet = opened(target)["xlwings.conf"]
    assert {cell: sheet[cell].value for cell in CONF_CELLS} == dict(CONF_CELLS)
    assert sheet.sheet_state == "veryHidden" and sheet.max_row == max(int(cell[1:]) for cell in CONF_CELLS)


def test_an_xlwings_sheet_of_somebody_else_stays_and_is_told_of(tmp_path, target):
    book = make_book(tmp_path / "他.xlsx", title="xlwings.conf")
    added = add_buttons(book, target)
    assert [sheet.title for sheet in opened(target)] == ["xlwings.conf", "pmo_xl ボタン"]
    assert any("xlwings.conf シートがもうある" in remark for remark in added.remarks)


def test_the_project_has_our_sources_and_a_module_for_each_sheet(tmp_path, target):
    add_buttons(make_book(tmp_path / "図.xlsx", chart_sheet=True), target)
    modules = read_project(project_of(target))
    assert set(modules) == {"ThisWorkbook", "Sheet1", "Sheet2", "Sheet3", "Chart1", *button_sources()}
    assert sorted(code_names_of(target)) == sorted(set(modules) - set(button_sources()))
    assert "b.run('check_sheet')" in modules["PmoButtons"]


def test_code_names_that_vba_takes_are_kept_and_others_given_anew(tmp_path, target):
    book = make_book(tmp_path / "名前.xlsx", chart_sheet=True)
    name = "xl/worksheets/sheet1.xml"
    with_part(book, name, lambda xml: re.sub(rb"(<worksheet[^>]*>)", rb'\1<sheetPr codeName="KADAI"/>', xml))
    chart = "xl/chartsheets/sheet1.xml"
    with_part(book, chart, lambda xml: re.sub(rb"<sheetPr/>", '<sheetPr codeName="グラフ1"/>'.encode(), xml))
    with_part(
        book, "xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr ", b'<workbookPr codeName="Kadai" ')
    )
    add_buttons(book, target)
    # the workbook has the name KADAI first (case does not count), so that the sheet cannot keep it
    assert code_names_of(target)[0] == "Kadai"
    assert sorted(code_names_of(target)[1:]) == ["Chart1", "Sheet1", "Sheet2", "Sheet3"]


def test_comments_keep_every_byte_and_the_button_comes_behind_them(tmp_path, target):
    book = make_book(tmp_path / "コメント.xlsx", comment=True)
    add_buttons(book, target)
    [before] = drawings_of(book)
    after = next(drawing for drawing in drawings_of(target) if "Note" in drawing)
    head, end = before[: -len("</xml>")], "</xml>"
    assert after.startswith(head) and after.endswith(end) and macros_in(after) == [SHEET_BUTTON.macro]
    assert parts(target)["xl/comments1.xml"] == parts(book)["xl/comments1.xml"]
    ids = re.findall(r'_x0000_s(\d+)"', after)
    assert len(set(ids)) == len(ids) == 2
    assert opened(target)[LEDGER]["C5"].comment.text == "ここは確認中です。\n来週まで"


def test_a_drawing_stays_and_the_button_keeps_clear_of_its_shapes(tmp_path, target):
    book = make_book(tmp_path / "図形.xlsx", picture=True)
    add_buttons(book, target)
    assert parts(target)["xl/drawings/drawing1.xml"] == parts(book)["xl/drawings/drawing1.xml"]
    small = next(drawing for drawing in drawings_of(target) if SHEET_BUTTON.macro in drawing)
    left, _, top, _, right, *_ = map(int, re.search(r"<x:Anchor>(.*)</x:Anchor>", small)[1].split(","))
    shape_columns = range(3, 8)  # the text box reaches from D1 to H3
    assert top > 2 or not {*range(left, right + 1)} & {*shape_columns}


def test_long_and_japanese_names_of_files_and_sheets(tmp_path):
    title = "①課題・ＱＡ一覧（㈱テスト）髙橋～2026年度上期_第1四半期"[:31]
    book = make_book(tmp_path / f"{'長' * 60}①㈱髙.xlsx", title=title)
    target = tmp_path / "日本語のフォルダ" / f"{'長' * 60}①㈱髙.xlsm"
    added = add_buttons(book, target)
    assert added.sheets == (title,) and opened(target).sheetnames[0] == title


def test_a_sheet_of_the_buttons_name_is_left_alone(tmp_path, target):
    book = make_book(tmp_path / "同名.xlsx", title="PMO_XL ボタン")
    assert add_buttons(book, target).main_sheet == "pmo_xl ボタン(2)"


def test_with_buttons_already_there_only_the_macros_are_renewed(book, target, tmp_path):
    add_buttons(book, target)
    again = tmp_path / "もう一度.xlsm"
    added = add_buttons(target, again)
    assert added.is_renewed and (added.main_sheet, added.sheets, added.remarks) == (None, (), ())
    assert project_of(again) == project_of(target)
    assert parts(again) == parts(target)


def test_old_macros_of_ours_become_those_of_today(book, target, tmp_path):
    add_buttons(book, target)
    old = {**button_sources(), "PmoButtons": 'Attribute VB_Name = "PmoButtons"\nSub PmoOld()\nEnd Sub\n'}
    project = build_project(old, ["ThisWorkbook", "Sheet1", "Sheet2", "Sheet3"])
    with_part(target, "xl/vbaProject.bin", lambda _: project)
    again = tmp_path / "新しく.xlsm"
    assert add_buttons(target, again).is_renewed
    assert "b.run('check')" in read_project(project_of(again))["PmoButtons"]


def test_the_texts_of_old_macros_become_those_of_today_and_settings_stay(book, target, tmp_path):
    add_buttons(book, target)
    texts = [name for name in CONF_CELLS if name.startswith("D")]
    part = next(name for name, data in parts(target).items() if b"SHOW CONSOLE" in data)
    old, mine = CONF_CELLS["D1"].encode(), "前の版の文".encode()
    without_last = re.compile(rb'<c r="%s".*?</c>' % texts[-1].encode())
    with_part(
        target, part, lambda xml: without_last.sub(b"", xml).replace(old, mine).replace(b"False", b"True")
    )
    again = tmp_path / "新しく.xlsm"
    add_buttons(target, again)
    sheet = opened(again)["xlwings.conf"]
    assert {name: sheet[name].value for name in texts} == {name: CONF_CELLS[name] for name in texts}
    assert sheet["B1"].value == sheet["B2"].value == "True"


def test_a_sheet_made_since_gets_its_button_when_the_macros_are_renewed(book, target, tmp_path):
    add_buttons(book, target)
    with_part(target, "xl/drawings/vmlDrawing1.vml", lambda xml: xml.replace(b"PmoCheckSheet", b"Mine"))
    added = add_buttons(target, tmp_path / "新しく.xlsm")
    assert added.is_renewed and added.sheets == (LEDGER,) and added.main_sheet is None


LATER = ["PmoImportRows", "PmoHandOut", "PmoCollect", "PmoChangesSinceLast"]
"""The Subs of buttons that came with a later version."""


def as_earlier(path, taken_away=()):
    """The workbook as a version made it that had not those buttons yet; what was taken away by its staff is only no button."""
    for macro in (*LATER, *taken_away):
        shape = re.compile(rb"<v:shape (?:(?!</v:shape>).)*%s<.*?</v:shape>" % macro.encode(), re.DOTALL)
        with_part(path, "xl/drawings/vmlDrawing2.vml", lambda xml, shape=shape: shape.sub(b"", xml))
    code = button_sources()["PmoButtons"]
    for macro in LATER:
        code = re.sub(rf"Public Sub {macro}\(\).*?End Sub\r?\n", "", code, flags=re.DOTALL)
    project = build_project(
        {**button_sources(), "PmoButtons": code}, ["ThisWorkbook", "Sheet1", "Sheet2", "Sheet3"]
    )
    with_part(path, "xl/vbaProject.bin", lambda _: project)


def test_the_buttons_of_a_later_version_come_and_those_that_were_there_stay_as_staff_left_them(
    book, target, tmp_path
):
    add_buttons(book, target)
    as_earlier(target, taken_away=["PmoWeeklyReport"])
    with_part(
        target,
        "xl/drawings/vmlDrawing2.vml",
        lambda xml: xml.replace("残予算".encode("ascii", "xmlcharrefreplace"), b"My budget", 1),
    )
    before = parts(target)
    again = tmp_path / "新しく.xlsm"
    added = add_buttons(target, again)
    assert (added.is_renewed, added.main_sheet) == (True, "pmo_xl ボタン(2)")
    assert added.later == ("配布", "回収", "取り込む", "前回との差分")
    assert parts(again)["xl/drawings/vmlDrawing2.vml"] == before["xl/drawings/vmlDrawing2.vml"]
    assert sorted(LATER) == sorted(macros_in(drawings_of(again)[-1]))
    assert "PmoImportRows" in read_project(project_of(again))["PmoButtons"]
    shown = [cell for row in values_of(again)["pmo_xl ボタン(2)"] for cell in row if cell]
    assert [b.help for b in MENU_BUTTONS if b.macro in LATER] == shown[-4:]
    third = add_buttons(again, tmp_path / "三度目.xlsm")
    assert (third.later, third.main_sheet) == ((), None)


@pytest.mark.parametrize(
    ("code", "is_ours"), [("Option Explicit\n\n", True), ("Sub Auto_Open()\nEnd Sub", False)]
)
def test_code_behind_a_sheet_is_somebodys_own_but_for_the_options_that_excel_writes(
    code, is_ours, book, target, tmp_path, monkeypatch
):
    add_buttons(book, target)
    modules = {"ThisWorkbook": code, **button_sources()}
    monkeypatch.setattr("pmo_xl.workbook.buttons.project_part.read_project", lambda _: modules)
    if is_ours:
        assert add_buttons(target, tmp_path / "新しく.xlsm").is_renewed
    else:
        with pytest.raises(RefusedEdit, match="別のマクロ"):
            add_buttons(target, tmp_path / "新しく.xlsm")


def test_a_button_that_was_there_stays_and_is_not_covered(tmp_path, target):
    book = make_book(tmp_path / "前からのボタン.xlsx", button="Sokyu")
    add_buttons(book, target)
    [before] = drawings_of(book)
    after = next(drawing for drawing in drawings_of(target) if "Sokyu" in drawing)
    assert after.startswith(before[: -len("</xml>")]) and macros_in(after) == ["Sokyu", SHEET_BUTTON.macro]
    assert after.count('<v:shapetype id="_x0000_t201"') == 1
    first, second = control_areas(after.encode())
    assert not first.meets(second)


def test_a_workbook_without_a_ledger_is_told_so(tmp_path, target):
    book = tmp_path / "空.xlsx"
    with xlsxwriter.Workbook(str(book)) as workbook:
        workbook.add_worksheet()
    added = add_buttons(book, target)
    assert added.main_sheet and not added.sheets
    assert "台帳とわかるシートがありません" in added.remarks[0]


def test_a_table_without_room_beside_it_is_named(tmp_path, target):
    book = tmp_path / "満杯.xlsx"
    with xlsxwriter.Workbook(str(book)) as workbook:
        sheet = workbook.add_worksheet(LEDGER)
        for column, text in enumerate(("No.", "課題内容", "担当者", "対応予定日", "ステータス")):
            sheet.write_string(0, column, text)
        sheet.merge_range(0, 5, 0, 200, "記入要領")
        sheet.write_row(1, 0, ["1", "遅い", "鈴木", "2026/4/1", "対策中"])
    added = add_buttons(book, target)
    assert added.sheets == () and LEDGER in added.failures[0] and added.failures[0].startswith("満杯.xlsx: ")


def test_a_macro_of_somebody_elses_is_never_overwritten(book, target, tmp_path):
    add_buttons(book, target)
    own = 'Attribute VB_Name = "{}"\nSub Sokyu()\n  MsgBox 1\nEnd Sub\n'
    names = ["ThisWorkbook", "Sheet1", "Sheet2", "Sheet3"]
    for modules in (
        {"Shukei": own.format("Shukei")},
        {**button_sources(), "Shukei": own.format("Shukei")},
    ):
        foreign = shutil.copyfile(target, tmp_path / "自作マクロ.xlsm")
        project = build_project(modules, names)
        with_part(foreign, "xl/vbaProject.bin", lambda _, project=project: project)
        with pytest.raises(
            RefusedEdit,
            match=r"別のマクロが入っている.*インポート」で PmoButtons\.bas・xlwings\.bas・Dictionary\.cls",
        ):
            add_buttons(foreign, tmp_path / "結果.xlsm")
    assert not (tmp_path / "結果.xlsm").exists()


def test_a_macro_that_cannot_be_read_is_not_overwritten(book, target, tmp_path):
    add_buttons(book, target)
    with_part(target, "xl/vbaProject.bin", lambda data: data[:700])
    with pytest.raises(RefusedEdit, match="マクロが読めない"):
        add_buttons(target, tmp_path / "結果.xlsm")


def test_a_signed_macro_is_not_touched(book, target, tmp_path):
    add_buttons(book, target)
    content = parts(target)
    content["xl/vbaProjectSignature.bin"] = b"x"
    content["xl/_rels/vbaProject.bin.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature" '
        b'Target="vbaProjectSignature.bin"/></Relationships>'
    )
    rewrite(target, content)
    with pytest.raises(RefusedEdit, match="署名が付いている"):
        add_buttons(target, tmp_path / "結果.xlsm")


@pytest.mark.parametrize(
    "protection", [b'lockStructure="1"', b'workbookPassword="CC1A" lockStructure="true"']
)
def test_a_protected_structure_is_refused_with_what_to_do(book, target, protection):
    with_part(
        book,
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<bookViews>", b"<workbookProtection " + protection + b"/><bookViews>"),
    )
    with pytest.raises(RefusedEdit, match=r"構造が保護されて.*ブックの保護"):
        add_buttons(book, target)
    assert not target.exists()


def test_protected_windows_alone_do_not_matter(book, target):
    protection = b'<workbookProtection lockWindows="1"/><bookViews>'
    with_part(book, "xl/workbook.xml", lambda xml: xml.replace(b"<bookViews>", protection))
    assert add_buttons(book, target).main_sheet


def test_an_encrypted_workbook_needs_its_password_and_keeps_it(book, target, tmp_path):
    packed, word = io.BytesIO(), "秘密"
    OOXMLFile(io.BytesIO(book.read_bytes())).encrypt(word, packed)
    book.write_bytes(packed.getvalue())
    with pytest.raises(UnreadableWorkbook, match="パスワードで保護"):
        add_buttons(book, target)
    assert not target.exists()
    add_buttons(book, target, password=word)
    plain = tmp_path / "開いた.xlsm"
    with target.open("rb") as file, plain.open("wb") as written:
        encrypted = msoffcrypto.OfficeFile(file)
        encrypted.load_key(password=word)
        encrypted.decrypt(written)
    assert macros_in(drawings_of(plain)[-1])


def test_nothing_is_overwritten_in_silence(book, target):
    target.write_text("前の結果")
    with pytest.raises(UnwritableOutput, match="--force"):
        add_buttons(book, target)
    assert target.read_text() == "前の結果"
    assert add_buttons(book, target, force=True).path == target


def test_the_original_cannot_be_the_result(book, target):
    add_buttons(book, target)
    before = target.read_bytes()
    with pytest.raises(BadOption, match="元のブックと同じ"):
        add_buttons(target, target, force=True)
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["結果.xlsx", "結果", "a=b.xlsm", "50%.xlsm", "it's.xlsm", "a;b.xlsm", "CON.xlsm"]
)
def test_names_with_which_the_buttons_could_not_work_are_refused(book, tmp_path, name):
    with pytest.raises(BadOption):
        add_buttons(book, tmp_path / name)


def test_a_file_that_is_no_workbook_is_refused_by_its_name(tmp_path, target):
    text = tmp_path / "一覧.csv"
    text.write_text("a,b")
    with pytest.raises(RefusedEdit, match=r"\.xlsx でも \.xlsm でもない"):
        add_buttons(text, target)


class TestInLibreOffice:
    pytestmark = OPEN_DOCUMENT

    def test_the_buttons_are_in_sight_and_bound_to_their_subs(self, tmp_path, target):
        book = make_book(tmp_path / "見える.xlsx", comment=True, picture=True)
        add_buttons(book, target)
        shown = in_open_document("form_buttons", target)
        assert all(each["visible"] and each["width"] > 1500 and each["height"] > 400 for each in shown)
        wanted = {(b.caption, b.macro) for b in MENU_BUTTONS} | {(SHEET_BUTTON.caption, SHEET_BUTTON.macro)}
        bound = {
            (each["caption"], script.split("?")[0].rpartition(".")[2])
            for each in shown
            for script in each["scripts"]
        }
        assert bound == wanted and len(shown) == len(wanted)
