"""Random sets of changes, said the same way to any book that holds the same rows."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.operations.book import Book
from pmo_xl.workbook.changes import ChangeSet

TEXTS = (
    "書き換えた",
    "=1+1",
    "-",
    "行1\n行2",
    "0012",
    "TRUE",
    "2026/11/30",
    " 前後 ",
    "@x",
    "#N/A",
    "'引用",
    "長い" * 60,
)
DAY = date(2026, 11, 30)


@dataclass(frozen=True)
class Step:
    """One change: what it does to a set of changes of a book."""

    name: str
    do: Callable[[Book, ChangeSet], object]


def random_steps(seed: int, book: Book) -> list[Step]:
    """A handful of changes to rows that the book has, new rows, restored formulas and a replaced sheet of ours."""
    draw = random.Random(seed)
    sheets = [sheet for sheet in book.project.tables if sheet is not RecordedFinding]
    makers = (_set, _set, _set, _append, _append, _restore, _replace)
    steps = (draw.choice(makers)(draw, book, sheets) for _ in range(draw.randint(1, 8)))
    return [step for step in steps if step]


def said(steps: Sequence[Step], book: Book, changes: ChangeSet) -> list[str]:
    """Say the steps; gives what was refused, step by step."""
    refused = []
    for step in steps:
        try:
            step.do(book, changes)
        except BadChange as refusal:
            refused.append(f"{step.name}: {refusal.message}")
    return refused


def _set(draw: random.Random, book: Book, sheets: list[type[Record]]) -> Step | None:
    sheet = draw.choice(sheets)
    if not book.of(sheet):
        return None
    at = draw.randrange(len(book.of(sheet)))
    fields = [
        name for name, column in sheet.columns.items() if not column.is_derived and not column.is_hidden
    ]
    values = {
        name: _value(draw, sheet, name) for name in draw.sample(fields, min(len(fields), draw.randint(1, 3)))
    }
    return Step(f"set {sheet.__name__}[{at}] {values}", lambda b, c: c.set(list(b.of(sheet))[at], **values))


def _append(draw: random.Random, book: Book, sheets: list[type[Record]]) -> Step | None:
    sheet = draw.choice(sheets)
    rows = list(book.of(sheet))
    if not rows:
        return None
    like = draw.choice(rows)
    kept = {
        name: getattr(like, name)
        for name, column in sheet.columns.items()
        if not column.is_derived and name != "id"
    }
    return Step(f"append {sheet.__name__}", lambda _, c: c.append(sheet.model_validate(kept)))


def _restore(draw: random.Random, book: Book, sheets: list[type[Record]]) -> Step | None:
    sheet = draw.choice(sheets)
    derived = [name for name, column in sheet.columns.items() if column.is_derived]
    if not derived or not book.of(sheet):
        return None
    at, name = draw.randrange(len(book.of(sheet))), draw.choice(derived)
    return Step(
        f"restore {sheet.__name__}[{at}].{name}", lambda b, c: c.restore_formula(list(b.of(sheet))[at], name)
    )


def _replace(draw: random.Random, book: Book, sheets: list[type[Record]]) -> Step | None:
    if RecordedFinding not in book.project.tables:
        return None
    rows = [
        RecordedFinding(id=f"ISS001/{n}", location=f"課題管理表!A{n}", message=draw.choice(TEXTS))
        for n in range(draw.randint(0, 12))
    ]
    links = {(n, "location"): "'課題管理表'!A4" for n in range(len(rows)) if draw.random() < 0.5}
    return Step(f"replace {len(rows)}", lambda _, c: c.replace(RecordedFinding, rows, links=links))


def _value(draw: random.Random, sheet: type[Record], name: str) -> object:
    if draw.random() < 0.15 and name != "id":
        return () if sheet.columns[name].kind is Kind.REFS else None
    match sheet.columns[name].kind:
        case Kind.DATE | Kind.MONTH:
            day = DAY + timedelta(days=draw.randint(-400, 400))
            return day.replace(day=1) if sheet.columns[name].kind is Kind.MONTH else day
        case Kind.MONEY | Kind.INT:
            return draw.randint(-5, 9_999_999)
        case Kind.PERCENT:
            return Decimal(draw.randint(0, 100)) / 100
        case Kind.NUMBER:
            return Decimal(draw.randint(0, 1000)) / 10
        case Kind.FLAG:
            return draw.random() < 0.5
        case Kind.REFS:
            return tuple(f"REQ-{draw.randint(1, 5):03}" for _ in range(draw.randint(1, 2)))
        case Kind.ID:
            return f"{sheet.sheet.prefix or 'X'}-{draw.randint(100, 999)}"
    return draw.choice(TEXTS)
