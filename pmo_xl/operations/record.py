"""record: the findings written into チェック結果, results refreshed, one run added to the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.disk.reasons import reason
from pmo_xl.documents.findings import finding_json
from pmo_xl.documents.outlook_lines import outlook_lines
from pmo_xl.errors import BadChange, UnwritableOutput
from pmo_xl.history import RunName, run_of
from pmo_xl.metrics.additions import is_full
from pmo_xl.metrics.followed import carried_on
from pmo_xl.metrics.precheck_measures import found_before_delivery, mended_before_delivery
from pmo_xl.metrics.traffic_light import ProjectLight
from pmo_xl.model.checked_mark import CHECKED_HELP, FOUND_KEY, MENDED_KEY, CheckedMark
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.setting import Setting
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.check import check
from pmo_xl.operations.earlier_runs import last_run
from pmo_xl.operations.edit import begin
from pmo_xl.operations.recorded_rows import in_order_of_doing, link_target, recorded_rows
from pmo_xl.operations.today import now
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report
from pmo_xl.workbook.author.menu_results import TITLES, stale_menu_results
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.derived_results import calculated
from pmo_xl.workbook.changes.editing import apply
from pmo_xl.workbook.closed_book import SaveReport
from pmo_xl.workbook.file.own_folder import FOLDER, own_folder
from pmo_xl.workbook.layout.layout_facts import Layout

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook

_NO_SHEET = (
    "「チェック結果」の表がないため、指摘をブックに書き込みませんでした。"
    "ブックに残すには、pmo-xl new で作った台帳のチェック結果シートを使ってください。"
)
_FOREIGN = "この台帳にはチェック結果シートがないため、指摘はブックに書かず、記録だけを残しました。"


@dataclass(frozen=True)
class Recorded:
    """What `record` did.

    states: how many findings are 新規, 継続, 再発 and 解消. saved: None when the workbook has no place for the
    findings. run: None when the history could not be written, or is not added to. failures: what was not done,
    a sentence each. remarks: what was done otherwise than in a workbook of ours, a sentence each.
    """

    report: Report
    states: Mapping[str, int]
    saved: SaveReport | None
    run: RunName | None
    failures: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def record(book: OpenedBook) -> Recorded:
    """Check the workbook, write the findings into it, and add the run to its history.

    Raises RefusedEdit when the workbook cannot be written (then nothing is recorded either).
    """
    recorded = refresh(book)
    saved = recorded.saved
    try:
        run = keep_run(book, recorded.report, saved.sha256_after if saved else book.sha256)
    except UnwritableOutput as error:
        return replace(recorded, failures=(*recorded.failures, error.message))
    return replace(recorded, run=run)


def refresh(book: OpenedBook) -> Recorded:
    """As `record`, but the history stays as it is: for those who check many times between two runs."""
    report = check(book)
    rows = recorded_rows(
        report, book.recorded_findings, on=book.project.run_day, waived_before=_waived_before(book)
    )
    states = dict(Counter(row.state for row in rows if row.id and row.state))
    try:
        saved = apply(_changes(book, report, rows), book.source.editor(), is_everything_refreshed=True)
    except _NoPlace:
        if book.project.is_ours:
            return Recorded(report, states, None, None, (f"{book.path.name}: {_NO_SHEET}",))
        return Recorded(report, states, None, None, remarks=(f"{book.path.name}: {_FOREIGN}",))
    return Recorded(report, states, saved, None)


def findings_on(book: OpenedBook, report: Report, tab: str | None) -> tuple[Finding, ...]:
    """The findings that stand on one tab, in the order of the list; None: all of them."""
    titles = _titles(book)
    where = ((each, each.sheet_title or titles.get(each.sheet or "")) for each in in_order_of_doing(report))
    return tuple(finding for finding, title in where if tab in (None, title))


class _NoPlace(BadChange):
    """The workbook has no チェック結果 of ours."""


def _waived_before(book: OpenedBook) -> frozenset[str]:
    run = last_run(book.history)[0] if book.history else None
    return frozenset(finding["id"] for finding in (run.findings if run else ()) if finding["waived"])


def _changes(book: OpenedBook, report: Report, rows: list[RecordedFinding]) -> ChangeSet:
    changes = begin(book)
    layouts = changes.cells.layouts_of(RecordedFinding)
    if not any(layout.is_ours for layout in layouts):
        raise _NoPlace
    titles = _titles(book)
    links = {
        (number, "location"): target
        for number, finding in enumerate(in_order_of_doing(report))
        if (target := link_target(finding, titles))
    }
    raw = dict(_kept_cells(rows, layouts[0], changes))
    changes.replace(RecordedFinding, rows, raw=raw, links=links)
    if report.light:
        _mark_checked(changes, book, report, report.light)
    _refresh_menu(changes, book)
    return changes


def _refresh_menu(changes: ChangeSet, book: OpenedBook) -> None:
    """Store beside the formulas of メニュー what they come to, for those who look without Excel's calculation."""
    if not (isinstance(book.source, FileSource) and book.project.is_ours):
        return  # an open Excel has calculated already
    grids = book.source.grids()
    sheets = [grids.grid(title) for title in TITLES if title in grids.titles]
    profile = "full" if is_full(book.project) else "core"
    for edit in stale_menu_results(calculated(changes.after()), sheets, profile):
        changes.mend_own_cell(edit)


