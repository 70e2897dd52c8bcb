"""REQ007: agreed requirements get the fingerprint of what was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.fingerprint import read_fingerprint, stored_fingerprint
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.operations.repairs.proposal import Proposal
from pmo_xl.workbook.records.record_cells import RecordCells

_READ = (
    "kind",
    "statement",
    "systems",
    "acceptance_criteria",
    "agreement",
    "agreed_on",
    "agreed_fingerprint",
)


def missing_fingerprints(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every requirement 合意済 without a fingerprint, or agreed anew after the day inside it; no other."""
    for requirement in project.requirements:
        agreed_on = requirement.agreed_on
        if agreed_on and _is_due(requirement, agreed_on):
            value = stored_fingerprint(requirement, agreed_on)
            yield Proposal("REQ007", requirement, "agreed_fingerprint", value, "合意した内容の指紋を付ける")


def _is_due(requirement: Requirement, agreed_on: date) -> bool:
    if requirement.agreement != "合意済" or not requirement.is_known(*_READ):
        return False
    if requirement.agreed_fingerprint is None:
        return True
    inside = read_fingerprint(requirement.agreed_fingerprint)
    return inside is not None and agreed_on > inside[0]
