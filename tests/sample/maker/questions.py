"""QA表 of the sample: what the developers asked, what was answered, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from pmo_xl.model.question import Question
from tests.sample.maker.bank import Row, bank, named_in, picked, repeated, told
from tests.sample.maker.organisation import DEPARTURE, Organisation
from tests.sample.maker.story import Story

DESIGN_FROM, DESIGN_UNTIL, TEST_FROM = date(2025, 11, 10), date(2026, 6, 12), date(2026, 9, 1)
_SECTIONS = ("2.1", "2.3", "3.2", "3.4", "4.1", "4.2", "5.1", "5.3", "6.2")


@dataclass(frozen=True)
class Asked:
    """A row of the bank with what becomes of it: 未回答, 回答済, 完了 or 取下げ."""

    row: Row
    status: str
    asked_on: date
    answered_on: date | None
    due_on: date


def questions(
    story: Story, organisation: Organisation, requirement_ids: Mapping[str, str]
) -> tuple[Question, ...]:
    """The questions in the order they were asked. requirement_ids: by title of the requirement."""
    rng = story.rng("questions")
    asked = sorted(_asked(story, rng, _chosen(story, requirement_ids)), key=lambda each: each.asked_on)
    return tuple(_question(n, each, story, organisation, requirement_ids) for n, each in enumerate(asked, 1))


def _chosen(story: Story, requirement_ids: Mapping[str, str]) -> list[Row]:
    rows, count = named_in(bank("questions"), "requirement", requirement_ids), story.count(80)
    plain = [row for row in rows if row["needs"] == "不要"]
    return picked(rows, count) + repeated(plain, count - len(rows))


def _open_changes() -> frozenset[str]:
    """The titles of the questions whose change is still being decided or reflected."""
    unfinished = ("起票", "影響調査中", "承認待ち", "承認済")
    rows = (row for row in bank("spec_changes") if row["state"] in unfinished)
    return frozenset(row["origin"].partition(":")[2] for row in rows)


def _asked(story: Story, rng: Random, rows: list[Row]) -> list[Asked]:
    """Give each question its days and its state: the latest are open, a few were withdrawn."""
    waiting = _open_changes()
    late = [n for n, row in enumerate(rows) if row["period"] == "試験" and row["title"] not in waiting]
    plain = [n for n, row in enumerate(rows) if row["period"] == "設計" and row["needs"] == "不要"]
    unanswered = set(rng.sample(late, min(len(late), max(2, story.count(9)))))
    answered = set(rng.sample(sorted(set(late) - unanswered), min(len(late) - len(unanswered), 6)))
    withdrawn = set(rng.sample(plain, min(len(plain), story.count(3))))
    made = []
    for n, row in enumerate(rows):
        if n in unanswered:
            made.append(_unanswered(story, rng, row))
        elif n in answered or row["title"] in waiting:
            made.append(_answered(story, rng, row, is_waiting=row["title"] in waiting))
        else:
            made.append(_closed(story, rng, row, "取下げ" if n in withdrawn else "完了"))
    return made


def _unanswered(story: Story, rng: Random, row: Row) -> Asked:
    asked_on = story.day(story.open_day(story.as_of), -rng.randint(1, 5))
    return Asked(row, "未回答", asked_on, None, story.day(asked_on, rng.randint(6, 9)))


def _answered(story: Story, rng: Random, row: Row, *, is_waiting: bool) -> Asked:
    """Answered in the last days and not closed yet; earlier where a change has come of it."""
    asked_on = story.day(
        story.open_day(story.as_of), -(rng.randint(16, 20) if is_waiting else rng.randint(6, 9))
    )
    return Asked(row, "回答済", asked_on, story.day(asked_on, rng.randint(2, 5)), story.day(asked_on, 5))


def _closed(story: Story, rng: Random, row: Row, status: str) -> Asked:
    is_design = row["period"] == "設計"
    first, last = (DESIGN_FROM, DESIGN_UNTIL) if is_design else (TEST_FROM, story.day(story.as_of, -10))
    asked_on = story.within(rng, first, last)
    answered_on = None if status == "取下げ" else story.day(asked_on, rng.randint(1, 7))
    return Asked(row, status, asked_on, answered_on, story.day(asked_on, rng.choice((5, 5, 7))))


def _question(
    n: int, asked: Asked, story: Story, organisation: Organisation, requirement_ids: Mapping[str, str]
) -> Question:
    rng = story.rng(f"question {n}")
    row = told(asked.row, rng)
    system, is_answered = row["system"], asked.answered_on is not None
    return Question(
        id=f"QA-{n:03}",
        title=row["title"],
        category=row["category"],
        requirements=(requirement_ids[row["requirement"]],),
        system=organisation.system_names[system],
        location=_location(row, organisation, rng),
        priority="低" if row["period"] == "試験" and rng.random() < 0.3 else rng.choice("高中中"),
        question=row["question"],
        asked_by=_asker(asked, organisation, rng),
        asked_on=asked.asked_on,
        due_on=asked.due_on,
        answered_by=organisation.at("主", system),
        answer=row["answer"] if is_answered else None,
        answered_on=asked.answered_on,
        needs_change=row["needs"] if is_answered else None,
        status=asked.status,
        remarks="質問者が設計書の記載を確認できたため取下げ" if asked.status == "取下げ" else None,
    )


def _asker(asked: Asked, organisation: Organisation, rng: Random) -> str:
    """Mostly the vendor; in the first months also the one who has left since."""
    system = asked.row["system"]
    if system == "ポイント" and asked.status == "完了" and asked.asked_on < DEPARTURE:
        return rng.choice((organisation.at("委", system), organisation.at("前任")))
    return organisation.at("委", system) if rng.random() < 0.75 else organisation.at("副", system)


def _location(row: Row, organisation: Organisation, rng: Random) -> str:
    document = "要件定義書" if row["category"] in ("試験", "運用") else "基本設計書"
    name, section = organisation.system_names[row["system"]], rng.choice(_SECTIONS)
    return f"{document}({name}) {section}節 p.{rng.randint(6, 88)}"
