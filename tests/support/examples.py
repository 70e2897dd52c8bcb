"""Runs an example of a rule's manual page: its little tables become a project as a file would."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS, sheet_labelled
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.page import Example, Expected
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout import Layout
from pmo_xl.workbook.reader import read_sheets

HEADER_ROW = 1
WHOLE_ROW = "行"


def project_of(example: Example) -> Project:
    """The project that an example shows; sheets and columns it leaves out are there and empty."""
    unknown = set(example.tables) - {sheet.sheet.label for sheet in SHEETS}
    assert not unknown, f"no such sheet: {unknown}"
    shown = {sheet_labelled(label) for label in example.tables}
    present = [
        sheet
        for sheet in SHEETS
        if sheet.sheet.label not in example.absent and (sheet.sheet.profile == "core" or sheet in shown)
    ]
    grids = {sheet.sheet.label: _grid(sheet, example.tables.get(sheet.sheet.label, [])) for sheet in present}
    layouts = [_layout(sheet, len(grids[sheet.sheet.label].rows)) for sheet in present]
    read = read_sheets(grids, layouts, near=example.as_of)
    return Project(example.as_of, example.run_day, "option", read.records, read.tables)


def _grid(sheet: type[Record], rows: list[dict[str, str]]) -> Grid:
    labels = [column.label for column in sheet.columns.values()]
    for row in rows:
        assert set(row) <= set(labels), f"{sheet.sheet.label}: no such column {set(row) - set(labels)}"
    values = [[row.get(label, "") for label in labels] for row in rows]
    return Grid.from_rows(sheet.sheet.label, [labels, *values])


def _layout(sheet: type[Record], last_row: int) -> Layout:
    columns = {name: number for number, name in enumerate(sheet.columns, 1)}
    return Layout(sheet, sheet.sheet.label, (HEADER_ROW, HEADER_ROW), HEADER_ROW + 1, last_row, columns)


def findings_of(rule: Rule, example: Example) -> set[Expected]:
    """What the rule says of the example, in the words an example uses for what it expects."""
    report = run(project_of(example), [rule])
    assert not report.failed_rules, report.failed_rules
    return {_as_expected(rule, finding) for finding in report.findings}


def _as_expected(rule: Rule, finding: Finding) -> Expected:
    row = None if finding.row is None else finding.row - HEADER_ROW - 1
    column = finding.column or (WHOLE_ROW if row is not None else None)
    severity = None if finding.severity is rule.severity else finding.severity.label
    return Expected(finding.sheet, row, column, severity)
