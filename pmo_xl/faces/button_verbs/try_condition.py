"""条件を試す: which rows the condition of a row of 社内規則 would hit, before the rule is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pmo_xl.errors import BadOption
from pmo_xl.faces.button_verbs.boxes import made, paragraphs, some

if TYPE_CHECKING:
    from pmo_xl.documents.listing import Listing
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.model.own_rule import OwnRule
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.try_condition import TriedCondition

_MOST: Final = 10
_NAME: Final = "条件の試し"


def try_condition(pressed: PressedBook) -> None:
    """Ask the condition of the selected row of the open workbook; more hits than a box holds go into a list, opened."""
    tab, chosen = pressed.active_tab, pressed.selected_rows()
    book = pressed.read("条件を試しています…")
    rule = _selected(book, tab, chosen)
    name = rule.id or f"{rule.row}行目"
    if not rule.condition:
        raise BadOption(f"{name} の条件が空欄です。式を書いてから押してください。何も書き込んでいません。")
    tried = book.try_condition(rule.condition, rule.target_sheet or "", rule.rows)
    told = [
        f"{name}: {rule.condition}",
        f"{tried.sheet.sheet.label}  {tried.counts}",
        *([f"わけ: {tried.reason}"] if tried.reason else []),
    ]
    lines = [_line(record.row, record.row_id, tried.columns, values) for record, values in tried.hits]
    where: list[str] = []
    if len(lines) > _MOST:
        from pmo_xl.faces.button_verbs.lists import write_lists

        path, is_open = write_lists(pressed, f"{_NAME}_{book.as_of}", [_listing(tried)])
        where = made(path, pressed.outputs, is_open=is_open)
    after = ["試しただけです。台帳には何も書いていません。"]
    after += [] if rule.is_on else ["よければ、この行の「有効」に ○ を入れると、チェックで働きます。"]
    pressed.tell(paragraphs(told, some(lines, _MOST), where, after))


def _selected(book: Book, tab: str, chosen: range) -> OwnRule:
    """The first selected row of 社内規則."""
    from pmo_xl.model.own_rule import OwnRule

    here = [row for row in book.project.own_rules if row.place and row.place.table.sheet_title == tab]
    found = next((row for row in here if row.row in chosen), None)
    if found is None:
        label = OwnRule.sheet.label
        raise BadOption(f"「{label}」シートで、試す規則の行(条件のセル)を選んでから押してください。")
    return found


def _line(row: int | None, row_id: str | None, columns: tuple[str, ...], values: tuple[str, ...]) -> str:
    shown = "  ".join(f"{column} {value[:24]}" for column, value in zip(columns, values, strict=True))
    return f"{row}行目 {row_id or ''}  {shown}"


def _listing(tried: TriedCondition) -> Listing:
    from pmo_xl.documents.listing import Listing
    from pmo_xl.model.column import Kind
    from pmo_xl.model.list_column import ListColumn

    head = (ListColumn("行", Kind.INT), ListColumn("ID", Kind.ID), *map(ListColumn, tried.columns))
    rows = [(record.row, record.row_id, *values) for record, values in tried.hits]
    return Listing(title=_NAME, columns=head, rows=rows, note=f"{tried.sheet.sheet.label}  {tried.counts}")
