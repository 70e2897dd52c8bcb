"""見積集約書: the estimates by system, their sum against the budget, and the gap."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, or_unfilled, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Landscape, Layout, Table, Text
from pmo_xl.metrics.budget.budget_gap import BudgetGap, budget_gap
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import number, yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project


def build(source: Source) -> Content:
    """The adopted estimates are summed; all of them are listed."""
    project = source.project
    every, money = list(project.estimates), budget_gap(project)
    fields = {
        "見積合計": yen(money.adopted),
        "ほかの発注": yen(money.others),
        "予算額": yen(money.amount),
        "差": yen(money.gap),
        "判定": money.verdict,
        "採用件数": len(money.summed),
        "見積件数": len(every),
        "システム別": list(_by_system(money, project)),
        "見積": [or_unfilled(row, "金額", "税区分") for row in rows_of(every)],
        "対応案": [or_unfilled(row, "工数差", "費用差", "日程差") for row in rows_of(project.options)],
    }
    return Content(fields, [
        basis_of(Estimate, project, list(money.summed), "採用していないか、税込か、金額のない見積"),
        basis_of(Budget, project, list(project.budgets)),
        basis_of(Order, project, list(project.orders)),
        basis_of(Option, project, list(project.options)),
    ])  # fmt: skip


def _by_system(money: BudgetGap, project: Project) -> Iterator[Fields]:
    names = dict.fromkeys(
        [*(s.name or "" for s in project.systems), *(_name(e, project) for e in project.estimates)]
    )
    lacking = {system.name or "" for system in money.without_estimate}
    for name in names:
        given = [estimate for estimate in project.estimates if _name(estimate, project) == name]
        mine = [estimate for estimate in money.summed if _name(estimate, project) == name]
        efforts = [estimate.effort for estimate in mine if estimate.effort is not None]
        blank = "見積未取得" if name in lacking else "－"
        yield {"システム": name or "(空欄)", "見積": len(given), "採用": len(mine),
               "工数": number(sum(efforts, start=Decimal(0))) if efforts else "－",
               "金額": yen(sum(estimate.amount or 0 for estimate in mine)) if mine else blank}  # fmt: skip


def _name(estimate: Estimate, project: Project) -> str:
    """The system as システム一覧 writes it."""
    system = project.system(estimate.system)
    return (system.name if system else estimate.system) or ""


DOCUMENT = WordDocument(
    "見積集約書",
    "見積をシステムごとに集め、予算との差を示します。",
    build,
    Layout(
        (
            Heading("見積と予算"),
            Text("{{ 判定 }}"),
            Text("採用した見積 {{ 採用件数 }} 件の合計は {{ 見積合計 }} 円、ほかの発注と見込は {{ ほかの発注 }} 円、予算額は {{ 予算額 }} 円で、差は "
                 "{{ 差 }} 円です(差 = 見積の合計 + ほかの発注と見込 − 予算額。プラスは超過、円・税抜)。"),
            Table("システム別", "システム:60 見積=見積:22r 採用:22r 工数:30r 金額:40r", "システムごとの見積(件・人月・円・税抜)", "システム一覧と見積の記入はありません。"),
            Landscape(
                (
                    Heading("見積の一覧"),
                    Table("見積", "見積ID:18 システム:32 提出者:44 種別:14c 税区分:16c 工数:16r 金額:28r 前提条件:60 取得日:23c 有効期限:23c 採用:14c",
                          "受け取った見積(工数は人月、金額は円)", "見積の記入はありません。"),
                )
            ),
            Heading("対応案"),
            Table("対応案", "論点:46 案:50 工数差:20r 費用差:28r 日程差:20r 採否:20c", "予算や日程に関わる対応案(工数は人月、費用は円、日程は稼働日)",
                  "対応案はありません。", of="対応案比較"),
        ),
        has_approval=True,
    ),
    (Estimate,),
)  # fmt: skip
