"""基準日 of 設定 that was left standing: whatever is counted by it says so in its first line."""

from __future__ import annotations

from typing import Final

from pmo_xl.model.display import day
from pmo_xl.model.project import Project

_MOST_BUSINESS_DAYS: Final = 5


def stale_day(project: Project) -> str | None:
    """The sentence for a 基準日 of 設定 that lies more than 5 business days before today; else None."""
    if project.as_of_source != "workbook":
        return None
    if project.run_day <= project.calendar.add_business_days(project.as_of, _MOST_BUSINESS_DAYS):
        return None
    return f"設定シートの基準日 {day(project.as_of)} で数えています(今日は {day(project.run_day)})。"
