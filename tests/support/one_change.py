"""What a rule says of its own examples when one thing in them is another: a cell blank, unread, a day or a figure off.

Every rule's page shows ledgers that break and ledgers that fit. Here each cell of them is changed in turn, and 基準日,
each row taken away or written once more, and two sheets dropped, and what the rule then says otherwise than before is
one line. So every limit is met on both sides, every cell a rule reads is once blank and once not to be read, every word
of a list and a name that nothing has stands there once, for all rules alike.

もう1行 is a row of which a copy with an ID of its own stands below it, もう6行 six copies; in what is said then, the
copies' own findings are only counted. 写しの X=空欄 is told against もう1行, everything else against the example.

    python -m tests.support.one_change

writes tests/rules/one_change/<rule>.txt anew, to be read line by line in the difference: `−` is a finding that is
gone, `＝` the counts, everything else a finding as it reads now. A change without a line changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from pmo_xl.model.column import Column, Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Unread
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.page import Example
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from tests.support.examples import project_of, with_papers_of

UNREAD = Unread("〓", "読み取れません。")
OTHER = "〓"
COPY, COPIES = "写", 6
_NAMING = {Kind.TEXT, Kind.REF, Kind.REFS, Kind.PERSON, Kind.SYSTEM, Kind.VENDOR}
DAY = timedelta(days=1)
FOLDER = Path(__file__).parents[1] / "rules" / "one_change"


def lines_of(rule: Rule) -> list[str]:
    """What the rule says of its examples, and of each change what it says otherwise; other changes have no line."""
    return [
        line for number, example in enumerate(rule.page.examples, 1) for line in _of(rule, number, example)
    ]


def _of(rule: Rule, number: int, example: Example) -> Iterator[str]:
    project = with_papers_of(project_of(example), example)
    before = said(rule, project)
    yield f"## {rule.id} {number} {example.heading}"
    yield from (f"{place} {text}".strip() for place, text in before.items())
    yield from _told(rule, before, changes_of(project, example))
    for name, doubled, blanked in _copied(project, example):
        among = said(rule, doubled)
        if among != before:
            yield f"{name}: {_difference(before, among)}"
        yield from _told(rule, among, blanked)


def _told(rule: Rule, before: dict[str, str], changes: Iterable[tuple[str, Project]]) -> Iterator[str]:
    """A line for what is said otherwise; words of one list that come to the same stand in one line."""
    told: dict[tuple[str, str], list[str]] = {}
    for name, changed in changes:
        after = said(rule, changed)
        if after != before:
            where, equals, word = name.partition("=")
            told.setdefault((where + equals, _difference(before, after)), []).append(word)
    yield from (f"{where}{'・'.join(words)}: {difference}" for (where, difference), words in told.items())


def said(rule: Rule, project: Project) -> dict[str, str]:
    """What the rule finds, by place, and how many rows it judges, with the reason of those it cannot."""
    report = run(project, [rule])
    assert not report.failed_rules, report.failed_rules
    told: dict[str, Counter[str]] = {}
    for each in report.findings:
        if COPY in (each.row_id or ""):
            continue
        place = " ".join(filter(None, (each.row_id or each.sheet or "案件", each.column)))
        told.setdefault(place, Counter())[f"({each.severity.label}) {each.message}"] += 1
    found = {place: "".join(map(_times, texts.items())) for place, texts in told.items()}
    (count,) = report.rules
    numbers = {"判定": count.judged, "判定不能": count.undeterminable, "対象外": count.out_of_scope}
    counted = " ".join(f"{word}{number}" for word, number in numbers.items() if number)
    return found | {"＝": "".join((counted, f" {count.reason}" if count.reason else ""))}


def _times(told: tuple[str, int]) -> str:
    text, times = told
    return text if times == 1 else f"{text}×{times}"


def _difference(before: dict[str, str], after: dict[str, str]) -> str:
    gone = [f"−{place}" for place in before if place not in after]
    return " ".join([*gone, *(f"{at} {text}" for at, text in after.items() if before.get(at) != text)])


def changes_of(project: Project, example: Example) -> Iterator[tuple[str, Project]]:
    """Each project in which one thing is another, with the words for what is changed."""
    for word, days in (("1年前", -365), ("前日", -1), ("翌日", 1), ("1年後", 365)):
        yield f"基準日 {word}", replace(project, as_of=project.as_of + days * DAY, _shared={}, _sets={})
    for sheet, rows in project.records.items():
        if sheet.sheet.label in example.tables:
            yield f"{sheet.sheet.label} シートなし", _without(project, sheet)
        for at in range(len(rows)):
            yield (
                f"{sheet.sheet.label} {at + 1}行目なし",
                _with_rows(project, sheet, (*rows[:at], *rows[at + 1 :])),
            )
    shown = [sheet for sheet in project.records if sheet.sheet.label in example.tables]
    for one, other_sheet in combinations(shown, 2):
        yield (
            f"{one.sheet.label}と{other_sheet.sheet.label} シートなし",
            _without(_without(project, one), other_sheet),
        )
    for sheet, at, field in _cells(project, example):
        for word, other in _others(project.records[sheet][at], field):
            where = f"{sheet.sheet.label} {at + 1}行目 {sheet.columns[field].label}={word}"
            yield where, _with_row(project, sheet, at, other)


def _others(row: Record, field: str) -> Iterator[tuple[str, Record]]:
    column, value = row.columns[field], getattr(row, field)
    yield "読めない", _unread(row, field)
    if value in (None, "", ()):
        return
    yield "空欄", row.model_copy(update={field: column.blank})
    for word, other in _beside(column, value):
        yield word, row.model_copy(update={field: other})


def _unread(row: Record, field: str) -> Record:
    place = row.place
    assert place
    unread = replace(place, unread={**place.unread, field: UNREAD})
    return row.model_copy(update={field: row.columns[field].blank, "place": unread})


def _beside(column: Column, value: Any) -> Iterator[tuple[str, Any]]:
    if column.kind in _NAMING:
        yield OTHER, (OTHER,) if isinstance(value, tuple) else OTHER
    yield from ((word, word) for word in column.choices if word != value)
    if isinstance(value, date):
        yield "前日", value - DAY
        yield "翌日", value + DAY
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        step = Decimal("0.01") if column.kind is Kind.PERCENT else 1
        yield "1小", value - step
        yield "1大", value + step


def _copied(
    project: Project, example: Example
) -> Iterator[tuple[str, Project, Iterator[tuple[str, Project]]]]:
    """Each row written once more, with the ways in which the copy lacks a cell; and each written six times more."""
    for sheet, rows in project.records.items():
        for at in range(len(rows)):
            where, copies = f"{sheet.sheet.label} {at + 1}行目", _copies(rows[at])
            yield f"{where} もう6行", _with_below(project, sheet, at, copies), iter(())
            blanked = (
                (f"{where} 写しの {sheet.columns[field].label}=空欄", _with_below(project, sheet, at, [copy]))
                for field, copy in _blanked(copies[0], example)
            )
            yield f"{where} もう1行", _with_below(project, sheet, at, copies[:1]), blanked


def _copies(row: Record) -> list[Record]:
    if "id" not in row.columns or not row.row_id:
        return [row.model_copy(update={}) for _ in range(COPIES)]
    return [row.model_copy(update={"id": f"{row.row_id}{COPY}{number}"}) for number in range(1, COPIES + 1)]


def _blanked(copy: Record, example: Example) -> Iterator[tuple[str, Record]]:
    shown = {label for row in example.tables.get(copy.sheet.label, ()) for label in row}
    for field, column in copy.columns.items():
        if field != "id" and column.label in shown and getattr(copy, field) not in (None, "", ()):
            yield field, copy.model_copy(update={field: column.blank})


def _with_below(project: Project, sheet: type[Record], at: int, copies: list[Record]) -> Project:
    rows = project.records[sheet]
    return _with_rows(project, sheet, (*rows[: at + 1], *copies, *rows[at + 1 :]))


def unread_cells(rule: Rule) -> Iterator[tuple[tuple[str, int, str], Project]]:
    """By sheet, row and column each cell of the rule's examples, and the project in which it cannot be read."""
    for example in rule.page.examples:
        project = with_papers_of(project_of(example), example)
        for sheet, at, field in _cells(project, example):
            row = project.records[sheet][at]
            place = (sheet.sheet.label, row.place.row if row.place else 0, sheet.columns[field].label)
            yield place, _with_row(project, sheet, at, _unread(row, field))


