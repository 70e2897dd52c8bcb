"""The tools whose exports are known: by which heading a row is told, which of their columns is which of ours, their words."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from pmo_xl.errors import BadOption
from pmo_xl.model.references import name_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.tool_words import tool_rows
from pmo_xl.plugins import Plugin, judged, usable

_FILE: Final = Path(__file__).with_suffix(".tsv")
_LEAST_MORE: Final = 4
_GROUP: Final = "pmo_xl.importers"
_LABELS: Final = frozenset(sheet.sheet.label for sheet in SHEETS)
NAMES: Final[Mapping[str, str]] = {
    "redmine": "Redmine",
    "backlog": "Backlog",
    "jira": "Jira",
    "github": "GitHub",
    "planner": "Planner",
    "msproject": "MS Project",
    "sharepoint": "SharePoint",
    "asana": "Asana",
    "trello": "Trello",
}
UNVERIFIED: Final = frozenset({"planner", "sharepoint", "github", "msproject"})
"""Tools no export file of which has been seen in the Japanese form."""


@dataclass(frozen=True)
class Tool:
    """One tool. keys: the headings of its key, the surest first. fields: by sheet and heading, the field of ours.

    treatment: by heading, what else becomes of a column (second, own, left, named, hours, seconds, ratio). words: by list and
    word, ours. Headings and words are as names compare.
    """

    name: str
    keys: tuple[str, ...] = ()
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    treatment: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What people call it."""
        return NAMES.get(self.name, self.name)

    @property
    def sheet(self) -> str:
        """The sheet its rows go to where nothing else is said."""
        return "マスタスケジュール" if self.name == "msproject" else "課題管理表"

    def fitting(self, headings: Iterable[str]) -> int:
        """How many of the headings it knows; 0 where its key is not among them."""
        keys = {name_key(each) for each in headings if each}
        if keys.isdisjoint(self.keys):
            return 0
        known = {each for fields in self.fields.values() for each in fields} | self.treatment.keys()
        return len(keys & (known | set(self.keys)))

    def is_of(self, headings: Iterable[str]) -> bool:
        """Whether these are the headings of an export of it: its key and at least four more."""
        return self.fitting(headings) > _LEAST_MORE


@lru_cache(maxsize=1)
def tools() -> Mapping[str, Tool]:
    """Every tool by its name; those of plug-ins (entry points `pmo_xl.importers`: a Tool) before ours."""
    rows = list(_rows())
    names = dict.fromkeys(row["tool"] for row in rows)
    ours = {name: _tool(name, [row for row in rows if row["tool"] == name]) for name in names}
    return {plugin.thing.name: plugin.thing for plugin in usable(_GROUP, _why_not())[0]} | ours


def tool_faults() -> tuple[str, ...]:
    """A sentence for each plug-in whose tool cannot be used."""
    return usable(_GROUP, _why_not())[1]


def judged_plugins() -> tuple[Plugin, ...]:
    """The plug-ins of this group, those that cannot be used with their fault."""
    return judged(_GROUP, _why_not())


def _why_not() -> Callable[[Plugin], str | None]:
    """Says of one after the other why it cannot be used; a name that was had already is taken."""
    taken = {"list", "book", *NAMES}

    def _fault(plugin: Plugin) -> str | None:
        tool = plugin.thing
        if not isinstance(tool, Tool):
            return "道具(Tool)ではありません"
        if tool.name != name_key(tool.name) or tool.name in taken:
            return f"道具の名前「{tool.name}」は使えません。使われていない英小文字の名前にしてください"
        unknown = sorted({sheet for sheet in tool.fields if sheet not in _LABELS})
        if unknown:
            return f"シート「{unknown[0]}」はありません"
        taken.add(tool.name)
        return None

    return _fault


def _tool(name: str, rows: Sequence[Mapping[str, str]]) -> Tool:
    fields: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["kind"] == "more" and row["field"]:
            fields.setdefault(row["sheet"], {})[name_key(row["theirs"])] = row["field"]
    words: dict[tuple[str, str], str] = {}
    for row in tool_rows(name):
        key = name_key(row["theirs"])
        if row["kind"] == "heading" and row["field"] != "id":
            fields.setdefault(row["sheet"], {}).setdefault(key, row["field"])
        elif row["kind"] == "word":
            words.setdefault((row["field"], key), row["word"])
    keys = tuple(name_key(row["theirs"]) for row in rows if row["kind"] == "key")
    kinds = ("second", "own", "left", "named", "hours", "seconds", "ratio")
    treatment = {name_key(row["theirs"]): row["kind"] for row in rows if row["kind"] in kinds}
    return Tool(name, keys, fields, treatment, words)


def _rows() -> Iterator[Mapping[str, str]]:
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return iter(list(csv.DictReader(lines, delimiter="\t")))


def tool_named(name: str) -> Tool:
    """The tool of this name. BadOption for one that is not known."""
    found = tools().get(name_key(name))
    if found is None:
        raise BadOption(
            f"道具「{name}」は知りません。{'、'.join(tools())}、list(表)、book(台帳)のどれかです。"
            + "".join(tool_faults())
        )
    return found


def tool_of(headings: Sequence[str], file: str) -> Tool | None:
    """The tool whose export these are the headings of; None for none. BadOption where two fit alike."""
    found = sorted(
        ((tool.fitting(headings), tool) for tool in tools().values() if tool.is_of(headings)),
        key=lambda each: -each[0],
    )
    if len(found) > 1 and found[0][0] == found[1][0]:
        names = "か".join(tool.name for _, tool in found[:2])
        raise BadOption(f"{file} の見出しは {names} のどちらにも合います。--tool で指定してください。")
    return found[0][1] if found else None
