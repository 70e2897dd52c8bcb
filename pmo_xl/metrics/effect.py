"""What the checks came to over time: each finding from the record that first held it to the one that no longer does.

Source: definitions.md, PMO効果報告. A finding is known by its ID. It counts as mended only where its row is still there, its
rule was still asked and nobody waived it; a finding that comes back is counted anew. All days are days of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median

from pmo_xl.metrics.measures import measure
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.model.project import Project

WAITING = "QA平均滞留日数"


class Outcome(StrEnum):
    """What became of a finding."""

    MENDED = "直った"
    STANDS = "残っている"
    WAIVED = "免除した"
    ROW_GONE = "行がなくなった"
    NOT_ASKED = "調べられなくなった"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding as a record holds it. severity: error, question, warning or info."""

    id: str
    rule: str
    severity: str
    sheet: str | None
    row_id: str | None
    column: str | None
    message: str


@dataclass(frozen=True)
class RecordedDay:
    """What one record held. late: rows past their day. waiting: QA平均滞留日数, None where it cannot be computed.

    rows: by sheet, the IDs of its rows. not_asked: rules that could not be judged, where that is known.
    """

    on: date
    findings: Mapping[str, Sighting]
    waived: frozenset[str]
    rows: Mapping[str, frozenset[str]]
    late: int
    waiting: Decimal | None
    not_asked: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Course:
    """One finding from its first record to its end. ended: the day of the record without it, None while it stands."""

    sighting: Sighting
    found: date
    ended: date | None
    outcome: Outcome
    is_back: bool = False

    @property
    def days(self) -> int | None:
        """Calendar days from the record that first held it to the one that does not."""
        return None if self.ended is None else (self.ended - self.found).days


@dataclass(frozen=True, slots=True)
class EffectMonth:
    """A month: findings that came and were mended, those that stand at its last record, half of them mended within so many days."""

    month: date
    found: int
    mended: int
    standing: int
    days: Decimal | None
    late: int
    waiting: Decimal | None


def day_of(
    project: Project,
    findings: Iterable[Sighting],
    waived: Iterable[str],
    not_asked: Iterable[str] = (),
) -> RecordedDay:
    """A record of a project as it stood."""
    rows = {
        sheet.sheet.label: frozenset(row.row_id for row in records if row.row_id)
        for sheet, records in project.records.items()
    }
    return RecordedDay(
        project.as_of,
        {each.id: each for each in findings},
        frozenset(waived),
        rows,
        sum(item.is_late for item in overdue_report(project).items),
        measure(WAITING, project).value,
        frozenset(not_asked),
    )


def courses(days: Sequence[RecordedDay]) -> tuple[Course, ...]:
    """Every finding of these records, the oldest first."""
    standing: dict[str, tuple[Sighting, date, bool]] = {}
    seen: set[str] = set()
    ended: list[Course] = []
    for day in sorted(days, key=lambda each: each.on):
        for name in [name for name in standing if name not in day.findings]:
            sighting, found, is_back = standing.pop(name)
            ended.append(Course(sighting, found, day.on, _outcome(sighting, day), is_back))
        for name, sighting in day.findings.items():
            if name not in standing:
                standing[name] = (sighting, day.on, name in seen)
        seen |= day.findings.keys()
    still = [
        Course(sighting, found, None, Outcome.STANDS, is_back)
        for sighting, found, is_back in standing.values()
    ]
    return tuple(sorted([*ended, *still], key=lambda each: (each.found, each.sighting.id)))


def _outcome(sighting: Sighting, day: RecordedDay) -> Outcome:
    if sighting.id in day.waived:
        return Outcome.WAIVED
    if sighting.rule in day.not_asked or (sighting.sheet is not None and sighting.sheet not in day.rows):
        return Outcome.NOT_ASKED
    if sighting.sheet and sighting.row_id and sighting.row_id not in day.rows[sighting.sheet]:
        return Outcome.ROW_GONE
    return Outcome.MENDED


def mended(found: Iterable[Course]) -> list[Course]:
    """Those that were mended."""
    return [each for each in found if each.outcome is Outcome.MENDED]


def days_to_mend(found: Iterable[Course]) -> Decimal | None:
    """The median of the days that the mended ones took; None where none was."""
    days = [each.days for each in mended(found) if each.days is not None]
    return Decimal(str(median(days))).normalize() if days else None


def by_month(days: Sequence[RecordedDay], found: Sequence[Course]) -> Iterator[EffectMonth]:
    """Each month that has a record, in order; its last record says how it stood."""
    last = {day.on.replace(day=1): day for day in sorted(days, key=lambda each: each.on)}
    for month, day in last.items():
        ended = [each for each in mended(found) if each.ended and each.ended.replace(day=1) == month]
        yield EffectMonth(
            month,
            sum(each.found.replace(day=1) == month for each in found),
            len(ended),
            len(day.findings),
            days_to_mend(ended),
            day.late,
            day.waiting,
        )
