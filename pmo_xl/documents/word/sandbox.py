"""The Jinja environment of the templates: sandboxed, strict, and whatever the data holds comes out as typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pmo_xl.charts.figure import Figure
from pmo_xl.documents.word.content import MissingPicture
from pmo_xl.documents.word.form_grammar import COUNT, Steps, restrict

# What XML 1.0 cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF.
_IMPOSSIBLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_FILTERS = ("default", "first", "join", "last", "length", "lower", "replace", "trim", "upper")


def word_text(value: str) -> str:
    """Text as it stands inside w:t: escaped, line breaks and tabs as Word's own."""
    plain = _IMPOSSIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    if "\n" in escaped or "\t" in escaped:
        return escaped.replace("\n", _BREAK).replace("\t", _TAB)
    return escaped


class NothingToDraw(TemplateRuntimeError):
    """A tag asks for a picture that there is not; the message is the Japanese sentence that says why."""


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a tag can read fields, loop and choose, and nothing else.

    draw: gives the XML of a picture. steps: those left to the loops of somebody's own form; a template of ours is
    not restricted. An unknown field raises jinja2.UndefinedError, a picture that cannot be drawn NothingToDraw.
    """

    intercepted_binops = frozenset(("*", "**", "//", "%"))

    def __init__(
        self,
        draw: Callable[[Any], str],
        steps: Steps | None = None,
        text: Callable[[str], str] = word_text,
    ) -> None:
        """Strict, and without functions. text: a text as it stands where it is put."""
        super().__init__(undefined=StrictUndefined, finalize=lambda value: _shown(value, draw, text))
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self._is_restricted = steps is not None
        if steps is not None:
            self.filters[COUNT] = steps.counted

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self._is_restricted:
            restrict(tree)
        return tree

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:  # noqa: ANN401 - Jinja's own signature
        """Refuse what could make a text of any length."""
        raise SecurityError(operator)


def _shown(value: object, draw: Callable[[Any], str], text: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return text(value)
    if value is None:
        return ""
    if isinstance(value, MissingPicture):
        raise NothingToDraw(value.reason)
    if isinstance(value, Undefined):
        return str(value)  # raises, and says which field
    return draw(value) if isinstance(value, Figure) else text(str(value))
