"""検収支払: one delivery of an order, its acceptance, invoice and payment."""

from typing import ClassVar

from pmo_xl.model.column import Date, Flag, Id, LongText, Money, Percent, Ref, Text, Word, auto, column, must
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
        amounts="金額は円・税抜、支払額は円・税込。",
        guide="納品ごとに、受領・検収・請求・支払を1行で追います。検収と支払の遅れ、取適法の支払期日、請求書との食い違いを点検し、検収書と支払依頼書を作ります。",
    )

    id: Id = column(
        "検収ID",
        must,
        aliases=(*NUMBER, "検収番号", "検収No"),
        help="検収の番号。ACC-001 の形。1行 = 1回の納品。",
    )
    order: Ref = column(
        "発注ID",
        must,
        aliases="発注番号 発注No 契約番号",
        refers_to="予算管理表",
        width=9.5,
        help="どの発注の納品か(予算管理表の発注ID)。",
    )
    title: Text = column(
        "件名", aliases="タイトル 案件名 名称", width=24, help="何の納品か。空欄なら発注の件名と同じ。"
    )
    received_on: Date = column(
        "受領日",
        aliases="納品日 納入日",
        width=11,
        help="納品物を受け取った日。取適法の60日はこの日から数えます。",
    )
    acceptance_due_on: Date = column("検収予定日", aliases="検収予定", width=11, help="検収する予定の日。")
    acceptance_planned: Money = column(
        "検収予定額", width=13, help="検収する予定の額(円・税抜)。準委任は月ごとに1行。"
    )
    accepted_on: Date = column("検収日", aliases="検収完了日 検収年月日", width=11, help="検収した日。")
    accepted: Money = column("検収額", aliases="検収金額", width=13, help="検収した額(円・税抜)。")
    acceptance_document: Ref = column(
        "検収書", refers_to="成果物一覧", is_rarely_read=True, width=9.5, help="検収書の文書ID。"
    )
    invoice_number: Text = column(
        "請求書番号",
        aliases="請求書No 請求番号",
        is_rarely_read=True,
        width=14,
        help="請求書の番号。取引先と番号が同じ行は1枚の請求書です。",
    )
    invoiced_on: Date = column("請求日", width=11, help="請求書の日付。")
    registration_number: Text = column(
        "登録番号", is_rarely_read=True, width=16, help="T と13桁の番号。空欄は取引先一覧のとおり。"
    )
    invoiced: Money = column("請求額", aliases="請求金額", width=13, help="請求された額(円・税抜)。")
    tax_rate: Percent = column("税率", is_rarely_read=True, width=7, help="消費税率。空欄は設定のとおり。")
    tax: Money = column(
        "消費税額", aliases="消費税", is_rarely_read=True, width=12, help="請求書の消費税額(円)。"
    )
    closing: Word = column(
        "締め区分",
        choice_list="締め区分",
        is_rarely_read=True,
        width=9,
        help="月締めか都度か。空欄は取引先一覧のとおり。",
    )
    payment_due_on: Date = column("支払期日", aliases="支払期限", width=11, help="契約で決めた支払の期限。")
    payment_planned_on: Date = column("支払予定日", aliases="支払予定", width=11, help="支払う予定の日。")
    paid_on: Date = column("支払日", aliases="支払年月日 支払完了日", width=11, help="支払った日。")
    paid: Money = column("支払額", aliases="支払金額", width=13, help="支払った額(円・税込)。")
    payment_method: Word = column(
        "支払方法",
        choice_list="支払方法",
        is_rarely_read=True,
        width=12,
        help="支払の方法。空欄は取引先一覧のとおり。",
    )
    fee_borne_by: Word = column(
        "手数料負担",
        choice_list="手数料負担",
        is_rarely_read=True,
        width=9,
        help="振込手数料を持つのはどちらか。空欄は取引先一覧のとおり。",
    )
    deferral_agreed: Flag = column(
        "順延合意", is_rarely_read=True, width=8, help="銀行休業日に翌営業日払いとする書面の合意があれば ○。"
    )
    is_electronic: Flag = column(
        "電子受領", is_rarely_read=True, width=8, help="電子データで受け取った請求書なら ○。"
    )
    stored_at: Text = column("保存先", is_rarely_read=True, width=24, help="請求書を保存した場所。")
    status: Text = column(
        "状態",
        auto,
        aliases=STATE,
        is_derived=True,
        width=9,
        help="受領日・検収日・請求日・支払日のうち、最後に済んだもの。",
    )
    remarks: LongText = column("備考", aliases=REMARKS, is_rarely_read=True, help="補足。")
