"""月次検収・支払点検報告書: this month's acceptances and payments, the law with the days counted, accruals."""

from __future__ import annotations

from datetime import date
from enum import Enum

from pmo_xl.documents.month_end.month_list import COMING, PASSED
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, text
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text
from pmo_xl.metrics.month_end.closing_month import closing_month
from pmo_xl.metrics.month_end.ledger_row import LedgerRow
from pmo_xl.metrics.month_end.month_end import MonthEnd, month_end
from pmo_xl.metrics.payment.acceptance_due import AcceptanceDue
from pmo_xl.metrics.payment.payment_due import PaymentDue
from pmo_xl.metrics.payment.three_way_match import ThreeWayMatch
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import month, yen
from pmo_xl.model.order import Order
from pmo_xl.rules.report import waived_rows
from pmo_xl.rules.standing_breaches import breaches_of

_UNKNOWN_DAY = "未定か読めない"
_DONE_OF_LAW = "適合"


def build(source: Source) -> Content:
    """The month of D, or the one before it until day 10."""
    project = source.project
    end = month_end(project, closing_month(None, project.as_of), waived_rows(Acceptance, project))
    listed = (*(line.at for line in end.acceptances), *(line.at for line in end.payments))
    used = {(at.sheet_title, at.row, at.row_id) for at in listed if at.sheet == Acceptance.sheet.label}
    fields = {
        "対象月": month(end.month.first),
        "対象期間": str(end.month),
        **_sums(end),
        "検収の遅れ": str(end.late_acceptances),
        "支払の遅れ": str(end.late_payments),
        "違反": str(breaches_of(end, project.judged_on(end.month.as_of), source.report)),
        "最終日": [
            _at(each.at) | {"区分": PASSED if each.last_on < end.month.as_of else COMING, "最終日": text(each.last_on), "額": yen(each.amount)}
            for each in end.unpaid
        ],
        "検収": [_at(a.at) | _acceptance(a) for a in end.acceptances],
        "支払": [_at(p.at) | _payment(p) for p in end.payments],
        "取適法": [
            _at(each.at) | {"対象": each.coverage, "判定": each.word, "数えた日": text(each.sixty.days),
                            "最終日": text(each.last_on), "理由": each.reason,
                            "遅延利息の目安": yen(each.late_charge) if each.late_charge else ""}
            for each in end.lawful
        ],
        "金額の照合": [_at(each.at) | _match(each) for each in end.matches if _word(each.verdict) != _DONE_OF_LAW],
        "計上の候補": [
            _at(each.at) | {"種類": "、".join(filter(None, (_word(each.kind), end.double_note(each.at)))), "受領日": text(each.received_on), "検収日": text(each.accepted_on), "額": yen(each.amount)}
            for each in end.accruals
        ],
        "待っているもの": [
            {"相手": each.name, "用件": each.topic, "お願い": each.text, "期限": text(each.due_on), "遅れ": each.days_late or "",
             "ID": each.at.row_id or ""}
            for each in end.awaited
        ],
    }  # fmt: skip
    rows = [row for row in project.acceptances if _place_of(row) in used]
    return Content(fields, [
        basis_of(Acceptance, project, rows, "この月の検収・支払ではない"),
        basis_of(Order, project, list(project.orders)),
    ], title=f"月次検収・支払点検報告書({month(end.month.first)})")  # fmt: skip


def _place_of(row: Acceptance) -> tuple[str, int | None, str | None]:
    title = row.place.table.sheet_title if row.place else row.sheet.label
    return title, row.row, row.row_id


def _sums(end: MonthEnd) -> Fields:
    planned = sum(a.planned for a in end.acceptances if a.planned_on in end.month)
    pay = sum(p.planned for p in end.payments if p.planned_on in end.month)
    return {
        "検収予定額": yen(planned),
        "検収額": yen(end.sums.accepted),
        "支払予定額": yen(pay),
        "支払額": yen(end.sums.paid),
        "支払額_税込": yen(end.sums.paid_with_tax),
        "要判断": sum(1 for each in end.lawful if _word(each.verdict) == "要判断"),
    }


