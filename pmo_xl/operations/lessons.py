"""lessons: what many projects have learnt, gathered in one book of lessons, and searched there.

A lesson is a row of ナレッジ; a Problem or Try of 振り返り that no lesson names, a risk that occurred and is over, and a
permanent fix that is done are lessons too. Nobody's name, no money and no address goes with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Final

from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import BadOption, UnreadableWorkbook, UnwritableOutput
from pmo_xl.exchange import (
    Exchange,
    FieldState,
    KeyedBase,
    Keys,
    Row,
    RowOutcome,
    Sides,
    SourceFacts,
    Where,
    combined,
    compare,
)
from pmo_xl.exchange.base_store import BaseStore, KnownRow
from pmo_xl.exchange.next_base import next_base
from pmo_xl.exchange.normal import normal_text
from pmo_xl.history import UnreadableRun
from pmo_xl.metrics.fingerprint import hash_of_text
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.references import external_ids, name_key, person_key
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import PathText
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.exchanged import sheet_rows, target_of
from pmo_xl.operations.fitting_lessons import SOURCE, key_of
from pmo_xl.operations.many import Failure, find_workbooks, open_each

_LEFT_OUT: Final = ("confirmed_on",)
FIELDS: Final = tuple(name for name in Lesson.columns if name not in _LEFT_OUT)
COLUMNS: Final = tuple(
    ListColumn(Lesson.columns[name].label, Lesson.columns[name].kind, name=name) for name in FIELDS
)
STATES: Final[Mapping[str, str]] = {
    "新規": "new",
    "変更": "changed",
    "同じ": "same",
    "衝突": "conflict",
    "元にない": "gone",
}
"""What `counts` counts, and what JSON calls it."""
SAME_LESSON: Final = "同じ教訓です。案件を足します"
Told = tuple[str, str]
"""A lesson by the 案件コード of the book that tells it, and its key."""
_OVER: Final = "終了"
_FEW: Final = 3
_NONE_READ: Final = "読める台帳が1冊もないため、教訓集は書いていません。"
_SHORT: Final = 3  # a name of fewer characters is found in too many words


@dataclass(frozen=True)
class HeldBack:
    """A lesson that does not go into the book of lessons, and why."""

    workbook: str
    row_id: str | None
    reason: str


@dataclass(frozen=True, repr=False)
class GatheredLessons(ItemReport):
    """What was gathered. counts: as the exchange has them. exchange: with the book of lessons; None where it was made.

    without: the books without any lesson. failures: those that could not be read.
    """

    path: Path
    lessons: tuple[Lesson, ...]
    books: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    failures: tuple[Failure, ...] = ()
    exchange: Exchange | None = field(default=None, compare=False)

    columns: ClassVar[Sequence[ListColumn]] = COLUMNS

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> tuple[Lesson, ...]:
        """The lessons that were gathered, as `lessons`."""
        return self.lessons

    @property
    def undated(self) -> tuple[()]:
        """Nothing: a lesson has no due date."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """新規, 変更, 同じ, 衝突 and 元にない, in rows."""
        if self.exchange is None:
            return {"新規": len(self.lessons), "変更": 0, "同じ": 0, "衝突": 0, "元にない": 0}
        states = self.exchange.summary
        known = {each for lesson in self.lessons for each in external_ids(lesson.external_ids)}
        rows = sheet_ids(self.exchange)
        names = {"新規": "new", "変更": "changed", "同じ": "same", "衝突": "conflict"}
        return {word: states[name] for word, name in names.items()} | {
            "元にない": sum(not ids & known for ids in rows)
        }

    @property
    def categories(self) -> Mapping[str, int]:
        """How many lessons of each 分類."""
        return dict(Counter(lesson.category or "(分類なし)" for lesson in self.lessons).most_common())


def sheet_ids(exchange: Exchange) -> list[set[str]]:
    """The 外部ID of each row of the book of lessons."""
    return [set(external_ids(row.external_ids)) for row in exchange.target.project.of(Lesson)]


def lessons(
    places: PathText | Iterable[PathText],
    output: PathText,
    *,
    password: str | None = None,
    prefer: str | None = None,
) -> GatheredLessons:
    """Gather the lessons of books or folders into `output`; an existing book of lessons gets what is new and changed.

    Its own columns, its order and what its curator wrote stay. What both changed since the last time is a conflict, and
    is not written; prefer: "book" (of lessons) or "source" decides them all. Without any lesson no file is made. Raises
    BadOption where no book is found or `output` is one of them, UnreadableWorkbook where none of them can be read,
    RefusedEdit where it cannot be written.
    """
    target = arguments.a_path(output, "output")
    if target.suffix.lower() != ".xlsx":
        raise BadOption(f"{target.name}: 教訓集のファイル名は .xlsx で終えてください。")
    if prefer not in (None, "book", "source"):
        arguments.refuse("prefer", prefer, "「book」か「source」を渡してください。")
    paths = [path for path in find_workbooks(arguments.paths(places, "places")) if not _is_same(path, target)]
    if not paths:
        raise BadOption("教訓を集める台帳(.xlsx .xlsm)がありません。")
    found, books, without, held, failures = _gathered(paths, password)
    told = (tuple(books), tuple(without), tuple(held), tuple(failures))
    if not books:
        raise UnreadableWorkbook(f"{_NONE_READ}{''.join(each.message for each in failures[:_FEW])}")
    if target.exists():
        exchange = _exchange(open_workbook(target), found)
        if prefer:
            exchange.prefer(prefer)
        exchange.apply()
        return GatheredLessons(target, _joined(_firsts(found)), *told, exchange)
    rows = _joined(_firsts(found))
    if not rows:
        return GatheredLessons(target, (), *told)
    numbered = tuple(row.model_copy(update={"id": f"KNW-{n:03}"}) for n, row in enumerate(rows, 1))
    write_file(target, lambda made: _write(made, numbered))
    exchange = _exchange(open_workbook(target), found)
    exchange.apply()
    apart = exchange if exchange.is_open else None
    return GatheredLessons(target, numbered, *told, apart)


def found_in(path: PathText, word: str) -> tuple[Lesson, ...]:
    """The lessons of a book of lessons that say a word, whatever its width and case."""
    wanted = name_key(arguments.a_text(word, "word"))
    rows = open_workbook(path).of(Lesson)
    return tuple(row for row in rows if any(wanted in name_key(text) for text in _texts(row)))


def _texts(row: Lesson) -> Iterator[str]:
    for name in FIELDS:
        value = getattr(row, name)
        if isinstance(value, str):
            yield value


def _is_same(path: Path, target: Path) -> bool:
    return path.absolute() == target.absolute()


def _gathered(
    paths: Sequence[Path], password: str | None
) -> tuple[dict[Told, Lesson], list[str], list[str], list[HeldBack], list[Failure]]:
    """By 案件コード and key (pmo:<案件コード>/KNW-003), the lessons of every book; of copies of a book, those of the last saved."""
    found: dict[Told, Lesson] = {}
    books: list[str] = []
    without: list[str] = []
    held: list[HeldBack] = []
    failures: list[Failure] = []
    for opened in open_each(sorted(paths, key=_saved), password=password):
        if isinstance(opened, Failure):
            failures.append(opened)
            continue
        books.append(opened.path.name)
        made = list(_lessons_of(opened))
        if not made:
            without.append(opened.path.name)
        names = [n for m in opened.members if len(n := person_key(m.name or "")) >= _SHORT]
        for row_id, lesson in made:
            if any(name in person_key(text) for text in _texts(lesson) for name in names):
                held.append(
                    HeldBack(
                        opened.path.name, row_id, "体制表の人の名前があります。消してから集め直してください"
                    )
                )
            else:
                found[_code_of(opened), key_of(lesson)[0]] = lesson
    return found, books, without, held, failures


def _saved(path: Path) -> tuple[float, str]:
    try:
        return path.stat().st_mtime, str(path)
    except OSError:
        return 0.0, str(path)


def _code_of(book: Book) -> str:
    return book.settings.text("案件コード") or book.path.stem


def _lessons_of(book: Book) -> Iterator[tuple[str | None, Lesson]]:
    """Every lesson of a book with its row's ID."""
    code = _code_of(book)
    project = book.settings.project_name or code

    def made(row_id: str | None, ids: str | None = None, **values: Any) -> tuple[str | None, Lesson]:
        """One lesson of the book, known by the book's code and the row's ID; one taken over (ids) as it was there."""
        usual = {"project": project} | {name: value for name, value in values.items() if value}
        return row_id, Lesson.model_validate(usual | {"external_ids": ids or f"pmo:{code}/{row_id}"})

    kept = [name for name in FIELDS if name not in ("id", "external_ids")]
    for row in book.lessons:
        taken = [key for key in external_ids(row.external_ids) if key.startswith(("pmo:", f"{SOURCE}:"))]
        yield made(row.row_id, "、".join(taken), **{name: getattr(row, name) for name in kept})
    for item in book.retro_items:
        if not item.lessons and item.kind in ("Problem", "Try"):
            yield made(
                item.row_id, **{"situation" if item.kind == "Problem" else "countermeasure": item.statement}
            )
    for risk in book.risks:
        if risk.status == _OVER and risk.issues:
            yield made(risk.row_id, situation=risk.title, countermeasure=risk.contingency or risk.mitigation)
    for issue in book.issues:
        if issue.permanent_closed_on and issue.permanent_fix:
            yield made(
                issue.row_id,
                situation=issue.description or issue.title,
                cause=issue.cause,
                countermeasure=issue.permanent_fix,
            )


