"""The lists of the month end, each a few columns over its lines; every row leads to the cell it speaks of.

The workbook, the CSV files and the report are all made of these. Whole yen, 税抜 unless a heading says 税込.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from pmo_xl.documents.findings_book import COLUMNS as FINDING_COLUMNS
from pmo_xl.documents.findings_book import finding_target
from pmo_xl.documents.listing import CellTarget, Listing, rows_of
from pmo_xl.documents.month_end_result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.month_end.late_money import Lateness
from pmo_xl.metrics.month_end.ledger_row import LedgerRow
from pmo_xl.metrics.payment.invoice_tax import InvoiceTax
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, month, ratio
from pmo_xl.model.list_column import ListColumn
from pmo_xl.rules.standing_breaches import Breaches
from pmo_xl.visible import visible_line

NO_DEPARTMENT, NO_VENDOR, NO_OWNER = "(部門なし)", "(発注先なし)", "(担当なし)"
PASSED, COMING = "最終日を過ぎた未払", "最終日が来る"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, with the project it is of and the month end it stands in."""

    project: ProjectMonthEnd
    line: Any
    result: MonthEndResult

    @property
    def at(self) -> LedgerRow:
        """The row it speaks of."""
        row: LedgerRow = self.line.at
        return row


@dataclass(frozen=True)
class MonthList:
    """A list over all projects; called with a result, it gives its rows. lines: of one project. note: for its rows."""

    title: str
    lines: Callable[[ProjectMonthEnd, MonthEndResult], Iterable[Any]]
    columns: Sequence[ListColumn]
    note: Callable[[MonthEndResult, Sequence[Line]], str]
    target: Callable[[Line], CellTarget | None] = lambda line: target(line.project, line.at)
    order: Callable[[Line], Any] = lambda line: 0

    def __call__(self, result: MonthEndResult) -> Listing:
        """The list of this month end."""
        lines = [
            Line(project, each, result) for project in result.projects for each in self.lines(project, result)
        ]
        lines.sort(key=self.order)
        return Listing(
            title=self.title,
            columns=self.columns,
            rows=rows_of(self.columns, lines),
            note=self.note(result, lines),
            targets=[self.target(line) for line in lines],
        )


def late_acceptances(result: MonthEndResult) -> Lateness:
    """検収の遅れ of all projects."""
    return sum((project.month_end.late_acceptances for project in result.projects), Lateness())


def late_payments(result: MonthEndResult) -> Lateness:
    """支払の遅れ of all projects."""
    return sum((project.month_end.late_payments for project in result.projects), Lateness())


def breaches(result: MonthEndResult) -> Breaches:
    """取適法の違反 of all projects."""
    return sum((project.breaches for project in result.projects), Breaches())


def place(at: LedgerRow) -> str:
    """Where a line stands: 検収支払!Q12."""
    return visible_line(f"{at.sheet_title}!{at.cell}" if at.cell else f"{at.sheet_title} {at.row}行")


def target(project: ProjectMonthEnd, at: LedgerRow) -> CellTarget:
    """The cell that a line links to."""
    return CellTarget(project.path, at.sheet_title, at.cell or f"A{at.row or 1}")


def month_list(
    title: str,
    name: str,
    columns: Sequence[ListColumn],
    note: Callable[[MonthEndResult], str],
    lead: Sequence[ListColumn] = (),
) -> MonthList:
    """A list of what a project's month end has under this name, each line beginning with whose it is."""

    def said(result: MonthEndResult, lines: Sequence[Line]) -> str:
        """The note: the month, D, how many rows, what they are."""
        return (
            f"{month(result.month.first)}  基準日 {day(result.month.as_of)}  {len(lines)} 行  {note(result)}"
        )

    return MonthList(title, lambda p, _: getattr(p.month_end, name), (*(lead or LEAD), *columns), said)


def _of(label: str, of: str | Callable[[Any], object], kind: Kind = Kind.TEXT, **given: Any) -> ListColumn:
    """A column of the line itself; a function is asked about the line, not about whose it is."""
    asked = f"line.{of}" if isinstance(of, str) else lambda line: of(line.line)
    return ListColumn(label, kind, of=asked, **given)


def _day(label: str, of: str, *, is_printed: bool = True) -> ListColumn:
    return _of(label, of, Kind.DATE, is_printed=is_printed)


def _yen(label: str, of: str | Callable[[Any], object], *, is_printed: bool = True) -> ListColumn:
    return _of(label, of, Kind.MONEY, is_printed=is_printed)


def _figure(name: str, on: str = "") -> Callable[[Any], object]:
    """An amount, or the word that stands for one that is not known; nothing before it has happened."""

    def figure(line: Any) -> object:  # noqa: ANN401 - a line of any list
        """What stands in the cell."""
        happened = not on or getattr(line, on)
        return (getattr(line, f"{name}_unknown") or getattr(line, name)) if happened else None

    return figure


