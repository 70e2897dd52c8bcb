"""What the library read otherwise than a careful human does, by measure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pmo_xl
from pmo_xl.errors import NoLedgerSheet
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.operations.book import Book
from pmo_xl.rules.finding import Finding
from pmo_xl.workbook.layout.layout_facts import Layout
from tests.wild.project import AS_OF
from tests.wild.table import key_fields
from tests.wild.truth import CANCELLED, DONE, OPEN, TrueRow, TrueTable, WildBook

MEASURES = ("table", "columns", "rows", "ids", "dates", "states", "owners", "errors", "amounts", "all-clears")
# What a clean project may truly be told, where a column is not there or a cell is blank.
_TRUE_ERRORS = frozenset(
    (
        "DAT001",
        "DAT006",
        "ISS003",
        "ISS002",
        "CHG001",
        "QST002",
        "QST003",
        "ISS006",
        "WBS007",
        "BUD010",
        "REQ003",
        "BUD006",
        "REQ006",
        "WBS001",
        "BUD008",
    )
)
# A year of two digits may be one of an era: it is named, and not read.
_TWO_DIGIT_YEAR = re.compile("「[0-9]{2}/")
_OF_WHAT_IS_LATE = ("ISS001", "ISS006", "QST001", "WBS006")


@dataclass
class Verdict:
    """faults: by measure, what was read otherwise, a line each."""

    book: WildBook
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, measure: str, text: str) -> None:
        self.faults.setdefault(measure, []).append(text)

    @property
    def has_table(self) -> bool:
        return bool(self.book.tables)


def judge(book: WildBook, path: Path) -> Verdict:
    verdict = Verdict(book)
    try:
        read = pmo_xl.open_workbook(path, as_of=AS_OF, run_day=AS_OF)
    except NoLedgerSheet as error:
        if book.tables:
            verdict.add("table", f"refused: {str(error)[:300]}")
        return verdict
    _judge_tables(verdict, read)
    for error in read.check().errors:
        if _contradicts(error, book, read):
            verdict.add("errors", f"{error.rule} {error.sheet_title}!{error.cell} {error.message}")
    _judge_all_clears(verdict, read)
    return verdict


def _judge_tables(verdict: Verdict, read: Book) -> None:
    found = {(each.title, each.record_class, each.header_rows[1]): each for each in read.layouts.tables}
    _read_as_one(verdict.book, found)
    for true in verdict.book.tables:
        layout = found.pop((true.tab, true.kind, true.last_header), None)
        if layout is None:
            near = [f"{t}:{k.__name__}:{h}" for t, k, h in found]
            verdict.add(
                "table",
                f"{true.tab}:{true.kind.__name__}:{true.last_header} not found; {near} {read.layouts.left}",
            )
        else:
            _judge_table(verdict, true, layout, read)
    for title, kind, row in found:
        verdict.add("table", f"{title} was taken for {kind.__name__} at {row}")


def _read_as_one(book: WildBook, found: dict[tuple[str, type[Record], int], Layout]) -> None:
    """A second table under the same headings may as well be read as the first one going on."""
    for upper, lower in pairwise(list(book.tables)):
        layout = found.get((upper.tab, upper.kind, upper.last_header))
        is_one = lower.tab == upper.tab and lower.columns == upper.columns and layout is not None
        if (
            is_one
            and layout is not None
            and lower.last_header <= layout.last_row
            and (lower.tab, lower.kind, lower.last_header) not in found
        ):
            upper.rows += lower.rows
            book.tables.remove(lower)


def _judge_table(verdict: Verdict, true: TrueTable, layout: Layout, read: Book) -> None:
    for name in key_fields(true.kind):
        wanted, got = true.columns.get(name, frozenset()), layout.columns.get(name)
        if not _is_the_column(true, name, wanted, got) and not (got is None and layout.marks.get(name)):
            text = f"{name}: {got} for {sorted(wanted)} ({layout.headings.get(name)}) {layout.doubts}"
            verdict.add("columns", text)
    records = {
        r.row: r
        for r in read.of(true.kind)
        if r.place and r.place.table.sheet_title == true.tab and r.place.table.header_row == true.last_header
    }
    rows = {row.row: row for row in true.rows}
    if lost := sorted(rows.keys() - records.keys()):
        verdict.add("rows", f"not read: {lost} { {r: layout.skipped_rows.get(r) for r in lost} }")
    if more := sorted(records.keys() - rows.keys()):
        verdict.add("rows", f"no records: {more}")
    for number in sorted(rows.keys() & records.keys()):
        _judge_row(verdict, true, rows[number], records[number], read)


def _is_the_column(true: TrueTable, name: str, wanted: frozenset[int], got: int | None) -> bool:
    """Whether a field has its column, or none where there is none; a question may lend its text to the title."""
    if got is None:
        return not wanted
    return got in wanted or (name == "title" and not wanted and got in true.columns.get("question", ()))


def _judge_row(verdict: Verdict, true: TrueTable, row: TrueRow, record: Record, read: Book) -> None:
    place = f"{true.tab}!{row.row}"
    if _plain(record.row_id) != _plain(row.id):
        verdict.add("ids", f"{place} {record.row_id!r} for {row.id!r}")
    due = next((name for name in ("due_on", "planned_finish") if name in true.columns), None)
    if due and getattr(record, due) != row.due_on:
        verdict.add("dates", f"{place} {getattr(record, due)} for {row.due_on} {record.unread.get(due)}")
    if "status" in true.columns or true.kind is Task:
        state = _state(record, read)
        if state != row.state:
            verdict.add(
                "states",
                f"{place} {state} for {row.state} ({getattr(record, 'status', None)}, {record.place and record.place.typed.get('status')})",
            )
    owner = next((name for name in ("owner", "answered_by") if name in true.columns), None)
    if (
        owner
        and row.owners
        and not _plain(getattr(record, owner)).startswith(_plain(row.owners[0].split()[0]))
    ):
        verdict.add("owners", f"{place} {getattr(record, owner)} for {row.owners}")
    if true.amount_field and row.amount:
        _judge_amount(
            verdict,
            place,
            getattr(record, true.amount_field),
            row.amount,
            record.unread.get(true.amount_field),
        )


def _judge_amount(verdict: Verdict, place: str, amount: object, wanted: float, unread: object) -> None:
    if amount is not None and float(amount) != wanted:  # type: ignore[arg-type]
        verdict.add("amounts", f"{place} {amount} for {wanted}")
    if amount is None and unread is None:
        verdict.add("amounts", f"{place} lost without a word: {wanted}")


def _state(record: Record, read: Book) -> str | None:
    if isinstance(record, Task):
        return DONE if is_finished(record) else OPEN
    found = read.project.state_of(record)
    return {StateClass.DONE: DONE, StateClass.CANCELLED: CANCELLED, None: None}.get(found, OPEN)


def _plain(text: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def _contradicts(error: Finding, book: WildBook, read: Book) -> bool:
    """Whether an error says what is not true of a clean project: whatever is no plain absence of a cell."""
    row = next(
        (
            r
            for t in book.tables
            for r in t.rows
            if (t.tab, t.kind.sheet.label, r.row) == (error.sheet_title, error.sheet, error.row)
        ),
        None,
    )
    if error.rule in _OF_WHAT_IS_LATE:
        return row is None or not row.is_late(AS_OF)
    if error.rule == "DAT003" and _TWO_DIGIT_YEAR.search(error.message):
        return False
    if error.rule not in _TRUE_ERRORS:
        return True
    if error.rule == "DAT001" or error.row is None:
        return False
    return (
        row is None
        or (error.rule == "ISS002" and bool(row.owners))
        or (error.rule == "ISS003" and row.state != DONE)
    )


def _judge_all_clears(verdict: Verdict, read: Book) -> None:
    """Rows that are late and are neither listed as such, nor counted as not judged, nor told as left out."""
    report = read.overdue()
    listed = {(item.sheet, item.record.row) for item in report if item.is_late}
    untold = {
        (each.sheet, title.row) for each in report.unjudged for title in read.of(_class(read, each.sheet))
    }
    unread = {(each.sheet) for each in report.undated if each.unreadable or each.missing}
    left = {each.title for each in read.layouts.left}
    for true in verdict.book.tables:
        label = true.kind.sheet.label
        if "status" not in true.columns and true.kind is not Task:
            continue
        for row in true.rows:
            is_told = (label, row.row) in listed | untold or true.tab in left or (label in unread)
            if (
                row.is_late(AS_OF)
                and not is_told
                and label in ("課題管理表", "QA表", "マスタスケジュール", "仕様変更管理表")
            ):
                verdict.add(
                    "all-clears", f"{true.tab}!{row.row} is late since {row.due_on} and nothing says so"
                )
    is_lacking = any(
        t.kind is not Task and "status" not in t.columns and t.columns.keys() & {"due_on"}
        for t in verdict.book.tables
    )
    if is_lacking and not report.unjudged and not left:
        verdict.add("all-clears", "no state column, and nothing says that nothing was judged")


def _class(read: Book, label: str) -> type[Record]:
    return next(kind for kind in read.project.tables if kind.sheet.label == label)


def lines(verdict: Verdict) -> Iterator[str]:
    for measure, texts in verdict.faults.items():
        yield from (f"  [{measure}] {text}" for text in texts[:4])
