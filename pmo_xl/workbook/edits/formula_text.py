"""Formulas as text: references moved with their cell, ranges that grow with a table, stored forms.

A formula is never evaluated here. Texts in quotes, quoted sheet names and [brackets] of structured
references are stepped over; what remains is searched for references of the A1 style.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, column_number
from pmo_xl.workbook.edits.growth import Growth
from pmo_xl.workbook.tab.shared_formula import moved

_TEXT = r'"(?:[^"]|"")*"'
_QUOTED = r"'(?:[^']|'')*'"
_INNER = r"\[(?:[^\[\]']|'.)*\]"
_BRACKETS = rf"\[(?:[^\[\]']|'.|{_INNER})*\]"
_AFTER = r"(?![\w.(!\[])"
_ONE = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_END = re.compile(r"(\$?)([A-Za-z]{1,3}|[0-9]{1,7})")
_RANGE = re.compile(
    rf"{_TEXT}|{_BRACKETS}|(?<![\w.$\\:\]])(?:(?P<sheet>{_QUOTED}|[^\W\d][\w.]*)!)?"
    rf"(?P<first>{_ONE}):(?P<last>{_ONE}){_AFTER}"
)
_THIS_ROW = re.compile(
    rf"{_TEXT}|{_QUOTED}|(?P<table>[\w.\\]*)\[@(?P<what>{_INNER}(?::{_INNER})?|[^\[\]]*)\]"
)


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula as Excel would copy it so many rows down and columns right; RefusedEdit off the sheet."""
    text = moved(formula, rows, columns)
    if text.count("#REF!") > formula.count("#REF!"):
        raise RefusedEdit(f"数式「{formula}」を隣の行へ写すと参照がシートの外に出るため書き換えません。")
    return text


def with_this_row(formula: str, table: str | None) -> str:
    """The formula with [@column] as the file stores it: table[[#This Row],[column]]."""

    def store(match: re.Match[str]) -> str:
        """One reference as a file stores it: 表[[#This Row],[列]] for [@列]."""
        what, name = match["what"], match["table"] or table
        if what is None:
            return match[0]
        if not name:
            raise RefusedEdit(f"表の外のセルに、表の列を指す数式「{formula}」は書けません。")
        columns = what if what.startswith("[") else f"[{what}]"
        return f"{name}[[#This Row],{columns}]" if what else f"{name}[#This Row]"

    return _THIS_ROW.sub(store, formula) if "[@" in formula else formula


def grown(
    formula: str, growth: Growth, own_sheet: str, accept: Callable[[str], bool] = lambda _: True
) -> str:
    """The formula with every range over the whole old rows extended, where `accept` takes its text.

    `own_sheet` is the sheet that unqualified references mean.
    """

    def extend(match: re.Match[str]) -> str:
        """One reference, down to the new last row where it is of the area that grows."""
        if match["first"] is None or not _is_sheet(match["sheet"], growth.sheet, own_sheet):
            return match[0]
        area = _area(match["first"], match["last"])
        if growth.extended(area) is None or not accept(f"{match['first']}:{match['last']}"):
            return match[0]
        return re.sub("[0-9]+$", str(growth.new_last_row), match[0])

    return _RANGE.sub(extend, formula)


def is_absolute(reference: str) -> bool:
    """Whether both rows of a range are fixed with $."""
    return all(re.search(r"\$[0-9]+$", end) for end in reference.split(":"))


def _is_sheet(written: str | None, sheet: str, own_sheet: str) -> bool:
    name = own_sheet if written is None else written
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name.casefold() == sheet.casefold()


def _area(first: str, last: str) -> CellRange:
    ends = [[part for _, part in _END.findall(end)] for end in (first, last)]
    (left, top), (right, bottom) = ends
    return CellRange(int(top), column_number(left), int(bottom), column_number(right))
