"""What the terminal shows: listings as tables, findings as places with what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmo_xl.documents.findings import gap_lines, gap_title, scope_line, summary_mapping
from pmo_xl.documents.findings_book import NO_SHEET, place
from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.faces.console import console, is_unicode
from pmo_xl.faces.wrapping import wrapped
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, display
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Severity

if TYPE_CHECKING:
    from rich.console import Console

    from pmo_xl.operations.book import Book

NUMBERS = (Kind.INT, Kind.MONEY, Kind.NUMBER, Kind.PERCENT)
COLOURS = {
    Severity.ERROR: "red",
    Severity.QUESTION: "magenta",
    Severity.WARNING: "yellow",
    Severity.INFO: "blue",
}
SOURCES = {"option": "--as-of", "workbook": "設定シート", "today": "今日"}


def print_listing(title: str, listing: Listing) -> None:
    """A listing as a table: right-aligned numbers, columns as wide as the window allows."""
    from rich import box
    from rich.table import Table

    out = console()
    table = Table(box=box.SIMPLE_HEAD if is_unicode(out.file) else box.ASCII2, title_justify="left")
    for heading in listing.headings:
        is_number = heading.kind in NUMBERS
        table.add_column(
            heading.label, justify="right" if is_number else "left", no_wrap=heading.kind is not Kind.LONGTEXT,
            overflow="fold",
        )  # fmt: skip
    for row in listing.rows:
        table.add_row(*(_shown(h, value) for h, value in zip(listing.headings, row, strict=True)))
    out.print(f"{title}  {listing.title}", style="bold")
    out.print(listing.note)
    out.print(table if listing.rows else "該当はありません。")


def _shown(heading: Heading, value: object) -> str:
    return value if isinstance(value, str) else display(heading.kind, value)


def print_check(book: Book, report: Report) -> None:
    """The findings sheet by sheet, what could not be judged and why, and the counts last."""
    out = console()
    out.print(_opening(book, report), style="bold")
    print_findings(report.findings)
    _print_gaps(out, report)
    out.print(f"\n{_counts(report)}", style="bold")


def print_summary(book: Book, report: Report) -> None:
    """The two lines that say what was checked and how it went."""
    out = console()
    out.print(_opening(book, report))
    out.print(_counts(report))


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings under the name of their sheet."""
    out = console()
    heading = None
    for finding in findings:
        sheet = finding.sheet_title or finding.sheet or NO_SHEET
        if sheet != heading:
            heading = sheet
            out.print(f"\n■ {sheet}", style="bold")
        _print_finding(out, finding)


def _opening(book: Book, report: Report) -> str:
    day_shown = f"基準日 {day(report.as_of)}({SOURCES[report.as_of_source]})"
    return f"{book.path.name}  {day_shown}  {report.policy.describe()}"


def _counts(report: Report) -> str:
    return "  ".join(f"{word} {count}" for word, count in summary_mapping(report).items())


def _print_finding(out: Console, finding: Finding) -> None:
    from rich.text import Text

    label = finding.severity.label
    waived = f" 免除({finding.waived.approver}、{day(finding.waived.until)}まで)" if finding.waived else ""
    said = f"{place(finding)} [{finding.rule} {label}]{waived} {finding.message}"
    line = Text(wrapped(said, out.width, first="  ", rest="    "))
    line.highlight_words([f"{finding.rule} {label}"], style=COLOURS[finding.severity])
    out.print(line)
    out.print(wrapped(finding.remedy, out.width, first="      → ", rest="        "), style="dim")


def _print_gaps(out: Console, report: Report) -> None:
    """What was not judged is never shown green: the reasons, each with its rules."""
    gaps = gap_lines(report)
    if gaps:
        out.print(f"\n■ {gap_title(report)}", style="bold")
    for line in filter(None, (*gaps, scope_line(report))):
        out.print(f"  {line}")
