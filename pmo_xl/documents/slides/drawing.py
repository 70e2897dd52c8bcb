"""Slides drawn into a PowerPoint file: native tables and charts that can be edited, pictures with a description, notes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from pmo_xl.charts.painting import png
from pmo_xl.documents.slides.deck import (
    CELL,
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Bars,
    Box,
    Grid,
    LightTile,
    Picture,
    Slide,
    Words,
)
from pmo_xl.documents.slides.fitting import LEADING, FittedText, fit, height_of, lines_in
from pmo_xl.theme import GOTHIC, LIGHT_LOOK, Colour, face
from pmo_xl.visible import visible, visible_line

_TITLE_LAYOUT: Final = 5  # Title Only
_TITLE, _SMALL, _CAPTION = 24.0, 10.0, 12.0
_PAD, _MOST_LINES = 5.0, 2
_DPI: Final = 220
_SPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ONE_LINE = (FittedText("", 1, is_cut=False),)
_TYPEFACE = re.compile(r'<a:(latin|ea) typeface="[^"]*"')


class DeckWriter:
    """Draws one deck. told: what stands at the foot of every slide."""

    def __init__(self, told: str, count: int) -> None:
        """An empty deck for so many slides."""
        self._deck = Presentation()
        self._told, self._count, self._number = told, count, 0
        self._cut: list[str] = []
        _widen(self._deck)
        _set_fonts(self._deck)

    @property
    def deck(self) -> Any:  # noqa: ANN401 - python-pptx ships no types
        """The presentation as it stands."""
        return self._deck

    def add(self, slide: Slide) -> None:
        """One slide, with its notes."""
        self._number += 1
        self._cut = []
        drawn = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_LAYOUT])
        self._title(drawn, slide.title)
        for box, part in slide.parts:
            self._part(drawn, box, part)
        self._foot(drawn)
        notes = [*slide.sources, *self._cut]
        drawn.notes_slide.notes_text_frame.text = "\n".join(map(visible, notes))

    def _title(self, slide: Any, title: str) -> None:  # noqa: ANN401 - as above
        shape = slide.shapes.title
        _place(shape, Box(LEFT, 24, RIGHT - LEFT, 44))
        frame = shape.text_frame
        _plain(frame)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        fitted = self._fitted(title, RIGHT - LEFT, _TITLE, 1, "題")
        _write(frame.paragraphs[0], fitted.text, _TITLE, Colour.NAVY, is_bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_points(Box(LEFT, 74, RIGHT - LEFT, 1.5)))
        line.fill.solid()
        line.fill.fore_color.rgb = _rgb(Colour.NAVY)
        line.line.fill.background()
        _unstyled(line)
        _describe(line, "")

    def _foot(self, slide: Any) -> None:  # noqa: ANN401 - as above
        told = _text_box(slide, Box(LEFT, 514, 700, 16))
        _write(told.paragraphs[0], fit(self._told, 700, _SMALL, 1).text, _SMALL, Colour.QUIET)
        page = _text_box(slide, Box(RIGHT - 80, 514, 80, 16))
        paragraph = page.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        _number_field(paragraph, self._number)
        _write(paragraph, f" / {self._count}", _SMALL, Colour.QUIET)

    def _part(self, slide: Any, box: Box, part: object) -> None:  # noqa: ANN401 - as above
        if isinstance(part, Words):
            self._words(slide, box, part)
        elif isinstance(part, LightTile):
            self._light(slide, box, part)
        elif isinstance(part, Grid):
            self._grid(slide, box, part)
        elif isinstance(part, Bars):
            _bars(slide, box, part)
        elif isinstance(part, Picture):
            _picture(slide, box, part)
        else:
            raise TypeError(type(part))

    def _fitted(self, text: str, width: float, size: float, lines: int, where: str) -> FittedText:
        """The text as it fits; what was cut stands whole in the notes, with its place."""
        found = fit(visible(text), width, size, lines)
        if found.is_cut:
            self._cut.append(f"省略した文({where}): {text}")
        return found

    def _words(self, slide: Any, box: Box, words: Words) -> None:  # noqa: ANN401 - as above
        frame = _text_box(slide, box)
        left = lines_in(box.height, words.size)
        texts = [text for text in words.texts if text]
        for number, text in enumerate(texts):
            is_last_room = left == 1 and number < len(texts) - 1
            rest = f"(ほかは{words.where})" if is_last_room else ""
            found = self._fitted(f"{text}{rest}", box.width, words.size, max(left, 1), words.where)
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            _write(paragraph, found.text, words.size, Colour.QUIET if words.is_quiet else Colour.INK)
            left -= found.lines
            if left <= 0:
                self._cut.extend(f"省略した文({words.where}): {each}" for each in texts[number + 1 :])
                return

    def _light(self, slide: Any, box: Box, tile: LightTile) -> None:  # noqa: ANN401 - as above
        ground, ink = next(
            (look for word, look in LIGHT_LOOK.items() if word in tile.word), (Colour.DONE, Colour.INK)
        )
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_points(box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(ground)
        shape.line.color.rgb = _rgb(ink)
        _unstyled(shape)
        frame = shape.text_frame
        _plain(frame)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        for number, (text, size) in enumerate(((tile.label, _CAPTION), (tile.word, 30.0))):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.CENTER
            _write(
                paragraph, fit(visible_line(text), box.width - 8, size, 1).text, size, ink, is_bold=number > 0
            )

    def _grid(self, slide: Any, box: Box, grid: Grid) -> None:  # noqa: ANN401 - as above
        caption = _text_box(slide, Box(box.left, box.top, box.width, 18))
        _write(
            caption.paragraphs[0],
            fit(grid.title, box.width, _CAPTION, 1).text,
            _CAPTION,
            Colour.NAVY,
            is_bold=True,
        )
        if not grid.rows:
            words = Words([grid.empty], grid.where)
            self._words(slide, Box(box.left, box.top + 20, box.width, box.height - 20), words)
            return
        widths = _widths(grid, box.width)
        rows = [self._row(grid, row, widths) for row in grid.rows]
        shown = _rows_with_room(rows, box.height - 20, max(grid.total, len(rows)))
        self._table(slide, Box(box.left, box.top + 20, box.width, 0), grid, widths, rows[:shown])
        rest = max(grid.total, len(rows)) - shown
        if rest > 0:
            used = 20 + _height([_ONE_LINE, *rows[:shown]])
            line = _text_box(slide, Box(box.left, box.top + used + 2, box.width, 14))
            _write(
                line.paragraphs[0],
                fit(f"ほかに {rest} 件({grid.where})", box.width, _SMALL, 1).text,
                _SMALL,
                Colour.QUIET,
            )

    def _row(self, grid: Grid, row: Mapping[str, object], widths: Sequence[float]) -> list[FittedText]:
        name = " ".join(str(row.get(key, "")) for key in ("番号", "ID") if row.get(key))
        return [
            self._fitted(
                " ".join(str("" if row.get(column.field) is None else row[column.field]).split("\n")),
                width - 2 * _PAD,
                CELL,
                1 if column.is_number else _MOST_LINES,
                " ".join(filter(None, (grid.where, name, column.heading))),
            )
            for column, width in zip(grid.columns, widths, strict=True)
        ]

    def _table(
        self,
        slide: Any,  # noqa: ANN401 - as above
        box: Box,
        grid: Grid,
        widths: Sequence[float],
        rows: Sequence[Sequence[FittedText]],
    ) -> None:
        frame = slide.shapes.add_table(len(rows) + 1, len(grid.columns), *_points(box))
        _describe(frame, grid.title)
        table = frame.table
        _unstyle(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        heads = [FittedText(column.heading, 1, is_cut=False) for column in grid.columns]
        for number, cells in enumerate([heads, *rows]):
            table.rows[number].height = Pt(_height([cells]))
            for place, text in enumerate(cells):
                is_number = grid.columns[place].is_number
                _cell(table.cell(number, place), text.text, is_head=number == 0, is_number=is_number)


def _rows_with_room(rows: Sequence[Sequence[FittedText]], height: float, total: int) -> int:
    """How many rows stand under the heading; the line about the others needs room, too."""
    left = height - _height([_ONE_LINE])
    for number, row in enumerate(rows):
        left -= _height([row])
        reserve = 16 if total > number + 1 else 0
        if left < reserve:
            return number
    return len(rows)


def _height(rows: Sequence[Sequence[FittedText]]) -> float:
    return sum(height_of(max(cell.lines for cell in row), CELL) + 6 for row in rows)


def _widths(grid: Grid, width: float) -> list[float]:
    whole = sum(column.share for column in grid.columns)
    return [width * column.share / whole for column in grid.columns]


def _bars(slide: Any, box: Box, bars: Bars) -> None:  # noqa: ANN401 - as above
    caption = _text_box(slide, Box(box.left, box.top, box.width, 18))
    _write(
        caption.paragraphs[0],
        fit(bars.title, box.width, _CAPTION, 1).text,
        _CAPTION,
        Colour.NAVY,
        is_bold=True,
    )
    data: Any = CategoryChartData(number_format=bars.number_format)  # type: ignore[no-untyped-call] # as above
    data.categories = [visible_line(name) for name in bars.categories]
    for name, values in bars.series.items():
        data.add_series(name, values)
    place = _points(Box(box.left, box.top + 20, box.width, box.height - 20))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    _describe(frame, bars.told)
    chart = frame.chart
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size, chart.font.name = Pt(_SMALL), face(GOTHIC)
    chart.value_axis.major_gridlines.format.line.color.rgb = _rgb(Colour.GRID)
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.number_format = bars.number_format
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, 0
    for series, colour in zip(chart.plots[0].series, bars.colours, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(colour)
        series.format.line.color.rgb = _rgb(Colour.NAVY)


def _picture(slide: Any, box: Box, picture: Picture) -> None:  # noqa: ANN401 - as above
    put_picture(
        slide, box, picture.figure.width, picture.figure.height, png(picture.figure, _DPI), picture.figure.alt
    )


def put_picture(slide: Any, box: Box, width: float, height: float, data: bytes, told: str) -> Any:  # noqa: ANN401 - as above
    """A picture as large as its box allows, in its proportions, with what it shows in words."""
    scale = min(box.width / width, box.height / height)
    left = box.left + (box.width - width * scale) / 2
    top = box.top + (box.height - height * scale) / 2
    shape = slide.shapes.add_picture(
        io.BytesIO(data), *_points(Box(left, top, width * scale, height * scale))
    )
    _describe(shape, told)
    return shape


def _points(box: Box) -> tuple[Any, Any, Any, Any]:
    return Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)


def _place(shape: Any, box: Box) -> None:  # noqa: ANN401 - as above
    shape.left, shape.top, shape.width, shape.height = _points(box)


def _rgb(colour: Colour) -> Any:  # noqa: ANN401 - as above
    return RGBColor.from_string(colour.bare)  # type: ignore[no-untyped-call] # python-pptx types some of it


def _text_box(slide: Any, box: Box) -> Any:  # noqa: ANN401 - as above
    frame = slide.shapes.add_textbox(*_points(box)).text_frame
    _plain(frame)
    return frame


def _plain(frame: Any) -> None:  # noqa: ANN401 - as above
    """A frame whose text wraps and whose size stays."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _write(paragraph: Any, text: str, size: float, colour: Colour, *, is_bold: bool = False) -> None:  # noqa: ANN401 - as above
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), is_bold
    run.font.color.rgb = _rgb(colour)
    paragraph.line_spacing = Pt(size * LEADING)
    paragraph.space_before = paragraph.space_after = Pt(0)
    if not text:  # PowerPoint would make the empty line as high as its own letters
        end = etree.SubElement(paragraph._p, f"{{{_SPACE}}}endParaRPr", lang="ja-JP", sz=str(int(size * 100)))
        paragraph._p.remove(run._r)
        paragraph._p.append(end)


