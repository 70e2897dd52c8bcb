"""Layout explanation: what was taken for what and why, and what was left, in words for the people of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from pmo_xl.visible import visible_line
from pmo_xl.workbook.cells.address import column_letters
from pmo_xl.workbook.layout.column_choice import CONFIDENT
from pmo_xl.workbook.layout.layout_facts import Layout, Layouts

# A ガント chart has hundreds of headings that are no fields.
_LONGEST_LIST: Final = 12
_MOST_ASKED: Final = 3
_GOES_ON: Final = "（空欄の行は、上の行の続き）"
# From here on a heading says plainly what its column is.
_PLAIN: Final = 0.85
_WAYS: Final = ("見出し", "値", "推測", "設定")


class ColumnJson(TypedDict):
    """One column. by: what told it; next: what it would be taken for else; goes_on: a blank means the row above.

    columns: all that hold a part of the value. unit: what 1 is worth. persons: over the marks that stand for them.
    is_in_next_row: it stands in the second row of each record.
    """

    field: str
    column: str
    columns: list[str]
    unit: int
    persons: list[str]
    is_in_next_row: bool
    heading: str
    goes_on: bool
    by: str
    confidence: float
    next: str | None


class TableJson(TypedDict):
    """One table. header_rows, data_rows: first and last, from 1. unread_columns: headings by column letters.

    unread_why: why those are not read. asked_back: what was guessed or left open, a sentence each. least_confidence:
    below it a column is not read. is_blank_open: a blank state means not done.
    """

    sheet: str
    kind: str
    why: list[str]
    confidence: float
    next_best: str | None
    header_rows: list[int]
    data_rows: list[int]
    columns: list[ColumnJson]
    missing: list[str]
    unread_columns: dict[str, str]
    unread_why: str | None
    doubts: list[str]
    asked_back: list[str]
    least_confidence: float
    is_blank_open: bool
    skipped_rows: dict[str, str]


class LeftSheetJson(TypedDict):
    """A sheet that was not read. is_ledger: it looks like one."""

    sheet: str
    reason: str
    is_ledger: bool


class ReadAsJson(TypedDict):
    """What of a workbook was taken for what, and what was left."""

    tables: list[TableJson]
    left: list[LeftSheetJson]


def explain(layouts: Layouts) -> str:
    """The text of `pmo-xl check BOOK --explain-layout`: every table, then every sheet that was left."""
    lines = [line for layout in layouts.tables for line in (*_table_lines(layout), "")]
    if layouts.left:
        lines += ["読まなかったシート", *(f"  {item.title}: {item.reason}" for item in layouts.left)]
    return "\n".join(map(visible_line, lines)).rstrip()


def remarks_on(layouts: Layouts, name: str, stem: str, *, is_settled: bool) -> tuple[str, ...]:
    """What the user should know of the reading, a sentence each: ledgers that were left, columns that were guessed.

    name, stem: of the workbook's file. is_settled: a layout file beside it was taken.
    """
    return tuple(
        filter(
            None,
            (_settled(name, stem) if is_settled else "", _left(layouts, name), _asked(layouts, name, stem)),
        )
    )


def _settled(name: str, stem: str) -> str:
    return f"{name}: 隣の {stem}.layout.toml に決められたとおりに表を読みました。"


def _left(layouts: Layouts, name: str) -> str:
    left = [f"「{item.title}」（{item.reason.rstrip('。')}）" for item in layouts.left if item.is_ledger]
    return f"{name}: 台帳に見えるシートのうち、読まなかったもの: {_shortened(left)}。" if left else ""


def _asked(layouts: Layouts, name: str, stem: str) -> str:
    """The one question back about columns that were guessed, or not read because nothing decides what they are."""
    told = [f"シート「{each.title}」の{doubt}" for each in layouts.tables for doubt in _asked_back(each)]
    if not told:
        return ""
    rest = f" ほか{len(told) - _MOST_ASKED}件。" if len(told) > _MOST_ASKED else ""
    how = f"違っていれば、pmo-xl check {name} --save-layout {stem}.layout.toml で書き出して直し、台帳の隣に置いてください。"
    return f"{name}: {'。'.join(told[:_MOST_ASKED])}。{rest}{how}"


def _asked_back(layout: Layout) -> Sequence[str]:
    return (*layout.doubts, *_guesses(layout))


def _guesses(layout: Layout) -> Iterator[str]:
    for field, known in layout.known_by.items():
        if known.by == "推測" and field in layout.columns:
            label = layout.record_class.columns[field].label
            yield f"{_heading(layout, field)}を「{label}」と推測して読みました"


def _heading(layout: Layout, field: str) -> str:
    heading = layout.headings.get(field, "")
    return f"「{heading}」" if heading else f"見出しのない{_letters(layout, field)}列"


def _letters(layout: Layout, field: str) -> str:
    return "・".join(map(column_letters, layout.spans.get(field, (layout.columns[field],))))


def _places(layout: Layout, field: str) -> Sequence[int]:
    """The columns that hold a part of a field's value: dates side by side, the parts of a number, marks by person."""
    parts = layout.spans.get(field) or layout.parts.get(field) or tuple(layout.marks.get(field, ()))
    return parts or (layout.columns[field],)


def explained(layouts: Layouts) -> ReadAsJson:
    """What `--explain-layout --format json` gives: the same, with a name for each thing."""
    left: list[LeftSheetJson] = [
        {"sheet": left.title, "reason": left.reason, "is_ledger": left.is_ledger} for left in layouts.left
    ]
    return {"tables": [_table(layout) for layout in layouts.tables], "left": left}


