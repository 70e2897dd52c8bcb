"""予算調整依頼書: one budget that is asked for or does not suffice: what lacks, why, what could be done, what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.documents.outlook_lines import cost_sentence
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    is_absent,
    not_looked_into,
    or_unfilled,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text
from pmo_xl.documents.word.letter import to_person
from pmo_xl.metrics.budget.budget_gap import after_option, moved_day_name, tied_options
from pmo_xl.metrics.budget.budget_shortfall import Shortfall, needs_adjusting, shortfall
from pmo_xl.metrics.change_impact import budgets_of, is_arranged
from pmo_xl.metrics.due_dates import DECIDER
from pmo_xl.metrics.schedule.waiting_cost import waiting_cost
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import day, yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange


def build(source: Source, budget: Budget) -> Content:
    """The money of the budget and of its department's year, what causes the shortfall, the options, and what is asked."""
    project = source.project
    found = shortfall(budget, project)
    changes = _changes(budget, project)
    fields = or_unfilled(fields_of(budget), "負担部門", "年度") | {
        "宛先": _to(project),
        "お願い": _asked(found, project),
        "期限": _due(budget, project),
        "待つこと": _waiting(budget, project),
        "予算": list(_lines(found)),
        "不足の文": _said(found, project),
        "変更": [_change(change, project) for change in changes],
        "見積": [
            or_unfilled(fields_of(each), "金額", "税区分") for each in found.gap.summed + found.gap.left_out
        ],
        "動く日": moved_day_name(project),
        "対応案": [_option(option, found, project) for option in tied_options(found.gap, project)],
    }
    return Content(fields, [
        basis_of(Budget, project, list(found.gap.budgets), "ほかの部門・年度の予算"),
        basis_of(SpecChange, project, changes, "この予算に関わらないか、費用が未記入か、却下した変更"),
        basis_of(Estimate, project, list(found.gap.summed), "採用していないか、税込か、金額のないか、ほかの予算の見積"),
    ], row=f"予算枠 {budget.row_id or ''}", records=[budget])  # fmt: skip


def _to(project: Project) -> str:
    """The first 事業責任者 who is still there, with his department."""
    here = (m for m in project.members if m.left_on is None or m.left_on >= project.as_of)
    name = next((member.name for member in here if member.role == DECIDER and member.name), None)
    return to_person(name, project, DECIDER)


def _asked(found: Shortfall, project: Project) -> str:
    budget = found.budget
    whose = f"{budget.department or UNFILLED} {budget.fiscal_year or UNFILLED}年度"
    if budget.is_request:
        amount = f"{yen(budget.amount)} 円" if budget.amount is not None else f"金額 {UNFILLED}"
        on = f"{day(budget.requested_on)} に申請しました" if budget.requested_on else "申請日は未記入です"
        return f"{whose}の予算に {amount}の追加をお願いします({on})。"
    if found.own:
        together = yen(abs(found.together))
        rest = "足りません" if found.together < 0 else "残ります"
        beside = f"(同じ部門・年度の予算を合わせると {together} 円{rest})" if len(found.lines) > 1 else ""
        return (
            f"{whose}の予算 {budget.id or ''} が {yen(found.own)} 円足りません{beside}。予算の追加か流用か、下の案のどれかの判断をお願いします。"
            "追加の申請は、予算枠にまだありません。"
        )
    over = f"採用した見積と発注を合わせると {yen(found.gap.gap)} 円超えます。" if found.gap.is_over else ""
    return f"{over}{whose}の予算 {budget.id or ''} について、判断をお願いします。"


def _due(budget: Budget, project: Project) -> str:
    if budget.due_on is None:
        return UNFILLED
    late = project.calendar.business_days_between(budget.due_on, project.as_of)
    past = f"({late} 稼働日過ぎています)" if budget.due_on < project.as_of and late else ""
    return f"{day(budget.due_on)}{past}"


def _waiting(budget: Budget, project: Project) -> str:
    if not budget.is_request:
        return "申請がないため、待つことの影響は出していません"
    return cost_sentence(waiting_cost(budget, project))


def _lines(found: Shortfall) -> Iterator[Fields]:
    """Each budget as `pmo-xl budget` has it; a request, whose amount counts nowhere, with what is asked."""
    for line, budget in found.lines:
        shown = fields_of(budget)
        yield {
            "予算ID": shown["予算ID"], "費目": shown["費目"] or UNFILLED,
            "区分": f"{shown['区分'] or '当初'}{'(申請中)' if budget.is_request else ''}",
            "予算額": shown["予算額"] or UNFILLED, "発注済": yen(line.ordered), "見込": yen(line.expected),
            "残予算": "－" if budget.is_request or line.remaining is None else yen(line.remaining),
        }  # fmt: skip


