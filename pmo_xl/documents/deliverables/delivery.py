"""One delivery of an order as fields: what 検収依頼書, 検収書 and 支払依頼書 have in common."""

from __future__ import annotations

from decimal import Decimal

from pmo_xl.documents.word.content import Basis, Content, Fields, basis_of, fields_of, text
from pmo_xl.documents.word.letter import Letter
from pmo_xl.metrics.payment.consumption_tax import Rounding, tax_of
from pmo_xl.metrics.payment.payment_defaults import effective, order_of, vendor_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import ratio, yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.settings import default_of

_ROUNDINGS = {rounding.value: rounding for rounding in Rounding}
_AMOUNTS = ("accepted", "invoiced", "acceptance_planned")
_FROM_ORDER = ("発注書番号", "発注日", "契約形態", "システム名", "稟議番号")


def delivery_fields(acceptance: Acceptance, project: Project) -> Fields:
    """The cells of the delivery, of its order and of its vendor, and its amounts with tax."""
    order, vendor = order_of(acceptance, project), vendor_of(acceptance, project)
    ordered = fields_of(order) if order else {}
    inherited = {name: ordered.get(name, "") for name in _FROM_ORDER}
    return {
        **fields_of(acceptance),
        **inherited,
        **amounts(acceptance, project),
        "件名": acceptance.title or (order.title if order else None) or "",
        "取引先": vendor_name(acceptance, project) or "(取引先なし)",
        "登録番号": acceptance.registration_number or (vendor.registration_number if vendor else None) or "",
        "履行期間": _period(order),
        "支払方法": text(effective(acceptance, "payment_method", project).value),
        "負担部門": ordered.get("負担部門", ""),
        "予算ID": ordered.get("予算ID", ""),
    }


def vendor_name(acceptance: Acceptance, project: Project) -> str:
    """The vendor of the delivery as 取引先一覧 has it, else as its order writes it."""
    order, vendor = order_of(acceptance, project), vendor_of(acceptance, project)
    return (vendor.name if vendor else order.vendor if order else "") or ""


def delivery_content(acceptance: Acceptance, fields: Fields, project: Project, letter: Letter) -> Content:
    """A paper to the outside about one delivery: it stands on its row and on that of its order."""
    order = order_of(acceptance, project)
    records = (acceptance, order) if order else (acceptance,)
    return Content(
        fields, delivery_basis(project), row=delivery_row(acceptance), records=records, letter=letter
    )


def amounts(acceptance: Acceptance, project: Project) -> Fields:
    """The amount with its tax: as the invoice has it, else computed by 設定 and said to be so.

    Nothing is taken for a cell that could not be read: it is said which.
    """
    amount, lacks = _amount(acceptance)
    if amount is None:
        return _no_amounts(lacks)
    rate = _rate(acceptance, project)
    if rate is None or "tax" in acceptance.unread:
        return _no_amounts(f"対象額は {yen(amount)} 円(税抜)です。{_unread_tax(acceptance, project)}")
    rounding = _ROUNDINGS.get(project.settings.text("端数処理")) or _ROUNDINGS[default_of("端数処理")]
    tax = acceptance.tax if acceptance.tax is not None else tax_of(amount, rate, rounding)
    line = {"税率": ratio(rate), "対象額": yen(amount), "消費税額": yen(tax), "合計": yen(amount + tax)}
    computed = (
        f"消費税額は{_source_of(acceptance, project)}の税率と端数処理({rounding.value})による計算です。"
    )
    said = computed if acceptance.tax is None else "消費税額は請求書のとおりです。"
    return {"金額": [line], **line, "税の説明": said}


def _amount(acceptance: Acceptance) -> tuple[int | None, str]:
    """検収額, else 請求額, else 検収予定額; None, and why, where there is none or it cannot be read."""
    for field in _AMOUNTS:
        if field in acceptance.unread:
            return None, f"{_as_typed(acceptance, field)}を金額として読めません。"
        amount: int | None = getattr(acceptance, field)
        if amount is not None:
            return amount, ""
    return None, "金額が記入されていません。"


def _as_typed(record: Record, field: str) -> str:
    return f"{record.columns[field].label}の「{record.unread[field].text}」"


def _no_amounts(said: str) -> Fields:
    return {"金額": [], "税率": "", "対象額": "", "消費税額": "", "合計": "", "税の説明": said}


def _unread_tax(acceptance: Acceptance, project: Project) -> str:
    for field in ("tax", "tax_rate"):
        if field in acceptance.unread:
            return f"{_as_typed(acceptance, field)}を読めないため、消費税は計算していません。"
    written = project.settings.text("消費税率")
    return f"設定の消費税率「{written}」を読めないため、消費税は計算していません。"


def _source_of(acceptance: Acceptance, project: Project) -> str:
    if acceptance.tax_rate is not None:
        return "検収支払"
    if project.settings.text("消費税率").strip():
        return "設定"
    return f"標準(設定に消費税率の記入がないため{default_of('消費税率')})"


def unknown_day(shown: str) -> str:
    """The end of a sentence on a day that is blank, or that cannot be read as what is typed."""
    return f"「{shown}」とあり、日付として読めません" if shown else "未記入です"


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


def _rate(acceptance: Acceptance, project: Project) -> Decimal | None:
    """The rate of the row, else of 設定, else 10 %; None where what is written cannot be read."""
    if acceptance.tax_rate is not None or "tax_rate" in acceptance.unread:
        return acceptance.tax_rate
    written = project.settings.text("消費税率").strip().rstrip("%％")
    found = written or default_of("消費税率").rstrip("%")
    try:
        number = Decimal(found)
    except ArithmeticError:
        return None
    return number / 100 if number > 1 else number


def _period(order: Order | None) -> str:
    if order is None or not (order.performs_from or order.performs_until):
        return ""
    shown = fields_of(order)
    return f"{shown['履行開始']} ～ {shown['履行終了']}"
