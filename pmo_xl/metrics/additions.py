"""Additions: what a book of ours that was made with an earlier schema lacks of today's: columns, words, settings, sheets.

What a book's own schema already had and does not stand in it was taken out by its staff: it is no addition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Table
from pmo_xl.model.schema import SCHEMA, WORDS_SINCE
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import library_words, list_name

_FULL: Final = "full"


@dataclass(frozen=True, slots=True)
class BookSchema:
    """The schema of a book. is_inferred: from what stands in it, for want of a mark."""

    number: int
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing that a later schema brought. field: of a column; word: of a list (`name`) or a key of 設定."""

    sheet: type[Record]
    field: str | None = None
    name: str = ""
    word: str = ""
    since: int = SCHEMA


def schema_of(project: Project) -> BookSchema:
    """The schema that the book's mark names, else the newest of which half of the own columns stand there, else 1."""
    if project.schema is not None:
        return BookSchema(project.schema, is_inferred=False)
    return project.cached("schema", lambda: BookSchema(_inferred(project), is_inferred=True))


def _inferred(project: Project) -> int:
    for number in range(SCHEMA, 1, -1):
        found = [name in table.columns for table in _own(project) for name in _columns_since(table, number)]
        if found and 2 * sum(found) >= len(found):
            return number
    return 1


def _columns_since(table: Table, number: int) -> list[str]:
    return [name for name, column in table.record_class.columns.items() if column.since == number]


def _own(project: Project) -> Iterator[Table]:
    """The first table of ours of each sheet."""
    for sheet in SHEETS:
        tables = [table for table in project.tables.get(sheet, ()) if table.is_ours]
        yield from tables[:1]


def is_full(project: Project) -> bool:
    """Whether the book has the sheets of profile full: half of those that its schema knows, at least."""
    number = schema_of(project).number
    known = [sheet for sheet in SHEETS if sheet.sheet.profile == _FULL and sheet.sheet.since <= number]
    return bool(known) and 2 * sum(project.has(sheet) for sheet in known) >= len(known)


def additions(project: Project, *, with_sheets: bool = True) -> tuple[Addition, ...]:
    """What today's schema has and the book's had not yet; nothing for a book that is not ours or of today.

    with_sheets: new sheets too, in a book of profile full.
    """
    number = schema_of(project).number
    if not project.is_ours or number >= SCHEMA:
        return ()
    columns = tuple(_new_columns(project, number))
    sheets = tuple(_new_sheets(project, number)) if with_sheets and is_full(project) else ()
    lists = {table.record_class for table in _own(project)} | {each.sheet for each in sheets}
    return (*columns, *sheets, *_new_words(project, number, lists), *_new_keys(project, number))


def _new_columns(project: Project, number: int) -> Iterator[Addition]:
    for table in _own(project):
        for name, column in table.record_class.columns.items():
            if column.since > number and name not in table.columns:
                yield Addition(table.record_class, field=name, since=column.since)


def _new_sheets(project: Project, number: int) -> Iterator[Addition]:
    for sheet in SHEETS:
        if sheet.sheet.since > number and not project.has(sheet):
            yield Addition(sheet, since=sheet.sheet.since)


def _new_words(project: Project, number: int, sheets: set[type[Record]]) -> Iterator[Addition]:
    """The words of lists that are new as a whole, and those that came into lists which the book has."""
    if not project.has(Choice):
        return
    known = {(row.list_name, row.value) for row in project.choices}
    lists = {name for name, _ in known}
    told: set[tuple[str, str]] = set()
    for sheet in SHEETS:
        for field in sheet.fields_of_kind(Kind.CHOICE) if sheet in sheets else ():
            name, since = list_name(sheet, field), max(sheet.columns[field].since, sheet.sheet.since)
            for word in library_words(sheet, field):
                came = since if name not in lists else WORDS_SINCE.get((name, word), 1)
                if came > number and (name, word) not in known | told:
                    told.add((name, word))
                    yield Addition(Choice, name=name, word=word, since=came)


def words_of(project: Project, sheet: type[Record]) -> Iterator[Addition]:
    """The words of the lists of a sheet that the book has no list for."""
    lists = {row.list_name for row in project.choices}
    for field in sheet.fields_of_kind(Kind.CHOICE):
        name = list_name(sheet, field)
        if not sheet.columns[field].is_derived and name not in lists:
            yield from (Addition(Choice, name=name, word=word) for word in library_words(sheet, field))


def _new_keys(project: Project, number: int) -> Iterator[Addition]:
    known = {row.key for row in project.settings}
    for key in KEYS.values():
        if project.has(Setting) and key.since > number and key.name not in known:
            yield Addition(Setting, word=key.name, since=key.since)
