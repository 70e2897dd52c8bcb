"""Vocabulary: the words of the choice columns of one workbook, and what staff's own words mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from pmo_xl.model.choice import Choice
from pmo_xl.model.choice_words import LISTS, words_of
from pmo_xl.model.choice_words import StateClass as StateClass  # beside Vocabulary, which tells it
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key

STATES: Mapping[str, Mapping[str, StateClass]] = {
    name: {each.word: each.state for each in words if each.state}
    for name, words in LISTS.items()
    if any(each.state for each in words)
}
"""By state list, the class of each of its words."""

SHARED_LISTS: Mapping[str, tuple[str, ...]] = {name: words_of(name) for name in LISTS if "." not in name}
"""The lists that columns of several sheets read."""

UNDECIDED_CHANGES = ("起票", "影響調査中", "承認待ち")
"""The 状態 of a 仕様変更 on which somebody still has to decide."""

TEST_PHASES = ("単体試験", "結合試験", "対向試験", "総合試験", "受入試験")
"""The 工程 that are tests; a word of the office's own counts as the one its 意味 names."""


def list_name(record_class: type[Record], field: str) -> str:
    """The list of 選択肢 that a choice column reads: a shared one, or シート名.列名."""
    column = record_class.columns[field]
    return column.choice_list or f"{record_class.sheet.label}.{column.label}"


def library_words(record_class: type[Record], field: str) -> tuple[str, ...]:
    """The words of a choice column that the library itself knows, in their order."""
    name = list_name(record_class, field)
    return record_class.columns[field].choices or words_of(name)


class Vocabulary:
    """The lists of one workbook: the library's words and those that staff added to 選択肢."""

    def __init__(self, choices: Iterable[Choice] = ()) -> None:
        """Read the rows of 選択肢."""
        self._rows: dict[str, dict[str, str]] = {}
        for choice in choices:
            if choice.list_name and choice.value:
                words = self._rows.setdefault(choice.list_name, {})
                words.setdefault(choice.value, choice.meaning or choice.value)

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], str]:
        known = _library_meanings()
        staff = {
            (name, name_key(word)): known.get((name, name_key(meaning)), meaning)
            for name, words in self._rows.items()
            for word, meaning in words.items()
        }
        return {**known, **staff}

    def words(self, name: str) -> tuple[str, ...]:
        """The words of the list as 選択肢 gives them; the library's own where the sheet has no such list."""
        return tuple(self._rows.get(name, ())) or _library_lists().get(name, ())

    def canonical(self, name: str, text: str) -> str | None:
        """The library's word for what was typed (完　了 → 完了, 承認 → 承認済); None when not in the list."""
        return self._meanings.get((name, name_key(text)))

    def meaning_is_known(self, name: str, word: str) -> bool:
        """Whether the library itself knows a state of this list, so that its class is not a guess."""
        return any(name_key(word) == name_key(known) for known in STATES.get(name, ()))

    def class_of(self, name: str, word: str | None) -> StateClass | None:
        """The class of a state; a word the library does not know counts as 進行中, no word as none."""
        return STATES[name].get(word, StateClass.IN_PROGRESS) if word else None


@cache
def _library_meanings() -> Mapping[tuple[str, str], str]:
    """Every word of the library's lists by its list and what it compares as; the same for every workbook."""
    return {(name, name_key(word)): word for name, words in _library_lists().items() for word in words}


@cache
def _library_lists() -> Mapping[str, tuple[str, ...]]:
    from pmo_xl.model.sheets import SHEETS

    return {
        list_name(sheet, field): library_words(sheet, field)
        for sheet in SHEETS
        for field, column in sheet.columns.items()
        if column.kind == "choice"
    }
