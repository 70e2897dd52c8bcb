"""Returned: a hand-out that came back, read as untrusted: its answers by row, whatever was done to the file meanwhile.

No macro runs, no link is followed, and a formula counts for the value that is stored with it. Tabs may be renamed, rows
sorted, columns added and moved, the protection and the properties gone.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pmo_xl.exchange.hand_out_plan import APPLIES, HandOutPlan
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.foreign_words import known_word
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.project import Project
from pmo_xl.model.record import Unread
from pmo_xl.model.references import id_key, name_key
from pmo_xl.model.vocabulary import list_name
from pmo_xl.workbook.cells import CellContext, is_blank, read_value
from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.grid import BookGrids, Grid, open_grids

PROPERTY, BOOK_PROPERTY, CHECK = "pmo_xl.handout", "pmo_xl.handout_book", "照合"
_NUMBER: Final = re.compile(r"H[0-9]{8}-[0-9]{2,}")
_HEAD_ROWS, _NUMBER_ROWS = 40, 10
_LARGEST_PROPERTIES = 1 << 20
NO_RESULT: Final = "数式だけで、計算した値が保存されていません"
_YES, _NO = frozenset("○〇◯oO有"), frozenset("×✕✖xX無")


@dataclass(frozen=True)
class ReturnedRow:
    """One row. values: by field, None for a blank. unread: by field, the text that could not be read.

    formulas: the fields whose cell holds a formula. cells: by field, its address.
    """

    tab: str
    row: int
    row_id: str | None
    values: Mapping[str, Any]
    unread: Mapping[str, str]
    fingerprint: str | None
    formulas: frozenset[str] = frozenset()
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReturnedTab:
    """One tab with the headings of a plan. added: headings that were not given."""

    title: str
    has_number: bool
    rows: tuple[ReturnedRow, ...]
    added: tuple[str, ...]


@dataclass(frozen=True)
class ReturnedFile:
    """A file that came back. number: its 配布番号, as a property or in its first rows; book: of the property.

    saved_at: when it was saved last, as it says itself; "" where it does not.
    """

    path: Path
    sha256: str
    number: str | None
    book: str | None
    saved_at: str
    grids: BookGrids

    def ids(self, label: str) -> frozenset[str]:
        """The IDs below a heading, on any tab."""
        found: set[str] = set()
        for grid in self.grids:
            for head in range(grid.first_row, min(grid.last_row, grid.first_row + _HEAD_ROWS) + 1):
                column = _columns(grid, head).get(name_key(label))
                if column:
                    below = range(head + 1, grid.last_row + 1)
                    found |= {id_key(str(v)) for row in below if not is_blank(v := grid.value(row, column))}
                    break
        return frozenset(found)


def read_returned(path: Path, password: str | None = None) -> ReturnedFile:
    """Open a file. UnreadableWorkbook for what is no workbook, locked, or over the bounds."""
    grids = open_grids(path, password)
    properties = _properties(path)
    number = properties.get(PROPERTY) or _number_in(grids)
    found = _NUMBER.fullmatch(number.strip()) if number else None
    return ReturnedFile(
        path, grids.sha256, found[0] if found else None, properties.get(BOOK_PROPERTY), _saved_at(path), grids
    )


def _properties(path: Path) -> dict[str, str]:
    text = _part(path, "docProps/custom.xml")
    pairs = re.findall(r'name="([^"]{1,80})"[^>]*>\s*<[^>]*>([^<]{0,200})<', text)
    return dict(pairs)


def _saved_at(path: Path) -> str:
    found = re.search(r"<dcterms:modified[^>]*>([^<]{1,40})<", _part(path, "docProps/core.xml"))
    return found[1].strip() if found else ""


def _part(path: Path, name: str) -> str:
    """A small text part of the package; "" where it is missing or too large. Nothing of it is resolved."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(name).file_size > _LARGEST_PROPERTIES:
                return ""
            return archive.read(name).decode("utf-8", "replace")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ""


