"""月次検収支払点検_YYYY-MM.xlsx: 概要, every list with links into the workbooks, the sums, and the files read."""

from __future__ import annotations

from pathlib import Path

from pmo_xl.documents.list_book import ListBook, open_book
from pmo_xl.documents.listing import Summary
from pmo_xl.documents.month_end_lists import electronic_index, every_list
from pmo_xl.documents.month_end_result import MonthEndResult
from pmo_xl.documents.month_end_summary import decisions, headline, overview
from pmo_xl.documents.month_end_tables import (
    budget_table,
    month_table,
    project_table,
    reading_table,
    sum_tables,
)


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


def write_electronic_index(path: Path, result: MonthEndResult, *, beside: Path | None = None) -> None:
    """Write 電子取引索引簿 as a workbook. beside: where it will lie in the end."""
    with open_book(path, is_streamed=True) as book:
        ListBook(book, (beside or path).absolute().parent).sheet(electronic_index(result))
