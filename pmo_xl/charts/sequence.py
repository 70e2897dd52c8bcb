"""What a シーケンス図 shows: the messages of one function in their order, and who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmo_xl.model.message import Message
from pmo_xl.model.project import Project

ASYNCHRONOUS, REPLY = "非同期", "応答"


@dataclass(frozen=True)
class FunctionSequence:
    """One function: the messages that have both ends, by 順序; the others are left out."""

    function: str
    messages: tuple[Message, ...]
    left_out: tuple[Message, ...] = ()

    @property
    def participants(self) -> tuple[str, ...]:
        """Systems and people in the order in which they appear."""
        return tuple(dict.fromkeys(end for row in self.messages for end in (row.source, row.target) if end))


def sequences(project: Project) -> tuple[FunctionSequence, ...]:
    """Every function of シーケンス, in the order of the sheet."""
    rows: dict[str, list[Message]] = {}
    for row in project.of(Message):
        rows.setdefault(row.function or "(機能名なし)", []).append(row)
    return tuple(sequence_of(function, found) for function, found in rows.items())


def sequence_of(function: str, rows: Iterable[Message]) -> FunctionSequence:
    """The rows of one function; rows of like 順序 (or without) stay in the order of the sheet."""
    ordered = sorted(rows, key=lambda row: (row.order is None, row.order or 0))
    return FunctionSequence(function, _with_ends(ordered, has_ends=True), _with_ends(ordered, has_ends=False))


def _with_ends(rows: Sequence[Message], *, has_ends: bool) -> tuple[Message, ...]:
    return tuple(row for row in rows if bool(row.source and row.target) is has_ends)
