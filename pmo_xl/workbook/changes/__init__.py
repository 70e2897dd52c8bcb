"""ChangeSet: what shall be different in a workbook, said by record and field, before anything is written.

A set of changes is shown cell by cell (`preview`) or carried out whole (`apply`) through an editor: the
one for closed files, or one that holds the book open in Excel.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast

from pmo_xl.errors import BadChange
from pmo_xl.model.choice import Choice
from pmo_xl.model.own_columns import OwnValue, checked_extra
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.workbook.changes.change_values import (
    Wording,
    is_empty,
    name_of_row,
    naming_row,
    refuse_no_record,
    refuse_odd_status,
    title_in_brackets,
)
from pmo_xl.workbook.changes.finding_rows import SameRows, row_of
from pmo_xl.workbook.changes.new_rows import NewRow, NewRowMaker
from pmo_xl.workbook.changes.own_values import own_columns_given
from pmo_xl.workbook.edits.edit import Scalar, SetCell
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.records.record_cells import CellPlace, RecordCells

T = TypeVar("T")

NOTHING: Final[Mapping[str, OwnValue]] = {}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row that is there. value: as it will read back. given: as the caller wrote it."""

    record: Record
    layout: Layout
    field: str
    value: object
    given: object


@dataclass(frozen=True, slots=True)
class OwnChange:
    """One cell of a row that is there, in an own column of the staff's. value: as it will read back."""

    record: Record
    layout: Layout
    heading: str
    value: Scalar


@dataclass(frozen=True)
class NewContent:
    """The rows of a sheet of ours, all anew.

    raw: by row (0-based) and column number, what else its cells hold: what staff typed and nobody understands.
    links: by row (0-based) and field, the place in the workbook that a cell leads to.
    """

    record_class: type[Record]
    records: tuple[Record, ...]
    layout: Layout
    raw: Mapping[tuple[int, int], object] = field(default_factory=dict)
    links: Mapping[tuple[int, str], str] = field(default_factory=dict)


