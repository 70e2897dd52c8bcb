"""since: the earlier day that changes are told against; refused where it would mean nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.model.display import day
from pmo_xl.operations.fields import fields_of_document

if TYPE_CHECKING:
    from pmo_xl.documents.paper import Paper
    from pmo_xl.model.project import Project

_CHANGES = "{{ 変化の文 }}"


def refuse_later(since: date | None, last: date, what: str) -> None:
    """Refuse a day after the last one that it can lie before. what: the word for that last day."""
    if since and since > last:
        raise BadOption(
            f"比べる日(since){day(since)} は{what}({day(last)})より後です。{what}までの日を指定してください。"
        )


def refuse_ahead(since: date | None, project: Project) -> None:
    """Refuse a day after D or today, whichever comes first: nothing is recorded of it."""
    is_past = project.as_of < project.run_day
    refuse_later(since, min(project.as_of, project.run_day), "基準日" if is_past else "今日")


def refuse_unused(since: date | None, document: Paper, form: Path | None) -> None:
    """Refuse a day for a paper that tells no changes: its reader would believe it counts from that day."""
    if since and not tells_changes(document, form):
        raise BadOption(
            f"{document.name} は前の記録からの変化を載せない文書です。--since を外してください"
            "(変化を載せるのは 週次報告書・要件新旧対照・リスク一覧書 です)。"
        )


def tells_changes(document: Paper, form: Path | None = None) -> bool:
    """Whether the paper tells what changed: its own template does, or a form of one's own can."""
    return document.tells_changes or bool(form and _has_field(document, _CHANGES))


def _has_field(document: Paper, tag: str) -> bool:
    return any(field.tag == tag for field in fields_of_document(document.name))
