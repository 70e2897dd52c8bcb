"""Setting single cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import Formula, SetCell, apply, preview
from tests.workbook.closed_book.ledger_books import (
    LEDGER,
    formula,
    make_ledger,
    opened,
    parts,
    rewrite,
    sheet_xml,
    value,
    values,
)

NOON = datetime(2026, 4, 1, 12)  # noqa: DTZ001  (a cell has no time zone)


@pytest.fixture
def ledger(tmp_path):
    return make_ledger(tmp_path / "台帳.xlsx")


def put(path, cell, new, **options):
    column, row = ord(cell[0]) - 64, int(cell[1:])
    return apply(path, [SetCell(LEDGER, row, column, new, **options)])


@pytest.mark.parametrize(
    "new",
    [
        "新しい件名",
        5,
        Decimal("0.25"),
        True,
        False,
        " 前後に空白 ",
        "改行\nあり",
        "_x0041_",
        "ベル\x07",
        "a\rb",
        "<&>\"'",
    ],
)
def test_a_value_is_read_back_by_another_library(ledger, new):
    put(ledger, "H4", new)
    read = values(ledger)[3][7]
    assert read == (float(new) if isinstance(new, Decimal) else new) and isinstance(read, bool) == isinstance(
        new, bool
    )


@pytest.mark.parametrize("text", ["=1+1", "+81-3", "-", "@名前", '=HYPERLINK("http://example.com")'])
def test_a_text_that_looks_like_a_formula_stays_a_text(ledger, text):
    put(ledger, "H4", text)
    cell = opened(ledger)[LEDGER]["H4"]
    assert values(ledger)[3][7] == text
    assert "<f>" not in sheet_xml(ledger).split('r="H4"')[1].split("</c>")[0]
    assert cell.value == text


def test_the_other_parts_keep_their_bytes_and_the_shared_strings_too(ledger):
    before = parts(ledger)
    report = put(ledger, "B4", "新しい文字列")
    after = parts(ledger)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml"} == set(report.parts_changed)


def test_a_text_that_the_workbook_has_already_is_shared_not_written_again(ledger):
    put(ledger, "H4", "件名3　長い")
    assert '<c r="H4" t="s">' in sheet_xml(ledger)
    assert value(ledger, "H4") == "件名3　長い"


def test_the_cell_keeps_its_style(ledger):
    before = opened(ledger)[LEDGER]["B4"].style_id
    put(ledger, "B4", "罫線も折り返しもそのまま")
    assert opened(ledger)[LEDGER]["B4"].style_id == before != 0


def test_a_date_keeps_the_cells_own_date_format(ledger):
    before = parts(ledger)["xl/styles.xml"]
    put(ledger, "C4", date(2026, 4, 1))
    assert values(ledger)[3][2] == date(2026, 4, 1)
    assert parts(ledger)["xl/styles.xml"] == before


def test_a_date_in_a_cell_without_date_format_gets_one_and_styles_are_only_appended(ledger):
    before = parts(ledger)["xl/styles.xml"].decode()
    put(ledger, "H4", date(2026, 4, 1))
    put(ledger, "H5", NOON, number_format='m"月"d"日" h:mm')
    cells = opened(ledger)[LEDGER]
    assert (cells["H4"].value, cells["H4"].number_format) == (NOON.replace(hour=0), "yyyy/mm/dd")
    assert (cells["H5"].value, cells["H5"].number_format) == (NOON, 'm"月"d"日" h:mm')
    styles = before.split("<cellXfs")[1].split("</cellXfs>")[0].split(">", 1)[1]
    assert styles in parts(ledger)["xl/styles.xml"].decode()


def test_two_dates_of_one_format_share_one_new_style(ledger):
    apply(ledger, [SetCell(LEDGER, row, 8, date(2026, 4, row)) for row in range(4, 14)])
    styles = {cell[0].style_id for cell in opened(ledger)[LEDGER]["H4:H13"]}
    assert len(styles) == 1


def test_a_number_format_is_given_to_general_cells_only(ledger):
    put(ledger, "H4", Decimal("0.3"), number_format="0%")
    put(ledger, "F4", 2000, number_format="0%")
    cells = opened(ledger)[LEDGER]
    assert cells["H4"].number_format == "0%" and cells["F4"].number_format == "#,##0"


@pytest.mark.parametrize(
    ("day", "serial"),
    [
        (date(1900, 1, 1), 1),
        (date(1900, 2, 28), 59),
        (date(1900, 3, 1), 61),
        (NOON, 46113.5),
    ],
)
def test_dates_are_stored_as_excel_counts_them(ledger, day, serial):
    put(ledger, "C4", day)
    assert f"<v>{serial}</v>" in sheet_xml(ledger).split('r="C4"')[1].split("</c>")[0]


def test_a_book_that_counts_from_1904_gets_its_own_serials(tmp_path):
    path = tmp_path / "1904.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    book.add_worksheet(LEDGER).write("A1", "x")
    book.close()
    put(path, "A2", date(2026, 4, 1))
    assert values(path)[1][0] == date(2026, 4, 1)
    assert "<v>44651</v>" in sheet_xml(path)


def test_an_empty_text_and_none_empty_the_cell_and_keep_its_style(ledger):
    for empty in ("", None):
        put(ledger, "B4", "何か")
        style = opened(ledger)[LEDGER]["B4"].style_id
        put(ledger, "B4", empty)
        cell = opened(ledger)[LEDGER]["B4"]
        assert cell.value is None and cell.style_id == style


def test_a_formula_and_its_result_are_stored(ledger):
    put(ledger, "H4", Formula("E4*2", 2))
    assert formula(ledger, "H4") == "=E4*2" and value(ledger, "H4") == 2


def test_a_column_of_the_own_row_is_stored_in_the_long_form(ledger):
    put(ledger, "H4", Formula("[@工数]+課題管理表[@単価]", 1001))
    assert formula(ledger, "H4") == "=課題管理表[[#This Row],[工数]]+課題管理表[[#This Row],[単価]]"


def test_the_result_of_a_formula_can_be_refreshed_alone(ledger):
    report = put(ledger, "G4", Formula(result=777))
    assert value(ledger, "G4") == 777 and formula(ledger, "G4").startswith("=課題管理表[[#This Row]")
    assert report.changes[0].before == Formula(
        "課題管理表[[#This Row],[工数]]*課題管理表[[#This Row],[単価]]", 1000
    )
    with pytest.raises(RefusedEdit, match="数式が無い"):
        put(ledger, "H5", Formula(result=1))


def test_excel_is_asked_to_calculate_when_it_opens_the_book(ledger):
    workbook = parts(ledger)["xl/workbook.xml"]
    rewrite(ledger, {"xl/workbook.xml": workbook.replace(b' fullCalcOnLoad="1"', b"")})
    put(ledger, "E4", 9)
    assert b'fullCalcOnLoad="1"' in parts(ledger)["xl/workbook.xml"]


def test_the_calculation_chain_goes_with_a_formula(ledger):
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="G4" i="1"/></calcChain>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    content = parts(ledger)
    links = content["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'.encode(),
    )
    types = content["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.calcChain+xml"/></Types>',
    )
    rewrite(
        ledger, {"xl/calcChain.xml": chain, "xl/_rels/workbook.xml.rels": links, "[Content_Types].xml": types}
    )
    assert put(ledger, "B4", "数式ではない").parts_removed == ()
    report = put(ledger, "G4", 5)
    after = parts(ledger)
    assert report.parts_removed == ("xl/calcChain.xml",) and "xl/calcChain.xml" not in after
    assert after["[Content_Types].xml"] == content["[Content_Types].xml"]
    assert after["xl/_rels/workbook.xml.rels"] == content["xl/_rels/workbook.xml.rels"]


def test_a_cell_drops_its_own_furigana_and_nobody_elses(ledger):
    text = (
        '<c r="B4" s="2" t="inlineStr" ph="1"><is><t>課題</t><rPh sb="0" eb="2"><t>カダイ</t></rPh></is></c>'
        '<c r="H4" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>'
    )
    xml = sheet_xml(ledger)
    cell = xml[xml.index('<c r="B4"') : xml.index("</c>", xml.index('<c r="B4"')) + 4]
    rewrite(ledger, {"xl/worksheets/sheet1.xml": xml.replace(cell, text.split("</c>")[0] + "</c>").encode()})
    put(ledger, "B4", "新しい課題")
    assert "カダイ" not in sheet_xml(ledger) and 'ph="1"' not in sheet_xml(ledger)
    assert value(ledger, "B4") == "新しい課題"


def test_a_new_cell_lands_in_ascending_order_and_widens_the_dimension(ledger):
    apply(
        ledger, [SetCell(LEDGER, 30, 12, "遠い"), SetCell(LEDGER, 30, 2, "近い"), SetCell(LEDGER, 20, 3, 1)]
    )
    xml = sheet_xml(ledger)
    assert 'dimension ref="A1:L30"' in xml
    assert xml.index('r="C20"') < xml.index('r="B30"') < xml.index('r="L30"')


def test_rows_and_cells_without_a_number_are_counted(tmp_path):
    path = make_ledger(tmp_path / "番号なし.xlsx")
    xml = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData></worksheet>"
    )
    rewrite(path, {"xl/worksheets/sheet2.xml": xml.encode()})
    apply(path, [SetCell("集計", 1, 4, 9), SetCell("集計", 2, 2, 8)])
    assert values(path, "集計") == [[1.0, 2.0, "", 9.0], [3.0, 8.0, "", ""]]


def test_a_sheet_with_a_namespace_prefix_keeps_it(tmp_path):
    path = make_ledger(tmp_path / "接頭辞.xlsx")
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac"><x:sheetData>'
        '<x:row r="1" x14ac:dyDescent="0.2"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    rewrite(path, {"xl/worksheets/sheet2.xml": xml.encode()})
    apply(path, [SetCell("集計", 1, 2, "追加"), SetCell("集計", 5, 1, 5)])
    after = sheet_xml(path, 2)
    assert after.startswith(xml.split("<x:sheetData>")[0]) and "ns0" not in after
    assert values(path, "集計")[0] == [1.0, "追加"]


def test_the_master_of_a_shared_formula_hands_its_text_on(ledger):
    xml = sheet_xml(ledger, 2)
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><f t="shared"'
        + (' ref="B1:B4" si="0">A1*2+$A$1' if row == 1 else ' si="0">')
        + f"</f><v>{row * 2 + 1}</v></c></row>"
        for row in range(1, 5)
    )
    data = xml[xml.index("<sheetData>") : xml.index("</sheetData>")]
    rewrite(ledger, {"xl/worksheets/sheet2.xml": xml.replace(data, "<sheetData>" + rows).encode()})
    apply(ledger, [SetCell("集計", 1, 2, "数式を消した")])
    assert formula(ledger, "B2", "集計") == "=A2*2+$A$1"
    assert '<f t="shared" si="0" ref="B2:B4">' in sheet_xml(ledger, 2)
    assert [row[1] for row in values(ledger, "集計")[:4]] == ["数式を消した", 5.0, 7.0, 9.0]


def test_the_same_value_again_is_no_change_and_nothing_is_written(ledger):
    before = ledger.read_bytes()
    report = apply(ledger, [SetCell(LEDGER, 4, 2, "件名0　長い"), SetCell(LEDGER, 4, 5, Decimal("1.0"))])
    assert report.changes == () and report.backup is None and ledger.read_bytes() == before
    assert not (ledger.parent / ".pmo_xl").exists()


def test_a_preview_shows_before_and_after_and_writes_nothing(ledger):
    before = ledger.read_bytes()
    changes = preview(ledger, [SetCell(LEDGER, 4, 2, "新しい"), SetCell(LEDGER, 4, 3, date(2026, 4, 1))])
    assert [(each.address, each.before, each.after) for each in changes] == [
        ("B4", "件名0　長い", "新しい"),
        ("C4", date(2025, 12, 9), date(2026, 4, 1)),
    ]
    assert ledger.read_bytes() == before and not (ledger.parent / ".pmo_xl").exists()


def test_line_breaks_of_windows_become_excels_own(ledger):
    put(ledger, "H4", "一行目\r\n二行目")
    assert values(ledger)[3][7] == "一行目\n二行目"


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (12345678901234567, "15桁"),
        (Decimal("NaN"), "数値ではない"),
        (date(1899, 12, 31), "範囲より前"),
        ("あ" * 32768, "32,767字"),
        ("\ud83d", "サロゲート"),
    ],
)
def test_a_value_that_excel_cannot_hold_is_refused(ledger, new, sentence):
    before = ledger.read_bytes()
    with pytest.raises(RefusedEdit, match=sentence):
        put(ledger, "H4", new)
    assert ledger.read_bytes() == before