def _word(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _at(at: LedgerRow) -> Fields:
    return {
        "ID": at.row_id or "",
        "件名": at.title or "",
        "取引先": at.vendor or "",
        "担当": at.owner or "",
        "負担部門": at.department or "",
    }


def _acceptance(line: AcceptanceDue) -> Fields:
    return {"区分": _word(line.part), "状況": _word(line.state), "予定日": text(line.planned_on) or _UNKNOWN_DAY, "予定額": line.planned_unknown or yen(line.planned),
            "検収日": text(line.accepted_on), "検収額": line.accepted_unknown or _done(line.accepted_on, line.accepted), "遅れ": line.days_late or ""}  # fmt: skip


def _payment(line: PaymentDue) -> Fields:
    return {"区分": _word(line.part), "状況": _word(line.state), "予定日": text(line.planned_on) or _UNKNOWN_DAY, "支払期日": f"{text(line.due_on)}(順延後 {text(line.deferred_to)})" if line.deferred_to else text(line.due_on),
            "支払日": text(line.paid_on), "支払額": line.paid_unknown or _done(line.paid_on, line.paid), "遅れ": line.days_late or "", "足りないもの": "、".join(line.lacks)}  # fmt: skip


def _done(on: date | None, amount: int) -> str:
    """An amount of something that happened; nothing of what did not."""
    return yen(amount) if on else ""


def _match(line: ThreeWayMatch) -> Fields:
    amounts = {"発注額": line.ordered, "検収額": line.accepted, "請求額": line.invoiced}
    shown = {name: "" if amount is None else yen(amount) for name, amount in amounts.items()}
    return {"判定": _word(line.verdict), "理由": line.reason, **shown}


DOCUMENT = WordDocument(
    "月次点検報告書",
    "その月の検収と支払を、済み・遅れと取適法の確認に分けて報告します。",
    build,
    Layout(
        (
            Heading("検収と支払 {{ 対象期間 }}"),
            Text("検収は予定 {{ 検収予定額 }} 円に対し実績 {{ 検収額 }} 円、支払は予定 {{ 支払予定額 }} 円に対し実績 {{ 支払額 }} 円"
                 "(税込 {{ 支払額_税込 }} 円)です。検収の遅れは {{ 検収の遅れ }}、支払の遅れは {{ 支払の遅れ }}、"
                 "取適法の違反は {{ 違反 }}、当月の要判断は {{ 要判断 }} 件です。"),
            Heading("検収"),
            Table("検収", "ID:20 件名:60 取引先:44 区分:26c 状況:24c 予定日:23c 予定額:26r 検収日:23c 検収額:26r 遅れ:14r", "検収(円・税抜、遅れは日数)",
                  "この月の検収はありません。"),
            Heading("支払"),
            Table("支払", "ID:20 件名:54 取引先:40 区分:24c 状況:22c 予定日:23c 支払期日:23c 支払日:23c 支払額:26r 遅れ:14r 足りないもの:30",
                  "支払(円・税抜、遅れは日数)", "この月の支払はありません。"),
            Heading("取適法の確認"),
            Text("60日は受領日を1日目として数えています。対象かどうかは台帳に書かれたとおりで、この文書は判断していません。"),
            Table("取適法", "ID:20 件名:60 取引先:44 対象:18c 判定:20c 数えた日:18r 最終日:23c 理由:70 遅延利息の目安:24r", "取適法の確認", "確認するものはありません。"),
            Table("最終日", "ID:20 件名:80 取引先:50 区分:40 最終日:24c 額:30r 担当:30", "未払で、取適法の最終日を過ぎたもの・翌月末までに来るもの(円・税抜)",
                  "未払で、最終日を過ぎたものも、翌月末までに最終日が来るものもありません。"),
            Heading("金額の照合"),
            Table("金額の照合", "ID:20 件名:60 判定:20c 発注額:28r 検収額:28r 請求額:28r 理由:90", "発注・検収・請求・支払の照合(合っているものを除く)",
                  "発注・検収・請求・支払が合わないものはありません。"),
            Heading("計上の候補"),
            Table("計上の候補", "ID:20 件名:80 取引先:50 種類:30 受領日:24c 検収日:24c 額:30r", "未払・未収の計上の候補(円・税抜)", "計上の候補はありません。"),
            Heading("待っているもの"),
            Table("待っているもの", "相手:44 用件:20c ID:20 お願い:110 期限:24c 遅れ:14r", "対応を待っているもの", "待っているものはありません。"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    sheets=(Acceptance, Order),
)  # fmt: skip
