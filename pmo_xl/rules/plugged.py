"""Rules of other packages (entry points `pmo_xl.rules`): modules or objects that hold rules made with @rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from pmo_xl.model.own_rule import OwnRule
from pmo_xl.plugins import Plugin, judged, parted
from pmo_xl.rules.catalog import catalogued
from pmo_xl.rules.rule import Rule

GROUP = "pmo_xl.rules"


def plugged_rules() -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The rules of plug-ins, and a sentence for each plug-in that cannot be used."""
    by_package, faults = plugged_packages()
    return tuple(rule for rules in by_package.values() for rule in rules), faults


def plugged_rule(rule_id: str) -> Rule | None:
    """The rule of a plug-in with this ID, in whatever case it is written."""
    return next((rule for rule in plugged_rules()[0] if rule.id == rule_id.upper()), None)


def plugged_packages() -> tuple[Mapping[str, tuple[Rule, ...]], tuple[str, ...]]:
    """The rules of plug-ins by package with its version, and a sentence for each plug-in that cannot be used."""
    packages, found = _judged()
    return packages, parted(found)[1]


def judged_plugins() -> tuple[Plugin, ...]:
    """The plug-ins of this group, those that cannot be used with their fault."""
    return _judged()[1]


@cache
def _judged() -> tuple[Mapping[str, tuple[Rule, ...]], tuple[Plugin, ...]]:
    rules: dict[str, Rule] = {}
    packages: dict[str, tuple[Rule, ...]] = {}

    def _why_not(plugin: Plugin) -> str | None:
        found = tuple(_in(plugin.thing))
        for rule in found:
            _ = rule.manual_page  # a page that cannot be read is a fault of the plug-in, not of the check
        why = _refusal(found, rules)
        if why is None:
            fresh = {rule.id: rule for rule in found}
            rules.update(fresh)
            package = f"{plugin.package} {plugin.version}".rstrip()
            packages[package] = (*packages.get(package, ()), *fresh.values())
        return why

    every = judged(GROUP, _why_not)
    return packages, every


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
        ours = {known.rstrip("0123456789") for known in catalogued()} | {OwnRule.sheet.prefix}
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
