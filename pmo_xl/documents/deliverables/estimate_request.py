"""見積依頼書: asks one vendor for one estimate: of what, by when, on what conditions, and in what form."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import UNFILLED, Content, Fields, Source, basis_of, fields_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, When
from pmo_xl.documents.word.letter import Letter, to_vendor
from pmo_xl.documents.word.unfit_rows import told_apart
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange

_ITEMS = ("開発", "ライセンス", "機器", "保守・運用", "その他")


def build(source: Source, estimate: Estimate) -> Content:
    """What is asked for: the requirements of the system, or of the change that made the estimate necessary."""
    project = source.project
    scope, unfit = told_apart(scope_of(estimate, project))
    vendor = project.vendor(estimate.vendor)
    system = project.system(estimate.system)
    fields = fields_of(estimate) | {
        "前文": "次のとおり見積をお願いします。金額は税抜で、内訳(費目・工数・単価)を付けてください。",
        "税": "税抜",
        "前提条件": estimate.assumptions or "見積書に明記してください",
        "目的": (system.purpose if system else None) or "",
        "対象": [_row(row, project) for row in scope],
        "変更": [fields_of(change) for change in _changes(estimate, project)],
        "内訳": [{"費目": item, "工数": "", "単価": "", "金額": "", "備考": ""} for item in _items(estimate)],
        "記入欄": "",
    }
    until = None if estimate.received_on else estimate.due_on
    letter = Letter(to_vendor((vendor.name if vendor else None) or estimate.vendor), _subject(estimate),
                    estimate.row_id or "", until)  # fmt: skip
    basis = [basis_of(Estimate, project, [estimate], "ほかの見積"), basis_of(Requirement, project, scope)]
    row = f"見積一覧 {estimate.row_id or ''}"
    return Content(fields, basis, row=row, records=(estimate,), letter=letter, unfit=tuple(unfit))


def _subject(estimate: Estimate) -> str:
    return f"見積のお願い({estimate.system})" if estimate.system else "見積のお願い"


def _items(estimate: Estimate) -> Iterable[str]:
    return (estimate.category, "", "") if estimate.category else _ITEMS


def _changes(estimate: Estimate, project: Project) -> list[SpecChange]:
    return [change for key in estimate.origin if (change := project.spec_changes.get(key))]


def scope_of(estimate: Estimate, project: Project) -> list[Requirement]:
    """The requirements of the changes in 起票元; without any, those 対象 of the system."""
    named = {key for change in _changes(estimate, project) for key in change.requirements}
    if estimate.origin:
        return [row for row in project.requirements if row.id in named]
    system = project.system(estimate.system)
    if system is None:
        return []
    return [
        row
        for row in project.requirements
        if row.status == "対象" and any(project.system(name) is system for name in row.systems)
    ]


def _row(row: Requirement, project: Project) -> Fields:
    asked = project.rfp_items.naming("requirement", row.id)
    place = "、".join(dict.fromkeys(item.section or item.row_id or "" for item in asked))
    return fields_of(row) | {"RFP": place, "受入条件": row.acceptance_criteria or UNFILLED}


DOCUMENT = WordDocument(
    "見積依頼書",
    "見積一覧の依頼中の1行を、取引先への見積依頼にします。範囲・条件・回答の様式が入ります。",
    build,
    Layout(
        (
            Pairs(("見積ID 種別", "システム 費目", "金額の書き方=税 依頼日", "前提条件")),
            Heading("見積の範囲", 3),
            When("変更", (Table("変更", "変更ID:22 件名:56 変更前:46 変更後:46", "見積のもとになる仕様変更"),)),
            Table("対象", "要件ID:22 要件名:40 要件内容:58 受入条件:34 RFP章=RFP:18c", "見積の対象とする要件", "対象とする要件の記入はありません。範囲は別途お知らせします。", of="要件一覧"),
            Heading("回答の様式", 3),
            Table("内訳", "費目:36 工数(人月)=工数:24r 単価(円/人月)=単価:30r 金額(円・税抜)=金額:32r 備考:48", "見積の内訳"),
            Pairs(("見積の有効期限=記入欄 ご担当=記入欄",)),
        ),
        is_form=True,
    ),
    sheets=(Estimate,),
    per_row=Estimate,
    wanted=lambda row, project: row.is_asked_for,
    audience=Audience.OUTSIDE,
)  # fmt: skip
