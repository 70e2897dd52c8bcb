"""Status words: what blanks and strikethrough rows of other offices' ledgers say of a state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.vocabulary import STATES, StateClass

_DATES_OF_DONE: Final[Mapping[type[Record], frozenset[str]]] = {
    Issue: frozenset(("closed_on",)),
    Question: frozenset(("answered_on", "answer")),
    SpecChange: frozenset(("announced_on",)),
    Requirement: frozenset(),
}


def status_of_blank(record_class: type[Record], filled: Collection[str]) -> str | None:
    """What a blank 状態 says in a ledger that only marks what is done: open, a question with an answer answered."""
    if record_class is Question and not _DATES_OF_DONE[Question].isdisjoint(filled):
        return "回答済"
    return _first_word(record_class, StateClass.NOT_STARTED)


def status_of_strikethrough(record_class: type[Record], filled: Collection[str]) -> str | None:
    """What a strikethrough row without 状態 is: done where it has the day it was done, else cancelled."""
    is_done = not _DATES_OF_DONE.get(record_class, frozenset()).isdisjoint(filled)
    return _first_word(record_class, StateClass.DONE if is_done else StateClass.CANCELLED)


def marks_only_what_is_done(record_class: type[Record], words: Collection[str]) -> bool:
    """Whether the words of a 状態 column all say done or cancelled, so that blank is the word for open."""
    states = STATES.get(f"{record_class.sheet.label}.状態", {})
    classes = {states.get(word) for word in words}
    return bool(classes) and classes <= {StateClass.DONE, StateClass.CANCELLED}


def _first_word(record_class: type[Record], wanted: StateClass) -> str | None:
    states = STATES.get(f"{record_class.sheet.label}.状態", {})
    return next((word for word, state in states.items() if state is wanted), None)
