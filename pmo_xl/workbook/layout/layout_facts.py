"""Layout facts: where on a tab the rows of one kind stand, and which column is which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmo_xl.model.record import Record


@dataclass(frozen=True, slots=True)
class KnownBy:
    """How the column of a field is known: 見出し, 値, 推測 or 設定; how surely; the heading that would be next."""

    by: str
    confidence: float
    rival: str = ""


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
    parts: fields whose value is put together of several columns: an ID split into 大 中 小, persons side by side.
    shown: ID fields of numbers that a format shows as text ("ISS-"000): read as a person sees them.
    outlined: fields of a task that follow from its level and its length, and the column that says so: 親作業, 種別.
    carried: fields that stand once at the top of their group and go on for the blank rows below it.
    joined: by row of a record, the further rows that go on with it (an ID merged over them all).
    is_blank_open: the words of its 状態 only say what is done, so a blank one means open.
    known_by: by field, how its column is known. confidence: that the table is of this kind (1 = by its name or a
    person's word). next_best: what it would be taken for else, with the reason it is not, a Japanese sentence.
    doubts: sentences about columns that were not read because nothing decides what they are.
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
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()
    outlined: Mapping[str, int] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    joined: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    is_blank_open: bool = False
    known_by: Mapping[str, KnownBy] = field(default_factory=dict)
    next_best: str = ""
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet that was not read, and why (a Japanese sentence). is_ledger: it does hold a ledger, a copy or a view."""

    title: str
    reason: str
    is_ledger: bool = False


@dataclass(frozen=True)
class Layouts:
    """What layout detection made of a workbook: the tables to read, and the sheets left alone."""

    tables: tuple[Layout, ...] = ()
    left: tuple[LeftOut, ...] = ()
