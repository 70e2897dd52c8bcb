"""The lists of the month end, each a few columns over its lines. Whole yen, 税抜 unless a heading says 税込."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from pmo_xl.documents.findings_book import COLUMNS as FINDING_COLUMNS
from pmo_xl.documents.findings_book import finding_target
from pmo_xl.documents.listing import CellTarget, Listing
from pmo_xl.documents.month_end.month_list import (
    BOOK,
    COMING,
    DAYS_LATE,
    DOUBLE,
    LEAD,
    LEAD_OF_MANY,
    PASSED,
    PROJECT,
    Line,
    MonthList,
    date_column,
    figure_of,
    joined_words,
    line_column,
    money_column,
    month_list,
)
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.metrics.payment.invoice_tax import InvoiceTax
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, month, ratio
from pmo_xl.model.list_column import ListColumn


def _payment_note(line: Line) -> str | None:
    """What to know of a payment beside its state: that it may stand twice, and from which day it is late."""
    return "、".join(filter(None, (line.project.month_end.double_note(line.at), line.line.late_note))) or None


acceptance_list = month_list(
    "検収",
    "acceptances",
    (
        line_column("状態", "state", width=13, is_judged=True),
        line_column("区分", "part", width=12, is_printed=False),
        date_column("検収予定日", "planned_on"),
        money_column("検収予定額", figure_of("planned")),
        date_column("受領日", "received_on"),
        date_column("検収日", "accepted_on"),
        money_column("検収額", figure_of("accepted", "accepted_on")),
        DAYS_LATE,
    ),
    lambda result: (
        f"検収の遅れ {result.late_acceptances}  "
        "当月に予定のもの、当月に検収したもの、前の月から残っているもの(円・税抜)"
    ),
)
_PAID_TO = tuple(replace(c, is_printed=c.is_printed and c.label != "担当") for c in LEAD)
payment_list = month_list(
    "支払",
    "payments",
    (
        line_column("状態", "state", width=14, is_judged=True),
        line_column("区分", "part", width=12, is_printed=False),
        date_column("支払予定日", "planned_on", is_printed=False),
        money_column("支払予定額", figure_of("planned")),
        date_column("支払期日", "due_on"),
        date_column("取適法の最終日", "lawful_until"),
        date_column("支払日", "paid_on"),
        money_column("支払額(税抜)", figure_of("paid", "paid_on")),
        money_column("支払額(税込)", figure_of("paid_with_tax", "paid_on"), is_printed=False),
        DAYS_LATE,
        line_column("請求書番号", "invoice_number", width=15, is_printed=False),
        line_column("まだないもの", joined_words("lacks"), width=16, is_printed=False),
        replace(DOUBLE, of=_payment_note),
    ),
    lambda result: (
        f"支払の遅れ {result.late_payments}  "
        "当月に予定のもの、当月に支払ったもの、前の月から残っているもの(税込と書いた列のほかは円・税抜)"
    ),
    _PAID_TO,
)
match_list = month_list(
    "三点照合",
    "matches",
    (
        line_column("判定", "verdict", width=9, is_judged=True),
        money_column("発注金額", "ordered"),
        money_column("検収額(発注の計)", "accepted_of_order"),
        money_column("検収額", "accepted", is_printed=False),
        money_column("請求額", "invoiced"),
        money_column("消費税額", "tax", is_printed=False),
        money_column("支払額(税込)", "paid_with_tax"),
        line_column("理由", "reason", Kind.LONGTEXT, width=44),
    ),
    lambda _: "発注・検収・請求・支払の額の照合。支払は請求書ごとに合計して比べます",
    LEAD_OF_MANY,
)
toritekihou_list = month_list(
    "取適法",
    "lawful",
    (
        line_column("判定", "word", width=9, is_judged=True),
        line_column("取適法", "coverage", width=8, is_printed=False),
        line_column("締め", lambda line: "月締め" if line.is_monthly_closing else "都度", width=7),
        date_column("受領日(数え始め)", "received_on"),
        date_column("支払期日", "due_on"),
        line_column("日数", "sixty.days", Kind.INT),
        date_column("最終日", "last_on"),
        date_column("支払日", "paid_on", is_printed=False),
        money_column("遅延利息の目安", lambda line: line.late_charge or None, is_printed=False),
        line_column("理由", "reason", Kind.LONGTEXT, width=44),
        line_column(
            "判定の内訳",
            lambda line: "、".join(f"{check.name} {check.ruling.verdict}" for check in line.checks),
            Kind.LONGTEXT,
            width=34,
            is_printed=False,
        ),
    ),
    lambda result: (
        f"違反 {result.breaches}  日数 = 支払期日 − 受領日(59日以内、月締めは2か月以内)。"
        "判定不能は「問題なし」ではありません。対象かどうかは人が決めます。法律の助言ではありません"
    ),
    LEAD_OF_MANY,
)
last_day_list = month_list(
    "取適法の最終日",
    "unpaid",
    (
        ListColumn(
            "区分",
            width=20,
            of=lambda line: PASSED if line.line.last_on < line.result.month.as_of else COMING,
            is_judged=True,
        ),
        date_column("最終日", "last_on"),
        money_column("支払う額", "amount"),
    ),
    lambda _: (
        "取適法の対象で未払のもの。最終日を過ぎたものと、翌月末までに最終日が来るもの(台帳全体、円・税抜)"
    ),
)


def _bad(line: InvoiceTax) -> str | None:
    """Why an invoice is not in order."""
    rulings = (line.registration_ruling, line.tax_ruling, line.lines_ruling)
    return "".join(r.reason or "" for r in rulings if r.verdict not in ("適合", "対象外")) or None


invoice_list = month_list(
    "登録番号と税",
    "invoices",
    (
        line_column("請求書番号", "invoice_number", width=15),
        date_column("請求日", "invoiced_on", is_printed=False),
        line_column("登録番号", "registration", width=17),
        line_column("登録番号の判定", "registration_ruling.verdict", width=10, is_judged=True),
        money_column("税抜額", "net"),
        line_column("税率", lambda line: "、".join(map(ratio, line.rates)) or None, width=8),
        money_column("消費税額", "tax"),
        line_column("税の判定", "tax_ruling.verdict", width=9, is_judged=True),
        line_column("行の判定", "lines_ruling.verdict", width=9, is_judged=True, is_printed=False),
        line_column("理由", _bad, Kind.LONGTEXT, width=44),
    ),
    lambda _: "1行 = 1枚の請求書(発注先と請求書番号)。消費税の端数は請求書ごと・税率ごとに1回だけです",
    LEAD_OF_MANY,
)
accrual_list = month_list(
    "未払計上候補",
    "accruals",
    (
        line_column("区分", "kind", width=22),
        date_column("受領日", "received_on"),
        date_column("検収日", "accepted_on"),
        date_column("請求日", "invoiced_on"),
        money_column("金額", "amount"),
        line_column("年度末", lambda line: "○" if line.is_year_end else None, width=7),
        DOUBLE,
    ),
    lambda _: "月末までに受領し、検収か請求が月末より後のもの。計上するかどうかは経理が決めます(円・税抜)",
)
difference_list = MonthList(
    "前月との比較",
    lambda project, result: result.differences.get(project.key, ()),
    (
        PROJECT,
        BOOK,
        line_column("ID", "key", width=10),
        line_column("件名", "title", Kind.LONGTEXT, width=30),
        line_column("変化", "change", width=22, is_judged=True),
        line_column("何が", "what", width=8),
        line_column("月", "month", Kind.MONTH),
        line_column("前月の記録", "then", width=28),
        line_column("いま", "now", width=36),
        money_column("金額", "amount"),
    ),
    lambda result, _: previous_note(result),
    lambda line: CellTarget(line.project.path),
)
_FINDING = {column.label: column.of_part(attrgetter("line")) for column in FINDING_COLUMNS}
finding_list = MonthList(
    "指摘",
    lambda project, _: project.findings,
    (
        PROJECT,
        *(_FINDING[label] for label in ("場所", "ID", "重要度", "規則", "担当", "指摘", "直し方")),
        line_column(
            "免除",
            lambda f: f.waived and f"{f.waived.reason}({f.waived.approver}、{day(f.waived.until)} まで)",
            Kind.LONGTEXT,
            width=20,
        ),
    ),
    lambda _, lines: (
        f"予算・発注・検収・支払の規則の指摘 {len(lines)} 件(当月に限りません)。"
        "規則の説明は pmo-xl rules ACC008 のように見られます。"
    ),
    lambda line: finding_target(line.project.path, line.line),
)
awaited_list = MonthList(
    "催促",
    lambda project, _: project.month_end.awaited,
    (
        *(replace(c, is_printed=c.label in ("案件", "場所", "ID", "件名")) for c in LEAD),
        line_column("宛先", lambda line: "社外" if line.is_vendor else "社内", width=8),
        line_column("待っている相手", "name", width=20),
        line_column("メール", "mail", width=24, is_printed=False),
        line_column("用件", "topic", width=9),
        line_column("お願い", "text", Kind.LONGTEXT, width=48),
        date_column("期限", "due_on"),
        date_column("順延後の期限", "deferred_to"),
        DAYS_LATE,
        money_column("金額", "amount"),
    ),
    lambda _, lines: f"{len(lines)} 件。相手ごとの文面は 催促 フォルダにあります。送信はしません。",
    order=lambda line: (line.line.is_vendor, line.line.name),
)


def previous_note(result: MonthEndResult) -> str:
    """What this month end is compared with, and of which projects nothing came."""
    previous = result.previous
    if previous is None:
        return "前の月の記録(履歴)がないため、比べていません。次の月からは、この月の記録と比べます。"
    text = f"{month(previous.month)}(基準日 {day(previous.as_of)})の記録と比べました。"
    if previous.missing:
        text += f"前月にあって今月ブックがない案件: {'、'.join(previous.missing)}。"
    return text


def every_list(result: MonthEndResult) -> Iterator[Listing]:
    """All lists in the order of the workbook's sheets, each made when it is asked for."""
    makers = (
        acceptance_list,
        payment_list,
        match_list,
        toritekihou_list,
        last_day_list,
        invoice_list,
        accrual_list,
        difference_list,
        awaited_list,
        finding_list,
    )
    for make in makers:
        yield make(result)
