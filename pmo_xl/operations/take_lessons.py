"""教訓を入れる: the lessons of a book of lessons that fit a project, into its ナレッジ, with a row of チェックリスト for each.

A lesson fits by its vendor or system where the project has it; else by its 分類 where rules of that kind have findings
there, else by its 工程. Taken again, it brings what changed in the book of lessons, three-way; nothing is taken twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pmo_xl.errors import BadOption, UnwritableOutput
from pmo_xl.exchange import (
    Exchange,
    KeyedBase,
    Keys,
    Row,
    RowOutcome,
    RowState,
    Sides,
    SourceFacts,
    Where,
    compare,
)
from pmo_xl.exchange.base_store import BaseStore, KnownRow
from pmo_xl.exchange.next_base import next_base
from pmo_xl.history import UnreadableRun
from pmo_xl.metrics.checklist import milestone_of_phase
from pmo_xl.metrics.milestones import day_of, kick_off_day
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.exchanged import sheet_rows, target_of
from pmo_xl.operations.fitting_lessons import (
    SOURCE,
    Fitting,
    checklist_values,
    counted,
    fired_rules,
    fitting,
    key_of,
)
from pmo_xl.operations.import_files import read_other
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.rules.lessons.knw002_lessons_not_read import DAYS_TO_READ


def take_lessons(book: OpenedBook, path: Path, password: str | None = None) -> Exchange:
    """The lessons of `path` that fit a book, against it; nothing is written before `apply`.

    Raises BadOption (no book of lessons, a book without ナレッジ or チェックリスト), UnreadableWorkbook.
    """
    for sheet in (Lesson, ChecklistItem):
        if not book.project.has(sheet):
            raise BadOption(
                f"{book.path.name} に「{sheet.sheet.label}」の表がありません。pmo-xl upgrade --profile full で足せます。"
            )
    if path.resolve() == book.path.resolve():
        raise BadOption(f"{path.name} は入れる先の台帳そのものです。教訓集を指定してください。")
    other = read_other(path, book, password)
    if not other.project.has(Lesson):
        raise BadOption(f"{path.name} は教訓集ではありません(「{Lesson.sheet.label}」の表がありません)。")
    every = list(other.of(Lesson))
    own = f"pmo:{book.settings.text('案件コード') or book.path.stem}/"
    strange = [each for each in every if not any(key.startswith(own) for key in key_of(each))]
    found = list(fitting(strange, *_names(book.project), fired_rules(book)))
    store = BaseStore.beside(book.history) if book.history else None
    old = _known(store)
    rows = _compared(book, found, old, path.name)
    made = Exchange(
        "lessons",
        target_of(book),
        [SourceFacts(path.name, other.sha256, SOURCE, None, None, len(every), len(found), "外部ID")],
        [*rows, *_checks(book, found, rows, path)],
        (_told(path, every, found),),
        places=(path,),
    )

    def keep(done: Exchange) -> str | None:
        """Keep what the book of lessons said, as the base of the next time."""
        try:
            if store is not None:
                store.keep(SOURCE, next_base(done, old))
        except UnwritableOutput as error:
            return error.message
        return None

    made.after_save = keep
    return made


def _told(path: Path, every: Sequence[Lesson], found: Sequence[Fitting]) -> str:
    how = f"({counted(found)})" if found else ""
    return f"{path.name} の {len(every)} 件のうち、この案件に合うのは {len(found)} 件です{how}。"


def _names(project: Project) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the project's vendors, and of its systems."""
    vendors = (each.name for each in project.of(Vendor))
    systems = (each.name for each in project.of(System))
    return tuple(filter(None, vendors)), tuple(filter(None, systems))


def _known(store: BaseStore | None) -> Mapping[str, KnownRow]:
    try:
        return (store.load(SOURCE) if store else None) or {}
    except UnreadableRun:
        return {}


def _compared(
    book: OpenedBook, found: Sequence[Fitting], old: Mapping[str, KnownRow], file: str
) -> list[RowOutcome]:
    """The lessons against ナレッジ; what stands there alone is not told."""
    ours = tuple(_known_row(row) for row in sheet_rows(book, Lesson, is_external=True))
    theirs = tuple(_row(each.lesson, file) for each in found)
    base = KeyedBase({key: row.as_row() for key, row in old.items()})
    fields = frozenset(name for name in Lesson.columns if name not in ("id", "confirmed_on"))
    sides = Sides(Lesson, ours, theirs, base, Keys(is_stable=True), fields)
    return [row for row in compare(sides).rows if row.theirs]


def _known_row(row: Row) -> Row:
    return replace(row, key=row.more[0], more=row.more[1:]) if row.more else row


def _row(lesson: Lesson, file: str) -> Row:
    keys = key_of(lesson)
    values = {name: getattr(lesson, name) for name in Lesson.columns if name not in ("id", "confirmed_on")}
    values["external_ids"] = "、".join(keys)
    values["project"] = lesson.project or Path(file).stem
    where = Where(file, Lesson.sheet.label, lesson.row)
    return Row(Lesson, values, where, keys[0], lesson.id, {}, None, keys[1:])


def _checks(
    book: OpenedBook, found: Sequence[Fitting], rows: Sequence[RowOutcome], path: Path
) -> Iterator[RowOutcome]:
    """A row of チェックリスト for each lesson that none speaks of yet; its 根拠 follows the number that the lesson gets."""
    spoken = {id_key(each) for item in book.of(ChecklistItem) for each in item.basis}
    outcomes = {key: row for row in rows for key in row.theirs[0].keys}
    for number, each in enumerate(found, 1):
        row = outcomes[key_of(each.lesson)[0]]
        basis = row.row_id or ""
        if row.state is RowState.GONE or (row.ours is not None and id_key(basis) in spoken):
            continue
        values = checklist_values(each, basis, path.stem, _due_on(each.lesson, book.project))
        yield RowOutcome.new(Row(ChecklistItem, values, Where(path.name, None, number)))


def _due_on(lesson: Lesson, project: Project) -> date | None:
    """By when it is looked at: the end of its 工程, else the day by which lessons are read; None where nobody knows."""
    if lesson.phase:
        milestone = milestone_of_phase(lesson.phase, project)
        return day_of(milestone) if milestone else None
    start = kick_off_day(project)
    days = project.settings.threshold(DAYS_TO_READ)
    return project.calendar.add_business_days(start, days) if start else None
