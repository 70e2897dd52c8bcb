"""Faults of QA表."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from tests.sample.maker.faults.extra import add_design, add_requirement, add_system
from tests.sample.maker.faults.field import Field, NoRoom, Plant


def is_closed(question: Question) -> bool:
    """完了, and without a change."""
    return question.status == "完了" and not question.changes


def _late(field: Field, business_days: int, priority: str) -> None:
    due_on = field.ago(business_days)
    question = field.pick(Question, lambda row: row.status == "未回答")
    question = field.put(question, due_on=due_on, asked_on=field.story.day(due_on, -5), priority=priority)
    field.broken(
        "QST001", question, "due_on", f"回答期限を{business_days}稼働日過ぎて未回答(優先度{priority})"
    )


def _late_little(field: Field) -> None:
    _late(field, 2, "中")


def _late_much(field: Field) -> None:
    _late(field, 8, "低")


def _late_urgent(field: Field) -> None:
    _late(field, 1, "高")


def _no_answer(field: Field) -> None:
    question = field.put(field.pick(Question, is_closed), answer=None)
    field.broken("QST002", question, "answer", "完了なのに回答が空欄")


def _no_answerer(field: Field) -> None:
    question = field.put(field.pick(Question, is_closed), answered_by=None)
    field.broken("QST002", question, "answered_by", "完了なのに回答者が空欄")


def _answered_too_early(field: Field) -> None:
    question = field.pick(Question, is_closed)
    question = field.put(question, answered_on=field.story.day(question.asked_on or field.as_of, -3))
    field.broken("QST002", question, "answered_on", "回答日が質問日より前")


def _change_forgotten(field: Field) -> None:
    question = field.put(field.pick(Question, is_closed), needs_change="要")
    field.broken("QST003", question, "needs_change", "要と回答したのに仕様変更が起票されていない")


def _need_not_judged(field: Field) -> None:
    question = field.put(field.pick(Question, is_closed), needs_change=None)
    field.broken("QST004", question, "needs_change", "回答済みなのに仕様反映要否が空欄")


def _closed_too_early(field: Field) -> None:
    open_changes = {row.id for row in field.all(SpecChange) if not row.reflected_on and row.status != "却下"}
    question = field.pick(
        Question,
        lambda row: (
            row.status == "回答済" and row.needs_change == "要" and bool(open_changes & {*row.changes})
        ),
    )
    question = field.put(question, status="完了")
    field.broken("QST005", question, "status", "仕様変更の反映前に完了にした")


def _no_real_answer(field: Field) -> None:
    question = field.pick(Question, lambda row: row.status == "回答済" and row.needs_change == "不要")
    question = field.put(question, answer="設計担当に確認中です。結果は別途ご連絡します。")
    field.broken("QST006", question, "answer", "回答が先送りの言葉だけ")


def _filled_but_open(field: Field) -> None:
    question = field.pick(Question, lambda row: row.status == "未回答")
    answered_on = max(question.asked_on or field.as_of, field.ago(1))
    question = field.put(question, answer="現行と同じ扱いとします。", answered_on=answered_on)
    field.broken("QST007", question, "status", "回答と回答日があるのに未回答のまま")


def _silent_system(field: Field) -> None:
    system = add_system(field, "商品情報連携")
    add_requirement(
        field, system, "商品情報の取込み", "商品情報を1日4回取り込み、会員向け画面に30分以内に反映する。"
    )
    add_design(field, system)
    field.broken("QST008", system, "name", "基本設計を始めたのに質問が1件もない")


def _questions_too_late(field: Field) -> None:
    """Enough of the questions that came in test become ones about the specification."""
    starts = [
        task.actual_start
        for task in field.all(Task)
        if (task.phase or "").endswith("試験") and task.actual_start
    ]
    asked = [row for row in field.all(Question) if starts and row.asked_on and row.asked_on >= min(starts)]
    free = [row for row in asked if (Question, row.row_id) not in field.taken and row.category != "仕様"]
    wanted = len(asked) // 4 + 2
    if len(asked) < 8 or len(free) < wanted:
        raise NoRoom(Question.sheet.label)
    for question in field.rng.sample(free, wanted):
        field.put(question, category="仕様")
    field.broken("QST009", Question, None, "試験が始まってからのQAの4分の1以上を仕様の質問にした")


def _withdrawn_but_asked(field: Field) -> None:
    requirement = field.pick(Requirement, lambda row: row.status == "対象外")
    question = field.pick(Question, lambda row: row.status == "回答済" and row.needs_change == "不要")
    field.put(question, requirements=(requirement.id,))
    field.broken("REQ009", requirement, "status", f"対象外の要件を未完了の {question.id} が使っている")


def _nobody_to_ask(field: Field) -> None:
    question = field.pick(Question, lambda row: row.status == "未回答")
    question = field.put(question, answered_by=None, system=None)
    field.broken("QST010", question, "answered_by", "未回答なのに回答者も対象システムも空欄")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "QST001": (_late_little, _late_much, _late_urgent),
    "QST002": (_no_answer, _no_answerer, _answered_too_early),
    "QST003": (_change_forgotten, _change_forgotten),
    "QST004": (_need_not_judged, _need_not_judged),
    "QST005": (_closed_too_early,),
    "QST006": (_no_real_answer,),
    "QST007": (_filled_but_open,),
    "QST008": (_silent_system,),
    "REQ009": (_withdrawn_but_asked,),
    "QST009": (_questions_too_late,),
    "QST010": (_nobody_to_ask,),
}