def _table(layout: Layout) -> TableJson:
    columns = layout.record_class.columns
    return {
        "sheet": layout.title,
        "kind": layout.record_class.sheet.label,
        "why": list(layout.reasons),
        "confidence": layout.confidence,
        "next_best": layout.next_best or None,
        "header_rows": list(layout.header_rows),
        "data_rows": [layout.first_row, layout.last_row],
        "columns": [_column(layout, name) for name in layout.columns],
        "missing": [
            columns[name].label for name in layout.record_class.must_fields if name not in layout.columns
        ],
        "unread_columns": {column_letters(column): text for column, text in layout.unknown.items()},
        "unread_why": _unread_why(layout) or None,
        "doubts": list(layout.doubts),
        "asked_back": list(_asked_back(layout)),
        "least_confidence": CONFIDENT,
        "is_blank_open": layout.is_blank_open,
        "skipped_rows": {str(row): reason for row, reason in sorted(layout.skipped_rows.items())},
    }


def _column(layout: Layout, name: str) -> ColumnJson:
    known = layout.known_by.get(name)
    return {
        "field": layout.record_class.columns[name].label,
        "column": column_letters(layout.columns[name]),
        "columns": [column_letters(each) for each in _places(layout, name)],
        "unit": layout.units.get(name, 1),
        "persons": list(layout.marks.get(name, {}).values()),
        "is_in_next_row": name in layout.below,
        "heading": layout.headings.get(name, ""),
        "goes_on": name in layout.carried,
        "by": known.by if known else "見出し",
        "confidence": known.confidence if known else 1.0,
        "next": (known.rival or None) if known else None,
    }


def _table_lines(layout: Layout) -> Iterator[str]:
    yield f"シート「{layout.title}」を {layout.record_class.sheet.label} として読みました。"
    yield from (f"  {reason}" for reason in layout.reasons)
    yield from _confidence_lines(layout)
    yield f"  見出し {_rows(*layout.header_rows)}、データ {_rows(layout.first_row, layout.last_row)}"
    yield from (_column_line(layout, name) for name in layout.columns)
    yield from _how_known(layout)
    yield from _missing_lines(layout)
    if layout.unknown:
        headings = [f"{column_letters(column)}列「{text}」" for column, text in layout.unknown.items()]
        yield f"  読まない列: {_shortened(headings)}（{_unread_why(layout)}）"
    yield from (f"  {doubt}。" for doubt in layout.doubts)
    if layout.skipped_rows:
        rows = [f"{row}行目（{reason}）" for row, reason in sorted(layout.skipped_rows.items())]
        yield f"  記録でない行: {_shortened(rows)}"
    if layout.is_blank_open:
        yield "  状態の列には終わった行の印しかないため、空欄の行は終わっていないものとして読みます。"


def _rows(first: int, last: int) -> str:
    if last < first:
        return "なし"
    return f"{first}行目" if first == last else f"{first}～{last}行目"


def _column_line(layout: Layout, name: str) -> str:
    place, text = f"{_letters(layout, name)}列", layout.headings.get(name, "")
    heading = "次の行" if name in layout.below else f"「{text}」" if text else "見出しなし"
    unit = f"（{layout.units[name]:,}円単位）" if name in layout.units else ""
    marks = (
        f"（印のある列の名前: {_shortened(list(layout.marks[name].values()))}）"
        if name in layout.marks
        else ""
    )
    goes_on = _GOES_ON if name in layout.carried else ""
    label = layout.record_class.columns[name].label
    return f"  {place} {heading} → {label}{unit}{marks}{goes_on}{_known_by(layout, name)}"


def _confidence_lines(layout: Layout) -> Iterator[str]:
    if layout.confidence < 1:
        yield f"  この読み方の確かさ: {layout.confidence:.0%}"
    if layout.next_best:
        yield f"  次に近い読み方: {layout.next_best}"
    elif not layout.is_ours:
        yield "  次に近い読み方: なし（ほかの台帳としては見出しが足りません）"


def _known_by(layout: Layout, name: str) -> str:
    """How a column is known where its heading alone does not say it plainly, and the column that would be next."""
    known = layout.known_by.get(name)
    if known is None or name in layout.below:
        return ""
    guess = "見出しの一部と値からの推測" if layout.headings.get(name) else "値からの推測"
    how = {"値": "値から", "推測": guess, "設定": "配置のファイルから"}.get(known.by, "")
    sure = f"確かさ {known.confidence:.0%}" if known.confidence < _PLAIN and known.by != "設定" else ""
    rival = f"次の候補「{known.rival}」" if known.rival else ""
    said = "、".join(filter(None, (how, sure, rival)))
    return f"（{said}）" if said else ""


def _how_known(layout: Layout) -> Iterator[str]:
    """How many columns are known by their heading, by values, by a guess, by a layout file."""
    counts = Counter(layout.known_by[name].by for name in layout.columns if name in layout.known_by)
    told = "、".join(f"{how} {counts[how]} 列" for how in _WAYS if counts[how])
    if told:
        yield f"  列の決め方: {told}（確かさが {CONFIDENT:.0%} に届かない列は読まず、聞き返します）"


def _unread_why(layout: Layout) -> str:
    """Why columns with a heading are not read; empty where there are none."""
    label = layout.record_class.sheet.label
    return f"{label}の項目と決められる見出しでないため。独自の列として残ります" if layout.unknown else ""


def _missing_lines(layout: Layout) -> Iterator[str]:
    for name in layout.record_class.must_fields:
        if name not in layout.columns:
            near = layout.near_labels.get(name)
            hint = f"（似た見出し「{near}」）" if near else ""
            yield f"  必須の列「{layout.record_class.columns[name].label}」が見つかりません{hint}。"


def _shortened(items: list[str]) -> str:
    rest = len(items) - _LONGEST_LIST
    return "、".join(items[:_LONGEST_LIST]) + (f" ほか{rest}件" if rest > 0 else "")