def _number_in(grids: BookGrids) -> str | None:
    """The 配布番号 in the first rows of a tab; not in the list of all hand-outs, which only a ledger has."""
    for grid in grids:
        if grid.title == HandedOut.sheet.label:
            continue
        for row in grid.rows[:_NUMBER_ROWS]:
            for value in row:
                found = (
                    _NUMBER.search(unicodedata.normalize("NFKC", value)) if isinstance(value, str) else None
                )
                if found:
                    return found[0]
    return None


def unreadable_tabs(file: ReturnedFile) -> tuple[str, ...]:
    """Why each tab that cannot be read cannot, a sentence each."""
    return tuple(grid.unreadable for grid in file.grids if grid.unreadable)


def tabs_of(
    file: ReturnedFile, plan: HandOutPlan, project: Project, key: str | None = None
) -> tuple[ReturnedTab, ...]:
    """Every tab that has the plan's headings, read by it. key: the heading that the IDs stand under, where not ours."""
    found = []
    for grid in file.grids:
        head = _head(grid, plan, key)
        if head is not None:
            found.append(_tab(grid, head, plan, project, key, is_1904=file.grids.is_1904))
    return tuple(found)


def _head(grid: Grid, plan: HandOutPlan, key: str | None) -> int | None:
    """The row that holds the ID's heading and most of the others; None where no row has half of them."""
    labels_of = _labels(plan, key)
    wanted, id_label, best = set(labels_of.values()), labels_of["id"], None
    most = len(wanted) // 2
    for row in range(grid.first_row, min(grid.last_row, grid.first_row + _HEAD_ROWS) + 1):
        labels = _columns(grid, row).keys() & wanted
        if id_label in labels and len(labels) > most:
            best, most = row, len(labels)
    return best


def _labels(plan: HandOutPlan, key: str | None) -> dict[str, str]:
    """By field, its heading in normal form."""
    found = {name: name_key(plan.column(name).label) for name in plan.fields}
    return found | {"id": name_key(key)} if key else found


def _columns(grid: Grid, row: int) -> dict[str, int]:
    """By heading in normal form, its first column."""
    found: dict[str, int] = {}
    for column in range(grid.first_column, grid.last_column + 1):
        value = grid.value(row, column)
        if isinstance(value, str) and value.strip():
            found.setdefault(name_key(value), column)
    return found


def _tab(
    grid: Grid, head: int, plan: HandOutPlan, project: Project, key: str | None, *, is_1904: bool
) -> ReturnedTab:
    columns = _columns(grid, head)
    places = {name: columns[label] for name, label in _labels(plan, key).items() if label in columns}
    check = columns.get(name_key(CHECK))
    known = {*places.values(), check}
    added = tuple(str(grid.value(head, column)).strip() for column in columns.values() if column not in known)
    reading = _Reading(grid, plan, project, places, check, is_1904)
    rows = tuple(reading.rows(head + 1))
    top = [value for row in grid.rows[:_NUMBER_ROWS] for value in row if isinstance(value, str)]
    return ReturnedTab(grid.title, any(_NUMBER.search(text) for text in top), rows, added)


