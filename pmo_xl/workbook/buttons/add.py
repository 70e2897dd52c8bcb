"""A workbook in memory given its buttons: VBA project, code names, buttons beside the tables, two sheets."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from pmo_xl.action import Button
from pmo_xl.actions import MENU_BUTTONS
from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.author.macros import menu_places
from pmo_xl.workbook.author.menu_layout import BUTTON_ROW, BUTTON_ROW_HEIGHT, LAST_RIGHT, LEFT, MENU
from pmo_xl.workbook.buttons.code_names import WITH_CODE, CodeNames, name_sheet, name_workbook
from pmo_xl.workbook.buttons.drawing import macros_on, put_buttons
from pmo_xl.workbook.buttons.free_place import Ground, box_styles, free_place, objects_on
from pmo_xl.workbook.buttons.new_sheets import (
    BUTTON_SHEET,
    button_sheet,
    main_buttons,
    xlwings_sheet,
)
from pmo_xl.workbook.buttons.project_part import own_project, put_project
from pmo_xl.workbook.buttons.sizes import Place, the_row
from pmo_xl.workbook.buttons.vml import PlacedButton
from pmo_xl.workbook.cells.address import parse_cell
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_links import PartKind, add_part, change_content_type
from pmo_xl.workbook.closed_book.part_xml import RELATION, PartXml, is_on, main, whole_number
from pmo_xl.workbook.grid import BookGrids, Grid
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.vba.buttons import sheet_button
from pmo_xl.workbook.vba.xlwings_sheet import CONF_CELLS, CONF_SHEET, TEXT_COLUMN

_ONLY_MAIN = MENU_BUTTONS[1]  # the first stands on チェック結果, too
_SUB = re.compile(r"^(?:Public )?Sub (\w+)\(", re.MULTILINE)
MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_WORKSHEET = PartKind(
    f"{RELATION}/worksheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
)


@dataclass
class ButtonedBook:
    """A workbook with its buttons, not yet written.

    placed: the sheets that got a small button; no_room: those where there was none. main_sheet: the sheet that
    got the main buttons, None where the workbook has them all. is_renewed: the project of ours was there already.
    later: the main buttons that came with a later version than the workbook's; one that was taken away is not of them.
    has_ledger: there is a table that we know. keeps_foreign_settings: a sheet xlwings.conf of somebody else's.
    """

    book: Book
    names: CodeNames
    is_renewed: bool
    project: bytes = b""
    has_ledger: bool = False
    keeps_foreign_settings: bool = False
    main_sheet: str | None = None
    placed: list[str] = field(default_factory=list)
    no_room: list[str] = field(default_factory=list)
    later: list[Button] = field(default_factory=list)
    new_sheets: list[str] = field(default_factory=list)


def add_buttons(file_name: str, data: bytes, modules: Mapping[str, str]) -> ButtonedBook:
    """Give a workbook (its bytes) its buttons. modules: the VBA sources by their modules' names.

    RefusedEdit or UnreadableWorkbook, one sentence, where that could harm something.
    """
    book = Book(file_name, data)
    _refuse_protected_structure(book)
    project = own_project(book, modules)
    present = project.part if project else None
    made = ButtonedBook(book, CodeNames(book, modules), present is not None)
    bound = {macro for part in book.worksheets.values() for macro in macros_on(book, part)}
    has_main = _ONLY_MAIN.macro in bound
    if has_main:
        known = {*bound, *_SUB.findall(project.code if project else "")}
        made.later += [button for button in MENU_BUTTONS if button.macro not in known]
    _ready_sheets(made, needs_main=not has_main)
    if made.later or (not has_main and made.main_sheet is None):
        _add_button_sheet(made, made.later or MENU_BUTTONS)
    _add_xlwings_sheet(made)
    name_workbook(book.workbook, made.names.workbook)
    book.store()
    change_content_type(book.parts, book.workbook.name, MACRO_BOOK)
    made.project = put_project(book, modules, made.names, present)
    return made


def _refuse_protected_structure(book: Book) -> None:
    protection = book.workbook.root.find(main("workbookProtection"))
    if protection is not None and is_on(protection.get("lockStructure")):
        raise RefusedEdit(
            f"{book.parts.file_name} はブックの構造が保護されていて、ボタンのシートを加えられません。"
            "Excelの「校閲」→「ブックの保護」を解いてからやり直してください。"
        )


def _ready_sheets(made: ButtonedBook, *, needs_main: bool) -> None:
    """Give every sheet its code name, the tables that we know their small button, our メニュー the main ones."""
    grids = BookGrids(Path(made.book.parts.file_name), made.book.parts.container)
    tables = _tables(grids)
    made.has_ledger = bool(tables)
    has_menu = needs_main and any(layout.is_ours for layout in tables.values())
    for entry in made.book.package.sheets:
        if entry.part is None or entry.kind not in WITH_CODE:
            continue
        sheet = PartXml(entry.part, made.book.parts.read(entry.part))
        name_sheet(sheet, made.names.sheets[entry.part])
        if entry.title in tables and entry.state == "visible":
            _put_small_button(made, sheet, grids.grid(entry.title), tables[entry.title])
        elif has_menu and entry.title == MENU:
            _put_menu_buttons(made, sheet, grids.grid(MENU))
        if sheet.is_changed:
            made.book.parts.replace(sheet.name, sheet.to_bytes())


def _tables(grids: BookGrids) -> dict[str, Layout]:
    """The first table of each sheet that has one of ours."""
    tables: dict[str, Layout] = {}
    for layout in find_layouts(grids).tables:
        tables.setdefault(layout.title, layout)
    return tables


def _ground(made: ButtonedBook, sheet: PartXml, grid: Grid) -> Ground:
    boxes = box_styles(made.book.styles)
    return Ground(sheet.root, grid, objects_on(made.book, sheet.name), boxes)


def _put_small_button(made: ButtonedBook, sheet: PartXml, grid: Grid, layout: Layout) -> None:
    """A table's own button."""
    button = sheet_button(layout.record_class)
    if button.macro in macros_on(made.book, sheet.name):
        return
    place = free_place(_ground(made, sheet, grid), layout)
    if place is not None and _are_put(made, sheet, [PlacedButton(button.caption, button.macro, place)]):
        made.placed.append(grid.title)
    else:
        made.no_room.append(grid.title)


