"""Links: the IDs of the core sheets' rows by their titles, as the text banks name them (QA:…, 課題:…)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Links:
    """The rows of the core sheets that the full sheets refer to."""

    records: Mapping[type[Record], Sequence[Record]]

    def of(self, record_class: type[R]) -> Sequence[R]:
        """The rows of one sheet."""
        return cast("Sequence[R]", self.records[record_class])

    @cached_property
    def _by_title(self) -> dict[str, str]:
        kinds: dict[str, type[Record]] = {
            "QA": Question,
            "課題": Issue,
            "変更": SpecChange,
            "文書": Deliverable,
        }
        return {
            f"{word}:{getattr(row, 'title', None)}": row.row_id or ""
            for word, sheet in kinds.items()
            for row in self.records[sheet]
        }

    def id(self, named: str) -> str | None:
        """The ID of what a bank names as QA:件名, 課題:件名, 変更:件名 or 文書:文書名; None when it is not here."""
        return self._by_title.get(named)

    def ids(self, named: str) -> tuple[str, ...]:
        """The same as a list, empty when it is not here."""
        found = self.id(named)
        return (found,) if found else ()

    @property
    def requirements(self) -> Sequence[Requirement]:
        """The rows of 要件一覧."""
        return self.of(Requirement)

    @property
    def changes(self) -> Sequence[SpecChange]:
        """The rows of 仕様変更管理表."""
        return self.of(SpecChange)

    @property
    def orders(self) -> Sequence[Order]:
        """The rows of 予算管理表."""
        return self.of(Order)

    @property
    def tasks(self) -> Sequence[Task]:
        """The rows of マスタスケジュール."""
        return self.of(Task)
