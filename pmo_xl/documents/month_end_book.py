"""月次検収支払点検_YYYY-MM.xlsx: 概要, every list with links into the workbooks, the sums, and the files read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.cell_link import cell_link
from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.documents.listing_book import (
    FONT,
    cell_look,
    look,
    open_book,
    row_height,
    set_up_page,
    write_cell,
)
from pmo_xl.documents.month_end_columns import LINK_COLUMN, LinkedListing
from pmo_xl.documents.month_end_lists import every_list
from pmo_xl.documents.month_end_result import MonthEndResult
from pmo_xl.documents.month_end_summary import decisions, headline, overview
from pmo_xl.documents.month_end_tables import (
    budget_table,
    month_table,
    project_table,
    reading_table,
    sum_tables,
)
from pmo_xl.model.column import Kind

if TYPE_CHECKING:
    import xlsxwriter

RED, PURPLE, AMBER, GREY, GREEN = "#F8D7DA", "#E5DBF0", "#FFF0CC", "#E4E4E4", "#DDEFDD"
COLOURS: Mapping[str, str] = {
    "違反": RED, "検収の遅れ": RED, "支払の遅れ": RED, "最終日を過ぎた未払": RED, "支払済(期日後)": RED, "● 赤": RED, "エラー": RED,
    "読めない": RED, "約束どおりに進んでいない": RED, "不一致": RED,
    "要判断": PURPLE, "報告済みの月が変わった": PURPLE,
    "警告": AMBER, "予定日超過": AMBER, "最終日が来る": AMBER, "▲ 黄": AMBER, "予定日なし": AMBER, "期日なし": AMBER, "行がない残り": AMBER, "複製": AMBER,
    "行がなくなった": AMBER,
    "判定不能": GREY, "読み取れない": GREY, "－ 灰": GREY,
    "適合": GREEN, "適合(支払前)": GREEN, "検収済": GREEN, "支払済": GREEN, "■ 緑": GREEN, "点検した": GREEN, "一致": GREEN,
}  # fmt: skip
LINK = {"font_color": "#1F4E9E", "underline": 1}
_COUNT = '#,##0_ ;-#,##0_ ;"・"_ '  # a zero steps back; a blank behind it keeps the next column off
_HEAD_ROW = 3


def write_month_end_book(path: Path, result: MonthEndResult, *, beside: Path | None = None) -> None:
    """Write the workbook. beside: where it will lie in the end, so that the links lead from there."""
    folder = (beside or path).absolute().parent
    with open_book(path, is_streamed=True) as book:
        writer = _Writer(book, folder)
        _write_overview(writer, result)
        for listing in every_list(result):
            writer.sheet(listing)
        writer.sheet(budget_table(result))
        writer.sheet(month_table(result))
        _write_sums(writer, sum_tables(result))
        writer.sheet(reading_table(result))


def write_linked(path: Path, listings: Sequence[Listing], folder: Path) -> None:
    """Write listings with their links to a new workbook that will lie in `folder`."""
    with open_book(path, is_streamed=True) as book:
        writer = _Writer(book, folder)
        for listing in listings:
            writer.sheet(listing)


class _Writer:
    """Puts listings on sheets of one book; each look is made once."""

    def __init__(self, book: xlsxwriter.Workbook, folder: Path) -> None:
        self.book = book
        self.folder = folder
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **given: Any) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(given)
        return self._formats[key]

    def new_sheet(self, title: str) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        sheet = self.book.add_worksheet(title)
        sheet.hide_gridlines(2)
        return sheet

    def sheet(self, listing: Listing) -> None:
        """A listing on a sheet of its own: title, note, heading, rows; filterable, printed one page wide."""
        sheet = self.new_sheet(listing.title)
        sheet.set_row(0, 22)
        sheet.write_string(0, 0, listing.title, self.format(**look(bold=True, size=14)))
        sheet.write_string(1, 0, listing.note, self.format(**look()))
        for column, heading in enumerate(listing.headings):
            sheet.set_column(column, column, heading.width)
        self.table(sheet, _HEAD_ROW, listing)
        set_up_page(sheet, _HEAD_ROW, max(len(listing.rows), 1), len(listing.headings), listing.title)
        sheet.set_paper(8)
        sheet.freeze_panes(_HEAD_ROW + 1, 4 if len(listing.headings) > 8 else 0)

    def table(self, sheet: Any, row: int, listing: Listing) -> int:  # noqa: ANN401
        """The heading at `row` and the rows below; the next free row."""
        head = self.format(**look(head=True))
        for column, heading in enumerate(listing.headings):
            sheet.write_string(row, column, heading.label, head)
        widths = [heading.width for heading in listing.headings]
        sheet.set_row(row, row_height([h.label for h in listing.headings], widths))
        for number, values in enumerate(listing.rows):
            at = row + 1 + number
            sheet.set_row(at, row_height(values, widths))
            for column, (heading, value) in enumerate(zip(listing.headings, values, strict=True)):
                write_cell(sheet, at, column, value, self._cell(listing, heading, value, values))
            self._link(sheet, at, listing, number)
        if not listing.rows:
            sheet.write_string(row + 1, 0, "該当なし", self.format(**look()))
        return row + 1 + max(len(listing.rows), 1)

    def _cell(self, listing: Listing, heading: Heading, value: object, values: Sequence[object]) -> Any:  # noqa: ANN401
        given = cell_look(heading)
        if heading.kind is Kind.INT:
            given |= {"num_format": _COUNT}
        is_judged = isinstance(listing, LinkedListing) and heading.label in listing.judged
        if (is_judged or heading.label == "結果") and str(value) in COLOURS:
            given |= {"bg_color": COLOURS[str(value)]}
        if values[0] == "合計":
            given |= {"bold": True, "top": 2}
        return self.format(**given)

    def _link(self, sheet: Any, row: int, listing: Listing, number: int) -> None:  # noqa: ANN401
        target = listing.targets[number] if isinstance(listing, LinkedListing) else None
        link = cell_link(target, self.folder) if target else None
        if link:
            text = str(listing.rows[number][LINK_COLUMN])
            given = self.format(**look(border=True, wrap=True), **LINK)
            sheet.write_url(row, LINK_COLUMN, link, given, text, "このセルを開く")


def _write_overview(writer: _Writer, result: MonthEndResult) -> None:
    """概要: what a manager reads first."""
    table = project_table(result)
    sheet = writer.new_sheet("概要")
    for column, heading in enumerate(table.headings):
        sheet.set_column(column, column, heading.width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, headline(result), writer.format(**look(bold=True, size=16)))
    row = 1
    for sentence in overview(result):
        sheet.write_string(row, 0, sentence, writer.format(**look()))
        row += 1
    sheet.write_string(row + 1, 0, "決めること・急ぐこと", writer.format(**look(bold=True, size=12)))
    row += 2
    for sentence in decisions(result):
        sheet.write_string(row, 0, f"・{sentence}", writer.format(**look()))
        row += 1
    sheet.write_string(row + 1, 0, "案件別", writer.format(**look(bold=True, size=12)))
    sheet.write_string(row + 2, 0, table.note, writer.format(**look()))
    writer.table(sheet, row + 3, table)
    _set_up_overview(sheet)


def _set_up_overview(sheet: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f'&L&"{FONT}"月次検収支払点検&C&P / &N')


def _write_sums(writer: _Writer, tables: Sequence[Listing]) -> None:
    """集計: the sums one below the other."""
    sheet = writer.new_sheet("集計")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 5, 16)
    sheet.write_string(0, 0, "集計(支払額(税込)のほかは円・税抜)", writer.format(**look(bold=True, size=14)))
    row = 2
    for table in tables:
        sheet.write_string(row, 0, table.title, writer.format(**look(bold=True, size=12)))
        if table.note:
            sheet.write_string(row + 1, 0, table.note, writer.format(**look()))
            row += 1
        row = writer.table(sheet, row + 1, table) + 1
    _set_up_overview(sheet)
