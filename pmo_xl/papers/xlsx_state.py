"""How an Excel file opens and prints, as facts that rules judge: cursors, zoom, paper, pages, errors, empty sheets."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from pmo_xl.model.passage import STATE, PaperTable, Passage
from pmo_xl.papers.xlsx_sheet import Address, SheetText, address_of, place_of
from pmo_xl.papers.xlsx_styles import CellLooks
from pmo_xl.workbook.cells.serials import date_of
from pmo_xl.workbook.file.package import SheetEntry
from pmo_xl.workbook.file.safe_xml import children

_TRUE: Final = ("1", "true")
_LETTER: Final = "1"
_WHOLE: Final = 100  # per cent
_PAPER: Final = {
    "8": (11.69, 16.54),
    "9": (8.27, 11.69),
    "11": (5.83, 8.27),
    "12": (10.12, 14.33),
    "13": (7.17, 10.12),
}
"""Width and height in inches of A3, A4, A5, B4 and B5; anything else is taken for A4."""
_PIXELS_A_LETTER, _PADDING, _DPI = 7, 5, 96
_USUAL_WIDTH, _USUAL_HEIGHT, _POINTS = 8.43, 15.0, 72
_PAGE_CODE: Final = re.compile("&P")
_PRINT_AREA, _PRINT_TITLES = "_xlnm.Print_Area", "_xlnm.Print_Titles"
_AREA_END: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_LARGEST: Final = 1e6
_LONG: Final = re.compile(r"[eE]|\.\d{10}")
Names = Mapping[tuple[str, str | None], str]


def table_of(sheet: SheetEntry, text: SheetText, looks: CellLooks, *, is_1904: bool) -> PaperTable:
    """A sheet as the rules compute with it: dates as 2026/11/30, other numbers as they are stored."""
    cells = dict(text.cells)
    for address, style in text.styles.items():
        if style in looks.dates and address not in text.texts:
            cells[address] = _as_date(cells[address], is_1904=is_1904)
    for address, stored in text.cells.items():
        if _LONG.search(stored) and address not in text.texts:
            cells[address] = _as_number(cells[address])
    return PaperTable(sheet.title, sheet.title, cells, True, (sheet.title,), text.formulas)


def _as_date(stored: str, *, is_1904: bool) -> str:
    try:
        day = date_of(Decimal(stored), is_1904)
    except InvalidOperation:
        return stored
    return f"{day.year}/{day.month:02}/{day.day:02}" if day else stored


def _as_number(stored: str) -> str:
    """A number of at most nine decimals."""
    try:
        return f"{round(float(stored), 9):.9f}".rstrip("0").rstrip(".")
    except (ValueError, OverflowError):
        return stored


def facts_of_sheets(
    path: str, sheets: Sequence[tuple[SheetEntry, SheetText]], names: Names, book: etree._Element | None
) -> Iterator[Passage]:
    """What the sheets say of themselves beside their cells."""
    front = _front(book)
    visible = [sheet for sheet, _ in sheets if sheet.state == "visible"]
    for number, (sheet, text) in enumerate(sheets):
        yield from _errors(path, sheet, text)
        if sheet.kind != "worksheet" or not _was_read(text):
            continue
        if "sheetProtection" in text.settings and text.settings["sheetProtection"][0].get("sheet") in _TRUE:
            yield _fact(path, sheet, STATE, f"シート「{sheet.title}」が保護されています")
        if sheet.state != "visible":
            continue
        if not text.cells and not text.has_drawing:
            yield _fact(path, sheet, "空の頁", sheet.title)
        marks = {
            *_opened(text),
            *(("前面",) if number == front else ()),
            *(("先頭",) if sheet is visible[0] else ()),
        }
        yield _fact(path, sheet, "開いた状態", sheet.title, marks)
        if text.cells:
            yield from _printed(path, sheet, text, names)
    for name, sign, told in (
        ("workbookProtection", "lockStructure", "ブックの構成が保護されています"),
        ("fileSharing", "readOnlyRecommended", "読み取り専用を勧める印が付いています"),
    ):
        if book is not None and any(each.get(sign) in _TRUE for each in children(book, name)):
            yield Passage(path, STATE, told, told, name)


def _was_read(text: SheetText) -> bool:
    return bool(text.cells or text.settings or text.widths)


def _fact(path: str, sheet: SheetEntry, kind: str, text: str, marks: set[str] | None = None) -> Passage:
    where = f"シート「{sheet.title}」"
    return Passage(
        path, kind, text, where, f"{sheet.title}/{kind}", (sheet.title,), marks=frozenset(marks or ())
    )


def _front(book: etree._Element | None) -> int:
    views = [] if book is None else children(book, "bookViews", "workbookView")
    told = views[0].get("activeTab", "0") if views else "0"
    return int(told) if told.isdecimal() else 0


def _errors(path: str, sheet: SheetEntry, text: SheetText) -> Iterator[Passage]:
    reason = None if sheet.state == "visible" else "非表示シート"
    hidden = {c: why for first, last, why in text.hidden_columns for c in range(first, min(last, 16_384) + 1)}
    for address, value in text.errors.items():
        place = f"{sheet.title}!{place_of(address)}"
        why = reason or text.hidden_rows.get(address[0]) or hidden.get(address[1])
        yield Passage(path, "エラー値", value, place, place, (sheet.title,), hidden=why)


def _opened(text: SheetText) -> Iterator[str]:
    """Where the cursor and the window stand, unless at A1."""
    for view in text.settings.get("sheetView", ())[:1]:
        pane = next(iter(children(view, "pane")), None)
        is_frozen = pane is not None and pane.get("state", "").startswith("frozen")
        free = _first_free(pane) if is_frozen and pane is not None else (1, 1)
        active = pane.get("activePane", "topLeft") if pane is not None else "topLeft"
        for selection in children(view, "selection"):
            cell = address_of(selection.get("activeCell", "A1"))
            if selection.get("pane", "topLeft") == active and cell and not _is_home(cell, free):
                yield f"カーソル:{place_of(cell)}"
        top = address_of((pane if is_frozen and pane is not None else view).get("topLeftCell", "A1"))
        if top and top != free and top != (1, 1):
            yield f"左上:{place_of(top)}"
        if view.get("tabSelected") in _TRUE:
            yield "選択"
        zoom = view.get("zoomScale", "100")
        if zoom.isdecimal() and int(zoom) not in (0, _WHOLE):  # 0: as it comes
            yield f"倍率:{int(zoom)}"


def _first_free(pane: etree._Element) -> Address:
    """The first cell that moves in a frozen window."""
    return int(number(pane.get("ySplit", "0"), 0)) + 1, int(number(pane.get("xSplit", "0"), 0)) + 1


def _is_home(cell: Address, free: Address) -> bool:
    return cell[0] in (1, free[0]) and cell[1] in (1, free[1])


def _printed(path: str, sheet: SheetEntry, text: SheetText, names: Names) -> Iterator[Passage]:
    setup = next(iter(text.settings.get("pageSetup", ())), None)
    area = names.get((_PRINT_AREA, sheet.title), "")
    marks = set()
    last_row, last_column = _last(text)
    if area:
        bottom, right = _area_end(area, last_row, last_column)
        outside = next((a for a in text.cells if a[0] > bottom or a[1] > right), None)
        if outside:
            marks.add(f"範囲の外:{place_of(outside)}")
        last_row, last_column = min(last_row, bottom), min(last_column, right)
    wide, high = _pages(text, setup, last_row, last_column)
    is_fit = _is_fit(text)
    if not area and not is_fit:
        marks.add(f"幅:{wide:.1f}")
    if setup is not None:
        if setup.get("paperSize") == _LETTER:
            marks.add("レター")
        if not is_fit and (scale := setup.get("scale", "100")).isdecimal():
            marks.add(f"倍率:{scale}")
    pages = max(1, math.ceil(high) * (1 if is_fit else math.ceil(wide)))
    if math.ceil(high) > 1 and (_PRINT_TITLES, sheet.title) not in names:
        marks.add("見出し行なし")
    yield _fact(path, sheet, "印刷の設定", sheet.title, marks)
    numbered = any(_PAGE_CODE.search(head) for _, head in text.page_heads)
    yield _fact(path, sheet, "ページ", str(pages), {"番号あり"} if numbered else set())


def _last(text: SheetText) -> Address:
    return max(row for row, _ in text.cells), max(column for _, column in text.cells)


def _area_end(area: str, row: int, column: int) -> Address:
    """The last row and column of a print area; those of the cells where it has several parts or is none."""
    found = _AREA_END.search(area.rpartition("!")[2]) if "," not in area else None
    if found is None:
        return row, column
    end = address_of(f"{found[3] or found[1]}{found[4] or found[2]}")
    return end or (row, column)


def _is_fit(text: SheetText) -> bool:
    """Whether the sheet is made to fit the width of a page."""
    return any(
        each.get("fitToPage") in _TRUE
        for pr in text.settings.get("sheetPr", ())
        for each in children(pr, "pageSetUpPr")
    )


def _pages(text: SheetText, setup: etree._Element | None, rows: int, columns: int) -> tuple[float, float]:
    """How many pages a sheet takes across and down, as far as widths and usual heights tell."""
    letters = _USUAL_WIDTH
    height = _USUAL_HEIGHT
    for each in text.settings.get("sheetFormatPr", ())[:1]:
        letters = number(each.get("defaultColWidth"), letters)
        height = number(each.get("defaultRowHeight"), height)
    width = {c: w for first, last, w in text.widths for c in range(first, min(last, columns) + 1)}
    hidden = {c for first, last, _ in text.hidden_columns for c in range(first, min(last, columns) + 1)}
    pixels = sum(
        width.get(c, letters) * _PIXELS_A_LETTER + _PADDING for c in range(1, columns + 1) if c not in hidden
    )
    paper = _PAPER.get(setup.get("paperSize", "9") if setup is not None else "9", _PAPER["9"])
    is_across = setup is not None and setup.get("orientation") == "landscape"
    page_wide, page_high = paper[::-1] if is_across else paper
    left = _margins(text)
    scale = 1.0
    told = setup.get("scale", "100") if setup is not None else "100"
    if _is_fit(text):
        across = pixels / _DPI / (page_wide - left[0])
        scale = min(1.0, 1 / across) if across else 1.0
        if setup is None or setup.get("fitToHeight", "1") == "1":
            return 1.0, 1.0
    elif told.isdecimal():
        scale = max(int(told), 10) / 100
    shown = rows - len(text.hidden_rows)
    return pixels / _DPI * scale / (page_wide - left[0]), max(shown, 1) * height / _POINTS * scale / (
        page_high - left[1]
    )


def _margins(text: SheetText) -> tuple[float, float]:
    for each in text.settings.get("pageMargins", ())[:1]:
        sides = [
            number(each.get(name), usual)
            for name, usual in (("left", 0.7), ("right", 0.7), ("top", 0.75), ("bottom", 0.75))
        ]
        return min(sides[0] + sides[1], 4.0), min(sides[2] + sides[3], 4.0)
    return 1.4, 1.5


def number(text: str | None, default: float) -> float:
    """A number as a setting writes it; the default for what is none, or no sensible one."""
    try:
        found = float(text) if text else default
    except ValueError:
        return default
    return found if abs(found) <= _LARGEST else default