def _put_menu_buttons(made: ButtonedBook, sheet: PartXml, grid: Grid) -> None:
    if not menu_buttons(_ground(made, sheet, grid)):
        return
    row = the_row(sheet.root, BUTTON_ROW + 1)
    before = {name: row.get(name) for name in ("ht", "customHeight")}
    row.set("ht", str(BUTTON_ROW_HEIGHT))
    row.set("customHeight", "1")
    if _are_put(made, sheet, menu_buttons(_ground(made, sheet, grid))):
        made.main_sheet = grid.title
        sheet.is_changed = True
    else:
        for name, value in before.items():
            row.attrib.pop(name)
            if value is not None:
                row.set(name, value)


def _are_put(made: ButtonedBook, sheet: PartXml, buttons: Sequence[PlacedButton]) -> bool:
    """Put buttons on a sheet; False where its drawing does not take any."""
    try:
        put_buttons(made.book, sheet, buttons)
    except RefusedEdit:
        return False
    return True


def _add_button_sheet(made: ButtonedBook, buttons: Sequence[Button]) -> None:
    has_views = made.book.workbook.root.find(main("bookViews")) is not None
    part, code_name = _new_part(made)
    sheet = PartXml(part, button_sheet(code_name, buttons, has_views=has_views))
    made.main_sheet = _add_sheet(made, part, sheet.to_bytes(), BUTTON_SHEET)
    put_buttons(made.book, sheet, main_buttons(buttons))
    made.book.parts.replace(part, sheet.to_bytes())


def _add_xlwings_sheet(made: ButtonedBook) -> None:
    titles = (entry.title for entry in made.book.package.sheets)
    present = next((title for title in titles if title.casefold() == CONF_SHEET), None)
    if present is None:
        part, code_name = _new_part(made)
        _add_sheet(made, part, xlwings_sheet(code_name), CONF_SHEET, state="veryHidden")
    elif made.is_renewed:
        _renew_texts(made.book, present)
    else:
        made.keeps_foreign_settings = True


def _renew_texts(book: Book, title: str) -> None:
    """Give the macros the texts that they say today; the settings beside them are left as they are."""
    sheet = book.sheet(title)
    for name, text in CONF_CELLS.items():
        row, column = parse_cell(name) or (0, 0)
        if column == TEXT_COLUMN:
            sheet.write(row, column, text)


def _new_part(made: ButtonedBook) -> tuple[str, str]:
    folder = posixpath.dirname(made.book.workbook.name)
    part = made.book.parts.free_name(posixpath.join(folder, "worksheets/sheet{}.xml"))
    return part, made.names.add_sheet(part)


def _add_sheet(made: ButtonedBook, part: str, content: bytes, title: str, state: str | None = None) -> str:
    """Add a sheet as the last tab; gives its name."""
    book, holder = made.book, made.book.workbook.root.find(main("sheets"))
    if holder is None:
        raise RefusedEdit(f"{book.parts.file_name} にシートの一覧が無いため書き換えません。")
    name = _free_title(holder, title)
    number = 1 + max((whole_number(each, "sheetId") for each in holder), default=0)
    link = add_part(book.parts, book.workbook.name, part, content, _WORKSHEET)
    attributes = {"name": name, "sheetId": str(number)} | ({"state": state} if state else {})
    etree.SubElement(holder, main("sheet"), attributes).set(f"{{{RELATION}}}id", link)
    book.workbook.is_changed = True
    made.new_sheets.append(name)
    return name


def _free_title(holder: etree._Element, title: str) -> str:
    used = {each.get("name", "").casefold() for each in holder}
    names = (title, *(f"{title}({number})" for number in range(2, len(used) + 3)))
    return next(name for name in names if name.casefold() not in used)


_EDGE, _BETWEEN = 1, 6  # pixels left free above and below, and between the two lines


def menu_buttons(ground: Ground) -> list[PlacedButton]:
    """The buttons with their places; none where the row is not there for them any more."""
    row, columns = BUTTON_ROW + 1, range(LEFT + 1, LAST_RIGHT + 2)
    if not ground.is_free(row, columns, without_boxes=False):
        return []
    width, lefts = menu_places()
    height = (ground.sizes.height(row) - 2 * _EDGE - _BETWEEN) // 2
    downs = [_EDGE + button.group.line * (height + _BETWEEN) for button in MENU_BUTTONS]
    return [
        PlacedButton(button.caption, button.macro, Place(row, LEFT + 1, left, down, width, height))
        for button, left, down in zip(MENU_BUTTONS, lefts, downs, strict=True)
    ]
