"""The rows of チェック結果: the findings of this run over those of the run before, with what staff answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from pmo_xl.documents.first_things import weighed
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.operations.today import today_in_japan
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.open_book import OpenBookGrids
from pmo_xl.workbook.reader import read_sheets

if TYPE_CHECKING:
    import xlwings

NEW, STILL, AGAIN, GONE = "新規", "継続", "再発", "解消"
WHOLE_PROJECT: Final = "案件全体"
_ANSWERS: Final = ("response", "waiver_reason", "waived_by", "waived_until")


def recorded_rows(
    report: Report, earlier: Iterable[RecordedFinding], *, on: date, waived_before: Collection[str] = ()
) -> list[RecordedFinding]:
    """The new rows: the findings in the order of doing, as 指摘一覧 has them, then what is resolved, then rows without an ID.

    Answers are kept by finding ID. on: the day of this run. waived_before: IDs of the findings that were let
    pass in the run before; one that no longer is has come back (再発).
    """
    rows = list(earlier)
    known = {row.id: row for row in reversed(rows) if row.id}
    found = [_row(finding, known.get(finding.id), on, waived_before) for finding in in_order_of_doing(report)]
    seen = {finding.id for finding in report.findings}
    unasked = {
        count.rule for count in report.rules if count.is_failed or (count.judged == 0 and count.reason)
    }
    asked = {count.rule for count in report.rules} - unasked
    gone = [_without_finding(row, asked) for row in known.values() if row.id not in seen]
    return [*found, *_in_order(gone, rows), *(row for row in rows if not row.id)]


def in_order_of_doing(report: Report) -> list[Finding]:
    """The findings as チェック結果 and 指摘一覧 list them: by weight, what is alike together, what is waived last."""
    return [finding for group in weighed(report.findings) for finding in group.findings]


def place_text(finding: Finding) -> str:
    """What 場所 shows: 課題管理表!K12, 課題管理表!12行, 課題管理表, 案件全体."""
    sheet = finding.sheet_title or finding.sheet
    if sheet is None:
        return WHOLE_PROJECT
    where = finding.cell or (f"{finding.row}行" if finding.row else "")
    return f"{sheet}!{where}" if where else sheet


def link_target(finding: Finding, titles: Mapping[str, str]) -> str | None:
    """The place in the workbook that 場所 leads to; None for a finding about the whole project.

    titles: the tab's own name by the sheet's label, for findings about a whole sheet.
    """
    title = finding.sheet_title or titles.get(finding.sheet or "")
    if title is None:
        return None
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{finding.cell or f'A{finding.row or 1}'}"


def _row(
    finding: Finding, before: RecordedFinding | None, on: date, waived_before: Collection[str]
) -> RecordedFinding:
    row = RecordedFinding(
        id=finding.id,
        rule=finding.rule,
        severity=finding.severity.label,
        location=place_text(finding),
        message=finding.message,
        remedy=finding.remedy,
        first_seen_on=(before.first_seen_on if before else None) or on,
        state=_state(finding, before, on, waived_before),
    )
    return row if before is None else row.model_copy(update=_answers(before))


def _answers(before: RecordedFinding) -> Mapping[str, object]:
    return {**{name: getattr(before, name) for name in _ANSWERS}, "place": before.place}


def _state(finding: Finding, before: RecordedFinding | None, on: date, waived_before: Collection[str]) -> str:
    if before is None:
        return NEW
    if before.state == GONE or (finding.waived is None and finding.id in waived_before):
        return AGAIN
    is_of_today = before.first_seen_on == on
    return before.state if is_of_today and before.state in (NEW, AGAIN) else STILL


def _without_finding(row: RecordedFinding, asked: Collection[str]) -> RecordedFinding:
    """A row whose finding is not there any more: resolved, unless its rule could not be asked this time."""
    return row.model_copy(update={"state": GONE}) if row.rule in asked else row


def _in_order(rows: Iterable[RecordedFinding], order: list[RecordedFinding]) -> Iterator[RecordedFinding]:
    places = {row.id: number for number, row in reversed(list(enumerate(order)))}
    yield from sorted(rows, key=lambda row: places[row.id])


@dataclass(frozen=True)
class RecordedList:
    """The rows of チェック結果 as they stand. tab: its name, None when the book has none."""

    tab: str | None = None
    rows: tuple[RecordedFinding, ...] = ()


def recorded_list(book: xlwings.Book) -> RecordedList:
    """Read チェック結果 of a book open in Excel. Raises UnreadableWorkbook when Excel does not answer."""
    grids = OpenBookGrids(book)
    label = RecordedFinding.sheet.label
    titles = [label] if label in grids.titles else grids.titles
    layouts = find_layouts([grids.grid(title) for title in titles])
    tables = [layout for layout in layouts.tables if layout.record_class is RecordedFinding]
    if not tables:
        return RecordedList()
    found = {layout.title: grids.grid(layout.title) for layout in tables}
    read = read_sheets(found, tables, is_1904=grids.is_1904, near=today_in_japan())
    rows = (row for row in read.records[RecordedFinding] if isinstance(row, RecordedFinding))
    return RecordedList(tables[0].title, tuple(rows))
