"""Record: one row of a sheet as frozen, typed data, and where in which workbook it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, SkipValidation, ValidationError

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Column, Kind, declared_column
from pmo_xl.model.given import shown

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
    help: what one row of the sheet is, shown above its table and in メニュー.
    """

    label: str
    collection: str
    prefix: str = ""
    aliases: tuple[str, ...] = ()
    profile: str = "core"
    help: str = ""


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
    def is_unstored(self) -> bool:
        """Whether it is a formula whose result the file does not hold: nobody's fault, and not to be judged."""
        return self.reason == UNSTORED


UNSTORED = "数式の計算結果が保存されていません。Excelで開き、保存し直してください"
_FROZEN = (
    "読んだ{}の行は、代入では変えられません。book.edit() の中で changes.set(行, 項目=値) と書いてください。"
)


@dataclass(frozen=True, slots=True)
class FormulaFact:
    """What is wrong with a derived cell: state is "constant", "other", "error" or "unstored"."""

    state: str
    text: str


@dataclass(frozen=True)
class Table:
    """Where rows of one kind stand: a tab, its header, and which column is which field.

    columns: column number (1-based) by field name. missing: fields that have no column there.
    near_labels: for a missing must column, the heading that looks most like it.
    is_ours: the sheet is a table that pmo_xl made, so its formulas are known.
    """

    record_class: type[Record]
    sheet_title: str
    header_row: int
    columns: Mapping[str, int]
    near_labels: Mapping[str, str] = field(default_factory=dict)
    is_ours: bool = False

    @property
    def missing(self) -> frozenset[str]:
        """The fields that no column of this table holds."""
        return frozenset(self.record_class.columns) - self.columns.keys()


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
    is_struck: bool = False
    undecided: Mapping[str, str] = field(default_factory=_nothing)


class Record(BaseModel):
    """One row. Subclasses declare `sheet` and one annotated field per column; every field may be empty."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    sheet: ClassVar[Sheet]
    columns: ClassVar[Mapping[str, Column]] = {}
    must_fields: ClassVar[tuple[str, ...]] = ()

    place: SkipValidation[Place | None] = None

    if not TYPE_CHECKING:  # the type checker knows the fields of each class from pydantic's own

        def __init__(self, /, **values: Any) -> None:
            """A row of these values. BadChange for a field that is not there, or a value that it does not take."""
            place = values.get("place")
            if place is None:
                refuse_unlike(type(self), values)
            elif place.__class__ is not Place:
                raise BadChange(f"{self.sheet.label}の行の place は渡せません。読んだ行だけが持ちます。")
            try:
                self.__pydantic_validator__.validate_python(values, self_instance=self)
            except (ValidationError, TypeError, ValueError, OverflowError) as error:
                raise bad_values(type(self), values, error) from None

        __init__.__pydantic_base_init__ = True  # validation need not come through here again

        @classmethod
        def model_validate(cls, values: object) -> Record:
            """A row of a mapping, or of a row. BadChange as for the values given by name."""
            if isinstance(values, cls):
                return values
            if not isinstance(values, Mapping) or not all(isinstance(name, str) for name in values):
                raise bad_values(cls, values, TypeError())
            return cls(**values)

    def __setattr__(self, name: str, value: object) -> None:
        raise BadChange(_FROZEN.format(self.sheet.label))

    def __delattr__(self, name: str) -> None:
        raise BadChange(_FROZEN.format(self.sheet.label))

    def __hash__(self) -> int:
        place = self.place
        return hash((type(self), self.row_id, place and (place.table.sheet_title, place.row)))

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Collect the declared columns of a new record class, in their order."""
        cls.columns = MappingProxyType(dict(_declared_columns(cls)))
        cls.must_fields = tuple(name for name, column in cls.columns.items() if column.is_must)

    @classmethod
    def field_of(cls, label: str) -> str:
        """The field whose column has this label. KeyError when there is none."""
        return next((name for name, column in cls.columns.items() if column.label == label), "") or _no(label)

    @classmethod
    def fields_of_kind(cls, *kinds: Kind) -> tuple[str, ...]:
        """The fields whose columns are of one of these kinds."""
        return tuple(name for name, column in cls.columns.items() if column.kind in kinds)

    @property
    def row_id(self) -> str | None:
        """The normalised ID of the row, its raw text when malformed, None when it has none."""
        return getattr(self, "id", None) or (self.unread["id"].text if "id" in self.unread else None)

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
        unread, columns = place.unread, place.table.columns
        for name in fields:  # noqa: SIM110 - a plain loop is twice as fast, and rules ask this of every row
            if name in unread or name not in columns:
                return False
        return True


