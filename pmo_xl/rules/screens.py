"""Screens: which rows of a sheet a rule must be asked about, told from its columns as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Record
from pmo_xl.model.record_set import RecordSet
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Asked, Screen


def where(field: str, *words: object) -> Screen:
    """The rows that hold one of these words in `field`; every other row is 対象外."""

    def asked(sheet: type[Record], project: Project) -> Asked:
        """The rows with one of the words."""
        return Asked(project.of(sheet).places_of(field, words), OUT_OF_SCOPE)

    return asked


def where_seen(has: Callable[[Place | None], object]) -> Screen:
    """The rows at whose place the reader saw something; every other row fits."""

    def asked(sheet: type[Record], project: Project) -> Asked:
        """The rows with something seen."""
        places = project.of(sheet).column("place")
        return Asked([at for at, place in enumerate(places) if has(place)], FITS)

    return asked


def places_of_odd(
    rows: RecordSet[Any], fields: Iterable[str], is_odd: Callable[[str, Any], object]
) -> set[int]:
    """The places of the rows with an odd value in one of the fields; every value of a column is judged once."""
    found: set[int] = set()
    for field in fields:
        column = rows.column(field)
        odd = {value for value in set(column) if is_odd(field, value)}
        if odd:
            found.update(at for at, value in enumerate(column) if value in odd)
    return found
