"""fields: what the form of a document may show, with an example value of the sample project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pmo_xl.charts.figure import Figure
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.render import fields_for
from pmo_xl.operations import arguments
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.run import run
from pmo_xl.sample import clean_project

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the tag that shows it, and an example of what it shows."""

    tag: str
    example: str


def fields_of_document(name: str) -> tuple[Field, ...]:
    """The fields of a document, those common to all of them first. BadOption when there is no such document."""
    document = load(arguments.a_text(name, "name"))
    sample = clean_project(profile="full")
    project = sample.project()
    source = Source(project, f"{sample.name}.xlsx", lambda: run(project, all_rules()))
    rows = document.rows(project) or list(project.of(document.per_row) if document.per_row else ())
    content = document.content(source, rows[0] if rows else None)
    return tuple(_fields(fields_for(document, content, source), ""))


def _fields(fields: dict[str, Any], prefix: str) -> Iterator[Field]:
    for name, value in fields.items():
        if isinstance(value, list):
            yield from _list(name, value, prefix)
        elif isinstance(value, dict):
            yield from _fields(value, f"{prefix}{name}.")
        else:
            yield Field(f"{{{{ {prefix}{name} }}}}", _example(value))


def _list(name: str, rows: list[Any], prefix: str) -> Iterator[Field]:
    yield Field(f"{{%tr for 行 in {prefix}{name} %}} … {{%tr endfor %}}", f"({len(rows)} 件の繰り返し)")
    if rows:
        yield from _fields(rows[0], "行.")


def _example(value: object) -> str:
    if isinstance(value, Figure):
        return "(図)"
    shown = " ".join(str(value if value is not None else "").split())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
