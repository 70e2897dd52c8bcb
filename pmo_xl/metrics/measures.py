"""The measures that a row of KPI may name in 算式: what each counts, and on how many rows it stands.

Beside each stands its formula in the workbook, in the language that derived.py tells. Shares are percent
(12.3 = 12.3 %), money whole yen; what is not whole is rounded half up to one decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from pmo_xl.metrics import meeting_measures, precheck_measures
from pmo_xl.metrics.derived_figures import (
    age_of,
    budget_expected,
    budget_ordered,
    budget_remaining,
    granted_sum,
    requested_sum,
)
from pmo_xl.metrics.metric import Metric, rounded
from pmo_xl.metrics.overdue import DUE_DATES, overdue_report
from pmo_xl.metrics.quality import quality_series
from pmo_xl.metrics.unfinished_issues import permanent_fixes, unfinished_issues
from pmo_xl.model.budget import Budget
from pmo_xl.model.checked_mark import FOUND_KEY, MENDED_KEY
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key
from pmo_xl.model.vocabulary import StateClass

MORE, LESS = "多いほど良い", "少ないほど良い"
BY_HAND: Final = "手入力"
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
    found = find_measure(name)
    return found.of(project) if found else Metric(None, 0, 0, f"算式「{name or ''}」という指標はありません。")


def find_measure(name: str | None) -> Measure | None:
    """The measure of this name (compared without blanks); None when there is none."""
    return _BY_KEY.get(name_key(name or ""))


def _count(rows: Iterable[object], total: int, unread: int = 0) -> Metric:
    """How many rows there are among `total`, of which `unread` cannot be told."""
    return Metric(Decimal(sum(1 for _ in rows)), total - unread, total)


def _quotient(part: int, whole: int, scale: int, rows: int, total: int, nothing: str) -> Metric:
    """Part ÷ whole × scale to one decimal, or why not."""
    if not whole:
        return Metric(None, rows, total, nothing)
    return Metric(rounded(Fraction(part * scale, whole)), rows, total)


def _overdue(project: Project) -> Metric:
    """All that is late; rows that should have a due date and have none, or cannot be judged, are missing."""
    report = overdue_report(project)
    needed = {
        (each.record_class.sheet.label, each.record_class.columns[each.due_field].label)
        for each in DUE_DATES
        if each.due_on or each.record_class.columns[each.due_field].is_must
    }
    unjudged = sum(each.rows for each in report.unjudged)
    undated = sum(
        each.unreadable + (each.missing if (each.sheet, each.column) in needed else 0)
        for each in report.undated
    )
    return Metric(Decimal(len(report.items)), report.judged - undated, report.judged + unjudged)


def _open_issues(project: Project) -> Metric:
    issues = project.issues
    return _count(unfinished_issues(project), len(issues), _unknown(issues, "status"))


def _claims(project: Project) -> Metric:
    issues = project.issues
    claims = (
        each
        for each in issues
        if each.kind == "クレーム" and project.state_of(each) is not StateClass.CANCELLED
    )
    return _count(claims, len(issues), _unknown(issues, "kind", "status"))


def _unknown(rows: Iterable[Record], *fields: str) -> int:
    """How many rows have no such column, or a cell there that cannot be read."""
    return sum(not row.is_known(*fields) for row in rows)


def _unanswered(project: Project) -> Metric:
    asked = project.questions
    waiting = (q for q in asked if q.status == "未回答")
    return _count(waiting, len(asked), _unknown(asked, "status"))


def _question_age(project: Project) -> Metric:
    asked = [q for q in project.questions if project.state_of(q) is not StateClass.CANCELLED]
    ages = [age for q in asked if (age := age_of(q, project)) is not None]
    return _quotient(sum(ages), len(ages), 1, len(ages), len(asked), "質問日のあるQAがありません。")


def _permanent_fixes(project: Project) -> Metric:
    issues = project.issues
    unread = _unknown(issues, "needs_permanent_fix", "permanent_closed_on")
    return _count(permanent_fixes(project), len(issues), unread)


def _agreed(project: Project) -> Metric:
    rows = [row for row in project.requirements if row.status == "対象"]
    agreed = sum(row.agreement == "合意済" for row in rows)
    known = len(rows) - _unknown(rows, "agreement")
    return _quotient(agreed, len(rows), 100, known, len(rows), "状態が対象の要件がありません。")


def _confirmed(project: Project) -> Metric:
    rows = [row for row in project.announcements if row.due_on]
    confirmed = sum(row.confirmed_on is not None for row in rows)
    known = len(rows) - _unknown(rows, "confirmed_on")
    return _quotient(confirmed, len(rows), 100, known, len(rows), "確認期限のある周知記録がありません。")


def _reopened(project: Project) -> Metric:
    newest = [rows[-1] for rows in quality_series(project).values()]
    told = [row for row in newest if row.reopened is not None and row.resolved is not None]
    reopened, resolved = sum(row.reopened or 0 for row in told), sum(row.resolved or 0 for row in told)
    nothing = "品質に、解決済数と再オープン数のある行がありません。"
    return _quotient(reopened, resolved, 100, len(told), len(newest), nothing)


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
    budgets, figures = project.budgets, [b for b in project.budgets if b.is_request or b.amount is not None]
    ordered = sum(budget_ordered(b, project) or 0 for b in budgets)
    amount = sum(b.granted or 0 for b in figures)
    return _quotient(ordered, amount, 100, len(figures), len(budgets), "予算額がありません。")


def _left(budget: Budget, project: Project) -> int | None:
    """What is left of a budget; of a request that nobody has granted, what is ordered on it all the same, below 0."""
    if not budget.is_request:
        return budget_remaining(budget, project)
    return -(budget_ordered(budget, project) or 0) - (budget_expected(budget, project) or 0)


def _remaining(project: Project) -> Metric:
    left = [_left(b, project) for b in project.budgets]
    told = [amount for amount in left if amount is not None]
    return Metric(Decimal(sum(told)), len(told), len(left))


_OPEN_FORMULA = 'SUMPRODUCT(({NAME.status}<>"")*(COUNTIF(語_WORDS,{NAME.status})=0))'
_CLAIMS_FORMULA = """SUMPRODUCT(({issues.kind}="クレーム")*(COUNTIFS({choices.list_name},{list:issues.status},
{choices.value},{issues.status},{choices.state_class},"取消")=0))"""
# A column moved down so that it begins below the row: of two rows of one day the lower counts.
_BELOW = "ROW({quality_records.system})-ROW(品質[[#Headers],[システム]])"
_NEWEST = """ISNUMBER({quality_records.measured_on})*({quality_records.phase}<>"")
*(COUNTIFS({quality_records.system},{quality_records.system}&"",{quality_records.phase},{quality_records.phase},
{quality_records.measured_on},">"&{quality_records.measured_on})=0)
*(COUNTIFS(OFFSET({quality_records.system},BELOW,0),{quality_records.system}&"",
OFFSET({quality_records.phase},BELOW,0),{quality_records.phase},
OFFSET({quality_records.measured_on},BELOW,0),{quality_records.measured_on})=0)
*ISNUMBER({quality_records.reopened})*ISNUMBER({quality_records.resolved})""".replace("BELOW", _BELOW)
_REOPENED_FORMULA = f"""IFERROR(ROUND(SUMPRODUCT({_NEWEST},{{quality_records.reopened}})
/SUMPRODUCT({_NEWEST},{{quality_records.resolved}})*100,1),"")"""

_LEFT = 'IFERROR(VALUE(INDEX({settings.value},MATCH("KEY",{settings.key},0))),"")'

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "期限超過件数": Measure("件", "期限を過ぎて終わっていないもの(全シート)", _overdue, None),
        "未完了課題件数": Measure(
            "件",
            "未完了の課題",
            _open_issues,
            _OPEN_FORMULA.replace("NAME", "issues").replace("WORDS", "課題管理表_終了"),
        ),
        "クレーム件数": Measure("件", "種別がクレームの課題(取下げを除く)", _claims, _CLAIMS_FORMULA),
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
        "会議回数": Measure(
            "回",
            "議事録にある会議(会議名と開催日の組)",
            meeting_measures.meetings,
            meeting_measures.MEETINGS,
        ),
        "月平均会議回数": Measure(
            "回",
            "会議回数を、最初の会議の月から最後の会議の月までの月数で割った数",
            meeting_measures.meetings_per_month,
            meeting_measures.PER_MONTH,
        ),
        "会議時間": Measure(
            "時間",
            "会議の所要分(会議体)と出席者の人数(議事録)から求めた延べ時間",
            meeting_measures.meeting_hours,
            meeting_measures.HOURS,
        ),
        "試験実施率": Measure(
            "%",
            "予定した試験のうち実施した割合",
            _tests_done,
            """IFERROR(ROUND(COUNTIFS({verifications.planned_on},">0",{verifications.executed_on},">0")
 /COUNT({verifications.planned_on})*100,1),"")""",
            MORE,
        ),
        "不具合件数": Measure("件", "試験で見つかった不具合の合計", _defects, "SUM({verifications.defects})"),
        "再オープン率": Measure(
            "%", "解決した不具合のうち再び開いた割合(品質の最新の行の合計)", _reopened, _REOPENED_FORMULA
        ),
        "合意済率": Measure(
            "%",
            "対象の要件のうち合意済の割合",
            _agreed,
            """IFERROR(ROUND(COUNTIFS({requirements.status},"対象",{requirements.agreement},"合意済")
 /COUNTIFS({requirements.status},"対象")*100,1),"")""",
            MORE,
        ),
        "周知確認率": Measure(
            "%",
            "確認期限のある周知のうち確認された割合",
            _confirmed,
            """IFERROR(ROUND(COUNTIFS({announcements.due_on},">0",{announcements.confirmed_on},">0")
 /COUNT({announcements.due_on})*100,1),"")""",
            MORE,
        ),
        "予算執行率": Measure(
            "%",
            "予算額に対する発注済額の割合",
            _spent_share,
            f'IFERROR(ROUND(SUM({{budgets.ordered}})/{granted_sum("")}*100,1),"")',
        ),
        "残予算": Measure(
            "円",
            "予算額から発注済額と発注見込額を引いた額",
            _remaining,
            f"SUM({{budgets.remaining}})-{requested_sum('ordered')}-{requested_sum('expected')}",
            MORE,
        ),
        "納品前指摘件数": Measure(
            "件",
            "記録した納品前点検で、納品ごとに初めの点検が見つけたエラーの合計",
            precheck_measures.found_before_delivery,
            _LEFT.replace("KEY", FOUND_KEY),
        ),
        "納品前是正件数": Measure(
            "件",
            "そのうち、納品ごとに最後の点検ではなくなっていたもの",
            precheck_measures.mended_before_delivery,
            _LEFT.replace("KEY", MENDED_KEY),
            MORE,
        ),
    }
)
_BY_KEY: Mapping[str, Measure] = {name_key(name): found for name, found in MEASURES.items()}
