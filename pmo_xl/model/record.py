"""Record: one row of a sheet as frozen, typed data, and where in which workbook it came from."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.given_values import checked, refuse_unknown, refused_row
from pmo_xl.model.own_columns import OwnCells, OwnValue, checked_extra
from pmo_xl.model.record_type import RecordType
from pmo_xl.model.unchecked import unchecked_maker
from pmo_xl.model.unread_reads import note

_UNSET = ("place", "_extra")
_NOTHING: Mapping[str, Any] = {}  # a plain one: what records hold can be pickled


def _nothing() -> Mapping[str, Any]:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a kind of sheet is called: in Excel, in IDs and in Python.

    label: the tab's name in the master workbook, and the contract's name everywhere.
    collection: the name in Python (`project.issues`).
    prefix: of its IDs (ISS-012); empty where rows have none.
    aliases: tab names that mean this sheet in other offices.
    profile: "core" = in every workbook; "full" = may be absent without a word.
    help: what one row of the sheet is, shown above its table. brief: the same in 14 full-width characters at most for
    メニュー, where help is longer. amounts: in what its amounts are, 税抜 or 税込, shown behind help.
    guide: what staff write there and what comes of it, in two sentences, for ガイドライン.
    since: the schema of the workbook that brought the sheet.
    id_shape, id_example: what its IDs look like (a regular expression, an example) where that is not ISS-001.
    """

    label: str
    collection: str
    prefix: str = ""
    aliases: tuple[str, ...] = ()
    profile: str = "core"
    help: str = ""
    guide: str = ""
    brief: str = ""
    amounts: str = ""
    id_shape: str = ""
    id_example: str = ""
    since: int = 1

    @property
    def in_short(self) -> str:
        """What one row of the sheet is, as short as メニュー wants it."""
        return self.brief or self.help

    @property
    def example(self) -> str:
        """An ID of the sheet: ISS-001."""
        return self.id_example or f"{self.prefix}-001"


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a cell that could not be read as its column's type; kept and shown (DAT003).

    text: as a person sees it. reason: in Japanese, why, and behind 「。」 what to do about it.
    """

    text: str
    reason: str

    @property
    def why(self) -> str:
        """Why it cannot be read, without what to do about it."""
        return self.reason.partition("。")[0]

    @property
    def how(self) -> str:
        """What to do about it; nothing where the reason does not say."""
        return self.reason.partition("。")[2]

    @property
    def is_uncached(self) -> bool:
        """Whether it is a formula whose result the file does not hold: nobody's fault, and not to be judged."""
        return self.reason == UNCACHED


UNCACHED = "数式の計算結果が保存されていません。Excelで開き、保存し直してください"
_FROZEN = (
    "読んだ{}の行は、代入では変えられません。book.edit() の中で changes.set(行, 項目=値) と書いてください。"
)


@dataclass(frozen=True, slots=True)
class FormulaFact:
    """What is wrong with a derived cell: state is "constant", "other", "error" or "uncached"."""

    state: str
    text: str


