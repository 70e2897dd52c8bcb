"""Every list that becomes a workbook looks alike: legible on paper, headings that stay, nothing cut, nothing as -7."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.figure import Figure
from pmo_xl.charts.style import Area, Size
from pmo_xl.documents.budget import budget_listing, budget_summary
from pmo_xl.documents.csv_file import csv_text
from pmo_xl.documents.findings import findings_listing
from pmo_xl.documents.list_book import HEAD_ROW, ListBook, write_listings
from pmo_xl.documents.list_file import open_book
from pmo_xl.documents.list_widths import (
    _MOST_SHRUNK,
    fitted,
    free_on_page,
    pages_without_a_short_last,
    row_height,
)
from pmo_xl.documents.listing import Listing, Picture, Summary
from pmo_xl.documents.overdue import overdue_listing, overdue_summary
from pmo_xl.documents.schedule import schedule_listing, schedule_note, schedule_summary
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.model.column import Kind
from pmo_xl.model.list_column import DAYS_PAST, ListColumn
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.theme import GOTHIC
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.written_books import WRITTEN

PAPER = 1_062  # pixels between the margins of A4 landscape
BOOKS = [
    "list of findings",
    "list of overdue",
    "list of budgets",
    "list of the schedule",
    "list of changes",
    "month end",
    "index of electronic records",
]


@dataclass(frozen=True)
class Made:
    """A workbook of lists as Excel finds it."""

    name: str
    book: Any

    @property
    def lists(self) -> list[Any]:
        """Its sheets that are one list."""
        return [sheet for sheet in self.book if sheet.auto_filter.ref]


@pytest.fixture(scope="module", params=BOOKS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    path = WRITTEN[request.param](tmp_path_factory.mktemp("一覧"))
    return Made(request.param, openpyxl.load_workbook(path))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return open_workbook(write_sample(tmp_path_factory.mktemp("案件") / "台帳.xlsx", planted_project()))


def _printed(sheet: Any) -> tuple[int, int]:
    """How many columns are printed, and to which row."""
    area = sheet.print_area
    _, _, columns, rows = range_boundaries((area if isinstance(area, str) else area[0]).split("!")[-1])
    return int(columns or 0), int(rows or 0)


def _pixels(sheet: Any, column: int) -> float:
    """Neighbours of one width are written as one."""
    given = sheet.column_dimensions.values()
    return next(7 * float(each.width) for each in given if each.min <= column <= each.max)


def test_nothing_is_smaller_than_8_points_on_an_a4_page_and_9_where_no_page_is_saved(made: Made) -> None:
    for sheet in made.book:
        columns, rows = _printed(sheet)
        assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        wide = sum(_pixels(sheet, column) for column in range(1, columns + 1))
        sizes = {
            cell.font.sz
            for row in sheet.iter_rows(max_row=rows, max_col=columns)
            for cell in row
            if cell.value
        }
        least = min(sizes) * min(1, PAPER / wide)
        assert least >= 9 and least * (1 - _MOST_SHRUNK) >= 8, (made.name, sheet.title, wide)


@pytest.mark.parametrize(
    ("rows", "pages"),
    [(38, 0), (39, 1), (41, 1), (42, 0), (75, 0), (76, 2), (81, 2), (82, 0), (0, 0)],
)
def test_a_last_page_of_a_row_or_two_goes_onto_those_before_it(rows: int, pages: int) -> None:
    assert pages_without_a_short_last([15.0] * rows, 15.0) == pages


def test_a_text_that_is_as_wide_as_its_column_has_one_line() -> None:
    for letters in range(1, 80):
        listing = Listing(
            title="表", columns=[ListColumn("内容", Kind.TEXT, 90, str)], rows=[("x" * letters,)]
        )
        assert row_height(["x" * letters], fitted(listing)) == row_height(["x"], [20]), letters


def test_headings_of_small_tables_have_one_line_where_the_page_has_room(tmp_path: Path) -> None:
    first = openpyxl.load_workbook(WRITTEN["list of overdue"](tmp_path)).worksheets[0]
    heads = [row for row in range(1, first.max_row + 1) if first.cell(row, 2).value == "期限超過"]
    assert heads and max(first.row_dimensions[row].height for row in heads) <= row_height(["x"], [20])


def test_the_foot_of_a_page_says_the_file_and_days_stand_in_the_middle(made: Made) -> None:
    for sheet in made.book:
        assert "&F" in str(sheet.oddFooter.right.text) or "&[File]" in str(sheet.oddFooter.right.text)
    days = [c for sheet in made.lists for row in sheet.iter_rows() for c in row if isinstance(c.value, date)]
    assert {cell.alignment.horizontal for cell in days} <= {"center"}


def test_the_headings_of_a_list_stay_are_filtered_and_stand_on_every_page(made: Made) -> None:
    assert made.lists
    for sheet in made.lists:
        left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
        headings = [sheet.cell(top, column).value for column in range(left, right + 1)]
        assert top == HEAD_ROW + 1 and all(headings)
        assert sheet.freeze_panes and int(re.sub(r"\D", "", sheet.freeze_panes)) == top + 1
        assert sheet.print_title_rows == f"${top}:${top}"
        words = [sheet.cell(row, column).value for row in range(top + 1, bottom + 1) for column in (1, 2)]
        assert "合計" not in words, f"{sheet.title}: a filter would sort the total away from the end"


def test_what_is_not_printed_is_said_and_stands_right_of_what_is(made: Made) -> None:
    for sheet in made.lists:
        printed, _ = _printed(sheet)
        _, top, right, _ = range_boundaries(sheet.auto_filter.ref)
        fills = [sheet.cell(top, column).fill.fgColor.rgb for column in range(1, right + 1)]
        assert len(set(fills[:printed])) == 1 and fills[0] not in fills[printed:]
        assert ("印刷されません" in str(sheet.cell(2, 1).value)) == (printed < right)


def test_figures_and_dates_never_show_as_hashes(made: Made) -> None:
    for sheet in made.book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if isinstance(cell.value, int | float):
                assert 6.7 * len(f"{cell.value:,}") + 9 <= _pixels(sheet, cell.column), (
                    sheet.title,
                    cell.coordinate,
                )
            elif isinstance(cell.value, date):
                assert _pixels(sheet, cell.column) >= 6.7 * 10 + 9, (sheet.title, cell.coordinate)


def test_a_negative_figure_is_written_with_a_triangle_or_in_words(made: Made) -> None:
    numbers = [c for s in made.book for row in s.iter_rows() for c in row if isinstance(c.value, int | float)]
    for cell in numbers:
        below = cell.number_format.split(";")[1]
        assert "▲" in below or "あと" in below or "早い" in below, (cell.coordinate, cell.number_format)


@pytest.mark.parametrize("name", ["list of findings", "list of overdue", "list of budgets", "month end"])
def test_what_can_be_seen_is_drawn_on_the_first_sheet(name: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(WRITTEN[name](tmp_path))
    first = book.worksheets[0]
    assert first.title == "概要" and first._charts
    for chart in first._charts:
        for series in chart.series:
            sheet, cell = series.tx.strRef.f.replace("$", "").rsplit("!", 1)
            _, values = series.val.numRef.f.replace("$", "").rsplit("!", 1)
            left, top, right, _ = range_boundaries(values)
            assert sheet.strip("'") == "概要" and left == right
            assert isinstance(first[cell].value, str) and first[cell].row == top - 1
            assert first.cell(top, left).value is not None


def test_csv_and_the_table_of_a_notebook_have_the_columns_of_the_list(sample: Book) -> None:
    for report, make in (
        (overdue_report(sample.project, 7), overdue_listing),
        (sample.budget(), budget_listing),
        (sample.check(), findings_listing),
    ):
        maker: Callable[[Any], Listing] = make
        listing = maker(report)
        labels = [column.label for column in listing.columns]
        assert list(report.to_frame().columns) == labels
        assert csv_text(listing).splitlines()[0].split(",") == labels


def test_the_summary_of_the_budget_adds_up_to_its_lists(sample: Book) -> None:
    report = sample.budget()
    by_department, by_month = budget_summary(report, "台帳.xlsx").tables
    assert by_department.rows == budget_listing(report, "department").rows
    assert by_month.rows[-1][1:] == budget_listing(report, "month").rows[-1][2:]


@pytest.mark.parametrize(
    ("days", "said"), [(7, "7 日超過"), (0, "当日"), (-7, "あと 7 日"), (1234, "1,234 日超過")]
)
def test_days_past_a_due_date_are_said_in_words_on_paper_and_on_the_screen(days: int, said: str) -> None:
    column = ListColumn("超過日数", Kind.INT, words=DAYS_PAST)
    assert column.text(days) == said
    assert DAYS_PAST.number_format == '#,##0" 日超過"_ ;"あと "#,##0" 日"_ ;"当日"_ '


_TEXT = st.text(alphabet="案件の名前abc 123", max_size=200)
_KINDS = st.sampled_from((Kind.TEXT, Kind.LONGTEXT, Kind.MONEY, Kind.INT))


@given(st.lists(st.tuples(_KINDS, _TEXT, st.integers(-(10**13), 10**13)), min_size=1, max_size=14))
def test_text_gives_way_on_a_full_page_and_figures_never_do(columns: list[tuple[Kind, str, int]]) -> None:
    is_text = [kind in (Kind.TEXT, Kind.LONGTEXT) for kind, _, _ in columns]
    heads = tuple(ListColumn(f"列{n}", kind, 40) for n, (kind, _, _) in enumerate(columns))
    row = tuple(
        text if of_text else amount for of_text, (_, text, amount) in zip(is_text, columns, strict=True)
    )
    widths = fitted(Listing(title="一覧", columns=heads, rows=[row]))
    for of_text, head, value, width in zip(is_text, heads, row, widths, strict=True):
        wide = sum(2 if east_asian_width(c) in "WFA" else 1 for c in head.text(value))
        assert width >= (8 if of_text else wide)


def test_an_empty_list_says_so_and_can_be_filtered_all_the_same(tmp_path: Path) -> None:
    listing = Listing(title="一覧", columns=(ListColumn("列"),), rows=[])
    path = tmp_path / "空.xlsx"
    write_listings(path, [listing, replace(listing, rows=[("=1+1",)])])
    first, second = openpyxl.load_workbook(path)
    assert (first.title, second.title) == ("一覧", "一覧(2)")
    assert first.cell(HEAD_ROW + 2, 1).value == "該当なし" and second.cell(HEAD_ROW + 2, 1).data_type == "s"


@pytest.mark.parametrize(
    ("amount", "said", "number_format"),
    [
        (41_889_000, "百万円", '#,##0,,;"▲"#,##0,,'),
        (250_000, "千円", '#,##0,;"▲"#,##0,'),
        (900, "円", '#,##0;"▲"#,##0'),
    ],
)
def test_a_picture_of_money_is_drawn_in_a_unit_that_can_be_read_and_its_title_says_which(
    tmp_path: Path, amount: int, said: str, number_format: str
) -> None:
    columns = (ListColumn("部門"), ListColumn("検収額", Kind.MONEY))
    picture = Picture("検収({unit})", ("検収額",))
    rows = [("{unit}の部", amount)]
    table = Listing(title="部門別", columns=columns, rows=rows, picture=picture)
    path = tmp_path / "図.xlsx"
    write_listings(path, [], summaries=[Summary(title="概要", sentences=(), tables=(table,))])
    (chart,) = openpyxl.load_workbook(path).worksheets[0]._charts
    assert chart.title.tx.rich.p[0].r[0].t == f"検収({said})"
    assert chart.y_axis.number_format.formatCode == number_format


def test_a_picture_below_its_table_lets_the_first_page_show_the_figures(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(WRITTEN["month end"](tmp_path))
    first = book.worksheets[0]
    (chart,) = first._charts
    table = next(row for row in range(1, first.max_row) if first.cell(row, 1).value == "合計")
    assert chart.anchor._from.row + 1 == table + 1
    assert first.row_dimensions[table + 1].height > 150, (
        "a streamed sheet would lose the height of an empty row"
    )


def test_what_is_late_begins_with_who_has_most_of_it_and_the_counts_are_those_of_the_list(
    sample: Book,
) -> None:
    report = overdue_report(sample.project, 7)
    by_owner, by_sheet = overdue_summary(report, "台帳.xlsx").tables
    late = [item for item in report.items if item.is_late]
    for table in (by_owner, by_sheet):
        assert sum(row[1] for row in table.rows) == len(late) > 0  # type: ignore[misc]
        assert sum(row[2] for row in table.rows) == len(report.items) - len(late)  # type: ignore[misc]
    name, most, _, pressing, oldest = by_owner.rows[0]
    own = [item for item in late if (item.owner or "(担当なし)") == name]
    assert most == len(own) == max(row[1] for row in by_owner.rows)  # type: ignore[type-var]
    assert pressing == sum(item.priority == "高" for item in own) and oldest == min(
        item.due_on for item in own
    )
    assert by_owner.picture and f"{name} の {most} 件" in by_owner.picture.title


def test_the_schedule_begins_with_its_milestones_as_they_stand(sample: Book, tmp_path: Path) -> None:
    summary = schedule_summary(sample.project, "台帳.xlsx")
    (table,) = summary.tables
    said = schedule_note(sample.project)
    assert all(sentence in said for sentence in summary.sentences)
    listed = [row for row in schedule_listing(sample.project).rows if "◆" in (row[-1] or "")]  # type: ignore[operator]
    assert [(row[0], row[2], row[3]) for row in table.rows] == [(row[1], row[6], row[4]) for row in listed]
    first = openpyxl.load_workbook(WRITTEN["list of the schedule"](tmp_path)).worksheets[0]
    assert first.title == "概要" and "マイルストーン" in [
        cell.value for (cell,) in first.iter_rows(max_col=1)
    ]


def test_narrow_tables_leave_the_whole_page_to_the_sentences_above_them(tmp_path: Path) -> None:
    first = openpyxl.load_workbook(WRITTEN["list of overdue"](tmp_path)).worksheets[0]
    printed, _ = _printed(first)
    wide = sum(_pixels(first, column) for column in range(1, printed + 1))
    assert 0.97 * 1_160 <= wide <= 1_160


def test_figures_are_drawn_one_by_one_and_wait_on_disk(tmp_path: Path) -> None:
    """Nothing of the pictures before stays in memory, even where Python looks for no garbage by itself."""
    figures = [_a_figure(f"図{number}") for number in range(5)]
    drawn: list[int] = []
    gc.collect()
    gc.disable()
    try:
        with open_book(tmp_path / "図.xlsx") as book:
            ListBook(book, tmp_path).figures("図", figures, tmp_path)
            drawn = [kind.__name__ for kind in map(type, gc.get_objects())].count("FigureCanvasAgg")
            (sheet,) = book.worksheets()
            assert all(Path(image.filename).is_file() and image.image_data is None for image in sheet.images)
    finally:
        gc.enable()
    assert drawn == 0
    assert len(openpyxl.load_workbook(tmp_path / "図.xlsx")["図"]._images) == 5


def _a_figure(title: str) -> Figure:
    drawing = Drawing(Area(400, 60))
    drawing.text(2, 30, title, size=Size.SMALL)
    return drawing.figure(title, title, ("注",))


@pytest.mark.parametrize("rows", range(18, 30))
def test_a_small_table_begins_with_rows_below_its_heading(rows: int, tmp_path: Path) -> None:
    """Excel heeds no page break on a sheet fitted by width, so empty rows end the page before."""
    columns = [ListColumn("指摘", Kind.LONGTEXT, 40), ListColumn("件数", Kind.INT)]
    above = Listing(title="ブック別", columns=columns, rows=[("台帳", 1)] * rows)
    first = Listing(title="まずこれから", columns=columns, rows=[("直す", 1)] * 30)
    with open_book(tmp_path / "一覧.xlsx") as book:
        ListBook(book, tmp_path).summary(
            "概要", [Summary(title="二冊", sentences=("a",), tables=(above, first))]
        )
        room = book.worksheets()[0].room
    sheet = openpyxl.load_workbook(tmp_path / "一覧.xlsx").worksheets[0]
    (title,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "まずこれから"]
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, title)]
    begins = [sheet.row_dimensions[row].height or 15 for row in range(title, title + 4)]
    gap = next(n for n in range(title) if sheet.cell(title - 1 - n, 1).value is not None)
    for each in (room, room * 1.06):  # of Excel, of LibreOffice
        assert sum(begins) <= free_on_page(heights, each)
    assert (
        gap == 1 or not sheet.page_setup.fitToHeight
    )  # a sheet that is shrunk would end its pages elsewhere
    if rows == 18:
        assert gap == 1
    if rows == 24:
        assert gap > 1


def test_columns_of_a_list_are_measured_by_the_letters_it_is_written_in(tmp_path: Path) -> None:
    """By another font, which a PC may lack, the same columns would be wider and the page smaller."""
    write_listings(
        tmp_path / "一覧.xlsx", [Listing(title="一覧", columns=[ListColumn("件名")], rows=[("a",)])]
    )
    normal = openpyxl.load_workbook(tmp_path / "一覧.xlsx")._fonts[0]
    assert (normal.name, normal.size) == (GOTHIC, 11)


def test_a_table_that_no_page_holds_begins_where_it_stands(tmp_path: Path) -> None:
    columns = [ListColumn("指摘", Kind.LONGTEXT, 40)]
    tall = Listing(title="長い文", columns=columns, rows=[("行\n" * 40,)] * 6)
    write_listings(
        tmp_path / "一覧.xlsx", [], summaries=[Summary(title="概要", sentences=("a",), tables=(tall, tall))]
    )
    sheet = openpyxl.load_workbook(tmp_path / "一覧.xlsx").worksheets[0]
    assert sheet.max_row < 60
