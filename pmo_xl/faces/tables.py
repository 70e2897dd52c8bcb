"""What the terminal shows: listings as tables, findings as places with what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pmo_xl.documents.findings import gap_lines, gap_title, light_lines, scope_line, summary_mapping
from pmo_xl.documents.findings_book import NO_SHEET, place
from pmo_xl.documents.first_things import TITLE, Alike, alike, first_things
from pmo_xl.documents.listing import Listing
from pmo_xl.faces.columns import print_rows
from pmo_xl.faces.console import Screen, screen
from pmo_xl.model.display import day
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Severity
from pmo_xl.visible import visible_line

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book

COLOURS = {
    Severity.ERROR: "red",
    Severity.QUESTION: "magenta",
    Severity.WARNING: "yellow",
    Severity.INFO: "blue",
}
_MOST_PLACES = 12
SOURCES = {"option": "--as-of", "workbook": "設定シート", "today": "今日"}


def print_listing(title: str, listing: Listing) -> None:
    """A listing with its title and note; see faces/columns.py for how it fits the window."""
    out = screen()
    _say_first(out, filter(None, [listing.notice]))
    out.say(visible_line(f"{title}  {listing.title}"), style="bold")
    out.say(listing.note)
    if listing.rows:
        print_rows(out, listing.columns, listing.rows)
        out.say("")
    else:
        out.say("該当はありません。")


def print_check(book: Book, report: Report) -> None:
    """The findings sheet by sheet, what could not be judged and why, and the counts last."""
    out = screen()
    _say_first(out, report.notices)
    out.say(_opening(book, report), style="bold")
    print_first_things(out, report)
    print_findings(report.findings)
    _print_gaps(out, report)
    _print_light(out, report)
    out.say(f"\n{_counts(report)}", style="bold")


def print_summary(book: Book, report: Report) -> None:
    """The two lines that say what was checked and how it went."""
    out = screen()
    _say_first(out, report.notices)
    out.say(_opening(book, report))
    if report.light:
        out.say(f"信号 {report.light.short}")
    out.say(_counts(report))


def _say_first(out: Screen, notices: Iterable[str]) -> None:
    for notice in notices:
        out.say(f"【注意】{notice}", style="bold red")


def print_findings(findings: Sequence[Finding]) -> None:
    """Findings under the name of their sheet; of many alike the first in full and the places of the others."""
    out = screen()
    heading = None
    for group in alike(findings):
        sheet = group.first.sheet_title or group.first.sheet or NO_SHEET
        if sheet != heading:
            heading = sheet
            out.say(f"\n■ {visible_line(sheet)}", style="bold")
        for finding in group.shown:
            _print_finding(out, finding)
        if group.rest:
            _print_rest(out, group)


def print_first_things(out: Screen, report: Report) -> None:
    """The few findings to begin with, without their remedies: those stand further down."""
    groups = first_things(report.findings)
    if groups:
        out.say(f"\n■ {TITLE}", style="bold")
    for number, group in enumerate(groups, 1):
        first, more = group.first, len(group.findings) - 1
        others = f"(ほか {more} か所)" if more else ""
        said = f"{number}. {place(first)} [{first.rule} {first.severity.label}] {first.message}{others}"
        out.say(said, first="  ", rest="     ")


def _print_rest(out: Screen, group: Alike) -> None:
    """The places of findings that say the same as the ones above them."""
    first, count = group.first, len(group.rest)
    more = f" ほか {count - _MOST_PLACES}" if count > _MOST_PLACES else ""
    named = "、".join(_short_place(finding) for finding in group.rest[:_MOST_PLACES])
    out.say(
        f"同じ指摘がほか {count} か所 [{first.rule} {first.severity.label}]: {named}{more}"
        "(1件ずつは -o 結果.xlsx で書き出せます)",
        first="  ",
        rest="    ",
    )


def _short_place(finding: Finding) -> str:
    """The cell with the row's ID, as short as tells it: F12 ISS-012."""
    cell = finding.cell or (f"{finding.row}行" if finding.row else NO_SHEET)
    return f"{cell} {finding.row_id}" if finding.row_id else cell


def _print_light(out: Screen, report: Report) -> None:
    first, *reasons = light_lines(report)
    out.say(f"\n■ {first}", style="bold")
    for reason in reasons:
        out.say(reason, first="  ", rest="    ")


def _opening(book: Book, report: Report) -> str:
    day_shown = f"基準日 {day(report.as_of)}({SOURCES[report.as_of_source]})"
    return f"{visible_line(book.path.name)}  {day_shown}  {report.policy.describe()}"


def _counts(report: Report) -> str:
    return "  ".join(f"{word} {count}" for word, count in summary_mapping(report).items())


def _print_finding(out: Screen, finding: Finding) -> None:
    label = finding.severity.label
    waived = f" 免除({finding.waived.approver}、{day(finding.waived.until)}まで)" if finding.waived else ""
    said = f"{place(finding)} [{finding.rule} {label}]{waived} {finding.message}"
    mark = f"{finding.rule} {label}"
    out.say(said, first="  ", rest="    ", mark=mark, mark_style=COLOURS[finding.severity])
    out.say(finding.remedy, first="      → ", rest="        ", style="dim")


def _print_gaps(out: Screen, report: Report) -> None:
    """What was not judged is never shown green: the reasons, each with its rules."""
    gaps = gap_lines(report)
    if gaps:
        out.say(f"\n■ {gap_title(report)}", style="bold")
    for line in filter(None, (*gaps, scope_line(report))):
        out.say(visible_line(line), first="  ", rest="    ")
