"""How much open work each person holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pmo_xl.metrics.overdue import DUE_DATES, open_rows, responsible
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import person_key


@dataclass(frozen=True)
class Workload:
    """The open issues (未完了) of a project: how many each person is responsible for, and in all.

    by_person: by `person_key` of the first name in 担当. total: those without an owner too.
    doubtful: further issues of which 状態 or 担当 could not be read.
    """

    by_person: Mapping[str, int]
    total: int
    doubtful: int

    def of(self, name: str | None) -> int:
        """How many open issues a person is responsible for."""
        return self.by_person.get(person_key(name), 0) if name else 0


def open_issues(project: Project) -> Workload:
    """Count the open issues of 課題管理表 by the person responsible."""
    known = [issue for issue in project.issues if issue.is_known("status", "owner")]
    open_ones = [issue for issue in known if project.is_open(issue)]
    names = (responsible(issue.owner, project) for issue in open_ones)
    counts = Counter(person_key(name) for name in names if name)
    return Workload(counts, len(open_ones), len(project.issues) - len(known))


@dataclass(frozen=True)
class OpenWork:
    """The open rows that one person answers for over all sheets, each once; doubtful: whether there may be more."""

    records: tuple[Record, ...] = ()
    doubtful: int = 0


def open_work(project: Project) -> Mapping[str, OpenWork]:
    """By `person_key`, what is still to be done by the owner column of the overdue table, due or not."""
    return project.cached("open work", lambda: _open_work(project))


def _open_work(project: Project) -> dict[str, OpenWork]:
    certain: dict[str, dict[int, Record]] = {}
    doubtful: Counter[str] = Counter()
    for watch in DUE_DATES:
        for record in open_rows(watch, project):
            name = responsible(watch.owner(record, project), project)
            if name and record.is_known(*watch.reads):
                certain.setdefault(person_key(name), {})[id(record)] = record
            elif name:
                doubtful[person_key(name)] += 1
    return {
        name: OpenWork(tuple(certain.get(name, {}).values()), doubtful[name])
        for name in certain.keys() | doubtful.keys()
    }
