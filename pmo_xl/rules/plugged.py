"""Rules of other packages (entry points `pmo_xl.rules`): modules or objects that hold rules made with @rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

from pmo_xl.plugins import Plugin, usable
from pmo_xl.rules.catalog import catalogued
from pmo_xl.rules.own_rules import PREFIX
from pmo_xl.rules.rule import Rule

GROUP = "pmo_xl.rules"


@cache
def plugged_rules() -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The rules of plug-ins, and a sentence for each plug-in that cannot be used."""
    rules: dict[str, Rule] = {}

    def _why_not(plugin: Plugin) -> str | None:
        found = tuple(_in(plugin.thing))
        for rule in found:
            _ = rule.manual_page  # a page that cannot be read is a fault of the plug-in, not of the check
        why = _refusal(found, rules)
        if why is None:
            rules.update({rule.id: rule for rule in found})
        return why

    faults = usable(GROUP, _why_not)[1]
    return tuple(rules.values()), faults


def _in(thing: Any) -> Iterator[Rule]:  # noqa: ANN401 - whatever a plug-in gives
    if isinstance(thing, Rule):
        yield thing
    elif isinstance(thing, ModuleType):
        yield from (each for each in vars(thing).values() if isinstance(each, Rule))
    elif callable(thing):
        yield from _in(thing())
    elif isinstance(thing, Iterable):
        for each in thing:
            yield from _in(each)


def _refusal(found: tuple[Rule, ...], taken: dict[str, Rule]) -> str | None:
    if not found:
        return "@rule で作った規則がありません"
    for rule in found:
        ours = {known.rstrip("0123456789") for known in catalogued()} | {PREFIX}
        if rule.prefix in ours or rule.id in taken:
            return f"規則のID {rule.id} は使われています。別の頭文字にしてください"
        if (
            not rule.id.removeprefix(rule.prefix).isdigit()
            or not rule.prefix.isascii()
            or not rule.prefix.isupper()
        ):
            return f"規則のID {rule.id} は ABC001 の形にしてください"
        if not rule.page.summary:
            return f"{rule.id} に説明(docstring)がありません"
    return None
