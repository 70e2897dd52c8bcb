"""Covered texts: the text of a requirement or an interface that a change (or nothing) last stood behind.

Source: definitions.md, History. A run keeps the text last covered by a change, not the last seen: a `record` alone
never makes an unexplained change of the text go away.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from pmo_xl.model.interface import Interface
from pmo_xl.model.past import Past, Step
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement

TEXTS: Mapping[type[Record], tuple[str, ...]] = {
    Requirement: ("statement",),
    Interface: ("title", "source", "target", "method", "frequency", "specification_version"),
}
"""The fields that make the text, by sheet."""
NAMED_BY = {Requirement: "requirements", Interface: "interfaces"}
"""The column of 仕様変更管理表 that names a row of the sheet."""
_DRAFTS = {Requirement: "検討中", Interface: "未着手"}


def text_mark(record: Record) -> str:
    """What the text is recognised by: 16 hex digits of its hash."""
    parts = (str(getattr(record, name) or "") for name in TEXTS[record.__class__])
    plain = "\x1f".join(unicodedata.normalize("NFKC", part).strip() for part in parts)
    return sha256(plain.encode()).hexdigest()[:16]


def unexplained_since(record: Record, project: Project) -> date | None:
    """The day the covered text was last seen, where the text is another now and nothing explains it."""
    known = project.past.covered.get(record.sheet.label, {}).get(record.row_id or "")
    if known is None or _is_explained(record, known, project):
        return None
    return known.seen_on


def covered_texts(past: Past, project: Project, day: date) -> Mapping[str, Mapping[str, Step]]:
    """The covered texts after a run of this day."""
    found: dict[str, dict[str, Step]] = {sheet: dict(rows) for sheet, rows in past.covered.items()}
    for sheet, fields in TEXTS.items():
        rows = found.setdefault(sheet.sheet.label, {})
        for record in project.of(sheet):
            known = rows.get(record.row_id or "")
            if not record.row_id or not record.is_known(*fields):
                continue
            if known is None or _is_explained(record, known, project):
                rows[record.row_id] = Step(day, text_mark(record))
    return found


def _is_explained(record: Record, known: Step, project: Project) -> bool:
    if known.value == text_mark(record) or _was_draft(record, project):
        return True
    changes = project.spec_changes.naming(NAMED_BY[record.__class__], record.row_id)
    days = (
        on
        for change in changes
        for on in (change.raised_on, change.approved_on, change.reflected_on, change.announced_on)
    )
    return any(on is not None and on >= known.seen_on for on in days)


def _was_draft(record: Record, project: Project) -> bool:
    """Whether the row was still a draft in the last run."""
    states = project.past.steps_of(record, "status")
    return bool(states) and states[-1].value == _DRAFTS[record.__class__]
