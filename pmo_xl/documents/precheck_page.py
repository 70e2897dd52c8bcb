"""The result of precheck as a page for the browser: the verdict, the findings by document, and what was not looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.documents.page.frame import page_html
from pmo_xl.documents.page.parts import Filtered, Lines, Page, Part, Section, Table, Tiles
from pmo_xl.documents.precheck import (
    UNREAD,
    VERDICTS,
    groups_listing,
    resolved_listing,
    rules_listing,
    scope_lines,
    set_listing,
    unread_listing,
    waived_listing,
)
from pmo_xl.model.display import day
from pmo_xl.model.list_column import ListColumn
from pmo_xl.rules.paper_report import WHOLE, PaperFinding, PaperReport, verdict_of

TITLE: Final = "納品前点検"
_FILTERS: Final = ("重要度", "規則", "前回と")
_SHOWN: Final = ("重要度", "規則", "場所", "指摘", "直し方", "前回と", "前後の文")


def precheck_page(report: PaperReport, folder: Path | None = None) -> bytes:
    """The page as HTML. folder: where it will lie (None: unknown)."""
    words = report.delivery.words
    told = [f"点検日 {day(report.delivery.run_day)}"]
    told += [f"顧客 {words.customer}"] if words.customer else []
    return page_html(Page(TITLE, told, list(_parts(report))), folder)


def _parts(report: PaperReport) -> Iterator[Part]:
    counts = [(word, str(count)) for word, count in report.counts.items()]
    yield Tiles([("判定", VERDICTS[report.verdict]), *counts])
    yield Lines(list(scope_lines(report)), "notice" if report.unread else "note")
    yield Section("文書ごとの指摘", list(_findings(report)))
    listings = [*set_listing(report), *waived_listing(report), *resolved_listing(report)]
    yield from (Section(each.title, [Table(each)]) for each in listings)
    if report.unread:
        yield Section(UNREAD, [Table(unread_listing(report))])
    yield Section("分類ごとの件数", [Table(groups_listing(report))])
    yield Section("規則別", [Table(rules_listing(report))])


def _findings(report: PaperReport) -> Iterator[Part]:
    """A list for each document that has findings, in the order of the delivery; the heaviest first."""
    found = [each for each in report.findings if not each.waiver]
    if not found:
        yield Lines(["指摘はありません。"])
        return
    columns = [
        column
        for column in report.columns
        if column.label in _SHOWN and any(column.value(finding) for finding in found)
    ]
    documents = {each.path: each for each in report.documents}
    names = dict.fromkeys((WHOLE, *documents))
    sections = []
    for name in names:
        if rows := [each for each in found if each.document == name]:
            mark = VERDICTS[verdict_of(rows, [documents[name]] if name in documents else ())]
            sections.append(_section(f"{name}({mark}、{len(rows)} 件)", rows, columns))
    yield Filtered(_FILTERS, sections)


def _section(title: str, found: Sequence[PaperFinding], columns: Sequence[ListColumn]) -> Section:
    order = list(type(found[0].severity))
    rows = sorted(found, key=lambda each: order.index(each.severity))
    return Section(
        title, [Table(Listing(title=title, columns=columns, rows=rows_of(columns, rows)))], is_listed=False
    )