def _mark_checked(changes: ChangeSet, book: OpenedBook, report: Report, light: ProjectLight) -> None:
    """Leave the light, its reasons, the day and the outlook in 設定, where メニュー reads them; nowhere without 設定."""
    if not any(layout.is_ours for layout in changes.cells.layouts_of(Setting)):
        return
    outlook = outlook_lines(book.project, report)
    mark = CheckedMark(light.light.value, light.reasons, book.project.run_day, outlook)
    rows = {row.key: row for row in reversed(list(book.settings)) if row.key}
    for key, value in {**mark.values(), **_of_deliveries(book, rows)}.items():
        if key in rows:
            changes.set(rows[key], value=value or None)
        else:
            changes.append(Setting(key=key, value=value or None, help=CHECKED_HELP))


def _of_deliveries(book: OpenedBook, rows: Mapping[str, Setting]) -> Mapping[str, str]:
    """The two figures of recorded looks through deliveries; nothing before the first."""
    figures = {
        FOUND_KEY: found_before_delivery(book.project).value,
        MENDED_KEY: mended_before_delivery(book.project).value,
    }
    return {
        key: "" if value is None else f"{value}"
        for key, value in figures.items()
        if value is not None or key in rows
    }


def _titles(book: OpenedBook) -> Mapping[str, str]:
    """The tab's own name by the sheet's label."""
    return {layout.record_class.sheet.label: layout.title for layout in book.layouts.tables}


def _kept_cells(
    rows: list[RecordedFinding], layout: Layout, changes: ChangeSet
) -> Iterator[tuple[tuple[int, int], object]]:
    """What staff typed beside the findings: columns of their own, and answers that could not be read."""
    fields = {number: name for name, number in layout.columns.items()}
    for number, row in enumerate(rows):
        if row.place is None:
            continue
        for column in changes.cells.columns_of(layout):
            field = fields.get(column)
            if field is None or field in row.unread:
                value = changes.cells.typed_value(layout, row.place.row, column)
                if value is not None:
                    yield (number, column), value


def keep_run(book: OpenedBook, report: Report, sha256: str) -> RunName | None:
    """Add one run to the history; None where the workbook has none. UnwritableOutput when it cannot be written."""
    if book.history is None:
        return None
    prepare_history(book)
    findings = [finding_json(finding) for finding in report.findings]
    past = carried_on(book.project.past, book.project)
    run = run_of(book.project, findings, past, workbook=book.path.name, sha256=sha256, made_at=now())
    return book.history.add(run)


def prepare_history(book: OpenedBook) -> None:
    """Make our own folder beside the workbook, where its history lies there. UnwritableOutput."""
    if book.history and book.history.folder.parent.name == FOLDER:
        _own_folder(book.path.resolve())


def _own_folder(workbook: Path) -> None:
    try:
        own_folder(workbook)
    except OSError as error:
        raise UnwritableOutput(
            f"記録を置くフォルダを {workbook.parent} に作れません({reason(error)})。"
            "書き込めるフォルダかを確かめるか、環境変数 PMO_XL_HISTORY で別のフォルダを指定してください。"
        ) from error
