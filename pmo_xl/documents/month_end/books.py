"""The two workbooks of a month end: 月次検収支払点検_YYYY-MM.xlsx and 電子取引索引簿.

The first holds 概要, every list with links into the workbooks, the sums, and the files read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pmo_xl.documents.list_book import ListBook
from pmo_xl.documents.list_file import open_book
from pmo_xl.documents.listing import Summary
from pmo_xl.documents.month_end.lists import every_list
from pmo_xl.documents.month_end.month_list import (
    NO_VENDOR,
    PROJECT,
    MonthList,
    date_column,
    joined_words,
    line_column,
    money_column,
    place,
)
from pmo_xl.documents.month_end.reading import reading_table
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.documents.month_end.summary import decisions, headline, overview
from pmo_xl.documents.month_end.tables import budget_table, month_table, project_table, sum_tables
from pmo_xl.model.column import Kind
from pmo_xl.model.display import month
from pmo_xl.model.list_column import ListColumn


def write_month_end_book(path: Path, result: MonthEndResult, *, beside: Path | None = None) -> None:
    """Write the workbook. beside: where it will lie in the end, so that the links lead from there."""
    with open_book(path, is_streamed=True) as book:
        writer = ListBook(book, (beside or path).absolute().parent)
        writer.summary("概要", [_overview(result)])
        for listing in every_list(result):
            writer.sheet(listing)
        writer.sheet(budget_table(result))
        writer.sheet(month_table(result))
        sums = Summary(title="集計(支払額(税込)のほかは円・税抜)", sentences=(), tables=sum_tables(result))
        writer.summary("集計", [sums])
        writer.sheet(reading_table(result))


def _overview(result: MonthEndResult) -> Summary:
    """概要: what a manager reads first."""
    return Summary(
        title=headline(result),
        sentences=overview(result),
        points=decisions(result),
        tables=(project_table(result),),
    )


electronic_index = MonthList(
    "電子取引索引簿",
    lambda project, result: (
        line
        for line in project.month_end.invoices
        if line.is_electronic and (line.invoiced_on is None or line.invoiced_on in result.month)
    ),
    (
        date_column("取引年月日(請求日)", "invoiced_on"),
        ListColumn("台帳の場所", width=18, of=lambda line: place(line.at), is_link=True),
        ListColumn("取引先", width=28, of="at.vendor", empty=NO_VENDOR),
        money_column("取引金額(税込)", "with_tax"),
        ListColumn("書類の種類", width=10, of=lambda _: "請求書"),
        line_column("請求書番号", "invoice_number", width=17),
        line_column("登録番号", "registration", width=17),
        money_column("税抜額", "net"),
        money_column("消費税額", "tax"),
        line_column("保存先", "stored_at", Kind.LONGTEXT, width=46),
        replace(PROJECT, is_printed=False),
        line_column("検収ID", joined_words("rows"), width=18, is_printed=False),
        line_column("足りないもの", joined_words("lacks"), width=18),
    ),
    lambda result, lines: (
        f"{month(result.month.first)}の請求書のうち、電子データで受け取ったもの {len(lines)} 件"
        f"(足りない項目のあるもの {sum(bool(line.line.lacks) for line in lines)} 件)。"
        "見出しの▼で、日付・金額の範囲や取引先を組み合わせて探せます。"
    ),
    order=lambda line: (line.line.invoiced_on or line.result.month.first, line.at.vendor or ""),
)
"""電子取引索引簿: invoices received electronically, by date; those without one come first and say what they lack.

Source: docs/law.md, 電子帳簿保存法: they must be searchable by date, amount and partner; an Excel index is one way.
"""


def write_electronic_index(path: Path, result: MonthEndResult, *, beside: Path | None = None) -> None:
    """Write 電子取引索引簿 as a workbook. beside: where it will lie in the end."""
    with open_book(path, is_streamed=True) as book:
        ListBook(book, (beside or path).absolute().parent).sheet(electronic_index(result))
