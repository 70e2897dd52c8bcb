"""The traffic light of a checked project: what the ledgers say, and what the check adds to it.

Source: definitions.md, "Traffic light". What was not judged is never green: it makes the light 灰.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.metrics.traffic_light import Light, project_reasons
from pmo_xl.model.project import Project
from pmo_xl.rules.report import Report

MOST_UNJUDGED = 5  # percent of what was in scope


@dataclass(frozen=True)
class ProjectLight:
    """The light, and the Japanese phrases that explain it (empty for 緑)."""

    light: Light
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """The mark, the word and the reasons: ● 赤(予算を超えています)."""
        why = f"({'、'.join(self.reasons)})" if self.reasons else ""
        return f"{self.light.mark} {self.light.value}{why}"


def project_light(project: Project, report: Report) -> ProjectLight:
    """The light of a project that was checked."""
    known = project_reasons(project)
    if known.red:
        return ProjectLight(Light.RED, known.red)
    grey = _unjudged_reason(report)
    if grey:
        return ProjectLight(Light.GREY, (grey,))
    open_questions = len(report.questions)
    amber = (*known.amber, *([f"要判断が {open_questions} 件残っています"] if open_questions else []))
    return ProjectLight(Light.AMBER if amber else Light.GREEN, amber)


def _unjudged_reason(report: Report) -> str | None:
    unjudged = sum(count.undeterminable for count in report.rules)
    in_scope = unjudged + sum(count.judged for count in report.rules)
    if unjudged * 100 <= MOST_UNJUDGED * in_scope:
        return None
    return f"判定できないものが {unjudged} / {in_scope} 件あります"
