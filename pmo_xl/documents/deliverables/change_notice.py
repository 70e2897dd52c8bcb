"""変更通知書: one change for those who must know: before and after, why, cost, days, and who approved it."""

from __future__ import annotations

from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import UNFILLED, Content, Fields, Source, basis_of, fields_of, named_rows
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table
from pmo_xl.documents.word.letter import Letter, to_text
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange


def build(source: Source, change: SpecChange) -> Content:
    """The notice of one change, with the requirements it touches."""
    project = source.project
    documents = named_rows(change.reflected_in, Deliverable, project)
    cells = fields_of(change)
    fields = cells | {
        "前文": _opening(change),
        "影響費用": _impact(change, "cost_impact", "円(税抜)"),
        "影響工期": _impact(change, "schedule_impact", "稼働日"),
        "要件": named_rows(change.requirements, Requirement, project),
        "反映先": "、".join(_document(each) for each in documents),
    }
    letter = Letter(to_text(change.announced_to, project), "仕様変更のお知らせ", change.row_id or "")
    row = f"仕様変更管理表 {change.row_id or ''}"
    return Content(fields, [basis_of(SpecChange, project, [change])], row=row, letter=letter)


def _opening(change: SpecChange) -> str:
    """What the notice says first: that it was decided only of a change that was."""
    if change.is_approved:
        return "次のとおり仕様の変更が決まりましたので、お知らせします。"
    return f"次の仕様の変更について、お知らせします。状態は「{change.status or UNFILLED}」で、承認されていません。"


def _impact(change: SpecChange, field: str, unit: str) -> str:
    """A number with its unit; 未評価 where there is none, and as typed where it cannot be read."""
    label = change.columns[field].label
    if field in change.unread:
        return f"{change.unread[field].text}(読めません)"
    shown = fields_of(change)[label]
    return f"{shown} {unit}" if shown else "未評価"


def _document(shown: Fields) -> str:
    return str(
        shown["文書名"]
        if shown["文書名"] and not shown["文書名"].startswith("(")
        else shown["文書ID"] + shown["文書名"]
    )


DOCUMENT = WordDocument(
    "変更通知書",
    "仕様変更1件を、変更前後・理由・費用とともに関係者に知らせます。",
    build,
    Layout(
        (
            Pairs(("変更ID 状態", "件名", "変更区分 影響システム", "起票日 起票者", "起票元 対象IF", "影響費用 影響工期", "影響試験 承認日",
                   "承認者 周知日", "反映先文書=反映先", "反映版 反映日")),
            Heading("変更の内容", 3),
            Pairs(("変更前", "変更後", "変更理由")),
            Heading("関わる要件", 3),
            Table("要件", "要件ID:22 要件名:50 要件内容:100", "関わる要件", "対象要件の記入はありません。"),
        ),
        is_form=True,
        has_approval=True,
    ),
    sheets=(SpecChange,),
    per_row=SpecChange,
    wanted=lambda row, project: row.is_approved,
    audience=Audience.OUTSIDE,
)  # fmt: skip
