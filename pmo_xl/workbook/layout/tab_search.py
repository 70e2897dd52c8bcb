"""Tab search: which kind of sheet one tab is, by its Excel tables, its name, a title row or its headings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pmo_xl.model.choice import Choice
from pmo_xl.model.choice_words import LISTS
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.workbook.grid import BookGrids, Grid
from pmo_xl.workbook.layout.header_kind import (
    has_phases_side_by_side,
    is_a_ledger,
    is_clear,
    recognised_by_headings,
)
from pmo_xl.workbook.layout.header_rows import TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader, best_header, header_at, known_by_headings
from pmo_xl.workbook.layout.layout_facts import LeftOut
from pmo_xl.workbook.layout.refusals import PHASES_SIDE_BY_SIDE, refusal
from pmo_xl.workbook.layout.sheet_names import (
    example_beside_reason,
    no_ledger_reason,
    old_copy_reason,
    record_class_named,
)
from pmo_xl.workbook.layout.tab_tables import FoundTable, tables_apart, with_further_tables
from pmo_xl.workbook.tab.own_tables import own_record_class

# The rows that may hold a title.
_TITLE_ROWS: Final = 5
# Under the name of a workbook alone a heading must have this many fields.
_LEAST_FIELDS: Final = 4
_LEAST_FIELDS_OF_A_RIVAL: Final = 6
_EMPTY: Final = "値がありません。"
_HIDDEN: Final = "隠してあり、名前も台帳の名前ではありません。"
_OUR_NAMES: Final[Mapping[type[Record], tuple[str, frozenset[str]]]] = {
    Setting: ("key", frozenset(KEYS)),
    Choice: ("list_name", frozenset(LISTS)),
}
_UNDECIDED: Final = "見出しだけでは{}か決められません。シートの名前を台帳の名前にするか、--layout のファイルに書いてください。"


@dataclass(frozen=True)
class ChosenTabs:
    """titles: of the tabs that may hold the kinds of sheets wanted. left_out: what the other tabs surely hold."""

    titles: tuple[str, ...]
    left_out: frozenset[type[Record]]


def chosen_tabs(grids: BookGrids, wanted: Collection[type[Record]]) -> ChosenTabs:
    """Which tabs to read for these kinds of sheets, made ready; what surely holds none of them need not be read at all."""
    titles: list[str] = []
    left_out: set[type[Record]] = set()
    for title in (sheet.title for sheet in grids.sheets if sheet.kind == "worksheet"):
        own = {found for table in grids.tables(title) if (found := own_record_class(table))}
        if own.intersection(wanted) or (not own and _may_be_a_ledger(title)):
            titles.append(title)
        else:
            left_out |= own
    grids.expect(titles)
    return ChosenTabs(tuple(titles), frozenset(left_out))


def _may_be_a_ledger(title: str) -> bool:
    return no_ledger_reason(title) is None or record_class_named(title) is not None


def search_tab(grid: Grid, titles: Sequence[str], book: str = "") -> Sequence[FoundTable] | LeftOut:
    """The tables of one tab, or why it has none. titles: of every tab. book: the name of the workbook's file."""
    if grid.unreadable:
        return LeftOut(grid.title, grid.unreadable)
    if not grid.rows:
        return LeftOut(grid.title, _EMPTY)
    reason = old_copy_reason(grid.title, titles) or example_beside_reason(grid.title, titles)
    if reason:
        return LeftOut(grid.title, reason)
    top = TopRows(grid)
    own = list(_own_tables(top))
    if own:
        return own
    found = _by_name(top) or _unnamed(top, book)
    return found if isinstance(found, LeftOut) else with_further_tables(top, found[0])


def _own_tables(top: TopRows) -> Iterator[FoundTable]:
    """The Excel tables that pmo_xl made on this tab."""
    for table in top.grid.tables:
        record_class = own_record_class(table)
        if record_class:
            ref = table.ref
            columns = range(ref.first_column, ref.last_column + 1)
            header = header_at(top, record_class, ref.first_row, ref.first_row, columns, is_ours=True)
            if header.matches:
                why = f"Excelの表の名前「{table.display_name}」から{record_class.sheet.label}と判断しました。"
                yield FoundTable(header, why, True, table)


