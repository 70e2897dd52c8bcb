"""Project: everything that rules and metrics may see, read once; no file, no clock, no Excel in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, TypeVar, cast

from pmo_xl.model.calendar import BusinessCalendar, business_calendar
from pmo_xl.model.filed import Filed
from pmo_xl.model.meeting_item import OPEN_WHEN_BLANK, MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.past import Past
from pmo_xl.model.precheck_run import PrecheckRun
from pmo_xl.model.record import Record, Table
from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.references import company_key, name_key, person_key
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings
from pmo_xl.model.sheet_rows import SheetRows
from pmo_xl.model.system import System
from pmo_xl.model.unread_reads import Memo, Noted, keeping, noting_property
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.vocabulary import StateClass, Vocabulary, list_name

_UNFINISHED = (StateClass.NOT_STARTED, StateClass.IN_PROGRESS)
R = TypeVar("R", bound=Record)
T = TypeVar("T")


class SheetLeftOut(Exception):
    """Somebody asked a guarded project for a sheet that the workbook has and that was not looked into."""

    def __init__(self, record_class: type[Record]) -> None:
        """Keep which sheet; the text is a Japanese reason."""
        super().__init__(left_out_reason(record_class))
        self.record_class = record_class


def left_out_reason(record_class: type[Record]) -> str:
    """Why what needs this sheet cannot be told."""
    return f"「{record_class.sheet.label}」シートを読んでいません(読むシートを選んで開いたため)"


@dataclass(frozen=True, repr=False)
class Project(SheetRows):
    """One workbook's records with the days they are judged by.

    as_of: D of the definitions, which only moves the line between late and not late.
    run_day: R, today in Japan. as_of_source: "option", "workbook" or "today".
    records: by record class. tables: where each present sheet's rows stand (absent: no entry).
    schema: that the workbook's own mark names; None without one. past: what earlier recorded runs say. prechecks: what was recorded of looks through deliveries. left_out: the sheets that the workbook has and that were not looked into.
    filed: what lies at the 格納先 of its documents. laid: an office's settings, which win over 設定 and are never written.
    """

    is_fixed: ClassVar[bool] = True

    as_of: date
    run_day: date
    as_of_source: str = "option"
    records: Mapping[type[Record], tuple[Record, ...]] = field(default_factory=dict)
    tables: Mapping[type[Record], tuple[Table, ...]] = field(default_factory=dict)
    past: Past = field(default_factory=Past, repr=False)
    prechecks: tuple[PrecheckRun, ...] = field(default=(), repr=False)
    left_out: frozenset[type[Record]] = frozenset()
    schema: int | None = None
    filed: Filed = field(default_factory=Filed, repr=False)
    laid: Mapping[str, str] = field(default_factory=dict)
    _shared: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    _sets: dict[type[Record], RecordSet[Any]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, record_class: type[R]) -> RecordSet[R]:
        """The records of one sheet (empty when the sheet is absent)."""
        found: RecordSet[R] | None = self._sets.get(record_class)
        if found is None:
            rows = cast(Iterable[R], self.records.get(record_class, ()))
            found = self._sets.setdefault(record_class, RecordSet(record_class, rows))
        return found

    def has(self, record_class: type[Record]) -> bool:
        """Whether the workbook has this sheet at all."""
        return record_class in self.tables

    @property
    def is_ours(self) -> bool:
        """Whether pmo_xl made the workbook: one of its Excel tables at least bears a name that `new` gives."""
        return any(table.is_ours for tables in self.tables.values() for table in tables)

    def knows(self, record_class: type[Record], *fields: str) -> bool:
        """Whether the sheet is there with a column for each of these fields."""
        tables = self.tables.get(record_class, ())
        return bool(tables) and all(name in table.known for table in tables for name in fields)

    @noting_property
    def settings(self) -> Settings:
        """設定, typed."""
        return Settings(cast(Iterable[Setting], self.records.get(Setting, ())), self.laid)

    @noting_property
    def vocabulary(self) -> Vocabulary:
        """The words of the choice columns in this workbook."""
        return Vocabulary(self.choices)

    @noting_property
    def calendar(self) -> BusinessCalendar:
        """Business days of this project: public holidays, 会社休日 and 稼働日 of 休日."""
        days = {kind: self._holidays_of(kind) for kind in ("祝日", "稼働日")}
        others = frozenset(h.on for h in self.holidays if h.on and h.kind not in days)
        return business_calendar(others, days["稼働日"], days["祝日"])

    def _holidays_of(self, kind: str) -> frozenset[date]:
        return frozenset(row.on for row in self.holidays.naming("kind", kind) if row.on)

    @noting_property
    def _members(self) -> dict[str, tuple[Member, ...]]:
        return _grouped(self.members, lambda member: person_key(member.name or ""))

    @noting_property
    def _systems(self) -> dict[str, tuple[System, ...]]:
        by_name = _grouped(self.systems, lambda system: name_key(system.name or ""))
        return {name_key(s.id): (s,) for s in self.systems if s.id} | by_name

    @noting_property
    def _systems_meant(self) -> dict[str | None, System | None]:
        """What texts were found to mean, each looked up once: a few of them stand in very many rows."""
        self._systems  # noqa: B018 - whoever is told what was found has read what that is read from
        return {}

    @noting_property
    def _vendors(self) -> dict[str, tuple[Vendor, ...]]:
        by_name = _grouped(self.vendors, lambda vendor: company_key(vendor.name or ""))
        return {name_key(v.id): (v,) for v in self.vendors if v.id} | by_name

    def member(self, name: str | None) -> Member | None:
        """The person of 体制表 that a name means (the first row of two roles); None when unknown."""
        return next(iter(self.roles_of(name)), None)

    def roles_of(self, name: str | None) -> tuple[Member, ...]:
        """All rows of 体制表 of the person that a name means."""
        return self._members.get(person_key(name), ()) if name else ()

    def system(self, name: str | None) -> System | None:
        """The system of システム一覧 that a name or ID means; None when unknown."""
        try:
            return self._systems_meant[name]
        except KeyError:
            found = next(iter(self._systems.get(name_key(name), ())), None) if name else None
            return self._systems_meant.setdefault(name, found)

    def vendor(self, name: str | None) -> Vendor | None:
        """The vendor of 取引先一覧 that a name or ID means; None when unknown."""
        return next(iter(self._vendors.get(company_key(name), ())), None) if name else None

    def state_of(self, record: Record) -> StateClass | None:
        """The class of a record's 状態; None when the cell is blank or could not be read, or tells what is paid (予算管理表).

        A ToDo, 懸念 or 不明点 of 議事録 whose 状態 is blank is 未完了.
        """
        classes = self._classes.get(record.__class__)
        if classes is None:
            return None
        found = classes.get(getattr(record, "status", None), StateClass.IN_PROGRESS)
        if found is None and isinstance(record, MeetingItem) and "status" not in record.unread:
            return StateClass.NOT_STARTED if record.kind in OPEN_WHEN_BLANK else None
        return found

    @noting_property
    def _classes(self) -> dict[type[Record], dict[str | None, StateClass | None]]:
        from pmo_xl.model.vocabulary import STATES

        names = {sheet: list_name(sheet, "status") for sheet in self.records if "status" in sheet.columns}
        return {sheet: {None: None} | dict(STATES[name]) for sheet, name in names.items() if name in STATES}

    def __repr__(self) -> str:
        rows = sum(map(len, self.records.values()))
        return f"<{type(self).__name__}: as of {self.as_of}, {len(self.records)} sheets, {rows} rows>"

    def __hash__(self) -> int:
        return hash((type(self), self.as_of, self.run_day, self.as_of_source, len(self.records)))

    def __getstate__(self) -> dict[str, object]:
        """What is pickled and copied: what was read, not what was made of it since."""
        kept = {each.name: getattr(self, each.name) for each in fields(self)}
        return kept | {"_shared": {}, "_sets": {}}

    def sheets_with(self, field: str) -> Iterator[type[Record]]:
        """The sheets that are there and whose rows have this field."""
        return (sheet for sheet in self.records if field in sheet.columns)

    def guarded(self) -> Project:
        """The same project; asked for a sheet that was left out, it raises SheetLeftOut instead of showing no rows."""
        if not self.left_out or isinstance(self, _Guarded):
            return self
        return _Guarded(
            **{
                each.name: getattr(self, each.name)
                for each in fields(self)
                if each.repr or each.name in ("past", "prechecks", "filed")
            }
        )

    def on(self, day: date) -> Project:
        """The same workbook judged by another as-of date."""
        return replace(self, as_of=day, _shared={})

    def judged_on(self, day: date) -> Project:
        """The project itself where D is this day already, else the same workbook judged by it."""
        return self if self.as_of == day else self.on(day)

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, computed once per project: an index or a figure that many rows share."""
        found: Any
        try:
            found = self._shared[key]
        except KeyError:
            pass  # not inside: what `make` raises is its own
        else:
            return found.told() if found.__class__ is Noted else found  # type: ignore[no-any-return]
        value, self._shared[key] = keeping(make) if self.has_unread else (found := make(), found)
        return value

    @cached_property
    def has_unread(self) -> bool:
        """Whether any cell of any sheet could not be read."""
        return any(row.place and row.place.unread for rows in self.records.values() for row in rows)

    def memo(self, key: str) -> Memo[Any]:
        """What is worked out row by row and kept under this name."""
        try:
            return self._shared[key]  # type: ignore[no-any-return]
        except KeyError:
            made = self._shared[key] = Memo(is_noting=self.has_unread)
            return made

    def take_over(self, guarded: Project) -> None:
        """Keep what a guarded project of the same rows came to: none of it needed a sheet that was left out.

        The other way round would not do: a figure made here may have taken such a sheet for empty.
        """
        if guarded is not self:
            self._shared.update({**guarded._shared, **self._shared})
            self._sets.update({**guarded._sets, **self._sets})

    def is_open(self, record: Record) -> bool:
        """Whether the record's 状態 is 未着手 or 進行中 (未完了)."""
        return self.state_of(record) in _UNFINISHED


