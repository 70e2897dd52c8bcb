"""キックオフ資料: purpose, value, service, systems, team, schedule, issues, risks and lessons of earlier projects."""

from __future__ import annotations

from pmo_xl.charts.gantt import gantt_charts
from pmo_xl.charts.organisation_chart import organisation_chart
from pmo_xl.charts.system_diagram import system_diagram
from pmo_xl.documents.deliverables.milestones import milestone_rows
from pmo_xl.documents.deliverables.organisation_chart import people_here
from pmo_xl.documents.deliverables.ways_of_working import (
    MEETINGS,
    NOT_SET,
    TOOLS,
    working_fields,
    working_sheets,
)
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Source,
    basis_of,
    figures_of,
    rows_of,
    setting_day,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Landscape, Layout, PageBreak, Pairs, Table
from pmo_xl.metrics.priority import priority_rank
from pmo_xl.model.issue import Issue
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.member import Member
from pmo_xl.model.risk import Risk
from pmo_xl.model.system import System
from pmo_xl.model.task import Task

_TEXTS = ("目的", "提供価値", "サービス概要", "システム概要", "連絡ルール", "合意形成ルール")
_DAYS = ("開始日", "サービスイン日", "終了日")
_MOST_ISSUES = 15


def build(source: Source) -> Content:
    """What everybody should know at the start; of the open issues the first by priority."""
    project = source.project
    opened = sorted(filter(project.is_open, project.issues), key=lambda i: priority_rank(i.priority))
    watched = [risk for risk in project.risks if project.is_open(risk)]
    fields = {
        **{name: project.settings.text(name) or NOT_SET for name in _TEXTS},
        **working_fields(project),
        **{name: setting_day(project, name) for name in _DAYS},
        "システム": rows_of(project.systems),
        "構成図": figures_of(system_diagram(project)),
        "体制図": figures_of(organisation_chart(project)),
        "役割": rows_of(people_here(project)),
        "ガント": figures_of(gantt_charts(project)),
        "日程": milestone_rows(project),
        "課題": rows_of(opened[:_MOST_ISSUES]),
        "リスク": rows_of(watched, 大きさ=_size),
        "教訓": rows_of(project.lessons),
    }
    return Content(fields, [
        basis_of(System, project, list(project.systems)),
        basis_of(Member, project, people_here(project), "離任した人"),
        *(basis_of(sheet, project, rows) for sheet, rows in working_sheets(project)[:2]),
        basis_of(Task, project, list(project.tasks)),
        basis_of(Issue, project, opened[:_MOST_ISSUES], f"完了・取下げ、または優先度順の{_MOST_ISSUES + 1}件目から"),
        basis_of(Risk, project, watched, "終了"),
        basis_of(Lesson, project, list(project.lessons)),
    ])  # fmt: skip


def _size(risk: Risk) -> int | str:
    """確率 × 影響; 未記入 where one of them is not known."""
    if risk.probability is None or risk.impact is None:
        return UNFILLED
    return risk.probability * risk.impact


DOCUMENT = WordDocument(
    "キックオフ資料",
    "目的・提供価値・システム・体制・日程・課題・リスク・過去の教訓をまとめます。",
    build,
    Layout(
        (
            Heading("目的と提供価値"),
            Pairs(("目的", "提供価値", "開始日 サービスイン日", "終了日")),
            Heading("サービスとシステム"),
            Pairs(("サービス概要", "システム概要")),
            Table("システム", "システム名:36 区分:22c 目的:78 主担当:28 開発ベンダ:46", "対象のシステム", "システムの記入はありません。", of="システム一覧"),
            Landscape((Heading("システム構成"), Figures("構成図", of="システム一覧"), PageBreak(), Heading("体制"), Figures("体制図", of="体制表"))),
            Heading("役割と担当"),
            Table("役割", "氏名:30 役割:30 会社:56 部門:40 担当システム:40", "役割と担当", "体制の記入はありません。", of="体制表"),
            Heading("進め方"),
            Pairs(("連絡ルール", "合意形成ルール", "エスカレーション経路")),
            *MEETINGS,
            *TOOLS,
            Landscape((Heading("日程"), Figures("ガント", of="マスタスケジュール"))),
            Heading("マイルストーン"),
            Table("日程", "マイルストーン=作業名:80 予定日:30c 担当:40", "マイルストーン", "マイルストーンの記入はありません。", of="マスタスケジュール"),
            Heading("いまの課題とリスク"),
            Table("課題", "課題ID:20 優先度:15c 件名:80 担当:30 期限:25c", "未完了の主な課題(優先度の順)", "未完了の課題はありません。", of="課題管理表"),
            Table("リスク", "リスクID:20 リスク:60 大きさ:16r 対策:60 担当:26", "見張っているリスク(大きさ = 確率 × 影響)", "見張っているリスクはありません。", of="リスク管理表"),
            Heading("過去の案件の教訓"),
            Table("教訓", "工程:22 分類:20 状況:60 対策:60", "目を通しておく教訓", "教訓の記入はありません。", of="ナレッジ"),
        ),
    ),
)  # fmt: skip