def _cells(project: Project, example: Example) -> Iterator[tuple[type[Record], int, str]]:
    for sheet, rows in project.records.items():
        shown = {label for row in example.tables.get(sheet.sheet.label, ()) for label in row}
        fields = [name for name, column in sheet.columns.items() if column.label in shown]
        yield from ((sheet, at, field) for at in range(len(rows)) for field in fields)


def _without(project: Project, sheet: type[Record]) -> Project:
    records = {each: rows for each, rows in project.records.items() if each is not sheet}
    tables = {each: found for each, found in project.tables.items() if each is not sheet}
    return replace(project, records=records, tables=tables, _shared={}, _sets={})


def _with_row(project: Project, sheet: type[Record], at: int, row: Record) -> Project:
    rows = project.records[sheet]
    return _with_rows(project, sheet, (*rows[:at], row, *rows[at + 1 :]))


def _with_rows(project: Project, sheet: type[Record], rows: tuple[Record, ...]) -> Project:
    return replace(project, records={**project.records, sheet: rows}, _shared={}, _sets={})


def main() -> None:
    """Write what every rule says now; the differences are to be read before they are kept."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for rule in all_rules():
        (FOLDER / f"{rule.id}.txt").write_text(kept_of(rule), encoding="utf-8", newline="\n")


def kept_of(rule: Rule) -> str:
    """The file of one rule."""
    return "".join(f"{line}\n" for line in lines_of(rule))


if __name__ == "__main__":
    main()
