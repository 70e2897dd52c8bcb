"""The text banks: tab-separated files beside this module, and how their texts vary with the seed."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random

Row = Mapping[str, str]
_CHOICE = re.compile(r"\{([^{}]+)\}")


@cache
def bank(name: str) -> tuple[Row, ...]:
    """The rows of texts/<name>.tsv, by the headings of its first line."""
    text = (files(__package__) / "texts" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def told(row: Row, rng: Random) -> dict[str, str]:
    """The row with one of the alternatives of each {5/10} taken, the same one wherever it is written."""
    taken: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        """The alternative taken for this text, drawn at random the first time."""
        return taken.setdefault(found[1], rng.choice(found[1].split("/")))

    return {key: _CHOICE.sub(take, text or "") for key, text in row.items()}


def picked(rows: Sequence[Row], count: int, needed: Callable[[Row], bool] = lambda row: False) -> list[Row]:
    """`count` of the rows, spread evenly and in order, those needed in any case; more than all: none twice."""
    free = [row for row in rows if not needed(row)]
    wanted = max(0, min(count - (len(rows) - len(free)), len(free)))
    kept = {id(free[index * len(free) // wanted]) for index in range(wanted)}
    return [row for row in rows if id(row) in kept or needed(row)]


def repeated(rows: Sequence[Row], count: int) -> list[Row]:
    """`count` further rows (none when it is not positive): the same again, their titles saying for which time."""
    found = ((n // len(rows) + 2, rows[n % len(rows)]) for n in range(count))
    return [{**row, "title": f"{row['title']}(その{time})"} for time, row in found]


def named_in(rows: Iterable[Row], key: str, names: Iterable[str]) -> list[Row]:
    """The rows whose column `key` is one of the names."""
    wanted = set(names)
    return [row for row in rows if row[key] in wanted]
