"""課題管理表 of the sample: issues, defects, release issues and ToDos of thirteen months."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random

from pmo_xl.model.issue import Issue
from tests.sample.maker.bank import Row, bank, picked, repeated, told
from tests.sample.maker.organisation import DEPARTURE, Organisation
from tests.sample.maker.story import SERVICE_STARTS_ON, Story

_PERIODS = {
    "要件": (date(2025, 10, 20), date(2026, 1, 23)),
    "設計": (date(2026, 2, 9), date(2026, 6, 19)),
    "開発": (date(2026, 7, 6), date(2026, 10, 9)),
    "試験": (date(2026, 10, 19), date(2027, 2, 5)),
    "移行": (date(2026, 11, 9), date(2027, 2, 12)),
}
_MOST_OPEN = 56
_NOTES = (
    "関係者と打合せを行い、対応案を2つに絞った。",
    "対応案の費用と日程を主担当へ説明し、合意を得た。",
    "関係部門へ確認を依頼した。回答を待つ。",
    "会議で状況を共有。期限に変更はない。",
    "案を作成し、主担当の確認を受けた。",
)
_DEFECT_NOTES = (
    "検証環境で再現を確認した。",
    "ベンダから調査結果を受領。内容を確認する。",
    "修正版を検証環境へ反映し、再試験を始めた。",
    "同じ処理の横並びの点検を始めた。",
    "会議で状況を共有。期限に変更はない。",
)


@dataclass(frozen=True)
class Raised:
    """A row of the bank with the day it was raised."""

    row: Row
    raised_on: date


def issues(story: Story, organisation: Organisation) -> tuple[Issue, ...]:
    """The issues in the order they were raised; the latest are open."""
    rng = story.rng("issues")
    raised = sorted(_raised(story, rng), key=lambda each: each.raised_on)
    states = _states(story, rng, raised)
    load: Counter[str] = Counter()
    return tuple(
        _issue(n, each, state, story, organisation, load)
        for n, (each, state) in enumerate(zip(raised, states, strict=True), 1)
    )


def _raised(story: Story, rng: Random) -> list[Raised]:
    rows, count = bank("issues"), story.count(100)
    origins = {row["origin"].partition(":")[2] for row in bank("spec_changes")}
    chosen = picked(rows, count, lambda row: row["kind"] == "リリース課題") + repeated(
        rows, count - len(rows)
    )
    return [Raised(row, _raised_on(story, rng, row, is_origin=row["title"] in origins)) for row in chosen]


def _raised_on(story: Story, rng: Random, row: Row, *, is_origin: bool) -> date:
    """Within the period of the row and before the as-of date; in its first days when a change came of it."""
    first, last = _PERIODS[row["period"]]
    first = min(first, story.day(story.as_of, -12))
    return story.within(
        rng, first, story.day(first, 4) if is_origin else min(last, story.day(story.as_of, -1))
    )


def _states(story: Story, rng: Random, raised: list[Raised]) -> list[str]:
    """The last ones are open (so few that nobody is overloaded), some of the first were withdrawn."""
    is_open = min(story.count(28), _MOST_OPEN)
    closed = len(raised) - is_open
    withdrawn = set(rng.sample(range(closed), min(story.count(3), closed)))
    late = ["対応中"] * is_open
    for n in range(is_open):
        late[n] = "確認待ち" if n < is_open // 4 else "未着手" if n >= is_open * 4 // 5 else "対応中"
    return ["取下げ" if n in withdrawn else "完了" for n in range(closed)] + late


def _issue(
    n: int, raised: Raised, status: str, story: Story, organisation: Organisation, load: Counter[str]
) -> Issue:
    rng = story.rng(f"issue {n}")
    row, raised_on, today = told(raised.row, rng), raised.raised_on, story.open_day(story.as_of)
    is_open, system = status not in ("完了", "取下げ"), row["system"]
    owner = _owner(raised, organisation, load, rng, is_open=is_open)
    load[owner] += is_open
    due_on = story.day(raised_on, rng.randint(8, 25))
    closed_on = story.happened(story.day(raised_on, rng.randint(4, 16))) or today
    updated_on = max(raised_on, story.day(today, -rng.randint(0, 7))) if is_open else closed_on
    return Issue(
        id=f"ISS-{n:03}",
        kind=row["kind"],
        title=row["title"],
        description=row["description"],
        systems=(organisation.system_names[system],),
        priority=row["priority"],
        raised_on=raised_on,
        raised_by=rng.choice(
            (organisation.at("PMO"), organisation.at("PMO補佐"), organisation.at("主", system))
        ),
        owner=owner,
        due_on=max(due_on, _coming(story, rng)) if is_open else due_on,
        status=status,
        plan=row["plan"],
        cause=row["cause"] or None,
        workaround=row["workaround"] or None,
        progress_notes=_notes(story, rng, row, raised_on, updated_on),
        resolution={"完了": row["resolution"], "取下げ": "別の課題にまとめて管理する。"}.get(status),
        closed_on=closed_on if status == "完了" else None,
        escalated_on=_escalated_on(rng, row, raised_on, updated_on, is_open=is_open),
        updated_on=updated_on,
        **(_permanent(row, story, organisation, rng) if row["kind"] == "リリース課題" else {}),
    )


def _coming(story: Story, rng: Random) -> date:
    """A due day from today on: many within the next week, the rest within a month."""
    days = rng.randint(1, 5) if rng.random() < 0.4 else rng.randint(6, 20)
    return story.day(story.as_of, days)


def _owner(
    raised: Raised, organisation: Organisation, load: Counter[str], rng: Random, *, is_open: bool
) -> str:
    """Somebody of the system's team; of open issues, whoever has the fewest."""
    system = raised.row["system"]
    team = organisation.team(system)
    if is_open:
        return min((*team, organisation.at("PMO"), organisation.at("PMO補佐")), key=lambda name: load[name])
    if system == "ポイント" and raised.raised_on < date(2026, 5, 1) < DEPARTURE:
        return rng.choice((*team, organisation.at("前任")))
    return rng.choice(team)


def _notes(story: Story, rng: Random, row: Row, raised_on: date, updated_on: date) -> str:
    """One to three dated lines, the newest first."""
    days = sorted({story.within(rng, raised_on, updated_on) for _ in range(2)} | {updated_on}, reverse=True)
    lines = rng.sample(_DEFECT_NOTES if row["kind"] == "障害" else _NOTES, len(days))
    return "\n".join(f"{day.month}/{day.day} {line}" for day, line in zip(days, lines, strict=True))


def _escalated_on(rng: Random, row: Row, raised_on: date, updated_on: date, *, is_open: bool) -> date | None:
    is_urgent = is_open and row["priority"] == "高" and rng.random() < 0.4
    return max(raised_on, updated_on) if is_urgent else None


def _permanent(row: Row, story: Story, organisation: Organisation, rng: Random) -> dict[str, object]:
    """The permanent fix of a release issue, due some weeks after the release and not yet, or that none is needed."""
    if not row["permanent"]:
        return {"needs_permanent_fix": "不要"}
    due_on = story.day(SERVICE_STARTS_ON, rng.randint(40, 80))
    return {
        "needs_permanent_fix": "要",
        "permanent_fix": row["permanent"],
        "permanent_owner": organisation.at("主", row["system"]),
        "permanent_due_on": max(due_on, story.day(story.as_of, 5)),
    }
