"""What changed between two states of a book: as a text ready for a mail, as headed rows, as data, as a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, TypedDict

from pmo_xl.documents.list_book import write_listings
from pmo_xl.documents.listing import Listing, Summary, rows_of
from pmo_xl.exchange.differences import LATE, SECTIONS, Difference, Differences
from pmo_xl.exchange.words import short_day
from pmo_xl.model.json_shape import Day, DaySource, Failed, Words
from pmo_xl.model.list_column import as_json
from pmo_xl.version import __version__

SCHEMA: Final = 2
MOST: Final = 10
NO_CHANGE: Final = "変化はありません。"
_UNITS: Final = (
    ("課題", "課題管理表"),
    ("QA", "QA表"),
    ("作業", "マスタスケジュール"),
    ("変更", "仕様変更管理表"),
    ("要件", "要件一覧"),
    ("発注", "予算管理表"),
    ("検収支払", "検収支払"),
    ("配布", "配布記録"),
)


class DifferenceJson(TypedDict):
    """One difference; column: null for a whole row. words: as a person says it."""

    section: str
    sheet: str
    row_id: str | None
    title: str
    column: str | None
    before: str | None
    after: str | None
    words: str


class SectionJson(TypedDict):
    """The differences of one kind."""

    name: Annotated[str, Words(*SECTIONS)]
    rows: list[DifferenceJson]


class StateJson(TypedDict):
    """One side: a book or a recorded run, and its day."""

    name: str
    as_of: Day


class DiffJson(TypedDict):
    """What changed between two states of a book. not_compared: what only the old one has."""

    schema: Literal[2]
    command: Literal["diff"]
    version: str
    as_of: Day
    as_of_source: DaySource | None
    run_day: Day
    workbook: str
    old: StateJson
    new: StateJson
    sections: list[SectionJson]
    remarks: list[str]
    not_compared: list[str]
    failed: list[Failed]


def text_lines(found: Differences, *, sender: str = "") -> Iterator[str]:
    """The text, line by line. sender: who sends it, below."""
    yield heading(found)
    if not found.items:
        yield NO_CHANGE
    for section in SECTIONS:
        lines = list(_late_lines(found)) if section == LATE else list(map(_line, found.of(section)))
        if lines and (found.items or section != LATE):
            yield f"■ {section} {len(lines)} 件"
            yield from (f"  {line}" for line in lines[:MOST])
            if len(lines) > MOST:
                yield f"  ほか {len(lines) - MOST} 件"
    for remark in found.remarks:
        yield f"※ {remark}"
    if sender:
        yield ""
        yield from sender.splitlines()


def heading(found: Differences) -> str:
    """The first line: which book, from when to when, how much."""
    counts = _counts(found)
    return f"{_stem(found.new)} {_from_to(found)} の変化{f'({counts})' if counts else ''}"


def _from_to(found: Differences) -> str:
    if found.old_day == found.new_day:
        return f"{found.old} → {found.new}"
    year = found.new_day.year
    return f"{short_day(found.old_day, year)} → {short_day(found.new_day, year)}"


def _stem(name: str) -> str:
    return Path(name).stem


def _counts(found: Differences) -> str:
    rows: dict[str, set[str | None]] = {}
    for each in found.items:
        rows.setdefault(each.sheet, set()).add(each.row_id or each.title)
    usual = [f"{word} {len(rows.pop(sheet))}" for word, sheet in _UNITS if sheet in rows]
    rest = sum(map(len, rows.values()))
    return "、".join([*usual, *([f"ほか {rest}"] if rest else [])])


def _line(each: Difference) -> str:
    name = each.row_id or each.title
    own = name if each.column is None or each.words.startswith(each.title) else f"{name}({each.title})"
    return f"{own} {each.words}" if own != each.words else own


def _late_lines(found: Differences) -> Iterator[str]:
    year = found.new_day.year
    for item in found.late:
        who = item.owner or "担当なし"
        yield f"{item.row_id or ''} {item.title or ''}({who}、期限 {short_day(item.due_on, year)}、{item.days_overdue} 日超過)"


def differences_listing(found: Differences) -> Listing:
    """Every difference as a headed row."""
    rows = rows_of(Differences.columns, found.items)
    note = f"{found.old} → {found.new}"
    return Listing(title="差分", columns=Differences.columns, rows=rows, note=note)


def differences_json(found: Differences, run_day: date) -> DiffJson:
    """`diff --format json`. Who said the day of the newer state is not known here, so it is null."""
    return {
        "schema": SCHEMA,
        "command": "diff",
        "version": __version__,
        "as_of": found.new_day.isoformat(),
        "as_of_source": None,
        "run_day": run_day.isoformat(),
        "workbook": found.new,
        "old": {"name": found.old, "as_of": found.old_day.isoformat()},
        "new": {"name": found.new, "as_of": found.new_day.isoformat()},
        "sections": [
            {
                "name": section,
                "rows": [as_json(Differences.columns, each, DifferenceJson) for each in found.of(section)],
            }
            for section in SECTIONS
            if found.of(section)
        ],
        "remarks": list(found.remarks),
        "not_compared": list(found.not_compared),
        "failed": [],
    }


def write_differences(path: Path, found: Differences, *, sender: str = "") -> None:
    """A workbook: the text on its first tab, then every difference."""
    lines = list(text_lines(found, sender=sender))
    summary = Summary(title=lines[0], sentences=[line for line in lines[1:] if line])
    write_listings(path, [differences_listing(found)], summaries=[summary])


def write_text(path: Path, found: Differences, *, sender: str = "") -> None:
    """A text file for a mail: UTF-8 with BOM, CRLF, as Windows' editor writes it."""
    lines = "\r\n".join(text_lines(found, sender=sender))
    path.write_bytes(f"\ufeff{lines}\r\n".encode())


def write_word(path: Path, found: Differences, *, sender: str = "") -> None:
    """A Word file of the text."""
    from docx import Document

    from pmo_xl.documents.word.styles import set_styles

    made = Document()
    set_styles(made)
    first, *rest = text_lines(found, sender=sender)
    made.add_heading(first, level=1)
    for line in rest:
        if line.startswith("■ "):
            made.add_heading(line.removeprefix("■ "), level=2)
        elif line.startswith("  "):
            made.add_paragraph(f"・{line.strip()}")
        else:
            made.add_paragraph(line)
    made.core_properties.author = ""
    made.core_properties.title = first
    made.save(str(path))
