"""会議体, ツール一覧 and 工程定義 of the sample: how this project meets, reaches people and names its phases."""

from __future__ import annotations

from datetime import datetime

from pmo_xl.model.meeting import Meeting
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project_tool import ProjectTool
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation


def meetings(organisation: Organisation) -> tuple[Meeting, ...]:
    """The meetings that the minutes speak of: one every week, the others when they are needed."""
    return tuple(
        Meeting(
            id=f"MET-{n:03}",
            name=row["name"],
            purpose=row["purpose"],
            frequency=row["frequency"],
            first_at=datetime.fromisoformat(row["first_at"]) if row["first_at"] else None,
            minutes=int(row["minutes"]),
            organizer=organisation.posts[row["organizer"]],
            attendees="、".join(organisation.posts[post] for post in row["attendees"].split("、")),
            decision_maker=organisation.posts[row["decider"]],
            location=row["location"],
        )
        for n, row in enumerate(bank("meeting_series"), 1)
    )


def tools(organisation: Organisation) -> tuple[ProjectTool, ...]:
    """The tools by what they are for."""
    return tuple(
        ProjectTool(
            id=f"TOL-{n:03}",
            purpose=row["purpose"],
            name=row["name"],
            administrator=organisation.posts[row["administrator"]],
            users=row["users"],
            access_request=row["access"],
            response_time=row["response"] or None,
        )
        for n, row in enumerate(bank("tools"), 1)
    )


def phase_definitions(organisation: Organisation, links: Links) -> tuple[PhaseDefinition, ...]:
    """The phases by their common words, then every other name that a system uses in マスタスケジュール."""
    common = [_common(row, organisation) for row in bank("phase_definitions")]
    named = dict.fromkeys((t.system, t.local_name, t.phase) for t in links.tasks if t.local_name)
    own = [PhaseDefinition(system=s, local_name=name, phase=phase) for s, name, phase in named]
    return tuple(each.model_copy(update={"id": f"PHD-{n:03}"}) for n, each in enumerate((*common, *own), 1))


def _common(row: Row, organisation: Organisation) -> PhaseDefinition:
    return PhaseDefinition(
        local_name=row["phase"],
        phase=row["phase"],
        entry_criteria=row["entry"],
        exit_criteria=row["exit"],
        outputs=row["outputs"],
        progress_basis=row["basis"],
        accountable=organisation.posts[row["accountable"]],
    )
