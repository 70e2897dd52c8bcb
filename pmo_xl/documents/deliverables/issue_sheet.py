"""課題管理票: one issue on one sheet: what, who, until when, what was done, and its permanent fix."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.documents.word.content import UNFILLED, Content, Fields, Source, basis_of, fields_of, or_unfilled
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, When
from pmo_xl.metrics.derived_figures import days_overdue_of
from pmo_xl.metrics.overdue import title_of
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project

_WITH_CAUSE = ("障害", "リリース課題")
"""The 種別 whose 原因分類 is counted."""


def build(source: Source, issue: Issue) -> Content:
    """One issue."""
    days = days_overdue_of(issue, source.project)
    shown = or_unfilled(fields_of(issue), "担当", "期限", "状態", "優先度", "原因分類")
    if issue.kind not in _WITH_CAUSE and shown["原因分類"] == UNFILLED:
        shown["原因分類"] = "－"
    fields = shown | {
        "超過日数": "" if days is None else f"{days} 日",
        "影響システム": shown["影響システム"] or UNFILLED,
        "関わる行": list(_naming(issue, source.project)),
    }
    return Content(fields, [basis_of(Issue, source.project, [issue])], row=f"課題管理表 {issue.row_id or ''}")


def _naming(issue: Issue, project: Project) -> Iterator[Fields]:
    """The rows of other sheets that name the issue: minutes, changes, risks, tasks that wait for it …"""
    for sheet in project.records:
        for field, column in sheet.columns.items():
            if issue.id and Issue.sheet.label in column.refers_to:
                for row in project.of(sheet).naming(field, issue.id):
                    yield {
                        "シート": sheet.sheet.label,
                        "番号": row.row_id or "",
                        "件名": title_of(row, project) or "",
                        "列": column.label,
                        "状況": fields_of(row).get("状態") or "",
                    }


DOCUMENT = WordDocument(
    "課題管理票",
    "課題1件を1枚にします。経過・原因・対応と恒久対応が入ります。",
    build,
    Layout(
        (
            Pairs(("課題ID 状態", "件名", "種別 優先度", "影響システム 関連作業", "起票日 起票者", "担当 期限", "完了日 超過日数", "エスカレーション日 更新日", "原因分類 引継先")),
            Heading("内容と対応", 3),
            Pairs(("内容", "対応方針", "原因", "暫定対応", "対応経過", "対応内容")),
            When(
                "恒久対応要否 != '不要'",
                (
                    Heading("恒久対応", 3),
                    Pairs(("恒久対応要否 恒久完了日", "恒久対応", "恒久対応担当 恒久対応期限")),
                ),
            ),
            When("関わる行", (Heading("関わる行", 3), Table("関わる行", "シート:40 番号:24 件名:80 書かれた列=列:24 状況:24", "この課題を挙げている行"))),
            When("備考", (Pairs(("備考",)),)),
        ),
        is_form=True,
        has_approval=True,
    ),
    sheets=(Issue,),
    per_row=Issue,
    wanted=lambda row, project: project.is_open(row),
)  # fmt: skip
