"""Shared formulas: Excel stores the text once and says which cells repeat it, each from its own place."""

from __future__ import annotations

import re

from pmo_xl.workbook.cells.address import MAX_COLUMN, MAX_ROW, column_letters, column_number

# What a reference must not be taken from: texts, quoted sheet names, table columns, longer words.
_PIECES = re.compile(
    r"""(?P<other>"[^"]*"|'[^']*'|\[[^\[\]]*\])"""
    r"""|(?<![\w.$])(?:"""
    r"""(?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[0-9]{1,7})(?![\w.(!])"""
    r"""|(?P<c1>\$?[A-Za-z]{1,3}):(?P<c2>\$?[A-Za-z]{1,3})(?![\w.(!])"""
    r"""|(?P<r1>\$?[0-9]{1,7}):(?P<r2>\$?[0-9]{1,7})(?![\w.(!]))"""
)


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads in a cell so many rows below and columns right of where it was written."""

    def shift(match: re.Match[str]) -> str:
        """One reference moved by the rows and columns; #REF! where it would leave the sheet."""
        part = match.groupdict()
        if part["other"] or _is_a_name(part["c"] or part["c1"]):
            return match[0]
        if part["c"]:
            return _or_ref(_column(part["c"], columns), _row(part["r"], rows))
        if part["c1"]:
            return _or_ref(_column(part["c1"], columns), ":", _column(part["c2"], columns))
        return _or_ref(_row(part["r1"], rows), ":", _row(part["r2"], rows))

    return _PIECES.sub(shift, formula)


def _is_a_name(column: str | None) -> bool:
    """Whether a word that looks like a cell lies beyond the last column: YEN2024 is a name."""
    return column is not None and column_number(column.lstrip("$")) > MAX_COLUMN


def _or_ref(*parts: str | None) -> str:
    """The reference, or #REF! when it was pushed off the sheet."""
    return "#REF!" if None in parts else "".join(part for part in parts if part)


def _column(text: str, by: int) -> str | None:
    if text.startswith("$"):
        return text
    number = column_number(text) + by
    return column_letters(number) if 1 <= number <= MAX_COLUMN else None


def _row(text: str, by: int) -> str | None:
    if text.startswith("$"):
        return text
    number = int(text) + by
    return str(number) if 1 <= number <= MAX_ROW else None
