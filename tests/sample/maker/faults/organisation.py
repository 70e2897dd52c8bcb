"""Faults of 体制表, システム一覧, 成果物一覧 and of the project as a whole (ORG, DOC, CLS, RAG)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from pmo_xl.metrics.traffic_light import Light, figure_reasons
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from tests.sample.maker.faults.budget import exceed_department
from tests.sample.maker.faults.extra import add_requirement, add_system
from tests.sample.maker.faults.field import Field, Plant
from tests.sample.maker.faults.issue import is_open


def _no_manager(field: Field) -> None:
    member = next(row for row in field.all(Member) if row.role == "PM")
    field.put(member, role="その他")
    field.broken("ORG001", Member, None, "体制表に役割PMの人がいない")


def _system_without_owner(field: Field) -> None:
    system = add_system(field, "店舗端末", owner=None)
    add_requirement(
        field, system, "会員証の読取り", "会員証のバーコードを1秒以内に読み取り、会員番号12桁を表示する。"
    )
    field.broken("ORG001", system, "owner", "改修するシステムの主担当が決まっていない")


def _leaving_soon(field: Field) -> None:
    owners = {row.owner for row in field.all(Issue) if is_open(row)}
    member = field.pick(Member, lambda row: row.name in owners and row.left_on is None and row.rank == "副")
    member = field.put(member, left_on=field.story.day(field.as_of, 3))
    field.broken("ORG002", member, "left_on", "3稼働日後に離任する人に未完了の課題が残っている")
    field.broken("ORG005", member, "successor", "3稼働日後に離任する人の後任が空欄", companion_of="ORG002")


def _is_free_to_leave(row: Member) -> bool:
    """Whether they answer for a system and 要員計画 counts on no day of theirs."""
    return row.rank == "主" and row.left_on is None and row.department in ("マーケティング部", "経理部")


def _leaving_without_successor(field: Field) -> None:
    member = field.pick(Member, _is_free_to_leave)
    member = field.put(member, left_on=field.story.day(field.as_of, 9))
    field.broken("ORG005", member, "successor", "9稼働日後に離任する主担当の後任が空欄")


def _successor_leaves_too(field: Field) -> None:
    gone = next(row for row in field.all(Member) if row.left_on and row.left_on < field.as_of)
    member = field.pick(Member, _is_free_to_leave)
    member = field.put(member, left_on=field.story.day(field.as_of, 8), successor=gone.name)
    field.broken("ORG005", member, "successor", "後任が先に離任している")


def _reports_to_nobody(field: Field) -> None:
    member = field.put(field.pick(Member, lambda row: row.role == "開発ベンダ"), reports_to=None)
    field.broken("ORG004", member, "reports_to", "報告先が空欄")


def _reports_to_each_other(field: Field) -> None:
    """Two who answer for one system; the first of their rows is told."""
    superiors = {row.reports_to for row in field.all(Member) if not row.left_on}
    first = field.pick(Member, lambda row: row.rank == "主" and not row.left_on and row.name in superiors)
    second = next(row for row in field.all(Member) if row.reports_to == first.name)
    first = field.put(first, reports_to=second.name)
    field.broken("ORG004", first, "reports_to", "2人の報告先が互いを指している")


def _not_ready_to_kick_off(field: Field) -> None:
    """Only for a project of its own: the kick-off of the sample is long over, so that another one stands for it."""
    held = next(
        row for row in field.all(Task) if row.kind == "マイルストーン" and "キックオフ" in (row.title or "")
    )
    field.put(held, title="プロジェクト発足")
    on = field.story.day(field.as_of, 3)
    plain = {"baseline_start": on, "baseline_finish": on, "planned_start": on, "planned_finish": on}
    later = field.story.day(field.as_of, 4)
    not_yet = {"actual_start": None, "actual_finish": None, "progress": None, "parent": None}
    field.add(held.model_copy(update={**plain, **not_yet, "title": "第2期キックオフ"}))
    days = dict.fromkeys(plain, later)
    last = next(row for row in field.all(Task) if row.predecessors and row.kind == "マイルストーン")
    field.add(last.model_copy(update={**days, **not_yet, "title": "第2期の計画の合意"}))
    field.broken("KCK001", _set(field, "提供価値", ""), "value", "キックオフの3稼働日前に提供価値が空欄")


def _second_approver(field: Field) -> None:
    member = field.pick(Member, lambda row: row.role == "経理")
    field.put(member, role="事業責任者")
    field.broken("ORG003", Member, None, "事業責任者が2人いる")


def _reflected(field: Field) -> set[str]:
    return {document for change in field.all(SpecChange) for document in change.reflected_in}


def _is_quiet(field: Field, document: Deliverable) -> bool:
    """Whether it is no proof of acceptance, and no change went into it."""
    return document.phase is not None and document.id not in _reflected(field)


def _same_title(field: Field) -> None:
    first = field.pick(Deliverable, lambda row: _is_quiet(field, row))
    second = field.pick(Deliverable, lambda row: _is_quiet(field, row))
    second = field.put(second, title=first.title)
    for row in (first, second):
        field.broken("DOC001", row, "title", "同じ文書名が2行あり、どちらが最新か分からない")


def _no_comparable_version(field: Field) -> None:
    document = field.pick(Deliverable, lambda row: _is_quiet(field, row))
    document = field.put(document, version="初版改")
    field.broken("DOC001", document, "version", "比べられない書き方の版")


def _older_than_change(field: Field) -> None:
    document = field.pick(Deliverable, lambda row: row.id in _reflected(field))
    days = [change.reflected_on for change in field.all(SpecChange) if document.id in change.reflected_in]
    last = max(day for day in days if day)
    document = field.put(document, updated_on=last - timedelta(1))
    field.broken("DOC002", document, "updated_on", "更新日が反映した仕様変更の反映日より前")


def _set(field: Field, key: str, value: str) -> Setting:
    return field.put(next(row for row in field.all(Setting) if row.key == key), value=value)


def _green(field: Field) -> None:
    """Reported green, although a department has spent more than its budget."""
    if not any(reason.light is Light.RED for reason in figure_reasons(field.project())):
        exceed_department(field)
    row = _set(field, "報告状況", "緑")
    field.broken("RAG001", row, "value", "予算が超過しているのに報告状況が緑")


def _closed_with_work_left(field: Field) -> None:
    """Only for a project of its own: every open issue and every order not settled is one finding."""
    _set(field, "案件状態", "終結")
    for issue in field.all(Issue):
        if issue.status not in ("完了", "取下げ"):
            field.broken("CLS001", issue, "handed_to", "案件が終結したのに未完了の課題の引継先がない")
    unpaid = {row.order for row in field.all(Acceptance) if row.paid_on is None}
    delivered = {row.order for row in field.all(Acceptance)}
    for order in field.all(Order):
        is_settled = order.id in delivered and order.id not in unpaid
        if order.order_kind not in ("取消", "減額") and not is_settled:
            field.broken("CLS001", order, "status", "案件が終結したのに支払が済んでいない")


def _too_much_to_do(field: Field) -> None:
    """More in the month of D than any month has days."""
    like = field.all(Allocation)[0]
    owner = next(row.name for row in field.all(Member) if row.department == "Web開発部")
    month = field.as_of.replace(day=1)
    row = like.model_copy(
        update={"member": owner, "month": month, "planned_effort": Decimal(30), "system": None}
    )
    field.broken("RES001", field.add(row), "planned_effort", "1か月の計画工数が働ける日数を超える")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "ORG001": (_no_manager, _system_without_owner),
    "ORG002": (_leaving_soon,),
    "ORG003": (_second_approver,),
    "ORG004": (_reports_to_nobody, _reports_to_each_other),
    "ORG005": (_leaving_without_successor, _successor_leaves_too),
    "DOC001": (_same_title, _no_comparable_version),
    "DOC002": (_older_than_change,),
}
FULL_PLANTS: Mapping[str, tuple[Plant, ...]] = {"RES001": (_too_much_to_do,)}
LAST_PLANTS: Mapping[str, tuple[Plant, ...]] = {"RAG001": (_green,)}
ALONE: Mapping[str, tuple[Plant, ...]] = {
    "CLS001": (_closed_with_work_left,),
    "KCK001": (_not_ready_to_kick_off,),
}
