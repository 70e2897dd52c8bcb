"""QAの推移: questions asked, answered and unanswered, week by week."""

from __future__ import annotations

from pmo_xl.charts.curve import Words, curve
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.metrics.weekly_counts import question_counts
from pmo_xl.model.project import Project

_WORDS = Words("QAの推移", "QA", "質問", "回答", "未回答")


def question_curve(project: Project) -> Figure | NoFigure:
    """The curve of QA表 up to D."""
    return curve(question_counts(project), _WORDS)
