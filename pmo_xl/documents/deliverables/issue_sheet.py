"""課題管理票: one issue on one sheet: what, who, until when, what was done, and its permanent fix."""

from __future__ import annotations

from pmo_xl.documents.word.content import Content, Source, basis_of, fields_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, When
from pmo_xl.metrics.derived_figures import days_overdue_of
from pmo_xl.model.issue import Issue


def build(source: Source, issue: Issue) -> Content:
    """One issue."""
    days = days_overdue_of(issue, source.project)
    fields = fields_of(issue) | {"超過日数": "" if days is None else f"{days} 日"}
    return Content(fields, [basis_of(Issue, source.project, [issue])], row=f"課題管理表 {issue.row_id or ''}")


DOCUMENT = WordDocument(
    "課題管理票",
    "課題1件を1枚にします。経過・原因・対応と恒久対応が入ります。",
    build,
    Layout(
        (
            Pairs(("課題ID 状態", "件名", "種別 優先度", "影響システム 関連作業", "起票日 起票者", "担当 期限", "完了日 超過日数", "エスカレーション日 更新日")),
            Heading("内容と対応", 3),
            Pairs(("内容", "対応方針", "原因", "暫定対応", "対応経過", "対応内容")),
            When(
                "恒久対応要否 != '不要'",
                (
                    Heading("恒久対応", 3),
                    Pairs(("恒久対応要否 引継先", "恒久対応", "恒久対応担当 恒久対応期限", "恒久完了日")),
                ),
            ),
            When("備考", (Pairs(("備考",)),)),
        ),
        is_form=True,
        has_approval=True,
    ),
    (Issue,),
    per_row=Issue,
    wanted=lambda row, project: project.is_open(row),
)  # fmt: skip
