"""Row: one row of either side of a comparison, whatever it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from pmo_xl.exchange.normal import EXTERNAL_IDS, OWN, external_ids, is_blank, normal, normal_text
from pmo_xl.history.run import EXTRA, ROW, UNREAD
from pmo_xl.model.checked_mark import CHECKED_KEYS
from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.display import display
from pmo_xl.model.given_values import as_held
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.references import id_key
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import CALCULATION_DAY

_TITLES: Final = (
    "title",
    "point",
    "question",
    "statement",
    "situation",
    "scope",
    "name",
    "local_name",
    "data",
)
_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "レビュー記録": ("kind", "subjects", "reviewer"),
    "周知記録": ("kind", "subjects", "recipient"),
    "要員計画": ("member", "month", "system", "phase"),
    "品質": ("measured_on", "system", "phase"),
    "見積一覧": ("system", "vendor", "received_on"),
    "予算枠": ("fiscal_year", "department", "category"),
    "工程定義": ("system", "local_name"),
    "体制表": ("name", "role"),
    "配布記録": ("counterpart", "target_sheet"),
}
"""The fields that tell a row where no single one does."""
_NATURAL: Final[Mapping[str, tuple[str, ...]]] = {
    "設定": ("key",),
    "選択肢": ("list_name", "value"),
    "休日": ("on",),
}
"""The fields that are the key of a sheet without IDs."""
_BARE: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a row stands: its file, the tab's own name, and the row (1-based); None for what has none."""

    file: str
    tab: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one side.

    values: by field what it holds; a field that is not in it has no column there and says nothing. unread: by field,
    the text that could not be read as what the column holds. key: what makes it the same row in both files; None
    where nothing does. row_id: its ID as it stands. record: as the workbook read it; None for a row of another form.
    more: what else the row is known by (further 外部ID, a second stable number). before: of a row of a base, what stood
    in the book's cells before the other side's values were written there. unknown: the fields whose word says nothing here.
    """

    sheet: type[Record]
    values: Mapping[str, Any]
    where: Where
    key: str | None = None
    row_id: str | None = None
    unread: Mapping[str, str] = field(default_factory=dict)
    record: Record | None = None
    more: tuple[str, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """What the row is called, as it is written."""
        return title_of(self.sheet, self.values)

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that it is known by, the surest first."""
        return (self.key, *self.more) if self.key else self.more

    def says(self, name: str) -> bool:
        """Whether the row tells anything of a field that can be compared."""
        return name in self.values and name not in self.unread


def known_by(row: Row, keys: tuple[str, ...], values: Mapping[str, Any] | None = None) -> Row:
    """The row under other keys, the surest first. values: where they are others, too.

    As `replace` gives it, many times as fast: an import makes one of every row of a ledger.
    """
    return Row(
        row.sheet,
        row.values if values is None else values,
        row.where,
        keys[0] if keys else None,
        row.row_id,
        row.unread,
        row.record,
        keys[1:],
        row.before,
        row.unknown,
    )


def column_of(sheet: type[Record], name: str) -> Column:
    """How a field is declared; a column of the office's own (own:見出し) is called by its heading."""
    return own_column(name.removeprefix(OWN)) if name.startswith(OWN) else sheet.columns[name]


@lru_cache(maxsize=1024)
def own_column(heading: str) -> Column:
    """A column of the office's own, as far as a comparison needs it."""
    return Column(heading, Kind.TEXT)


def title_of(sheet: type[Record], values: Mapping[str, Any]) -> str:
    """What a row of a sheet is called; "" where nothing tells it."""
    told = _TOLD_BY.get(sheet.sheet.label) or _NATURAL.get(sheet.sheet.label)
    if told:
        return "・".join(
            display(sheet.columns[name].kind, value)
            for name in told
            if not is_blank(value := values.get(name))
        )
    names = (name for name in _TITLES if name in sheet.columns)
    return next((str(values[name]) for name in names if not is_blank(values.get(name))), "")


def title_field(sheet: type[Record]) -> str | None:
    """The one field that a row of a sheet is called by; None where several tell it."""
    if sheet.sheet.label in _TOLD_BY or sheet.sheet.label in _NATURAL:
        return None
    return next((name for name in _TITLES if name in sheet.columns), None)


def compared_fields(sheet: type[Record]) -> tuple[str, ...]:
    """The fields of a sheet that a person or another tool fills."""
    if sheet is RecordedFinding:
        return ("response", "waiver_reason", "waived_by", "waived_until")
    return tuple(
        name
        for name, column in sheet.columns.items()
        if name != "id" and not column.is_derived and column.need is not Need.AUTO
    )


