"""Rows, cells and their formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from openpyxl.utils import column_index_from_string

from tests.support.excel_rules.office_file import (
    MAIN,
    OfficeFile,
    Worksheet,
    has_open_brackets,
    length,
    long_literals,
    without_text,
)

_ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")
_NEEDS_PREFIX = [
    "XLOOKUP",
    "XMATCH",
    "LET",
    "LAMBDA",
    "FILTER",
    "SORT",
    "SORTBY",
    "UNIQUE",
    "SEQUENCE",
    "RANDARRAY",
    "TEXTJOIN",
    "CONCAT",
    "IFS",
    "SWITCH",
    "MAXIFS",
    "MINIFS",
    "TEXTSPLIT",
    "TEXTBEFORE",
    "TEXTAFTER",
    "VSTACK",
    "HSTACK",
    "TOCOL",
    "TOROW",
    "TAKE",
    "DROP",
    "EXPAND",
    "WRAPROWS",
    "BYROW",
    "BYCOL",
    "MAKEARRAY",
    "SCAN",
    "REDUCE",
    "MAP",
    "ISOMITTED",
    "ARRAYTOTEXT",
    "VALUETOTEXT",
    "FORMULATEXT",
    "IFNA",
    "DAYS",
    "ISOWEEKNUM",
    "SHEET",
    "SHEETS",
    "NUMBERVALUE",
    "UNICHAR",
    "AGGREGATE",
    "NETWORKDAYS.INTL",
    "WORKDAY.INTL",
    "CEILING.MATH",
    "FLOOR.MATH",
]
_NEW_FUNCTION = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _NEEDS_PREFIX))})\(")
_DEEPEST = 64


def cell_breaches(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    """Every breach in the rows and cells of a sheet."""
    last_row = 0
    for row in sheet.root.iter(f"{MAIN}row"):
        number = int(row.get("r") or last_row + 1)
        if number <= last_row or number > 1_048_576:
            yield f"row {number} out of order"
        if float(row.get("ht") or 0) > 409.5:
            yield f"row {number} is too high"
        last_row, last_column = number, 0
        for cell in row:
            reference = cell.get("r", "")
            letters = reference.rstrip("0123456789")
            column = column_index_from_string(letters)
            if column <= last_column or reference != f"{letters}{number}":
                yield f"{reference} out of order"
            last_column = column
            yield from (f"{reference}: {breach}" for breach in _cell(file, cell))


def _cell(file: OfficeFile, cell: etree._Element) -> Iterator[str]:
    value, formula, kind = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f"), cell.get("t")
    if int(cell.get("s") or 0) >= file.count_of_styles("cellXfs"):
        yield "its style is missing"
    if kind == "s" and (value is None or int(value.text or -1) >= len(file.texts)):
        yield "its shared string is missing"
    if kind == "d":
        yield "a date cell (t=d)"
    text = None if value is None else value.text or ""
    is_empty_result = text == "" and formula is not None
    if text is not None and not is_empty_result and not _fits(kind, text):
        yield f"no value of its kind: {text[:30]}"
    if formula is not None:
        yield from formula_breaches(formula.text or "")


def _fits(kind: str | None, text: str) -> bool:
    if kind == "b":
        return text in ("0", "1")
    if kind == "e":
        return text in _ERRORS
    return kind not in (None, "n") or re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text) is not None


def formula_breaches(formula: str) -> Iterator[str]:
    """Every breach in the text of a cell's formula."""
    plain = without_text(formula)
    if length(formula) > 8192:
        yield "a formula of more than 8192 characters"
    if has_open_brackets(formula):
        yield "brackets that do not close"
    if _depth(plain) > _DEEPEST:
        yield "more than 64 brackets deep"
    if formula.startswith("="):
        yield "a formula that begins with ="
    if _NEW_FUNCTION.search(plain):
        yield "a new function without _xlfn"
    if "@" in plain:
        yield "an @ in a stored formula"
    if long_literals(formula):
        yield "a text of more than 255 characters in a formula"


def _depth(plain: str) -> int:
    depth = deepest = 0
    for character in plain:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest
