"""Lists as a workbook, all with one look: filterable, headings that stay, widths by content, one A4 page wide.

On paper nothing is smaller than 9 points: what would make the page wider stands right of the print area, under a grey
heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.list_figures import put_figures
from pmo_xl.documents.list_file import open_book
from pmo_xl.documents.list_widths import (
    PAPER,
    fitted,
    fitted_together,
    free_on_page,
    kept_together,
    pages_without_a_short_last,
    pixels,
    room_of,
    rooms_of,
    row_height,
    rows_of_blank,
)  # fmt: skip
from pmo_xl.documents.listing import Listing, Picture, Summary, cell_link
from pmo_xl.documents.printed_columns import printed_first, told_apart
from pmo_xl.model.column import Kind
from pmo_xl.model.list_column import ListColumn, Said
from pmo_xl.theme import GOTHIC, SEVERITY_MARKS, Colour, face

if TYPE_CHECKING:
    import xlsxwriter

    from pmo_xl.charts.figure import Figure

BODY = 10
HEAD_ROW = 3
_A4, _MARGIN = 9, 0.315  # 8 mm
_SCREEN = 1_300  # pixels that a small screen shows
_KEPT = 420  # pixels that may stay in view while the rest is scrolled
_DRAWN_ROWS, _LEAST_FILLER = 20, 4
_PICTURE, _TITLE = 170, 20  # points
_LINK = {"font_color": Colour.LINK, "underline": 1}
_MONEY = '#,##0_ ;[Red]"▲"#,##0_ ;0_ '
_FORMATS = {
    Kind.DATE: "yyyy/mm/dd",
    Kind.MONTH: 'yyyy"年"m"月"',
    Kind.MONEY: _MONEY,
    Kind.INT: _MONEY,
    Kind.PERCENT: "0%",
    Kind.NUMBER: "General",
}
_WORDS = {
    Colour.LATE: "違反 検収の遅れ 支払の遅れ 最終日を過ぎた未払 支払済(期日後) ●\u3000赤 エラー 読めない 約束どおりに進んでいない 不一致",
    Colour.ASK: "要判断 報告済みの月が変わった",
    Colour.SOON: "警告 予定日超過 最終日が来る ▲\u3000黄 予定日なし 期日なし 行がない残り 複製 行がなくなった",
    Colour.DONE: "判定不能 読み取れない －\u3000灰",
    Colour.GOOD: "適合 適合(支払前) 検収済 支払済 ■\u3000緑 点検した 一致",
    Colour.HEAD: "情報",
}
COLOURS = {
    word.replace("\u3000", " "): colour for colour, words in _WORDS.items() for word in words.split(" ")
}
_UNITS = ((10_000_000, "百万円", ",,"), (100_000, "千円", ","), (0, "円", ""))
_MARKS = {**SEVERITY_MARKS, "期限超過": Colour.ALERT, "これから期限": Colour.SOON_MARK}
_SERIES = (Colour.PLAN, Colour.NAVY, Colour.FRAME, Colour.QUIET)  # planned is pale, done is dark


def write_listings(
    path: Path,
    listings: Sequence[Listing],
    *,
    summaries: Sequence[Summary] = (),
    details: Sequence[Summary] = (),
    beside: Path | None = None,
) -> None:
    """Write the lists to a new workbook, the summaries on its first sheet and the details on its last.

    beside: where it will lie in the end, so that the links lead from there.
    """
    with open_book(path) as book:
        writer = ListBook(book, (beside or path).absolute().parent)
        if summaries:
            writer.summary("概要", summaries)
        for listing in listings:
            writer.sheet(listing)
        if details:
            writer.summary("内訳", details)


@dataclass
class ListBook:
    """Puts lists on the sheets of one book that will lie in `folder`; each look is made once."""

    book: xlsxwriter.Workbook
    folder: Path
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)
    _titles: Counter[str] = field(default_factory=Counter)

    def sheet(self, listing: Listing) -> None:
        """A list on a sheet of its own; what does not go on paper stands on the right."""
        listing = printed_first(told_apart(listing))
        widths = fitted(listing)
        printed = sum(column.is_printed for column in listing.columns)
        sheet = self._new_sheet(listing.title, widths)
        first = "  ".join(filter(None, (listing.title, listing.notice)))
        sheet.set_row(0, 24)
        sheet.write_string(0, 0, first, self._look(bold=True, font_size=14))
        self._line(sheet, 1, _note(listing), widths[:printed])
        end = self._table(sheet, HEAD_ROW, listing, widths)
        _set_up_page(sheet, listing.title, end, HEAD_ROW)
        sheet.repeat_rows(HEAD_ROW)
        sheet.print_area(0, 0, end - 1, printed - 1)
        last = max(len(listing.rows) - listing.has_total, 1)
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + last, len(widths) - 1)
        sheet.freeze_panes(HEAD_ROW + 1, _kept(widths))

    def figures(self, title: str, figures: Sequence[Figure], drawn_in: Path) -> None:
        """A sheet of figures, one below the other; none where there are none. drawn_in: a folder that outlives the book."""
        if not figures:
            return
        sheet = self._new_sheet(title, [])
        put_figures(sheet, figures, self._look, drawn_in)
        _set_up_page(sheet, title)

    def summary(self, title: str, summaries: Sequence[Summary]) -> None:
        """A sheet of small tables one below the other, each book's under its own heading."""
        tables = [printed_first(table) for each in summaries for table in each.tables]
        widths = fitted_together(tables)
        printed = max((sum(c.is_printed for c in table.columns) for table in tables), default=1)
        room = (PAPER - 12 - sum(map(pixels, widths))) / 7
        if printed == len(widths) and room > _LEAST_FILLER:  # sentences and pictures have the whole page
            widths, printed = [*widths, room], printed + 1
        sheet = self._new_sheet(title, widths)
        sheet.room = room_of(widths[:printed])
        row = 0
        for each in summaries:
            row = self._summary(sheet, row, each, widths, printed) + 1
        _set_up_page(sheet, title, 0 if sheet.has_breaks else row)
        sheet.print_area(0, 0, row - 1, printed - 1)

    def _summary(self, sheet: Any, row: int, given: Summary, widths: Sequence[float], printed: int) -> int:  # noqa: ANN401 - XlsxWriter has no types
        """One summary from `row` down; the next free row."""
        sentences = [row_height([text], [sum(widths[:printed])]) for text in given.sentences]
        first = [kept_together(_heights(printed_first(table), widths, printed)) for table in given.tables[:1]]
        row = self._on_one_page(sheet, row, sum((26, *sentences, 30, *first)))
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, given.title, self._look(bold=True, font_size=16))
        for row, sentence in enumerate(given.sentences, row + 1):  # noqa: B020 - goes on downwards
            self._line(sheet, row, sentence, widths[:printed])
        if given.points:
            row += 2
            sheet.write_string(row, 0, "決めること・急ぐこと", self._look(bold=True, font_size=12))
            for row, point in enumerate(given.points, row + 1):  # noqa: B020 - goes on downwards
                self._line(sheet, row, f"・{point}", widths[:printed])
        row += 1
        for table in map(printed_first, given.tables):
            start = self._on_one_page(sheet, row + 1, kept_together(_heights(table, widths, printed)))
            row = self._small_table(sheet, start, table, widths, printed)
        return row

    def _on_one_page(self, sheet: Any, row: int, points: float) -> int:  # noqa: ANN401 - XlsxWriter has no types
        """The row from which so many points of rows stand on one page: Excel heeds no page break where it fits the width.

        What the page before has left is filled with empty rows.
        """
        while row and (free := self._too_little(sheet, row, points)):
            sheet.has_breaks = True
            for height in rows_of_blank(max(free)):
                sheet.set_row(row, height)
                sheet.write_blank(row, 0, None, self._look())
                row += 1
        return row

    @staticmethod
    def _too_little(sheet: Any, row: int, points: float) -> list[float]:  # noqa: ANN401 - XlsxWriter has no types
        """What pages of each kind of program have left above the row, where that is less than so many points."""
        heights = [sheet.heights.get(at, 15) for at in range(row)]
        left = [(room, free_on_page(heights, room)) for room in rooms_of(sheet.room)]
        return [free for room, free in left if free < min(points, 0.6 * room)]

    def _small_table(
        self,
        sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
        row: int,
        listing: Listing,
        widths: Sequence[float],
        printed: int,
    ) -> int:
        """A table under its title and its picture; the next free row."""
        title = self._look(bold=True, font_size=12, valign="top")
        sheet.write_string(row, 0, listing.title, title)
        picture, room = listing.picture, min(sum(map(pixels, widths[:printed])), PAPER)
        if picture and not picture.is_below:  # in the row of the title: no page ends between them
            sheet.set_row(row, _PICTURE + _TITLE + 6)
            self._draw(sheet, row, row + 1 + bool(listing.note), listing, picture, room)
        if listing.note:
            row += 1
            self._line(sheet, row, listing.note, widths[:printed])
        end = self._table(sheet, row + 1, listing, widths)
        if picture and picture.is_below:
            sheet.set_row(end, _PICTURE + _TITLE + 6)
            sheet.write_blank(
                end, 0, None, self._look()
            )  # a streamed sheet keeps the height of a row with cells only
            self._draw(sheet, end, row + 1, listing, picture, room)
            end += 1
        return end

    def _table(self, sheet: Any, row: int, listing: Listing, widths: Sequence[float]) -> int:  # noqa: ANN401
        """The heading at `row` and the rows below; the next free row."""
        own = widths[: len(listing.columns)]
        sheet.set_row(row, row_height([f"{column.label} ▼" for column in listing.columns], own))
        for at, column in enumerate(listing.columns):
            fill = Colour.HEAD if column.is_printed else Colour.DONE
            head = self._look(
                bold=True, text_wrap=True, indent=1, border=1, border_color=Colour.LINE, bg_color=fill
            )
            sheet.write_string(row, at, column.label, head)
        for number in range(len(listing.rows)):
            is_total = listing.has_total and number == len(listing.rows) - 1
            self._row(sheet, row + 1 + number, listing, number, own, is_total=is_total)
        if not listing.rows:
            sheet.write_string(row + 1, 0, "該当なし", self._look())
        return row + 1 + max(len(listing.rows), 1)

    def _row(
        self,
        sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
        at: int,
        listing: Listing,
        number: int,
        widths: Sequence[float],
        *,
        is_total: bool,
    ) -> None:
        values = listing.rows[number]
        target = listing.targets[number] if listing.targets else None
        link = cell_link(target, self.folder) if target else None
        sheet.set_row(at, row_height(values, widths))
        for place, (column, value) in enumerate(zip(listing.columns, values, strict=True)):
            given = _cell_look(column, value) | ({"bold": True, "top": 2} if is_total else {})
            if column.is_link and link:
                sheet.write_url(at, place, link, self._look(**given | _LINK), str(value), "このセルを開く")
            else:
                _write(sheet, at, place, value, self._look(**given))

    def _line(self, sheet: Any, row: int, text: str, widths: Sequence[float]) -> None:  # noqa: ANN401
        """A sentence over the whole printed width: a long one would make the page as wide as itself."""
        sheet.set_row(row, row_height([text], [sum(widths)]))
        if len(widths) > 1 and text:
            sheet.merge_range(row, 0, row, len(widths) - 1, text, self._look(text_wrap=True))
        else:
            sheet.write_string(row, 0, text, self._look(text_wrap=len(widths) == 1))

    def _draw(
        self,
        sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
        row: int,
        head: int,
        listing: Listing,
        picture: Picture,
        room: float,
    ) -> None:
        """The picture, in a row of its own, of a table whose heading stands in the row `head`."""
        kind = {"type": "column", "subtype": "stacked"} if picture.is_stacked else {"type": "column"}
        chart = self.book.add_chart(kind)
        rows = min(len(listing.rows) - listing.has_total, _DRAWN_ROWS)
        labels = [column.label for column in listing.columns]
        for label, colour in zip(picture.labels, _SERIES, strict=False):
            at = labels.index(label)
            chart.add_series(
                {
                    "name": [sheet.get_name(), head, at],
                    "categories": [sheet.get_name(), head + 1, 0, head + rows, 0],
                    "values": [sheet.get_name(), head + 1, at, head + rows, at],
                    "fill": {"color": _MARKS.get(label, colour)},
                    "gap": 60,
                }
            )
        font = {"name": face(GOTHIC), "size": 10}
        unit, scale = _unit(listing, picture, rows)
        more = f"(はじめの {rows} 件)" if rows < len(listing.rows) - listing.has_total else ""
        chart.set_title(
            {"name": f"{_title(picture, unit)}{more}", "name_font": font | {"size": 11}, "overlay": False}
        )
        days = {Kind.MONTH: "yyyy/mm", Kind.DATE: "mm/dd"}.get(listing.columns[0].kind)
        chart.set_x_axis({"num_font": font} | ({"num_format": days, "text_axis": True} if days else {}))
        chart.set_y_axis({"num_font": font, "num_format": f'#,##0{scale};"▲"#,##0{scale}', "major_gridlines": {"visible": True, "line": {"color": Colour.GRID}}})  # fmt: skip
        chart.set_legend({"position": "right", "font": font})
        chart.set_size({"width": int(min(room, PAPER)) - 6, "height": int(_PICTURE * 4 / 3)})
        sheet.insert_chart(
            row, 0, chart, {"x_offset": 2, "y_offset": _TITLE * 4 / 3, "description": _title(picture, unit)}
        )

    def _look(self, **given: Any) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        given = {"font_name": face(GOTHIC), "font_size": BODY, "valign": "vcenter", **given}
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(given)
        return self._formats[key]

    def _new_sheet(self, title: str, widths: Sequence[float]) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        title = title[:27]
        self._titles[title] += 1
        again = self._titles[title]
        sheet = self.book.add_worksheet(f"{title}({again})" if again > 1 else title)
        sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet


