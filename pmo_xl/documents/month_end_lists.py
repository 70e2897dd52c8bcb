"""The lists of the month end as headed rows, each line with the cell it speaks of.

The workbook, the CSV files and the report are all made of these. Whole yen, 税抜 unless a heading says 税込.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pmo_xl.documents.cell_link import CellTarget
from pmo_xl.documents.findings_book import place as finding_place
from pmo_xl.documents.listing import Heading
from pmo_xl.documents.month_end_columns import LEAD, LinkedListing, lead, target
from pmo_xl.documents.month_end_result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.acceptance_due import AcceptanceDue
from pmo_xl.metrics.accrual_candidate import AccrualCandidate
from pmo_xl.metrics.invoice_tax import InvoiceTax
from pmo_xl.metrics.late_money import Lateness
from pmo_xl.metrics.lawful_payment import LawfulPayment
from pmo_xl.metrics.payment_due import PaymentDue
from pmo_xl.metrics.three_way_match import ThreeWayMatch
from pmo_xl.metrics.unpaid_delivery import UnpaidDelivery
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, month, ratio
from pmo_xl.rules.standing_breaches import Breaches

Row = tuple[object, ...]
PASSED, COMING = "最終日を過ぎた未払", "最終日が来る"


def late_acceptances(result: MonthEndResult) -> Lateness:
    """検収の遅れ of all projects."""
    return sum((project.month_end.late_acceptances for project in result.projects), Lateness())


def late_payments(result: MonthEndResult) -> Lateness:
    """支払の遅れ of all projects."""
    return sum((project.month_end.late_payments for project in result.projects), Lateness())


def breaches(result: MonthEndResult) -> Breaches:
    """取適法の違反 of all projects."""
    return sum((project.breaches for project in result.projects), Breaches())


def _dates(*labels: str) -> tuple[Heading, ...]:
    return tuple(Heading(label, Kind.DATE, 11) for label in labels)


def _amounts(*labels: str) -> tuple[Heading, ...]:
    return tuple(Heading(label, Kind.MONEY, 13) for label in labels)


def _days(label: str) -> Heading:
    return Heading(label, Kind.INT, 6)


def _listing(
    result: MonthEndResult,
    title: str,
    note: str,
    headings: Sequence[Heading],
    lines: Callable[[ProjectMonthEnd], Iterable[Any]],
    values: Callable[[Any], Row],
    *judged: str,
) -> LinkedListing:
    """One list over all projects; each line has `at`, the row it speaks of."""
    rows: list[Row] = []
    targets: list[CellTarget] = []
    for project in result.projects:
        for line in lines(project):
            rows.append((*lead(project, line.at), *values(line)))
            targets.append(target(project, line.at))
    note = f"{month(result.month.first)}  基準日 {day(result.month.as_of)}  {len(rows)} 行  {note}"
    return LinkedListing(title, (*LEAD, *headings), rows, note, targets, judged)


def acceptance_list(result: MonthEndResult) -> LinkedListing:
    """検収 of the month: due, done, late."""

    def values(line: AcceptanceDue) -> Row:
        """What follows the lead."""
        return (
            str(line.state),
            str(line.part),
            line.planned_on,
            line.planned_unknown or line.planned,
            line.received_on,
            line.accepted_on,
            (line.accepted_unknown or line.accepted) if line.accepted_on else None,
            line.days_late or None,
        )

    headings = (
        Heading("状態", width=13),
        Heading("区分", width=12),
        *_dates("検収予定日"),
        *_amounts("検収予定額"),
        *_dates("受領日", "検収日"),
        *_amounts("検収額"),
        _days("遅れ日数"),
    )
    note = f"検収の遅れ {late_acceptances(result)}  当月に予定のもの、当月に検収したもの、前の月から残っているもの(円・税抜)"
    return _listing(result, "検収", note, headings, lambda p: p.month_end.acceptances, values, "状態")


def payment_list(result: MonthEndResult) -> LinkedListing:
    """支払 of the month: due, done, late."""

    def values(line: PaymentDue) -> Row:
        """What follows the lead."""
        return (
            str(line.state),
            str(line.part),
            line.planned_on,
            line.planned_unknown or line.planned,
            line.due_on,
            line.lawful_until,
            line.paid_on,
            (line.paid_unknown or line.paid) if line.paid_on else None,
            (line.paid_with_tax_unknown or line.paid_with_tax) if line.paid_on else None,
            line.days_late or None,
            line.invoice_number,
            "、".join(line.lacks) or None,
        )

    headings = (
        Heading("状態", width=14),
        Heading("区分", width=12),
        *_dates("支払予定日"),
        *_amounts("支払予定額"),
        *_dates("支払期日", "取適法の最終日", "支払日"),
        *_amounts("支払額(税抜)", "支払額(税込)"),
        _days("遅れ日数"),
        Heading("請求書番号", width=15),
        Heading("まだないもの", width=16),
    )
    note = (
        f"支払の遅れ {late_payments(result)}  当月に予定のもの、当月に支払ったもの、前の月から残っているもの"
        "(税込と書いた列のほかは円・税抜)"
    )
    return _listing(result, "支払", note, headings, lambda p: p.month_end.payments, values, "状態")


def match_list(result: MonthEndResult) -> LinkedListing:
    """Order, acceptance, invoice and payment side by side."""

    def values(line: ThreeWayMatch) -> Row:
        """What follows the lead."""
        amounts = (
            line.ordered,
            line.accepted_of_order,
            line.accepted,
            line.invoiced,
            line.tax,
            line.paid_with_tax,
        )
        return str(line.verdict), *amounts, line.reason

    headings = (
        Heading("判定", width=9),
        *_amounts("発注金額", "検収額(発注の計)", "検収額", "請求額", "消費税額", "支払額(税込)"),
        Heading("理由", Kind.LONGTEXT, 44),
    )
    note = "発注・検収・請求・支払の額の照合。支払は請求書ごとに合計して比べます"
    return _listing(result, "三点照合", note, headings, lambda p: p.month_end.matches, values, "判定")


def lawful_list(result: MonthEndResult) -> LinkedListing:
    """取適法: the verdict, the days and what they were counted from."""

    def values(line: LawfulPayment) -> Row:
        """What follows the lead."""
        return (
            line.word,
            line.coverage,
            "月締め" if line.is_monthly_closing else "都度",
            line.received_on,
            line.due_on,
            line.sixty.days,
            line.last_on,
            line.paid_on,
            line.late_charge or None,
            line.reason,
            "、".join(f"{check.name} {check.ruling.verdict}" for check in line.checks),
        )

    headings = (
        Heading("判定", width=9),
        Heading("取適法", width=8),
        Heading("締め", width=7),
        *_dates("受領日(数え始め)", "支払期日"),
        _days("日数"),
        *_dates("最終日", "支払日"),
        *_amounts("遅延利息の目安"),
        Heading("理由", Kind.LONGTEXT, 44),
        Heading("判定の内訳", Kind.LONGTEXT, 34),
    )
    note = (
        f"違反 {breaches(result)}  日数 = 支払期日 − 受領日(59日以内、月締めは2か月以内)。"
        "判定不能は「問題なし」ではありません。"
        "対象かどうかは人が決めます。法律の助言ではありません"
    )
    return _listing(result, "取適法", note, headings, lambda p: p.month_end.lawful, values, "判定")


def last_day_list(result: MonthEndResult) -> LinkedListing:
    """The unpaid deliveries by 最終日: what has passed, and what comes by the end of the next month."""

    def values(line: UnpaidDelivery) -> Row:
        """What follows the lead."""
        return PASSED if line.last_on < result.month.as_of else COMING, line.last_on, line.amount

    headings = (Heading("区分", width=20), *_dates("最終日"), *_amounts("支払う額"))
    note = "取適法の対象で未払のもの。最終日を過ぎたものと、翌月末までに最終日が来るもの(台帳全体、円・税抜)"
    return _listing(result, "取適法の最終日", note, headings, lambda p: p.month_end.unpaid, values, "区分")


def invoice_list(result: MonthEndResult) -> LinkedListing:
    """登録番号 and tax of each invoice."""

    def values(line: InvoiceTax) -> Row:
        """What follows the lead."""
        registration, tax = line.registration_ruling, line.tax_ruling
        bad = [r.reason for r in (registration, tax) if r.verdict not in ("適合", "対象外")]
        return (
            line.invoice_number,
            line.invoiced_on,
            line.registration,
            str(registration.verdict),
            line.net,
            "、".join(map(ratio, line.rates)) or None,
            line.tax,
            str(tax.verdict),
            "".join(bad) or None,
        )

    headings = (
        Heading("請求書番号", width=15),
        *_dates("請求日"),
        Heading("登録番号", width=17),
        Heading("登録番号の判定", width=10),
        *_amounts("税抜額"),
        Heading("税率", width=8),
        *_amounts("消費税額"),
        Heading("税の判定", width=9),
        Heading("理由", Kind.LONGTEXT, 44),
    )
    note = "1行 = 1枚の請求書(発注先と請求書番号)。消費税の端数は請求書ごと・税率ごとに1回だけです"
    judged = ("登録番号の判定", "税の判定")
    return _listing(result, "登録番号と税", note, headings, lambda p: p.month_end.invoices, values, *judged)


def accrual_list(result: MonthEndResult) -> LinkedListing:
    """Candidates for accrual at the month's end."""

    def values(line: AccrualCandidate) -> Row:
        """What follows the lead."""
        days = (line.received_on, line.accepted_on, line.invoiced_on)
        return str(line.kind), *days, line.amount, "○" if line.is_year_end else None

    headings = (
        Heading("区分", width=22),
        *_dates("受領日", "検収日", "請求日"),
        *_amounts("金額"),
        Heading("年度末", width=7),
    )
    note = "月末までに受領し、検収か請求が月末より後のもの。計上するかどうかは経理が決めます(円・税抜)"
    return _listing(result, "未払計上候補", note, headings, lambda p: p.month_end.accruals, values)


