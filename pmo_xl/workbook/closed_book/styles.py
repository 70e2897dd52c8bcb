"""Cell styles: what a style shows, and styles appended for values that the cell's own cannot show."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.number_formats import is_date_format
from pmo_xl.workbook.closed_book.part_xml import PartXml, canonical, is_on, main, new_child, whole_number
from pmo_xl.workbook.tab.cell_styles import BUILT_IN_FORMATS, GENERAL

# Built-in formats that every language of Excel shows alike.
_BUILT_IN_IDS = {BUILT_IN_FORMATS[number]: number for number in (0, 1, 2, 3, 4, 9, 10, 49)}
_FONT_SIZE = 11.0
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")


class Styles:
    """The style part of a workbook. Nothing in it is ever changed; styles and formats are only added."""

    def __init__(self, part: PartXml | None) -> None:
        """Read the styles; None where the workbook has none."""
        self.part = part
        formats = [] if part is None else part.root.findall(f"{main('numFmts')}/{main('numFmt')}")
        self._codes = {whole_number(each, "numFmtId"): each.get("formatCode", "") for each in formats}
        self._cell_formats = None if part is None else part.root.find(main("cellXfs"))
        self._styles = [] if self._cell_formats is None else self._cell_formats.findall(main("xf"))
        self._known: dict[tuple[int, str], int] = {}

    def _style(self, style: int) -> etree._Element | None:
        return self._styles[style] if 0 <= style < len(self._styles) else None

    def format_id(self, style: int) -> int:
        """The number format of a style."""
        element = self._style(style)
        return 0 if element is None else whole_number(element, "numFmtId")

    def shows_dates(self, style: int) -> bool:
        """Whether a number in a cell of this style is shown as a date or a time."""
        format_id = self.format_id(style)
        return is_date_format(self._codes.get(format_id) or BUILT_IN_FORMATS.get(format_id, GENERAL))

    def is_locked(self, style: int) -> bool:
        """Whether sheet protection guards cells of this style; Excel's default is yes."""
        element = self._style(style)
        protection = None if element is None else element.find(main("protection"))
        return protection is None or is_on(protection.get("locked", "1"))

    def is_wrapped(self, style: int) -> bool:
        """Whether text of this style is broken into lines."""
        element = self._style(style)
        alignment = None if element is None else element.find(main("alignment"))
        return alignment is not None and is_on(alignment.get("wrapText"))

    def font_size(self, style: int) -> float:
        """The size of its letters in points."""
        element, sizes = self._style(style), self._font_sizes
        at = 0 if element is None else whole_number(element, "fontId")
        return sizes[at] if at < len(sizes) else _FONT_SIZE

    @cached_property
    def _font_sizes(self) -> tuple[float, ...]:
        fonts = [] if self.part is None else self.part.root.findall(f"{main('fonts')}/{main('font')}")
        sizes = (font.find(main("sz")) for font in fonts)
        return tuple(_size(size) for size in sizes)

    def with_format(self, style: int, code: str) -> int:
        """A style like the given one with another number format: an equal one that is there, else appended."""
        if (style, code) not in self._known:
            self._known[style, code] = self._found_or_appended(style, code)
        return self._known[style, code]

    def _found_or_appended(self, style: int, code: str) -> int:
        base = self._style(style)
        if base is None:
            raise RefusedEdit("書式の一覧が無いブックのため、日付の表示形式を付けられません。")
        wanted = deepcopy(base)
        wanted.tail = None
        wanted.set("numFmtId", str(self._format_id_of(code)))
        wanted.set("applyNumberFormat", "1")
        look = canonical(wanted)
        same = (at for at, each in enumerate(self._styles) if canonical(each) == look)
        return next(same, None) or self._append(wanted)

    def _append(self, style: etree._Element) -> int:
        if self.part is None or self._cell_formats is None:
            raise RefusedEdit("書式の一覧が無いブックのため、表示形式を付けられません。")
        self._cell_formats.append(style)
        self._styles.append(style)
        self._cell_formats.set("count", str(len(self._styles)))
        self.part.is_changed = True
        return len(self._styles) - 1

    def _format_id_of(self, code: str) -> int:
        if code in _BUILT_IN_IDS:
            return _BUILT_IN_IDS[code]
        for format_id, known in self._codes.items():
            if known == code:
                return format_id
        return self._append_format(code)

    def _append_format(self, code: str) -> int:
        if self.part is None:
            raise RefusedEdit("書式の一覧が無いブックのため、表示形式を付けられません。")
        formats = self.part.root.find(main("numFmts"))
        if formats is None:
            formats = new_child(self.part.root, "numFmts", _ORDER)
        format_id = max([163, *self._codes]) + 1
        attributes = {"numFmtId": str(format_id), "formatCode": code}
        etree.SubElement(formats, main("numFmt"), attributes)
        formats.set("count", str(len(formats.findall(main("numFmt")))))
        self._codes[format_id] = code
        self.part.is_changed = True
        return format_id


def _size(element: etree._Element | None) -> float:
    try:
        return float(element.get("val", "")) if element is not None else _FONT_SIZE
    except ValueError:
        return _FONT_SIZE