def _groups(rows: Iterable[Lesson]) -> dict[tuple[str, str], list[Lesson]]:
    """The lessons by what they say: 状況 and 対策."""
    same: dict[tuple[str, str], list[Lesson]] = {}
    for lesson in rows:
        same.setdefault(_content(lesson), []).append(lesson)
    return same


def _content(lesson: Lesson) -> tuple[str, str]:
    return normal_text(lesson.situation or ""), normal_text(lesson.countermeasure or "")


def _joined(rows: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """Lessons with the same 状況 and 対策 as one, with every 案件 and every key."""
    return tuple(
        group[0].model_copy(update={"project": _projects(group), "external_ids": _ids(group)})
        for group in _groups(rows).values()
    )


def _projects(rows: Iterable[Lesson]) -> str | None:
    names = (name for row in rows for name in (row.project or "").split("、"))
    return "、".join(dict.fromkeys(filter(None, names))) or None


def _ids(rows: Iterable[Lesson]) -> str:
    return "、".join(dict.fromkeys(key for row in rows for key in key_of(row)))


def _firsts(found: Mapping[Told, Lesson]) -> Iterator[Lesson]:
    """Each lesson once: as its own project has it, else as the first that took it over."""
    own = {key: each for (code, key), each in found.items() if key.startswith(f"pmo:{code}/")}
    for (_, key), each in found.items():
        own.setdefault(key, each)
    yield from own.values()


def _exchange(book: Book, found: Mapping[Told, Lesson]) -> Exchange:
    """The lessons as an import into the book of lessons, each project a source with what it said last."""
    store = BaseStore.beside(book.history) if book.history else None
    codes = tuple(dict.fromkeys(code for code, _ in found))
    old = {code: _known(store, code) for code in codes}
    ours = tuple(_known_row(row) for row in sheet_rows(book, Lesson, is_external=True))
    known = {key for row in ours for key in row.keys}
    groups = _groups((*book.of(Lesson), *found.values()))
    sides = []
    for code in codes:
        mine = [(key, each) for (other, key), each in found.items() if other == code]
        theirs = tuple(_row(each, key, code, n, groups, known) for n, (key, each) in enumerate(mine, 1))
        base = KeyedBase({key: row.as_row() for key, row in old[code].items()})
        sides.append(Sides(Lesson, ours, theirs, base, Keys(is_stable=True)))
    done = [_with_project(row) for row in combined([compare(each).rows for each in sides])]
    facts = [
        SourceFacts(code, rows_seen=len(each.theirs), rows_read=len(each.theirs))
        for code, each in zip(codes, sides, strict=True)
    ]
    made = Exchange("lessons", target_of(book), facts, done)

    def keep(exchange: Exchange) -> str | None:
        """Keep what each project said."""
        try:
            if store is not None:
                for code in codes:
                    store.keep(_stored_as(code), next_base(exchange, old[code], code))
        except UnwritableOutput as error:
            return error.message
        return None

    made.after_save = keep
    return made


def _stored_as(code: str) -> str:
    return f"lessons_{hash_of_text(code)}"


def _known(store: BaseStore | None, code: str) -> Mapping[str, KnownRow]:
    try:
        return (store.load(_stored_as(code)) if store else None) or {}
    except UnreadableRun:
        return {}


def _known_row(row: Row) -> Row:
    """A row of the book of lessons; what its curator wrote there is known by its number."""
    keys = row.more or (f"{SOURCE}:{row.row_id}",)
    return replace(row, key=keys[0], more=keys[1:])


def _row(
    lesson: Lesson,
    key: str,
    code: str,
    number: int,
    groups: Mapping[tuple[str, str], Sequence[Lesson]],
    known: Collection[str],
) -> Row:
    """A lesson of a project. A new one that says what another says is that one; 案件 then names both."""
    group = groups[_content(lesson)]
    ids = external_ids(_ids([lesson, *group]))
    values = {name: getattr(lesson, name) for name in FIELDS if name != "id"}
    values |= {"external_ids": "、".join(ids), "project": _projects([*group, lesson])}
    if key in known:
        values.pop("project")
    return Row(
        Lesson,
        values,
        Where(code, None, number),
        key,
        None,
        {},
        None,
        tuple(each for each in ids if each != key),
    )


def _with_project(row: RowOutcome) -> RowOutcome:
    """A row whose 案件 only grows: that is no conflict."""
    told = next((each for each in row.fields if each.name == "project"), None)
    if told is None or told.state is not FieldState.CONFLICT or told.others:
        return row
    before, after = (set(str(text or "").split("、")) for text in (told.book, told.other))
    if not before <= after:
        return row
    grown = replace(told, state=FieldState.TAKE, after=told.other, reason=SAME_LESSON)
    return row.with_fields(grown if each is told else each for each in row.fields)


def _write(path: Path, rows: Sequence[Lesson]) -> None:
    from pmo_xl.documents.list_book import write_listings
    from pmo_xl.documents.listing import Listing

    values = [[getattr(row, name) for name in FIELDS] for row in rows]
    write_listings(path, [Listing(title=Lesson.sheet.label, columns=COLUMNS, rows=values)])


__all__ = ["GatheredLessons", "HeldBack", "found_in", "lessons"]
