"""The measures that a row of KPI may name in 算式: what each counts, and on how many rows it stands.

Beside each stands its formula in the workbook, in the language that derived.py tells. Shares are percent
(12.3 = 12.3 %), money whole yen; what is not whole is rounded half up to one decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from pmo_xl.metrics.derived_figures import age_of, budget_ordered, budget_remaining
from pmo_xl.metrics.metric import Metric
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.metrics.unfinished_issues import permanent_fixes, unfinished_issues
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.vocabulary import StateClass

_TENTH = Decimal("0.1")
MORE, LESS = "多いほど良い", "少ないほど良い"
BY_HAND = "手入力"
"""In 算式: no measure, the figure stands in 手入力実績."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its unit and what it counts, both in Japanese, and how.

    formula: what the defined name 指標_<name> of a workbook computes; None: a cell of メニュー that the author knows.
    direction: which way is better, where the row of KPI does not say.
    """

    unit: str
    meaning: str
    of: Callable[[Project], Metric]
    formula: str | None
    direction: str = LESS


def measure(name: str | None, project: Project) -> Metric:
    """The measure of this name (compared without blanks); not computable when there is none."""
    found = _BY_KEY.get(name_key(name or ""))
    return found.of(project) if found else Metric(None, 0, 0, f"算式「{name or ''}」という指標はありません。")


def _count(rows: Iterable[object], total: int) -> Metric:
    return Metric(Decimal(sum(1 for _ in rows)), total, total)


def _quotient(part: int, whole: int, scale: int, rows: int, total: int, nothing: str) -> Metric:
    """Part ÷ whole × scale to one decimal, or why not."""
    if not whole:
        return Metric(None, rows, total, nothing)
    return Metric((Decimal(part) * scale / whole).quantize(_TENTH, ROUND_HALF_UP), rows, total)


def _overdue(project: Project) -> Metric:
    report = overdue_report(project)
    undated = sum(each.missing + each.unreadable for each in report.undated)
    undated += sum(each.rows for each in report.unjudged)
    return Metric(Decimal(len(report.items)), len(report.items), len(report.items) + undated)


def _open_issues(project: Project) -> Metric:
    return _count(unfinished_issues(project), len(project.issues))


def _unanswered(project: Project) -> Metric:
    return _count((q for q in project.questions if q.status == "未回答"), len(project.questions))


def _question_age(project: Project) -> Metric:
    asked = [q for q in project.questions if project.state_of(q) is not StateClass.CANCELLED]
    ages = [age for q in asked if (age := age_of(q, project)) is not None]
    return _quotient(sum(ages), len(ages), 1, len(ages), len(asked), "質問日のあるQAがありません。")


def _permanent_fixes(project: Project) -> Metric:
    return _count(permanent_fixes(project), len(project.issues))


def _meetings(project: Project) -> Metric:
    items = project.meeting_items
    dated = {(item.meeting, item.held_on) for item in items if item.meeting and item.held_on}
    rows = sum(1 for item in items if item.meeting and item.held_on)
    return Metric(Decimal(len(dated)), rows, len(items))


def _tests_done(project: Project) -> Metric:
    planned = [v for v in project.verifications if v.planned_on]
    done = sum(1 for v in planned if v.executed_on)
    total = len(project.verifications)
    return _quotient(done, len(planned), 100, len(planned), total, "予定日のある試験がありません。")


def _defects(project: Project) -> Metric:
    told = [v.defects for v in project.verifications if v.defects is not None]
    done = sum(1 for v in project.verifications if v.executed_on)
    return Metric(Decimal(sum(told)), len(told), max(done, len(told)))


def _spent_share(project: Project) -> Metric:
    budgets, figures = project.budgets, [b for b in project.budgets if b.amount is not None]
    ordered = sum(budget_ordered(b, project) or 0 for b in budgets)
    amount = sum(b.amount or 0 for b in figures)
    return _quotient(ordered, amount, 100, len(figures), len(budgets), "予算額がありません。")


def _remaining(project: Project) -> Metric:
    left = [budget_remaining(b, project) for b in project.budgets]
    told = [amount for amount in left if amount is not None]
    return Metric(Decimal(sum(told)), len(told), len(left))


_OPEN_FORMULA = 'SUMPRODUCT(({NAME.status}<>"")*(COUNTIF(語_WORDS,{NAME.status})=0))'
_MEETINGS_FORMULA = """SUMPRODUCT(({meeting_items.meeting}<>"")*ISNUMBER({meeting_items.held_on})
/(COUNTIFS({meeting_items.meeting},{meeting_items.meeting},{meeting_items.held_on},{meeting_items.held_on})
+({meeting_items.meeting}="")+(1-ISNUMBER({meeting_items.held_on}))))"""

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "期限超過件数": Measure("件", "期限を過ぎて終わっていないもの(全シート)", _overdue, None),
        "未完了課題件数": Measure(
            "件",
            "未完了の課題",
            _open_issues,
            _OPEN_FORMULA.replace("NAME", "issues").replace("WORDS", "課題管理表_終了"),
        ),
        "恒久対応未完了件数": Measure(
            "件",
            "恒久対応が要で終わっていない課題",
            _permanent_fixes,
            'COUNTIFS({issues.needs_permanent_fix},"要",{issues.permanent_closed_on},"=")',
        ),
        "未回答QA件数": Measure(
            "件",
            "まだ答えのない質問",
            _unanswered,
            _OPEN_FORMULA.replace("NAME", "questions").replace("WORDS", "QA表_回答後"),
        ),
        "QA平均滞留日数": Measure(
            "日",
            "質問から回答(なければ基準日)までの日数の平均",
            _question_age,
            'IFERROR(ROUND(AVERAGE({questions.age}),1),"")',
        ),
        "会議回数": Measure("回", "議事録にある会議(会議名と開催日の組)", _meetings, _MEETINGS_FORMULA),
        "試験実施率": Measure(
            "%",
            "予定した試験のうち実施した割合",
            _tests_done,
            """IFERROR(ROUND(COUNTIFS({verifications.planned_on},">0",{verifications.executed_on},">0")
 /COUNT({verifications.planned_on})*100,1),"")""",
            MORE,
        ),
        "不具合件数": Measure("件", "試験で見つかった不具合の合計", _defects, "SUM({verifications.defects})"),
        "予算執行率": Measure(
            "%",
            "予算額に対する発注済額の割合",
            _spent_share,
            'IFERROR(ROUND(SUM({budgets.ordered})/SUM({budgets.amount})*100,1),"")',
        ),
        "残予算": Measure(
            "円", "予算額から発注済額と発注見込額を引いた額", _remaining, "SUM({budgets.remaining})", MORE
        ),
    }
)
_BY_KEY: Mapping[str, Measure] = {name_key(name): found for name, found in MEASURES.items()}


def direction_of(formula: str | None) -> str | None:
    """Which way is better for the measure that 算式 names; None where it names none."""
    found = _BY_KEY.get(name_key(formula or ""))
    return found.direction if found else None
