"""Who is in a 体制図 and who reports to whom, whatever 体制表 says: circles, unknown names, people who left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmo_xl.metrics.lines_of_report import superior_of
from pmo_xl.metrics.schedule.circles import circles_of
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import person_key


@dataclass(frozen=True, slots=True)
class Person:
    """A person: every row of 体制表 with the name.

    remark: what the chart cannot draw as a line (an unknown 報告先, a circle), None where all is drawn.
    """

    key: str
    name: str
    rows: tuple[Member, ...]
    remark: str | None = None

    @property
    def roles(self) -> str:
        """役割, joined; with 主 or 副 where there is one."""
        texts = (f"{row.role}({row.rank})" if row.role and row.rank else row.role for row in self.rows)
        return "、".join(dict.fromkeys(text for text in texts if text))

    @property
    def systems(self) -> str:
        """担当システム, joined."""
        return "、".join(dict.fromkeys(name for row in self.rows for name in row.systems))

    @property
    def company(self) -> str:
        """会社, joined."""
        return "、".join(dict.fromkeys(row.company for row in self.rows if row.company))


@dataclass(frozen=True)
class Organisation:
    """People by key; who reports to whom as a tree without circles; and who is left out, having left."""

    people: Mapping[str, Person]
    reports: Mapping[str, Sequence[str]]
    roots: tuple[str, ...]
    left: tuple[str, ...]


def organisation(project: Project) -> Organisation:
    """The people of 体制表 as of D; who has left (離任日 < D) is out, whoever reported to them stands alone."""
    rows = [row for row in project.members if row.name]
    present = _by_person(row for row in rows if not _has_left(row, project))
    gone = [each for each in _by_person(rows).values() if person_key(each[0].name or "") not in present]
    above = {key: superior_of(found) for key, found in present.items()}
    known = {key: over for key, over in above.items() if over in present and over != key}
    broken = _to_break(known, present)
    drawn = {key: over for key, over in known.items() if key not in broken}
    persons = {
        key: Person(key, found[0].name or "", tuple(found), _remark(key, found, known, broken))
        for key, found in present.items()
    }
    reports: dict[str, list[str]] = {}
    for key, over in drawn.items():
        reports.setdefault(over, []).append(key)
    roots = tuple(key for key in persons if key not in drawn)
    return Organisation(persons, reports, roots, tuple(found[0].name or "" for found in gone))


def _has_left(row: Member, project: Project) -> bool:
    return row.left_on is not None and row.left_on < project.as_of


def _by_person(rows: Iterable[Member]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for row in rows:
        found.setdefault(person_key(row.name or ""), []).append(row)
    return found


def _to_break(above: Mapping[str, str], present: Mapping[str, object]) -> frozenset[str]:
    """Of each circle the person who stands first in 体制表: drawn as its head."""
    order = {key: number for number, key in enumerate(present)}
    graph = {key: [above[key]] if key in above else [] for key in present}
    return frozenset(min(circle, key=lambda key: order[key]) for circle in circles_of(graph))


def _remark(key: str, rows: Sequence[Member], known: Mapping[str, str], broken: frozenset[str]) -> str | None:
    text = next((row.reports_to for row in rows if row.reports_to), None)
    if key in broken:
        return f"報告先 {text}(循環)"
    if text and key not in known:
        return f"報告先 {text}(図の外)"
    return None
