"""Workbooks made for the tests of reading: by hand, part by part, or by XlsxWriter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def sheet_xml(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def parts_of_a_book(
    sheets: Mapping[str, str | bytes],
    shared_strings: str | None = None,
    styles: str | None = None,
    is_1904: bool = False,
    main: str = MAIN,
    office: str = OFFICE,
) -> dict[str, str | bytes]:
    """The parts of a small workbook by name; a test changes what it likes before zipping them."""
    listed = "".join(f'<sheet name="{t}" sheetId="{i}" r:id="rId{i}"/>' for i, t in enumerate(sheets, 1))
    links = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    links += [("rId901", "sharedStrings", "sharedStrings.xml")] if shared_strings else []
    links += [("rId902", "styles", "styles.xml")] if styles else []
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations([("r", "officeDocument", "xl/workbook.xml")], office),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        f'<workbookPr date1904="{int(is_1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(links, office),
    }
    parts |= {f"xl/worksheets/sheet{i}.xml": xml for i, xml in enumerate(sheets.values(), 1)}
    if shared_strings:
        parts["xl/sharedStrings.xml"] = shared_strings
    if styles:
        parts["xl/styles.xml"] = styles
    return parts


def relations(links: list[tuple[str, str, str]], office: str = OFFICE) -> str:
    listed = "".join(f'<Relationship Id="{i}" Type="{office}/{k}" Target="{t}"/>' for i, k, t in links)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def written(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    path.write_bytes(zipped(parts))
    return path


def one_sheet(path: Path, rows: str, after: str = "", **book: Any) -> Path:
    return written(path, parts_of_a_book({"表": sheet_xml(rows, after)}, **book))


def by_xlsxwriter(path: Path, fill: Callable[[Any], None], **options: Any) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), options) as book:
        fill(book)
    return path


def a_small_ledger(path: Path) -> Path:
    """A ledger of two tables with dates, percents, formulas, a chart sheet and a hidden sheet."""

    def fill(book: Any) -> None:
        date = book.add_format({"num_format": "yyyy/m/d"})
        percent = book.add_format({"num_format": "0%"})
        for title in ("課題管理表", "QA表"):
            sheet = book.add_worksheet(title)
            sheet.write("B1", "一覧")
            sheet.write_row("A3", ["ID", "件名", "期限", "進捗率", "日数"])
            for row in range(3, 33):
                sheet.write_row(row, 0, [f"ISS-{row:03}", f"件名 {row % 7} の確認"])
                sheet.write_number(row, 2, 46000 + row, date)
                sheet.write_number(row, 3, (row % 11) / 10, percent)
                sheet.write_formula(row, 4, f"=C{row + 1}-C4", None, row - 3)
            sheet.add_table("A3:E33", {"name": title, "columns": [{"header": h} for h in "あいうえお"]})
            sheet.merge_range("G1:H2", "凡例")
        book.add_worksheet("隠し").hide()

    return by_xlsxwriter(path, fill)
