"""OpenedBook: a workbook that was read, its records typed and ready for every verb; and how one is read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from pmo_xl.documents.office_settings import settings_of_office
from pmo_xl.errors import BadOption, NoLedgerSheet
from pmo_xl.history import FolderHistory
from pmo_xl.metrics.stale_day import stale_day
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.model.own_columns import OwnColumn
from pmo_xl.model.past import Past
from pmo_xl.model.precheck_run import PrecheckRun
from pmo_xl.model.project import Project, SheetLeftOut
from pmo_xl.model.record import Record
from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.schema import SCHEMA, SCHEMA_PROPERTY, schema_number
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings
from pmo_xl.model.sheet_rows import SheetRows
from pmo_xl.operations import arguments
from pmo_xl.operations.book_source import BookSource, Grids, keeping
from pmo_xl.operations.earlier_runs import past_of, prechecks_of
from pmo_xl.operations.today import today_in_japan
from pmo_xl.workbook.cells import read_value
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.headings import reading_headings_of
from pmo_xl.workbook.layout.layout import Layouts, find_layouts
from pmo_xl.workbook.layout.layout_explanation import remarks_on
from pmo_xl.workbook.layout.layout_file import LayoutFile, beside, load_layout
from pmo_xl.workbook.office_file import OfficeFile, nearest_office_file, office_file
from pmo_xl.workbook.reader import read_settings, read_sheets

_LOG = logging.getLogger(__name__)
_MOST_TABS_TOLD = 8

R = TypeVar("R", bound=Record)
B = TypeVar("B", bound="OpenedBook")


@dataclass(frozen=True, repr=False)
class OpenedBook(SheetRows):
    """A workbook that was read: `issues`, `questions` … by ID. What every verb works on; Book adds the verbs.

    path: as given. sha256: of the file (or the cells of an open book) that was read. layouts: which table was
    taken for what. source: where it was read from, and is written to. history: its earlier recorded runs; None
    where there is no place for any. remarks: what the user should know of the reading, a Japanese sentence each.
    office: the office file that counted.
    """

    path: Path
    sha256: str
    project: Project
    layouts: Layouts = field(repr=False)
    source: BookSource = field(repr=False, compare=False)
    history: FolderHistory | None = field(default=None, repr=False, compare=False)
    remarks: tuple[str, ...] = ()
    office: OfficeFile = field(default_factory=OfficeFile, repr=False, compare=False)

    def __repr__(self) -> str:
        rows = sum(map(len, self.project.records.values()))
        return f"<{type(self).__name__} {self.path.name!r}: 基準日 {day(self.as_of)}、{len(self.project.records)} シート、{rows} 行>"

    def __hash__(self) -> int:
        return hash((self.path, self.sha256, self.as_of))

    def of(self, record_class: type[R]) -> RecordSet[R]:
        """The records of one sheet (empty when the sheet is absent or was not read)."""
        arguments.a_record_class(record_class, "record_class")
        return self.project.of(record_class)

    @property
    def as_of(self) -> date:
        """D: the day that decides what is late."""
        return self.project.as_of

    @property
    def own_columns(self) -> Mapping[str, tuple[OwnColumn, ...]]:
        """The staff's own columns by the label of our sheet (課題管理表), tab by tab, from the left."""
        found: dict[str, tuple[OwnColumn, ...]] = {}
        for record_class, tables in self.project.tables.items():
            own = tuple(column for table in tables if table.own for column in table.own.columns)
            if own:
                found[record_class.sheet.label] = own
        return MappingProxyType(found)

    @property
    def settings(self) -> Settings:
        """設定, typed."""
        return self.project.settings


@contextmanager
def left_out_is_told() -> Iterator[None]:
    """What needs a sheet that was not read is refused with BadOption, never counted as if the sheet were empty."""
    try:
        yield
    except SheetLeftOut as error:
        raise BadOption(f"{error}。sheets を指定せずに開き直してください。") from None


def refuse_partly_read(book: OpenedBook) -> None:
    """Raise BadOption for a book of which some sheets were left out: its verbs would take them for empty."""
    if book.project.left_out:
        first = min(sheet.sheet.label for sheet in book.project.left_out)
        raise BadOption(
            f"{book.path.name}: 一部のシートだけを読んだため(「{first}」などは読んでいません)、できません。"
            "sheets を指定せずに開き直してください。"
        )


