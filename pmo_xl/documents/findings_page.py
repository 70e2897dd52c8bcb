"""点検結果 as a page for the browser: what to do first, the findings by sheet, and what was not judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pmo_xl.documents.findings import gap_title, light_lines, scope_line, summary_mapping
from pmo_xl.documents.findings_book import (
    COLUMNS,
    GAP_COLUMNS,
    GAPS,
    NO_SHEET,
    WEIGHTS,
    CheckedBook,
    finding_target,
    first_listings,
)
from pmo_xl.documents.first_things import weighed
from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.documents.page.frame import page_html
from pmo_xl.documents.page.parts import Filtered, Lines, Page, Part, Section, Table, Tiles
from pmo_xl.model.display import day
from pmo_xl.model.list_column import ListColumn
from pmo_xl.rules.finding import Finding

TITLE: Final = "点検結果"
_FILTERS: Final = ("重要度", "規則", "担当")
_OF_BOOK: Final = {column.label: column for column in COLUMNS}
_COLUMNS: Final = (
    *(
        _OF_BOOK[label]
        for label in ("重要度", "規則", "場所", "ID", "担当", "値", "指摘", "直し方", "あるべき姿")
    ),
    ListColumn("免除", width=31, of=lambda finding: finding.waived and finding.waived.told),
)
_FAILED: Final = (
    ListColumn("ブック", width=40, of=lambda pair: pair[0].name),
    ListColumn("理由", width=60, of=lambda pair: pair[1]),
)


def findings_page(
    checked: Sequence[CheckedBook],
    unread: Sequence[tuple[Path, str]] = (),
    *,
    folder: Path | None = None,
) -> bytes:
    """The page as HTML. unread: the books that could not be read, and why. folder: where it will lie (None: unknown)."""
    days = sorted({day(one.report.as_of) for one in checked})
    told = [f"基準日 {'、'.join(days)}"] if days else []
    parts = list(_unread(unread))
    if len(checked) == 1:
        name = checked[0].path.name
        parts += _parts(checked[0])
    else:
        name = f"{len(checked)} 冊"
        parts += [Section(one.path.name, list(_parts(one))) for one in checked]
    return page_html(Page(f"{TITLE}  {name}", told, parts), folder)


def _unread(unread: Sequence[tuple[Path, str]]) -> Iterator[Part]:
    if unread:
        listing = Listing(title="読めなかった台帳", columns=_FAILED, rows=rows_of(_FAILED, unread))
        said = f"{len(unread)} 冊は読めませんでした。このページには入っていません。"
        yield Section("読めなかった台帳", [Lines([said], "notice"), Table(listing)])


def _parts(one: CheckedBook) -> Iterator[Part]:
    report = one.report
    counts = [(word, str(count)) for word, count in list(summary_mapping(report).items())[:WEIGHTS]]
    yield Lines(report.notices, "notice")
    light, *reasons = light_lines(report)
    if report.light:
        form = [("台帳の書き方", f"{report.light.form_errors} 件")] if report.light.form else []
        yield Tiles([("信号", report.light.light.shown), *counts, *form])
    else:
        yield Tiles(counts)
        yield Lines([light])
    yield Lines(reasons, "points")
    yield Lines([report.policy.describe()], "note")
    for first in first_listings(one):
        yield Section(first.title, [Table(first)])
    yield Section("シートごとの指摘", list(_findings(one)))
    yield Section(GAPS, list(_gaps(one)))


def _findings(one: CheckedBook) -> Iterator[Part]:
    """A list for each sheet, in the order of the workbook; within it what is done first stands first."""
    report = one.report
    if not report.findings:
        yield Lines([f"指摘はありません。{gap_title(report)}。"])
        return
    sheets: dict[str, list[Finding]] = {}
    for finding in report.findings:
        sheets.setdefault(finding.sheet_title or finding.sheet or NO_SHEET, []).append(finding)
    columns = [column for column in _COLUMNS if any(column.value(finding) for finding in report.findings)]
    yield Filtered(_FILTERS, [_sheet(one, name, found, columns) for name, found in sheets.items()])


def _sheet(one: CheckedBook, name: str, found: Sequence[Finding], columns: Sequence[ListColumn]) -> Section:
    ordered = [finding for group in weighed(found) for finding in group.findings]
    listing = Listing(
        title=f"{name} の指摘",
        columns=columns,
        rows=rows_of(columns, ordered),
        targets=[finding_target(one.path, finding) for finding in ordered],
    )
    return Section(f"{name}({len(found)} 件)", [Table(listing)], is_listed=False)


def _gaps(one: CheckedBook) -> Iterator[Part]:
    """What was not judged and why; what there was nothing of, in one sentence."""
    report = one.report
    yield Lines([f"{gap_title(report)}。判定できなかったものは問題なしではありません。"])
    counts = [count for count in report.rules if count.reason and not count.is_out_of_scope]
    if counts:
        yield Table(Listing(title=GAPS, columns=GAP_COLUMNS, rows=rows_of(GAP_COLUMNS, counts)))
    scope = scope_line(report)
    if scope:
        yield Lines([scope], "note")
