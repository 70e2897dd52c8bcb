"""One delivery of an order as fields: what 検収依頼書, 検収書 and 支払依頼書 have in common."""

from __future__ import annotations

from decimal import Decimal

from pmo_xl.documents.word.content import Basis, Fields, basis_of, fields_of, text
from pmo_xl.metrics.consumption_tax import Rounding, tax_of
from pmo_xl.metrics.payment_defaults import effective, order_of, vendor_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import ratio, yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project

_ROUNDINGS = {rounding.value: rounding for rounding in Rounding}
_DEFAULT_RATE = Decimal("0.1")
_FROM_ORDER = ("発注書番号", "発注日", "契約形態", "システム名", "稟議番号")


def delivery_fields(acceptance: Acceptance, project: Project) -> Fields:
    """The cells of the delivery, of its order and of its vendor, and its amounts with tax."""
    order, vendor = order_of(acceptance, project), vendor_of(acceptance, project)
    ordered = fields_of(order) if order else {}
    inherited = {name: ordered.get(name, "") for name in _FROM_ORDER}
    amount = next(
        (
            a
            for a in (acceptance.accepted, acceptance.invoiced, acceptance.acceptance_planned)
            if a is not None
        ),
        None,
    )
    return {
        **fields_of(acceptance),
        **inherited,
        **amounts(acceptance, amount, project),
        "件名": acceptance.title or (order.title if order else None) or "",
        "取引先": (vendor.name if vendor else order.vendor if order else "") or "(取引先なし)",
        "登録番号": acceptance.registration_number or (vendor.registration_number if vendor else None) or "",
        "履行期間": _period(order),
        "支払方法": text(effective(acceptance, "payment_method", project).value),
        "負担部門": ordered.get("負担部門", ""),
        "予算ID": ordered.get("予算ID", ""),
    }


def amounts(acceptance: Acceptance, amount: int | None, project: Project) -> Fields:
    """The amount with its tax: as the invoice has it, else computed by 設定 and said to be so."""
    if amount is None:
        return {"金額": [], "対象額": "", "合計": "", "税の説明": "金額が記入されていません。"}
    rate = acceptance.tax_rate if acceptance.tax_rate is not None else _rate(project)
    rounding = _ROUNDINGS.get(project.settings.text("端数処理"), Rounding.FLOOR)
    is_invoiced = acceptance.tax is not None
    tax = acceptance.tax if acceptance.tax is not None else tax_of(amount, rate, rounding)
    line = {"税率": ratio(rate), "対象額": yen(amount), "消費税額": yen(tax), "合計": yen(amount + tax)}
    said = (
        "消費税額は請求書のとおりです。" if is_invoiced else "消費税額は設定の税率と端数処理による計算です。"
    )
    return {"金額": [line], **line, "税の説明": said}


def delivery_basis(project: Project) -> list[Basis]:
    """One row of 検収支払 and its order."""
    return [
        Basis(
            Acceptance.sheet.label, 1, len(project.acceptances), {"ほかの納品": len(project.acceptances) - 1}
        ),
        basis_of(Order, project, list(project.orders)[:1], "ほかの発注"),
    ]


def delivery_row(acceptance: Acceptance) -> str:
    """Which row of 検収支払 a document about it stands on."""
    return f"{acceptance.sheet.label} {acceptance.row_id or ''}".strip()


def _rate(project: Project) -> Decimal:
    found = project.settings.text("消費税率").strip().rstrip("%％")
    try:
        number = Decimal(found)
    except ArithmeticError:
        return _DEFAULT_RATE
    return number / 100 if number > 1 else number


def _period(order: Order | None) -> str:
    if order is None or not (order.performs_from or order.performs_until):
        return ""
    return f"{text(order.performs_from)} ～ {text(order.performs_until)}"