def _joined(name: str) -> Callable[[Any], object]:
    return lambda line: "、".join(getattr(line, name)) or None


_PROJECT = ListColumn("案件", width=22, of="project.name")
_BOOK = ListColumn("ブック", width=24, of="project.path.name", is_link=True)
LEAD = (
    _PROJECT,
    ListColumn("場所", width=17, of=lambda line: place(line.at), is_link=True),
    ListColumn("ID", width=10, of="at.row_id"),
    ListColumn("件名", Kind.LONGTEXT, 30, of="at.title"),
    ListColumn("発注先", width=20, of="at.vendor", empty=NO_VENDOR),
    ListColumn("部門", width=14, of="at.department", empty=NO_DEPARTMENT, is_printed=False),
    ListColumn("担当", width=12, of="at.owner", empty=NO_OWNER),
)
"""What every list begins with: whose line it is, and the cell it links to."""
_LEAD_OF_MANY = tuple(replace(c, is_printed=c.label not in ("部門", "担当", "発注先")) for c in LEAD)
_DAYS_LATE = _of("遅れ日数", lambda line: line.days_late or None, Kind.INT)

acceptance_list = month_list(
    "検収",
    "acceptances",
    (
        _of("状態", "state", width=13, is_judged=True),
        _of("区分", "part", width=12, is_printed=False),
        _day("検収予定日", "planned_on"),
        _yen("検収予定額", _figure("planned")),
        _day("受領日", "received_on"),
        _day("検収日", "accepted_on"),
        _yen("検収額", _figure("accepted", "accepted_on")),
        _DAYS_LATE,
    ),
    lambda result: (
        f"検収の遅れ {late_acceptances(result)}  "
        "当月に予定のもの、当月に検収したもの、前の月から残っているもの(円・税抜)"
    ),
)
payment_list = month_list(
    "支払",
    "payments",
    (
        _of("状態", "state", width=14, is_judged=True),
        _of("区分", "part", width=12, is_printed=False),
        _day("支払予定日", "planned_on", is_printed=False),
        _yen("支払予定額", _figure("planned")),
        _day("支払期日", "due_on"),
        _day("取適法の最終日", "lawful_until"),
        _day("支払日", "paid_on"),
        _yen("支払額(税抜)", _figure("paid", "paid_on")),
        _yen("支払額(税込)", _figure("paid_with_tax", "paid_on"), is_printed=False),
        _DAYS_LATE,
        _of("請求書番号", "invoice_number", width=15, is_printed=False),
        _of("まだないもの", _joined("lacks"), width=16, is_printed=False),
    ),
    lambda result: (
        f"支払の遅れ {late_payments(result)}  "
        "当月に予定のもの、当月に支払ったもの、前の月から残っているもの(税込と書いた列のほかは円・税抜)"
    ),
)
match_list = month_list(
    "三点照合",
    "matches",
    (
        _of("判定", "verdict", width=9, is_judged=True),
        _yen("発注金額", "ordered"),
        _yen("検収額(発注の計)", "accepted_of_order"),
        _yen("検収額", "accepted", is_printed=False),
        _yen("請求額", "invoiced"),
        _yen("消費税額", "tax", is_printed=False),
        _yen("支払額(税込)", "paid_with_tax"),
        _of("理由", "reason", Kind.LONGTEXT, width=44),
    ),
    lambda _: "発注・検収・請求・支払の額の照合。支払は請求書ごとに合計して比べます",
    _LEAD_OF_MANY,
)
lawful_list = month_list(
    "取適法",
    "lawful",
    (
        _of("判定", "word", width=9, is_judged=True),
        _of("取適法", "coverage", width=8, is_printed=False),
        _of("締め", lambda line: "月締め" if line.is_monthly_closing else "都度", width=7),
        _day("受領日(数え始め)", "received_on"),
        _day("支払期日", "due_on"),
        _of("日数", "sixty.days", Kind.INT),
        _day("最終日", "last_on"),
        _day("支払日", "paid_on", is_printed=False),
        _yen("遅延利息の目安", lambda line: line.late_charge or None, is_printed=False),
        _of("理由", "reason", Kind.LONGTEXT, width=44),
        _of(
            "判定の内訳",
            lambda line: "、".join(f"{check.name} {check.ruling.verdict}" for check in line.checks),
            Kind.LONGTEXT,
            width=34,
            is_printed=False,
        ),
    ),
    lambda result: (
        f"違反 {breaches(result)}  日数 = 支払期日 − 受領日(59日以内、月締めは2か月以内)。"
        "判定不能は「問題なし」ではありません。対象かどうかは人が決めます。法律の助言ではありません"
    ),
    _LEAD_OF_MANY,
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
        _day("最終日", "last_on"),
        _yen("支払う額", "amount"),
    ),
    lambda _: (
        "取適法の対象で未払のもの。最終日を過ぎたものと、翌月末までに最終日が来るもの(台帳全体、円・税抜)"
    ),
)


