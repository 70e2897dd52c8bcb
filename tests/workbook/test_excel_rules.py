"""The rules whose breach makes Excel offer a repair see a breach that is planted, and nothing in a clean book."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.excel_rules import excel_breaches
from tests.support.master import small_book

BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
MENU, LEDGER, TABLE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"

# part, what stands there (a pattern), what is put in its place, and what must be said
PLANTED = [
    ("[Content_Types].xml", r'<Override PartName="/xl/styles.xml"', '<Override PartName="/xl/no.xml"', "missing part"),
    ("xl/_rels/workbook.xml.rels", r'Target="styles.xml"', 'Target="no.xml"', "no.xml is missing"),
    (BOOK, r'<sheet name="QA表"', '<sheet name="QA:表"', "no name for a sheet"),
    (BOOK, r'<sheet name="QA表"', '<sheet name="設定"', "a sheet's name twice"),
    (BOOK, r'sheetId="2"', 'sheetId="1"', "a sheetId twice"),
    (BOOK, r'<workbookView ', '<workbookView activeTab="99" ', ""),
    (BOOK, r'<definedName name="計算日"', '<definedName name="AB12"', "no name: AB12"),
    (BOOK, r'<definedName name="計算日">', '<definedName name="計算日">#REF!', "a broken formula"),
    (STYLES, r'<cellXfs count="\d+"', '<cellXfs count="1"', "cellXfs count 1"),
    (STRINGS, r'uniqueCount="\d+"', 'uniqueCount="1"', "uniqueCount 1"),
    (STRINGS, r"<t>QA表</t>", "<t> QA表</t>", "loses its blanks"),
    (LEDGER, r'<c r="A3" s="\d+"', '<c r="A3" s="9999"', "its style is missing"),
    (LEDGER, r'<c r="B3" ', '<c r="A3" ', "out of order"),
    (LEDGER, r'<row r="3"([^>]*?)ht="[\d.]+"', r'<row r="3"\1ht="410"', "too high"),
    (MENU, r"<f>SUM\(", "<f>=SUM(", "begins with ="),
    (MENU, r"<f>SUM\(", "<f>SUM((", "brackets that do not close"),
    (MENU, r"<f>SUM\(", "<f>XLOOKUP(", "without _xlfn"),
    (MENU, r"<f>SUM\(", f"<f>LEN(&quot;{'あ' * 256}&quot;)+SUM(", "more than 255 characters in a formula"),
    (MENU, r"<f>SUM\(", f"<f>{'+'.join('1' * 5000)}+SUM(", "more than 8192"),
    (MENU, r'<mergeCells count="\d+">', r'<mergeCells count="99"><mergeCell ref="B4:D4"/>', "the count of merges"),
    (MENU, r'<mergeCells count="\d+">', r'<mergeCells><mergeCell ref="B4:D4"/>', "merges overlap"),
    (MENU, r"location=\"'?QA表'?!", "location=\"'ない'!", "a sheet that is missing"),
    (MENU, r"<pane [^>]*|<sheetView ", '<sheetView unknown="" ', ""),
    (LEDGER, r'<dataValidations count="\d+"', '<dataValidations count="1"', "the count of validations"),
    (LEDGER, r'promptTitle="[^"]*"', f'promptTitle="{"あ" * 33}"', "promptTitle is too long"),
    (LEDGER, r'<cfRule ([^>]*)priority="\d+"', r'<cfRule \1priority="1"', "twice"),
    (LEDGER, r'dxfId="\d+"', 'dxfId="9999"', "without its look"),
    (LEDGER, r"<formula>", "<formula>表[列]+", "a table reference"),
    (LEDGER, r'topLeftCell="[^"]*"', "", "without topLeftCell"),
    (LEDGER, r'<tableParts count="1"', '<tableParts count="2"', "the count of tables"),
    (TABLE, r'displayName="[^"]*"', 'displayName="計算日"', "no name for a table"),
    (TABLE, r'<autoFilter ref="A3:', '<autoFilter ref="A4:', "its filter"),
    (TABLE, r'<tableColumns count="\d+"', '<tableColumns count="1"', "columns in"),
    (TABLE, r'<tableColumn id="2" name="[^"]*"', '<tableColumn id="2" name="別の見出し"', "the heading of"),
    ("xl/drawings/drawing1.xml", r"<xdr:from><xdr:col>\d+", "<xdr:from><xdr:col>99", "ends before it begins"),
]  # fmt: skip


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A master workbook without the 52,000 cells of the Gantt, so that each test is quick."""
    folder = tmp_path_factory.mktemp("clean")
    book, target = small_book(folder), folder / "small.xlsx"
    with ZipFile(book) as old, ZipFile(target, "w") as made:
        for name in old.namelist():
            made.writestr(name, re.sub(rb'<c r="[A-Z]+\d+" s="\d+"><v>1</v></c>', b"", old.read(name)))
    return target


def planted(book: Path, target: Path, part: str, pattern: str, new: str) -> Path:
    """A copy with one thing changed everywhere in one part."""
    with ZipFile(book) as old, ZipFile(target, "w") as made:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                changed = re.sub(pattern, new, content.decode())
                assert changed != content.decode(), (part, pattern)
                content = changed.encode()
            made.writestr(name, content)
    return target


def test_a_clean_book_breaks_no_rule(clean: Path):
    assert excel_breaches(clean) == []


@pytest.mark.parametrize(("part", "pattern", "new", "said"), [p for p in PLANTED if p[3]])
def test_a_planted_breach_is_seen(clean: Path, tmp_path: Path, part: str, pattern: str, new: str, said: str):
    found = excel_breaches(planted(clean, tmp_path / "planted.xlsx", part, pattern, new))
    assert any(said in breach for breach in found), found[:9]
