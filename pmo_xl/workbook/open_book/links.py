"""Links inside an open book: formulas, because Excel takes any number of them in one call and real links singly."""

from __future__ import annotations

from typing import Final

from pmo_xl.workbook.edits.edit import CellValue, Formula

_LONGEST_TEXT: Final = 255
"""Excel takes no longer text inside a formula."""


def link_formula(target: str, shown: CellValue) -> CellValue:
    """A cell that shows its text and leads to a place of the book ('課題管理表'!K12); the text alone if too long."""
    place = f"#{target}"
    if not isinstance(shown, str) or max(len(place), len(shown)) > _LONGEST_TEXT:
        return shown
    return Formula(f"HYPERLINK({_quoted(place)},{_quoted(shown)})", shown)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
