"""Links that are missing: open work that leads to no milestone, and the milestone it may belong to.

Only proposed, never assumed (definitions.md, Schedule forecast). The milestone is one not reached of the same
工程 and システム (definitions.md, the X milestone): without one of that システム one with none, of several the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.schedule.network import Network
from pmo_xl.metrics.schedule.schedule import key_of, project_network, task_at
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, name_key
from pmo_xl.model.task import Task

_NONE = "同じ工程とシステムに、まだ達成していないマイルストーンがありません"
_NO_ID = "作業IDがないか、上の行と同じIDなので、先行作業に書けません"
_CIRCLE = "そのマイルストーンを先に待っている作業で、つなぐと循環します"
_TOO_LATE = "作業の予定終了がマイルストーンの予定日より後です。つなぐ前に予定を確かめてください"
_UNREAD = "マイルストーンの先行作業が読めません"


@dataclass(frozen=True, slots=True)
class MissingLink:
    """Work that leads nowhere. milestone: where it may lead (None: unknown). doubt: why a person must look first."""

    task: Task
    milestone: Task | None = None
    doubt: str | None = None


def missing_links(project: Project) -> tuple[MissingLink, ...]:
    """A link for each open task that leads to no milestone, in the order of the sheet.

    One before another needs none of its own when that other gets one.
    """
    network = project_network(project)
    ways = {key: [edge.successor for edge in edges] for key, edges in network.outgoing.items()}
    found: dict[str, MissingLink] = {}
    for key in reversed(network.order):
        if _is_open_work(key, network) and not _leads_to_milestone(key, ways, network):
            link = _link(key, ways, project)
            found[key] = link
            if link.milestone is not None and link.doubt is None:
                ways.setdefault(key, []).append(key_of(link.milestone, project))
    return tuple(found[key] for key in network.leaves if key in found)


def _is_open_work(key: str, network: Network) -> bool:
    leaf = network.leaves.get(key)
    return leaf is not None and not (leaf.is_milestone or leaf.is_phase or leaf.actual_finish)


def _leads_to_milestone(key: str, ways: Mapping[str, list[str]], network: Network) -> bool:
    leaves = (network.leaves.get(each) for each in _beyond(key, ways))
    return any(leaf and leaf.is_milestone and not leaf.actual_finish for leaf in leaves)


def _beyond(key: str, ways: Mapping[str, list[str]]) -> set[str]:
    """Everything to which links lead from here."""
    reached, waiting = set[str](), [key]
    while waiting:
        new = set(ways.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached


def _link(key: str, ways: Mapping[str, list[str]], project: Project) -> MissingLink:
    task = task_at(key, project)
    milestone = _milestone_of(task, project)
    if milestone is None:
        return MissingLink(task, None, _NONE)
    if task.id is None or id_key(task.id) != key:
        return MissingLink(task, milestone, _NO_ID)
    if key in _beyond(key_of(milestone, project), ways):
        return MissingLink(task, milestone, _CIRCLE)
    return MissingLink(task, milestone, _date_doubt(task, milestone))


def _date_doubt(task: Task, milestone: Task) -> str | None:
    if "predecessors" in milestone.unread:
        return _UNREAD
    day, end = milestone.planned_finish, task.planned_finish
    return _TOO_LATE if day is not None and end is not None and end > day else None


def _milestone_of(task: Task, project: Project) -> Task | None:
    if not task.phase:
        return None
    phase = [
        each
        for each in project.tasks
        if each.kind == MILESTONE and each.actual_finish is None and _same(each.phase, task.phase)
    ]
    system = _system(task, project)
    own = [each for each in phase if _system(each, project) == system]
    return _latest(own or [each for each in phase if not each.system])


def _latest(milestones: Iterable[Task]) -> Task | None:
    return max(milestones, key=lambda each: each.planned_finish or date.min, default=None)


def _same(one: str | None, other: str | None) -> bool:
    return name_key(one or "") == name_key(other or "")


def _system(task: Task, project: Project) -> str:
    known = project.system(task.system)
    return name_key((known.name if known else None) or task.system or "")
