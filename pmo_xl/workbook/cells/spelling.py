"""Spelling: staff's many ways to write a word or a name, brought to the workbook's own spelling."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pmo_xl.model.column import Kind
from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, name_key, people, person_key
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.vocabulary import Vocabulary, list_name

R = TypeVar("R", System, Vendor)


@dataclass(frozen=True)
class OfficeSpelling:
    """What an office says for all of its books.

    words: by list and word (as names compare), the library's word. people: by spelling (as persons compare), the name.
    """

    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


class Spelling:
    """The words of 選択肢 and the names of 体制表, システム一覧 and 取引先一覧, by what they compare as.

    A word or name that none of them knows stays as it was typed: the rules speak about it, not the reader.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        members: Iterable[Record] = (),
        systems: Iterable[Record] = (),
        vendors: Iterable[Record] = (),
        *,
        is_complete: bool = False,
        office: OfficeSpelling = OfficeSpelling(),
    ) -> None:
        """Index the names. is_complete: whether these are all the names there are. office: what counts in all books."""
        self._office = office
        self.is_complete = is_complete
        self._vocabulary = vocabulary
        self._people = {person_key(m.name): m.name for m in members if isinstance(m, Member) and m.name}
        self._systems = {name_key(key): s.name or key for s, key in _keys(systems, System)}
        self._vendors = {company_key(key): v.name or key for v, key in _keys(vendors, Vendor)}

    def speller(
        self, record_class: type[Record], field: str, *, is_ours: bool = True, words: Collection[str] = ()
    ) -> Callable[[Any], Any] | None:
        """How a value of this column is brought to the workbook's spelling; None where it stays as typed.

        is_ours: of a sheet that pmo_xl made; on others the words that offices commonly use are known too. words: all
        that stand in the column, as names compare: together they may say what one alone does not.
        """
        column = record_class.columns[field]
        if column.kind is Kind.CHOICE and not column.is_derived:
            name = list_name(record_class, field)
            common = _no_word if is_ours else common_word
            return lambda text: (
                self._vocabulary.canonical(name, text)
                or self._told(name, text)
                or common(name, text, words)
                or text
            )
        if column.kind is Kind.REFS and System.sheet.label in column.refers_to:
            return lambda names: tuple(self._system(name) for name in names)
        spellers = {Kind.PERSON: self._person, Kind.SYSTEM: self._system, Kind.VENDOR: self._vendor}
        return spellers.get(column.kind)

    def _told(self, name: str, text: str) -> str | None:
        return self._office.words.get((name, name_key(text))) if self._office.words else None

    def _system(self, text: str) -> str:
        return self._systems.get(name_key(text), text)

    def _vendor(self, text: str) -> str:
        return self._vendors.get(company_key(text), text)

    def _name_of(self, text: str) -> str:
        """The name of one person: as 体制表 writes it, else as the office says that this spelling is meant."""
        key = person_key(text)
        meant = self._office.people.get(key)
        known = self._people.get(key) or (meant and self._people.get(person_key(meant)))
        return known or meant or text

    def _person(self, text: str) -> str:
        names = people(text)
        spelt = [self._name_of(name) for name in names]
        return text if tuple(spelt) == names else "、".join(spelt)


def _no_word(name: str, text: str, words: Collection[str]) -> None:
    return None


def _keys(records: Iterable[Record], of: type[R]) -> Iterable[tuple[R, str]]:
    for record in records:
        if isinstance(record, of):
            for key in (record.id, record.name):
                if key:
                    yield record, key