def _heights(table: Listing, widths: Sequence[float], printed: int) -> list[float]:
    """How high the rows of a small table are: title, picture, note, heading and what it lists."""
    own, drawn = widths[: len(table.columns)], _PICTURE + _TITLE + 6
    picture = table.picture
    note = [row_height([table.note], [sum(widths[:printed])])] if table.note else []
    return [
        drawn if picture and not picture.is_below else 15,
        *note,
        row_height([f"{column.label} ▼" for column in table.columns], own),
        *(row_height(row, own) for row in table.rows),
        *([drawn] if picture and picture.is_below else []),
    ]


def _cell_look(column: ListColumn, value: object) -> dict[str, Any]:
    """How a cell of this column looks: border, room at its side, wrapping, number format, the colour of its word."""
    look: dict[str, Any] = {
        "border": 1,
        "border_color": Colour.LINE,
        "num_format": _FORMATS.get(column.kind, "@"),
    }
    if column.kind in (Kind.DATE, Kind.MONTH):
        look |= {"align": "center"}
    if isinstance(column.words, Said):
        look |= {"num_format": column.words.number_format}
    if column.kind in (Kind.TEXT, Kind.LONGTEXT) or isinstance(value, str):
        look |= {"text_wrap": True, "indent": 1}
    if column.is_judged and value in COLOURS:
        look |= {"bg_color": COLOURS[str(value)]}
    return look


