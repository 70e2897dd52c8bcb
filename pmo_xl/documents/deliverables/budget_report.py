"""予算執行報告書: budget, ordered, expected, remaining by department and system, month by month, with charts."""

from __future__ import annotations

from pmo_xl.charts.budget_chart import budget_by_month
from pmo_xl.charts.department_chart import budget_by_department
from pmo_xl.documents.deliverables.money_rows import LINE_COLUMNS, money_basis, money_fields
from pmo_xl.documents.word.content import Content, Source, figures_of, or_unfilled, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Table, Text, When
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.budget.order_money import expected_amount, is_cancelled, is_placed
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import yen
from pmo_xl.model.order import Order


def build(source: Source) -> Content:
    """The figures of `pmo-xl budget`, and the orders that are still to be placed."""
    project = source.project
    report = budget_report(project)
    waiting = [order for order in project.orders if not is_placed(order) and not is_cancelled(order)]
    fields = money_fields(project) | {
        "図_月別": figures_of(budget_by_month(report)),
        "図_部門別": figures_of(budget_by_department(report)),
        "見込の発注": [or_unfilled(row, "見積金額", "見込額") for row in rows_of(waiting, 見込額=_expected)],
    }
    return Content(fields, money_basis(project))


def _expected(order: Order) -> str:
    """見積金額 × 確度; nothing where it cannot be known."""
    amount = expected_amount(order)
    return "" if amount is None else yen(amount)


DOCUMENT = WordDocument(
    "予算執行報告書",
    "予算・発注・見込・残予算・検収・支払を部門・システム・月ごとに報告します。",
    build,
    Layout(
        (
            Heading("執行の状況"),
            Text("予算額 {{ 合計_予算額 }} 円に対し、発注済 {{ 合計_発注済額 }} 円、これからの発注見込 {{ 合計_発注見込額 }} 円で、残予算は "
                 "{{ 合計_残予算 }} 円です(執行率 {{ 執行率 }})。発注済と見込を合わせた着地見込は {{ 合計_着地見込 }} 円です。"
                 "金額は円・税抜で、発注 {{ 対象 }} 件を数えています。"),
            When("未手配の変更費用 != '0'",
                 (Text("このほかに、承認の手続きに入りながら発注も見積もない仕様変更の費用が {{ 未手配の変更費用 }} 円あります(残予算からは引いていません)。"),)),
            When("申請中の予算",
                 (Text("申請中の予算が {{ 申請中の合計 }} 円あります(予算額にも残予算にも数えません)。"),
                  Table("申請中の予算", "予算ID:22 負担部門:44 年度:18r 費目:40 予算額:32r 申請日:26c 判断期限:26c", "申請中の予算(円・税抜)"))),
            Figures("図_部門別"),
            Figures("図_月別"),
            Heading("部門ごとの執行"),
            Table("部門別", f"負担部門=名前:50 {LINE_COLUMNS}", "部門ごとの予算と執行(円・税抜)"),
            Heading("予算ごとの執行"),
            Table("予算別", f"予算ID=名前:50 {LINE_COLUMNS}", "予算枠ごとの予算と執行(円・税抜)"),
            Heading("システムごとの執行"),
            Table("システム別", "システム名=名前:60 発注済額:30r 発注見込額:30r 検収額:30r 支払額:30r 着地見込:30r",
                  "システムごとの執行(円・税抜。予算はシステムには割り当てません)"),
            Heading("月ごとの発注・検収・支払"),
            Table("月別", "月:40 発注:36r 検収予定:36r 検収:36r 支払予定:36r 支払:36r", "{{ 年度 }}年度の月ごとの額(円・税抜)"),
            Heading("これからの発注"),
            Table("見込の発注", "発注ID:20 件名:70 システム名:36 発注先:46 見積金額:28r 確度:16r 見込額:28r 検収月:26c",
                  "まだ発注していないもの", "まだ発注していないものはありません。"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    sheets=(Budget, Order, Acceptance),
)  # fmt: skip
