"""DAT004: words of the office's own lists (部門) that were typed before anybody put them into 選択肢."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.near import NearMisses
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key
from pmo_xl.model.vocabulary import library_words, list_name
from pmo_xl.workbook.records.record_cells import RecordCells

WHAT = "使われている言葉を選択肢に足す"


@dataclass(frozen=True, slots=True)
class MissingWord:
    """A word for a row of 選択肢, and where it is typed first. doubt: why it is only shown."""

    choice: Choice
    record: Record
    field: str
    doubt: str | None = None


def missing_words(project: Project, cells: RecordCells) -> Iterator[MissingWord]:
    """Every word typed into a column whose list has no word at all, neither the library's nor 選択肢's own."""
    if len(cells.layouts_of(Choice)) != 1:
        return
    for name, columns in _empty_lists(project).items():
        typed = list(_typed(project, columns))
        counts = Counter(word for _, _, word in typed)
        seen: set[str] = set()
        for record, field, word in typed:
            if name_key(word) not in seen:
                seen.add(name_key(word))
                choice = Choice(list_name=name, value=word)
                yield MissingWord(choice, record, field, _doubt(word, counts))


def _empty_lists(project: Project) -> dict[str, list[tuple[type[Record], str]]]:
    """By list without a word, the columns that read it."""
    found: dict[str, list[tuple[type[Record], str]]] = {}
    for sheet in project.records:
        for field in sheet.fields_of_kind(Kind.CHOICE):
            name = list_name(sheet, field)
            if not library_words(sheet, field) and not project.vocabulary.words(name):
                found.setdefault(name, []).append((sheet, field))
    return found


def _typed(project: Project, columns: list[tuple[type[Record], str]]) -> Iterator[tuple[Record, str, str]]:
    for sheet, field in columns:
        for record in project.of(sheet):
            word = " ".join((getattr(record, field) or "").split())
            if word:
                yield record, field, word


def _doubt(word: str, counts: Counter[str]) -> str | None:
    """Whether a word that is typed more often is but one letter away (販買部 beside 販売部; not 営業1部 and 営業2部)."""
    others = (other for other in counts if counts[other] > counts[word] and _digits(other) == _digits(word))
    near = NearMisses(others).of(word, 1)
    if not near or name_key(near[0]) == name_key(word):
        return None
    return f"「{near[0]}」の誤字でなければ、選択肢シートに行を足してください"


def _digits(word: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", word))
