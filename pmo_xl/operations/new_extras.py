"""What a new book gets beside its rows: the office's own columns of the book before, and a checklist made of lessons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.member import Member
from pmo_xl.model.own_columns import OwnValue
from pmo_xl.model.record import Record
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.carry_over import CarriedOver
from pmo_xl.operations.edit import edit
from pmo_xl.operations.exchanged import own_headings
from pmo_xl.operations.fitting_lessons import checklist_values, counted, fitting, key_of
from pmo_xl.operations.new_columns import NewColumn, column_edits, with_structure
from pmo_xl.operations.opened_book import OpenedBook, read_book
from pmo_xl.workbook.grid import open_grids

OwnRows = Mapping[type[Record], Mapping[str, Mapping[str, OwnValue]]]
"""By sheet and ID, what stands in the own columns of a row, by heading."""

_CARRIED: Final = (Member, System, Vendor)


def own_rows(old: OpenedBook, over: CarriedOver) -> OwnRows:
    """What stands in the own columns of the rows that go on; columns of formulas stay behind."""
    found: dict[type[Record], dict[str, dict[str, OwnValue]]] = {}
    for sheet in _CARRIED:
        headings = own_headings(old, sheet)
        kept = {row.row_id for row in over.records.get(sheet, ())}
        rows = {
            row.row_id: {each: row.extra.get(each) for each in headings}
            for row in old.of(sheet)
            if row.row_id in kept and row.row_id
        }
        if headings and rows:
            found[sheet] = rows
            over.carried[f"{sheet.sheet.label}の独自の列"] = len(headings)
    return found


def add_own_columns(path: Path, own: OwnRows) -> None:
    """Put own columns and what stood in them into a book that was just made."""
    if not own:
        return
    grids = open_grids(path)
    source = FileSource(grids.path, grids.sha256)
    book = read_book(OpenedBook, grids, grids, source, lambda settings: None)
    wanted = [
        NewColumn(sheet, heading, is_own=True)
        for sheet, rows in own.items()
        for heading in next(iter(rows.values()))
    ]
    edits = [each for each in column_edits(book, wanted) if not isinstance(each, str)]
    wider, _ = with_structure(book, edits)
    with edit(wider) as changes:
        for sheet, rows in own.items():
            for row in wider.of(sheet):
                values = {
                    name: value for name, value in rows.get(row.row_id or "", {}).items() if value is not None
                }
                if values:
                    changes.set(row, extra=values)


def put_lessons(
    lessons: Sequence[Lesson], over: CarriedOver, name: str, rules: Collection[str]
) -> tuple[int, str]:
    """Put the lessons that fit the new project into ナレッジ and チェックリスト; how many, and of which kinds in words.

    rules: those that have findings in the book before. name: of the book of lessons.
    """
    vendors, systems = (
        [str(each) for row in over.records.get(sheet, ()) if (each := getattr(row, "name", None))]
        for sheet in (Vendor, System)
    )
    found = list(fitting(lessons, vendors, systems, rules))
    kept: list[Lesson] = []
    checks: list[ChecklistItem] = []
    for number, each in enumerate(found, 1):
        row_id = f"KNW-{number:03}"
        own = {"id": row_id, "external_ids": "、".join(key_of(each.lesson)), "confirmed_on": None}
        own["project"] = each.lesson.project or name
        kept.append(each.lesson.model_copy(update=own))
        values = checklist_values(each, row_id, name)
        checks.append(ChecklistItem.model_validate({"id": f"CHK-{number:03}", **values}))
    over.put(Lesson, kept)
    over.put(ChecklistItem, checks)
    return len(found), counted(found)
