"""upgrade --menu: メニュー of a book in use is put anew, with its pictures and figures, and nothing else is touched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pmo_xl.operations.upgrade import Upgrade
from tests.operations.test_upgrade import CORE, OLD_BOOKS, Cells, a_copy, cells_of, opened
from tests.support.excel_rules import excel_breaches
from tests.support.libreoffice import recalculated, requires_libreoffice, shown_values
from tests.support.master import small_book
from tests.workbook.buttons.button_books import code_names_of, with_part
from tests.workbook.closed_book.ledger_books import parts

pytestmark = pytest.mark.slow
OURS = ("メニュー", "集計")


def charts_of(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/charts/chart")]


def elsewhere(cells: Cells) -> Cells:
    return {place: value for place, value in cells.items() if place[0] not in OURS}


def of_menu(done: Upgrade) -> list[tuple[str, str]]:
    return [(str(step.state), step.reason) for step in done.steps if step.kind == "作り直す"]


@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_menu_of_an_old_book_is_put_anew_and_every_other_cell_is_as_without_it(
    old: Path, tmp_path: Path
) -> None:
    (tmp_path / "作り直さない").mkdir()
    other = a_copy(tmp_path / "作り直さない", old)
    opened(other).upgrade(apply=True)
    path = a_copy(tmp_path, old)
    assert of_menu(opened(path).upgrade(menu=True)) == [("take", "--menu")]
    assert path.read_bytes() == old.read_bytes()
    done = opened(path).upgrade(apply=True, menu=True)
    assert of_menu(done) == [("take", "--menu")]
    assert done.saved and done.saved.backup and done.saved.backup.read_bytes() == old.read_bytes()
    after = cells_of(path)
    assert elsewhere(after) == elsewhere(cells_of(other))
    assert after.items() - elsewhere(after).items() != set() and after["メニュー", 1, 2]
    assert charts_of(path) != charts_of(other) and len(charts_of(path)) == len(charts_of(other))
    assert list(excel_breaches(path)) == []
    assert openpyxl.load_workbook(path)["集計"].sheet_state == "hidden"
    once = path.read_bytes()
    again = opened(path).upgrade(apply=True, menu=True)
    assert again.of("take") == () and path.read_bytes() == once


@requires_libreoffice
@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_new_menu_shows_what_another_program_counts(old: Path, tmp_path: Path) -> None:
    path = a_copy(tmp_path, old)
    opened(path).upgrade(apply=True, menu=True)
    stored = openpyxl.load_workbook(path, data_only=True)["メニュー"]
    counted = shown_values(recalculated(path, tmp_path / "後"))["メニュー"]
    figures = {
        cell.coordinate: (cell.value, counted[cell.coordinate].value)
        for row in stored.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
    assert len(figures) > 60
    assert {at: pair for at, pair in figures.items() if pair[0] != pytest.approx(pair[1])} == {}


def with_chart(book: openpyxl.Workbook) -> None:
    """A chart of the office's own on メニュー."""
    for _ in range(4):
        chart = openpyxl.chart.BarChart()
        chart.add_data(openpyxl.chart.Reference(book["課題管理表"], min_col=1, min_row=1, max_row=2))
        book["メニュー"].add_chart(chart, "R30")


def without_due(book: openpyxl.Workbook) -> None:
    """期限 of the issues under another heading."""
    sheet = book["課題管理表"]
    cell = next(each for each in sheet[3] if each.value == "期限")
    cell.value = "〆切"
    next(each for each in sheet.tables["課題管理表"].tableColumns if each.name == "期限").name = "〆切"


def test_a_menu_with_something_of_the_offices_own_stays_and_that_is_told(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=with_chart)
    done = opened(path).upgrade(apply=True, menu=True)
    ((state, why),) = of_menu(done)
    assert state == "blocked" and "なくなるものがある" in why and len(charts_of(path)) > 3


def test_a_menu_that_would_read_a_column_that_is_not_there_stays_and_that_is_told(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=without_due)
    before = {place: value for place, value in cells_of(path).items() if place[0] == "メニュー"}
    done = opened(path).upgrade(apply=True, menu=True)
    ((state, why),) = of_menu(done)
    assert state == "blocked" and "「期限」の列がないか見出しが違う" in why
    assert {place: value for place, value in cells_of(path).items() if place[0] == "メニュー"} == before


def test_the_menu_of_a_book_of_today_is_not_written_again(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    before = path.read_bytes()
    assert opened(path).upgrade(apply=True, menu=True).steps == ()
    assert path.read_bytes() == before


BUTTONED = CORE.with_name("core_with_buttons.xlsm")
SHEET, LINKS, DRAWING = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/drawings/drawing1.xml",
)
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
CONTROLS = (
    f'<mc:AlternateContent xmlns:mc="{COMPATIBLE}"><mc:Choice Requires="x14"><controls><mc:AlternateContent>'
    '<mc:Choice Requires="x14"><control shapeId="1025" r:id="rId9" name="Button 1"><controlPr defaultSize="0" '
    'print="0" autoFill="0" autoPict="0" macro="[0]!PmoCheck"/></control></mc:Choice></mc:AlternateContent>'
    "</controls></mc:Choice></mc:AlternateContent>"
)
PROPERTIES = f'<formControlPr xmlns="{X14}" objectType="Button" lockText="1"/>'
PLACE = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0"
    "</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>"
    '9</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="1025" name="Button 1"{hidden}'
    "<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
)
OF_CONTROL = (
    ' hidden="1"><a:extLst><a:ext uri="{63B3BB69-23CF-44E3-9099-C40C66FF867C}">'
    '<a14:compatExt xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" spid="_x0000_s1025"/></a:ext>'
    "</a:extLst></xdr:cNvPr>"
)


