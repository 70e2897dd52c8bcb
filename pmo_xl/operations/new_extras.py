"""What a new book gets beside its rows: the office's own columns of the book before, and a checklist made of lessons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.member import Member
from pmo_xl.model.own_columns import OwnValue
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, name_key
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.carry_over import CarriedOver
from pmo_xl.operations.edit import edit
from pmo_xl.operations.exchanged import own_headings
from pmo_xl.operations.new_columns import NewColumn, column_edits, with_columns
from pmo_xl.operations.opened_book import OpenedBook, read_book
from pmo_xl.workbook.grid import open_grids

OwnRows = Mapping[type[Record], Mapping[str, Mapping[str, OwnValue]]]
"""By sheet and ID, what stands in the own columns of a row, by heading."""

_CARRIED: Final = (Member, System, Vendor)
_LONGEST: Final = 120


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
    wider, _ = with_columns(book, edits)
    with edit(wider) as changes:
        for sheet, rows in own.items():
            for row in wider.of(sheet):
                values = {
                    name: value for name, value in rows.get(row.row_id or "", {}).items() if value is not None
                }
                if values:
                    changes.set(row, extra=values)


def checklist(lessons: Sequence[Lesson], over: CarriedOver, name: str) -> tuple[list[ChecklistItem], str]:
    """The lessons that fit the new project as things to be looked at, and how many of each kind in words.

    One fits by its vendor or system where the new book has it, else by its 工程 where it names neither. name: of the book
    of lessons.
    """
    vendors = {company_key(getattr(row, "name", None) or "") for row in over.records.get(Vendor, ())}
    systems = {name_key(getattr(row, "name", None) or "") for row in over.records.get(System, ())}
    made: list[ChecklistItem] = []
    counts: Counter[str] = Counter()
    for lesson in lessons:
        why = _fit(lesson, vendors, systems)
        if why is None or not lesson.countermeasure:
            continue
        counts[why] += 1
        source = " ".join(filter(None, (name, lesson.id, f"({lesson.project})" if lesson.project else None)))
        made.append(
            ChecklistItem(
                id=f"CHK-{len(made) + 1:03}",
                kind="工程完了" if lesson.phase else "立ち上げ",
                phase=lesson.phase,
                title=_short(f"{lesson.situation or ''} → {lesson.countermeasure}"),
                basis=(source,),
                remarks="\n".join(_told(lesson)),
            )
        )
    return made, "、".join(f"{word} {count}" for word, count in counts.items())


def _fit(lesson: Lesson, vendors: set[str], systems: set[str]) -> str | None:
    if lesson.vendor:
        return "取引先" if company_key(lesson.vendor) in vendors else None
    if lesson.system:
        return "システム" if name_key(lesson.system) in systems else None
    return "工程" if lesson.phase else None


def _told(lesson: Lesson) -> Iterator[str]:
    for name in ("situation", "cause", "countermeasure"):
        if text := getattr(lesson, name):
            yield f"{Lesson.columns[name].label}: {text}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"{plain[:_LONGEST]}…" if len(plain) > _LONGEST else plain
