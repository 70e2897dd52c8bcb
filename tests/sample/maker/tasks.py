"""マスタスケジュール of the sample: phases, tasks and milestones from kick-off to close, and how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.model.task import Task
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

_STEP = Decimal("0.05")


def tasks(story: Story, organisation: Organisation) -> tuple[Task, ...]:
    """The rows of the schedule; beyond scale 1, further finished tasks of the development phase."""
    rows = _with_more_development(story, bank("schedule"))
    ids = {row["key"]: f"WBS-{n:03}" for n, row in enumerate(rows, 1)}
    leaves = {row["key"]: _leaf(row, ids, story, organisation) for row in rows if row["kind"] != "工程"}
    return tuple(leaves.get(row["key"]) or _phase(row, rows, leaves, ids, organisation) for row in rows)


def _with_more_development(story: Story, rows: Sequence[Row]) -> list[Row]:
    """The rows, with batches of development work after those of the same phase when the scale asks for more."""
    made = [_batch(n, rows) for n in range(story.count(80) - 80)]
    place = next(n for n, row in enumerate(rows) if row["key"] == "E06")
    last = {**rows[place], "after": "、".join([rows[place]["after"], *(row["key"] for row in made)])}
    return [*rows[:place], *made, last, *rows[place + 1 :]]


def _batch(n: int, rows: Sequence[Row]) -> Row:
    base = next(row for row in rows if row["key"] == f"E0{n % 5 + 1}")
    return {**base, "key": f"E1{n:04}", "title": f"{base['title']}(追加分{n // 5 + 1})", "effort": "40"}


def _leaf(row: Row, ids: dict[str, str], story: Story, organisation: Organisation) -> Task:
    rng = story.rng(f"task {row['key']}")
    start, finish = date.fromisoformat(row["start"]), date.fromisoformat(row["finish"])
    is_task = row["kind"] == "作業"
    done_on = _done_on(story, start, finish, rng.randint(0, 2) if is_task else 0)
    begun_on = story.happened(start)
    finished_on = story.happened(done_on)
    progress = _progress(story, start, finish, is_finished=finished_on is not None) if begun_on else None
    effort = Decimal(row["effort"]) if row["effort"] else None
    spent = Decimal(rng.randint(96, 104)) / 100
    return Task(
        id=ids[row["key"]],
        parent=ids[row["parent"]],
        kind=row["kind"],
        phase=row["phase"],
        local_name=row["local_name"] or None,
        title=row["title"],
        system=organisation.system_names.get(row["system"]),
        owner=organisation.at(row["owner"], row["system"]),
        predecessors=tuple(_link(link, ids) for link in row["after"].split("、") if link),
        baseline_start=start,
        baseline_finish=finish,
        planned_start=start,
        planned_finish=story.day(finish, int(row["slip"])) if row["slip"] else finish,
        actual_start=begun_on,
        actual_finish=finished_on,
        progress=progress,
        planned_effort=effort,
        actual_effort=(effort * progress * spent).quantize(Decimal("0.1")) if effort and progress else None,
        preconditions=row["preconditions"] or None,
        coordination=row["coordination"] or None,
        remarks="仕様変更の再試験を含めて終了を延ばした。" if row["slip"] and not finished_on else None,
    )


def _done_on(story: Story, start: date, finish: date, earlier: int) -> date:
    """A little before the baseline's end, never after it; work over a weekend ends as planned."""
    if not story.calendar.is_business_day(finish) or start == finish:
        return finish
    return max(start, story.day(finish, -earlier))


def _progress(story: Story, start: date, finish: date, *, is_finished: bool) -> Decimal:
    """As much as the baseline has elapsed, a little rounded down; 90 % at most before the end."""
    if is_finished:
        return Decimal(1)
    elapsed = story.calendar.business_days_in(start, story.as_of - timedelta(1))
    share = Decimal(elapsed) / max(1, story.calendar.business_days_in(start, finish))
    return min(Decimal("0.9"), share // _STEP * _STEP)


def _link(text: str, ids: dict[str, str]) -> str:
    """A predecessor as the sheet writes it: the key's ID, and its kind and lag (C01 SS+5)."""
    key, _, rest = text.partition(" ")
    return f"{ids[key]} {rest}".strip()


def _phase(
    row: Row, rows: Sequence[Row], leaves: dict[str, Task], ids: dict[str, str], organisation: Organisation
) -> Task:
    """A phase spans its tasks and ends when they have ended."""
    below = [leaves[each["key"]] for each in rows if each["parent"] == row["key"]]
    starts = [task.actual_start for task in below if task.actual_start]
    ends = [task.actual_finish for task in below if task.actual_finish]
    is_done = len(ends) == len(below)
    return Task(
        id=ids[row["key"]],
        kind=row["kind"],
        phase=row["phase"],
        title=row["title"],
        owner=organisation.at(row["owner"]),
        baseline_start=date.fromisoformat(row["start"]),
        baseline_finish=date.fromisoformat(row["finish"]),
        planned_start=date.fromisoformat(row["start"]),
        planned_finish=date.fromisoformat(row["finish"]),
        actual_start=min(starts, default=None),
        actual_finish=max(ends) if is_done else None,
        progress=Decimal(1) if is_done else None,
    )