def _write(sheet: Any, row: int, column: int, value: object, cell_format: Any) -> None:  # noqa: ANN401
    """Write one value: text always as text, nothing as an empty cell."""
    if value is None:
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, cell_format)
    else:
        sheet.write(row, column, value, cell_format)


def _note(listing: Listing) -> str:
    is_whole = all(column.is_printed for column in listing.columns)
    return "  ".join(filter(None, (listing.note, "" if is_whole else "灰色の見出しの列は印刷されません。")))


def _title(picture: Picture, unit: str) -> str:
    return picture.title.replace("{unit}", unit)  # not format: a title holds names that people chose


def _unit(listing: Listing, picture: Picture, rows: int) -> tuple[str, str]:
    """The unit of money in which a picture is drawn, and what its number format ends in: Excel scales by thousands."""
    drawn = [at for at, column in enumerate(listing.columns) if column.label in picture.labels]
    amounts = [row[at] for row in listing.rows[:rows] for at in drawn]
    largest = max((abs(each) for each in amounts if isinstance(each, int)), default=0)
    return next(((unit, end) for least, unit, end in _UNITS if largest >= least), _UNITS[-1][1:])


def _kept(widths: Sequence[float]) -> int:
    """How many columns stay in view on a sheet that is wider than a screen."""
    if sum(map(pixels, widths)) <= _SCREEN:
        return 0
    return sum(sum(map(pixels, widths[: at + 1])) <= _KEPT for at in range(len(widths)))


def _set_up_page(sheet: Any, title: str, rows: int = 0, head: int | None = None) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.5, bottom=0.6)
    heights = [sheet.heights.get(row, 15) for row in range(rows)]
    sheet.fit_to_pages(1, pages_without_a_short_last(heights, heights[head] if head else 0))
    font = face(GOTHIC)
    sheet.set_footer(f'&L&"{font}"{title}&C&P / &N&R&"{font}"&F')
