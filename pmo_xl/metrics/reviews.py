"""レビュー記録: who has agreed to what, and whether that is still what it was (確認時指紋).

Source: definitions.md, Cells. Of a 機能 of シーケンス the fingerprint goes over its rows in order of 順序 (then as they stand),
joined by U+001E; of a requirement it is that of 合意時指紋; of a document over 文書名 and 最新版; of an IF over IF名 接続元 接続先
方式 頻度 IF仕様版. Several 対象: their sorted hashes joined by U+001F, hashed again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmo_xl.metrics.fingerprint import fingerprint, hash_of, hash_of_text, plain
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key, people, person_key
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.system import System

SEQUENCE = "シーケンス"
_OF_MESSAGE = (
    "order",
    "source",
    "target",
    "kind",
    "data",
    "interface",
    "stored_data",
    "target_function",
    "condition",
)
_OF_REQUIREMENT = ("kind", "statement", "systems", "acceptance_criteria")
_OF_DOCUMENT = ("title", "version")
_OF_INTERFACE = ("title", "source", "target", "method", "frequency", "specification_version")


def is_agreed(review: ReviewRecord) -> bool:
    """Whether the answer was 合意 or 条件付合意."""
    return review.result in ("合意", "条件付合意")


def messages_by_function(project: Project) -> Mapping[str, Sequence[Message]]:
    """The rows of シーケンス by 機能, as names compare, in the order of the sheet."""

    def made() -> Mapping[str, Sequence[Message]]:
        """The rows with a 機能."""
        found: dict[str, list[Message]] = {}
        for message in project.messages:
            if message.function:
                found.setdefault(name_key(message.function), []).append(message)
        return found

    return project.cached("シーケンス by 機能", made)


def sequence_fingerprint(function: str, project: Project) -> str | None:
    """The hash of a function's rows; None without such rows, or where a cell of them is not known."""
    key = name_key(function)
    return project.cached(("fingerprint of a sequence", key), lambda: _sequence_fingerprint(key, project))


def _sequence_fingerprint(key: str, project: Project) -> str | None:
    rows = messages_by_function(project).get(key, ())
    if not rows or not all(row.is_known(*_OF_MESSAGE) for row in rows):
        return None
    ordered = sorted(rows, key=lambda row: (row.order is None, row.order or 0))
    return hash_of_text("\x1e".join("\x1f".join(_fields(row)) for row in ordered))


def _fields(message: Message) -> list[str]:
    values = (getattr(message, name) for name in _OF_MESSAGE)
    return [plain("" if value is None else str(value)) for value in values]


def review_fingerprint(review: ReviewRecord, project: Project) -> str | None:
    """The hash of what a row of レビュー記録 was about, as it stands now; None where there is none."""
    if review.kind == SEQUENCE:
        functions = functions_of(review, project)
        found = [sequence_fingerprint(each, project) for each in functions]
    else:
        found = [_of_row(each, project) for each in review.subjects]
    known = [text for text in found if text is not None]
    if not known or len(known) < len(found):
        return None
    return known[0] if len(known) == 1 else hash_of_text("\x1f".join(sorted(known)))


def functions_of(review: ReviewRecord, project: Project) -> tuple[str, ...]:
    """The 機能 that a row of 種別 シーケンス names; one whose own name holds a 、 is found whole."""
    whole = "、".join(review.subjects)
    return (whole,) if name_key(whole) in messages_by_function(project) else review.subjects


def _of_row(row_id: str, project: Project) -> str | None:
    if requirement := project.requirements.get(row_id):
        return fingerprint(requirement) if requirement.is_known(*_OF_REQUIREMENT) else None
    if document := project.deliverables.get(row_id):
        known = document.is_known(*_OF_DOCUMENT)
        return hash_of(getattr(document, name) for name in _OF_DOCUMENT) if known else None
    if interface := project.interfaces.get(row_id):
        known = interface.is_known(*_OF_INTERFACE)
        return hash_of(getattr(interface, name) for name in _OF_INTERFACE) if known else None
    return None


def systems_of_function(rows: Sequence[Message], project: Project) -> tuple[System, ...]:
    """The systems 新規 / 改修 that send or receive in a function, in the order of its rows."""
    ends = (project.system(end) for row in rows for end in (row.source, row.target))
    found = {id(system): system for system in ends if system and system.change_kind in ("新規", "改修")}
    return tuple(found.values())


def newest_review(function: str, system: System, project: Project) -> ReviewRecord | None:
    """Who last looked at a 機能 for a system: the latest 確認日, of equals the lower row; None when nobody has."""
    found: ReviewRecord | None = None
    for review in project.review_records.naming("kind", SEQUENCE):
        if review.reviewed_on is None or not _is_about(review, function, system, project):
            continue
        if found is None or found.reviewed_on is None or review.reviewed_on >= found.reviewed_on:
            found = review
    return found


def _is_about(review: ReviewRecord, function: str, system: System, project: Project) -> bool:
    """Whether it is about both. Without システム the reviewer answers for the systems whose 主担当 they are."""
    if name_key(function) not in map(name_key, functions_of(review, project)):
        return False
    if review.system:
        return system_key(review.system, project) == name_key(system.name or "")
    reviewers = map(person_key, people(review.reviewer or ""))
    return bool(system.owner) and person_key(people(system.owner or "")[0]) in reviewers
