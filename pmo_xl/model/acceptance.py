"""検収支払: one delivery of an order, its acceptance, invoice and payment."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, REMARKS, STATE, labels


class Acceptance(Record):
    """One row of 検収支払: one delivery of an order, its acceptance, invoice and payment."""

    sheet: ClassVar[Sheet] = Sheet(
        "検収支払",
        collection="acceptances",
        prefix="ACC",
        aliases=labels(
            "検収・支払管理表 検収管理表 支払管理表 検収 検収一覧 支払一覧 検収支払管理表 "
            "検収台帳 支払台帳 検収支払一覧"
        ),
    )

    id: Annotated[
        str | None, Column("検収ID", Kind.ID, Need.MUST, aliases=(*NUMBER, "検収番号", "検収No"))
    ] = None
    order: Annotated[
        str | None,
        Column(
            "発注ID",
            Kind.REF,
            Need.MUST,
            aliases=("発注番号", "発注No", "契約番号"),
            refers_to=("予算管理表",),
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "件名",
            Kind.TEXT,
            aliases=("案件名", "名称"),
        ),
    ] = None
    received_on: Annotated[date | None, Column("受領日", Kind.DATE, aliases=("納品日", "納入日"))] = None
    acceptance_due_on: Annotated[date | None, Column("検収予定日", Kind.DATE, aliases=("検収予定",))] = None
    acceptance_planned: Annotated[int | None, Column("検収予定額", Kind.MONEY)] = None
    accepted_on: Annotated[
        date | None,
        Column(
            "検収日",
            Kind.DATE,
            aliases=("検収完了日", "検収年月日"),
        ),
    ] = None
    accepted: Annotated[int | None, Column("検収額", Kind.MONEY, aliases=("検収金額",))] = None
    acceptance_document: Annotated[str | None, Column("検収書", Kind.REF, refers_to=("成果物一覧",))] = None
    invoice_number: Annotated[
        str | None,
        Column(
            "請求書番号",
            Kind.TEXT,
            aliases=("請求書No", "請求番号"),
        ),
    ] = None
    invoiced_on: Annotated[date | None, Column("請求日", Kind.DATE)] = None
    registration_number: Annotated[str | None, Column("登録番号", Kind.TEXT)] = None
    invoiced: Annotated[int | None, Column("請求額", Kind.MONEY, aliases=("請求金額",))] = None
    tax_rate: Annotated[Decimal | None, Column("税率", Kind.PERCENT)] = None
    tax: Annotated[int | None, Column("消費税額", Kind.MONEY, aliases=("消費税",))] = None
    closing: Annotated[str | None, Column("締め区分", Kind.CHOICE, choice_list="締め区分")] = None
    payment_due_on: Annotated[date | None, Column("支払期日", Kind.DATE, aliases=("支払期限",))] = None
    payment_planned_on: Annotated[date | None, Column("支払予定日", Kind.DATE, aliases=("支払予定",))] = None
    paid_on: Annotated[
        date | None,
        Column(
            "支払日",
            Kind.DATE,
            aliases=("支払年月日", "支払完了日"),
        ),
    ] = None
    paid: Annotated[int | None, Column("支払額", Kind.MONEY, aliases=("支払金額",))] = None
    payment_method: Annotated[str | None, Column("支払方法", Kind.CHOICE, choice_list="支払方法")] = None
    fee_borne_by: Annotated[str | None, Column("手数料負担", Kind.CHOICE, choice_list="手数料負担")] = None
    deferral_agreed: Annotated[bool | None, Column("順延合意", Kind.FLAG)] = None
    is_electronic: Annotated[bool | None, Column("電子受領", Kind.FLAG)] = None
    stored_at: Annotated[str | None, Column("保存先", Kind.TEXT)] = None
    status: Annotated[str | None, Column("状態", Kind.TEXT, Need.AUTO, aliases=STATE, is_derived=True)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS)] = None
