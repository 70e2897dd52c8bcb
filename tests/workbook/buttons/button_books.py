"""Workbooks for these tests, and what can be seen in one that has its buttons."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.workbook.closed_book.ledger_books import parts

LEDGER = "課題一覧"
HEADINGS = ("No.", "課題内容", "担当者", "対応予定日", "ステータス")
ROWS = (("1", "画面の応答が遅い", "鈴木", "2026/4/20", "対策中"), ("2", "罫線がずれる", "佐藤", "", "解決"))


def make_book(
    path: Path,
    *,
    title: str = LEDGER,
    comment: bool = False,
    picture: bool = False,
    chart_sheet: bool = False,
    button: str = "",
) -> Path:
    """Somebody's issue list: a title above, the table from B4 on; with a comment, a shape, a chart sheet, a button."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(title)
        sheet.write("B1", "課題管理表　第1版")
        for row, cells in enumerate((HEADINGS, *ROWS), 3):
            for column, text in enumerate(cells, 1):
                sheet.write_string(row, column, text)
        if comment:
            sheet.write_comment("C5", "ここは確認中です。\n来週まで")
        if picture:
            sheet.insert_textbox("D1", "承認印", {"width": 300, "height": 55})
        if button:
            sheet.insert_button("B3", {"macro": button, "caption": "集計", "width": 100, "height": 18})
        if chart_sheet:
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": f"='{title}'!$B$5:$B$6"})
            book.add_chartsheet("グラフ").set_chart(chart)
    return path


def project_of(path: Path) -> bytes:
    """The VBA project of a workbook."""
    return parts(path)["xl/vbaProject.bin"]


def values_of(path: Path) -> dict[str, list[list[object]]]:
    """The values of every worksheet, as python-calamine reads them."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = [each.name for each in book.sheets_metadata if str(each.typ).endswith("WorkSheet")]
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in sheets}


def drawings_of(path: Path) -> list[str]:
    """The VML drawings of a workbook."""
    return [data.decode() for name, data in sorted(parts(path).items()) if name.endswith(".vml")]


def macros_in(drawing: str) -> list[str]:
    """The Subs that the buttons of a drawing start, in their order."""
    return re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing)


def code_names_of(path: Path) -> list[str]:
    """The code names that the workbook and its sheets state, the workbook's first."""
    content = parts(path)
    stated = re.compile(rb'<(?:workbookPr|sheetPr)\b[^>]*codeName="([^"]*)"')
    names = [name for name in content if re.search(r"(worksheets|chartsheets)/[^/]+\.xml$", name)]
    found = [stated.search(content[name]) for name in ("xl/workbook.xml", *sorted(names))]
    return [match[1].decode() if match else "" for match in found]


def with_part(path: Path, name: str, change) -> Path:
    """The workbook with one part changed by a function of its bytes."""
    content = parts(path)
    content[name] = change(content[name])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for each, data in content.items():
            package.writestr(each, data)
    path.write_bytes(packed.getvalue())
    return path
