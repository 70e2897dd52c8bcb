"""The live formulas of the derived columns, as a file stores them (without the leading "=").

`filled` puts the labels of the declarations into the formulas of pmo_xl/metrics/derived.py, which tells their language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

from pmo_xl.metrics.derived import DERIVED
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import list_name

_PLACE = re.compile(r"\{(list:)?(?:(\w+)\.)?(@?)(\w+)\}")
_SPECIAL = re.compile(r"[^\w]")


def whole_column(record_class: type[Record], field: str) -> str:
    """The structured reference to a column of a ledger: 予算管理表[発注金額]."""
    label = record_class.columns[field].label
    quoted = f"[{label}]" if _SPECIAL.search(label) else label
    return f"{record_class.sheet.label}[{quoted}]"


def cell_of_row(record_class: type[Record], field: str) -> str:
    """The structured reference to this row's cell, as a file stores it: 予算管理表[[#This Row],[発注金額]]."""
    return f"{record_class.sheet.label}[[#This Row],[{record_class.columns[field].label}]]"


@cache
def _by_collection() -> Mapping[str, type[Record]]:
    return {sheet.sheet.collection: sheet for sheet in SHEETS}


@lru_cache(maxsize=4096)
def filled(template: str, own: type[Record] | None = None) -> str:
    """The template with its fields as structured references; `{@field}` is a field of `own`."""

    def reference(place: re.Match[str]) -> str:
        """What stands in the formula for one place: a list, a cell of the row, or a whole column."""
        is_list, collection, is_this_row, field = place.groups()
        sheet = _by_collection()[collection] if collection else own
        if sheet is None:
            raise KeyError(place.group())
        if is_list:
            return f'"{list_name(sheet, field)}"'
        return cell_of_row(sheet, field) if is_this_row else whole_column(sheet, field)

    return _PLACE.sub(reference, re.sub(r"\n\s*", "", template))


FORMULAS: Mapping[tuple[type[Record], str], str] = MappingProxyType(
    {(sheet, field): filled(derived.formula, sheet) for (sheet, field), derived in DERIVED.items()}
)


def is_of_earlier_version(sheet: type[Record], field: str, formula: str) -> bool:
    """Whether the formula is one that an earlier version gave this derived column, whole."""
    known = _table().get(f"{sheet.sheet.label}.{sheet.columns[field].label}", {})
    return plain(formula) in map(plain, known.values())


def plain(formula: str) -> str:
    """A formula as two of them compare: without "=" and blanks."""
    return "".join(formula.removeprefix("=").split())


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files(__name__).joinpath("earlier_columns.toml").read_text("utf-8")
    return tomllib.loads(text)
