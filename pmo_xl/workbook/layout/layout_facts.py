"""Layout facts: where on a tab the rows of one kind stand, and which column is which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmo_xl.model.record import Record


@dataclass(frozen=True)
class Layout:
    """One table as it was found on a tab.

    header_rows: first and last row of the heading (1-based). first_row, last_row: of the rows below it.
    columns: column number (1-based) by field. units: yen per unit of money columns headed 千円 and the like.
    unknown: headings that mean nothing to us, by column number: the staff's own, never touched.
    near_labels: for a must field without a column, the heading that looks most like its label.
    reasons: what was taken for what and why, in Japanese, for --explain-layout.
    is_ours: the table was made by pmo_xl (an Excel table with the sheet's name).
    skipped_rows: rows below the heading that are no records (sections, totals, notes), and why.
    headings: by field, the heading of its column as typed.
    spans: fields whose value stands in the first filled one of several columns: under a heading over
    all of them, indented, or by level (小項目, else 中項目, else 大項目).
    below: fields whose value stands one row further down, on a skipped row (実績 under 予定).
    is_blank_open: the words of its 状態 only say what is done, so a blank one means open.
    marks: fields that say their value by a mark: by column number, the heading a mark there stands for.
    """

    record_class: type[Record]
    title: str
    header_rows: tuple[int, int]
    first_row: int
    last_row: int
    columns: Mapping[str, int]
    units: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    near_labels: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    is_ours: bool = False
    skipped_rows: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    below: frozenset[str] = frozenset()
    marks: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    is_blank_open: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet that was not read, and why (a Japanese sentence)."""

    title: str
    reason: str


@dataclass(frozen=True)
class Layouts:
    """What layout detection made of a workbook: the tables to read, and the sheets left alone."""

    tables: tuple[Layout, ...] = ()
    left: tuple[LeftOut, ...] = ()
