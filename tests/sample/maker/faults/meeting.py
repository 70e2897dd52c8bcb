"""Faults of 議事録, 会議体 and リスク管理表."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.risk import Risk
from tests.sample.maker.faults.field import Field, NoRoom, Plant
from tests.sample.maker.story import ENDS_ON


def _said(field: Field, kind: str, business_days_ago: int, **values: object) -> MeetingItem:
    """Something said in a meeting of its own a few business days ago."""
    like = next(row for row in field.all(MeetingItem) if row.meeting == "運営会議")
    plain: dict[str, object] = {
        "held_on": field.ago(business_days_ago),
        "kind": kind,
        "statement": "店舗での会員証の提示は、アプリの画面に限る。",
        "affects_specification": None,
        "owner": None,
        "due_on": None,
        "links": (),
        "status": None,
    }
    return field.add(like.model_copy(update=plain | values))


def _no_change(field: Field) -> None:
    item = _said(field, "決定", 6, affects_specification="有")
    field.broken("MTG001", item, "links", "仕様に影響する決定を起票していない")


def _nobody(field: Field) -> None:
    item = _said(field, "ToDo", 2, due_on=field.story.day(field.as_of, 4))
    field.broken("MTG002", item, "owner", "ToDoの担当が空欄")


def _late(field: Field) -> None:
    owner = next(row.owner for row in field.all(MeetingItem) if row.owner)
    item = _said(field, "ToDo", 9, owner=owner, due_on=field.ago(2))
    field.broken("MTG002", item, "due_on", "ToDoの期限を2稼働日過ぎている")


def _left_alone(field: Field) -> None:
    field.broken("MTG003", _said(field, "懸念", 6), "links", "懸念をどこにも起票していない")


def _effect_unknown(field: Field) -> None:
    item = _said(field, "決定", 6)
    field.broken("MTG005", item, "affects_specification", "決定の仕様影響が空欄")


def _no_minutes(field: Field) -> None:
    meeting = next(row for row in field.all(Meeting) if row.frequency == "毎週")
    last = min(field.ago(10), field.story.day(ENDS_ON, -5))
    rows = [row for row in field.all(MeetingItem) if row.meeting == meeting.name and row.held_on]
    week = [row for row in rows if row.held_on and last - timedelta(7) < row.held_on <= last]
    if not week or any((MeetingItem, row.row_id) in field.taken or row.kind != "情報" for row in week):
        raise NoRoom(MeetingItem.sheet.label)
    for row in week:
        field.all(MeetingItem).remove(row)
    field.broken("MTG004", field.take(meeting), "name", "毎週の会議の議事録が1回分ない")


def _no_trigger(field: Field) -> None:
    risk = field.pick(Risk, lambda row: (row.probability or 0) * (row.impact or 0) >= 15)
    field.broken("RSK001", field.put(risk, trigger=None), "trigger", "高いリスクの発動条件が空欄")


def _no_issue(field: Field) -> None:
    risk = field.put(field.pick(Risk), is_occurred=True, issues=())
    field.broken("RSK002", risk, "issues", "起きたのに対応課題が空欄")


def _not_reviewed(field: Field) -> None:
    risk = field.put(field.pick(Risk, lambda row: row.status == "監視中"), review_on=field.ago(2))
    field.broken("RSK003", risk, "review_on", "次回見直し日を2稼働日過ぎている")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "MTG004": (_no_minutes,),
    "MTG001": (_no_change,),
    "MTG002": (_nobody, _late),
    "MTG003": (_left_alone,),
    "MTG005": (_effect_unknown,),
    "RSK001": (_no_trigger,),
    "RSK003": (_not_reviewed,),
    "RSK002": (_no_issue,),
}