class _Guarded(Project):
    """A project that never takes what was not read for what is not there."""

    def of(self, record_class: type[R]) -> RecordSet[R]:
        """The records of one sheet. SheetLeftOut when it was not read."""
        found: RecordSet[R] | None = self._sets.get(record_class)
        if found is None:
            self._refuse(record_class)
            found = super().of(record_class)
        return found

    def has(self, record_class: type[Record]) -> bool:
        """Whether the workbook has this sheet at all. SheetLeftOut when it was not read."""
        self._refuse(record_class)
        return super().has(record_class)

    def knows(self, record_class: type[Record], *fields: str) -> bool:
        """Whether the sheet is there with a column for each of these fields. SheetLeftOut when it was not read."""
        self._refuse(record_class)
        return super().knows(record_class, *fields)

    def sheets_with(self, field: str) -> Iterator[type[Record]]:
        """The sheets whose rows have this field. SheetLeftOut when one of them was not read."""
        for sheet in self.left_out:
            if field in sheet.columns:
                self._refuse(sheet)
        return super().sheets_with(field)

    def _refuse(self, record_class: type[Record]) -> None:
        if record_class in self.left_out:
            raise SheetLeftOut(record_class)


def _grouped(records: Iterable[R], key: Any) -> dict[str, tuple[R, ...]]:  # noqa: ANN401 - a plain key function
    found: dict[str, list[R]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    found.pop("", None)
    return {name: tuple(rows) for name, rows in found.items()}