def _said(found: Shortfall, project: Project) -> str:
    """What lacks as the budgets and orders stand, and what the adopted estimates come to; what was not counted."""
    if is_absent(Order, project):
        return not_looked_into(("予算管理表",))
    is_short = found.together < 0
    left = (
        f"発注と見込だけで {yen(-found.together)} 円足りません。"
        if is_short
        else "発注と見込は、合わせた予算の中です。"
    )
    if is_absent(Estimate, project):
        return left + not_looked_into(("見積一覧",))
    unordered = [each for each in found.gap.summed if not any(project.orders.naming("estimate", each.id))]
    total, rest = (sum(each.amount or 0 for each in rows) for rows in (found.gap.summed, unordered))
    return (
        f"{left}採用した見積(税抜)は {len(found.gap.summed)} 件、{yen(total)} 円で、そのうちどの発注も見積IDに書いていないものは "
        f"{len(unordered)} 件、{yen(rest)} 円です(残予算からは引いていません)。"
    )


def _changes(budget: Budget, project: Project) -> list[SpecChange]:
    """The changes that cost something and touch systems whose orders the budget bears; those turned down apart."""
    return [
        change
        for change in project.spec_changes
        if change.cost_impact
        and change.status not in ("却下", "取下げ")
        and budget in budgets_of(change, project)
    ]


def _change(change: SpecChange, project: Project) -> Fields:
    where = "発注・見積に入っています" if is_arranged(change, project) else "まだ入っていません"
    return or_unfilled(fields_of(change), "状態") | {"手配": where}


def _option(option: Option, found: Shortfall, project: Project) -> Fields:
    """The option with what is left of the shortfall after it (definitions.md, After an option)."""
    shown, after = fields_of(option), after_option(option, project)
    cost = option.cost_delta
    return shown | {
        "案": shown["案"] or option.row_id or UNFILLED,
        "費用差": shown["費用差"] or UNFILLED,
        "残り": yen(found.together - cost) if cost is not None else UNFILLED,
        "サービスイン": day(after.service_in)
        if after.service_in
        else UNFILLED
        if option.schedule_delta is None
        else "計算できません",
        "採否": shown["採否"] or "未定",
    }


DOCUMENT = WordDocument(
    "予算調整依頼書",
    "申請中の予算と、足りない予算について、不足の額・原因・案と、判断いただきたいことをまとめます。",
    build,
    Layout(
        (
            Text("{{ 宛先 }}"),
            Text("{{ お願い }}"),
            Pairs(("予算ID 負担部門", "年度 費目", "判断期限=期限", "待つことの影響=待つこと")),
            Heading("予算の状況", 3),
            Text("{{ 不足の文 }}"),
            Table("予算", "予算ID:22 費目:40 区分:26c 予算額:30r 発注済:30r 発注見込=見込:30r 残予算:30r", "この予算と、同じ部門・年度の予算(円・税抜。申請中の額は残予算に数えません)"),
            Heading("原因", 3),
            Table("変更", "変更ID:22 件名:66 状態:20c 影響費用:28r 影響工期:22r 発注・見積=手配:50", "この予算が負担するシステムの仕様変更(円・税抜、稼働日)",
                  "費用のかかる仕様変更は見つかりません。", of="仕様変更管理表"),
            Table("見積", "見積ID:22 システム:36 提出者:44 種別:18c 税区分:18c 金額:30r 前提条件:50", "採用した見積(税込のものは足していません)",
                  "この予算の採用した見積は見つかりません。", of="見積一覧"),
            Heading("対応案", 3),
            Table("対応案", "案ID:22 論点:38 案:46 費用差:28r その案の後の残り=残り:34r {{動く日}}=サービスイン:32c 採否:18c",
                  "予算に関わる対応案(円・税抜。その案の後の残り = 合わせた残予算 − 費用差。負は不足)",
                  "この予算を起票元に書いた対応案はありません。", of="対応案比較"),
        ),
        is_form=True,
        has_approval=True,
    ),
    sheets=(Budget,),
    per_row=Budget,
    wanted=needs_adjusting,
)  # fmt: skip
