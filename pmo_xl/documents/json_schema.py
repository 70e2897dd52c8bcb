"""JSON Schema (2020-12) of a shape: made of the types that the writers of the JSON are declared to return."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from pmo_xl.model.json_shape import Beside, FieldsOf, Format, Keys, Pattern, Words

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Final[Mapping[Any, Mapping[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
    object: {},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Decimal: {"type": "string"},
    Fraction: {"type": "string"},
    Path: {"type": "string"},
}


def json_schema(shape: Any, title: str) -> dict[str, Any]:  # noqa: ANN401 - a type, or a union of types
    """The schema of one shape; every object in it is closed."""
    made = _Schema()
    found = made.of(shape)
    head = {"$schema": DRAFT, "title": title}
    return {**head, **found, "$defs": dict(sorted(made.definitions.items()))}


class _Schema:
    """The definitions met on the way."""

    def __init__(self) -> None:
        self.definitions: dict[str, Any] = {}
        self._named: dict[str, Any] = {}

    def of(self, told: Any) -> dict[str, Any]:  # noqa: ANN401 - a type
        """The schema of a type."""
        if told in _PLAIN:
            return dict(_PLAIN[told])
        origin, arguments = get_origin(told), get_args(told)
        if origin is Annotated:
            return self._marked(*arguments)
        if origin in (Union, types.UnionType):
            return self._any_of(arguments)
        if origin is Literal:
            return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
        if origin in (list, tuple, Sequence):
            return {"type": "array", "items": self.of(arguments[0])}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if isinstance(told, type) and issubclass(told, Enum):
            return {"enum": [each.value for each in told]}
        if is_typeddict(origin or told) or is_dataclass(told):
            return self._named_object(told)
        raise TypeError(told)

    def _marked(self, told: Any, mark: object) -> dict[str, Any]:  # noqa: ANN401 - a type
        """A type that an Annotated says more of."""
        match mark:
            case Format(name):
                return {"type": "string", "format": name}
            case Pattern(text):
                return {"type": "string", "pattern": text}
            case Words(words):
                return {"enum": list(words)}
            case Keys(names):
                value = self.of(get_args(told)[1])
                return _closed(dict.fromkeys(names, value))
            case Beside(names):
                more = {name: self.of(each) for name, each in names}
                return _closed(more | self._properties(told))
            case FieldsOf(of, names):
                fields_of = self._properties(of, names)
                return _closed(self._properties(told) | fields_of)
        raise TypeError(mark)

    def _any_of(self, arguments: Sequence[Any]) -> dict[str, Any]:
        found = [self.of(each) for each in arguments]
        if all(each.keys() == {"type"} for each in found):
            return {"type": [each["type"] for each in found]}
        return {"anyOf": found}

    def _named_object(self, told: Any) -> dict[str, Any]:  # noqa: ANN401 - a TypedDict or dataclass
        whole = get_origin(told) or told
        name = whole.__name__ + "".join(each.__name__ for each in get_args(told))
        if self._named.setdefault(name, told) is not told and self._named[name] != told:
            raise TypeError(f"{name}: {told} / {self._named[name]}")
        if name not in self.definitions:
            self.definitions[name] = {}  # met again within itself
            said = {"description": (whole.__doc__ or "").split("\n")[0]} if is_typeddict(whole) else {}
            self.definitions[name] = said | _closed(self._properties(told))
        return {"$ref": f"#/$defs/{name}"}

    def _properties(self, told: Any, only: Sequence[str] = ()) -> dict[str, Any]:  # noqa: ANN401 - a TypedDict or dataclass
        """By name, the schema of each field; of all of them, or of some."""
        whole = get_origin(told) or told
        hints = get_type_hints(whole, include_extras=True)
        if is_dataclass(told):
            hints = {each.name: hints[each.name] for each in fields(told)}
        given = dict(zip(getattr(whole, "__parameters__", ()), get_args(told), strict=True))
        return {
            name: self.of(_filled(hint, given)) for name, hint in hints.items() if not only or name in only
        }


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _filled(told: Any, given: Mapping[TypeVar, Any]) -> Any:  # noqa: ANN401 - a type
    """A type in which the variables of a generic are what was given for them."""
    if told in given:
        return given[told]
    if given and get_origin(told) is list:
        return list[_filled(get_args(told)[0], given)]  # type: ignore[misc] # a type made while running
    return told
