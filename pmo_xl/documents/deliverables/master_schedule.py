"""マスタスケジュール: the Gantt with its progress line, milestones, critical path, preconditions, coordination."""

from __future__ import annotations

from pmo_xl.charts.gantt import gantt_charts
from pmo_xl.documents.deliverables.milestones import ASSUMED, COLUMNS, forecast_fields, milestone_rows
from pmo_xl.documents.deliverables.progress_fields import progress_fields
from pmo_xl.documents.deliverables.ways_of_working import PHASES, phase_rows, shown_progress
from pmo_xl.documents.word.content import Content, Source, basis_of, figures_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Table, Text, When
from pmo_xl.metrics.schedule.outlook import no_critical_path_reason
from pmo_xl.metrics.schedule.schedule import project_schedule, task_at
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.references import id_key
from pmo_xl.model.task import Task


def build(source: Source) -> Content:
    """All rows of the schedule."""
    project = source.project
    schedule = project_schedule(project)
    reason = no_critical_path_reason(schedule)
    critical = [] if reason else [task_at(id_key(name), project) for name in schedule.critical_path]
    fields = (
        progress_fields(project)
        | forecast_fields(project)
        | {
            "ガント": figures_of(gantt_charts(project)),
            "マイルストーン": milestone_rows(project),
            "クリティカルパス": rows_of(critical),
            "パスの理由": reason or "",
            "前提条件": rows_of(task for task in project.tasks if task.preconditions),
            "調整事項": rows_of(task for task in project.tasks if task.coordination),
            "作業": rows_of(project.tasks, 進捗率=lambda task: shown_progress(task, project)),
            "工程の定義": phase_rows(project),
        }
    )
    basis = [basis_of(PhaseDefinition, project, list(project.phase_definitions))]
    return Content(fields, [basis_of(Task, project, list(project.tasks)), *basis])


_TASKS = "作業ID:17 種別:22 工程:18 作業名:50 システム:31 担当:22 基準終了:20c 予定開始:20c 予定終了:20c 実績終了:20c 進捗率:15r"

DOCUMENT = WordDocument(
    "マスタスケジュール",
    "ガントチャート(イナズマ線つき)、マイルストーン、クリティカルパス、前提条件と調整事項です。",
    build,
    Layout(
        (
            Heading("進み具合"),
            Text("{{ 進捗の文 }}"),
            Figures("ガント"),
            Heading("マイルストーン"),
            ASSUMED,
            Table("マイルストーン", COLUMNS, "マイルストーン", "マイルストーンの記入はありません。"),
            Heading("クリティカルパス"),
            When("パスの理由", (Text("{{ パスの理由 }}"),)),
            Table("クリティカルパス", "作業ID:20 作業名:80 システム:40 担当:30 予定開始:26c 予定終了:26c", "1日遅れると終わりが遅れる作業の並び",
                  "クリティカルパスは計算できません。"),
            Heading("前提条件と調整事項"),
            Table("前提条件", "作業ID:20 作業名:60 予定開始:26c 担当:28 前提条件:110", "作業を始める前提", "前提条件の記入はありません。"),
            Table("調整事項", "作業ID:20 作業名:60 予定開始:26c 担当:28 調整事項:110", "ほかと調整すること", "調整事項の記入はありません。"),
            Heading("工程の呼び方"),
            *PHASES,
            Heading("作業の一覧"),
            Table("作業", _TASKS, "作業の一覧", "作業の記入はありません。"),
        ),
        is_landscape=True,
    ),
    sheets=(Task,),
    figures=gantt_charts,
)  # fmt: skip