def read_book(
    kind: type[B],
    grids: Grids,
    tabs: Iterable[Grid],
    source: BookSource,
    history: Callable[[Settings], FolderHistory | None],
    *,
    as_of: date | None = None,
    run_day: date | None = None,
    layout: Path | None = None,
    left_out: frozenset[type[Record]] = frozenset(),
    config: Path | None = None,
) -> B:
    """The book of this kind that these sheets are, whatever they were read from. NoLedgerSheet when none is ours.

    tabs: the sheets that are looked into. left_out: what the others hold. history: gives the earlier runs of a book
    with these settings. config: the office file; None = the nearest one.
    """
    path = grids.path
    office = office_file(path, config)
    laid, unused = settings_of_office(office)
    tabs, own = list(tabs), None if layout else _layout_beside(path)
    settled = layout or own
    schema = schema_number(grids.properties.get(SCHEMA_PROPERTY))
    with reading_headings_of(office.headings):
        file = load_layout(settled) if settled else LayoutFile()
        layouts = find_layouts(tabs, file, book=grids.path.stem, schema=schema)
    if not layouts.tables:
        raise NoLedgerSheet(_no_sheet_message(grids.path, layouts, tabs))
    found = {each.title: grids.grid(each.title) for each in layouts.tables}
    today = run_day or today_in_japan()
    first = read_settings(found, layouts.tables, is_1904=grids.is_1904)
    settings = Settings(_settings(first.records.get(Setting, ())), laid)
    as_of, said_by = _as_of(as_of, settings, today)
    words, rate = office.spelling, _tax_rate(settings)
    read = read_sheets(
        found, layouts.tables, is_1904=grids.is_1904, near=as_of, tax_rate=rate, office=words, settings=first
    )
    project = Project(
        as_of, today, said_by, read.records, read.tables, left_out=left_out, schema=schema, laid=laid
    )
    runs = history(project.settings)
    (past, remarks), (looks, unread) = _earlier(runs, project)
    for each in layouts.tables:
        _LOG.debug("%s: tab %s is %s", path, each.title, each.record_class.sheet.label)
    _LOG.info("%s: read %d tables as of %s (%s)", path, len(layouts.tables), as_of, said_by)
    told = remarks_on(layouts, path.name, path.stem, is_settled=own is not None)
    remarks = (*office.remarks, *unused, *told, *_of_a_later_version(path.name, schema), *remarks, *unread)
    kept, project = keeping(source, grids), replace(project, past=past, prechecks=looks)
    return kind(path, grids.sha256, project, layouts, kept, runs, remarks, office)


def _earlier(
    runs: FolderHistory | None, project: Project
) -> tuple[tuple[Past, tuple[str, ...]], tuple[tuple[PrecheckRun, ...], tuple[str, ...]]]:
    """What runs of `record` and looks through deliveries say, each with a sentence for what cannot be read."""
    return (past_of(runs, project), prechecks_of(runs)) if runs else ((Past(), ()), ((), ()))


def _of_a_later_version(name: str, schema: int | None) -> Iterator[str]:
    if schema is not None and schema > SCHEMA:
        yield (
            f"{name}: より新しい pmo_xl の台帳です(版 {schema}、この pmo_xl は {SCHEMA} まで)。知らない列は読みません。"
            "pmo_xl を新しくしてください。"
        )


def files_read_unasked(path: Path, config: Path | None = None) -> tuple[Path, ...]:
    """The files that `read_book` takes into account for a workbook beside it: the office's (`config`, if given), the layout."""
    return tuple(filter(None, (config or nearest_office_file(path), _layout_beside(path))))


def _layout_beside(path: Path) -> Path | None:
    """The layout file that lies beside the workbook; None where there is none, or the place cannot be looked into."""
    try:
        return beside(path) if beside(path).is_file() else None
    except (OSError, ValueError):
        return None


def _settings(rows: Iterable[Record]) -> Iterable[Setting]:
    return cast(Iterable[Setting], rows)


def _as_of(option: date | None, settings: Settings, today: date) -> tuple[date, str]:
    if option is not None:
        return option, "option"
    written = settings.day("基準日")
    return (written, "workbook") if written else (today, "today")


def _tax_rate(settings: Settings) -> Decimal | None:
    """消費税率 as 設定 writes it; None where it does not, for another office's book may be of another year."""
    rate = read_value(Kind.PERCENT, settings.text("消費税率") or None)
    return rate if isinstance(rate, Decimal) else None


def _no_sheet_message(path: Path, layouts: Layouts, grids: Iterable[Grid]) -> str:
    unreadable = [grid.unreadable for grid in grids if grid.unreadable]
    if unreadable:
        return f"{path.name}: 読める台帳のシートがありません。{unreadable[0]}"
    told = " ".join(f"「{left.title}」: {left.reason}" for left in layouts.left[:_MOST_TABS_TOLD])
    rest = len(layouts.left) - _MOST_TABS_TOLD
    more = f" ほか{rest}シート。" if rest > 0 else ""
    return (
        f"{path.name}: PMO台帳のシートが見つかりません。{told}{more}"
        " 台帳のシートなら、--layout のファイルでどの台帳かを決められます。"
    )


def stale_day_remark(
    book: OpenedBook, how: str = "基準日を空欄にするか --as-of を付けてください。"
) -> str | None:
    """The sentence for a 基準日 of 設定 that lies more than 5 business days before today; else None.

    how: what to do to count from today.
    """
    said = stale_day(book.project)
    return said and f"{book.path.name}: {said}今日で数えるには{how}"
