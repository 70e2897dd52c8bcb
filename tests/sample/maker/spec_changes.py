"""仕様変更管理表 of the sample: every change from 起票 to 周知, most of them announced, some on their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.spec_change import SpecChange
from tests.sample.maker.bank import Row, bank, named_in, picked, repeated, told
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.questions import TEST_FROM
from tests.sample.maker.story import Story

APPROVED = ("承認済", "反映済", "周知済")
MAN_YEN = 10_000


@dataclass(frozen=True)
class Sources:
    """What changes come from and what they touch, by title."""

    requirements: Mapping[str, str]
    questions: Mapping[str, Question]
    issues: Mapping[str, Issue]

    def of(self, row: Row) -> Question | Issue | None:
        """The question or issue that the row of the bank names as its origin."""
        kind, _, title = row["origin"].partition(":")
        if kind == "QA":
            return self.questions.get(title)
        return self.issues.get(title) if kind == "課題" else None


@dataclass(frozen=True)
class _Way:
    """The days of a change; those it has not reached are None."""

    raised_on: date
    due_on: date | None = None
    approved_on: date | None = None
    reflected_on: date | None = None
    announced_on: date | None = None


def spec_changes(story: Story, organisation: Organisation, sources: Sources) -> tuple[SpecChange, ...]:
    """The changes in the order they were raised; 反映先文書 and 反映版 are told by deliverables.py."""
    rng = story.rng("changes")
    ways = [(row, _way(story, rng, row, sources)) for row in _chosen(story, sources)]
    ways.sort(key=lambda each: each[1].raised_on)
    return tuple(
        _change(n, told(row, rng), way, organisation, sources) for n, (row, way) in enumerate(ways, 1)
    )


def _chosen(story: Story, sources: Sources) -> list[Row]:
    """Rows whose origin and requirement are in this story; those that answer a question must be there."""
    rows = [
        row
        for row in named_in(bank("spec_changes"), "requirement", sources.requirements)
        if _is_told(row, sources)
    ]
    needed = picked(
        rows, story.count(40), lambda row: row["kind"] == "削除" or row["origin"].startswith("QA:")
    )
    free = [row for row in rows if row["state"] == "周知済" and row["cost"] == "0" and row["kind"] != "削除"]
    return needed + [row | {"origin": ""} for row in map(dict, repeated(free, story.count(40) - len(rows)))]


def _is_told(row: Row, sources: Sources) -> bool:
    return not row["origin"].startswith(("QA:", "課題:")) or sources.of(row) is not None


def _way(story: Story, rng: Random, row: Row, sources: Sources) -> _Way:
    """How far a change has come: closed ones from their origin on, open ones back from the as-of date."""
    today = story.open_day(story.as_of)
    back = {
        "起票": lambda: _Way(story.day(today, -rng.randint(1, 2)), story.day(today, rng.randint(6, 8))),
        "影響調査中": lambda: _Way(story.day(today, -rng.randint(3, 6)), story.day(today, rng.randint(3, 5))),
        "承認待ち": lambda: _Way(story.day(today, -rng.randint(5, 9)), story.day(today, rng.randint(2, 4))),
        "承認済": lambda: _approved(story, story.day(today, -rng.randint(1, 3))),
        "反映済": lambda: _reflected(story, story.day(today, -rng.randint(0, 2))),
        "保留": lambda: _Way(story.day(today, -rng.randint(25, 35))),
    }
    if row["state"] in back:
        return back[row["state"]]()
    return _whole_way(story, rng, _raised_on(story, rng, row, sources), row["state"])


def _approved(story: Story, approved_on: date) -> _Way:
    return _Way(story.day(approved_on, -6), story.day(approved_on, 2), approved_on)


def _reflected(story: Story, reflected_on: date) -> _Way:
    approved_on = story.day(reflected_on, -4)
    return _Way(story.day(approved_on, -5), story.day(approved_on, 1), approved_on, reflected_on)


def _whole_way(story: Story, rng: Random, raised_on: date, state: str) -> _Way:
    """From 起票 to 周知, or to 却下; never later than the as-of date."""
    due_on, approved_on = story.day(raised_on, 8), story.day(raised_on, rng.randint(4, 8))
    reflected_on = story.day(approved_on, rng.randint(3, 7))
    announced_on = story.day(reflected_on, rng.randint(0, 3))
    if state == "却下":
        return _Way(raised_on, due_on)
    return _Way(raised_on, due_on, approved_on, reflected_on, announced_on)


def _raised_on(story: Story, rng: Random, row: Row, sources: Sources) -> date:
    """Some days after the answer or the issue; in time for a whole way until the as-of date."""
    origin, latest = sources.of(row), story.day(story.as_of, -20)
    if isinstance(origin, Question) and origin.answered_on:
        return min(story.day(origin.answered_on, rng.randint(1, 3)), latest)
    if isinstance(origin, Issue) and origin.raised_on:
        return min(story.day(origin.raised_on, rng.randint(2, 6)), latest)
    return story.within(rng, date(2026, 2, 9), min(TEST_FROM, latest))


def _change(n: int, row: Row, way: _Way, organisation: Organisation, sources: Sources) -> SpecChange:
    system, origin = row["system"], sources.of(row)
    is_approved = row["state"] in APPROVED
    named = (origin.id,) if origin and origin.id else (row["origin"],) if row["origin"] else ()
    return SpecChange(
        id=f"CHG-{n:03}",
        raised_on=way.raised_on,
        raised_by=organisation.at("主", system),
        origin=named,
        requirements=(sources.requirements[row["requirement"]],),
        systems=(organisation.system_names[system],),
        title=row["title"],
        kind=row["kind"],
        before=row["before"],
        after=row["after"],
        reason=row["reason"],
        cost_impact=int(row["cost"]) * MAN_YEN if row["cost"] else None,
        schedule_impact=int(row["days"]) if row["days"] else None,
        test_impact=True if row["days"] not in ("", "0") else None,
        due_on=way.due_on,
        status=row["state"],
        approved_by=organisation.at("責任者") if is_approved else None,
        approved_on=way.approved_on,
        reflected_on=way.reflected_on,
        announced_to=_audience(system, organisation) if way.announced_on else None,
        announced_on=way.announced_on,
        remarks=_REMARKS.get(row["state"]),
    )


_REMARKS = {
    "却下": "費用に見合う効果がないため見送り。次期の要望一覧に残す。",
    "保留": "次回の運営会議で改めて判断する。",
    "承認待ち": "影響調査は完了。運営会議で付議する。",
}


def _audience(system: str, organisation: Organisation) -> str:
    vendor = next((row["vendor"] for row in bank("systems") if row["short"] == system), "")
    return "、".join(["全システム主担当", *([organisation.vendor(vendor)] if vendor else []), "PMO"])
