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
        help="納品ごとの検収・請求・支払。",
    )

    id: Annotated[
        str | None,
        Column(
            "検収ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "検収番号", "検収No"),
            help="検収の番号。ACC-001 の形。1行 = 1回の納品。",
        ),
    ] = None
    order: Annotated[
        str | None,
        Column(
            "発注ID",
            Kind.REF,
            Need.MUST,
            aliases=("発注番号", "発注No", "契約番号"),
            refers_to=("予算管理表",),
            help="どの発注の納品か(予算管理表の発注ID)。",
            width=9.5,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "件名",
            Kind.TEXT,
            aliases=("タイトル", "案件名", "名称"),
            help="何の納品か。空欄なら発注の件名と同じ。",
            width=24,
        ),
    ] = None
    received_on: Annotated[
        date | None,
        Column(
            "受領日",
            Kind.DATE,
            aliases=("納品日", "納入日"),
            help="納品物を受け取った日。取適法の60日はこの日から数えます。",
            width=11,
        ),
    ] = None
    acceptance_due_on: Annotated[
        date | None,
        Column("検収予定日", Kind.DATE, aliases=("検収予定",), help="検収する予定の日。", width=11),
    ] = None
    acceptance_planned: Annotated[
        int | None,
        Column("検収予定額", Kind.MONEY, help="検収する予定の額(円・税抜)。準委任は月ごとに1行。", width=13),
    ] = None
    accepted_on: Annotated[
        date | None,
        Column("検収日", Kind.DATE, aliases=("検収完了日", "検収年月日"), help="検収した日。", width=11),
    ] = None
    accepted: Annotated[
        int | None,
        Column("検収額", Kind.MONEY, aliases=("検収金額",), help="検収した額(円・税抜)。", width=13),
    ] = None
    acceptance_document: Annotated[
        str | None,
        Column(
            "検収書",
            Kind.REF,
            refers_to=("成果物一覧",),
            help="検収書の文書ID。",
            width=9.5,
            is_rarely_read=True,
        ),
    ] = None
    invoice_number: Annotated[
        str | None,
        Column(
            "請求書番号",
            Kind.TEXT,
            aliases=("請求書No", "請求番号"),
            help="請求書の番号。取引先と番号が同じ行は1枚の請求書です。",
            width=14,
            is_rarely_read=True,
        ),
    ] = None
    invoiced_on: Annotated[date | None, Column("請求日", Kind.DATE, help="請求書の日付。", width=11)] = None
    registration_number: Annotated[
        str | None,
        Column(
            "登録番号",
            Kind.TEXT,
            help="T と13桁の番号。空欄は取引先一覧のとおり。",
            width=16,
            is_rarely_read=True,
        ),
    ] = None
    invoiced: Annotated[
        int | None,
        Column("請求額", Kind.MONEY, aliases=("請求金額",), help="請求された額(円・税抜)。", width=13),
    ] = None
    tax_rate: Annotated[
        Decimal | None,
        Column("税率", Kind.PERCENT, help="消費税率。空欄は設定のとおり。", width=7, is_rarely_read=True),
    ] = None
    tax: Annotated[
        int | None,
        Column(
            "消費税額",
            Kind.MONEY,
            aliases=("消費税",),
            help="請求書の消費税額(円)。",
            width=12,
            is_rarely_read=True,
        ),
    ] = None
    closing: Annotated[
        str | None,
        Column(
            "締め区分",
            Kind.CHOICE,
            choice_list="締め区分",
            help="月締めか都度か。空欄は取引先一覧のとおり。",
            width=9,
            is_rarely_read=True,
        ),
    ] = None
    payment_due_on: Annotated[
        date | None,
        Column("支払期日", Kind.DATE, aliases=("支払期限",), help="契約で決めた支払の期限。", width=11),
    ] = None
    payment_planned_on: Annotated[
        date | None, Column("支払予定日", Kind.DATE, aliases=("支払予定",), help="支払う予定の日。", width=11)
    ] = None
    paid_on: Annotated[
        date | None,
        Column("支払日", Kind.DATE, aliases=("支払年月日", "支払完了日"), help="支払った日。", width=11),
    ] = None
    paid: Annotated[
        int | None,
        Column("支払額", Kind.MONEY, aliases=("支払金額",), help="支払った額(円・税込)。", width=13),
    ] = None
    payment_method: Annotated[
        str | None,
        Column(
            "支払方法",
            Kind.CHOICE,
            choice_list="支払方法",
            help="支払の方法。空欄は取引先一覧のとおり。",
            width=12,
            is_rarely_read=True,
        ),
    ] = None
    fee_borne_by: Annotated[
        str | None,
        Column(
            "手数料負担",
            Kind.CHOICE,
            choice_list="手数料負担",
            help="振込手数料を持つのはどちらか。空欄は取引先一覧のとおり。",
            width=9,
            is_rarely_read=True,
        ),
    ] = None
    deferral_agreed: Annotated[
        bool | None,
        Column(
            "順延合意",
            Kind.FLAG,
            help="銀行休業日に翌営業日払いとする書面の合意があれば ○。",
            width=8,
            is_rarely_read=True,
        ),
    ] = None
    is_electronic: Annotated[
        bool | None,
        Column(
            "電子受領", Kind.FLAG, help="電子データで受け取った請求書なら ○。", width=8, is_rarely_read=True
        ),
    ] = None
    stored_at: Annotated[
        str | None, Column("保存先", Kind.TEXT, help="請求書を保存した場所。", width=24, is_rarely_read=True)
    ] = None
    status: Annotated[
        str | None,
        Column(
            "状態",
            Kind.TEXT,
            Need.AUTO,
            aliases=STATE,
            is_derived=True,
            help="受領日・検収日・請求日・支払日のうち、最後に済んだもの。",
            width=9,
        ),
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", is_rarely_read=True)
    ] = None
