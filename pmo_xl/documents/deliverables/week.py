"""The week as fields: what the agenda and the weekly report say of progress, delay, questions and decisions."""

from __future__ import annotations

from datetime import timedelta

from pmo_xl.documents.deliverables.late_rows import due_basis, due_fields
from pmo_xl.documents.deliverables.milestones import forecast_fields, milestone_rows
from pmo_xl.documents.deliverables.progress_fields import progress_fields
from pmo_xl.documents.deliverables.ways_of_working import shown_progress
from pmo_xl.documents.word.content import Basis, Fields, Source, basis_of, rows_of
from pmo_xl.metrics.dashboard import next_milestones
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import UNDECIDED_CHANGES
from pmo_xl.rules.report import Report

_NEXT = 5
_MOST_CHANGES = 60
_NO_RUN = "比べる記録がありません。pmo-xl record で記録を残すと、次から前回との違いが入ります。"


def week_fields(source: Source) -> Fields:
    """Everything the two documents share."""
    project = source.project
    return {
        **due_fields(project),
        **progress_fields(project),
        **forecast_fields(project),
        **_changed(source),
        "信号": _light(source.report, is_short=False),
        "信号の要点": _light(source.report, is_short=True),
        "報告状況": project.settings.text("報告状況") or "(未記入)",
        "着手中": rows_of(_running(project), 進捗率=lambda task: shown_progress(task, project)),
        "未回答の質問": rows_of(q for q in project.questions if q.status == "未回答"),
        "判断が要る変更": rows_of(c for c in project.spec_changes if c.status in UNDECIDED_CHANGES),
        "次のマイルストーン": milestone_rows(project, next_milestones(project, _NEXT)),
        "免除件数": source.report.summary["waived"],
        "点検": [{"重要度": word, "件数": len(found)} for word, found in _findings(source)],
    }


def week_basis(project: Project) -> list[Basis]:
    """The sheets with due dates, the schedule, and what is open."""
    asked = [q for q in project.questions if q.status == "未回答"]
    waiting = [c for c in project.spec_changes if c.status in UNDECIDED_CHANGES]
    return [
        basis_of(Task, project, list(project.tasks)),
        basis_of(Question, project, asked, "回答済・完了・取下げ"),
        basis_of(SpecChange, project, waiting, "判断済"),
        *(
            each
            for each in due_basis(project)
            if each.sheet not in ("マスタスケジュール", "QA表", "仕様変更管理表")
        ),
    ]


def _running(project: Project) -> list[Task]:
    """The work that is begun and not finished, or due to begin within a week."""
    soon = project.as_of + timedelta(days=7)
    return [
        task
        for task in project.tasks
        if task.kind == "作業" and task.actual_finish is None
        and (task.actual_start or "planned_start" in task.unread or (task.planned_start and task.planned_start <= soon))
    ]  # fmt: skip


def _changed(source: Source) -> Fields:
    changes = source.changes
    if changes is None:
        return {"前回": "", "変化の文": _NO_RUN, "変化": [], "変化件数": 0}
    found = changes.differences
    rows = [
        {
            "シート": d.sheet,
            "ID": d.name,
            "種類": d.kind,
            "列": d.column or "",
            "前": d.before or "",
            "後": d.after or "",
        }
        for d in found[:_MOST_CHANGES]
    ]
    more = f"先頭の {_MOST_CHANGES} 件を示します。" if len(found) > _MOST_CHANGES else ""
    said = f"前回の記録({changes.since})から {len(found)} か所が変わりました。{more}"
    return {"前回": changes.since, "変化の文": said, "変化": rows, "変化件数": len(found)}


def _light(report: Report, *, is_short: bool) -> str:
    light = report.light
    if light is None:
        return "－(規則を絞った点検のため出していません)"
    beside = f"。{light.form}" if light.form else ""
    return (light.short if is_short else str(light)) + beside


def _findings(source: Source) -> list[tuple[str, list[object]]]:
    from pmo_xl.rules.rule import Severity

    return [(severity.label, list(source.report.of_severity(severity))) for severity in Severity]
