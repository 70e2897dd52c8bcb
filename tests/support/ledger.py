"""Asks one rule about little tables written as in its manual page."""

from __future__ import annotations

from inspect import cleandoc

from pmo_xl.model.project import Project
from pmo_xl.rules.catalog import load, module_of
from pmo_xl.rules.page import read_page
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from tests.support.examples import project_of, with_papers_of


def rule_of(rule_id: str) -> Rule:
    """The rule of the catalogue with this ID."""
    module = module_of(rule_id)
    assert module, rule_id
    return load(module)


def project_in(ledger: str) -> Project:
    """The project that tables such as stand in a manual page show (基準日 of 2026-11-30 when not given)."""
    (example,) = read_page(f"例\n\n## 違反例\n{cleandoc(ledger)}").examples
    return with_papers_of(project_of(example), example)


def ask(rule_id: str, ledger: str) -> Report:
    """What the rule says of tables such as stand in a manual page (基準日 of 2026-11-30 when not given)."""
    report = run(project_in(ledger), [rule_of(rule_id)])
    assert not report.failed_rules, report.failed_rules
    return report


def hits(rule_id: str, ledger: str) -> list[str]:
    """The findings as `row ID column (severity)`; the severity only where it is not the rule's own."""
    own = rule_of(rule_id).severity
    return [
        " ".join(filter(None, (f.row_id, f.column, "" if f.severity is own else f"({f.severity.label})")))
        for f in ask(rule_id, ledger).findings
    ]


def counts(rule_id: str, ledger: str) -> dict[str, int]:
    """How many rows fit, break the rule, are put before a person, cannot be judged, are out of scope."""
    return counts_of(ask(rule_id, ledger))


def counts_of(report: Report) -> dict[str, int]:
    """The counts of a report on one rule, by verdict; those that are 0 left out."""
    (count,) = report.rules
    words = {
        "適合": count.judged - count.violations - count.questions,
        "違反": count.violations,
        "要判断": count.questions,
        "判定不能": count.undeterminable,
        "対象外": count.out_of_scope,
    }
    return {word: number for word, number in words.items() if number}
