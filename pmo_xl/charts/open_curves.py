"""課題の推移, QAの推移: issues and questions raised, closed and open, week by week."""

from __future__ import annotations

from pmo_xl.charts.curve import Words, curve
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.metrics.weekly_counts import issue_counts, question_counts
from pmo_xl.model.project import Project

_ISSUE_WORDS = Words("課題の推移", "課題", "起票", "完了", "未完了")
_QUESTION_WORDS = Words("QAの推移", "QA", "質問", "回答", "未回答")


def issue_curve(project: Project) -> Figure | NoFigure:
    """The curve of 課題管理表 up to D."""
    return curve(issue_counts(project), _ISSUE_WORDS)


def question_curve(project: Project) -> Figure | NoFigure:
    """The curve of QA表 up to D."""
    return curve(question_counts(project), _QUESTION_WORDS)
