"""The Jinja environment of the templates: sandboxed, strict, and whatever the data holds comes out as typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

# What XML 1.0 cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF.
_IMPOSSIBLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_FILTERS = ("default", "first", "join", "last", "length", "lower", "replace", "trim", "upper")
MOST_STEPS = 1_000_000


def word_text(value: str) -> str:
    """Text as it stands inside w:t: escaped, line breaks and tabs as Word's own."""
    plain = _IMPOSSIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    if "\n" in escaped or "\t" in escaped:
        return escaped.replace("\n", _BREAK).replace("\t", _TAB)
    return escaped


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a tag can read fields, loop and choose, and nothing else.

    draw: gives the XML of a picture. An unknown field raises jinja2.UndefinedError.
    """

    intercepted_binops = frozenset(("*", "**", "//", "%"))

    def __init__(self, draw: Callable[[Any], str]) -> None:
        """Strict, and without functions."""
        super().__init__(undefined=StrictUndefined, finalize=lambda value: _shown(value, draw))
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:  # noqa: ANN401 - Jinja's own signature
        """Refuse what could make a text of any length."""
        raise SecurityError(operator)


def _shown(value: object, draw: Callable[[Any], str]) -> object:
    if isinstance(value, str):
        return word_text(value)
    if value is None:
        return ""
    if isinstance(value, Undefined):
        return str(value)  # raises, and says which field
    return draw(value) if hasattr(value, "png") else word_text(str(value))


class Steps:
    """How many steps the loops of a form may still make, all together."""

    def __init__(self, left: int = MOST_STEPS) -> None:
        """Allow so many."""
        self.left = left

    def take(self) -> None:
        """One step. SecurityError when there are none left."""
        self.left -= 1
        if self.left < 0:
            raise SecurityError("loops")


class CountedList(list[Any]):
    """A list whose elements are counted as they are looped over."""

    def __init__(self, items: list[Any], steps: Steps) -> None:
        """The same elements."""
        super().__init__(items)
        self._steps = steps

    def __iter__(self) -> Iterator[Any]:
        """The elements, each a step."""
        for item in super().__iter__():
            self._steps.take()
            yield item


def counted(value: Any, steps: Steps) -> Any:  # noqa: ANN401 - any field
    """The fields with every list counted."""
    if isinstance(value, dict):
        return {name: counted(each, steps) for name, each in value.items()}
    if isinstance(value, list):
        return CountedList([counted(each, steps) for each in value], steps)
    return value
