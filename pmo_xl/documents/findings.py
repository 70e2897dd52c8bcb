"""A check as data for other tools: the JSON contract and the headed rows of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Final, Literal, TypedDict

from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.display import day
from pmo_xl.model.json_shape import Day, DaySource, Failed, Head, Keys, Words
from pmo_xl.model.list_column import as_json
from pmo_xl.plugins import LoadedJson
from pmo_xl.rules.finding import Finding, Waiver
from pmo_xl.rules.report import SUMMARY_WORDS, VERDICTS, Report, RuleCount
from pmo_xl.rules.severity import Severity
from pmo_xl.version import __version__

SCHEMA: Final = 1


class WaiverJson(TypedDict):
    """Why a finding is let pass."""

    reason: str
    approver: str
    until: Day


class FindingFields(TypedDict):
    """What a finding says."""

    rule: str
    severity: Annotated[str, Words(of=Severity)]
    sheet: str | None
    sheet_title: str | None
    row: int | None
    row_id: str | None
    column: str | None
    cell: str | None
    owner: str | None
    value: str | None
    expected: str | None
    message: str
    remedy: str
    id: str
    verdict: Annotated[str, Words(*VERDICTS)]


class FindingJson(FindingFields):
    """One finding. sheet: the contract's name; sheet_title: the tab's own. row_id: None where the row has no ID."""

    waived: WaiverJson | None


class CountJson(TypedDict):
    """How far one rule got; reason: why it judged nothing, or not every row."""

    rule: str
    name: str
    judged: int
    violations: int
    questions: int
    undeterminable: int
    out_of_scope: int
    reason: str | None
    failed: bool


class LightJson(TypedDict):
    """The traffic light of the project, and why."""

    word: Annotated[str, Words(of=Light)]
    mark: str
    reasons: list[str]
    form_errors: int


class PolicyJson(TypedDict):
    """Which rules are asked: 規則群, and what 設定 says of single rules."""

    group: str
    rules: dict[str, str]


class CheckJson(TypedDict):
    """The check of one workbook; light: null where only some of the rules were asked."""

    schema: Literal[1]
    version: str
    workbook: str
    notices: list[str]
    failed_rules: list[str]
    as_of: Day
    as_of_source: DaySource
    policy: PolicyJson
    light: LightJson | None
    summary: Annotated[dict[str, int], Keys(name for _, name in SUMMARY_WORDS)]
    rules: list[CountJson]
    findings: list[FindingJson]


class CheckedBookJson(TypedDict):
    """The check of one workbook; light, form_errors: null where only some of the rules were asked."""

    workbook: str
    as_of: Day
    as_of_source: DaySource
    notices: list[str]
    failed_rules: list[str]
    policy: PolicyJson
    light: Annotated[str, Words(of=Light)] | None
    reasons: list[str]
    form_errors: int | None
    summary: Annotated[dict[str, int], Keys(name for _, name in SUMMARY_WORDS)]
    rules: list[CountJson]
    findings: list[FindingJson]


class ChecksJson(Head):
    """The check of one workbook or of many. plugins: what is loaded.

    summary: of all of them together; null where no workbook could be read.
    """

    plugins: list[LoadedJson]

    workbooks: list[CheckedBookJson]
    summary: Annotated[dict[str, int], Keys(name for _, name in SUMMARY_WORDS)] | None
    failed: list[Failed]


def checked_book_json(report: Report, workbook: str) -> CheckedBookJson:
    """One workbook in `check --format json`: stable field names, dates as ISO text."""
    light = report.light
    return {
        "workbook": workbook,
        "as_of": report.as_of.isoformat(),
        "as_of_source": report.as_of_source,
        "notices": list(report.notices),
        "failed_rules": [count.rule for count in report.failed_rules],
        "policy": {"group": report.policy.group, "rules": dict(report.policy.words)},
        "light": light.light.value if light else None,
        "reasons": list(light.reasons) if light else [],
        "form_errors": light.form_errors if light else None,
        "summary": dict(report.summary),
        "rules": [count_json(count) for count in report.rules],
        "findings": [finding_json(finding) for finding in report.findings],
    }


def check_json(report: Report, workbook: str) -> CheckJson:
    """`check --format json --schema 1` for one workbook: stable field names, dates as ISO text."""
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


def light_json(report: Report) -> LightJson | None:
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


def count_json(count: RuleCount) -> CountJson:
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


def finding_json(finding: Finding) -> FindingJson:
    """One finding."""
    return {**as_json(Report.columns, finding, FindingFields), "waived": _waiver_json(finding.waived)}


def _waiver_json(waived: Waiver | None) -> WaiverJson | None:
    if waived is None:
        return None
    return {"reason": waived.reason, "approver": waived.approver, "until": waived.until.isoformat()}


def findings_listing(report: Report) -> Listing:
    """The findings as headed rows, in the order of the workbook."""
    summary = report.summary
    counts = " / ".join(f"{word} {summary[key]}" for word, key in SUMMARY_WORDS)
    return Listing(
        title="指摘一覧",
        columns=report.columns,
        rows=rows_of(report.columns, report.findings),
        note=f"基準日 {day(report.as_of)}  {report.policy.describe()}  {counts}",
        notice="".join(report.notices),
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
