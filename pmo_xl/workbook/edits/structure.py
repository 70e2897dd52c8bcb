"""Edits of a workbook's shape: a column at a table's right end, a heading, a sheet, a name, properties of the file.

They are carried out on closed files only. What is new comes out of a donor: a workbook that this version's author made,
so that a book brought up to date looks like a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Donor:
    """A workbook from which new parts are taken. name: for sentences. data: the file's bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class InsertColumns:
    """Empty columns set in before a column (from 1), as Excel's 「列の挿入」: all right of it moves, and what names it follows.

    They come before every other edit, which speaks of the places that cells have afterwards.
    """

    sheet: str
    before: int
    count: int


@dataclass(frozen=True)
class AddColumn:
    """A column at the right end of an Excel table, as the donor's column with the same heading looks and works.

    heading: as it will stand. like: the donor's heading; the same where None. is_plain: it has the look alone, no formula
    and nothing that its cells accept. What stands in the columns is not moved:
    RefusedEdit where the place beside the table is taken.
    """

    sheet: str
    table: str
    heading: str
    donor: Donor
    donor_sheet: str
    like: str | None = None
    is_plain: bool = False


@dataclass(frozen=True)
class AddValidation:
    """What the cells of a table's column accept, as the donor's column `like`; only where they accept anything so far."""

    sheet: str
    table: str
    heading: str
    donor: Donor
    donor_sheet: str
    like: str


@dataclass(frozen=True)
class AddSheet:
    """A sheet of the donor, put behind the tab `after` (None: first), with its tables and the names it prints by."""

    title: str
    donor: Donor
    after: str | None = None


@dataclass(frozen=True)
class RenewSheets:
    """Sheets that the library alone writes, put anew as the donor has them, and what names mean afterwards.

    It comes alone: no other edit may be made with it.
    """

    titles: tuple[str, ...]
    donor: Donor
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SetHeading:
    """Another heading for a column of an Excel table; formulas that name the column follow."""

    sheet: str
    table: str
    before: str
    after: str


@dataclass(frozen=True)
class SetColumnFormula:
    """Another formula that an Excel table states for a column: rows that Excel adds get it. Cells are written by themselves."""

    sheet: str
    table: str
    heading: str
    formula: str


@dataclass(frozen=True)
class AddName:
    """A defined name of the whole workbook. text: what it means, without "="."""

    name: str
    text: str


@dataclass(frozen=True)
class SetProperties:
    """Properties of the file by name (docProps/custom.xml), each a text; others stay."""

    values: Mapping[str, str]


Structure: TypeAlias = (
    InsertColumns
    | AddColumn
    | AddValidation
    | AddSheet
    | RenewSheets
    | SetHeading
    | SetColumnFormula
    | AddName
    | SetProperties
)