@dataclass(frozen=True)
class Table:
    """Where rows of one kind stand: a tab, its header, and which column is which field.

    columns: column number (1-based) by field name. known: what its rows can tell.
    near_labels: for a missing must column, the heading that looks most like it.
    is_ours: the sheet is a table that pmo_xl made, so its formulas are known. own: the staff's own columns; None where
    it has none.
    """

    record_class: type[Record]
    sheet_title: str
    header_row: int
    columns: Mapping[str, int]
    near_labels: Mapping[str, str] = field(default_factory=dict)
    is_ours: bool = False
    own: OwnCells | None = field(default=None, repr=False, compare=False)

    @cached_property
    def known(self) -> frozenset[str]:
        """The fields of which a row can tell something: those with a column, and those that came with a later schema.

        A column that is `since` 2 or later and that this table lacks reads as blank in every row.
        """
        later = (name for name, column in self.record_class.columns.items() if column.since > 1)
        return frozenset(self.columns).union(later)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record was read, and what the reader saw there beside its values.

    unread: by field, what could not be read. typed: by field, the text as typed where the record
    holds the library's own spelling. formulas: by field, what is wrong with derived cells.
    invisible: by field, which invisible or confusable characters the text holds. undecided: by field, the
    word that says there is no value (未定, －) where the record holds none.
    """

    table: Table
    row: int
    unread: Mapping[str, Unread] = field(default_factory=_nothing)
    typed: Mapping[str, str] = field(default_factory=_nothing)
    formulas: Mapping[str, FormulaFact] = field(default_factory=_nothing)
    invisible: Mapping[str, str] = field(default_factory=_nothing)
    is_hidden: bool = False
    is_strikethrough: bool = False
    undecided: Mapping[str, str] = field(default_factory=_nothing)


class Record(metaclass=RecordType):
    """One row. Subclasses declare `sheet` and one annotated field per column; every field may be empty.

    Rows are frozen. What code gives is checked by pydantic; what the reader has converted is not (`unchecked_maker`).
    """

    __slots__ = ("__weakref__", "_extra", "place")

    sheet: ClassVar[Sheet]
    columns: ClassVar[Mapping[str, Column]] = {}
    must_fields: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:  # the type checker makes the constructor of the fields that a class declares
        place: Place | None = None
        extra: Mapping[str, OwnValue] = {}

    else:

        def __init__(self, /, *, place: Place | None = None, extra: object = _NOTHING, **values: Any) -> None:
            """A row of these values. BadChange for a field that is not there, or a value that it does not take."""
            if place is not None and place.__class__ is not Place:
                raise BadChange(f"{self.sheet.label}の行の place は渡せません。読んだ行だけが持ちます。")
            held = checked(self.sheet.label, self.columns, values)
            for name, value in zip(("place", *self.columns), (place, *held), strict=True):
                object.__setattr__(self, name, value)
            keep_unread_apart((self,))
            self._keep_extra(None if extra is _NOTHING else checked_extra(self.sheet.label, extra))

        @property
        def extra(self) -> Mapping[str, OwnValue]:
            """What stands in the staff's own columns, by heading: each of them where the row was read from a table."""
            given = getattr(self, "_extra", None)
            if given is not None:
                return MappingProxyType(given)
            own = self.place.table.own if self.place else None
            return MappingProxyType(dict(own.of_row(self.place.row)) if own else {})

    def _keep_extra(self, given: Mapping[str, OwnValue] | None) -> None:
        if given is not None:
            object.__setattr__(self, "_extra", dict(given))

    @classmethod
    def model_validate(cls, values: object) -> Self:
        """A row of a mapping, or of a row. BadChange as for the values given by name."""
        if isinstance(values, cls):
            return values
        if not isinstance(values, Mapping) or not all(isinstance(name, str) for name in values):
            raise refused_row(cls.sheet.label, values)
        return cls(**values)

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """The same row with other values, which are not checked. BadChange for a field that is not there."""
        values = self.model_dump() | dict(update or {})
        extra = values.pop("extra", getattr(self, "_extra", None))
        refuse_unknown(self.sheet.label, self.columns, values.keys() - {"place"})
        made: Self = unchecked_maker(self.__class__)(*values.values())
        keep_unread_apart((made,))
        made._keep_extra(extra)
        return made

    def model_dump(self, *, exclude: Container[str] = ()) -> dict[str, Any]:
        """The fields as a dictionary, `place` first."""
        names = ("place", *self.columns)
        return {name: getattr(self, name) for name in names if name not in exclude}

    def __setattr__(self, name: str, value: object) -> None:
        raise BadChange(_FROZEN.format(self.sheet.label))

    def __delattr__(self, name: str) -> None:
        raise BadChange(_FROZEN.format(self.sheet.label))

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        is_same = all(getattr(self, name) == getattr(other, name) for name in ("place", *self.columns))
        return is_same and self.extra == other.extra

    def __hash__(self) -> int:
        place = self.place
        return hash((self.__class__, self.row_id, place and (place.table.sheet_title, place.row)))

    def __repr__(self) -> str:
        given = {"extra": extra} if (extra := getattr(self, "_extra", None)) else {}
        fields = ", ".join(f"{name}={value!r}" for name, value in (self.model_dump() | given).items())
        return f"{self.__class__.__name__}({fields})"

    def __reduce__(self) -> tuple[Callable[..., Record], tuple[type[Record], dict[str, Any]]]:
        return _restored, (self.__class__, self.model_dump() | {"extra": getattr(self, "_extra", None)})

    @classmethod
    def field_of(cls, label: str) -> str:
        """The field whose column has this label. KeyError when there is none."""
        return next((name for name, column in cls.columns.items() if column.label == label), "") or _no(label)

    @classmethod
    def fields_of_kind(cls, *kinds: Kind) -> tuple[str, ...]:
        """The fields whose columns are of one of these kinds."""
        return tuple(name for name, column in cls.columns.items() if column.kind in kinds)

    @property
    def wanted_fields(self) -> tuple[str, ...]:
        """The must fields that this row has to say; a row that only asks for something need not say all yet."""
        return self.must_fields

    @property
    def given_extra(self) -> Mapping[str, OwnValue]:
        """What code gave for own columns; empty for a row as it was read."""
        return getattr(self, "_extra", None) or _NOTHING

    @property
    def row_id(self) -> str | None:
        """The normalised ID of the row, its raw text when malformed, None when it has none."""
        place = self.place
        if place is not None and "id" in place.unread:
            note(self, "id")
            return place.unread["id"].text
        return getattr(self, "id", None)

    @property
    def unread(self) -> Mapping[str, Unread]:
        """By field, what could not be read."""
        return self.place.unread if self.place else _NOTHING

    @property
    def undecided(self) -> Mapping[str, str]:
        """By field, the word that says there is no value yet (未定)."""
        return self.place.undecided if self.place else _NOTHING

    @property
    def row(self) -> int | None:
        """The row number in its sheet (1-based), None for a record made in Python."""
        return self.place.row if self.place else None

    def is_known(self, *fields: str) -> bool:
        """Whether each of these fields could be read and has a column (blank counts as known)."""
        place = self.place
        if place is None:
            return True
        is_read = not place.unread or place.unread.keys().isdisjoint(fields)
        return is_read and place.table.known.issuperset(fields)


