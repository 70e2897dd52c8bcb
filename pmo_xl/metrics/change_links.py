"""What a specification change hangs together with: the QA it came from, what it touches, what it costs.

Source: definitions.md, References; sheets.tsv (影響システム blank = those of 対象要件 and 対象IF).
"""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.spec_change import SpecChange


def changes_of(qa: Question, project: Project) -> tuple[SpecChange, ...]:
    """The changes of a QA's own, each once: those that name it as 起票元, and those its 仕様変更ID names."""
    named = [project.spec_changes.get(change) for change in qa.changes]
    found = (*project.spec_changes.naming("origin", qa.id), *(change for change in named if change))
    return tuple({id(change): change for change in found}.values())


def systems_of(change: SpecChange, project: Project) -> tuple[str, ...]:
    """The systems a change touches, each once: 影響システム, else those of its 対象要件 and 対象IF."""
    return tuple(dict.fromkeys(change.systems or _touched(change, project)))


def _touched(change: SpecChange, project: Project) -> Iterator[str]:
    """The 関連システム of the requirements, and both ends of the interfaces, that a change names."""
    for requirement in filter(None, map(project.requirements.get, change.requirements)):
        yield from requirement.systems
    for interface in filter(None, map(project.interfaces.get, change.interfaces)):
        yield from filter(None, (interface.source, interface.target))


def costs_of(change: SpecChange, project: Project) -> Iterator[Record]:
    """The orders and estimates that name the change as 起票元, whatever sheets of that kind there are."""
    for sheet in project.sheets_with("origin"):
        if SpecChange.sheet.label in sheet.columns["origin"].refers_to:
            yield from project.of(sheet).naming("origin", change.id)