def difference_list(result: MonthEndResult) -> LinkedListing:
    """What was promised and did not happen, and what was reported and has changed."""
    rows: list[Row] = []
    targets: list[CellTarget | None] = []
    for project in result.projects:
        for line in result.differences.get(project.key, ()):
            rows.append(
                (
                    project.name,
                    project.path.name,
                    line.key,
                    line.title,
                    str(line.change),
                    line.what,
                    line.month,
                    line.then,
                    line.now,
                    line.amount,
                )
            )
            targets.append(CellTarget(project.path))
    headings = (
        *LEAD[:1],
        Heading("ブック", width=24),
        *LEAD[2:4],
        Heading("変化", width=22),
        Heading("何が", width=7),
        Heading("月", Kind.MONTH, 11),
        Heading("前月の記録", width=28),
        Heading("いま", width=36),
        *_amounts("金額"),
    )
    return LinkedListing("前月との比較", headings, rows, previous_note(result), targets, ("変化",))


def previous_note(result: MonthEndResult) -> str:
    """What this month end is compared with, and of which projects nothing came."""
    previous = result.previous
    if previous is None:
        return "前の月の記録(履歴)がないため、比べていません。次の月からは、この月の記録と比べます。"
    text = f"{month(previous.month)}(基準日 {day(previous.as_of)})の記録と比べました。"
    if previous.missing:
        text += f"前月にあって今月ブックがない案件: {'、'.join(previous.missing)}。"
    return text


