"""Runs an example of a rule's manual page: its little tables become a project as a file would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmo_xl.metrics.followed import carried_on
from pmo_xl.model.filed import Filed, FiledPaper
from pmo_xl.model.past import Past
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS, sheet_labelled
from pmo_xl.operations.filed_papers import with_texts
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.page import HIDDEN, Example, Expected
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import Layout
from pmo_xl.workbook.reader import read_sheets
from pmo_xl.workbook.tab.sheet_details import StatedDetails

HEADER_ROW = 1
WHOLE_ROW = "行"
STORED = " →"  # between a formula and its cached value


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
    fields = {sheet: _fields(sheet, example) for sheet in present}
    grids = {
        sheet.sheet.label: _grid(sheet, fields[sheet], example.tables.get(sheet.sheet.label, []))
        for sheet in present
    }
    layouts = [
        _layout(
            sheet,
            fields[sheet],
            len(grids[sheet.sheet.label].rows),
            is_ours=sheet.sheet.label in example.ours,
        )
        for sheet in present
    ]
    read = read_sheets(grids, layouts, near=example.as_of)
    past = _past_of(example)
    project = Project(example.as_of, example.run_day, "option", read.records, read.tables, past)
    return project if example.filed is None else replace(project, filed=_filed(example.filed))


def with_papers_of(project: Project, example: Example) -> Project:
    """The project of a rule of the ledger, with the documents that its example shows at their 格納先."""
    from tests.support.paper_examples import delivery_of

    if not example.papers:
        return project
    papers = {
        each.path: with_texts(FiledPaper(is_there=True), each) for each in delivery_of(example).documents
    }
    return replace(project, filed=Filed(papers, None))


def _filed(rows: tuple[dict[str, str], ...]) -> Filed:
    """What lies at each 格納先: 保存日, ファイルの日付, and of what is no file what it is instead."""
    papers = {}
    for row in rows:
        days = [date.fromisoformat(text) if text else None for text in (row["保存日"], row["ファイルの日付"])]
        what = row.get("ほか", "")
        papers[row["格納先"]] = FiledPaper(
            is_there=what in ("", "フォルダー"),
            is_folder=what == "フォルダー",
            stamped_on=days[0],
            touched_on=days[1],
            is_address=what == "URL",
            reason=what if what not in ("", "フォルダー", "URL", "なし") else None,
        )
    return Filed(papers, None)


def _past_of(example: Example) -> Past:
    """What the recorded runs that the example shows say, one after the other."""
    past = Past()
    for day, tables in sorted(example.recorded.items()):
        run = replace(example, as_of=day, run_day=day, tables=tables, recorded={})
        past = carried_on(past, project_of(run))
    return past


def _fields(sheet: type[Record], example: Example) -> list[str]:
    """The columns that stand there: all; of a ledger of ours those of later schemas only where the example shows them."""
    shown = {label for row in example.tables.get(sheet.sheet.label, []) for label in row}
    is_ours = sheet.sheet.label in example.ours
    return [
        name
        for name, column in sheet.columns.items()
        if not is_ours or column.since == 1 or column.label in shown
    ]


def _grid(sheet: type[Record], fields: list[str], rows: list[dict[str, str]]) -> Grid:
    labels = [sheet.columns[name].label for name in fields]
    for row in rows:
        unknown = set(row) - {*labels, HIDDEN}
        assert not unknown, f"{sheet.sheet.label}: no such column {unknown}"
    shown = [[row.get(label, "") for label in labels] for row in rows]
    formulas = {
        (number, column): value[1:].partition(STORED)[0]
        for number, row in enumerate(shown, HEADER_ROW + 1)
        for column, value in enumerate(row, 1)
        if value.startswith("=")
    }
    values = [
        [value.partition(STORED)[2] if value.startswith("=") and STORED in value else value for value in row]
        for row in shown
    ]
    grid = Grid.from_rows(sheet.sheet.label, [labels, *values], details=StatedDetails(formulas=formulas))
    grid.hidden_rows = {n for n, row in enumerate(rows, HEADER_ROW + 1) if row.get(HIDDEN)}
    return grid


def _layout(sheet: type[Record], fields: list[str], last_row: int, *, is_ours: bool) -> Layout:
    columns = {name: number for number, name in enumerate(fields, 1)}
    header = (HEADER_ROW, HEADER_ROW)
    return Layout(sheet, sheet.sheet.label, header, HEADER_ROW + 1, last_row, columns, is_ours=is_ours)


def findings_of(rule: Rule, example: Example) -> set[Expected]:
    """What the rule says of the example, in the words an example uses for what it expects."""
    report = run(with_papers_of(project_of(example), example), [rule])
    assert not report.failed_rules, report.failed_rules
    return {_as_expected(rule, finding) for finding in report.findings}


def _as_expected(rule: Rule, finding: Finding) -> Expected:
    row = None if finding.row is None else finding.row - HEADER_ROW - 1
    column = finding.column or (WHOLE_ROW if row is not None else None)
    severity = None if finding.severity is rule.severity else finding.severity.label
    return Expected(finding.sheet, row, column, severity)
