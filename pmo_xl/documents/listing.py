"""Listing: a result as headed rows, from which the CSV, the workbook and the terminal's table are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pmo_xl.model.column import Kind


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a listing: its label and what kind of value stands below it."""

    label: str
    kind: Kind = Kind.TEXT
    width: float = 12


@dataclass(frozen=True)
class Listing:
    """A titled table. rows: one value per heading (None: nothing to say). note: what stands above it.

    notice: what must be read before anything else.
    """

    title: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[object]]
    note: str = ""
    notice: str = field(default="", kw_only=True)
