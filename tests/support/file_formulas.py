"""Every formula of a workbook file, wherever one may stand: cells, tables, conditional formats, drop-downs, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from tests.support.formula_calls import calls_of, stripped_of_brackets, without_texts

_ELEMENTS = (
    "f",
    "formula",
    "formula1",
    "formula2",
    "calculatedColumnFormula",
    "totalsRowFormula",
    "definedName",
)
_TRUE_OR_FALSE = ("AND", "EXACT", "FALSE", "ISBLANK", "ISERR", "ISERROR", "ISEVEN", "ISLOGICAL", "ISNA", "ISNONTEXT",
                  "ISNUMBER", "ISODD", "ISREF", "ISTEXT", "NOT", "OR", "TRUE", "XOR")  # fmt: skip
_COMPARISON = re.compile(r"[<>=]")


@dataclass(frozen=True)
class FileFormula:
    """A formula as the file stores it. place: the part, and the cell, column or name there."""

    kind: str
    place: str
    text: str


def file_formulas(path: Path) -> Iterator[FileFormula]:
    """Every formula of a workbook, part by part."""
    with ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/") and part.endswith(".xml"):
                for element in etree.fromstring(archive.read(part)).iter(*(f"{{*}}{e}" for e in _ELEMENTS)):
                    yield FileFormula(
                        etree.QName(element).localname, f"{part} {_name(element)}", element.text or ""
                    )


def sums_of_truths(formula: str) -> list[str]:
    """The arguments of SUMPRODUCT that are nothing but TRUE and FALSE: Excel adds them up to 0."""
    return [
        argument
        for call in calls_of(formula, "SUMPRODUCT")
        for argument in call.arguments
        if _is_true_or_false(argument)
    ]


def _is_true_or_false(expression: str) -> bool:
    text = stripped_of_brackets(expression)
    if _COMPARISON.search(_outside_brackets(text)):
        return True
    calls = list(calls_of(text, *_TRUE_OR_FALSE))
    return bool(calls) and (calls[0].start, calls[0].end) == (0, len(text))


def _outside_brackets(text: str) -> str:
    """What stands outside all brackets and texts."""
    kept, depth = [], 0
    for character in without_texts(text):
        depth += character in "([{"
        if depth == 0:
            kept.append(character)
        depth -= character in ")]}"
    return "".join(kept)


def _name(element: etree._Element) -> str:
    owner = element.getparent()
    names = (
        [element.get("name")] if owner is None else [element.get("name"), owner.get("r"), owner.get("name")]
    )
    above = owner.getparent() if owner is not None else None
    names += [
        owner.get("sqref") if owner is not None else None,
        above.get("sqref") if above is not None else None,
    ]
    return next(filter(None, names), "?")