def finding_list(result: MonthEndResult) -> LinkedListing:
    """What the rules on budget, orders, acceptance and payment found."""
    rows: list[Row] = []
    targets: list[CellTarget | None] = []
    for project in result.projects:
        for finding in project.findings:
            sheet = finding.sheet_title or finding.sheet
            waived = finding.waived
            rows.append(
                (
                    project.name,
                    finding_place(finding),
                    finding.row_id,
                    finding.severity.label,
                    finding.rule,
                    finding.owner,
                    finding.message,
                    finding.remedy,
                    f"{waived.reason}({waived.approver}、{day(waived.until)} まで)" if waived else None,
                )
            )
            targets.append(CellTarget(project.path, sheet, finding.cell or f"A{finding.row or 1}"))
    headings = (
        LEAD[0],
        Heading("場所", width=26),
        LEAD[2],
        Heading("重要度", width=8),
        Heading("規則", width=8),
        Heading("担当", width=12),
        Heading("指摘", Kind.LONGTEXT, 52),
        Heading("直し方", Kind.LONGTEXT, 48),
        Heading("免除", Kind.LONGTEXT, 20),
    )
    note = f"予算・発注・検収・支払の規則の指摘 {len(rows)} 件(当月に限りません)。規則の説明は pmo-xl rules ACC008 のように見られます。"
    return LinkedListing("指摘", headings, rows, note, targets, ("重要度",))


def awaited_list(result: MonthEndResult) -> LinkedListing:
    """What is awaited, by whom."""
    found = [(line, project) for project in result.projects for line in project.month_end.awaited]
    found.sort(key=lambda pair: (pair[0].is_vendor, pair[0].name))
    rows = [
        (
            *lead(project, line.at),
            "社外" if line.is_vendor else "社内",
            line.name,
            line.mail,
            line.topic,
            line.text,
            line.due_on,
            line.days_late or None,
            line.amount,
        )
        for line, project in found
    ]
    headings = (
        *LEAD,
        Heading("宛先", width=6),
        Heading("待っている相手", width=20),
        Heading("メール", width=24),
        Heading("用件", width=9),
        Heading("お願い", Kind.LONGTEXT, 48),
        *_dates("期限"),
        _days("遅れ日数"),
        *_amounts("金額"),
    )
    targets = [target(project, line.at) for line, project in found]
    note = f"{len(rows)} 件。相手ごとの文面は 催促 フォルダにあります。送信はしません。"
    return LinkedListing("催促", headings, rows, note, targets)


def every_list(result: MonthEndResult) -> Iterator[LinkedListing]:
    """All lists in the order of the workbook's sheets, each made when it is asked for."""
    makers = (
        acceptance_list,
        payment_list,
        match_list,
        lawful_list,
        last_day_list,
        invoice_list,
        accrual_list,
        difference_list,
        awaited_list,
        finding_list,
    )
    for make in makers:
        yield make(result)
