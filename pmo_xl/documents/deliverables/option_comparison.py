"""対応案比較書: for each question its options with effort, cost, days, merits and demerits, and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    is_absent,
    or_unfilled,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Heading, Layout, Table, Text, When
from pmo_xl.metrics.approvers import is_approver
from pmo_xl.metrics.budget.budget_gap import (
    after_option,
    budget_gap,
    moved_day_name,
    moved_milestone,
)
from pmo_xl.metrics.option_topics import ADOPTED, REJECTED, Topic, topics
from pmo_xl.model.display import day, yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

_NUMBERS = ("工数差", "費用差", "日程差")
_NOT_KNOWN = "計算できません"
_WHICH = {"サービスイン": "サービスインのマイルストーン", "完了見込": "最後のマイルストーン"}


def build(source: Source) -> Content:
    """The options, question by question, and what holds after each."""
    project = source.project
    fields = {
        "論点一覧": list(_subjects(project)),
        "前提": _premises(project),
        "動く日": moved_day_name(project),
    }
    return Content(fields, [
        basis_of(Option, project, list(project.options)),
        basis_of(Estimate, project, list(budget_gap(project).summed), "採用していないか、税込か、金額のない見積"),
    ])  # fmt: skip


def _subjects(project: Project) -> Iterator[Fields]:
    for topic in topics(project):
        yield {
            "名前": topic.options[0].subject or "(論点なし)",
            "結論": decision_of(topic.options, project),
            "判断期限": _due(topic, project),
            "起票元": "、".join(dict.fromkeys(key for option in topic.options for key in option.origin))
            or UNFILLED,
            "案": [_shown(option, *_NUMBERS, "目的適合") for option in topic.options],
            "中身": [_shown(option, "スペック", "応答要件", "運用負荷") for option in topic.options],
            "結果": [_after(option, project) for option in topic.options],
        }


def _shown(option: Option, *labels: str) -> Fields:
    """The option as typed; 未記入 in those of the named cells that are blank, and a name that never is."""
    shown = or_unfilled(fields_of(option), *labels)
    return shown | {"案": shown["案"] or option.row_id or UNFILLED, "採否": shown["採否"] or "未定"}


def _due(topic: Topic, project: Project) -> str:
    """By when it is to be decided, and how late that is; nothing more once it is settled."""
    if topic.is_settled:
        return ""
    asked = topic.due
    if asked is None or asked.due_on is None:
        return "判断期限は未記入です。"
    late = project.calendar.business_days_between(asked.due_on, project.as_of)
    past = f"({late} 稼働日過ぎています)" if asked.due_on < project.as_of and late else ""
    return f"判断期限は {day(asked.due_on)} です{past}。"


def decision_of(options: Sequence[Option], project: Project) -> str:
    """What is decided of one 論点: its only 採用; two are no decision, and neither is that of no approver."""
    taken = [option for option in options if option.decision == ADOPTED]
    if len(taken) > 1:
        names = "」「".join(option.title or option.row_id or "" for option in taken)
        return f"採用が {len(taken)} 件あり、決まっていません(「{names}」)。"
    if taken:
        return f"「{taken[0].title or ''}」を採用しました({_by_whom(taken[0], project)})。{_entitled(taken[0], project)}"
    if all(option.decision == REJECTED for option in options):
        return "すべて不採用です。"
    return "まだ決まっていません。"


def _by_whom(option: Option, project: Project) -> str:
    when = fields_of(option)["決定日"]
    return f"{when + ' に' if when else '決定日は未記入、'}{option.decided_by or '決定者の記入なし'} が決定"


def _entitled(option: Option, project: Project) -> str:
    """What is said beside a decision of somebody who is no approver."""
    if not option.decided_by:
        return "承認者の決定ではありません。"
    entitled = is_approver(option.decided_by, project)
    if entitled is None:
        lacks = "体制表シートがない" if is_absent(Member, project) else "体制表の役割を読めない"
        return f"{lacks}ため、承認者の決定かどうかは調べていません。"
    return "" if entitled else "承認者の決定ではありません。"


def _after(option: Option, project: Project) -> Fields:
    """The option with what holds after it; blank numbers are 未記入, and nothing is added to them."""
    after, shown = after_option(option, project), fields_of(option)
    cost, days = shown["費用差"] or UNFILLED, shown["日程差"] or UNFILLED
    no_money = _not_summed(cost, option.cost_delta is None)
    is_summed = after.total is not None and not is_absent(Estimate, project)
    return {
        "案": shown["案"],
        "費用差": cost,
        "見積の合計": yen(after.total or 0) if is_summed else no_money,
        "予算との差": yen(after.gap or 0) if is_summed else no_money,
        "年額差": shown["年額差"] or UNFILLED,
        "五年": "－" if after.five_years is None else yen(after.five_years),
        "日程差": days,
        "サービスイン": day(after.service_in)
        if after.service_in
        else _not_summed(days, option.schedule_delta is None),
    }


def _not_summed(shown: str, is_blank: bool) -> str:
    """The word in place of a sum: 未記入 of a blank number, else that it cannot be computed."""
    return UNFILLED if is_blank and shown == UNFILLED else _NOT_KNOWN


def _premises(project: Project) -> str:
    """On what the figures after an option stand."""
    money, milestone, name = budget_gap(project), moved_milestone(project), moved_day_name(project)
    told = (
        f"採用した見積 {len(money.summed)} 件の合計は {yen(money.adopted)} 円、予算との差は {yen(money.gap)} 円です"
        f"(差 = 見積の合計 + ほかの発注と見込 − 予算額。プラスは超過、円・税抜)。{money.verdict}"
    )
    if is_absent(Estimate, project):
        told = "見積一覧シートがないため調べていません。見積の合計と予算との差は出していません。"
    if is_absent(Task, project):
        return f"{told}マスタスケジュールシートがないため、サービスインは調べていません。"
    if milestone is None or milestone.planned_finish is None:
        return f"{told}{_WHICH[name]}の予定日が分からないため、{name}は出していません。"
    named = (
        f"{_WHICH[name]}「{milestone.title or milestone.row_id or ''}」(予定 {day(milestone.planned_finish)})"
    )
    return f"{told}{name}は、{named}を日程差(稼働日)だけ動かした日です。"


_SUBJECT = (
    Heading("{{ 論点.名前 }}"),
    Text("{{ 論点.結論 }}{{ 論点.判断期限 }}起票元: {{ 論点.起票元 }}"),
    Table("論点.案", "案:50 工数差:18r 費用差:26r 日程差:18r 目的適合:18c メリット:62 デメリット:62 採否:18c",
          "{{ 論点.名前 }}の対応案(工数は人月、費用は円・税抜、日程は稼働日)"),
    Table("論点.中身", "案:50 スペック:66 応答要件:66 運用負荷:66", "{{ 論点.名前 }}の、性能と運用"),
    Table("論点.結果", "案:50 費用差:26r 年額差:26r 五年の費用差=五年:28r 採用した見積の合計=見積の合計:32r 予算との差:30r 日程差:18r {{動く日}}=サービスイン:28c",
          "{{ 論点.名前 }}の、それぞれの案にした後(円・税抜、稼働日。五年の費用差 = 費用差 + 5 × 年額差)"),
)  # fmt: skip

DOCUMENT = WordDocument(
    "対応案比較書",
    "論点ごとに対応案を、工数・費用・日程・長所と短所と、その案にした後の予算との差で比べます。",
    build,
    Layout(
        (
            When("論点一覧", (Each("論点一覧", "論点", _SUBJECT), Text("{{ 前提 }}", "Note")),
                 (Heading("対応案"), Text("対応案の記入はありません。"))),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    sheets=(Option,),
)  # fmt: skip
