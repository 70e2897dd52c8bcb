"""Followed values: how the values of few fields went from run to run, and the past carried on by one run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise

from pmo_xl.metrics.covered_text import covered_texts
from pmo_xl.metrics.month_end.reported_months import reported_months
from pmo_xl.model.column import Kind
from pmo_xl.model.past import FOLLOWED, Past, Step, Steps
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record


def carried_on(past: Past, project: Project) -> Past:
    """The past with this project's run added, on its run day; a second run of one day replaces the first."""
    day = max((project.run_day, *past.days))
    steps = dict(past.steps)
    for sheet, fields in FOLLOWED.items():
        for name in fields:
            key = (sheet.sheet.label, name)
            steps[key] = _with_rows(steps.get(key, {}), project, sheet, name, day)
    days = past.days if past.days and past.days[-1] == day else (*past.days, day)
    months = reported_months(past.months, project)
    return Past(days, steps, months, covered_texts(past, project, day))


def followed_value(record: Record, name: str) -> str:
    """A field's value as it is followed: a date or figure as text, a long text by its hash, "" for none."""
    value = getattr(record, name)
    if value is None:
        return ""
    if record.columns[name].kind is Kind.LONGTEXT:
        plain = unicodedata.normalize("NFKC", str(value)).strip()
        return sha256(plain.encode()).hexdigest()[:16]
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def walk(record: Record, name: str, project: Project) -> Steps:
    """The values a field had over the runs, and the one it has now where that is another."""
    steps = project.past.steps_of(record, name)
    now = followed_value(record, name)
    return steps if not steps or steps[-1].value == now else (*steps, Step(project.run_day, now))


def moves(record: Record, name: str, project: Project) -> Iterator[tuple[Step, Step]]:
    """Each change of a field's value: what it was and what it became, the oldest first."""
    yield from pairwise(walk(record, name, project))


def last_seen(project: Project, changed: Step) -> date:
    """The last day on which a run still saw the value before this change."""
    return project.past.last_day_before(changed.seen_on) or changed.seen_on


def _with_rows(
    known: Mapping[str, Steps], project: Project, sheet: type[Record], name: str, day: date
) -> Mapping[str, Steps]:
    found = dict(known)
    for record in project.of(sheet):
        if record.row_id and record.is_known(name):
            found[record.row_id] = _with(
                known.get(record.row_id, ()), Step(day, followed_value(record, name))
            )
    return found


def _with(steps: Steps, new: Step) -> Steps:
    earlier = tuple(step for step in steps if step.seen_on < new.seen_on)
    return earlier if earlier and earlier[-1].value == new.value else (*earlier, new)
