"""Faults of IF一覧 (IFC001–IFC009) and シーケンス (SEQ001)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmo_xl.metrics.interfaces import COUNTERPART_TEST, TooEarly, end_keys, is_done, ready_on
from pmo_xl.metrics.phase_leaves import leaves_among
from pmo_xl.metrics.release import is_release_within
from pmo_xl.metrics.testing import RELEASE_WATCH
from pmo_xl.model.interface import Interface
from pmo_xl.model.message import Message
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.verdict import Verdict
from pmo_xl.model.verification import Verification
from pmo_xl.rules.interface.ifc009_partner_test_outside_plan import partner_test_outside_plan
from tests.sample.maker.faults.field import Field, NoRoom, Plant


def _open(field: Field) -> Interface:
    project = field.project()
    return field.pick(Interface, lambda row: not is_done(row, project))


def _one_end(field: Field) -> None:
    interface = field.put(field.pick(Interface), target=None)
    field.broken("IFC001", interface, "target", "接続先が空欄")


def _no_day_fixed(field: Field) -> None:
    project = field.project()
    interface = field.pick(
        Interface, lambda row: not is_done(row, project) and row.wish_source_on != row.wish_target_on
    )
    field.broken(
        "IFC002", field.put(interface, fixed_on=None), "fixed_on", "希望日が違うのに対向確定日が空欄"
    )


def _before_ready(field: Field) -> None:
    project = field.project()
    is_open = {row.id for row in field.all(Interface) if not is_done(row, project)}
    interface = field.pick(
        Interface, lambda row: row.id in is_open and ready_on(TooEarly.JOINT, row, project) is not None
    )
    ready = ready_on(TooEarly.JOINT, interface, project) or field.as_of
    fixed_on = field.story.day(ready, -1)
    if fixed_on < field.as_of:
        raise NoRoom(Interface.sheet.label)
    field.broken(
        "IFC003", field.put(interface, fixed_on=fixed_on), "fixed_on", "対向確定日が結合試験の終わりより前"
    )


def _no_specification(field: Field) -> None:
    interface = field.put(_open(field), specification_version=None)
    field.broken("IFC004", interface, "specification_version", "基本設計提出期限を過ぎてIF仕様版が空欄")


def _without_test(field: Field) -> None:
    if is_release_within(RELEASE_WATCH, field.project()):  # then REL007 speaks of it as well
        raise NoRoom(Interface.sheet.label)
    interface = field.pick(Interface)
    for test in [row for row in field.all(Verification) if interface.id in row.interfaces]:
        field.put(test, interfaces=())
    field.broken("IFC005", interface, "id", "どの試験の対象IFにもない")


def _without_sequence(field: Field) -> None:
    """A further IF with its test, which no message of シーケンス uses."""
    like = next(row for row in field.all(Interface) if row.method and "API" in row.method and row.target)
    interface = field.add(like.model_copy(update={"title": "会員の退会"}))
    test = next(row for row in field.all(Verification) if like.id in row.interfaces)
    field.add(test.model_copy(update={"interfaces": (interface.id,)}))
    field.broken("IFC006", interface, "id", "シーケンスのどの矢印にもない")


def _partner_not_asked(field: Field) -> None:
    changed = {
        target
        for change in field.project().spec_changes
        if change.is_approved
        for target in change.interfaces
    }
    interface = field.put(field.pick(Interface, lambda row: row.id in changed), agreed_on=None)
    field.broken("IFC007", interface, "agreed_on", "変わるIFなのに先方合意日が空欄")


def _told_by_one(field: Field) -> None:
    project = field.project()
    built = {row.name for row in project.systems if row.change_kind in ("新規", "改修")}
    interface = field.pick(Interface, lambda row: row.source in built and row.target in built)
    interface = field.put(interface, reported_by=(interface.source,))
    field.broken("IFC008", interface, "reported_by", "接続先のシステムからの報告がない")


def _outside_plan(field: Field) -> None:
    project = field.project()
    last: dict[str | None, date] = {}
    for row in field.all(Interface):
        leaves = leaves_among(COUNTERPART_TEST, end_keys(row, project), project)
        ends = [leaf.planned_finish for leaf in leaves if leaf.planned_finish]
        if ends and not is_done(row, project):
            last[row.id] = max(ends)
    interface = field.pick(Interface, lambda row: row.id in last)
    fixed_on = field.story.day(last[interface.id], 2)
    if fixed_on < field.as_of:
        raise NoRoom(Interface.sheet.label)
    field.broken("IFC009", field.put(interface, fixed_on=fixed_on), "fixed_on", "対向試験の予定の2稼働日後")


def _changed_since(field: Field) -> None:
    """The last message of a function says something else than when it was agreed to."""
    first = field.pick(Message, lambda row: row.order == 1 and _is_between_systems(field, row))
    last = [row for row in field.all(Message) if row.function == first.function][-1]
    changed = field.put(last, data=f"{last.data}と更新日時")
    field.broken("SEQ001", changed if last is first else first, "function", "合意の後に情報が書き換えられた")


def _is_between_systems(field: Field, first: Message) -> bool:
    """Whether somebody has agreed to the function."""
    return any(first.function in row.subjects for row in field.all(ReviewRecord))


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "IFC007": (_partner_not_asked,),
    "IFC002": (_no_day_fixed,),
    "IFC009": (_outside_plan,),
    "IFC003": (_before_ready,),
    "IFC006": (_without_sequence,),
    "IFC001": (_one_end,),
    "IFC004": (_no_specification,),
    "IFC005": (_without_test,),
    "IFC008": (_told_by_one,),
    "SEQ001": (_changed_since,),
}


def _moved_with_their_tests(field: Field) -> None:
    """The test days that other faults have left outside the plan, by moving the work of the partner tests."""
    project = field.project()
    told = {(fault.rule, fault.row_id) for fault in field.faults}
    for interface in project.interfaces:
        said = partner_test_outside_plan.judge(interface, project)
        if said.verdict is Verdict.VIOLATION and ("IFC009", interface.row_id) not in told:
            note = "対向試験の作業の日程が動き、対向確定日がその外になった"
            field.broken("IFC009", interface, "fixed_on", note, companion_of="WBS012")


LAST_PLANTS: Mapping[str, tuple[Plant, ...]] = {"IFC009": (_moved_with_their_tests,)}
"""Looks at what every other fault has moved."""