def rows_of(
    records: Iterable[Record],
    file: str,
    fields: Iterable[str] | None = None,
    *,
    is_external: bool = False,
    own: Iterable[str] = (),
) -> Iterator[Row]:
    """The rows of records that were read. fields: those to be told; None = all that the sheet compares.

    own: the headings of the office's own columns that are told with them. is_external: they are known by their 外部ID; else by their ID, in sheets without one by what tells them.
    """
    wanted = None if fields is None else frozenset(fields)
    names: dict[tuple[type[Record], int], tuple[str, ...]] = {}
    headings = tuple(own)
    for record in records:
        table = record.place.table if record.place else None
        at = (record.__class__, id(table))
        if at not in names:
            names[at] = _fields_of(record, wanted)
        if not is_made(record.__class__, getattr(record, "key", None)):
            row = _row(record, file, names[at], is_external)
            yield replace(row, values={**row.values, **_own_values(record, headings)}) if headings else row


def _fields_of(record: Record, wanted: frozenset[str] | None) -> tuple[str, ...]:
    every = compared_fields(record.__class__)
    has = record.place.table.columns if record.place else record.columns
    return tuple(name for name in every if name in has and (wanted is None or name in wanted))


def _own_values(record: Record, headings: Iterable[str]) -> dict[str, Any]:
    extra = record.extra
    return {f"{OWN}{heading}": extra[heading] for heading in headings if heading in extra}


def _row(record: Record, file: str, names: tuple[str, ...], is_external: bool) -> Row:
    sheet, place = record.__class__, record.place
    values = {name: getattr(record, name) for name in names}
    where = Where(file, place.table.sheet_title if place else None, record.row)
    unread = {name: each.text for name, each in record.unread.items()} if record.unread else {}
    if is_external:
        known = external_ids(getattr(record, EXTERNAL_IDS, None) or "")
        return Row(sheet, values, where, None, record.row_id, unread, record, known)
    return Row(sheet, values, where, key_of(sheet, record.row_id, values), record.row_id, unread, record)


def is_made(sheet: type[Record], key: object) -> bool:
    """Whether a row of 設定 is made by the library or a formula: 計算日, 点検.信号 …"""
    return sheet is Setting and (key == CALCULATION_DAY or key in CHECKED_KEYS)


def key_of(sheet: type[Record], row_id: str | None, values: Mapping[str, Any]) -> str | None:
    """What makes a row the same row in two files: its ID, never a bare number; in sheets without IDs what tells it."""
    natural = _NATURAL.get(sheet.sheet.label)
    if natural:
        parts = [normal(sheet.columns[name].kind, values.get(name)) for name in natural]
        return "\x1f".join(map(str, parts)) if all(parts) else None
    if not row_id or _BARE.fullmatch(id_key(row_id)):
        return None
    return id_key(row_id)


def rows_of_run(sheet: type[Record], rows: Iterable[Mapping[str, Any]], file: str) -> Iterator[Row]:
    """The rows of one sheet as a recorded run holds them.

    A column that came with a later schema and that no row fills says nothing: nobody knows whether it was there.
    """
    kept = list(rows)
    filled = {name for row in kept for name in row}
    names = [n for n in compared_fields(sheet) if sheet.columns[n].since == 1 or n in filled]
    own = dict.fromkeys(heading for row in kept for heading in row.get(EXTRA) or ())
    for row in kept:
        unread = {name: str(row[name][UNREAD]) for name in names if isinstance(row.get(name), Mapping)}
        values = {name: _held(sheet, name, row.get(name)) for name in names}
        values |= {f"{OWN}{heading}": (row.get(EXTRA) or {}).get(heading) for heading in own}
        row_id = _plain_id(row.get("id"))
        if not is_made(sheet, row.get("key")):
            where = Where(file, None, row.get(ROW))
            yield Row(sheet, values, where, key_of(sheet, row_id, values), row_id, unread)


def _plain_id(value: object) -> str | None:
    return str(value.get(UNREAD)) if isinstance(value, Mapping) else (None if value is None else str(value))


def _held(sheet: type[Record], name: str, value: object) -> object:
    """A plain value of a run or a base as the field holds it."""
    if name.startswith(OWN):
        return value
    column = sheet.columns[name]
    if value is None or isinstance(value, Mapping):
        return column.blank
    return as_held(sheet.sheet.label, column, value)


held = _held


def dated_by(row: Row) -> tuple[object, ...]:
    """What two rows of one title must not contradict each other in: 起票日, 質問日, 予定開始, 親作業."""
    return tuple(row.values.get(name) for name in ("raised_on", "asked_on", "planned_start", "parent"))


def title_key(row: Row) -> str:
    """The title as titles compare."""
    return normal_text(row.title)


def shown(row: Row, name: str) -> str:
    """What stands in a field, as a person reads it; what could not be read as it stands."""
    if name in row.unread:
        return row.unread[name]
    return display(column_of(row.sheet, name).kind, row.values.get(name))


def is_long(sheet: type[Record], name: str) -> bool:
    """Whether a field is a long text, compared by lines."""
    return column_of(sheet, name).kind is Kind.LONGTEXT
