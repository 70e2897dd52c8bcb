"""What a class of rows is made of: its declared columns become slots, and a table of them its help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, dataclass_transform, get_type_hints

from pmo_xl.model.column import HELD, Column, Kind, Need, declared_column

if TYPE_CHECKING:
    from inspect import Signature

TYPES: Mapping[Kind, str] = {
    **dict.fromkeys(Kind, "str"),
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
    Kind.MONTH: "date (first of the month)",
    Kind.MONEY: "int (円)",
    Kind.PERCENT: "Decimal (1 = 100 %)",
    Kind.INT: "int",
    Kind.NUMBER: "Decimal",
    Kind.REFS: "tuple of str",
    Kind.FLAG: "bool",
}
"""What a field holds, for people."""
NEEDS: Mapping[Need, str] = {Need.MUST: "must", Need.MAY: "", Need.AUTO: "auto"}


@dataclass_transform(kw_only_default=True, frozen_default=True)
class RecordType(type):
    """Makes a record class of its declarations.

    A class that names its slots itself is taken as it is: the base of them all.
    """

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> RecordType:
        """Take the columns out of the class body, and give the class a slot for each."""
        if "__slots__" in body:
            return super().__new__(mcs, name, bases, body)
        own = dict(_declared(body))
        inherited: dict[str, Column] = {}
        for base in reversed(bases):
            inherited |= getattr(base, "columns", {})
        columns = inherited | own
        made: dict[str, Any] = {key: value for key, value in body.items() if key not in own}
        made["__slots__"] = {field: f"{column.label}: {column.help}" for field, column in own.items()}
        made["__doc__"] = f"{body.get('__doc__', name)}\n\n{columns_table(columns)}"
        made["columns"] = MappingProxyType(columns)
        made["must_fields"] = tuple(field for field, column in columns.items() if column.is_must)
        return super().__new__(mcs, name, bases, made)

    @property
    def __signature__(cls) -> Signature:
        """The fields, each by name and none of them needed, for help and for completion."""
        from inspect import Parameter, Signature

        columns: Mapping[str, Column] = getattr(cls, "columns", {})
        fields = (
            Parameter(name, Parameter.KEYWORD_ONLY, default=column.blank, annotation=HELD[column.kind])
            for name, column in columns.items()
        )
        extra = Parameter("extra", Parameter.KEYWORD_ONLY, default={}, annotation=Mapping[str, Any])
        return Signature([*fields, extra])


def _declared(body: Mapping[str, Any]) -> Iterator[tuple[str, Column]]:
    said = body.get("__annotations__", {})
    if any(isinstance(each, str) for each in said.values()):  # of a file with the annotations of the future
        holder = type("Annotated", (), {"__annotations__": said, "__module__": body["__module__"]})
        said = get_type_hints(holder, include_extras=True)
    for field, annotation in said.items():
        if column := declared_column(annotation, body.get(field)):
            yield field, column


def columns_table(columns: Mapping[str, Column]) -> str:
    """A line per column: its field, what it holds, whether it is needed, its heading and its help."""
    rows = [("field", "holds", "need", "column")]
    rows += [(name, TYPES[each.kind], need_of(each), _told(each)) for name, each in columns.items()]
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    return "\n".join("  ".join((*map(str.ljust, row[:3], widths), row[3])) for row in rows)


def need_of(column: Column) -> str:
    """must, auto or nothing, and whether it is derived."""
    return f"{NEEDS[column.need]}{', derived' if column.is_derived else ''}"


def _told(column: Column) -> str:
    return f"{column.label}: {column.help}"
