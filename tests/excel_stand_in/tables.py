"""Tables and drawn things of a sheet: Tables, Table, Shapes, Shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.excel_stand_in.com import ComError

if TYPE_CHECKING:
    from tests.excel_stand_in.cells import Range
    from tests.excel_stand_in.sheets import Sheet
    from tests.excel_stand_in.values import Area


class _Members:
    """A collection that is called with a name or a number from 1."""

    def members(self) -> list[Any]:
        raise NotImplementedError

    @property
    def api(self) -> Any:
        return self

    def __call__(self, name_or_index: str | int) -> Any:
        members = self.members()
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= len(members):
                return members[name_or_index - 1]
            raise ComError("missing", str(name_or_index))
        for member in members:
            if member.name.lower() == name_or_index.lower():
                return member
        raise ComError("missing", name_or_index)

    def __len__(self) -> int:
        return len(self.members())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.members())

    def __contains__(self, name: str) -> bool:
        return any(member.name.lower() == name.lower() for member in self.members())


class Tables(_Members, base_classes.Tables):
    """Excel tables, which LibreOffice holds as database ranges."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def members(self) -> list[Table]:
        return [Table(self.sheet, facts) for facts in self.sheet.excel.ask("tables.all", self.sheet.number)]

    def add(self, source: Any, name: str | None = None, **options: Any) -> Table:
        self.sheet.excel.calls.note("write", "table", self.sheet.name)
        name = name or f"テーブル{len(self) + 1}"
        self.sheet.excel.ask("tables.add", self.sheet.number, name, source.impl.area)
        made: Table = self(name)
        return made


class Table(base_classes.Table):
    """One table, as it stood when it was read."""

    def __init__(self, sheet: Sheet, facts: dict[str, Any]) -> None:
        self._sheet, self.facts = sheet, facts
        self.area: Area = tuple(facts["area"])

    @property
    def parent(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Table:
        return self

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    display_name = name

    @property
    def show_headers(self) -> bool:
        return bool(self.facts["has_headers"])

    @property
    def show_totals(self) -> bool:
        return bool(self.facts["has_totals"])

    @property
    def show_autofilter(self) -> bool:
        return bool(self.facts["has_filter"])

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.parent.excel.calls.note("write", "table", self.parent.name)
        self.parent.excel.ask("tables.filter_shown", self.parent.number, self.name, bool(value))
        self.facts["has_filter"] = bool(value)

    @property
    def range(self) -> Range:
        return self.part("#All")

    @property
    def header_row_range(self) -> Range | None:
        return self.part("#Headers") if self.show_headers else None

    @property
    def data_body_range(self) -> Range | None:
        return self.part(None)

    @property
    def totals_row_range(self) -> Range | None:
        return self.part("#Totals") if self.show_totals else None

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell, counted from 0, belongs to the table."""
        top, left, bottom, right = self.area
        return top <= row <= bottom and left <= column <= right

    def part(self, what: str | None) -> Range:
        """The cells of the table's data, of #All, #Headers, #Totals, or of one column's data."""
        from tests.excel_stand_in.cells import Range

        top, left, bottom, right = self.area
        first, last = top + self.show_headers, bottom - self.show_totals
        if what is None:
            return Range(self.parent, (first, left, last, right))
        rows = {"#All": (top, bottom), "#Headers": (top, top), "#Totals": (bottom, bottom)}
        if what in rows:
            return Range(self.parent, (rows[what][0], left, rows[what][1], right))
        column = left + self.headings().index(what)
        return Range(self.parent, (first, column, last, column))

    def headings(self) -> list[str]:
        """The texts of the heading row."""
        read = self.parent.excel.ask("values.read", self.parent.number, self.part("#Headers").area)
        return [str(text) for text in read["rows"][0]]

    def resize(self, cells: Any) -> None:
        self.parent.excel.calls.note("write", "resize_table", self.parent.name)
        self.parent.excel.ask("tables.resize", self.parent.number, self.name, cells.impl.area)
        self.area = cells.impl.area


class Shapes(_Members, base_classes.Collection):
    """Drawn things, form buttons among them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def parent(self) -> Sheet:
        return self.sheet

    def members(self) -> list[Shape]:
        found = self.sheet.excel.ask("shapes.all", self.sheet.number)
        return [Shape(self.sheet, number, facts) for number, facts in enumerate(found)]


class Shape(base_classes.Shape):
    """One drawn thing, as it stood when it was read."""

    def __init__(self, sheet: Sheet, number: int, facts: dict[str, Any]) -> None:
        self._sheet, self.number, self.facts = sheet, number, facts

    @property
    def parent(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Shape:
        return self

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def type(self) -> str:
        return "form_control" if self.facts["is_control"] else "auto_shape"

    @property
    def text(self) -> str:
        return str(self.facts["text"])

    @property
    def index(self) -> int:
        return self.number + 1

    def _measure(number: int) -> property:  # noqa: N805 - makes the four properties below
        def get(shape: Shape) -> float:
            return float(shape.facts["place"][number] * 72 / 2540)

        return property(get)

    left, top, width, height = _measure(0), _measure(1), _measure(2), _measure(3)

    def delete(self) -> None:
        self.parent.excel.calls.note("write", "shape", self.parent.name)
        self.parent.excel.ask("shapes.delete", self.parent.number, self.number)
