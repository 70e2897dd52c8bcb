"""A few rows of 予算管理表 and 検収支払, as a project and as an Excel workbook whose formulas another engine computes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.column import Kind
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record

DAY = date(2026, 11, 30)
_ORDERS = (
    ("ORD-001", "会員システム", "Web会員刷新 第1次", "アルファ商事", 1_200_000, 1_100_000, "2026/10/01", "2026/10/15", "0.5", "高い ですか?"),
    ("ORD-002", "会員システム", "試験支援", "ベータ㈱", 500_000, 500_000, "2026/10/05", "", "1", ""),
    ("ORD-003", "物流", "ＩＦ改修", "アルファ商事", 0, 3_000_000, "", "2026/11/02", "0.333", "  二重  空白  "),
    ("ORD-004", "物流", "運用保守", "", 250_000, None, "2026/11/20", "2026/11/24", "", "b*c?d~e"),
    ("ORD-005", "会計", "abc ABC", "ガンマ", 99_999, 100_000, "2024/02/29", "2026/12/01", "0.125", "改行\nあり"),
    ("ORD-006", "会計", "", "ガンマ", None, -5_000, "2026/01/31", "2026/11/30", "0", "123"),
    ("ORD-007", "", "ﾊﾝｶｸ ｶﾅ", "デルタ", 1_000_000, 1_000_000, "2025/12/31", "2026/01/01", "0.75", "完了"),
    ("ORD-008", "物流", "zebra", "デルタ", 1, 2, "2026/11/28", "2026/11/29", "0.1", "2026/11/30"),
)  # fmt: skip
_ACCEPTANCES = (
    ("ACC-001", "ORD-001", 600_000, "2026/10/31"),
    ("ACC-002", "ORD-001", 500_000, ""),
    ("ACC-003", "ORD-002", 500_000, "2026/11/10"),
    ("ACC-004", "ORD-003", None, "2026/11/30"),
    ("ACC-005", "ORD-005", 100_000, "2026/12/05"),
    ("ACC-006", "ORD-009", 70, "2026/11/05"),
)
_HOLIDAYS = ("2026/11/03", "2026/11/23", "2026/12/29")


def project() -> Project:
    """The rows as a project."""
    records: dict[type[Record], tuple[Record, ...]] = {
        Order: tuple(_record(Order, row, ORDER_LABELS) for row in _ORDERS),
        Acceptance: tuple(_record(Acceptance, row, ACCEPTANCE_LABELS) for row in _ACCEPTANCES),
        Holiday: tuple(Holiday(on=_day(text), kind="会社休日") for text in _HOLIDAYS),
    }
    return Project(DAY, DAY, records=records)


ORDER_LABELS = (
    "発注ID",
    "システム名",
    "件名",
    "発注先",
    "見積金額",
    "発注金額",
    "見積日",
    "発注日",
    "負担率",
    "備考",
)
ACCEPTANCE_LABELS = ("検収ID", "発注ID", "検収額", "検収日")


def _record(sheet: type[Record], row: Sequence[Any], labels: Sequence[str]) -> Record:
    values = {}
    for label, value in zip(labels, row, strict=True):
        field = sheet.field_of(label)
        if value not in ("", None):
            values[field] = _typed(sheet.columns[field].kind, value)
    return sheet(**values)


def _typed(kind: Kind, value: Any) -> Any:
    if kind is Kind.DATE:
        return _day(value)
    return Decimal(value) if kind is Kind.PERCENT else value


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y/%m/%d").date()  # noqa: DTZ007


def write_book(path: Path, expressions: Sequence[str]) -> None:
    """The rows as Excel tables, and each expression as a formula in every row of 予算管理表, right of it."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"use_future_functions": True, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "yyyy/mm/dd"})
        _table(book, "予算管理表", ORDER_LABELS, _ORDERS, day)
        _table(book, "検収支払", ACCEPTANCE_LABELS, _ACCEPTANCES, day)
        _table(book, "休日", ("日付",), [(text,) for text in _HOLIDAYS], day)
        sheet = book.get_worksheet_by_name("予算管理表")
        for number, text in enumerate(expressions, len(ORDER_LABELS) + 2):
            for row in range(1, len(_ORDERS) + 1):
                sheet.write_formula(row, number, f"={in_a_file(text)}", None, 0)


def _table(book: Any, name: str, labels: Sequence[str], rows: Sequence[Sequence[Any]], day: Any) -> None:
    sheet = book.add_worksheet(name)
    columns = [{"header": label} for label in labels]
    sheet.add_table(0, 0, len(rows), len(labels) - 1, {"name": name, "columns": columns})
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            label = labels[column]
            if value in ("", None):
                continue
            if label.endswith(("日", "日付")):
                sheet.write_datetime(at, column, datetime.combine(_day(value), datetime.min.time()), day)
            elif label == "負担率":
                sheet.write_number(at, column, float(value))
            elif isinstance(value, str):
                sheet.write_string(at, column, value)
            else:
                sheet.write_number(at, column, value)


def in_a_file(text: str) -> str:
    """A condition as Excel's file format writes it: TODAY() as the day that the rows are judged by."""
    plain = re.sub(r"\[@([^\[\]]+)\]", r"予算管理表[[#This Row],[\1]]", text)
    return plain.replace("TODAY()", f"DATE({DAY.year},{DAY.month},{DAY.day})")


def results(path: Path, count: int) -> list[list[Any]]:
    """What stands in the formulas' cells, by expression and row."""
    sheet = load_workbook(path, data_only=True)["予算管理表"]
    first = len(ORDER_LABELS) + 3
    return [
        [sheet.cell(row, first + number).value for row in range(2, len(_ORDERS) + 2)]
        for number in range(count)
    ]
