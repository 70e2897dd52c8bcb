"""Differences: what changed between two states of a book, told under the headings of a mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Final

from pmo_xl.exchange.compare import Policy, Sides, differing
from pmo_xl.exchange.match import Keys, Pair, match
from pmo_xl.exchange.normal import is_blank
from pmo_xl.exchange.outcome import Field
from pmo_xl.exchange.row import Row, column_of, compared_fields
from pmo_xl.exchange.words import Meaning, meaning_of, short_day, words_of
from pmo_xl.metrics.overdue import OverdueItem
from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.display import display
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.record import Record
from pmo_xl.model.references import people
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import STATES, StateClass, list_name

NEW, DONE, POSTPONED, HANDED_OVER, ANSWERED, LATE, MONEY, OTHER, REMOVED, UNCLEAR = SECTIONS = (
    "新規",
    "終わったもの",
    "延びたもの",
    "担当が替わったもの",
    "回答が入ったもの",
    "遅れているもの",
    "予算",
    "その他の変更",
    "消えた行",
    "突き合わせられない行",
)
_BY_MEANING: Final = {
    Meaning.POSTPONED: POSTPONED,
    Meaning.HANDED_OVER: HANDED_OVER,
    Meaning.ANSWERED: ANSWERED,
    Meaning.MONEY: MONEY,
    Meaning.OTHER: OTHER,
}
_SHOWN: Final = 3
_OVER: Final = (StateClass.DONE, StateClass.CANCELLED)
_TOLD_OF_NEW: Final = ("priority", "owner", "answered_by", "due_on", "planned_finish")
_CLOSED: Final = frozenset({"status", "closed_on", "resolution", "actual_finish", "collected_on"})
_DAYS_OF_CLOSING: Final = ("closed_on", "actual_finish", "answered_on", "collected_on")


@dataclass(frozen=True)
class State:
    """One side of a comparison: a book or a recorded run. sheets: the rows of each sheet that is there.

    fields: by sheet, the fields of which it has a column.
    """

    name: str
    as_of: date
    sheets: Mapping[type[Record], tuple[Row, ...]]
    fields: Mapping[type[Record], frozenset[str]]


@dataclass(frozen=True)
class Difference:
    """One thing that changed. kind: 追加, 変更, 削除 or 不明. column: its label, None for a whole row. words: as a mail says it."""

    section: str
    sheet: str
    row_id: str | None
    title: str
    kind: str
    column: str | None
    before: str
    after: str
    words: str
    row: Row = field(repr=False, compare=False)


@dataclass(frozen=True, repr=False)
class Differences(ItemReport):
    """What changed from `old` to `new`. late: what is late now. remarks: what could not be compared, in Japanese.

    not_compared: sheets that stand on the earlier side alone.
    """

    old: str
    new: str
    old_day: date
    new_day: date
    items: tuple[Difference, ...]
    late: tuple[OverdueItem, ...] = ()
    remarks: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()

    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("区分", width=16, name="section"),
        ListColumn("シート", width=16, name="sheet"),
        ListColumn("ID", width=11, name="row_id"),
        ListColumn("件名", Kind.LONGTEXT, 30, name="title"),
        ListColumn("列", width=14, name="column"),
        ListColumn("前", Kind.LONGTEXT, 30, name="before"),
        ListColumn("後", Kind.LONGTEXT, 30, name="after"),
        ListColumn("変化", Kind.LONGTEXT, 44, name="words"),
    )

    __hash__ = ItemReport.__hash__

    @property
    def undated(self) -> tuple[()]:
        """Nothing: a difference has no due date."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each section."""
        return {name: len(self.of(name)) for name in SECTIONS if self.of(name)} or {"変化": 0}

    def of(self, section: str) -> tuple[Difference, ...]:
        """What is told under one heading."""
        return tuple(each for each in self.items if each.section == section)


