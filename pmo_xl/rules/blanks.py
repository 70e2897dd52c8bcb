"""What several rules ask of a row's cells: are they filled, and could they be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNCACHED, Record
from pmo_xl.rules.rule import Judgement, undeterminable, violation

_EMPTY = (None, "", ())
_LEAST_OF_A_HABIT = 3
_NOT_KEPT = (
    "「{}」の列はありますが、{}の行のどれにも書かれていません(書かない習わしと見て、1行ずつは指摘しません)"
)

KIND_WORDS: Mapping[Kind, str] = {
    Kind.DATE: "日付",
    Kind.DATETIME: "日時",
    Kind.MONTH: "年月",
    Kind.MONEY: "金額",
    Kind.PERCENT: "割合",
    Kind.INT: "整数",
    Kind.NUMBER: "数",
    Kind.FLAG: "○か×の印",
    Kind.ID: "ID",
    Kind.REF: "ID",
    Kind.REFS: "IDの並び",
}
"""What a cell of a kind is to hold, for sentences; of other kinds a 値."""


def unknown(record: Record, *fields: str) -> Judgement | None:
    """判定不能 when one of the fields has no column or could not be read; None when all are known."""
    place = record.place
    if place is None or (
        not place.unread and place.table.known.issuperset(fields)
    ):  # is_known, without a call
        return None
    if record.is_known(*fields):
        return None
    field = next(name for name in fields if not record.is_known(name))
    if field in record.unread and record.unread[field].is_uncached:
        return undeterminable(f"「{record.columns[field].label}」の{UNCACHED}")
    return undeterminable(f"「{record.columns[field].label}」の列がないか、読み取れない行があります")


def unfilled(record: Record, *fields: str) -> Judgement | None:
    """判定不能 when one of these must cells is blank or not known; None when every one can be judged by."""
    if cannot := unknown(record, *fields):
        return cannot
    field = next((name for name in fields if getattr(record, name) in _EMPTY), None)
    return undeterminable(f"「{record.columns[field].label}」が空欄の行があります") if field else None


def blanks(record: Record, *fields: str) -> Iterator[Judgement]:
    """A violation (`problem` in its details) for each field that is empty, 判定不能 where it is not known."""
    for field in fields:
        if getattr(record, field) in _EMPTY:
            problem = f"{record.columns[field].label}が{blank_word(record, field)}です"
            yield unknown(record, field) or violation(field, problem=problem)


def not_kept(record: Record, field: str, project: Project) -> Judgement | None:
    """判定不能 where an office's own table leaves a field blank in every row of this 状態: a habit, and no lapse.

    Three such rows make a habit. None for a table of ours, and where one of them is filled or could not be read.
    """
    place, status = record.place, getattr(record, "status", None)
    if place is None or place.table.is_ours or not status:
        return None
    counts = project.cached(("not kept", id(place.table), field), lambda: _filled(record, field, project))
    rows, filled = counts.get(status, (0, 0))
    label = record.columns[field].label
    return (
        undeterminable(_NOT_KEPT.format(label, status)) if rows >= _LEAST_OF_A_HABIT and not filled else None
    )


def _filled(record: Record, field: str, project: Project) -> Mapping[str, tuple[int, int]]:
    """By 状態, how many rows of the record's table there are, and in how many of them the field says something."""
    found: dict[str, tuple[int, int]] = {}
    table = record.place and record.place.table
    for row in project.of(record.__class__):
        if row.place and row.place.table is table and (status := getattr(row, "status", None)):
            rows, filled = found.get(status, (0, 0))
            is_filled = getattr(row, field) not in _EMPTY or field in row.unread
            found[status] = rows + 1, filled + is_filled
    return found
