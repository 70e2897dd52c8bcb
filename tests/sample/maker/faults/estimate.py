"""Faults of 見積一覧 and 対応案比較 (EST)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pmo_xl.metrics.budget.order_money import is_placed
from pmo_xl.model.budget import Budget
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.system import System
from tests.sample.maker.faults.field import Field, NoRoom, Plant


def _received(field: Field) -> list[str]:
    """The outsourced systems whose estimates no other plant has taken, the one with the fewest first."""
    names = [
        row.name for row in field.all(System) if row.is_outsourced and row.change_kind in ("新規", "改修")
    ]
    given = {name: [row for row in field.all(Estimate) if row.system == name] for name in names if name}
    free = {row.id for row in field.free(Estimate)}
    return sorted((n for n in given if all(row.id in free for row in given[n])), key=lambda n: len(given[n]))


def _declined(field: Field) -> None:
    names = _received(field)
    if not names:
        raise NoRoom(System.sheet.label)
    system = next(row for row in field.all(System) if row.name == names[0])
    for row in [row for row in field.all(Estimate) if row.system == system.name]:
        field.put(row, status="辞退", is_adopted=None)
    field.broken("EST001", field.take(system), "name", "外注するシステムの見積がすべて辞退になった")


def _ordered_days(field: Field, row: Estimate) -> list[object]:
    orders = [order for order in field.all(Order) if order.estimate == row.id and is_placed(order)]
    return [order.ordered_on for order in orders]


def _is_adopted(row: Estimate) -> bool:
    return bool(row.is_taken)


def _expired(field: Field) -> None:
    row = field.pick(Estimate, lambda row: row.is_taken and bool(_ordered_days(field, row)))
    first = min(
        order.ordered_on for order in field.all(Order) if order.estimate == row.id and order.ordered_on
    )
    row = field.put(row, valid_until=first - timedelta(1))
    field.broken("EST002", row, "valid_until", "採用した見積の有効期限が発注日の前日に切れた")


def _other_breakdown(field: Field) -> None:
    row = field.pick(Estimate, _is_adopted)
    row = field.put(row, breakdown_total=(row.amount or 0) - 30_000)
    field.broken("EST003", row, "breakdown_total", "内訳合計が金額より30,000円少ない")


def _with_tax(field: Field) -> None:
    row = field.put(field.pick(Estimate, _is_adopted), tax_basis="税込")
    field.broken("EST004", row, "tax_basis", "税抜の見積と同じ合計に税込の見積がある")


def _over_budget(field: Field) -> None:
    budget = min(field.all(Budget), key=lambda row: row.amount or 0)
    like = field.all(Estimate)[0]
    values = {
        "budget": budget.id,
        "amount": (budget.amount or 0) + 1,
        "breakdown_total": None,
        "effort": None,
        "unit_price": None,
        "origin": (),
        "is_adopted": True,
        "received_on": field.ago(5),
        "valid_until": None,
        "assumptions": "追加の機器を含む。",
    }
    field.add(like.model_copy(update=values))
    field.broken("EST005", budget, "amount", "採用した見積が予算を1円超えたのに対応案がない")


def _option_without_cost(field: Field) -> None:
    like = {"subject": "帳票の出し方", "decision": "保留", "decided_by": None, "decided_on": None}
    first, second = field.all(Option)[:2]
    field.add(first.model_copy(update={**like, "title": "A案 画面から印刷する", "origin": _an_origin(field)}))
    bare = second.model_copy(update={**like, "title": "B案 夜間にまとめて作る", "cost_delta": None})
    field.broken("EST005", field.add(bare), "cost_delta", "未決の論点の案に費用差がない")


def _an_origin(field: Field) -> tuple[str, ...]:
    budget = max(field.all(Budget), key=lambda row: row.amount or 0)
    return (budget.id or "",)


def _decided_without_day(field: Field) -> None:
    row = field.put(field.pick(Option, lambda row: row.decision == "採用"), decided_on=None)
    field.broken("EST006", row, "decided_on", "採用した案の決定日が空欄")


def _unanswered_request(field: Field) -> None:
    like = field.all(Estimate)[0]
    nothing = dict.fromkeys(
        (
            "tax_basis",
            "effort",
            "unit_price",
            "amount",
            "breakdown_total",
            "received_on",
            "valid_until",
            "is_adopted",
        )
    )
    asked = {
        "kind": "概算",
        "status": "依頼中",
        "requested_on": field.ago(10),
        "due_on": field.ago(2),
        "origin": (),
    }
    row = field.add(like.model_copy(update={**nothing, **asked, "assumptions": None}))
    field.broken("EST007", row, "due_on", "頼んだ見積が回答期限を2稼働日過ぎて出ていない")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "EST001": (_declined,),
    "EST002": (_expired,),
    "EST003": (_other_breakdown,),
    "EST004": (_with_tax,),
    "EST005": (_over_budget, _option_without_cost),
    "EST006": (_decided_without_day,),
    "EST007": (_unanswered_request,),
}
