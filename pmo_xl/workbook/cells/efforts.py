"""Efforts in person-days, whatever their heading or cell counts in: 5h, 40 時間, 2人月 (8 hours a day, 20 days a month)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

_DAYS: Final[Mapping[str, Decimal]] = {
    "日": Decimal(1),
    "時": Decimal(1) / 8,
    "月": Decimal(20),
}
_UNIT: Final = re.compile(
    "(?P<日>人日|MD|D|DAYS?|日)|(?P<時>人時|H|HR|HRS|HOURS?|時間|MH)|(?P<月>人月|MM|か月|ヶ月|カ月)"
)
_OF_HEADING: Final = re.compile(
    r"[(\[{〔【「]\s*(?:単位[::]?)?\s*([^)\]}〕】」]+?)\s*[)\]}〕】」]|(時間|人時|人月)"
)
_OF_CELL: Final = re.compile(
    r"(?P<number>[-+▲△]?[0-9,]*\.?[0-9]+) ?(?P<unit>[A-Z]+|人?[日時月]間?|[かヶカ]月)"
)

_OWN_DAYS: Final[Mapping[tuple[type[Record], str], int]] = {
    (Task, "planned_effort"): 1,
    (Task, "actual_effort"): 1,
    (Estimate, "effort"): 20,
    (Option, "effort_delta"): 20,
}


def own_days(record_class: type[Record], field: str) -> int:
    """The person-days of 1 as the record holds it: 1 for 人日, 20 for 人月; 0 for what is no effort."""
    return _OWN_DAYS.get((record_class, field), 0)


def days_of_heading(label: str) -> Decimal | None:
    """Person-days per 1 of a column by its heading: 予定工数(h) and 予定時間 1/8, 工数(人月) 20; None where it is silent."""
    for found in _OF_HEADING.finditer(unicodedata.normalize("NFKC", label).upper()):
        if unit := _UNIT.fullmatch(found[1] or found[2]):
            return _DAYS[unit.lastgroup or "日"]
    return None


def days_of_text(text: str) -> tuple[str, Decimal] | None:
    """The number of an effort that names its unit (5h) and the person-days per 1 of it; None for any other text."""
    found = _OF_CELL.fullmatch(text)
    unit = _UNIT.fullmatch(found["unit"]) if found else None
    return (found["number"], _DAYS[unit.lastgroup or "日"]) if found and unit else None
