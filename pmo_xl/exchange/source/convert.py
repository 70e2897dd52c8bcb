"""Convert: a headed table of a tool or a list → rows of our sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final

from pmo_xl.errors import BadOption
from pmo_xl.exchange.normal import EXTERNAL_IDS, OWN
from pmo_xl.exchange.row import Row, Where, column_of, key_of, title_field
from pmo_xl.exchange.source.mapping import ImportMap
from pmo_xl.exchange.source.names import Names
from pmo_xl.exchange.source.raw import RawTable
from pmo_xl.exchange.source.task_links import TaskLinks
from pmo_xl.exchange.source.tool_ways import (
    SPEAKING_OTHERWISE,
    adjusted,
    archived,
    comments,
    effort,
    key_text,
    left_rows,
    one_heading,
    order_of,
    plain_date,
    plain_text,
    ratio,
    tells_otherwise,
)
from pmo_xl.exchange.source.tools import Tool
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.record import Record, Unread
from pmo_xl.model.references import name_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.cells import CellContext, read_value

_EXPONENT: Final = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_HOURS, _SECONDS = 8, 28_800
_DAYS: Final = (Kind.DATE, Kind.DATETIME, Kind.MONTH)
_LEAST: Final = 3
_COUNTERPARTS: Final[Mapping[str, str]] = {
    "raised_by": "asked_by",
    "raised_on": "asked_on",
    "owner": "answered_by",
    "description": "question",
    "closed_on": "answered_on",
}
"""Where the columns of 課題管理表 go on a sheet that calls them otherwise (QA表)."""


@dataclass(frozen=True)
class Settings:
    """How a source is read: its name in 外部ID, the sheet its rows go to, and how many comments are kept.

    key: the heading of the key where a person names it; as_of: settles the year of a date without one. own: by sheet, the
    headings of the office's own columns; where `key` is one of them, the key is also written there.
    """

    source: str
    sheet: type[Record]
    as_of: date
    key: str | None = None
    comments: int = 3
    own: Mapping[type[Record], Sequence[str]] = field(default_factory=dict)


@dataclass
class Converted:
    """The rows of one table. unused: headings that go nowhere. remarks: in Japanese. columns: by heading, our label.

    new_own: own columns that the map wants and the book does not have, by sheet.
    """

    rows: list[Row] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    new_own: dict[type[Record], list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Plan:
    """One field of a sheet: the columns that tell it, how a cell is read, and what else becomes of it."""

    name: str
    column: Column
    places: tuple[int, ...]
    treatment: str
    read: Callable[[Any], Any]


def converted(table: RawTable, tool: Tool | None, told: ImportMap, names: Names, how: Settings) -> Converted:
    """The rows of a table. BadOption where it has no key that can be used, or no heading of ours."""
    result = Converted(remarks=list(table.remarks))
    reader = _TableReader(table, tool, told, names, how, result)
    result.rows = list(reader.rows())
    for name, count in names.strangers.items():
        result.remarks.append(f"「{name}」は体制表にありません({count} か所)。")
    names.strangers.clear()
    return result


class _TableReader:
    """Reads one table."""

    def __init__(
        self,
        table: RawTable,
        tool: Tool | None,
        told: ImportMap,
        names: Names,
        how: Settings,
        result: Converted,
    ) -> None:
        self._table, self._tool, self._told = table, tool, told
        self._names, self._how, self._result = names, how, result
        self._headings = [one_heading(tool, name_key(each)) for each in table.headings]
        self._at: dict[str, list[int]] = {}
        for place, heading in enumerate(self._headings):
            if heading:
                self._at.setdefault(heading, []).append(place)
        self._plans: dict[type[Record], tuple[_Plan, ...]] = {}
        self._key = self._key_place()
        self._second = self._places_treated("second")
        self._links = TaskLinks(how.source, tool, self._at, table.rows, self._key, result.remarks)
        self._refuse_lost_keys()
        self._name_unused()

    def rows(self) -> Iterator[Row]:
        """The rows, each on its sheet."""
        left = left_rows(self._tool, self._at, self._table.rows)
        if left:
            self._result.remarks.append(f"使わない印のある {len(left)} 行は取り込みません。")
        put_away = archived(self._tool, self._at, [cells for _, cells in self._table.rows])
        self._result.remarks += [put_away] if put_away else []
        for number, cells in self._table.rows:
            if number not in left:
                yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[Any]) -> Row:
        sheet = self._sheet(cells)
        values: dict[str, Any] = {}
        unread: dict[str, str] = {}
        unknown: set[str] = set()
        for plan in self._plan(sheet):
            value = self._value(plan, cells)
            if isinstance(value, Unread):
                unread[plan.name] = value.text
                values[plan.name] = plan.column.blank
            elif value is not _UNKNOWN:
                values[plan.name] = value
            else:
                unknown.add(plan.name)
        if self._tool:
            if self._tool.name in SPEAKING_OTHERWISE:
                adjusted(self._tool, values, sheet, self._raw(cells), self._how.as_of)
            self._links.put(values, number, cells)
        key = self._external(cells)
        if key and EXTERNAL_IDS in sheet.columns:
            values[EXTERNAL_IDS] = key
        if key and self._how.key in self._how.own.get(sheet, ()):
            values[f"{OWN}{self._how.key}"] = key.partition(":")[2]
        where = Where(self._table.file, self._table.tab, number)
        own = values.pop("id", None)
        unread.pop("id", None)
        if key is None and own:  # a list that numbers its rows as the book does
            numbered = key_of(sheet, own, values)
            return Row(sheet, values, where, numbered, own, unread, unknown=frozenset(unknown))
        more, said = self._more(cells), frozenset(unknown - values.keys())
        return Row(sheet, values, where, key, key, unread, more=more, unknown=said)

    def _raw(self, cells: Sequence[Any]) -> Mapping[str, str]:
        return {heading: plain_text(_cell(cells, places[0])) for heading, places in self._at.items()}

    def _sheet(self, cells: Sequence[Any]) -> type[Record]:
        for route in self._told.routes:
            place = self._at.get(route.column)
            if place and name_key(plain_text(_cell(cells, place[0]))) in route.values:
                return next(sheet for sheet in SHEETS if sheet.sheet.label == route.sheet)
        return self._how.sheet

    def _external(self, cells: Sequence[Any]) -> str | None:
        if self._key is None:
            return None
        text = key_text(self._tool, _cell(cells, self._key))
        return f"{self._how.source}:{text}" if text else None

    def _more(self, cells: Sequence[Any]) -> tuple[str, ...]:
        texts = (plain_text(_cell(cells, place)) for place in self._second)
        return tuple(f"{self._how.source}#{text}" for text in texts if text)

    def _value(self, plan: _Plan, cells: Sequence[Any]) -> Any:  # noqa: ANN401 - of any kind
        raw = [cells[place] for place in plan.places if place < len(cells) and cells[place] not in ("", None)]
        if not raw:
            return plan.column.blank
        if plan.name == "progress_notes" and self._tool:
            return comments(self._tool, [plain_text(cell) for cell in raw], self._how.comments) or None
        if len(raw) > 1 and plan.column.kind in (Kind.LONGTEXT, Kind.TEXT):
            return "\n".join(map(plain_text, raw))
        if len(raw) > 1 and plan.column.kind in (Kind.REFS, Kind.PERSON):
            return plan.read("、".join(map(plain_text, raw)))
        return plan.read(raw[0])

    def _plan(self, sheet: type[Record]) -> tuple[_Plan, ...]:
        if sheet not in self._plans:
            self._plans[sheet] = tuple(self._planned(sheet))
        return self._plans[sheet]

    def _planned(self, sheet: type[Record]) -> Iterator[_Plan]:
        taken: set[str] = set()
        for heading, places in self._at.items():
            name = self._field(sheet, heading)
            if name is None or name in taken or (self._key in places and name == "id"):
                continue
            taken.add(name)
            column = column_of(sheet, name)
            treatment = self._tool.treatment.get(heading, "") if self._tool else ""
            is_own = name.startswith(OWN)
            self._result.columns[self._table.headings[places[0]]] = name if is_own else column.label
            new = self._result.new_own.setdefault(sheet, [])
            if is_own and column.label not in (*self._how.own.get(sheet, ()), *new):
                new.append(column.label)
            yield _Plan(name, column, tuple(places), treatment, self._reader(sheet, name, places, treatment))

    def _field(self, sheet: type[Record], heading: str) -> str | None:
        """The field that a heading is on a sheet: the map first, then ours, then a column of the office's own."""
        told = self._told.columns.get(heading)
        if told is not None and told.startswith(OWN):
            return told
        found = self._our_field(sheet, heading)
        if found is not None or told == "" or (self._key is not None and self._key in self._at[heading]):
            return found
        own = {name_key(each): each for each in self._how.own.get(sheet, ())}.get(heading)
        return None if own is None else f"{OWN}{own}"

    def _our_field(self, sheet: type[Record], heading: str) -> str | None:
        """The field of ours that a heading is on a sheet; the map first, then the tool, then our own label."""
        by_label = {column.label: name for name, column in sheet.columns.items() if not column.is_derived}
        if heading in self._told.columns:
            return by_label.get(self._told.columns[heading])
        if self._tool:
            found = self._tool.fields.get(sheet.sheet.label, {}).get(heading) or self._routed_field(
                sheet, heading
            )
            if found or heading in self._tool.treatment or heading in self._tool.keys:
                return found
            return {name_key(label): name for label, name in by_label.items()}.get(heading)
        names = {
            name_key(alias): n for n, c in sheet.columns.items() for alias in reversed((c.label, *c.aliases))
        }
        names |= {name_key(label): name for label, name in by_label.items()}
        found = names.get(heading)
        return None if found == "id" and self._key is not None else found

    def _routed_field(self, sheet: type[Record], heading: str) -> str | None:
        """The field of a sheet that a route leads to: as the tool's usual sheet calls it, or its counterpart there."""
        if self._tool is None or sheet.sheet.label in self._tool.fields:
            return None
        usual = self._tool.fields.get(self._tool.sheet, {}).get(heading, "")
        name = usual if usual in sheet.columns else _COUNTERPARTS.get(usual)
        return name if name in sheet.columns else None

    def _reader(
        self, sheet: type[Record], name: str, places: Sequence[int], treatment: str
    ) -> Callable[[Any], Any]:
        kind = column_of(sheet, name).kind
        if name.startswith(OWN):
            return lambda raw: (plain_text(raw) or None) if isinstance(raw, str) else raw
        if kind in _DAYS:
            return self._date_reader(kind, places)
        if kind is Kind.CHOICE:
            return partial(self._word, sheet, name)
        if kind is Kind.PERSON:
            return lambda raw: self._names.person(plain_text(raw)) or _UNKNOWN
        if kind is Kind.SYSTEM:
            return lambda raw: self._names.system(plain_text(raw))
        if kind is Kind.VENDOR:
            return lambda raw: self._names.vendor(plain_text(raw))
        if treatment in ("hours", "seconds"):
            return partial(effort, _HOURS if treatment == "hours" else _SECONDS)
        if kind is Kind.PERCENT:
            return partial(ratio, treatment == "ratio" and self._is_of_hundred(places))
        if kind is Kind.LONGTEXT:
            return lambda raw: plain_text(raw) or None
        return partial(_plain, kind, self._context)

    @property
    def _context(self) -> CellContext:
        return CellContext(is_1904=self._table.is_1904, near=self._how.as_of)

    def _date_reader(self, kind: Kind, places: Sequence[int]) -> Callable[[Any], Any]:
        cells = [_cell(cells, place) for _, cells in self._table.rows for place in places]
        order, is_undecided = order_of(cells, self._told.dates)
        context = replace(self._context, order=order)
        if not is_undecided:
            return lru_cache(maxsize=4096, typed=True)(lambda raw: read_value(kind, plain_date(raw), context))
        heading = self._table.headings[places[0]]
        self._result.remarks.append(
            f"「{heading}」は月/日/年か日/月/年か決められないため、どれも読みません。"
            '取り込みの地図(--map)の [source] に dates = "mdy" か "dmy" と書いてください。'
        )
        return lambda raw: Unread(plain_text(raw), "月日の順が決められません")

    def _is_of_hundred(self, places: Sequence[int]) -> bool:
        """Whether figures without % count to 100: a workbook's 0.5 is a half, an export's 50 too."""
        cells = (_cell(cells, place) for _, cells in self._table.rows for place in places)
        figures = [cell for cell in cells if isinstance(cell, float)]
        return not figures or any(figure > 1 for figure in figures)

    def _word(self, sheet: type[Record], name: str, raw: Any) -> Any:  # noqa: ANN401 - a raw cell
        text = plain_text(raw)
        return (self._names.word(sheet, name, text) or _UNKNOWN) if text else None

    def _key_place(self) -> int | None:
        wanted = self._how.key or self._told.key
        if wanted:
            found = self._at.get(name_key(wanted))
            if found is None and self._tool and any(wanted in each for each in self._how.own.values()):
                return next((self._at[key][0] for key in self._tool.keys if key in self._at), None)
            if found is None:
                raise BadOption(f"{self._table.file} に「{wanted}」という列はありません。")
            return found[0]
        keys = self._tool.keys if self._tool else ()
        return next((self._at[key][0] for key in keys if key in self._at), None)

    def _places_treated(self, treatment: str) -> list[int]:
        treated = self._tool.treatment if self._tool else {}
        return [places[0] for heading, places in self._at.items() if treated.get(heading) == treatment]

    def _refuse_lost_keys(self) -> None:
        """A key in exponent form is no key: Excel has destroyed it."""
        if self._key is None:
            return
        for number, cells in self._table.rows:
            if _EXPONENT.fullmatch(plain_text(_cell(cells, self._key))):
                raise BadOption(
                    f"{self._table.file} の {number} 行目の番号「{plain_text(_cell(cells, self._key))}」は、Excelで保存したときに"
                    "壊れています。元の道具から書き出し直し、Excelで保存せずに取り込んでください。"
                )

    def _name_unused(self) -> None:
        fields = (self._how.sheet, *self._routed())
        for heading, places in self._at.items():
            treatment = self._tool.treatment.get(heading, "") if self._tool else ""
            is_used = (
                self._key in places or treatment in ("second", "left") or tells_otherwise(self._tool, heading)
            )
            told = self._told.columns.get(heading)
            if told == "" or is_used or any(self._field(sheet, heading) for sheet in fields):
                continue
            name = self._table.headings[places[0]]
            if treatment == "named" and any(plain_text(_cell(c, places[0])) for _, c in self._table.rows):
                filled = sum(bool(plain_text(_cell(c, places[0]))) for _, c in self._table.rows)
                self._result.remarks.append(f"「{name}」の {filled} 件は取り込みません。")
            self._result.unused.append(name)

    def _routed(self) -> Iterator[type[Record]]:
        labels = {route.sheet for route in self._told.routes}
        yield from (sheet for sheet in SHEETS if sheet.sheet.label in labels)


class _Unknown:
    """Stands for a word or name that says nothing here."""


_UNKNOWN: Final = _Unknown()


def is_list_of(sheet: type[Record], headings: Sequence[str], told: ImportMap) -> bool:
    """Whether a list without a known tool has headings enough of a sheet: its title and two more."""
    keys = {name_key(each) for each in headings if each}
    found = {
        name
        for name, column in sheet.columns.items()
        if any(name_key(alias) in keys for alias in (column.label, *column.aliases))
        or any(name_key(k) in keys for k, label in told.columns.items() if label == column.label)
    }
    return len(found) >= _LEAST and title_field(sheet) in found


def _cell(cells: Sequence[Any], place: int) -> Any:  # noqa: ANN401 - a raw cell is anything
    return cells[place] if place < len(cells) else ""


def _plain(kind: Kind, context: CellContext, raw: Any) -> Any:  # noqa: ANN401 - as above
    return read_value(kind, raw if not isinstance(raw, str) else plain_text(raw), context)
