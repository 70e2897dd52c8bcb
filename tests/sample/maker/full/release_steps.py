"""リリース計画 of the sample: the night of the release, with its points of decision and its way back."""

from __future__ import annotations

from datetime import date, datetime

from pmo_xl.model.member import Member
from pmo_xl.model.release_step import ReleaseStep
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

MET_ON = date(2027, 2, 17)


def release_steps(story: Story, organisation: Organisation) -> tuple[ReleaseStep, ...]:
    """The steps in the order of the bank."""
    rows = bank("release_steps")
    ids = {row["key"]: f"REL-{n:03}" for n, row in enumerate(rows, 1)}
    members = {member.name: member for member in organisation.members}
    return tuple(_step(row, ids, story, organisation, members) for row in rows)


def _step(
    row: Row, ids: dict[str, str], story: Story, organisation: Organisation, members: dict[str | None, Member]
) -> ReleaseStep:
    post = row["owner"]
    owner = organisation.posts.get(post) or organisation.at(post)
    is_work = row["kind"] == "作業"
    return ReleaseStep(
        id=ids[row["key"]],
        kind=row["kind"],
        system=organisation.system_names.get(row["system"]),
        title=row["title"],
        predecessors=tuple(ids[key] for key in row["after"].split("、") if key),
        starts_at=datetime.fromisoformat(row["start"]),
        minutes=int(row["minutes"]),
        owner=owner,
        contact=members[owner].phone,
        criteria=row["criteria"] or None,
        rollback=row["rollback"] or None,
        rollback_minutes=int(row["back"]) if row["back"] and is_work else None,
        is_irreversible=True if row["irreversible"] else None,
        is_met=True if row["met"] and story.as_of >= MET_ON else None,
    )