@dataclass(frozen=True)
class _Reading:
    """One tab's rows, cell by cell."""

    grid: Grid
    plan: HandOutPlan
    project: Project
    places: Mapping[str, int]
    check: int | None
    is_1904: bool

    def rows(self, first: int) -> Iterator[ReturnedRow]:
        """Every row below the heading that holds anything."""
        formulas = self.grid.formulas
        for row in range(first, self.grid.last_row + 1):
            values: dict[str, Any] = {}
            unread: dict[str, str] = {}
            for name, column in self.places.items():
                value = self._read(name, row, column)
                if isinstance(value, Unread):
                    unread[name] = value.text
                values[name] = None if isinstance(value, Unread) or value == () else value
            if not unread and all(value is None for value in values.values()):
                continue
            check = self.grid.value(row, self.check) if self.check else ""
            yield ReturnedRow(
                self.grid.title,
                row,
                values.pop("id", None) or unread.pop("id", None),
                values,
                unread,
                str(check) or None,
                frozenset(name for name, column in self.places.items() if (row, column) in formulas),
                {name: cell_name(row, column) for name, column in self.places.items()},
            )

    def _read(self, name: str, row: int, column: int) -> Any:  # noqa: ANN401 - a value or an Unread
        raw = self.grid.value(row, column)
        declared = self.plan.column(name)
        if error := self.grid.errors.get((row, column)):
            return Unread(str(error), "エラー値です")
        if (row, column) in self.grid.uncached:
            formula = str(self.grid.formulas.get((row, column)) or "")
            return Unread(f"={formula}", NO_RESULT)
        if name == APPLIES:
            return _applies(raw)
        percent = "%" in self.grid.number_format(row, column) if declared.kind is Kind.PERCENT else False
        context = CellContext(is_1904=self.is_1904, near=self.project.as_of, is_percent_format=percent)
        kind = Kind.LONGTEXT if declared.kind is Kind.ID else declared.kind
        value = read_value(kind, raw, context)
        return self._spelt(name, declared, value)

    def _spelt(self, name: str, declared: Column, value: Any) -> Any:  # noqa: ANN401 - as above
        """Words and names as the ledger writes them."""
        if not isinstance(value, str):
            return value
        if declared.kind is Kind.CHOICE:
            words = list_name(self.plan.sheet, name)
            known = self.project.vocabulary.canonical(words, value) or known_word(words, value)
            return known or Unread(
                value, f"{'・'.join(self.project.vocabulary.words(words))} のどれでもありません"
            )
        if declared.kind is Kind.PERSON and (member := self.project.member(value)):
            return member.name
        return value


def _applies(raw: object) -> Any:  # noqa: ANN401 - a flag, nothing, or an Unread
    if isinstance(raw, bool):
        return raw
    text = unicodedata.normalize("NFKC", str(raw)).strip() if not is_blank(raw) else ""
    if not text:
        return None
    if text in _YES or text.casefold() in ("true", "はい"):
        return True
    return (
        False
        if text in _NO or text.casefold() in ("false", "いいえ")
        else Unread(text, "○ か × を入れてください")
    )


def rows_of_tabs(
    tabs: Sequence[ReturnedTab], given: Mapping[str, Mapping[str, Any]]
) -> tuple[tuple[ReturnedRow, ...], tuple[str, ...]]:
    """The rows of all tabs, each ID once, and the IDs that copies of a tab answer differently.

    A row that still says what was given gives way to one that says more.
    """
    ordered = sorted(tabs, key=lambda tab: not tab.has_number)
    found: dict[str, list[ReturnedRow]] = {}
    new: list[ReturnedRow] = []
    for number, tab in enumerate(ordered):
        for row in tab.rows:
            if row.row_id:
                found.setdefault(id_key(row.row_id), []).append(row)
            elif number == 0:
                new.append(row)
    kept: list[ReturnedRow] = []
    apart: list[str] = []
    for key, rows in found.items():
        one_a_tab = len({row.tab for row in rows}) == len(rows)
        said = (
            [row for row in rows if _differs(row, given.get(key, {}))]
            if len(rows) > 1 and one_a_tab
            else rows
        )
        said = said or rows[:1]
        if one_a_tab and all(row.values == said[0].values for row in said):
            kept.append(said[0])
        elif one_a_tab:
            apart.append(key)
            kept.append(said[0])
        else:
            kept += rows
    return (*kept, *new), tuple(apart)


def _differs(row: ReturnedRow, given: Mapping[str, Any]) -> bool:
    return any(row.values.get(name) != value for name, value in given.items()) or bool(row.unread)