def keep_unread_apart(rows: Iterable[Record]) -> None:
    """Leave the fields of rows unset whose cells could not be read, so that their reading is noted.

    Such a row becomes one of a class that knows what to give instead; `row.__class__` is the sheet's as ever, and no
    other row pays for it.
    """
    for row in rows:
        place = row.place
        if place is None or not place.unread:
            continue
        columns = row.columns
        unset = [
            name for name in place.unread if name in columns and getattr(row, name) == columns[name].blank
        ]
        if unset:
            object.__setattr__(row, "__class__", _partly_read(row.__class__))
        for name in unset:
            object.__delattr__(row, name)


@cache
def _partly_read(record_class: type[Record]) -> type[Record]:
    """The class of the sheet's rows of which a cell could not be read."""
    body = {"__slots__": (), "__getattr__": _of_unread, "__class__": property(lambda _: record_class)}
    made: type[Record] = cast(
        "type[Record]",
        RecordType(record_class.__name__, (record_class,), {**body, "__module__": record_class.__module__}),
    )
    return made


def _of_unread(row: Record, name: str) -> Any:  # noqa: ANN401 - whatever the column's blank is
    """A field whose cell could not be read holds nothing; that it was read is noted."""
    if name in _UNSET or row.place is None or name not in row.place.unread:
        text = f"{row.__class__.__name__!r} object has no attribute {name!r}"
        raise AttributeError(text, name=name, obj=row)
    note(row, name)
    return row.columns[name].blank


def _no(label: str) -> str:
    raise KeyError(label)


def _restored(record_class: type[Record], values: dict[str, Any]) -> Record:
    """A row that was pickled or is copied: a field that it did not have yet is blank."""
    fields = (values.get(name, column.blank) for name, column in record_class.columns.items())
    row: Record = unchecked_maker(record_class)(values["place"], *fields)
    keep_unread_apart((row,))
    row._keep_extra(values.get("extra"))
    return row
