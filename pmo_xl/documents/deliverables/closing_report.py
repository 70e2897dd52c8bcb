"""完了報告書: result against plan in cost, time and scope, KPI, Keep / Problem / Try, and lessons."""

from __future__ import annotations

from collections import Counter

from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.testing_curve import curve_of_testing
from pmo_xl.documents.deliverables import milestones, progress_fields
from pmo_xl.documents.deliverables.cause_rows import DELAY_COLUMNS, cause_fields
from pmo_xl.documents.deliverables.kpi_rows import kpi_row
from pmo_xl.documents.deliverables.money_rows import money_basis, money_fields
from pmo_xl.documents.deliverables.test_status import quality_rows, review_rows
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import (
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    figures_of,
    rows_of,
    setting_day,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.kpi import MET, MISSED, kpi_judgement
from pmo_xl.metrics.schedule.delay_causes import delay_causes
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task

_UNJUDGED = "判定不能"
_KINDS = ("Keep", "Problem", "Try")


def build(source: Source) -> Content:
    """The whole project as it stands on D; what is not finished is said to be so."""
    project = source.project
    curve = curve_of_testing(project)
    used = {each for item in project.retro_items for each in item.lessons}
    fields = {
        **money_fields(project),
        **(progress := progress_fields.progress_fields(project)),
        "進捗": _told(progress["進捗の文"]),
        **{name: project.settings.text(name) or "(未記入)" for name in ("目的", "案件状態")},
        **{name: setting_day(project, name) for name in ("開始日", "終了日", "サービスイン日")},
        "範囲": _scope(project),
        "見込みの文": _told(milestones.forecast_fields(project)["見込みの文"]),
        "日程": [_milestone(row) for row in milestones.milestone_rows(project)],
        **cause_fields(project),
        "図_試験": [] if isinstance(curve, NoFigure) else figures_of(curve),
        "品質": [_quality(row) for row in quality_rows(project)],
        "レビュー": list(review_rows(project)),
        "KPI": [kpi_row(kpi, project, is_customer=True) for kpi in project.kpis],
        "記入待ち件数": _waiting(project),
        "振り返り": [fields_of(item) for kind in _KINDS for item in project.retro_items if item.kind == kind],
        "教訓": rows_of(lesson for lesson in project.lessons if lesson.id in used),
    }
    return Content(fields, [
        *money_basis(project),
        basis_of(Task, project, list(project.tasks)),
        basis_of(Requirement, project, list(project.requirements)),
        basis_of(SpecChange, project, list(project.spec_changes)),
        basis_of(Kpi, project, list(project.kpis)),
        basis_of(RetroItem, project, [i for i in project.retro_items if i.kind in _KINDS], "区分がKeep・Problem・Tryでない"),
        basis_of(Lesson, project, [each for each in project.lessons if each.id in used], "この案件の振り返りから出ていない"),
    ])  # fmt: skip


def _scope(project: Project) -> list[Fields]:
    states = Counter(r.status or "(空欄)" for r in project.requirements)
    changes = Counter(c.status or "(空欄)" for c in project.spec_changes)
    return [
        *({"対象": "要件", "状態": word, "件数": count} for word, count in states.items()),
        *({"対象": "仕様変更", "状態": word, "件数": count} for word, count in changes.items()),
    ]


def _quality(row: Fields) -> Fields:
    """The figures alone: what they are measured against is ours."""
    shown = {key: str(row[key]).split("\n")[0].split(" ")[0] for key in ("指摘密度", "不具合密度")}
    return row | {key: "－" if text == "計算できません" else text for key, text in shown.items()}


def _milestone(row: Fields) -> Fields:
    """A milestone; where nobody can say how it stands, the paper says nothing of it."""
    return row | ({"状況": "－", "見込": "－"} if row["状況"] == _UNJUDGED else {})


def _told(sentence: str) -> str:
    """A sentence of what was worked out; nothing in place of one that says why it was not."""
    return "" if _UNJUDGED in sentence or "計算できません" in sentence else sentence


def _waiting(project: Project) -> int:
    """What is still to be filled in before this paper is whole: measures, causes of delay, days of milestones."""
    kpis = sum(kpi_judgement(kpi, project) not in (MET, MISSED) for kpi in project.kpis)
    causes = sum(len(line.tasks) for line in delay_causes(project).lines if line.cause is None)
    days = sum(task.planned_finish is None for task in milestones.milestones(project))
    return kpis + causes + days


DOCUMENT = WordDocument(
    "完了報告書",
    "計画に対する結果(費用・日程・範囲)、KPI、振り返りと教訓を報告します。",
    build,
    Layout(
        (
            Heading("案件のあらまし"),
            Pairs(("目的", "開始日 終了日", "サービスイン日 案件状態")),
            Heading("費用の結果"),
            Text("予算額 {{ 合計_予算額 }} 円に対し、発注済 {{ 合計_発注済額 }} 円(執行率 {{ 執行率 }})、検収 {{ 合計_検収額 }} 円、支払 {{ 合計_支払額 }} 円、"
                 "残予算 {{ 合計_残予算 }} 円です(円・税抜)。", of="予算枠 予算管理表 検収支払"),
            Heading("日程の結果"),
            When("進捗", (Text("{{ 進捗 }}", of="マスタスケジュール"),)),
            milestones.ASSUMED,
            Table("日程", milestones.COLUMNS, "マイルストーンの計画と実績", "マイルストーンの記入はありません。", of="マスタスケジュール"),
            Heading("範囲の結果"),
            Table("範囲", "対象:50 状態:50 件数:30r", "要件と仕様変更の状態(件)", "要件と仕様変更の記入はありません。", of="要件一覧 仕様変更管理表"),
            Heading("品質の結果"),
            When("図_試験", (Figures("図_試験"),)),
            Table("品質", "システム:40 工程:26 測定日:26c 規模:22r 指摘密度:24r 不具合密度:26r 未解決:20r", "システム・工程ごとの最後の品質(密度は規模1単位あたり)",
                  "品質の記入はありません。", of="品質"),
            Table("レビュー", "種別:50 予定:20r 実施:20r 指摘数:40r 合意:20r 条件付合意:26r 差戻し:20r", "レビューの実施(件)", "レビュー記録の記入はありません。", of="レビュー記録"),
            Heading("遅延の原因"),
            Table("遅延原因", DELAY_COLUMNS, "遅延原因ごとの作業の遅れ(稼働日。案件全体の遅れではありません)", "基準終了より遅れた作業はありません。", of="マスタスケジュール"),
            Heading("KPI"),
            Table("KPI", "指標名:56 目標:20r 実績:24r 単位:14c 基準値:20r 改善:22r 判定:30c", "KPIの目標・実績・判定", "KPIの記入はありません。", of="KPI"),
            Heading("振り返り"),
            Table("振り返り", "区分:20c 内容:100 対応課題:30 教訓:24", "Keep・Problem・Try", "振り返りの記入はありません。", of="振り返り"),
            Table("教訓", "教訓ID:20 工程:22 状況:50 原因:40 対策:50", "残した教訓", "振り返りから残した教訓はありません。", of="振り返り ナレッジ"),
            When("記入待ち件数", (Text("記入待ち {{ 記入待ち件数 }} 件", "Note"),)),
        ),
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    audience=Audience.CUSTOMER,
)  # fmt: skip
