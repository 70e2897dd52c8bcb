"""DAT004, DAT005: words and names in the workbook's own spelling, where nothing but the spelling differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, name_key, people, person_key
from pmo_xl.model.vocabulary import list_name
from pmo_xl.operations.repairs.proposal import Proposal
from pmo_xl.workbook.cells import read_value
from pmo_xl.workbook.records.record_cells import RecordCells

_TWO_SPELLINGS = "体制表にこの人の書き方が二通りあります。先に体制表を揃えてください"

# How the names in a cell compare, by the kind of its column.
_KEYS: Final[Mapping[Kind, Callable[[Any], tuple[str, ...]]]] = {
    Kind.CHOICE: lambda text: (name_key(text),),
    Kind.PERSON: lambda text: tuple(map(person_key, people(text))),
    Kind.SYSTEM: lambda text: (name_key(text),),
    Kind.VENDOR: lambda text: (company_key(text),),
    Kind.REFS: lambda names: tuple(map(name_key, names)),
}


def other_spellings(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every word or name that is typed otherwise than 選択肢, 体制表, システム一覧 or 取引先一覧 write it."""
    for records in project.records.values():
        for record in records:
            for name, typed in record.place.typed.items() if record.place else ():
                if _is_other_spelling(record, name, typed, project):
                    yield _proposal(record, name, project)


def _is_other_spelling(record: Record, name: str, typed: str, project: Project) -> bool:
    """Whether the text is the same word or names, written differently beyond blanks at its ends."""
    kind, value = record.columns[name].kind, getattr(record, name)
    read = read_value(kind, typed)
    if kind not in _KEYS or not isinstance(read, str | tuple):
        return False
    is_same_text = read == value if isinstance(value, tuple) else typed.strip() == value
    if is_same_text or _KEYS[kind](read) != _KEYS[kind](value):
        return False
    return not _is_known_as_typed(record, name, typed.strip(), project)


def _is_known_as_typed(record: Record, name: str, typed: str, project: Project) -> bool:
    """Whether 選択肢 has the word, or 体制表 the persons, just as they are typed."""
    kind = record.columns[name].kind
    if kind is Kind.CHOICE:
        return typed in project.vocabulary.words(list_name(type(record), name))
    if kind is not Kind.PERSON:
        return False
    return all(any(row.name == each for row in project.roles_of(each)) for each in people(typed))


def _proposal(record: Record, name: str, project: Project) -> Proposal:
    kind, value = record.columns[name].kind, getattr(record, name)
    if kind is Kind.CHOICE:
        return Proposal("DAT004", record, name, value, "選択肢の書き方に揃える")
    doubt = _TWO_SPELLINGS if kind is Kind.PERSON and _has_two_spellings(value, project) else None
    return Proposal("DAT005", record, name, value, "台帳の名前の書き方に揃える", doubt)


def _has_two_spellings(names: str, project: Project) -> bool:
    return any(len({row.name for row in project.roles_of(name)}) > 1 for name in people(names))
