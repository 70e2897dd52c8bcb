"""指摘一覧.xlsx: a summary page and the findings, each linked to its cell in the checked workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.cell_link import CellTarget, cell_link
from pmo_xl.documents.findings import HEADINGS, finding_row, light_lines, summary_mapping
from pmo_xl.documents.listing_book import FONT, look, open_book, row_height, set_up_page, write_cell
from pmo_xl.model.display import day
from pmo_xl.rules.catalog import load, module_of
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.rule import Severity

if TYPE_CHECKING:
    import xlsxwriter

SUMMARY, FINDINGS = "概要", "指摘"
SHOWN = (
    "重要度",
    "規則",
    "場所",
    "ID",
    "担当",
    "値",
    "指摘",
    "直し方",
    "あるべき姿",
    "対応(記入用)",
    "指摘ID",
)
WIDTHS = (8, 9, 24, 10, 12, 18, 48, 48, 22, 16, 30)
FIRST_ROW = 3
COLOURS = {
    Severity.ERROR: "#F8D7DA",
    Severity.QUESTION: "#E5DBF0",
    Severity.WARNING: "#FFF0CC",
    Severity.INFO: "#DDEBF7",
}
NO_SHEET = "案件全体"
COUNT = {"num_format": '#,##0;-#,##0;"・"', "align": "right"}


@dataclass(frozen=True)
class CheckedBook:
    """One checked workbook: where it lies, and what was found."""

    path: Path
    report: Report


def write_findings_book(path: Path, checked: Sequence[CheckedBook], *, beside: Path | None = None) -> None:
    """Write the list to `path`. beside: where it will lie in the end, so that the links lead from there."""
    folder = (beside or path).absolute().parent
    with open_book(path) as book:
        _write_summary(book, checked)
        _write_findings(book, checked, folder)


def _write_summary(book: xlsxwriter.Workbook, checked: Sequence[CheckedBook]) -> None:
    sheet = book.add_worksheet(SUMMARY)
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 6, 10)
    sheet.hide_gridlines(2)
    row = 0
    for one in checked:
        row = _summary_of(book, sheet, one, row) + 2
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f'&L&"{FONT}"指摘一覧&C&P / &N')


def _summary_of(book: xlsxwriter.Workbook, sheet: Any, one: CheckedBook, row: int) -> int:  # noqa: ANN401
    """Write what the check of one workbook came to, from `row` down; the next free row."""
    plain, bold = book.add_format(look()), book.add_format(look(bold=True, size=14))
    report = one.report
    sheet.write_string(row, 0, f"指摘一覧  {one.path.name}", bold)
    lines = (
        *report.notices,
        f"基準日 {day(report.as_of)}  {report.policy.describe()}",
        *light_lines(report),
        "「判定できなかったもの」は問題なしではありません。理由を直してからもう一度点検してください。",
    )
    for number, line in enumerate(lines, row + 1):
        sheet.write_string(number, 0, line, plain)
    row = _counts(book, sheet, row + len(lines) + 2, summary_mapping(report))
    row = _matrix(book, sheet, row + 1, "シート別", _by(report, lambda f: f.sheet or NO_SHEET))
    row = _matrix(book, sheet, row + 1, "規則別", _by(report, lambda f: _rule_label(f.rule)))
    row = _matrix(book, sheet, row + 1, "担当別", _by(report, lambda f: f.owner or "(担当なし)"))
    return _gaps(book, sheet, row + 1, report)


def _rule_label(rule_id: str) -> str:
    module = module_of(rule_id)
    return f"{rule_id} {load(module).page.summary}" if module else rule_id


def _by(report: Report, key: Any) -> Mapping[str, Counter[Severity]]:  # noqa: ANN401 - a plain key function
    counts: dict[str, Counter[Severity]] = {}
    for finding in report.findings:
        if finding.waived is None:
            counts.setdefault(key(finding), Counter())[finding.severity] += 1
    return dict(sorted(counts.items(), key=lambda item: -sum(item[1].values())))


def _counts(
    book: xlsxwriter.Workbook,
    sheet: Any,  # noqa: ANN401 - no types there
    row: int,
    counts: Mapping[str, int],
) -> int:
    head, cell = book.add_format(look(head=True)), book.add_format(look(border=True) | COUNT)
    sheet.write_row(row, 0, ["重要度", "件数"], head)
    for number, (word, count) in enumerate(counts.items(), row + 1):
        sheet.write_string(number, 0, word, book.add_format(look(border=True)))
        sheet.write_number(number, 1, count, cell)
    return row + len(counts) + 1


def _matrix(
    book: xlsxwriter.Workbook,
    sheet: Any,  # noqa: ANN401 - no types there
    row: int,
    title: str,
    counts: Mapping[str, Counter[Severity]],
) -> int:
    """A table of counts by severity; nothing for nothing."""
    if not counts:
        return row
    head, cell = book.add_format(look(head=True)), book.add_format(look(border=True) | COUNT)
    name_cell = book.add_format(look(border=True) | {"shrink": True})
    sheet.write_row(row, 0, [title, *(severity.label for severity in Severity)], head)
    for number, (name, found) in enumerate(counts.items(), row + 1):
        sheet.write_string(number, 0, name, name_cell)
        for column, severity in enumerate(Severity, 1):
            sheet.write_number(number, column, found[severity], cell)
    return row + len(counts) + 1


def _gaps(book: xlsxwriter.Workbook, sheet: Any, row: int, report: Report) -> int:  # noqa: ANN401
    """What was not judged, and why."""
    gaps = [count for count in report.rules if count.reason]
    if not gaps:
        return row
    head, cell = book.add_format(look(head=True)), book.add_format(look(border=True, wrap=True))
    sheet.write_row(
        row, 0, ["判定できなかったもの", "判定した行", "判定不能の行", "対象外の行", "理由"], head
    )
    for number, count in enumerate(gaps, row + 1):
        sheet.write_string(number, 0, _rule_label(count.rule), cell)
        for column, rows in enumerate((count.judged, count.undeterminable, count.out_of_scope), 1):
            sheet.write_number(number, column, rows, cell)
        sheet.merge_range(number, 4, number, 6, f"{_kind_of_gap(count)}: {count.reason}", cell)
        sheet.set_row(number, 28)
    return row + len(gaps) + 1


def _kind_of_gap(count: RuleCount) -> str:
    if count.is_not_evaluated:
        return "判定できなかった規則"
    return "対象外" if count.is_out_of_scope else "一部の行"


def _write_findings(book: xlsxwriter.Workbook, checked: Sequence[CheckedBook], folder: Path) -> None:
    sheet = book.add_worksheet(FINDINGS)
    title = "、".join(one.path.name for one in checked)
    sheet.write_string(0, 0, f"指摘  {title}", book.add_format(look(bold=True, size=14)))
    note = "場所を押すと台帳のそのセルが開きます。担当で絞り込むには見出しの▼を使います。"
    sheet.write_string(1, 0, note, book.add_format(look()))
    for column, (label, wide) in enumerate(zip(SHOWN, WIDTHS, strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(FIRST_ROW - 1, column, label, book.add_format(look(head=True)))
    cell = book.add_format(look(border=True, wrap=True))
    link = book.add_format(look(border=True, wrap=True) | {"font_color": "#1F4E9E", "underline": 1})
    heavy = {s: book.add_format(look(border=True) | {"bg_color": COLOURS[s]}) for s in Severity}
    rows = [(one, finding) for one in checked for finding in one.report.findings]
    for number, (one, finding) in enumerate(rows, FIRST_ROW):
        values = _shown(finding)
        sheet.set_row(number, row_height(values, WIDTHS))
        for column, value in enumerate(values):
            write_cell(sheet, number, column, value, heavy[finding.severity] if column == 0 else cell)
        target = _link(one.path, finding, folder)
        if target:
            sheet.write_url(number, 2, target, link, place(finding), "このセルを開く")
    set_up_page(sheet, FIRST_ROW - 1, max(len(rows), 1), len(SHOWN), FINDINGS)
    sheet.freeze_panes(FIRST_ROW, 4)
    sheet.set_paper(8)
    sheet.print_area(0, 0, FIRST_ROW + max(len(rows), 1) - 1, len(SHOWN) - 2)


def place(finding: Finding) -> str:
    """Where a finding stands: 課題管理表!K12 期限."""
    sheet = finding.sheet_title or finding.sheet or NO_SHEET
    cell = f"!{finding.cell}" if finding.cell else f" {finding.row}行" if finding.row else ""
    return f"{sheet}{cell}{f' {finding.column}' if finding.column else ''}"


def _shown(finding: Finding) -> tuple[object, ...]:
    values = dict(zip((heading.label for heading in HEADINGS), finding_row(finding), strict=True))
    values |= {"場所": place(finding), "対応(記入用)": finding.waived and f"免除: {finding.waived.reason}"}
    return tuple(values[label] for label in SHOWN)


def _link(workbook: Path, finding: Finding, folder: Path) -> str | None:
    """A link to the cell, relative to where the list lies."""
    sheet = finding.sheet_title or finding.sheet
    if sheet is None:
        return None
    return cell_link(CellTarget(workbook, sheet, finding.cell or f"A{finding.row or 1}"), folder)
