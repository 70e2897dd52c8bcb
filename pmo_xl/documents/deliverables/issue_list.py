"""課題一覧: the open issues by priority and delay, what was closed, and the permanent fixes still to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from pmo_xl.charts.open_curves import issue_curve
from pmo_xl.documents.deliverables.cause_rows import DEFECT_COLUMNS, defect_rows
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, figures_of, has_no_state, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Table, Text, When
from pmo_xl.metrics.derived_figures import days_overdue_of
from pmo_xl.metrics.priority import priority_rank
from pmo_xl.metrics.unfinished_issues import permanent_fixes, unfinished_issues
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.vocabulary import StateClass

_NEVER = date.max


def build(source: Source) -> Content:
    """Every issue but the withdrawn ones; open ones by priority, then the longest overdue first."""
    project = source.project
    kept = [i for i in project.issues if project.state_of(i) is not StateClass.CANCELLED]
    opened = sorted(unfinished_issues(project), key=lambda i: (priority_rank(i.priority), i.due_on or _NEVER))
    closed = [i for i in kept if project.state_of(i) is StateClass.DONE]
    unknown = [i for i in kept if has_no_state(i)]
    fixes = permanent_fixes(project)
    fields = {
        "未完了件数": f"{len(opened):,}",
        "期限超過件数": sum(1 for i in opened if days_overdue_of(i, project)),
        "完了件数": f"{len(closed):,}",
        "担当別": _by_owner(opened, project),
        "推移": figures_of(issue_curve(project)),
        "未完了の課題": _rows(opened, project),
        "完了した課題": _rows(closed, project),
        "恒久対応": rows_of(fixes),
        "状態不明件数": len(unknown),
        "状態の分からない課題": _rows(unknown, project),
        "恒久対応待ち件数": f"{len(fixes):,}",
        "恒久対応待ちの未完了件数": f"{sum(project.is_open(issue) for issue in fixes):,}",
        "障害の原因": defect_rows(project),
    }
    return Content(fields, [basis_of(Issue, project, kept, "取下げ")])


def _rows(issues: Iterable[Issue], project: Project) -> list[Fields]:
    return rows_of(issues, 超過日数=lambda issue: days_overdue_of(issue, project) or "")


def _by_owner(opened: Sequence[Issue], project: Project) -> list[Fields]:
    counts = Counter(issue.owner or "(担当なし)" for issue in opened)
    late = Counter(issue.owner or "(担当なし)" for issue in opened if days_overdue_of(issue, project))
    high = Counter(issue.owner or "(担当なし)" for issue in opened if issue.priority == "高")
    return [
        {"担当": name, "未完了": count, "うち期限超過": late[name], "うち優先度高": high[name]}
        for name, count in counts.most_common()
    ]


_OPEN = "課題ID:17 優先度:14c 件名:48 状態:19c 担当:24 期限:22c 超過日数:18r 内容:58 対応方針:58"
_CLOSED = "課題ID:17 種別:18 件名:55 担当:22 期限:21c 完了日:21c 原因:52 対応内容:70"
_FIXES = "課題ID:17 件名:52 恒久対応:70 恒久対応担当:24 恒久対応期限:24c 引継先:24"

DOCUMENT = WordDocument(
    "課題一覧",
    "未完了の課題を優先度と遅れの順に並べ、完了した課題と恒久対応を示します。",
    build,
    Layout(
        (
            Heading("課題の状況"),
            Text(
                "未完了 {{ 未完了件数 }} 件(うち期限超過 {{ 期限超過件数 }} 件)、完了 {{ 完了件数 }} 件です。"
                "{% if 状態不明件数 %}状態が未記入か読めない課題が {{ 状態不明件数 }} 件あります。{% endif %}"
                "恒久対応待ちは {{ 恒久対応待ち件数 }} 件です"
                "{% if 恒久対応 %}(うち未完了の課題 {{ 恒久対応待ちの未完了件数 }} 件){% endif %}。"
            ),
            Figures("推移"),
            Table(
                "担当別",
                "担当:50 未完了:30r うち期限超過:30r うち優先度高:30r",
                "担当ごとの未完了の課題(件)",
                "未完了の課題はありません。",
            ),
            When("障害の原因", (Table("障害の原因", DEFECT_COLUMNS, "障害とリリース課題の原因分類(件)"),)),
            Heading("未完了の課題"),
            Table(
                "未完了の課題",
                _OPEN,
                "未完了の課題(優先度・期限の順)",
                "未完了の課題はありません。",
            ),
            When(
                "状態の分からない課題",
                (Table("状態の分からない課題", _OPEN, "状態が未記入か読めない課題"),),
            ),
            Heading("恒久対応"),
            Table("恒久対応", _FIXES, "終わっていない恒久対応", "終わっていない恒久対応はありません。"),
            Heading("完了した課題"),
            Table("完了した課題", _CLOSED, "完了した課題", "完了した課題はありません。"),
        ),
        is_landscape=True,
    ),
    sheets=(Issue,),
)
