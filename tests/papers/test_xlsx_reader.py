"""An Excel file is read with what lies behind its cells, and as openpyxl reads what both can."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from pmo_xl.model.passage import Document
from pmo_xl.papers.reading import read_paper
from tests.support.made_papers import with_parts


@pytest.fixture(scope="module")
def data() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    front = book.add_worksheet("明細")
    front.write_row("A1", ["品目", "可否", "金額"])
    front.write_row("A2", ["設計 一式", "○", 100])
    front.write_row("A3", ["○○ 一式", "×", 200])
    front.write_rich_string("A4", "前", book.add_format({"bold": True}), "太い", "後")
    front.write("A6", "取り消した", book.add_format({"font_strikeout": True}))
    front.write("A9", "隠した行")
    front.set_row(8, None, None, {"hidden": True})
    front.write("E1", "隠した列")
    front.set_column("E:E", None, None, {"hidden": True})
    front.write_formula("C4", "=SUM(C2:C3)", None, 300)
    front.write_comment("A3", "10%増しで", {"author": "鈴木"})
    front.write_comment("A1", "半角で", {"author": "鈴木"})
    front.data_validation("B2:B3", {"validate": "list", "source": "=マスタ!$A$1:$A$2"})
    front.set_header("&L社外秘&R&P / &N")
    front.insert_textbox("G2", "図形の文")
    for name, hide in (("マスタ", "hide"), ("原価", "hide"), ("単価", "very_hidden")):
        sheet = book.add_worksheet(name)
        getattr(sheet, hide)()
        sheet.write("A1", f"{name}の値")
    book.define_name("会社", "='[1]顧客'!$A$1")
    book.set_properties({"author": "山田 太郎", "company": "みどり銀行"})
    book.set_custom_property("案件番号", "P-1023")
    book.close()
    return target.getvalue()


@pytest.fixture(scope="module")
def found(data: bytes) -> Document:
    return read_paper("見積.xlsx", data)


def test_the_texts_of_cells_are_those_that_openpyxl_reads(data: bytes, found: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    expected = {
        f"{sheet.title}!{cell.coordinate}": str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }
    assert {p.place: p.text for p in found.of("セル")} == expected
    assert found.unread == ()


def test_what_lies_behind_the_cells_is_seen(found: Document) -> None:
    def texts(kind: str) -> list[str]:
        return [passage.text for passage in found.of(kind)]

    assert texts("数式") == ["SUM(C2:C3)"]
    assert texts("メモ") == ["半角で", "10%増しで"]
    assert texts("入力規則") == ["マスタ!$A$1:$A$2"]
    assert texts("ヘッダー") == ["社外秘 /"]
    assert texts("図形") == ["図形の文"]
    assert texts("名前定義") == ["'[1]顧客'!$A$1"]
    assert set(texts("プロパティ")) == {"山田 太郎", "みどり銀行", "P-1023"}


def test_only_the_note_on_a_heading_is_marked_as_such(found: Document) -> None:
    assert [p.place for p in found.of("メモ") if "見出しのメモ" in p.marks] == ["明細!A1 のメモ"]


def test_hidden_sheets_say_whether_something_leans_on_them(found: Document) -> None:
    hidden = {p.place_key: p for p in found.of("非表示シート")}
    assert {key: "使われている" in p.marks for key, p in hidden.items()} == {
        "マスタ": True,
        "原価": False,
        "単価": False,
    }
    assert [key for key, p in hidden.items() if "再表示の一覧に出ない" in p.marks] == ["単価"]


def test_hidden_rows_and_columns_with_values_are_named(found: Document) -> None:
    assert [(p.place, p.text) for p in found.of("非表示の行・列")] == [
        ("明細 9行目", "隠した行"),
        ("明細 E列", "隠した列"),
    ]
    assert {p.text: p.hidden for p in found.of("セル") if p.hidden} == {
        "隠した行": "非表示",
        "隠した列": "非表示",
        "マスタの値": "非表示シート",
        "原価の値": "非表示シート",
        "単価の値": "非表示シート(再表示の一覧に出ない)",
    }


def test_a_column_of_circles_and_crosses_is_a_matrix(found: Document) -> None:
    assert [p.text for p in found.of("セル") if "○×の列" in p.marks] == ["○", "×"]


def test_a_broken_sheet_is_told_and_the_others_are_read(data: bytes) -> None:
    found = read_paper("見積.xlsx", with_parts(data, {"xl/worksheets/sheet1.xml": "<worksheet"}))
    assert [p.text for p in found.of("セル")] == ["マスタの値", "原価の値", "単価の値"]
    assert [part.part for part in found.unread] == ["明細"]


def test_the_sheets_of_a_book_behind_a_chart_are_named_and_its_content_counts_as_unread(data: bytes) -> None:
    found = read_paper("見積.xlsx", with_parts(data, {"xl/embeddings/裏.xlsx": data}))
    assert [p.text for p in found.of("プログラム")] == [
        "埋め込まれたブック(シート: 明細、マスタ、原価、単価)"
    ]
    assert [part.part for part in found.unread] == ["xl/embeddings/裏.xlsx"]


@pytest.fixture(scope="module")
def looked_at() -> Document:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("明細")
    sheet.write_row("A1", ["品目", "金額"])
    sheet.write("A2", "設計")
    sheet.write("B2", 100, book.add_format({"num_format": ";;;"}))
    sheet.write("A3", "白い字", book.add_format({"font_color": "#FFFFFF"}))
    sheet.write("A4", "帯の字", book.add_format({"font_color": "#FFFFFF", "bg_color": "#1F4E79"}))
    sheet.write("A5", "小さい字", book.add_format({"font_size": 1}))
    sheet.write("A6", "黄色の欄", book.add_format({"bg_color": "#FFFF00"}))
    sheet.write("B6", 5, book.add_format({"font_color": "#FF0000"}))
    sheet.write("A7", "試験")
    sheet.write_url("D1", "http://localhost/wiki", string="社内")
    sheet.write_url("D2", "internal:'明細'!A1", string="中")
    sheet.write_url("D3", "internal:'原価'!A1", string="ない")
    book.close()
    return read_paper("見積.xlsx", target.getvalue())


def test_cells_whose_letters_are_not_seen_say_why(looked_at: Document) -> None:
    assert [(p.place, p.text, p.hidden) for p in looked_at.of("隠し文字")] == [
        ("明細!B2", "(数値)", "表示形式 ;;;"),
        ("明細!A3", "白い字", "地の色の字"),
        ("明細!A5", "小さい字", "1pt以下の字"),
    ]


def test_cells_in_yellow_and_red_are_told(looked_at: Document) -> None:
    marks = {p.place: set(p.marks) for p in looked_at.of("着色")}
    assert marks["明細!A6"] == {"塗りつぶし(黄)"} and marks["明細!B6"] == {"赤字"}


def test_a_link_stands_at_its_cell_and_knows_whether_its_sheet_is_there(looked_at: Document) -> None:
    links = {p.place: (p.text, "行き先なし" in p.marks) for p in looked_at.of("リンク先")}
    assert links == {
        "明細!D1": ("http://localhost/wiki", False),
        "明細!D2": ("'明細'!A1", False),
        "明細!D3": ("'原価'!A1", True),
    }


def test_a_place_in_another_book_is_no_place_in_this_one() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet("明細").write_url("A1", "external:台帳.xlsx#'検収'!B2", string="台帳")
    book.close()
    links = read_paper("見積.xlsx", target.getvalue()).of("リンク先")
    assert [(p.place, p.text, sorted(p.marks)) for p in links] == [
        ("明細!A1", "台帳.xlsx", ["hyperlink", "外部"])
    ]


def test_a_sheet_that_is_no_worksheet_counts_as_unread_but_for_charts(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rels = archive.read("xl/_rels/workbook.xml.rels")
    changed = rels.replace(b"relationships/worksheet", b"relationships/dialogsheet", 1)
    found = read_paper("見積.xlsx", with_parts(data, {"xl/_rels/workbook.xml.rels": changed}))
    assert [part.part for part in found.unread] == ["明細"]
