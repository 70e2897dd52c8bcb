"""要件一覧 of the sample: what the new membership platform must do, who agreed to it and when."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.fingerprint import stored_fingerprint
from pmo_xl.model.requirement import Requirement
from tests.sample.maker.bank import Row, bank, picked, repeated, told
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

QUALITIES = ("可用性", "性能・拡張性", "運用・保守性", "移行性", "セキュリティ", "システム環境・エコロジー")
_LEFT_OUT = {"取下げ": "運営会議の決定により取下げ", "対象外": "第2期で改めて検討する"}


def chosen_requirements(story: Story) -> list[Row]:
    """The rows of the bank that this story's size allows; those withdrawn are always among them."""
    rows, count = bank("requirements"), story.count(120)
    kept = picked(rows, count, lambda row: row["status"] == "取下げ")
    return kept + repeated([row for row in rows if not row["status"]], count - len(rows))


def requirements(story: Story, organisation: Organisation) -> tuple[Requirement, ...]:
    """The requirements as they were first agreed; later changes are told by `agreed_again`."""
    rng, rows = story.rng("requirements"), chosen_requirements(story)
    chapters = list(dict.fromkeys((row["systems"], row["category"]) for row in rows))
    made = []
    for n, row in enumerate(rows, 1):
        chapter = chapters.index((row["systems"], row["category"]))
        agreed_on = story.within(rng, date(2026, 1, 19), date(2026, 1, 29))
        source = f"サービス仕様書 {chapter // 6 + 2}.{chapter % 6 + 1}(p.{8 + chapter * 3 + n % 3})"
        made.append(_requirement(n, told(row, rng), organisation, source, agreed_on))
    return tuple(made)


def agreed_again(requirement: Requirement, agreed_on: date, updated_on: date) -> Requirement:
    """The requirement after a change: agreed anew on this day and told so by its fingerprint."""
    stored = stored_fingerprint(requirement, agreed_on)
    update = {"agreed_on": agreed_on, "updated_on": updated_on, "agreed_fingerprint": stored}
    return requirement.model_copy(update=update)


def _requirement(n: int, row: Row, organisation: Organisation, source: str, agreed_on: date) -> Requirement:
    status = row["status"] or "対象"
    is_agreed = status == "対象"
    requirement = Requirement(
        id=f"REQ-{n:03}",
        kind="非機能" if row["category"] in QUALITIES else "機能",
        category=row["category"],
        title=row["title"],
        statement=row["statement"],
        source=source,
        systems=tuple(organisation.system_names[system] for system in row["systems"].split(";")),
        priority=row["priority"],
        acceptance_criteria=row["criteria"],
        agreement="合意済" if is_agreed else "未合意",
        agreed_by=organisation.at("責任者") if is_agreed else None,
        agreed_on=agreed_on if is_agreed else None,
        status=status,
        updated_on=agreed_on,
        remarks=_LEFT_OUT.get(status),
    )
    return agreed_again(requirement, agreed_on, agreed_on) if is_agreed else requirement
