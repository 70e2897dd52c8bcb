"""Asks rules about a ledger that breaks them, with a cell, a column or a sheet of it changed: one short line per case.

A case reads `SPC002 | 期限=2026/11/30 | 適合`. What is changed, split by `;`: 列=値 or シート.列=値 (the first row of a
table; 列#2 the second), -列 or -シート.列 (the table has no such column), !シート (the book has no such sheet), シート=∅ (it
has no rows). Without a sheet the first table of the ledger is meant. What the rule then says of the first row's table:
適合, 違反, 違反(エラー) …, 判定不能, 対象外.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from inspect import cleandoc

from pmo_xl.model.project import Project
from pmo_xl.model.sheets import sheet_labelled
from pmo_xl.rules.page import Example, Tables, read_page
from pmo_xl.rules.report import Report
from pmo_xl.rules.run import run
from tests.support.examples import project_of
from tests.support.ledger import rule_of


def cases_of(table: str) -> list[tuple[str, str, str]]:
    """Rule, what is changed and what is expected, of each line of a table; a line without a rule repeats the last."""
    rule, found = "", []
    for line in filter(None, map(str.strip, table.splitlines())):
        name, changed, expected = (part.strip() for part in line.split("|"))
        rule = name or rule
        found.append((rule, changed, expected))
    return found


def said_of(rule_id: str, ledger: str, changed: str) -> str:
    """What the rule says of the ledger so changed."""
    return _said(report_of(rule_id, ledger, changed))


def report_of(rule_id: str, ledger: str, changed: str) -> Report:
    """The report of the rule on the ledger so changed."""
    (example,) = read_page(f"例\n\n## 違反例\n{cleandoc(ledger)}").examples
    parts = [part.strip() for part in changed.split(";") if part.strip()]
    example = replace(
        example, tables={name: [dict(row) for row in rows] for name, rows in example.tables.items()}
    )
    first = next(iter(example.tables))
    for part in parts:
        example = _with_cell(example, first, part)
    project = project_of(example)
    for part in parts:
        if part.startswith("-"):
            project = _without_column(project, *_place(part[1:], first))
    report = run(project, [rule_of(rule_id)])
    assert not report.failed_rules, report.failed_rules
    return report


def _place(text: str, first: str) -> tuple[str, str]:
    sheet, dot, label = text.partition(".")
    return (sheet, label) if dot else (first, sheet)


def _with_cell(example: Example, first: str, part: str) -> Example:
    if part.startswith("!"):
        tables: Tables = {name: rows for name, rows in example.tables.items() if name != part[1:]}
        return replace(example, tables=tables, absent=(*example.absent, part[1:]))
    if part.startswith("-"):
        return example
    where, _, value = part.partition("=")
    if value == "∅":
        return replace(example, tables={**example.tables, where: []})
    sheet, label = _place(where, first)
    label, _, number = label.partition("#")
    example.tables.setdefault(sheet, [{}])[int(number or 1) - 1][label] = value
    return example


def _without_column(project: Project, label: str, column: str) -> Project:
    sheet = sheet_labelled(label)
    name = sheet.field_of(column)
    (table,) = project.tables[sheet]
    kept = replace(table, columns={each: at for each, at in table.columns.items() if each != name})
    rows = [
        row.model_copy(
            update={name: sheet.columns[name].blank, "place": row.place and replace(row.place, table=kept)}
        )
        for row in project.of(sheet)
    ]
    tables = {**project.tables, sheet: (kept,)}
    return replace(
        project, records={**project.records, sheet: tuple(rows)}, tables=tables, _shared={}, _sets={}
    )


def _said(report: Report) -> str:
    (count,) = report.rules
    if report.findings:
        own = rule_of(count.rule).severity
        words = {"" if f.severity is own else f"({f.severity.label})" for f in report.findings}
        return "・".join(f"違反{word}" for word in sorted(words))
    words_of: Mapping[str, int] = {
        "判定不能": count.undeterminable,
        "適合": count.judged,
        "対象外": count.out_of_scope,
    }
    return next(
        (word for word, number in words_of.items() if number), "判定不能" if count.is_lacking else "対象外"
    )
