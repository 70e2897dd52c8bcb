"""The open points of 仕様書確認: which are still to be settled, which are late, and what they wait for."""

from __future__ import annotations

from pmo_xl.metrics.milestones import DEFINITION, milestone_of
from pmo_xl.model.project import Project
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.task import Task


def is_open_point(point: SpecReview, project: Project) -> bool:
    """Whether it is 未決 or 確認中."""
    return project.is_open(point)


def is_late_point(point: SpecReview, project: Project) -> bool:
    """Whether it is open and its 期限 lies before D."""
    return is_open_point(point, project) and point.due_on is not None and point.due_on < project.as_of


def definition_milestone(point: SpecReview, project: Project) -> Task | None:
    """The 要件定義 milestone that the point must be settled for."""
    return milestone_of(DEFINITION, point.system, project)
