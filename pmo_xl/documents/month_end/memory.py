"""履歴/2026-11.json: what a month end remembers for the next one; plain JSON, one file a month."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any

from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.reasons import is_missing, reason
from pmo_xl.documents.json_pieces import json_text, with_object
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.month_end.row_fact import RowFact

FOLDER = "履歴"
_SCHEMA = 1
_LARGEST = 512 << 20
_DATES = ("accept_on", "accepted_on", "pay_on", "paid_on")
_KINDS: Mapping[str, tuple[type, ...]] = {
    "key": (str,),
    "title": (str, NoneType),
    **dict.fromkeys(_DATES, (date, NoneType)),
    **dict.fromkeys(("accept_amount", "accepted", "pay_amount", "paid_with_tax"), (int,)),
    **dict.fromkeys(("is_chased", "is_order"), (bool,)),
}


@dataclass(frozen=True)
class MonthMemory:
    """A month end of the past: its month (first day), its D, and by project key the facts and 案件名."""

    month: date
    as_of: date
    source: Path
    facts: Mapping[str, tuple[RowFact, ...]]
    names: Mapping[str, str]


class BadMemory(ValueError):
    """A file of the memory that cannot be read; the message is a Japanese sentence."""


def memory_name(month: date) -> str:
    """The file of a month: 2026-11.json."""
    return f"{month:%Y-%m}.json"


def memory_json(result: MonthEndResult) -> Iterator[str]:
    """What is written for the next month, as JSON text in pieces."""
    frame = {
        "schema": _SCHEMA,
        "month": f"{result.month.first:%Y-%m}",
        "as_of": result.month.as_of.isoformat(),
        "version": result.version,
    }
    return with_object(frame, "projects", _project_memories(result))


def _project_memories(result: MonthEndResult) -> Iterator[tuple[str, str]]:
    for number in range(len(result.projects)):
        if ready := result.ready(number):
            yield ready.key, ready.memory
        else:
            yield result.projects[number].key, project_memory(result.projects[number])


def project_memory(project: ProjectMonthEnd) -> str:
    """What is remembered of one project, as JSON."""
    return json_text(_project_json(project))


def read_memory(path: Path) -> MonthMemory:
    """The memory in a file. Raises BadMemory."""
    try:
        return _memory(path, json.loads(read_given(path, _LARGEST).decode("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = reason(error) if isinstance(error, OSError) else "中身が壊れています"
        raise BadMemory(f"前月の記録 {path} を読めないため、比べていません({why})。") from error


def _memory(path: Path, data: Mapping[str, Any]) -> MonthMemory:
    if data["schema"] != _SCHEMA:
        raise ValueError(data["schema"])
    projects: Mapping[str, Mapping[str, Any]] = data["projects"]
    facts = {key: tuple(map(_fact, project["facts"])) for key, project in projects.items()}
    names = {key: _name(project["name"]) for key, project in projects.items()}
    month = date.fromisoformat(f"{data['month']}-01")
    return MonthMemory(month, date.fromisoformat(data["as_of"]), path, facts, names)


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def find_memory(folders: Sequence[Path], month: date) -> Path | None:
    """The file of the latest month before this one, in the first folder that has one.

    Raises BadMemory for a folder that is there and cannot be looked into.
    """
    wanted = f"{month:%Y-%m}"
    for folder in folders:
        found = [path for path in _files(folder) if path.match("????-??.json") and path.stem < wanted]
        if found:
            return max(found, key=lambda path: path.stem)
    return None


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        if is_missing(error):
            return []
        raise BadMemory(
            f"前月の記録のフォルダ {folder} を開けないため、比べていません({reason(error)})。"
        ) from error


def _project_json(project: ProjectMonthEnd) -> dict[str, Any]:
    return {"name": project.name, "facts": [_fact_json(fact) for fact in project.month_end.facts]}


def _fact_json(fact: RowFact) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(fact).items()
    }


def _fact(data: Mapping[str, Any]) -> RowFact:
    known = {field.name for field in fields(RowFact)}
    values = {name: value for name, value in data.items() if name in known}
    dates = {name: date.fromisoformat(values[name]) for name in _DATES if values.get(name) is not None}
    return _checked(RowFact(**{**values, **dates}))


def _checked(fact: RowFact) -> RowFact:
    """The fact, if each of its values is of its kind. TypeError for one that is not."""
    for name, kinds in _KINDS.items():
        if type(getattr(fact, name)) not in kinds:
            raise TypeError(name)
    return fact
