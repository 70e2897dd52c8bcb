"""未完了の課題 and 恒久対応待ち: two figures that stand side by side and never in one another.

Source: definitions.md, "One figure, one definition".
"""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project


def unfinished_issues(project: Project) -> Sequence[Issue]:
    """The rows of 課題管理表 with a 状態 that is 未着手 or 進行中, each once."""
    return [issue for issue in project.issues if project.is_open(issue)]


def awaits_permanent_fix(issue: Issue) -> bool:
    """Whether the permanent fix is 要 and not done, whatever 状態 says."""
    return issue.needs_permanent_fix == "要" and issue.permanent_closed_on is None


def permanent_fixes(project: Project) -> Sequence[Issue]:
    """The rows of 課題管理表 that wait for their permanent fix (恒久対応待ち)."""
    return [issue for issue in project.issues if awaits_permanent_fix(issue)]
