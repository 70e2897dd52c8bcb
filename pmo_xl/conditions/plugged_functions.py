"""Functions of other packages for conditions (entry points `pmo_xl.functions`): the entry's name is the function's."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pmo_xl.conditions.function_names import FUNCTIONS
from pmo_xl.conditions.values import LONGEST_TEXT, ExcelError, Unjudged, Value, bounded, serial
from pmo_xl.plugins import ENDS, Plugin, judged, reason_of, usable

GROUP = "pmo_xl.functions"
_MOST = 255


@cache
def plugged_functions() -> Mapping[str, tuple[int, int, Callable[..., Value]]]:
    """By name: fewest and most arguments, and what computes it.

    A function gets plain values: numbers as int or Decimal, days as Excel's serial numbers, texts, truth values, None
    for a blank.
    """
    return {
        _name(plugin): (*_counted(plugin.thing), _safe(plugin)) for plugin in usable(GROUP, _why_not())[0]
    }


@cache
def function_faults() -> tuple[str, ...]:
    """A sentence for each plug-in that gives no function that can be used."""
    return usable(GROUP, _why_not())[1]


def _name(plugin: Plugin) -> str:
    return unicodedata.normalize("NFKC", plugin.name).upper()


def judged_plugins() -> tuple[Plugin, ...]:
    """The plug-ins of this group, those that cannot be used with their fault."""
    return judged(GROUP, _why_not())


def _why_not() -> Callable[[Plugin], str | None]:
    """Says of one after the other why it cannot be used; a name that was had already is taken."""
    taken = set(FUNCTIONS)

    def _fault(plugin: Plugin) -> str | None:
        if not callable(plugin.thing):
            return "関数ではありません"
        if not _name(plugin).isidentifier():
            return f"関数の名前「{plugin.name}」は式に書けません"
        if _name(plugin) in taken:
            return f"関数の名前「{plugin.name}」は使われています。別の名前にしてください"
        _counted(plugin.thing)
        taken.add(_name(plugin))
        return None

    return _fault


def _counted(function: Callable[..., Any]) -> tuple[int, int]:
    kinds = inspect.signature(function).parameters.values()
    plain = [each for each in kinds if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    least = sum(each.default is each.empty for each in plain)
    is_open = any(each.kind is each.VAR_POSITIONAL for each in kinds)
    return least, _MOST if is_open else len(plain)


def _safe(plugin: Plugin) -> Callable[..., Value]:
    def _called(*values: Value) -> Value:
        try:
            return _value(plugin.thing(*values))
        except (ExcelError, Unjudged, *ENDS):
            raise
        except BaseException as error:
            why = f"(プラグイン {plugin.label} の失敗: {reason_of(error)})"
            raise ExcelError("#VALUE!", why) from None

    return _called


def _value(given: object) -> Value:
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, date):
        return serial(given)
    if isinstance(given, float):
        return bounded(Decimal(repr(given)))
    if isinstance(given, int | Decimal):
        return bounded(given)
    if isinstance(given, str) and len(given) <= LONGEST_TEXT:
        return given
    raise TypeError(f"{type(given).__name__} は値にできません")
