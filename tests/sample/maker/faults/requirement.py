"""Faults of 要件一覧. Texts that change are agreed anew, so that only REQ007's own plants break a fingerprint."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmo_xl.metrics.fingerprint import stored_fingerprint
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from tests.sample.maker.faults.extra import add_system
from tests.sample.maker.faults.field import Field, Plant

_SMALLEST_CATEGORY = "システム環境・エコロジー"
_FIRST_AGREED = date(2026, 1, 22)


def _changed_by(field: Field, requirement: Requirement) -> list[SpecChange]:
    return [change for change in field.all(SpecChange) if requirement.id in change.requirements]


def _is_named(field: Field, requirement: Requirement) -> bool:
    """Whether a change or a question names the requirement."""
    asked = any(requirement.id in question.requirements for question in field.all(Question))
    return asked or bool(_changed_by(field, requirement))


def _is_agreed(requirement: Requirement) -> bool:
    return requirement.agreement == "合意済" and requirement.agreed_on is not None


def _pick_agreed(field: Field) -> Requirement:
    return field.pick(Requirement, lambda row: _is_agreed(row) and row.kind == "機能")


def _put_agreed(field: Field, requirement: Requirement, **values: object) -> Requirement:
    """Change an agreed text and its fingerprint with it."""
    changed = requirement.model_copy(update=values)
    stored = stored_fingerprint(changed, changed.agreed_on or _FIRST_AGREED)
    return field.put(requirement, **values, agreed_fingerprint=stored)


def _no_source(field: Field) -> None:
    field.broken("REQ001", field.put(_pick_agreed(field), source=None), "source", "出典が空欄")


def _no_system(field: Field) -> None:
    requirement = _put_agreed(field, _pick_agreed(field), systems=())
    field.broken("REQ003", requirement, "systems", "関連システムが空欄")


def _system_left_out(field: Field) -> None:
    system = add_system(field, "店舗アプリ")
    field.broken("REQ004", system, "name", "改修するシステムに対象の要件が1件もない")


def _category_left_out(field: Field) -> None:
    for requirement in [row for row in field.all(Requirement) if row.category == _SMALLEST_CATEGORY]:
        field.put(requirement, category="運用・保守性")
    field.broken("REQ005", Requirement, None, f"非機能の大項目「{_SMALLEST_CATEGORY}」の要件がない")


def _agreed_by_nobody(field: Field) -> None:
    requirement = field.put(_pick_agreed(field), agreed_by=None)
    field.broken("REQ006", requirement, "agreed_by", "合意済なのに合意者が空欄")


def _agreed_at_no_time(field: Field) -> None:
    requirement = field.put(_pick_agreed(field), agreed_on=None)
    field.broken("REQ006", requirement, "agreed_on", "合意済なのに合意日が空欄")


def _rewritten(field: Field) -> None:
    requirement = field.pick(Requirement, lambda row: _is_agreed(row) and not _changed_by(field, row))
    text = f"{requirement.statement}ただし、店舗の担当者は1日3回まで変更できる。"
    requirement = field.put(requirement, statement=text)
    field.broken("REQ007", requirement, "statement", "合意のあと、仕様変更なしに要件内容を書き換えた")


def _rewritten_by_change(field: Field) -> None:
    """The text follows an approved change, but was never agreed again."""

    def is_covered(row: Requirement) -> bool:
        """Whether it is agreed and a change of it was reflected."""
        changes = _changed_by(field, row)
        return _is_agreed(row) and any(change.reflected_on for change in changes) and row.status == "対象"

    requirement = field.pick(Requirement, is_covered)
    before = requirement.model_copy(update={"statement": f"{requirement.statement}(変更前)"})
    stored = stored_fingerprint(before, _FIRST_AGREED)
    requirement = field.put(requirement, agreed_on=_FIRST_AGREED, agreed_fingerprint=stored)
    field.broken("REQ007", requirement, "statement", "承認済みの変更を反映したが、合意を取り直していない")


def _no_criteria(field: Field) -> None:
    requirement = _put_agreed(field, _pick_agreed(field), acceptance_criteria=None)
    field.broken("REQ008", requirement, "acceptance_criteria", "受入条件が空欄")


def _vague(field: Field) -> None:
    text = "画面の表示は速やかに行い、会員の操作に適切に応答する。"
    requirement = _put_agreed(field, _pick_agreed(field), statement=text)
    field.broken("REQ008", requirement, "statement", "要件内容が数値のないあいまいな言葉")


def _withdrawn_alone(field: Field) -> None:
    requirement = field.pick(Requirement, lambda row: _is_agreed(row) and not _is_named(field, row))
    requirement = field.put(requirement, status="取下げ")
    field.broken("REQ010", requirement, "status", "仕様変更なしに要件を取り下げた")


def _not_agreed(field: Field) -> None:
    requirement = field.pick(Requirement, lambda row: _is_agreed(row) and not _changed_by(field, row))
    values = {"agreed_by": None, "agreed_on": None, "agreed_fingerprint": None, "updated_on": field.ago(13)}
    requirement = field.put(requirement, agreement="未合意", **values)
    field.broken("REQ011", requirement, "agreement", "13稼働日前に直したまま合意していない")


def _list_not_sent_again(field: Field) -> None:
    """The list was last sent eight business days ago; whatever changed since and a week ago is not in it."""
    sent_on = field.ago(8)
    for row in list(field.all(Announcement)):
        if row.kind == "要件一覧" and row.sent_on and row.sent_on > sent_on:
            field.put(row, sent_on=sent_on)
    requirement = _pick_agreed(field)
    field.put(requirement, updated_on=field.ago(7))
    for row in field.all(Requirement):
        days = [day for day in (row.updated_on, row.agreed_on) if day]
        if row.status == "対象" and sent_on < max(days) < field.ago(5):
            name = "updated_on" if row.updated_on == max(days) else "agreed_on"
            field.broken("REQ012", row, name, "要件一覧を配った後で変わったのに、配り直していない")


FULL_PLANTS: Mapping[str, tuple[Plant, ...]] = {"REQ012": (_list_not_sent_again,)}
PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "REQ010": (_withdrawn_alone,),
    "REQ007": (_rewritten_by_change, _rewritten),
    "REQ001": (_no_source,),
    "REQ003": (_no_system,),
    "REQ004": (_system_left_out,),
    "REQ005": (_category_left_out,),
    "REQ006": (_agreed_by_nobody, _agreed_at_no_time),
    "REQ008": (_no_criteria, _vague),
    "REQ011": (_not_agreed,),
}
