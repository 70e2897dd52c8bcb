"""JSON text in pieces: an object with long lists or one long object in it, none of which lies in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring
from typing import Any

from pmo_xl.visible import visible_json


def json_text(value: Any, level: int = 0) -> str:  # noqa: ANN401 - whatever JSON can hold
    """A value as every JSON of ours is written: Japanese as it is, hidden characters by number, one blank per level."""
    return visible_json(_indented(value, "\n" + " " * level))


def _indented(value: Any, end: str) -> str:  # noqa: ANN401 - whatever JSON can hold
    """As json.dumps with indent=1, which has no part in C and takes three times as long. end: of a line of this level."""
    if isinstance(value, dict):
        inner = f"{end} "
        items = [f"{_key(key)}: {_indented(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{end}}}" if items else "{}"
    if isinstance(value, list | tuple):
        inner = f"{end} "
        items = [_indented(item, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(items)}{end}]" if items else "[]"
    return encode_basestring(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _key(key: object) -> str:
    """A key as JSON spells it, numbers as text."""
    return encode_basestring(key if isinstance(key, str) else json.dumps(key))


def with_list(frame: Mapping[str, Any], name: str, items: Iterable[str]) -> Iterator[str]:
    """The object `frame` with a last field that is the list of these items (JSON texts).

    A field of the frame that is an iterator is a list too, whose values are taken one after the other.
    """
    return _pieces(frame, name, items, "[]")


def with_object(frame: Mapping[str, Any], name: str, items: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The object `frame` with a last field that is an object of these keys and values (JSON texts)."""
    return _pieces(frame, name, (f"{json_text(key)}: {text}" for key, text in items), "{}")


def _pieces(frame: Mapping[str, Any], name: str, items: Iterable[str], brackets: str) -> Iterator[str]:
    between = "{"
    for key, value in frame.items():
        yield f"{between}\n {json_text(key)}: "
        between = ","
        yield from _list(value) if isinstance(value, Iterator) else (json_text(value, 1),)
    yield f",\n {json_text(name)}: {brackets[0]}"
    between = "\n"
    for item in items:
        yield between + item
        between = ",\n"
    yield f"\n {brackets[1]}\n}}\n"


def _list(values: Iterator[Any]) -> Iterator[str]:
    """A list at the first level of an object, as json_text gives it, a value at a time."""
    before = "["
    for value in values:
        yield f"{before}\n  {json_text(value, 2)}"
        before = ","
    yield "[]" if before == "[" else "\n ]"
