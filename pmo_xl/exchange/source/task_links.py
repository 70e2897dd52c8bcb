"""Parents and predecessors of MS Project's tasks, named by the key that each task has in 外部ID."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from pmo_xl.exchange.source.tool_ways import plain_text
from pmo_xl.exchange.source.tools import Tool
from pmo_xl.model.references import name_key

Rows = Sequence[tuple[int, Sequence[Any]]]
_LINK: Final = re.compile(r"\s*([0-9]+)\s*(FS|SS|FF|SF)?\s*(?:([+-]\s*[0-9.]+)\s*(.*))?")
_LEVELS: Final = ("アウトライン レベル", "Outline Level")
_DAYS: Final = ("日", "days", "day", "d", "")


class TaskLinks:
    """The parent and the predecessors of each row of one table; nothing for other tools."""

    def __init__(
        self,
        source: str,
        tool: Tool | None,
        at: Mapping[str, Sequence[int]],
        rows: Rows,
        key: int | None,
        remarks: list[str],
    ) -> None:
        """Find the columns. key: the place of the key; remarks: takes what cannot be kept."""
        self._source, self._remarks = source, remarks
        self._is_of_project = tool is not None and tool.name == "msproject" and key is not None
        self._parents: Mapping[int, str] = {}
        self._keys: Mapping[str, str] = {}
        if self._is_of_project and key is not None:
            level = next((at[name_key(each)][0] for each in _LEVELS if name_key(each) in at), None)
            self._parents = outlined(rows, level, key) if level is not None else {}
            number = at.get(name_key("ID"), (key,))[0]
            self._keys = {_at(cells, number): _at(cells, key) for _, cells in rows}

    def put(self, values: dict[str, Any], number: int, cells: Sequence[Any]) -> None:
        """Put 親作業 and 先行作業 into the values of a row, by 外部ID."""
        if not self._is_of_project:
            return
        parent = values.get("parent") or self._parents.get(number)
        if parent:
            values["parent"] = f"{self._source}:{parent}"
        if values.get("predecessors"):
            text = "、".join(values["predecessors"])
            values["predecessors"] = tuple(self._named(text, str(values.get("title") or "")))

    def _named(self, text: str, title: str) -> Iterator[str]:
        for number, behind, is_lag_lost in links(text):
            if is_lag_lost:
                self._remarks.append(
                    f"「{title}」の先行作業のずれは日数ではないため、ずれのない先行作業とします。"
                )
            yield f"{self._source}:{self._keys.get(number, number)}{behind}"


def outlined(rows: Rows, level: int, key: int) -> dict[int, str]:
    """By row number, the key of the last row above with a smaller level."""
    above: list[tuple[Decimal, str]] = []
    parents: dict[int, str] = {}
    for number, cells in rows:
        text = _at(cells, level)
        if not text.replace(".", "").isdigit():
            continue
        own = Decimal(text)
        above = [each for each in above if each[0] < own]
        if above:
            parents[number] = above[-1][1]
        above.append((own, _at(cells, key)))
    return parents


def links(text: str) -> Iterator[tuple[str, str, bool]]:
    """The predecessors in a cell: number, kind and lag in our words, and whether a lag was left out."""
    for part in re.split(r"[;,、\n]", text):
        link = _LINK.fullmatch(part)
        if link is None:
            continue
        kind, lag, unit = link[2] or "FS", link[3], (link[4] or "").strip()
        is_days = lag is not None and unit.rstrip("?") in _DAYS
        days = int(Decimal(lag.replace(" ", ""))) if lag and is_days else 0
        yield (
            link[1],
            f" {kind}{days:+d}" if days else "" if kind == "FS" else f" {kind}",
            bool(lag) and not is_days,
        )


def _at(cells: Sequence[Any], place: int) -> str:
    return plain_text(cells[place]) if place < len(cells) else ""