def differences(
    old: State,
    new: State,
    *,
    times: Callable[[Row, str], int] = lambda row, name: 0,
    is_wanted: Callable[[Row], bool] = lambda row: True,
    late: Iterable[OverdueItem] = (),
    hidden: Callable[[type[Record], str], bool] = lambda sheet, name: False,
) -> Differences:
    """Every difference of two states. times: how often a date of a row was put off. is_wanted: whose rows are told.

    hidden: the columns that are not told.
    """
    found: list[Difference] = []
    remarks: list[str] = []
    missing: list[str] = []
    for sheet in SHEETS:
        if sheet in old.sheets and sheet in new.sheets:
            found += _of_sheet(sheet, old, new, times, hidden, remarks)
        elif new.sheets.get(sheet):
            rows = len(new.sheets[sheet])
            remarks.append(f"シート「{sheet.sheet.label}」は新しいほうだけにあります({rows} 行)。")
        elif old.sheets.get(sheet):
            missing.append(sheet.sheet.label)
            remarks.append(f"シート「{sheet.sheet.label}」は前のほうだけにあり、比べていません。")
    items = tuple(sorted((each for each in found if is_wanted(each.row)), key=_order))
    return Differences(
        old.name, new.name, old.as_of, new.as_of, items, tuple(late), tuple(remarks), tuple(missing)
    )


def of_new_side(found: Differences, since: Differences, base: State) -> Differences:
    """Of two sides' differences those that the new one made; since: the new one against the `base` of both.

    What is left out is counted in a remark; what the base has no sheet or column for is all told.
    """
    cells = {(*_row_key(each), each.column) for each in since.items}
    rows = {_row_key(each) for each in since.items}
    whole = {_row_key(each) for each in since.items if each.column is None}
    labels = {
        sheet.sheet.label: {column_of(sheet, name).label for name in names}
        for sheet, names in base.fields.items()
    }

    def is_new(each: Difference) -> bool:
        """Whether the new side did it: the cell, or anything of a row that only one side has; doubts are all told."""
        key = _row_key(each)
        known = labels.get(each.sheet, set())
        is_unknown = not known or (each.column is not None and each.column not in known)
        is_told = each.section == UNCLEAR or is_unknown
        if each.column is None:
            return is_told or key in rows
        return is_told or key in whole or (*key, each.column) in cells

    items = tuple(each for each in found.items if is_new(each))
    left = len(found.items) - len(items)
    told = (
        (f"前の {found.old} のほうで変わったもの {left} 件は挙げていません(元: {since.old})。",)
        if left
        else ()
    )
    more = [each for each in since.remarks if each not in found.remarks]
    remarks = (*found.remarks, *(f"元との比較: {each}" for each in more), *told)
    return replace(found, items=items, remarks=remarks)


def _row_key(each: Difference) -> tuple[str, str]:
    return each.sheet, each.row_id or each.title


def _order(each: Difference) -> int:
    return SECTIONS.index(each.section)


def _of_sheet(
    sheet: type[Record],
    old: State,
    new: State,
    times: Callable[[Row, str], int],
    hidden: Callable[[type[Record], str], bool],
    remarks: list[str],
) -> Iterator[Difference]:
    _tell_columns(sheet, old, new, remarks)
    sides = Sides(sheet, old.sheets[sheet], new.sheets[sheet], keys=Keys(is_rewriting_shown=True))
    found = match(sides.theirs, sides.ours, sides.keys)
    if found.remark:
        remarks.append(f"{sheet.sheet.label}: {found.remark}")
    year = new.as_of.year
    for pair in found.pairs:
        yield from _of_pair(pair, sides, times, hidden, year)
    for row in _told_apart(sheet, found.new, remarks):
        yield _whole(NEW, "追加", row, _new_words(row, year))
    for row in found.only_ours:
        yield _whole(REMOVED, "削除", row, _removed_words(row))
    for theirs, ours, why in found.doubtful:
        one = theirs or ours
        if one is not None:
            yield _whole(UNCLEAR, "不明", one, f"{one.title}({why})")


def _told_apart(sheet: type[Record], new: Sequence[Row], remarks: list[str]) -> Sequence[Row]:
    """The new rows that are each a change; what a later version brought (blank settings, words) is told in one line."""
    brought = [row for row in new if sheet is Choice or (sheet is Setting and _is_as_made(row))]
    if brought:
        names = [str(row.values.get("list_name") or row.title) for row in brought]
        shown = "、".join(list(dict.fromkeys(names))[:_SHOWN])
        remarks.append(f"{sheet.sheet.label}に {len(brought)} 行が増えました({shown} など)。")
    return [row for row in new if row not in brought] if brought else new


