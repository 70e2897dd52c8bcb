"""Diagnosis: what was examined on a PC, how it stands, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pmo_xl.this_pc.machine import Machine


class State(Enum):
    """How one thing stands. The value is its word in JSON."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The word people read."""
        return _LABELS[self]


_LABELS = {State.GOOD: "良", State.CAUTION: "注意", State.BAD: "不良", State.UNKNOWN: "調べられない"}


@dataclass(frozen=True)
class Answer:
    """What a probe found, in Japanese, and how to mend it ("" where there is nothing to mend)."""

    state: State
    found: str
    mend: str = ""


def good(found: str) -> Answer:
    """It is as it should be."""
    return Answer(State.GOOD, found)


def caution(found: str, mend: str) -> Answer:
    """It works, or may; somebody should know."""
    return Answer(State.CAUTION, found, mend)


def bad(found: str, mend: str) -> Answer:
    """Something of pmo_xl does not work for this."""
    return Answer(State.BAD, found, mend)


def unknown(found: str, mend: str = "") -> Answer:
    """It was not found out, and why."""
    return Answer(State.UNKNOWN, found, mend)


@dataclass(frozen=True)
class Probe:
    """One thing to examine. ask: looks, and answers once or several times.

    needs_book: asks about a workbook. is_windows_only: there is nothing to look at elsewhere.
    """

    id: str
    topic: str
    ask: Callable[[Machine, Path], Iterable[Answer]] | Callable[[Machine], Iterable[Answer]]
    needs_book: bool = False
    is_windows_only: bool = True


@dataclass(frozen=True)
class Check:
    """One line of a diagnosis. id: of the probe; topic: its name in Japanese."""

    id: str
    topic: str
    answer: Answer


@dataclass(frozen=True)
class Diagnosis:
    """Every line, in the order of the probes. book: the workbook that was asked about."""

    checks: Sequence[Check]
    book: Path | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether something does not work."""
        return any(check.answer.state is State.BAD for check in self.checks)

    @property
    def counts(self) -> dict[State, int]:
        """How many lines of each state, in the order of the states."""
        counted = Counter(check.answer.state for check in self.checks)
        return {state: counted[state] for state in State}