def _by_name(top: TopRows) -> Sequence[FoundTable] | LeftOut:
    record_class = record_class_named(top.grid.title)
    if record_class is None:
        return ()
    header = best_header(top, record_class)
    if header and has_phases_side_by_side(header):
        return LeftOut(top.grid.title, PHASES_SIDE_BY_SIDE)
    if header and is_a_ledger(header) and _speaks_our_words(top.grid, header):
        return (FoundTable(header, f"シートの名前から{record_class.sheet.label}と判断しました。"),)
    found = _by_headings(top) if top.grid.state == "visible" else ()
    if found and not isinstance(found, LeftOut) and found[0].header.record_class is not record_class:
        return found
    return LeftOut(top.grid.title, refusal(top, record_class, "シートの名前から"))


def _unnamed(top: TopRows, book: str) -> Sequence[FoundTable] | LeftOut:
    """A tab whose name says nothing: by its Excel table's name, a title above the table, or its headings."""
    reason = no_ledger_reason(top.grid.title)
    if reason or top.grid.state != "visible":
        return LeftOut(top.grid.title, reason or _HIDDEN)
    for table in top.grid.tables:
        record_class = record_class_named(table.display_name)
        header = best_header(top, record_class) if record_class else None
        if record_class and header and is_a_ledger(header):
            why = f"Excelの表の名前「{table.display_name}」から{record_class.sheet.label}と判断しました。"
            return (FoundTable(header, why),)
    return _by_title_row(top) or _by_book_name(top, book) or _by_headings(top)


def _by_title_row(top: TopRows) -> Sequence[FoundTable]:
    """A tab whose first rows hold the name of a kind of sheet, as a title above its table.

    A title that merely ends in such a name (在庫サーバ課題) is only taken where the headings say so too.
    """
    for row in top.rows[:_TITLE_ROWS]:
        for column, text in top.labels(row).items():
            record_class = record_class_named(text)
            header = best_header(top, record_class) if record_class else None
            if not header or header.first <= row or not _goes_with_title(header, text):
                continue
            is_counted = isinstance(top.grid.value(row, column + 1), int | float)
            if not (is_counted and _is_outdone(top, header)):
                why = f"{row}行目の題「{text.strip()}」から{header.record_class.sheet.label}と判断しました。"
                return (FoundTable(header, why),)
    return ()


def _by_book_name(top: TopRows, book: str) -> Sequence[FoundTable]:
    """A tab called Sheet1 in a workbook called 課題一覧.xlsx."""
    record_class = record_class_named(book) if book else None
    header = best_header(top, record_class) if record_class else None
    if record_class and header and len(header.matches) >= _LEAST_FIELDS and _goes_with_title(header, book):
        return (FoundTable(header, f"ブックの名前から{record_class.sheet.label}と判断しました。"),)
    return ()


def _goes_with_title(header: FoundHeader, title: str) -> bool:
    is_named = record_class_named(title, is_whole=True) is not None
    return is_a_ledger(header) if is_named else is_clear(header)


def _is_outdone(top: TopRows, header: FoundHeader) -> bool:
    """Whether the same rows head another kind of ledger far better: 仕様変更 in a legend above them is no title."""
    others = (best_header(top, kind) for kind in known_by_headings() if kind is not header.record_class)
    rivals = (len(other.matches) for other in others if other and other.last >= header.first)
    return max(rivals, default=0) >= max(_LEAST_FIELDS_OF_A_RIVAL, 2 * len(header.matches))


def _by_headings(top: TopRows) -> Sequence[FoundTable] | LeftOut:
    headers = recognised_by_headings(top)
    kinds = [header.record_class.sheet.label for header in headers]
    if len(headers) > 1 and not tables_apart(top, headers[0]):
        return LeftOut(top.grid.title, _UNDECIDED.format("か".join(kinds)))
    if not headers:
        return LeftOut(top.grid.title, refusal(top))
    return (FoundTable(headers[0], f"見出しの並びから{kinds[0]}と判断しました。"),)


def _speaks_our_words(grid: Grid, header: FoundHeader) -> bool:
    """Whether a 設定 or 選択肢 that pmo_xl did not make holds a name of ours; another tool's settings are none."""
    known = _OUR_NAMES.get(header.record_class)
    if known is None:
        return True
    field, names = known
    column = header.matches[field].heading.column
    return any(grid.value(row, column) in names for row in range(header.last + 1, grid.last_row + 1))
