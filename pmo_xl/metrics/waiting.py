"""How long something has waited, in business days before D."""

from __future__ import annotations

from datetime import date

from pmo_xl.model.project import Project


def is_over(since: date, business_days: int, project: Project) -> bool:
    """Whether D lies later than `since` + BDn: the n-th business day after it has passed.

    Source: definitions.md, Days. On a day off right after that business day it has passed already.
    """
    return project.as_of > project.calendar.add_business_days(since, business_days)