class ChangeSet:
    """Changes to one workbook as it was read: `set`, `append`, `replace`. Nothing is written here."""

    def __init__(self, project: Project, cells: RecordCells, *, new_words: bool = False) -> None:
        """Begin without any change. cells: where the project's records stand. new_words: see `Book.edit`."""
        self.before, self.cells = project, cells
        self.problems: tuple[str, ...] = ()
        self.fields: dict[CellPlace, FieldChange] = {}
        self.formulas: dict[CellPlace, FieldChange] = {}
        self.own: dict[CellPlace, OwnChange] = {}
        self.own_cells: list[SetCell] = []
        self.left_out: set[CellPlace] = set()
        self.new_rows: list[NewRow] = []
        self.new_contents: dict[type[Record], NewContent] = {}
        self.wording = Wording(project, takes_new_words=new_words)
        self._maker = NewRowMaker(project, cells, self.wording)
        self._same_rows = SameRows(project)
        self._words_added: set[tuple[str, str]] = set()

    def __len__(self) -> int:
        cells = len(self.fields) + len(self.formulas) + len(self.own_cells) + len(self.own)
        return cells + len(self.new_rows) + len(self.new_contents)

    def set(self, record: Record | str, /, *, extra: object = NOTHING, **values: object) -> None:
        """Give fields of a row new values; None empties the cell. record: a row of the book, or its ID.

        extra: values for the staff's own columns, by heading; each is written in the kind that its column has. Raises
        BadChange (a ValueError), naming the row: an ID that no row or more than one has, an unknown field or heading,
        a derived field or a column of formulas, a word that its list lacks (with the nearest), a value its cell cannot
        hold, a row of another workbook, or another value for a cell that this set already changes.
        """
        row = row_of(self.before, record) if isinstance(record, str) else record
        refuse_no_record(row)
        layout = self.cells.layout_of(row)
        with naming_row(name_of_row(row, layout)):
            accepted = self.wording.accepted(row.__class__, values, is_ours=layout.is_ours)
            refuse_odd_status(layout, accepted)
            given = checked_extra(row.__class__.sheet.label, extra)
            own = own_columns_given(self.cells.own_cells(layout), given) if given else {}
            for heading, (column, cell) in own.items():
                self._keep_own(OwnChange(row, layout, heading, cell), column)
        for name, value in accepted.items():
            change = FieldChange(row, layout, name, value, values[name])
            self._keep(self.cells.place_of(row, name), change)
        self._add_new_words()

    def restore_formula(self, record: Record, field: str) -> None:
        """Give a derived cell the formula of its column again."""
        refuse_no_record(record)
        layout = self.cells.layout_of(record)
        place = self.cells.place_of(record, field)
        self._refuse_replaced(record.__class__)
        self.formulas[place] = FieldChange(record, layout, field, None, None)

    def mend_own_cell(self, edit: SetCell) -> None:
        """Give a cell of ours that belongs to no record (of メニュー, 集計) a formula anew."""
        self.own_cells.append(edit)

    def leave_out(self, place: CellPlace) -> None:
        """Change nothing in a cell after all, nor its cached value."""
        self.fields.pop(place, None)
        self.formulas.pop(place, None)
        self.own.pop(place, None)
        at = (place.title, place.row, place.column)
        self.own_cells = [edit for edit in self.own_cells if (edit.sheet, edit.row, edit.column) != at]
        self.left_out.add(place)

    def leave_out_rows(self, title: str) -> None:
        """Add no rows to a tab after all."""
        self.new_rows = [row for row in self.new_rows if row.layout.title != title]

    def append(
        self,
        record: Record,
        /,
        *,
        to: str | None = None,
        incomplete: bool = False,
        blank: Collection[str] = (),
    ) -> Record:
        """Add a row and give it as it will read back, numbered.

        起票日 = D and 状態 = the first 未着手 word where they are blank. to: the tab's name, where several
        tabs hold rows of this kind. incomplete: must fields may be blank, which are findings then. blank: fields that
        stay blank all the same. Raises BadChange when a must field is missing, naming the labels, for what `set`
        refuses, and which row of all that were appended.
        """
        with naming_row(f"足す行の{len(self.new_rows) + 1}件目{title_in_brackets(record)}"):
            refuse_no_record(record)
            record_class = record.__class__
            self._refuse_replaced(record_class)
            layout = self._layout_for(record_class, to)
            row = self._maker.make(record, layout, incomplete=incomplete, blank=blank)
        self.new_rows.append(row)
        self._add_new_words()
        return row.record

    def extend(
        self, records: Iterable[Record], /, *, to: str | None = None, incomplete: bool = False
    ) -> tuple[Record, ...]:
        """Add several rows, all or none, and give them as they will read back. Arguments as of `append`.

        Raises BadChange with the first problem and how many there are; `problems` then holds a sentence for each.
        """
        before, words = list(self.new_rows), set(self._words_added)
        problems, made = list[str](), list[Record]()
        for record in records:
            try:
                made.append(self.append(record, to=to, incomplete=incomplete))
            except BadChange as error:
                problems.append(error.message)
        self.problems = tuple(problems)
        if problems:
            self._go_back_to(before, words)
            more = f" ほか {len(problems) - 1} 件(changes.problems)" if len(problems) > 1 else ""
            raise BadChange(f"{problems[0]}{more}")
        return tuple(made)

    def upsert(
        self, record: Record, /, key: str = "external_ids", *, to: str | None = None, incomplete: bool = False
    ) -> Record:
        """Give the row that has the same `key` what this one says, or append it where no row has; the row as it will be.

        key: a field; two rows are the same where they share an 外部ID, an ID, or hold equal values. Blank fields of
        `record` change nothing. Raises BadChange as `set` and `append`, and where the key is blank, or more than one
        row has it.
        """
        refuse_no_record(record)
        found = self._same_rows.of(record, key, self.new_rows)
        if found is None:
            return self.append(record, to=to, incomplete=incomplete)
        said = {name: value for name in record.columns if (value := getattr(record, name)) not in (None, ())}
        values = {name: value for name, value in said.items() if not record.columns[name].is_derived}
        values.pop("id", None) if key != "id" else None
        self.set(found, extra=record.given_extra, **values)
        given = {"extra": {**found.extra, **record.given_extra}} if record.given_extra else {}
        return found.model_copy(update=values | given)

    def _add_new_words(self) -> None:
        """Add the words that no list has to 選択肢, where the book has it; their 意味 is for a person to write."""
        for name, word in self.wording.new_words.keys() - self._words_added:
            self._words_added.add((name, word))
            if self.cells.layouts_of(Choice):
                row = self._maker.make(Choice(list_name=name, value=word), self._layout_for(Choice, None))
                self.new_rows.append(row)

    def _go_back_to(self, rows: list[NewRow], words: AbstractSet[tuple[str, str]]) -> None:
        """Let these be the rows and words that are added, numbered as if nothing had been tried after them."""
        self._maker, self._same_rows = (
            NewRowMaker(self.before, self.cells, self.wording),
            SameRows(self.before),
        )
        self.wording.new_words = dict.fromkeys(words)
        self._words_added = {*words}
        self.new_rows = [self._maker.make(row.record, row.layout, incomplete=True) for row in rows]

    def replace(
        self,
        record_class: type[Record],
        records: Iterable[Record],
        *,
        raw: Mapping[tuple[int, int], object] | None = None,
        links: Mapping[tuple[int, str], str] | None = None,
    ) -> None:
        """Replace every row of a sheet of our own. See NewContent for `raw` and `links`."""
        layout = self._layout_for(record_class, None)
        if not layout.is_ours:
            raise BadChange(f"「{layout.title}」は pmo_xl の表ではないため、中身を入れ替えません。")
        self._refuse_replaced(record_class)
        if any(change.layout is layout for change in self.fields.values()) or self._appends_to(layout):
            raise BadChange(f"「{layout.title}」の行への変更と中身の入れ替えは一緒にできません。")
        self.new_contents[record_class] = NewContent(
            record_class, tuple(records), layout, raw or {}, links or {}
        )

    @property
    def touched(self) -> frozenset[type[Record]]:
        """The kinds of sheet that the changes write to."""
        changed = [change.record for change in (*self.fields.values(), *self.formulas.values())]
        changed += [change.record for change in self.own.values()]
        records = (*changed, *(row.record for row in self.new_rows))
        return frozenset(record.__class__ for record in records) | self.new_contents.keys()

    def after(self) -> Project:
        """The project as it will be: the model's own result of the changes."""
        records = dict(self.before.records)
        for record_class in self.touched:
            records[record_class] = tuple(self._rows_after(record_class))
        source = self.before
        return replace(source, records=records, _shared={}, _sets={})

    def _rows_after(self, record_class: type[Record]) -> list[Record]:
        if record_class in self.new_contents:
            return list(self.new_contents[record_class].records)
        changed: dict[tuple[str, int], dict[str, object]] = {}
        for change in self.fields.values():
            if change.record.__class__ is record_class:
                key = (change.layout.title, change.record.row or 0)
                changed.setdefault(key, {})[change.field] = change.value
        for own in self.own.values():
            if own.record.__class__ is record_class:
                values = changed.setdefault((own.layout.title, own.record.row or 0), {})
                extra = values.setdefault("extra", dict(own.record.extra))
                cast("dict[str, object]", extra)[own.heading] = own.value
        rows = [_changed(record, changed) for record in self.before.records.get(record_class, ())]
        new = [row for row in self.new_rows if row.record.__class__ is record_class]
        return [row for row in _in_place(rows, new, self.cells) if not is_empty(row)]

    def _keep(self, place: CellPlace, change: FieldChange) -> None:
        self._refuse_replaced(change.record.__class__)
        known = self.fields.setdefault(place, change)
        if known.value != change.value:
            label = change.record.columns[change.field].label
            name = change.record.row_id or f"{change.record.row}行目"
            raise BadChange(
                f"{change.layout.title}の {name} の「{label}」に二つの違う値を書こうとしています。"
            )

    def _keep_own(self, change: OwnChange, column: int) -> None:
        self._refuse_replaced(change.record.__class__)
        place = CellPlace(change.layout.title, change.record.row or 0, column)
        if change.record.row in change.layout.joined or self.cells.has_formula(place):
            why = "数式" if self.cells.has_formula(place) else "複数の行に書かれている"
            raise BadChange(f"独自の列「{change.heading}」の{place.row}行目は{why}のため書き込めません。")
        known = self.own.setdefault(place, change)
        if known.value != change.value:
            raise BadChange(f"独自の列「{change.heading}」に二つの違う値を書こうとしています。")

    def _refuse_replaced(self, record_class: type[Record]) -> None:
        if record_class in self.new_contents:
            raise BadChange(
                f"「{record_class.sheet.label}」は中身をすべて入れ替えるため、ほかの変更と一緒にできません。"
            )

    def _appends_to(self, layout: Layout) -> bool:
        return any(row.layout is layout for row in self.new_rows)

    def _layout_for(self, record_class: type[Record], title: str | None) -> Layout:
        found = [each for each in self.cells.layouts_of(record_class) if title in (None, each.title)]
        label = record_class.sheet.label
        if not found:
            raise BadChange(f"このブックには「{title or label}」の表がありません。")
        if len(found) > 1:
            tabs = "、".join(each.title for each in found)
            raise BadChange(f"{label}の表が複数あります({tabs})。どの表に足すかを指定してください。")
        return found[0]


def _changed(record: Record, changed: Mapping[tuple[str, int], Mapping[str, object]]) -> Record:
    place = record.place
    values = changed.get((place.table.sheet_title, place.row), {}) if place else {}
    if place is None or not values:
        return record
    new_place = replace(
        place,
        unread=_without(place.unread, values),
        typed=_without(place.typed, values),
        invisible=_without(place.invisible, values),
        undecided=_without(place.undecided, values),
    )
    return record.model_copy(update={**values, "place": new_place})


def _without(facts: Mapping[str, T], fields: Collection[str]) -> Mapping[str, T]:
    return {name: fact for name, fact in facts.items() if name not in fields}


def _in_place(rows: list[Record], new: list[NewRow], cells: RecordCells) -> list[Record]:
    """Rows and new rows in the order they will be read: table by table."""
    tables = {id(layout): at for at, layout in enumerate(cells.layouts)}
    placed = [(tables[id(cells.layout_of(row))], row) for row in rows]
    placed += [(tables[id(row.layout)], row.record) for row in new]
    return [row for _, row in sorted(placed, key=lambda pair: pair[0])]
