"""Faults of the cells themselves (DAT): what cannot be read, is named twice, hidden or overwritten."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.budget.budget_balance import balance_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from tests.sample.maker.faults.field import Field, Plant, R
from tests.sample.maker.faults.issue import is_done, is_open
from tests.sample.maker.faults.question import is_closed

_FAR_YEAR = 2062


def _typed(field: Field, row: Record, name: str, value: object) -> None:
    field.raw_cells[row.sheet.label, row.row_id or "", name] = value


def _unnamed(field: Field, row: Issue) -> bool:
    """Whether an issue is closed and no change names it, so that its ID may go."""
    return is_done(row) and not any(row.id in change.origin for change in field.all(SpecChange))


def is_announced(change: SpecChange) -> bool:
    """周知済, and none that takes a requirement out."""
    return change.status == "周知済" and change.kind != "削除"


def _column_dropped(field: Field) -> None:
    field.dropped_columns.add((Requirement.sheet.label, "priority"))
    field.broken("DAT001", Requirement, "priority", "要件一覧から優先度の列を消した")


def _same_id(field: Field) -> None:
    first = field.pick(Issue, lambda row: _unnamed(field, row))
    second = field.pick(Issue, lambda row: _unnamed(field, row))
    second = field.put(second, id=first.id)
    for row in (first, second):
        field.broken("DAT002", row, "id", "行を写したときに課題IDを直し忘れた")


def _malformed_id(field: Field) -> None:
    issue = field.pick(Issue, lambda row: _unnamed(field, row))
    issue = field.put(issue, id=(issue.id or "").replace("-", ""))
    field.broken("DAT002", issue, "id", "課題IDのハイフンがない")


def _no_id(field: Field) -> None:
    question = field.put(field.pick(Question, is_closed), id=None)
    field.broken("DAT002", question, "id", "質問を書いた行のQA-IDが空欄")


def _vague_due_day(field: Field) -> None:
    issue = field.pick(Issue, is_open)
    month = field.as_of.month % 12 + 1
    _typed(field, issue, "due_on", f"{month}月上旬")
    field.broken("DAT003", issue, "due_on", "期限が日付として読めない")


def _vague_amount(field: Field) -> None:
    order = field.pick(
        Order, lambda row: row.ordered is not None and not row.share and row.order_kind == "当初"
    )
    _typed(field, order, "estimated", f"約{(order.estimated or 0) // 10_000}万")
    field.broken("DAT003", order, "estimated", "見積金額が金額として読めない")


def _vague_acceptance_day(field: Field) -> None:
    row = field.pick(Acceptance, lambda row: row.received_on is None)
    _typed(field, row, "acceptance_due_on", "月末までに")
    field.broken("DAT003", row, "acceptance_due_on", "検収予定日が日付として読めない")


def _progress_beyond(field: Field) -> None:
    """Only while much is still to be done, so that the whole earns no more than was planned (EVM001)."""
    left = sum(row.planned_effort or 0 for row in field.all(Task) if row.actual_start is None)

    def is_small(row: Task) -> bool:
        return row.actual_finish is not None and 0 < (row.planned_effort or 0) < min(90, left)

    task = field.pick(Task, is_small)
    field.broken("DAT003", field.put(task, progress=Decimal("1.2")), "progress", "進捗率が120%")


def _other_word(field: Field, row: Record, name: str, word: str) -> None:
    label = row.columns[name].label
    field.broken("DAT004", field.put(row, **{name: word}), name, f"{label}が選択肢にない言葉「{word}」")


def _other_priority(field: Field) -> None:
    _other_word(field, field.pick(Issue, is_done), "priority", "至急")


def _other_kind(field: Field) -> None:
    _other_word(field, field.pick(SpecChange, is_announced), "kind", "変更・追加")


def _other_contract(field: Field) -> None:
    order = field.pick(Order, lambda row: row.contract == "請負" and row.order_kind == "当初")
    _other_word(field, order, "contract", "請負契約")


def _unknown_raiser(field: Field) -> None:
    issue = field.put(field.pick(Issue, is_done), raised_by="外部 千鶴")
    field.broken("DAT005", issue, "raised_by", "起票者が体制表にいない")


def _unknown_origin(field: Field) -> None:
    answers = {row.id for row in field.all(Question)}
    change = field.pick(SpecChange, lambda row: is_announced(row) and not answers & {*row.origin})
    field.broken("DAT005", field.put(change, origin=("QA-987",)), "origin", "起票元のQAがない")


def _misspelt_name(field: Field) -> None:
    question = field.pick(Question, is_closed)
    name = question.asked_by or ""
    wrong = name[:-1] + ("郎" if name[-1] != "郎" else "朗")
    if any(member.name == wrong for member in field.all(Member)):
        wrong = name[:-1] + "巳"
    field.broken("DAT005", field.put(question, asked_by=wrong), "asked_by", "質問者の名前が1文字違う")


def _blank(field: Field, row: Record, name: str) -> None:
    field.broken("DAT006", field.put(row, **{name: None}), name, f"必須の{row.columns[name].label}が空欄")


def _no_due_day(field: Field) -> None:
    _blank(field, field.pick(Question, is_closed), "due_on")


def _no_title(field: Field) -> None:
    _blank(field, field.pick(Issue, is_done), "title")


def _no_reason(field: Field) -> None:
    _blank(field, field.pick(SpecChange, is_announced), "reason")


def _overtyped_age(field: Field) -> None:
    question = field.pick(Question, is_closed)
    if question.answered_on and question.asked_on:
        _typed(field, question, "age", (question.answered_on - question.asked_on).days)
        field.broken("DAT007", question, "age", "滞留日数の数式を値で上書きした")


def _overtyped_delay(field: Field) -> None:
    issue = field.pick(Issue, is_open)
    _typed(field, issue, "days_overdue", 0)
    field.broken("DAT007", issue, "days_overdue", "超過日数の数式を値で上書きした")


def _stale(field: Field, row: Record, name: str, value: object, note: str) -> None:
    field.stale_results[row.sheet.label, row.row_id or "", name] = value
    field.broken("DAT008", row, name, note)


def _stale_delay(field: Field) -> None:
    _stale(
        field, field.pick(Issue, is_open), "days_overdue", 3, "超過日数の計算結果が古い(再計算されていない)"
    )


def _stale_remaining(field: Field) -> None:
    budget = field.pick(Budget)
    value = balance_of(budget, field.project()).remaining + 1_500_000
    _stale(field, budget, "remaining", value, "残予算の計算結果が古い(最後の発注が入っていない)")


def _text(field: Field, row: R, name: str, old: str, new: str, note: str) -> None:
    text = str(getattr(row, name)).replace(old, new, 1)
    field.broken("DAT009", field.put(row, **{name: text}), name, note)


def _half_width(field: Field) -> None:
    issue = field.pick(
        Issue, lambda row: is_done(row) and "データ" in (row.title or "") + (row.description or "")
    )
    name = "title" if "データ" in (issue.title or "") else "description"
    _text(field, issue, name, "データ", "ﾃﾞｰﾀ", "半角カナが混じっている")


def _zero_width(field: Field) -> None:
    question = field.pick(Question, is_closed)
    start = (question.title or "")[:2]
    _text(field, question, "title", start, f"{start}\u200b", "件名に幅のない文字が混じっている")


def _decomposed(field: Field) -> None:
    def is_composed(row: SpecChange) -> bool:
        """Whether the title has characters that NFD takes apart."""
        return is_announced(row) and unicodedata.normalize("NFD", row.title or "") != row.title

    change = field.pick(SpecChange, is_composed)
    title = unicodedata.normalize("NFD", change.title or "")
    field.broken("DAT009", field.put(change, title=title), "title", "濁点が分かれた文字(NFD)で書かれている")


def _only_blanks(field: Field) -> None:
    order = field.pick(Order, lambda row: row.ordered is not None and row.remarks is None and not row.share)
    _typed(field, order, "remarks", "\u3000")
    field.broken("DAT009", order, "remarks", "空白だけのセル")


def _hide(field: Field, row: Record, note: str) -> None:
    field.hidden_rows.add((row.sheet.label, row.row_id or ""))
    field.broken("DAT010", row, None, note)


def _hidden_issue(field: Field) -> None:
    _hide(field, field.pick(Issue, is_open), "未完了の課題の行を隠した")


def _hidden_delivery(field: Field) -> None:
    _hide(field, field.pick(Acceptance, lambda row: row.paid_on is None), "支払の済んでいない行を隠した")


def _hidden_task(field: Field) -> None:
    _hide(
        field,
        field.pick(Task, lambda row: row.kind == "作業" and not row.actual_start),
        "終わっていない作業の行を隠した",
    )


def _future(field: Field, row: Record, name: str) -> None:
    day: date = getattr(row, name)
    later = day.replace(year=_FAR_YEAR, day=min(day.day, 28))
    note = f"{row.columns[name].label}の年を打ち間違えて{_FAR_YEAR}年にした"
    field.broken("DAT011", field.put(row, **{name: later}), name, note)


def _future_update(field: Field) -> None:
    _future(field, field.pick(Issue, is_done), "updated_on")


def _future_requirement(field: Field) -> None:
    _future(field, field.pick(Requirement, lambda row: row.agreement == "合意済"), "updated_on")


def _future_document(field: Field) -> None:
    _future(field, field.pick(Deliverable, lambda row: row.phase is not None), "updated_on")


def _same_external_id(field: Field) -> None:
    """At the later of two rows: the earlier one has it by right."""
    picked = [field.pick(Issue, is_done), field.pick(Issue, is_done)]
    order = {row.id: at for at, row in enumerate(field.all(Issue))}
    first, later = sorted(picked, key=lambda row: order[row.id])
    field.put(first, external_ids="redmine:1482")
    later = field.put(later, external_ids="redmine:1482")
    field.broken("DAT012", later, "external_ids", "行を写したときに外部IDを消し忘れた")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "DAT001": (_column_dropped,),
    "DAT002": (_same_id, _malformed_id, _no_id),
    "DAT003": (_vague_due_day, _vague_amount, _vague_acceptance_day, _progress_beyond),
    "DAT004": (_other_priority, _other_kind, _other_contract),
    "DAT005": (_unknown_raiser, _unknown_origin, _misspelt_name),
    "DAT006": (_no_due_day, _no_title, _no_reason),
    "DAT007": (_overtyped_age, _overtyped_delay),
    "DAT009": (_half_width, _zero_width, _decomposed, _only_blanks),
    "DAT010": (_hidden_issue, _hidden_delivery, _hidden_task),
    "DAT011": (_future_update, _future_requirement, _future_document),
    "DAT012": (_same_external_id,),
}

LAST_PLANTS: Mapping[str, tuple[Plant, ...]] = {"DAT008": (_stale_delay, _stale_remaining)}
