"""How the project works together, as rows: meetings, tools, and what each system calls its phases."""

from __future__ import annotations

from typing import Final

from pmo_xl.documents.word.content import UNFILLED, Fields, fields_of, or_unfilled, rows_of
from pmo_xl.documents.word.layout import Block, Heading, Table, Text, When
from pmo_xl.metrics.meetings import WEEKDAYS
from pmo_xl.metrics.schedule.progress_basis import progress_basis_of
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project import Project
from pmo_xl.model.project_tool import ProjectTool
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

NOT_SET: Final = "(設定に記入がありません)"


def working_fields(project: Project) -> Fields:
    """会議 (where 会議体 has no row, the text of 設定), ツール, 工程の定義 and エスカレーション経路."""
    return {
        "会議体": project.settings.text("会議体") or NOT_SET,
        "会議": [_meeting(each) for each in project.meetings],
        "ツール": [or_unfilled(row, "管理者") for row in rows_of(project.project_tools)],
        "工程の定義": phase_rows(project),
        "エスカレーション経路": project.settings.text("エスカレーション経路") or UNFILLED,
    }


def working_sheets(project: Project) -> list[tuple[type[Record], list[Record]]]:
    """What these fields stand on."""
    return [
        (Meeting, list(project.meetings)),
        (ProjectTool, list(project.project_tools)),
        (PhaseDefinition, list(project.phase_definitions)),
    ]


def _meeting(meeting: Meeting) -> Fields:
    shown = or_unfilled(fields_of(meeting), "目的", "主催", "決定者")
    return shown | {"開催": "\n".join(filter(None, (shown["頻度"], _hours(meeting))))}


def _hours(meeting: Meeting) -> str:
    """The weekday of what comes again, the time, and how long: 火曜 10:00 から 60 分."""
    if meeting.first_at is None:
        return ""
    weekday = f"{WEEKDAYS[meeting.first_at.weekday()]}曜 "
    lasting = f" から {meeting.minutes} 分" if meeting.minutes else ""
    return f"{weekday}{meeting.first_at:%H:%M}{lasting}"


def phase_rows(project: Project) -> list[Fields]:
    """The rows of 工程定義; a blank システム is every system."""
    rows = rows_of(project.phase_definitions)
    return [row | {"システム": row["システム"] or "すべて"} for row in rows]


def shown_progress(task: Task, project: Project) -> str:
    """進捗率 of a task, and how it is measured where 工程定義 says so: 85% (申告)."""
    share, basis = fields_of(task)["進捗率"], progress_basis_of(task, project)
    return f"{share}\n({basis})" if share and basis else str(share)


MEETINGS: Final[tuple[Block, ...]] = (
    Table("会議", "会議名:34 開催:30 目的:60 主催:26 決定者:26 出席者:50", "会議体", "会議体の記入はありません。", of="会議体"),
    When("not 会議", (Text("設定の会議体: {{ 会議体 }}"),)),
)  # fmt: skip
TOOLS: Final[tuple[Block, ...]] = (
    Table("ツール", "用途:28 名称:40 URL:44 管理者:26 利用者:32 申請方法:44 応答の目安:30", "連絡の手段と道具", "連絡の手段と道具の記入はありません。",
          of="ツール一覧"),
)  # fmt: skip
PHASES: Final[tuple[Block, ...]] = (
    Table("工程の定義", "工程:24 システム:30 呼称:30 開始条件:52 完了条件:52 成果物:40 進捗の測り方:24c", "工程の呼び方と、始める条件・終わる条件", "工程の定義の記入はありません。",
          of="工程定義"),
)  # fmt: skip
ESCALATION: Final[tuple[Block, ...]] = (
    Heading("エスカレーション経路", 2),
    Text("{{ エスカレーション経路 }}"),
)