def _bad(line: InvoiceTax) -> str | None:
    """Why an invoice is not in order."""
    rulings = (line.registration_ruling, line.tax_ruling)
    return "".join(r.reason or "" for r in rulings if r.verdict not in ("適合", "対象外")) or None


invoice_list = month_list(
    "登録番号と税",
    "invoices",
    (
        _of("請求書番号", "invoice_number", width=15),
        _day("請求日", "invoiced_on", is_printed=False),
        _of("登録番号", "registration", width=17),
        _of("登録番号の判定", "registration_ruling.verdict", width=10, is_judged=True),
        _yen("税抜額", "net"),
        _of("税率", lambda line: "、".join(map(ratio, line.rates)) or None, width=8),
        _yen("消費税額", "tax"),
        _of("税の判定", "tax_ruling.verdict", width=9, is_judged=True),
        _of("理由", _bad, Kind.LONGTEXT, width=44),
    ),
    lambda _: "1行 = 1枚の請求書(発注先と請求書番号)。消費税の端数は請求書ごと・税率ごとに1回だけです",
    _LEAD_OF_MANY,
)
accrual_list = month_list(
    "未払計上候補",
    "accruals",
    (
        _of("区分", "kind", width=22),
        _day("受領日", "received_on"),
        _day("検収日", "accepted_on"),
        _day("請求日", "invoiced_on"),
        _yen("金額", "amount"),
        _of("年度末", lambda line: "○" if line.is_year_end else None, width=7),
    ),
    lambda _: "月末までに受領し、検収か請求が月末より後のもの。計上するかどうかは経理が決めます(円・税抜)",
)
difference_list = MonthList(
    "前月との比較",
    lambda project, result: result.differences.get(project.key, ()),
    (
        _PROJECT,
        _BOOK,
        _of("ID", "key", width=10),
        _of("件名", "title", Kind.LONGTEXT, width=30),
        _of("変化", "change", width=22, is_judged=True),
        _of("何が", "what", width=8),
        _of("月", "month", Kind.MONTH),
        _of("前月の記録", "then", width=28),
        _of("いま", "now", width=36),
        _yen("金額", "amount"),
    ),
    lambda result, _: previous_note(result),
    lambda line: CellTarget(line.project.path),
)
_FINDING = {column.label: column.of_part(attrgetter("line")) for column in FINDING_COLUMNS}
finding_list = MonthList(
    "指摘",
    lambda project, _: project.findings,
    (
        _PROJECT,
        *(_FINDING[label] for label in ("場所", "ID", "重要度", "規則", "担当", "指摘", "直し方")),
        _of(
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
        _of("宛先", lambda line: "社外" if line.is_vendor else "社内", width=8),
        _of("待っている相手", "name", width=20),
        _of("メール", "mail", width=24, is_printed=False),
        _of("用件", "topic", width=9),
        _of("お願い", "text", Kind.LONGTEXT, width=48),
        _day("期限", "due_on"),
        _DAYS_LATE,
        _yen("金額", "amount"),
    ),
    lambda _, lines: f"{len(lines)} 件。相手ごとの文面は 催促 フォルダにあります。送信はしません。",
    order=lambda line: (line.line.is_vendor, line.line.name),
)
electronic_index = MonthList(
    "電子取引索引簿",
    lambda project, result: (
        line
        for line in project.month_end.invoices
        if line.is_electronic and (line.invoiced_on is None or line.invoiced_on in result.month)
    ),
    (
        _day("取引年月日(請求日)", "invoiced_on"),
        ListColumn("台帳の場所", width=18, of=lambda line: place(line.at), is_link=True),
        ListColumn("取引先", width=28, of="at.vendor", empty=NO_VENDOR),
        _yen("取引金額(税込)", "with_tax"),
        ListColumn("書類の種類", width=10, of=lambda _: "請求書"),
        _of("請求書番号", "invoice_number", width=17),
        _of("登録番号", "registration", width=17),
        _yen("税抜額", "net"),
        _yen("消費税額", "tax"),
        _of("保存先", "stored_at", Kind.LONGTEXT, width=46),
        replace(_PROJECT, is_printed=False),
        _of("検収ID", _joined("rows"), width=18, is_printed=False),
        _of("足りないもの", _joined("lacks"), width=18),
    ),
    lambda result, lines: (
        f"{month(result.month.first)}の請求書のうち、電子データで受け取ったもの {len(lines)} 件"
        f"(足りない項目のあるもの {sum(bool(line.line.lacks) for line in lines)} 件)。"
        "見出しの▼で、日付・金額の範囲や取引先を組み合わせて探せます。"
    ),
    order=lambda line: (line.line.invoiced_on or line.result.month.first, line.at.vendor or ""),
)
"""電子取引索引簿: invoices received electronically, by date; those without one come first and say what they lack.

Source: docs/law.md, 電子帳簿保存法: they must be searchable by date, amount and partner; an Excel index is one way.
"""


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
