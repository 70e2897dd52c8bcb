"""Drop-down lists that grow by themselves: helper columns over 選択肢, and the defined names cells read.

On 集計, one helper column for each list gathers its words in the order of 選択肢, wherever in the table they
were added (beside the table a row inserted into 選択肢 would tear the columns). A choice cell reads the name
of its list; person, system, vendor and ref cells read names on whole table columns. No dynamic arrays:
Excel 2016 has none.
"""

from __future__ import annotations

import re

from pmo_xl.metrics.measures import BY_HAND, MEASURES
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.record import Record
from pmo_xl.model.vocabulary import list_name
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.new_book import choice_lists
from pmo_xl.workbook.author.plan import FIRST_ROW, HEADER_ROW, Book
from pmo_xl.workbook.author.state_words import nth_choice
from pmo_xl.workbook.author.tally import TALLY
from pmo_xl.workbook.formulas import whole_column

SLOTS = 30
_FIXED = ((Kpi, "formula"), (OwnRule, "target_sheet"))
"""Text columns that are chosen from a list which is the same in every book of a profile."""
_FIRST_COLUMN = 11  # of 集計: right of what tally.py writes

# Which column of which sheet a cell of these kinds is chosen from.
_NAMES = {
    Kind.PERSON: ("体制表", "name"),
    Kind.SYSTEM: ("システム一覧", "name"),
    Kind.VENDOR: ("取引先一覧", "name"),
}


def name_of_list(name: str) -> str:
    """The defined name of a list of 選択肢."""
    return "一覧_" + re.sub(r"[^\w.]", "_", name)


NAME_OF_MEASURES = name_of_list(Kpi.columns["formula"].label)
"""The defined name of what 算式 of KPI may name."""
_UNITS = f"{Kpi.columns['formula'].label}の単位"
NAME_OF_UNITS = name_of_list(_UNITS)
"""The defined name of their units, in the same order."""


def source_of(record_class: type[Record], field: str, book: Book) -> str | None:
    """The defined name that a cell of this column chooses from; None for cells that are typed."""
    column = record_class.columns[field]
    if (record_class, field) in _FIXED:
        return name_of_list(column.label)
    if column.kind is Kind.CHOICE:
        return name_of_list(list_name(record_class, field))
    target = _target(column, book)
    return _name_of_column(*target) if target else None


def write_lists(book: Book) -> None:
    """Write the helper columns and define every name that drop-downs read."""
    lists = choice_lists(tuple(book.ledgers))
    for index, name in enumerate(lists, _FIRST_COLUMN):
        _write_list(book, index, name)
    fixed = [(sheet, field) for sheet, field in _FIXED if sheet in book.ledgers]
    for index, (sheet, field) in enumerate(fixed, _FIRST_COLUMN + len(lists)):
        _write_fixed(book, index, sheet.columns[field].label, _fixed_words(book, sheet))
    if Kpi in book.ledgers:
        units = tuple(MEASURES[word].unit if word in MEASURES else "" for word in _fixed_words(book, Kpi))
        _write_fixed(book, _FIRST_COLUMN + len(lists) + len(fixed), _UNITS, units)
    columns = [column for ledger in book.ledgers for column in ledger.columns.values()]
    targets = dict.fromkeys(target for column in columns for target in [_target(column, book)] if target)
    for record_class, field in targets:
        name = _name_of_column(record_class, field)
        book.workbook.define_name(name, f"={whole_column(record_class, field)}")


def _target(column: Column, book: Book) -> tuple[type[Record], str] | None:
    """The sheet and field that a person, system, vendor or ref cell names, if this book has the sheet."""
    is_reference = column.kind is Kind.REF and len(column.refers_to) == 1
    label, field = (column.refers_to[0], "id") if is_reference else _NAMES.get(column.kind, ("", ""))
    return next(((sheet, field) for sheet in book.ledgers if sheet.sheet.label == label), None)


def _name_of_column(record_class: type[Record], field: str) -> str:
    return f"一覧_{record_class.sheet.label}_{'ID' if field == 'id' else '名前'}"


def _write_list(book: Book, index: int, name: str) -> None:
    sheet, letters = book.sheet(TALLY), column_letters(index + 1)
    head = book.formats.get(bold=True, bg_color=Colour.FORMULA)
    sheet.write_string(HEADER_ROW, index, name, head)
    words = [c.value for c in book.ledgers[Choice].records if isinstance(c, Choice) and c.list_name == name]
    for slot in range(SLOTS):
        above = f"{letters}${FIRST_ROW + 1}:{letters}{FIRST_ROW + slot + 1}"
        formula = nth_choice(f"{{choices.list_name}}={letters}${HEADER_ROW + 1}", above)
        word = words[slot] if slot < len(words) else ""
        sheet.write_formula(FIRST_ROW + slot, index, formula, None, word or "")
    first, last = f"{TALLY}!${letters}${FIRST_ROW + 1}", f"{TALLY}!${letters}${FIRST_ROW + SLOTS}"
    count = f'MAX(1,COUNTIF({first}:{last},"?*"))'
    book.workbook.define_name(name_of_list(name), f"={first}:INDEX({first}:{last},{count})")


def _fixed_words(book: Book, sheet: type[Record]) -> tuple[str, ...]:
    """What 算式 of KPI may name (measures that we compute, and 手入力); what 対象シート of 社内規則 may."""
    if sheet is Kpi:
        return (*MEASURES, BY_HAND)
    return tuple(ledger.sheet.label for ledger in book.ledgers if ledger is not OwnRule)


def _write_fixed(book: Book, index: int, label: str, words: tuple[str, ...]) -> None:
    sheet, letters = book.sheet(TALLY), column_letters(index + 1)
    sheet.write_string(HEADER_ROW, index, label, book.formats.get(bold=True, bg_color=Colour.FORMULA))
    for row, word in enumerate(words, FIRST_ROW):
        sheet.write_string(row, index, word)
    cells = f"{TALLY}!${letters}${FIRST_ROW + 1}:${letters}${FIRST_ROW + len(words)}"
    book.workbook.define_name(name_of_list(label), f"={cells}")