def _no(label: str) -> str:
    raise KeyError(label)


def _declared_columns(cls: type[Record]) -> Iterator[tuple[str, Column]]:
    for name, info in cls.model_fields.items():
        if found := declared_column(info):
            yield name, found


_DAYS = (Kind.DATE, Kind.DATETIME, Kind.MONTH)
_WHOLE = "整数(int)"
_NUMBER = "数(int か Decimal)"
_ALLOWED = {
    Kind.DATE: "日付(date)、または「2026-11-30」のような文字",
    Kind.DATETIME: "日時(datetime)",
    Kind.MONTH: "その月の最初の日(date)",
    Kind.MONEY: f"円の{_WHOLE}",
    Kind.INT: _WHOLE,
    Kind.NUMBER: _NUMBER,
    Kind.PERCENT: f"割合の{_NUMBER}(0.5 = 50%)",
    Kind.FLAG: "True か False",
}
_TEXT, _TEXTS = "文字(str)", "文字(str)を並べた tuple か list"


def allowed(record_class: type[Record], name: str) -> str:
    """What a field takes, in Japanese."""
    if record_class.model_fields[name].default == ():
        return _TEXTS
    return _ALLOWED.get(record_class.columns[name].kind, _TEXT)


def refused(record_class: type[Record], name: str, value: object) -> BadChange:
    """The refusal of one value."""
    label = record_class.columns[name].label
    return BadChange(
        f"{record_class.sheet.label}の「{label}」に{shown(value)}は書けません。"
        f"{allowed(record_class, name)}を渡してください(空欄は None)。"
    )


def refuse_unlike(record_class: type[Record], values: Mapping[str, object]) -> None:
    """Raise BadChange for a value that would be taken for something else: a number for a day, True for 1, bytes."""
    for name, value in values.items():
        column = record_class.columns.get(name)
        if column is not None and value is not None and _is_unlike(column, value):
            raise refused(record_class, name, value)


def _is_unlike(column: Column, value: object) -> bool:
    if isinstance(value, bytes | bytearray | memoryview):
        return True
    if isinstance(value, bool):
        return column.kind is not Kind.FLAG
    return column.kind in _DAYS and isinstance(value, int | float)


def bad_values(record_class: type[Record], values: object, error: Exception) -> BadChange:
    """The refusal that a foreign error (pydantic's, or what it stumbled over) stands for."""
    given: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
    if isinstance(error, ValidationError):
        name, value = _first_mistake(error)
    else:  # pandas' NaT makes pydantic itself stumble, and nothing says at which value
        name, value = next(((n, v) for n, v in given.items() if v != v), ("", None))
    if name in record_class.columns:
        return refused(record_class, name, value)
    label = record_class.sheet.label
    if not name:
        return BadChange(f"{label}の行に{shown(values)}は使えません。項目の名前と値を渡してください。")
    fields = "、".join(record_class.columns)
    return BadChange(f"{label}に {name} という項目はありません。項目は {fields} です。")


def _first_mistake(error: ValidationError) -> tuple[str, object]:
    mistake = error.errors(include_url=False, include_context=False)[0]
    return (str(mistake["loc"][0]) if mistake["loc"] else ""), mistake["input"]
