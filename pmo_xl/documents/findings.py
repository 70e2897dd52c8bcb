"""A check as data for other tools: the JSON contract and the headed rows of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import SUMMARY_WORDS, Report, RuleCount
from pmo_xl.version import __version__

SCHEMA = 1
HEADINGS = (
    Heading("重要度", width=9),
    Heading("規則", width=9),
    Heading("シート", width=16),
    Heading("シート名(実際)", width=16),
    Heading("行", Kind.INT, 6),
    Heading("ID", width=11),
    Heading("列", width=14),
    Heading("セル", width=8),
    Heading("担当", width=13),
    Heading("値", width=20),
    Heading("あるべき姿", width=28),
    Heading("指摘", Kind.LONGTEXT, 56),
    Heading("直し方", Kind.LONGTEXT, 56),
    Heading("判定", width=9),
    Heading("免除理由", width=20),
    Heading("免除の承認者", width=14),
    Heading("免除期限", Kind.DATE, 12),
    Heading("指摘ID", width=40),
)
VERDICTS = {"violation": "違反", "question": "要判断"}


def check_json(report: Report, workbook: str) -> dict[str, Any]:
    """`check --format json` for one workbook: stable field names, dates as ISO text."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "workbook": workbook,
        "notices": list(report.notices),
        "failed_rules": [count.rule for count in report.failed_rules],
        "as_of": report.as_of.isoformat(),
        "as_of_source": report.as_of_source,
        "policy": {"group": report.policy.group, "rules": dict(report.policy.words)},
        "light": light_json(report),
        "summary": dict(report.summary),
        "rules": [count_json(count) for count in report.rules],
        "findings": [finding_json(finding) for finding in report.findings],
    }


def light_json(report: Report) -> dict[str, Any] | None:
    """The traffic light; None where only some of the rules were asked."""
    light = report.light
    if light is None:
        return None
    return {
        "word": light.light.value,
        "mark": light.light.mark,
        "reasons": list(light.reasons),
        "form_errors": light.form_errors,
    }


def light_lines(report: Report) -> list[str]:
    """The traffic light in lines: mark and word with what stands beside it, then each reason."""
    light = report.light
    if light is None:
        return ["信号 出していません(規則を絞った点検では付けません)"]
    return [f"信号 {light.light.shown}" + (f"  {light.form}" if light.form else ""), *light.reasons]


def count_json(count: RuleCount) -> dict[str, Any]:
    """How far one rule got."""
    return {
        "rule": count.rule,
        "name": count.name,
        "judged": count.judged,
        "violations": count.violations,
        "questions": count.questions,
        "undeterminable": count.undeterminable,
        "out_of_scope": count.out_of_scope,
        "reason": count.reason,
        "failed": count.is_failed,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding."""
    waived = finding.waived
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "sheet_title": finding.sheet_title,
        "row": finding.row,
        "row_id": finding.row_id,
        "column": finding.column,
        "cell": finding.cell,
        "owner": finding.owner,
        "value": finding.value,
        "expected": finding.expected,
        "message": finding.message,
        "remedy": finding.remedy,
        "id": finding.id,
        "verdict": finding.verdict,
        "waived": waived
        and {"reason": waived.reason, "approver": waived.approver, "until": waived.until.isoformat()},
    }


def findings_listing(report: Report) -> Listing:
    """The findings as headed rows, in the order of the workbook."""
    summary = report.summary
    counts = " / ".join(f"{word} {summary[key]}" for word, key in SUMMARY_WORDS)
    note = f"基準日 {day(report.as_of)}  {report.policy.describe()}  {counts}"
    rows = [finding_row(finding) for finding in report.findings]
    return Listing("指摘一覧", HEADINGS, rows, note, notice="".join(report.notices))


def finding_row(finding: Finding) -> tuple[object, ...]:
    """The values of one finding, in the order of HEADINGS."""
    waived = finding.waived
    return (
        finding.severity.label,
        finding.rule,
        finding.sheet,
        finding.sheet_title,
        finding.row,
        finding.row_id,
        finding.column,
        finding.cell,
        finding.owner,
        finding.value,
        finding.expected,
        finding.message,
        finding.remedy,
        VERDICTS[finding.verdict],
        waived and waived.reason,
        waived and waived.approver,
        waived and waived.until,
        finding.id,
    )


def summary_mapping(report: Report) -> Mapping[str, int]:
    """The counts under their Japanese words."""
    return {word: report.summary[key] for word, key in SUMMARY_WORDS}


_MOST_RULES = 8


def gap_lines(report: Report) -> list[str]:
    """What was not judged, one line for each reason: on how many rows, and the rules; whole rules first."""
    whole = [count for count in report.rules if count.is_not_evaluated]
    parts = [count for count in report.rules if count.judged and count.undeterminable]
    return [*_by_reason(whole), *_by_reason(parts)]


def gap_title(report: Report) -> str:
    """The heading over `gap_lines`: how many rules were not judged, in whole or in part, and how many rows."""
    parts = sum(1 for count in report.rules if count.judged and count.undeterminable)
    rows = report.summary["rows_undeterminable"]
    some = f"、一部の行を判定できなかった規則 {parts}(判定不能 のべ {rows} 行)" if rows else ""
    return f"判定できなかった規則 {report.summary['rules_not_evaluated']}{some}"


def scope_line(report: Report) -> str:
    """How many rules had nothing that they apply to; empty for none."""
    count = report.summary["rules_out_of_scope"]
    return f"対象外 {count} 規則(当てはまるシートか行がありません)" if count else ""


def _by_reason(counts: Iterable[RuleCount]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    rows: Counter[str] = Counter()
    for count in counts:
        reason = count.reason or "理由が分かりません"
        reasons.setdefault(reason, []).append(count.rule)
        rows[reason] += count.undeterminable
    for reason, rules in reasons.items():
        yield f"{reason}{_rows(rows[reason])}: {_rules(rules)}"


def _rows(count: int) -> str:
    return f"(のべ {count} 行)" if count else ""


def _rules(rules: Sequence[str]) -> str:
    more = len(rules) - _MOST_RULES
    return "、".join(rules) if more <= 0 else f"{'、'.join(rules[:_MOST_RULES])} ほか {more} 規則"
