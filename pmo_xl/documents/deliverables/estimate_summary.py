"""見積集約書: the estimates by system, their sum against the budget, and the gap."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Landscape, Layout, Table, Text
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import number, yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project


def build(source: Source) -> Content:
    """The adopted estimates are summed; all of them are listed."""
    project = source.project
    every = list(project.estimates)
    taken = [estimate for estimate in every if estimate.is_adopted]
    summed = [estimate for estimate in taken if estimate.tax_basis == "税抜" and estimate.amount is not None]
    total = sum(estimate.amount or 0 for estimate in summed)
    budget = sum(each.amount or 0 for each in project.budgets)
    fields = {
        "見積合計": yen(total),
        "予算額": yen(budget),
        "差": yen(budget - total),
        "判定": _verdict(budget, total),
        "採用件数": len(summed),
        "見積件数": len(every),
        "システム別": list(_by_system(every, summed, project)),
        "見積": rows_of(every),
        "対応案": rows_of(project.options),
    }
    return Content(fields, [
        basis_of(Estimate, project, summed, "採用していないか、税込か、金額のない見積"),
        basis_of(Budget, project, list(project.budgets)),
        basis_of(Option, project, list(project.options)),
    ])  # fmt: skip


def _verdict(budget: int, total: int) -> str:
    if not budget or not total:
        return "見積か予算額がないため、予算に収まるかは判断できません。"
    return "予算に収まっています。" if budget >= total else "予算を超えています。"


def _by_system(every: Sequence[Estimate], summed: Sequence[Estimate], project: Project) -> list[Fields]:
    names = dict.fromkeys([*(s.name or "" for s in project.systems), *(e.system or "" for e in every)])
    rows = []
    for name in names:
        mine = [estimate for estimate in summed if estimate.system == name]
        effort = sum((estimate.effort for estimate in mine if estimate.effort is not None), start=0)
        given = sum(1 for estimate in every if estimate.system == name)
        rows.append({"システム": name or "(空欄)", "見積": given, "採用": len(mine), "工数": number(effort) if effort else "－",
                     "金額": yen(sum(estimate.amount or 0 for estimate in mine))})  # fmt: skip
    return rows


DOCUMENT = WordDocument(
    "見積集約書",
    "見積をシステムごとに集め、予算との差を示します。",
    build,
    Layout(
        (
            Heading("見積と予算"),
            Text("採用した見積 {{ 採用件数 }} 件(税抜)の合計は {{ 見積合計 }} 円、予算額は {{ 予算額 }} 円で、差は {{ 差 }} 円です。{{ 判定 }}"),
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
                  "対応案はありません。"),
        ),
        has_approval=True,
    ),
    (Estimate,),
)  # fmt: skip