def _number_field(paragraph: Any, number: int) -> None:  # noqa: ANN401 - as above
    """The number of the slide, which PowerPoint keeps right when slides are moved."""
    field = etree.SubElement(
        paragraph._p, f"{{{_SPACE}}}fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum"
    )
    look = etree.SubElement(field, f"{{{_SPACE}}}rPr", lang="ja-JP", sz=str(int(_SMALL * 100)))
    fill = etree.SubElement(look, f"{{{_SPACE}}}solidFill")
    etree.SubElement(fill, f"{{{_SPACE}}}srgbClr", val=Colour.QUIET.bare)
    etree.SubElement(field, f"{{{_SPACE}}}t").text = str(number)


def _cell(cell: Any, text: str, *, is_head: bool, is_number: bool) -> None:  # noqa: ANN401 - as above
    cell.margin_left = cell.margin_right = Pt(_PAD)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(Colour.HEAD if is_head else Colour.PAPER)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    _write(paragraph, text, CELL, Colour.INK, is_bold=is_head)
    _frame(cell)


def _frame(cell: Any) -> None:  # noqa: ANN401 - as above
    """Thin lines around a cell: python-pptx has no words for them."""
    look = cell._tc.get_or_add_tcPr()
    for place, name in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = etree.Element(f"{{{_SPACE}}}{name}", w="6350")
        fill = etree.SubElement(line, f"{{{_SPACE}}}solidFill")
        etree.SubElement(fill, f"{{{_SPACE}}}srgbClr", val=Colour.FRAME.bare)
        look.insert(place, line)


