"""変更通知書: one change for those who must know: before and after, why, cost, days, and who approved it."""

from __future__ import annotations

from pmo_xl.documents.word.content import Content, Source, basis_of, fields_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text
from pmo_xl.model.spec_change import SpecChange

_DECIDED = ("承認済", "反映済", "周知済")


def build(source: Source, change: SpecChange) -> Content:
    """The notice of one change, with the requirements it touches."""
    project = source.project
    touched = [found for key in change.requirements if (found := project.requirements.get(key))]
    documents = (project.deliverables.get(key) for key in change.reflected_in)
    cells = fields_of(change)
    fields = cells | {
        "宛先": change.announced_to or "関係者各位",
        "影響費用": f"{cells['影響費用']} 円(税抜)" if cells["影響費用"] else "未評価",
        "影響工期": f"{cells['影響工期']} 稼働日" if cells["影響工期"] else "未評価",
        "要件": [fields_of(each) for each in touched],
        "反映先": "、".join(each.title for each in documents if each and each.title) or cells["反映先文書"],
    }
    return Content(
        fields, [basis_of(SpecChange, project, [change])], row=f"仕様変更管理表 {change.row_id or ''}"
    )


DOCUMENT = WordDocument(
    "変更通知書",
    "承認された仕様変更1件を、変更前後・理由・費用とともに関係者に知らせます。",
    build,
    Layout(
        (
            Text("宛先: {{ 宛先 }}"),
            Text("次のとおり仕様の変更が決まりましたので、お知らせします。"),
            Pairs(("変更ID 状態", "件名", "変更区分 影響システム", "起票日 起票者", "起票元 対象IF", "影響費用 影響工期", "影響試験 承認日",
                   "承認者 周知日", "反映先文書=反映先", "反映版 反映日")),
            Heading("変更の内容", 3),
            Pairs(("変更前", "変更後", "変更理由")),
            Heading("関わる要件", 3),
            Table("要件", "要件ID:22 要件名:50 要件内容:100", "関わる要件", "要件に関わらない変更です。"),
        ),
        is_form=True,
        has_approval=True,
    ),
    (SpecChange,),
    per_row=SpecChange,
    wanted=lambda row, project: row.status in _DECIDED,
)  # fmt: skip
