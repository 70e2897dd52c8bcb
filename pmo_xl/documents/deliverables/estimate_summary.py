"""見積集約書: the estimates by system, their sum against the budget, and the gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    or_unfilled,
    rows_of,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text, When
from pmo_xl.metrics.budget.budget_gap import (
    BudgetGap,
    budget_gap,
    budget_gaps,
    counted_as_orders,
    counted_twice,
)
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import number, yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.system import System


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
        "未取得": [
            fields_of(system) | {"状況": _asked(system, project)} for system in money.without_estimate
        ],
        "未取得なし": _none_is_lacking(project),
        "システム別": list(_by_system(money, project)),
        "費目別": list(_by_category(money)),
        "予算別": list(_by_budget(project)),
        "予算別の文": _why_other(money, project),
        "見積": [_estimate(each) for each in every],
        "対応案": [or_unfilled(row, "工数差", "費用差", "日程差") for row in rows_of(project.options)],
    }
    return Content(fields, [
        basis_of(Estimate, project, list(money.summed), "採用していないか、税込か、金額のない見積"),
        basis_of(Budget, project, list(project.budgets)),
        basis_of(Order, project, list(project.orders)),
        basis_of(Option, project, list(project.options)),
    ])  # fmt: skip


def _estimate(estimate: Estimate) -> Fields:
    """A row; what a vendor has not answered yet is no blank of ours."""
    shown = fields_of(estimate)
    word = shown["状態"] or ("受領" if estimate.is_received else "依頼中")
    blanks = ("金額", "税区分", "費目") if estimate.is_received else ("費目",)
    return or_unfilled(shown | {"状態": word}, *blanks)


def _none_is_lacking(project: Project) -> str:
    """What is said where no outsourced system lacks an estimate; of none at all it is no praise."""
    count = sum(1 for system in project.systems if system.is_outsourced)
    if not count:
        return f"外注に ○ のあるシステムはありません(システム一覧 {len(project.systems)} 件)。"
    return f"外注のシステム {count} 件は、どれも見積を受け取っています。"


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


def _asked(system: System, project: Project) -> str:
    """Whether an estimate of the system was asked for, and by when the answer is due."""
    rows = [each for each in project.estimates if project.system(each.system) is system]
    waiting = [each for each in rows if each.is_asked_for]
    if waiting:
        return "、".join(
            f"{each.row_id or ''} 依頼中(回答期限 {fields_of(each)['回答期限'] or UNFILLED})"
            for each in waiting
        )
    return (
        "、".join(f"{each.row_id or ''} {each.status or UNFILLED}" for each in rows)
        or "依頼の記録がありません"
    )


def _by_category(money: BudgetGap) -> Iterator[Fields]:
    """The adopted sum by 費目; what has none stands last, and in the total."""
    sums: dict[str, list[int]] = {}
    for estimate in money.summed:
        sums.setdefault(estimate.category or "", []).append(estimate.amount or 0)
    for category in sorted(sums, key=lambda name: name == ""):
        yield {
            "費目": category or f"({UNFILLED})",
            "採用": len(sums[category]),
            "金額": yen(sum(sums[category])),
        }
    if sums:
        yield {"費目": "合計", "採用": len(money.summed), "金額": yen(money.adopted)}


def _by_budget(project: Project) -> Iterator[Fields]:
    """Year and department against budget: each gap of `budget_gaps`, and of several their total."""
    gaps = budget_gaps(project)
    for gap in gaps:
        years = "、".join(
            dict.fromkeys(str(each.fiscal_year) for each in gap.budgets if each.fiscal_year is not None)
        )
        departments = "、".join(dict.fromkeys(filter(None, (each.department for each in gap.budgets))))
        yield {
            "年度": years or UNFILLED, "負担部門": departments or UNFILLED,
            "予算ID": "、".join(each.id or "" for each in gap.budgets) or "(予算枠なし)",
            **_sums([gap]),
        }  # fmt: skip
    if len(gaps) > 1:
        yield {"年度": "合計", "負担部門": "", "予算ID": "", **_sums(gaps)}


def _sums(gaps: Sequence[BudgetGap]) -> Fields:
    return {
        "採用": sum(len(gap.summed) for gap in gaps), "見積": yen(sum(gap.adopted for gap in gaps)),
        "ほか": yen(sum(gap.others for gap in gaps)), "予算額": yen(sum(gap.amount for gap in gaps)),
        "差": yen(sum(gap.gap for gap in gaps)), "数えていない": sum(len(gap.left_out) for gap in gaps),
    }  # fmt: skip


def _why_other(money: BudgetGap, project: Project) -> str:
    """Why the rows do not add up to the figures of the whole; nothing where they do."""
    gaps = budget_gaps(project)
    if not gaps:
        return ""
    shown = {id(budget) for gap in gaps for budget in gap.budgets}
    outside = [budget for budget in money.budgets if id(budget) not in shown]
    borne, twice = counted_as_orders(project), counted_twice(project)
    told = [
        f"採用した見積 {_ids(borne)} の {len(borne)} 件({yen(sum(each.amount or 0 for each in borne))} 円)は、その発注が"
        "予算IDを挙げているため、見積の額でなく発注と見込の額で、その予算に数えています。" if borne else "",
        f"発注 {_ids(twice)} の {len(twice)} 件は、採用した見積と違う予算を挙げているため、その予算の発注にも数えています。" if twice else "",
        f"採用した見積のない予算枠 {_ids(outside)} と、その発注は入っていません。" if outside else "",
    ]  # fmt: skip
    apart = sum(gap.gap for gap in gaps) - money.gap
    if not any(told):
        return "予算IDのない発注は、どの行にも入っていません。" if apart else ""
    ends = f"このため、表の差の合計は上の文の差より {yen(abs(apart))} 円{'大きく' if apart > 0 else '小さく'}なっています。"
    return "".join(told) + (ends if apart else "")


def _ids(rows: Iterable[Record]) -> str:
    return "、".join(row.row_id or "" for row in rows)


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
            Heading("見積のそろい方"),
            Text("{{ 判定 }}"),
            Table("未取得", "システム名=システム名:60 主担当:30 開発ベンダ:50 状況:90", "外注で、見積をまだ受け取っていないシステム",
                  "{{ 未取得なし }}", of="システム一覧"),
            Heading("見積と予算"),
            Text("採用した見積 {{ 採用件数 }} 件の合計は {{ 見積合計 }} 円、ほかの発注と見込は {{ ほかの発注 }} 円、予算額は {{ 予算額 }} 円で、差は "
                 "{{ 差 }} 円です(差 = 見積の合計 + ほかの発注と見込 − 予算額。プラスは超過、円・税抜)。"),
            Table("予算別", "年度:22c 負担部門:50 予算ID:40 採用:16r 見積の合計=見積:32r ほかの発注と見込=ほか:32r 予算額:32r 差:30r 数えていない採用=数えていない:24r",
                  "年度・部門ごとの見積と予算(円・税抜。予算IDのない見積は、どの見積も挙げていない予算とまとめて比べます)", "採用した見積がないため、年度・部門ごとの差は出していません。"),
            When("予算別の文", (Text("{{ 予算別の文 }}", "Note"),)),
            Table("費目別", "費目:80 採用した見積=採用:40r 金額:60r", "費目ごとの採用した見積(円・税抜)", "採用した見積がないため、費目ごとの額は出していません。"),
            Table("システム別", "システム:80 見積=見積:24r 採用:24r 工数:36r 金額:50r", "システムごとの見積(件・人月・円・税抜)", "システム一覧と見積の記入はありません。"),
            Heading("見積の一覧"),
            Table("見積", "見積ID:20 システム:30 提出者:38 種別:13c 状態:16c 費目:20 税区分:15c 工数:14r 金額:27r 前提条件:44 取得日:26c 有効期限:26c 採用:12c",
                  "受け取った見積と依頼中の見積(工数は人月、金額は円)", "見積の記入はありません。"),
            Heading("対応案"),
            Table("対応案", "論点:56 案:80 工数差:20r 費用差:30r 日程差:20r 採否:24c", "予算や日程に関わる対応案(工数は人月、費用は円、日程は稼働日)",
                  "対応案はありません。", of="対応案比較"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    sheets=(Estimate,),
)  # fmt: skip
