"""Plug-ins: what other packages add by entry points, loaded once and named where they fail.

Groups: pmo_xl.rules, pmo_xl.functions, pmo_xl.documents, pmo_xl.sheets (headings and words), pmo_xl.importers, pmo_xl.papers. A plug-in
that fails is told and left out; the others and everything of ours go on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module, metadata
from typing import Any, Final, TypedDict

GROUPS: Final = (
    "pmo_xl.rules", "pmo_xl.functions", "pmo_xl.documents", "pmo_xl.sheets", "pmo_xl.importers", "pmo_xl.papers",
)  # fmt: skip
"""The groups of entry points, in the order in which they are told."""
_JUDGES: Final = {
    "pmo_xl.rules": "pmo_xl.rules.plugged",
    "pmo_xl.functions": "pmo_xl.conditions.plugged_functions",
    "pmo_xl.documents": "pmo_xl.documents.catalog",
    "pmo_xl.sheets": "pmo_xl.workbook.office_file",
    "pmo_xl.importers": "pmo_xl.exchange.source.tools",
    "pmo_xl.papers": "pmo_xl.papers.plugged",
}
"""By group, the module whose judged_plugins() says which can be used: by name, for all of them stand on this one."""
ENDS: Final = (KeyboardInterrupt, GeneratorExit)
"""What ends a run wherever it is raised. Whatever else code of others raises, sys.exit too, ends only that code."""


@dataclass(frozen=True)
class Plugin:
    """One entry point. thing: what it gives; None where it could not be loaded, for the reason `fault` (Japanese)."""

    group: str
    name: str
    package: str
    version: str
    thing: Any = None
    fault: str | None = None

    @property
    def label(self) -> str:
        """The package with its version, and what it is called there."""
        return f"{self.package} {self.version}({self.name})"


class LoadedJson(TypedDict):
    """One plug-in. fault: why it cannot be used."""

    group: str
    name: str
    package: str
    version: str
    fault: str | None


@cache
def plugins(group: str) -> tuple[Plugin, ...]:
    """What packages of this environment add to a group, by their names."""
    found = sorted(_entries().select(group=group), key=lambda entry: (entry.name, entry.value))
    return tuple(_loaded(group, entry) for entry in found)


@cache
def _entries() -> Any:  # noqa: ANN401 - of another class before Python 3.12
    """What all packages of this environment say; each was looked into once."""
    return metadata.entry_points()


def _loaded(group: str, entry: metadata.EntryPoint) -> Plugin:
    package = entry.dist.name if entry.dist else entry.module
    version = entry.dist.version if entry.dist else ""
    try:
        with redirect_stdout(sys.stderr):  # what it prints must not stand before a result for machines
            return Plugin(group, entry.name, package, version, entry.load())
    except ENDS:
        raise
    except BaseException as error:  # whatever its code does when it is imported
        return Plugin(group, entry.name, package, version, fault=reason_of(error))


@cache
def every_plugin() -> tuple[Plugin, ...]:
    """All plug-ins of all groups; the fault of one that its group refuses (a name that is taken) is told too."""
    found: list[Plugin] = []
    for group in GROUPS:
        if plugins(group):  # what judges a group is loaded only where there is something to judge
            home = import_module(_JUDGES[group]) if group in _JUDGES else None
            found += home.judged_plugins() if home else plugins(group)
    return tuple(found)


def check_faults() -> tuple[str, ...]:
    """A sentence for each plug-in that a check, a month end or a portfolio had to do without."""
    meant = ("pmo_xl.rules", "pmo_xl.functions", "pmo_xl.sheets")
    return tuple(
        sentence_of(each, each.fault) for each in every_plugin() if each.fault and each.group in meant
    )


def judged(group: str, why_not: Callable[[Plugin], str | None]) -> tuple[Plugin, ...]:
    """The plug-ins of a group, those that cannot be used with their fault.

    why_not: of one that was loaded, why it cannot be used, in Japanese; what it raises is a reason too.
    """
    found = []
    for plugin in plugins(group):
        try:
            with redirect_stdout(sys.stderr):
                fault = plugin.fault or why_not(plugin)
        except ENDS:
            raise
        except BaseException as error:  # code of others
            fault = reason_of(error)
        found.append(replace(plugin, fault=fault) if fault else plugin)
    return tuple(found)


def usable(group: str, why_not: Callable[[Plugin], str | None]) -> tuple[tuple[Plugin, ...], tuple[str, ...]]:
    """The plug-ins of a group that can be used, and a sentence for each other one. why_not: as `judged` takes it."""
    return parted(judged(group, why_not))


def parted(found: tuple[Plugin, ...]) -> tuple[tuple[Plugin, ...], tuple[str, ...]]:
    """Plug-ins that can be used, and a sentence for each other one."""
    faults = tuple(sentence_of(each, each.fault) for each in found if each.fault)
    return tuple(each for each in found if not each.fault), faults


def loaded() -> list[LoadedJson]:
    """What is told of all plug-ins in results for machines."""
    return [
        {
            "group": each.group,
            "name": each.name,
            "package": each.package,
            "version": each.version,
            "fault": each.fault,
        }
        for each in every_plugin()
    ]


def reason_of(error: BaseException) -> str:
    """What went wrong in code of others, in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")[:200]


def sentence_of(plugin: Plugin, fault: str) -> str:
    """What is told of a plug-in that cannot be used."""
    return f"プラグイン {plugin.label} を使えません({fault})。ほかはそのまま続けました。作った人に知らせてください。"