def changed_parts(path: Path, changes: dict[str, tuple[str, str]], added: dict[str, str]) -> Path:
    """The file with a text put before another in some parts, and with parts added."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for name, (before, text) in changes.items():
        assert before.encode() in held[name]
        held[name] = held[name].replace(before.encode(), f"{text}{before}".encode(), 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**held, **{name: text.encode() for name, text in added.items()}}.items():
            archive.writestr(name, content)
    return path


def as_excel_saves(path: Path) -> Path:
    """The book with one of its buttons as Excel saves them: a part of properties, a hidden shape beside the charts."""
    shape = f'<mc:AlternateContent xmlns:mc="{COMPATIBLE}"><mc:Choice Requires="a14" xmlns:a14='
    shape += '"http://schemas.microsoft.com/office/drawing/2010/main">'
    shape += PLACE.replace("{hidden}", OF_CONTROL) + "</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp"
    kept = f'<Relationship Id="rId9" Type="{link}" Target="../ctrlProps/ctrlProp1.xml"/>'
    kind = "application/vnd.ms-excel.controlproperties+xml"
    types = f'<Override PartName="/xl/ctrlProps/ctrlProp1.xml" ContentType="{kind}"/>'
    changes = {
        SHEET: ("</worksheet>", CONTROLS),
        LINKS: ("</Relationships>", kept),
        DRAWING: ("</xdr:wsDr>", shape),
        "[Content_Types].xml": ("</Types>", types),
    }
    changed_parts(path, changes, {"xl/ctrlProps/ctrlProp1.xml": PROPERTIES})
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
    renamed = sheet.replace("<worksheet ", f'<worksheet xmlns:x14="{X14}" ', 1)
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()} | {SHEET: renamed.encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def of_buttons(path: Path) -> dict[str, bytes]:
    """The parts that hold the buttons and their macros."""
    held = parts(path)
    return {
        name: content
        for name, content in held.items()
        if name.endswith((".vml", ".bin")) or "ctrlProp" in name
    }


def leading(path: Path) -> list[tuple[str, str]]:
    """Where メニュー leads to, but for its charts, by id."""
    root = etree.fromstring(parts(path)[LINKS])
    links = [(each.get("Id", ""), each.get("Target", "")) for each in root]
    return sorted(each for each in links if "/drawing" not in each[1])


@pytest.mark.parametrize("saved_by", ["pmo_xl", "Excel"])
def test_the_buttons_of_a_menu_put_anew_are_the_very_same(saved_by: str, tmp_path: Path) -> None:
    path = a_copy(tmp_path, BUTTONED)
    if saved_by == "Excel":
        as_excel_saves(path)
    buttons, links, names = of_buttons(path), leading(path), code_names_of(path)
    before = {place: value for place, value in elsewhere(cells_of(path)).items() if place[0] == "QA表"}
    done = opened(path).upgrade(apply=True, menu=True)
    assert of_menu(done) == [("take", "--menu")]
    assert of_buttons(path) == buttons and leading(path) == links
    assert set(names) <= set(code_names_of(path)) and "Sheet1" in names
    assert before.items() <= cells_of(path).items()
    assert list(excel_breaches(path)) == []
    sheet = etree.fromstring(parts(path)[SHEET])
    tags = [etree.QName(each).localname for each in sheet]
    assert tags.index("legacyDrawing") == tags.index("drawing") + 1
    if saved_by == "Excel":
        assert tags[-1] == "AlternateContent" and sheet[-1].nsmap["x14"] == X14
        drawings = [text for name, text in parts(path).items() if name.startswith("xl/drawings/drawing")]
        assert sum(b"compatExt" in each and b"graphicFrame" in each for each in drawings) == 1
    once = path.read_bytes()
    assert opened(path).upgrade(apply=True, menu=True).of("take") == () and path.read_bytes() == once


@pytest.mark.parametrize("what", ["shape", "check box"])
def test_a_menu_with_a_shape_or_a_check_box_of_the_offices_own_stays_and_that_is_told(
    what: str, tmp_path: Path
) -> None:
    path = a_copy(tmp_path, BUTTONED)
    if what == "shape":
        shape = PLACE.replace("{hidden}", "></xdr:cNvPr>")
        changed_parts(path, {DRAWING: ("</xdr:wsDr>", shape)}, {})
    else:
        with_part(path, "xl/drawings/vmlDrawing1.vml", lambda old: old.replace(b'"Button"', b'"Checkbox"', 1))
    ((state, why),) = of_menu(opened(path).upgrade(menu=True))
    assert state == "blocked" and "図形・メモ・チェックボックス" in why and why.endswith("残ります)")
