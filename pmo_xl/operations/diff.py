"""diff: what changed between two workbooks, or between a workbook and a recorded run. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmo_xl.errors import BadOption
from pmo_xl.exchange.differences import Differences, State, differences, of_new_side
from pmo_xl.exchange.normal import OWN, is_blank
from pmo_xl.exchange.row import Row, compared_fields, rows_of, rows_of_run
from pmo_xl.history import Run, project_of
from pmo_xl.metrics.overdue import OverdueItem, overdue_report
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, name_key, people, person_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, Names, PathText
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.exchanged import own_headings
from pmo_xl.operations.runs_by_day import is_run, run_named

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook

PERSON, SYSTEM, VENDOR = WHOSE = ("担当", "システム", "取引先")
_OWNERS: Final = ("owner", "answered_by", "permanent_owner")
_SYSTEMS: Final = ("system", "systems", "source", "target")
_INSIDE: Final = frozenset({"remarks", "progress_notes", "external_ids"})


@dataclass(frozen=True)
class _Side:
    """One side with what else is known of it. book: None for a recorded run."""

    state: State
    project: Project
    book: Book | None = None


@collection_held_back()
def diff(
    old: PathText,
    new: PathText,
    *,
    whose: tuple[str, str] | None = None,
    sheets: Names = (),
    as_of: Day | None = None,
    run_day: Day | None = None,
    history: PathText | None = None,
    password: str | None = None,
    config: PathText | None = None,
    base: PathText | None = None,
) -> Differences:
    """What changed from `old` to `new`: each a workbook, or 「記録:2026-11-21」 (the last run on or before that day).

    whose: ("担当" | "システム" | "取引先", name) for the rows of one addressee; inside columns are then left out.
    sheets: the labels of the sheets to be told; () = all. base: where both come from, a workbook or run too; then only what
    `new` itself changed since is told, and a remark counts what differs because `old` changed it. Raises UnreadableWorkbook, BadOption (two runs, no such
    run, an unknown sheet or name), UnreadableRun.
    """
    given: dict[str, Any] = {"password": password, "history": history, "config": config}
    given |= {"as_of": as_of, "run_day": run_day}
    texts = [str(old), str(new)]
    if all(map(is_run, texts)):
        raise BadOption(
            "比べるもののうち片方は台帳のファイルにしてください(もう片方は 記録:日付 でかまいません)。"
        )
    wanted = _labels(sheets)
    book = open_workbook(next(text for text in texts if not is_run(text)), **given)
    first, second = (_side(text, book, wanted, given) for text in texts)
    found = compared(first, second, whose=whose)
    if base is None:
        return found
    origin = _side(str(base), book, wanted, given)
    return of_new_side(found, compared(origin, second, whose=whose), origin.state)


def since_run(book: OpenedBook, run: Run) -> Differences:
    """What changed from a recorded run to a book that was read."""
    return compared(_of_run(run, frozenset()), _of_book(book, frozenset()))


def compared(old: _Side, new: _Side, *, whose: tuple[str, str] | None = None) -> Differences:
    """The differences of two sides."""
    is_wanted = _is_wanted(whose, new.project) if whose else lambda row: True
    is_outside = bool(whose) and whose is not None and whose[0] == VENDOR
    late = [item for item in overdue_report(new.project).items if is_wanted(_row_of(item))]
    late = [item for item in late if _class_of(item) in new.state.sheets]
    return differences(
        old.state,
        new.state,
        times=_times(new.project),
        is_wanted=is_wanted,
        late=late,
        hidden=_is_inside if is_outside else lambda sheet, name: False,
    )


def _class_of(item: OverdueItem) -> type[Record]:
    return item.record.__class__


def _row_of(item: OverdueItem) -> Row:
    (row,) = rows_of([item.record], "")
    return row


def _labels(sheets: Names) -> frozenset[type[Record]]:
    names = arguments.names(sheets, "sheets")
    by_label = {sheet.sheet.label: sheet for sheet in SHEETS}
    unknown = [name for name in names if name not in by_label]
    if unknown:
        raise BadOption(f"シート「{unknown[0]}」はありません。{'、'.join(by_label)} のどれかです。")
    return frozenset(by_label[name] for name in names)


def _side(text: str, book: Book, wanted: Collection[type[Record]], given: dict[str, Any]) -> _Side:
    if is_run(text):
        return _of_run(run_named(text, book), wanted)
    is_same = Path(text) == book.path
    return _of_book(book if is_same else open_workbook(text, **given), wanted)


def _of_book(book: OpenedBook, wanted: Collection[type[Record]]) -> _Side:
    project = book.project
    sheets: dict[type[Record], tuple[Row, ...]] = {}
    fields: dict[type[Record], frozenset[str]] = {}
    for sheet in project.tables:
        if wanted and sheet not in wanted:
            continue
        own = own_headings(book, sheet)
        sheets[sheet] = tuple(rows_of(project.of(sheet), book.path.name, own=own))
        columns = {name for table in project.tables[sheet] for name in table.columns}
        fields[sheet] = frozenset(compared_fields(sheet)) & columns | {f"{OWN}{each}" for each in own}
    found = book if isinstance(book, Book) else None
    return _Side(State(book.path.name, project.as_of, sheets, fields), project, found)


def _of_run(run: Run, wanted: Collection[type[Record]]) -> _Side:
    by_label = {sheet.sheet.label: sheet for sheet in SHEETS}
    sheets = {
        by_label[label]: tuple(rows_of_run(by_label[label], rows, f"記録 {run.as_of}"))
        for label, rows in run.sheets.items()
        if label in by_label and (not wanted or by_label[label] in wanted)
    }
    fields = {
        sheet: frozenset(rows[0].values) if rows else frozenset(compared_fields(sheet))
        for sheet, rows in sheets.items()
    }
    return _Side(State(f"記録 {run.as_of}", run.as_of, sheets, fields), project_of(run))


def _times(project: Project) -> Callable[[Row, str], int]:
    """How often the date of a row was put off, as the recorded runs saw it and with what stands there now."""

    def of(row: Row, name: str) -> int:
        """The number of postponements; 0 where no run saw the row."""
        if row.record is None or not row.row_id:
            return 0
        seen = [step.value for step in project.past.steps_of(row.record, name)]
        now = row.values.get(name)
        walk = [*seen, now.isoformat()] if seen and isinstance(now, date) else seen
        return sum(later > earlier for earlier, later in pairwise(walk))

    return of


def _is_wanted(whose: tuple[str, str], project: Project) -> Callable[[Row], bool]:
    kind, name = whose
    if kind == PERSON:
        key = person_key(name)
        return lambda row: key in {person_key(_first(row.values.get(field))) for field in _OWNERS}
    if kind == SYSTEM:
        wanted = {name_key(name)}
    elif kind == VENDOR:
        vendor = company_key(name)
        wanted = {
            name_key(each.name or "")
            for each in project.systems
            if each.vendor and company_key(each.vendor) == vendor
        }
    else:
        raise BadOption(
            f"--for の「{kind}」は使えません。{'、'.join(WHOSE)} のどれかと、名前を書いてください。"
        )
    staff = {
        person_key(each.name or "")
        for each in project.members
        if kind == VENDOR and each.company and company_key(each.company) == company_key(name)
    }
    return lambda row: (
        _names_system(row, wanted) or bool(staff & _people_of(row)) or _is_of_vendor(row, whose)
    )


def _names_system(row: Row, wanted: Collection[str]) -> bool:
    for field in _SYSTEMS:
        value = row.values.get(field)
        if not is_blank(value):
            each = (value,) if isinstance(value, str) else value or ()
            if any(name_key(str(name)) in wanted for name in each):
                return True
    return False


def _is_of_vendor(row: Row, whose: tuple[str, str]) -> bool:
    vendor = row.values.get("vendor")
    return whose[0] == VENDOR and bool(vendor) and company_key(str(vendor)) == company_key(whose[1])


def _people_of(row: Row) -> set[str]:
    return {person_key(_first(row.values.get(field))) for field in _OWNERS} - {""}


def _first(names: object) -> str:
    return next(iter(people(str(names))), "") if names else ""


def _is_inside(sheet: type[Record], name: str) -> bool:
    """Whether a column is never shown to a vendor: 備考, 対応経過, money, 外部ID, waivers."""
    is_waiver = name.startswith("waive")
    if name.startswith(OWN):
        return True
    return name in _INSIDE or is_waiver or sheet.columns[name].kind is Kind.MONEY