def _is_as_made(row: Row) -> bool:
    """Whether a row of 設定 holds what a new book holds there."""
    declared, value = KEYS.get(str(row.values.get("key") or "")), row.values.get("value")
    return is_blank(value) or (declared is not None and str(value) == str(declared.default))


def _tell_columns(sheet: type[Record], old: State, new: State, remarks: list[str]) -> None:
    """Columns that only one side has, and in which something stands there, are not compared, and said."""
    for one, other, side in ((new, old, "前"), (old, new, "新しいほう")):
        lacking = [
            column_of(sheet, name).label
            for name in compared_fields(sheet)
            if name in one.fields[sheet] and name not in other.fields[sheet]
            if any(not is_blank(row.values.get(name)) for row in one.sheets[sheet])
        ]
        if lacking:
            remarks.append(
                f"{sheet.sheet.label}: {side}に「{'」「'.join(lacking)}」の列がないため、その列は比べていません。"
            )


def _of_pair(
    pair: Pair,
    sides: Sides,
    times: Callable[[Row, str], int],
    hidden: Callable[[type[Record], str], bool],
    year: int,
) -> Iterator[Difference]:
    told = [each for each in differing(pair, sides, Policy()) if not hidden(sides.sheet, each.name)]
    is_over = any(each.name == "status" and _is_over(sides.sheet, each) for each in told)
    is_over = is_over or any(each.name == "actual_finish" and is_blank(each.book) for each in told)
    if is_over:
        yield _finished(pair, told, year)
    for each in told:
        if not (is_over and each.name in _CLOSED):
            yield _of_cell(pair, each, times, year)


def _is_over(sheet: type[Record], told: Field) -> bool:
    classes = STATES.get(list_name(sheet, "status"), {})
    return classes.get(told.other) in _OVER and classes.get(told.book) not in _OVER


def _finished(pair: Pair, told: Sequence[Field], year: int) -> Difference:
    row = pair.theirs
    status = next((each for each in told if each.name == "status"), None)
    words = row.title
    owner = row.values.get("owner")
    closed = next((day for name in _DAYS_OF_CLOSING if (day := row.values.get(name))), None)
    state = str(status.other) if status else "完了"
    moment = f"{short_day(closed, year)} {state}" if isinstance(closed, date) else state
    words += f"({'、'.join(filter(None, (_first(owner), moment)))})"
    before, after = (str(status.book or ""), str(status.other)) if status else ("", moment)
    sheet = row.sheet
    label = sheet.columns["status"].label if status else sheet.columns["actual_finish"].label
    return Difference(
        DONE, sheet.sheet.label, row.row_id, row.title, "変更", label, before, after, words, row
    )


def _of_cell(pair: Pair, told: Field, times: Callable[[Row, str], int], year: int) -> Difference:
    row, sheet = pair.theirs, pair.theirs.sheet
    column = column_of(sheet, told.name)
    meaning = meaning_of(sheet, told.name, told.book, told.other)
    words = words_of(
        sheet, told.name, told.book, told.other, row.values, times=times(row, told.name), year=year
    )
    return Difference(
        _BY_MEANING[meaning],
        sheet.sheet.label,
        row.row_id,
        row.title,
        "変更",
        column.label,
        _shown(column.kind, told.book),
        _shown(column.kind, told.other),
        words,
        row,
    )


def _shown(kind: Kind, value: object) -> str:
    return value if isinstance(value, str) else display(kind, value)


def _whole(section: str, kind: str, row: Row, words: str) -> Difference:
    before, after = (row.title, "") if section == REMOVED else ("", row.title)
    return Difference(
        section, row.sheet.sheet.label, row.row_id, row.title, kind, None, before, after, words, row
    )


def _new_words(row: Row, year: int) -> str:
    parts = []
    for name in _TOLD_OF_NEW:
        value = row.values.get(name)
        if isinstance(value, date):
            parts.append(f"{row.sheet.columns[name].label} {short_day(value, year)}")
        elif not is_blank(value):
            parts.append(_first(str(value)))
    return f"{row.title}({'、'.join(parts)})" if parts else row.title


def _removed_words(row: Row) -> str:
    status = row.values.get("status")
    return f"{row.title}(前回 {status})" if status else row.title


def _first(names: object) -> str:
    """The one who is responsible."""
    return next(iter(people(str(names))), "") if names else ""