def _unstyled(shape: Any) -> None:  # noqa: ANN401 - as above
    """Without the theme's shadow and colours: the shape says its own."""
    style = shape._element.find("{*}style")
    if style is not None:
        shape._element.remove(style)


def _unstyle(table: Any) -> None:  # noqa: ANN401 - as above
    """No style of PowerPoint's own: the cells say their look."""
    table.first_row, table.horz_banding = True, False
    style = table._tbl.tblPr.find("{*}tableStyleId")
    if style is not None:
        style.text = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # No Style, Table Grid


def _describe(shape: Any, told: str) -> None:  # noqa: ANN401 - as above
    """What a shape shows, for those who do not see it; "" of what only decorates."""
    shape._element._nvXxPr.cNvPr.set("descr", visible_line(" ".join(told.split())))


def _widen(deck: Any) -> None:  # noqa: ANN401 - as above
    """16:9, with everything on the master and its layouts as much wider."""
    scale = Pt(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for place in holder._element.iter("{*}off", "{*}ext"):
            for name in ("x", "cx"):
                if place.get(name):
                    place.set(name, str(int(int(place.get(name)) * scale)))
    for relation in list(deck.part.rels):
        if deck.part.rels[relation].reltype.endswith("/printerSettings"):
            deck.part.drop_rel(relation)


def _set_fonts(deck: Any) -> None:  # noqa: ANN401 - as above
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8")
    theme._blob = _TYPEFACE.sub(rf'<a:\1 typeface="{face(GOTHIC)}"', text).encode("utf-8")
