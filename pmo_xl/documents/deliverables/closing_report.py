"""完了報告書: result against plan in cost, time and scope, KPI, Keep / Problem / Try, and lessons."""

from __future__ import annotations

from collections import Counter

from pmo_xl.documents.deliverables import milestones, progress_fields
from pmo_xl.documents.deliverables.money_rows import LINE_COLUMNS, money_basis, money_fields
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, fields_of, rows_of, setting_day
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Landscape, Layout, Pairs, Table, Text
from pmo_xl.metrics.measures import MEASURES, measure
from pmo_xl.model.display import number
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task

_KINDS = ("Keep", "Problem", "Try")


def build(source: Source) -> Content:
    """The whole project as it stands on D; what is not finished is said to be so."""
    project = source.project
    used = {each for item in project.retro_items for each in item.lessons}
    fields = {
        **money_fields(project),
        **progress_fields.progress_fields(project),
        **{name: project.settings.text(name) or "(未記入)" for name in ("目的", "案件状態")},
        **{name: setting_day(project, name) for name in ("開始日", "終了日", "サービスイン日")},
        "範囲": _scope(project),
        **milestones.forecast_fields(project),
        "日程": milestones.milestone_rows(project),
        "KPI": [_kpi(kpi, project) for kpi in project.kpis],
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


def _kpi(kpi: Kpi, project: Project) -> Fields:
    measured = measure(kpi.formula, project)
    found = MEASURES.get(kpi.formula or "")
    unit = found.unit if found else ""
    shown = "計算できません" if measured.value is None else number(measured.value)
    return fields_of(kpi) | {
        "実績": shown,
        "単位": unit,
        "対象": f"{measured.rows} / {measured.total}",
        "備考": measured.reason or "",
    }


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
            Text("{{ 進捗の文 }}", of="マスタスケジュール"),
            milestones.ASSUMED,
            Table("日程", milestones.COLUMNS, "マイルストーンの計画と実績", "マイルストーンの記入はありません。", of="マスタスケジュール"),
            Heading("範囲の結果"),
            Table("範囲", "対象:50 状態:50 件数:30r", "要件と仕様変更の状態(件)", "要件と仕様変更の記入はありません。", of="要件一覧 仕様変更管理表"),
            Heading("KPI"),
            Table("KPI", "指標名:56 算式:40 目標:20r 実績:22r 単位:14c 対象:22c", "KPIの目標と実績", "KPIの記入はありません。", of="KPI"),
            Heading("振り返り"),
            Table("振り返り", "区分:22c 内容:120 教訓:28", "Keep・Problem・Try", "振り返りの記入はありません。", of="振り返り"),
            Table("教訓", "教訓ID:20 工程:22 状況:50 原因:40 対策:50", "残した教訓", "振り返りから残した教訓はありません。", of="振り返り ナレッジ"),
            Landscape((Heading("部門ごとの費用"), Table("部門別", f"負担部門=名前:50 {LINE_COLUMNS}", "部門ごとの予算と執行(円・税抜)"))),
        ),
        has_approval=True,
    ),
    audience=Audience.CUSTOMER,
)  # fmt: skip
