"""Workbooks for these tests: a ledger with everything that may hang on a table, and readers to look at it."""

from __future__ import annotations

import io
import warnings
import zipfile
from functools import lru_cache
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

LEDGER = "課題管理表"
HEADERS = ["課題ID", "件名", "期限", "状態", "工数", "単価", "金額", "備考"]
DATA_ROWS = 10
FIRST_ROW, LAST_ROW = 4, 4 + DATA_ROWS - 1  # of the data; the header is row 3


def make_ledger(path: Path, *, rows: int = DATA_ROWS, prefilled: int = 0) -> Path:
    """A ledger whose table, filter, drop-downs, formats, names, sums and chart all end on its last row."""
    path.write_bytes(_ledger(rows, prefilled))
    return path


@lru_cache
def _ledger(rows: int, prefilled: int) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet, totals = book.add_worksheet(LEDGER), book.add_worksheet("集計")
    day = book.add_format({"num_format": "yyyy/m/d", "border": 1})
    text, money = book.add_format({"border": 1, "text_wrap": True}), book.add_format({"num_format": "#,##0"})
    last = FIRST_ROW + rows - 1
    sheet.write("B1", "課題管理表 第1版")
    sheet.add_table(
        2, 0, last - 1, 7,
        {
            "name": LEDGER,
            "columns": [{"header": name} for name in HEADERS[:6]]
            + [{"header": "金額", "formula": f"={LEDGER}[[#This Row],[工数]]*{LEDGER}[[#This Row],[単価]]"}]
            + [{"header": "備考"}],
        },
    )  # fmt: skip
    for index in range(rows):
        row = 3 + index
        sheet.set_row(row, 27)
        sheet.write(row, 0, f"ISS-{index + 1:03}")
        if index < rows - prefilled:
            _fill(sheet, row, index, (text, day, money))
    sheet.data_validation(3, 3, last - 1, 3, {"validate": "list", "source": ["未着手", "対応中", "完了"]})
    red = book.add_format({"bg_color": "#FFC7CE"})
    sheet.conditional_format(
        3, 2, last - 1, 2, {"type": "cell", "criteria": "<", "value": 46000, "format": red}
    )
    sheet.conditional_format(3, 4, last - 1, 4, {"type": "data_bar", "data_bar_2010": True})
    sheet.print_area(0, 0, last - 1, 7)
    book.define_name("工数一覧", f"={LEDGER}!$E$4:$E${last}")
    book.define_name("壊れた名前", "=#REF!")
    _sums(totals, last)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={LEDGER}!$E$4:$E${last}", "categories": f"={LEDGER}!$A$4:$A${last}"})
    totals.insert_chart("D2", chart)
    book.close()
    return content.getvalue()


def _fill(sheet, row, index, formats):
    text, day, money = formats
    sheet.write(row, 1, f"件名{index}　長い", text)
    sheet.write(row, 2, 46000 + index, day)
    sheet.write(row, 3, ("未着手", "対応中", "完了")[index % 3], text)
    sheet.write(row, 4, index + 1)
    sheet.write(row, 5, 1000, money)
    formula = f"={LEDGER}[[#This Row],[工数]]*{LEDGER}[[#This Row],[単価]]"
    sheet.write_formula(row, 6, formula, money, (index + 1) * 1000)


def _sums(sheet, last):
    sheet.write_formula("A1", f"=SUM({LEDGER}[工数])", None, 55)
    sheet.write_formula("A2", f"=SUM({LEDGER}!E4:E{last})", None, 55)
    sheet.write_formula("A3", f"=SUM({LEDGER}!$G$3:$G${last})", None, 55000)
    sheet.write_formula(
        "A4", f'=COUNTIF({LEDGER}!$D$4:$D${last},"完了")&"{LEDGER}!$D$4:$D${last}"', None, "3"
    )
    sheet.write_formula("A5", f"=SUM({LEDGER}!E5:E{last})", None, 54)


def values(path: Path, sheet: str = LEDGER) -> list[list]:
    """The sheet's values from A1, as another library reads them."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def opened(path: Path, **options):
    """The workbook as openpyxl reads it; its warnings about extensions it would drop do not matter here."""
    with warnings.catch_warnings(action="ignore"):
        return load_workbook(path, **options)


def value(path: Path, cell: str, sheet: str = LEDGER):
    """One value as openpyxl reads it."""
    return opened(path, data_only=True)[sheet][cell].value


def formula(path: Path, cell: str, sheet: str = LEDGER):
    """One cell's formula as openpyxl reads it."""
    return opened(path)[sheet][cell].value


def parts(path: Path) -> dict[str, bytes]:
    """Every part of a workbook by name."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet_xml(path: Path, number: int = 1) -> str:
    """The XML of a sheet by its place."""
    return parts(path)[f"xl/worksheets/sheet{number}.xml"].decode()


def rewrite(path: Path, changes: dict[str, bytes | None], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Give parts of a workbook other content (None takes one away), to make odd ones."""
    content = {**parts(path), **changes}
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, data in content.items():
            if data is not None:
                package.writestr(name, data)
    return path
