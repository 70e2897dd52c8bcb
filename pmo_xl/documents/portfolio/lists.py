"""The lists of the portfolio, each declared once: the workbook, the page and the paper show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pmo_xl.documents.forecast import forecast_day
from pmo_xl.documents.listing import CellTarget, Listing, rows_of
from pmo_xl.documents.month_end.result import in_folder
from pmo_xl.documents.portfolio.facts import BookFacts, Place
from pmo_xl.documents.portfolio.people_lists import over_list, people_list, targets_of
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.summary import unknown_waiting
from pmo_xl.documents.portfolio.sums import (
    Problem,
    ProjectDecision,
    ProjectTrouble,
    Vendor,
)
from pmo_xl.documents.portfolio.trend import trend_list
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.model.list_column import ListColumn

NOT_REPORTED: Final = "－"
UNKNOWN: Final = "—"
"""A figure whose sheets are not there; 理由 names them."""
WORSE: Final = "報告より悪い"
MILESTONES: Final = "マイルストーン"


def project_list(result: Portfolio) -> Listing:
    """1 案件一覧."""
    hidden = sum(project.hidden_steps > 0 for project in result.projects)
    note = "報告の信号より計算した信号が悪い案件を初めに、あとは信号の悪い順に並べています。"
    if hidden:
        note = f"報告より計算が悪い案件が {hidden} 件あります。{note}"
    return Listing(
        title="案件一覧",
        columns=PROJECT_COLUMNS,
        rows=rows_of(PROJECT_COLUMNS, result.projects),
        note=note,
        targets=[CellTarget(project.path) for project in result.projects],
    )


def _next(of: Callable[[BookFacts], object]) -> Callable[[BookFacts], object]:
    return lambda project: of(project) if project.next_milestone else None


def next_forecast(project: BookFacts) -> str | None:
    """The forecast of the next milestone, as 「…以降」 where it is a lower bound."""
    found = project.next_milestone
    return forecast_day(found.forecast, is_lower_bound=found.is_lower_bound) if found else None


PROJECT_COLUMNS: Final = (
    ListColumn("案件", name="name", width=30, is_link=True),
    ListColumn("信号", of="light.light.shown", width=8, is_judged=True),
    ListColumn("報告", of=lambda each: each.reported or NOT_REPORTED, width=6),
    ListColumn("差", of=lambda each: WORSE if each.hidden_steps else None, width=8, is_judged=True),
    ListColumn("理由", Kind.LONGTEXT, 44, of=lambda each: " / ".join(each.reasons)),
    ListColumn("PM", name="pm", width=10),
    ListColumn("部門", name="department", width=14, is_printed=False),
    ListColumn("工程", name="phase", width=10),
    ListColumn("次のマイルストーン", width=16, of=_next(lambda each: each.next_milestone and each.next_milestone.title)),
    ListColumn("予定", Kind.DATE, of=_next(lambda each: each.next_milestone and each.next_milestone.planned)),
    ListColumn("見込", width=12, of=next_forecast),
    ListColumn("状況", width=12, of=_next(lambda each: each.next_milestone and each.next_milestone.standing)),
    ListColumn("未完了の課題", Kind.INT, name="open_issues", empty=UNKNOWN),
    ListColumn("期限超過", Kind.INT, name="overdue", empty=UNKNOWN),
    ListColumn("残予算", Kind.MONEY, of="money.remaining", empty=UNKNOWN),
    ListColumn("着地見込", Kind.MONEY, of="money.forecast", is_printed=False, empty=UNKNOWN),
    ListColumn("判断待ち", Kind.INT, name="waiting", empty=UNKNOWN),
    ListColumn("エラー", Kind.INT, of="findings.error"),
    ListColumn("要判断", Kind.INT, of="findings.question", is_printed=False),
    ListColumn("警告", Kind.INT, of="findings.warning", is_printed=False),
    ListColumn("免除", Kind.INT, of="findings.waived", is_printed=False),
    ListColumn("前回の記録", Kind.DATE, of=lambda each: each.against and each.against.on, is_printed=False),
    ListColumn("前回からの新しい指摘", Kind.INT, of=lambda each: each.against and each.against.new, is_printed=False),
    ListColumn("前回から消えた指摘", Kind.INT, of=lambda each: each.against and each.against.mended, is_printed=False),
    ListColumn("保留の変更", Kind.INT, name="on_hold", is_printed=False),
    ListColumn("台帳の最終保存", width=22, of=lambda each: each.reading.saved_at.replace("T", " ").removesuffix("Z"), is_printed=False),
)  # fmt: skip


def terminal_list(result: Portfolio) -> Listing:
    """案件一覧 as a terminal has room for."""
    names = ("案件", "信号", "報告", "次のマイルストーン", "見込", "期限超過", "残予算", "判断待ち", "エラー")
    columns = [column for column in PROJECT_COLUMNS if column.label in names]
    return Listing(title="案件一覧", columns=columns, rows=rows_of(columns, result.projects))


def milestone_list(result: Portfolio) -> Listing:
    """2 マイルストーン."""
    reached, rows, targets = 0, [], []
    for row in result.milestones:
        if row.milestone.reached is None:
            rows += rows_of(MILESTONE_COLUMNS, [row])
            targets += targets_of(result, [(row.project, row.milestone.place)])
        else:
            reached += 1
    clashing = "、".join(f"{day(c.on)} {c.kind}{f'({c.system})' if c.system else ''}" for c in result.clashes)
    told = (
        f"ぶつかるリリース {len(result.clashes)} 件({clashing})。"
        if clashing
        else "ぶつかるリリースはありません。"
    )
    return Listing(
        title=MILESTONES,
        columns=MILESTONE_COLUMNS,
        rows=rows,
        note=f"これからのマイルストーン {len(rows)} 件(達成済み {reached} 件は省略)。{told}"
        "同じ日のリリースと、同じシステムの7日以内のリリースをぶつかりとしています。見込の日付の求め方は schedule と同じです。",
        targets=targets,
    )


MILESTONE_COLUMNS: Final = (
    ListColumn("案件", name="project", width=30),
    ListColumn("マイルストーン", of="milestone.title", width=26, is_link=True),
    ListColumn("工程", of="milestone.phase", width=10),
    ListColumn("システム", of=lambda row: "、".join(row.milestone.systems), width=20),
    ListColumn("予定", Kind.DATE, of="milestone.planned"),
    ListColumn("基準", Kind.DATE, of="milestone.baseline"),
    ListColumn(
        "見込",
        width=13,
        of=lambda row: forecast_day(row.milestone.forecast, is_lower_bound=row.milestone.is_lower_bound),
    ),
    ListColumn("状況", of="milestone.standing", width=16),
    ListColumn("ぶつかり", Kind.LONGTEXT, 34, of=lambda row: "\n".join(row.clashes)),
)


def decision_list(result: Portfolio) -> Listing:
    """4 決めること."""
    rows: Sequence[ProjectDecision] = result.decisions
    on_hold = sum(project.on_hold for project in result.projects)
    return Listing(
        title="決めること",
        columns=DECISION_COLUMNS,
        rows=rows_of(DECISION_COLUMNS, rows),
        note=f"判断を待っているもの {len(rows)} 件。{unknown_waiting(result)}保留にした仕様変更 {on_hold} 件は入れていません。",
        targets=targets_of(result, [(row.project, row.decision.place) for row in rows]),
    )


DECISION_COLUMNS: Final = (
    ListColumn("案件", name="project", width=28),
    ListColumn("番号", of=lambda row: row.decision.place.row_id or row.decision.place.sheet, width=11, is_link=True),
    ListColumn("決めること", Kind.LONGTEXT, 34, of="decision.what"),
    ListColumn("決める人", of="decision.decider", width=12, empty="未記入"),
    ListColumn("いつから", Kind.DATE, of="decision.since", empty="不明"),
    ListColumn("いつまでに", Kind.DATE, of="decision.due_on", empty="未記入"),
    ListColumn("過ぎた稼働日", Kind.INT, of=lambda row: row.decision.days_late or None),
    ListColumn("遅らせた稼働日", Kind.INT, of="decision.days_lost", empty="判定不能"),
    ListColumn("金額", Kind.MONEY, of="decision.amount"),
    ListColumn("待つことの影響", Kind.LONGTEXT, 40, of="decision.cost"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _ProblemLine:
    problem: Problem
    trouble: ProjectTrouble


def problem_list(result: Portfolio) -> Listing:
    """5 同じ問題."""
    lines = [_ProblemLine(problem, each) for problem in result.problems for each in problem.projects]
    return Listing(
        title="同じ問題",
        columns=PROBLEM_COLUMNS,
        rows=rows_of(PROBLEM_COLUMNS, lines),
        note="期限超過・障害・クレームが2つ以上の案件にある取引先・システム・原因(原因分類、遅延原因)です。取下げは数えません。"
        "同じ行が取引先とシステムの両方に出ることがあります。",
        targets=targets_of(result, [(line.trouble.project, line.trouble.rows[0]) for line in lines]),
    )


PROBLEM_COLUMNS: Final = (
    ListColumn("種類", of="problem.kind", width=9),
    ListColumn("名前", of="problem.name", width=28),
    ListColumn("案件数", Kind.INT, of=lambda line: len(line.problem.projects)),
    ListColumn("期限超過(計)", Kind.INT, of="problem.late"),
    ListColumn("障害(計)", Kind.INT, of="problem.defects"),
    ListColumn("クレーム(計)", Kind.INT, of="problem.complaints"),
    ListColumn("案件", of="trouble.project", width=28),
    ListColumn("期限超過", Kind.INT, of="trouble.late"),
    ListColumn("障害", Kind.INT, of="trouble.defects"),
    ListColumn("クレーム", Kind.INT, of="trouble.complaints"),
    ListColumn("行", Kind.LONGTEXT, 30, of=lambda line: _ids(line.trouble.rows), is_link=True),
)
_MOST_IDS: Final = 8


def _ids(rows: Sequence[Place]) -> str:
    names = [place.row_id or place.sheet for place in rows]
    return "、".join(names[:_MOST_IDS]) + (
        f" ほか {len(names) - _MOST_IDS}" if len(names) > _MOST_IDS else ""
    )


def vendor_list(result: Portfolio) -> Listing:
    """6 取引先."""
    rows: Sequence[Vendor] = result.vendors
    left_out = sum(each.estimates_left_out for each in rows)
    taxed = (
        f"採用した見積のうち、税込か金額のない {left_out} 件は見積額に入れていません。" if left_out else ""
    )
    return Listing(
        title="取引先",
        columns=VENDOR_COLUMNS,
        rows=rows_of(VENDOR_COLUMNS, rows),
        note="取引先の分は、その発注と、システム一覧の開発ベンダ・体制表の会社から数えます。回答日数は質問日から回答日までの稼働日の中央値、"
        f"納品の遅れは受領日が検収予定日より後のもの、金額は円・税抜です。{taxed}",
    )


VENDOR_COLUMNS: Final = (
    ListColumn("取引先", name="name", width=28),
    ListColumn("案件数", Kind.INT, of=lambda each: len(each.projects)),
    ListColumn("回答日数(中央値)", Kind.NUMBER, name="answer_days", empty="－"),
    ListColumn("回答 n", Kind.INT, name="answered"),
    ListColumn("未回答", Kind.INT, name="unanswered"),
    ListColumn("納品の遅れ", width=12, of=lambda each: f"{each.deliveries_late} / {each.deliveries}"),
    ListColumn("未完了の課題", Kind.INT, name="open_issues"),
    ListColumn("障害", Kind.INT, name="defects"),
    ListColumn("クレーム", Kind.INT, name="complaints"),
    ListColumn("採用見積", Kind.MONEY, name="estimated"),
    ListColumn("発注", Kind.MONEY, name="ordered"),
    ListColumn("検収", Kind.MONEY, name="accepted"),
    ListColumn("案件", Kind.LONGTEXT, 40, of=lambda each: "、".join(each.projects), is_printed=False),
)


@dataclass(frozen=True, slots=True)
class _ReadLine:
    """path: of the workbook. state: what became of it. what: why, or what could not be judged."""

    path: Path
    name: str
    state: str
    what: str
    project: BookFacts | None = None


READ, UNREADABLE, COPY = "読んだ", "読めない", "複製"


def reading_list(result: Portfolio) -> Listing:
    """8 読んだブック, and what could not be judged."""
    lines = [_ReadLine(each.path, "", UNREADABLE, each.message) for each in result.failed]
    lines += [
        _ReadLine(each.path, each.project, COPY, f"{in_folder(each.counted)} を数えました。{each.why}")
        for each in result.copies
    ]
    lines += [_ReadLine(each.path, each.name, READ, unjudged(each), each) for each in result.projects]
    return Listing(
        title="読んだブック",
        columns=READING_COLUMNS,
        rows=rows_of(READING_COLUMNS, lines),
        note=f"読んだ {len(result.projects)} 冊、読めない {len(result.failed)} 冊、複製 {len(result.copies)} 冊。"
        "判定できなかったものは「問題なし」ではありません。",
        targets=[CellTarget(line.path) for line in lines],
    )


def unjudged(project: BookFacts) -> str:
    """What could not be judged in a book, the same reason once; empty where everything was."""
    reading = project.reading
    reasons: dict[str, list[str]] = {}
    for each in reading.not_judged:
        reasons.setdefault(each.reason, []).append(each.rule)
    told = [f"{'、'.join(rules)}: {reason}" for reason, rules in reasons.items()]
    if reading.undated:
        told.append(f"期限のない(読めない)未完了の行 {reading.undated} 件")
    return "\n".join((*told, *reading.remarks))


READING_COLUMNS: Final = (
    ListColumn("ブック", width=26, of=lambda line: in_folder(line.path), is_link=True),
    ListColumn("結果", name="state", width=9, is_judged=True),
    ListColumn("案件", name="name", width=26),
    ListColumn("基準日", Kind.DATE, of=lambda line: line.project and line.project.reading.as_of),
    ListColumn("判定できなかった規則", Kind.INT, of=lambda line: line.project and line.project.reading.rules_not_evaluated),
    ListColumn("判定不能の行", Kind.INT, of=lambda line: line.project and line.project.reading.rows_undeterminable),
    ListColumn("判定できなかったものとわけ", Kind.LONGTEXT, 70, name="what"),
    ListColumn("規則", Kind.LONGTEXT, 30, of=lambda line: line.project and line.project.reading.policy, is_printed=False),
    ListColumn("場所", Kind.LONGTEXT, 40, of=lambda line: str(line.path), is_printed=False),
    ListColumn("SHA-256", width=20, of=lambda line: line.project and line.project.reading.sha256, is_printed=False),
)  # fmt: skip


LISTS: Final[Mapping[str, Callable[[Portfolio], Listing]]] = {
    "案件一覧": project_list,
    MILESTONES: milestone_list,
    "要員": people_list,
    "要員の内訳": over_list,
    "決めること": decision_list,
    "同じ問題": problem_list,
    "取引先": vendor_list,
    "推移": trend_list,
    "読んだブック": reading_list,
}
"""The parts in their order, by their titles."""


def every_list(result: Portfolio) -> Iterator[Listing]:
    """The parts in their order, each made when it is asked for."""
    return (make(result) for make in LISTS.values())
