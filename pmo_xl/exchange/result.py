"""Exchange: what comparing sources with a book came to: rows to look at, decisions to take, changes to write."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pmo_xl.errors import BadOption, RefusedEdit
from pmo_xl.exchange import longtext
from pmo_xl.exchange.lines import COLUMNS, Line, lines_of
from pmo_xl.exchange.normal import normal
from pmo_xl.exchange.outcome import OPEN, WHOLE_ROW, WRITTEN, Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.row import column_of, is_long
from pmo_xl.exchange.writing import Target, Write, Writing, written
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.references import id_key, name_key
from pmo_xl.workbook.changes.editing import apply

if TYPE_CHECKING:
    from pathlib import Path

    from pmo_xl.exchange.book_changes import BookChanges
    from pmo_xl.rules.change_check import ChangeCheck
    from pmo_xl.workbook.edits.edit import SaveReport

BOOK, SOURCE, BOTH, NONE = "book", "source", "both", "none"
CHOICES: Final[Mapping[str, str]] = {"台帳": BOOK, "相手": SOURCE, "両方": BOTH, "書かない": NONE}
"""What stands in 採用, and what it is called in code."""

_CELLS: Final = ("unread", "blocked", "cells")
SUMMARY_KEYS: Final = (*(state.value for state in RowState), *_CELLS)
"""What the summary of an exchange counts: rows by state, then cells."""

DecisionKey = tuple[str, str, str]


@dataclass(frozen=True)
class SourceFacts:
    """What was read of one source. rows_seen, rows_read: rows of its table, and those that were understood.

    failed: why it could not be read at all, a Japanese sentence.
    """

    file: str
    sha256: str | None = None
    tool: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    rows_seen: int = 0
    rows_read: int = 0
    key: str | None = None
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the source that our list does not have. nearest: the word of ours that looks most like it."""

    column: str
    word: str
    count: int
    nearest: str | None = None


@dataclass
class Exchange(ItemReport):
    """The result of import, collect or merge. Nothing is written before `apply`.

    command: what made it. sources: what was read. rows: every row, the book's in its order, then the new ones. remarks: what
    the user has to know of the reading. unused_columns: headings of the source that go nowhere. are_ids_kept: whether
    new rows keep a number that is free. only: "new" or "changed" alone is written. after_save: what is done when the
    book was saved (the base is kept); it gives a sentence for what failed. source_name, columns_found: what a map of the
    source begins with. new_columns: by sheet and heading, what is added to the book before anything is written; `again`
    adds them, compares and writes anew with the same decisions. places: where the sources lie. asked: what the caller
    asked of the comparison beside them, by name, so that it can be made again.
    """

    command: str
    target: Target
    sources: Sequence[SourceFacts]
    rows: Sequence[RowOutcome]
    remarks: Sequence[str] = ()
    unused_columns: Sequence[str] = ()
    unknown_words: Sequence[UnknownWord] = ()
    are_ids_kept: bool = False
    only: str | None = None
    after_save: Callable[[Exchange], str | None] | None = None
    decisions: dict[DecisionKey, str] = field(default_factory=dict)
    source_name: str | None = None
    columns_found: Mapping[str, str] = field(default_factory=dict)
    new_columns: Sequence[tuple[str, str]] = ()
    places: Sequence[Path] = ()
    asked: Mapping[str, str | int | bool] = field(default_factory=dict)
    again: Callable[[Exchange], Exchange] | None = None
    saved: SaveReport | None = None
    failure: str | None = None
    _writing: Writing | None = field(default=None, repr=False)

    columns: ClassVar[Sequence[ListColumn]] = COLUMNS

    __hash__ = ItemReport.__hash__
    __repr__ = ItemReport.__repr__

    def of(self, state: str) -> tuple[RowOutcome, ...]:
        """The rows in one state: new changed same conflict gone doubtful. BadOption for another word."""
        if state not in [each.value for each in RowState]:
            raise BadOption(f"行の状態「{state}」はありません。{'、'.join(RowState)} のどれかです。")
        return tuple(row for row in self.rows if row.state == state)

    @property
    def items(self) -> Sequence[Line]:
        """What is shown, a line for each cell that differs and each row that came or went."""
        return tuple(lines_of(self))

    @property
    def undated(self) -> tuple[()]:
        """Nothing: a line has no due date."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """新規, 変更, 衝突, 要確認, 同じ and なし, in rows."""
        words = {"新規": "new", "変更": "changed", "衝突": "conflict", "要確認": "doubtful"}
        words |= {"同じ": "same", "なし": "gone"}
        return {word: self.summary[name] for word, name in words.items()}

    @property
    def summary(self) -> Mapping[str, int]:
        """How many rows are in each state, and how many cells are unread, blocked and written (SUMMARY_KEYS)."""
        states = Counter(row.state.value for row in self.rows)
        unread = sum(each.state is FieldState.UNREAD for row in self.rows for each in row.fields)
        cells = (unread, len(self.writing.blocked), self.writing.cells)
        return {state.value: states[state.value] for state in RowState} | dict(
            zip(_CELLS, cells, strict=True)
        )

    @property
    def book_sha256(self) -> str:
        """The fingerprint of the book's rows as they were compared, hex: the same from the file and from Excel."""
        digest = hashlib.sha256()
        for row in self.rows:
            ours = row.ours
            for name in sorted(ours.values) if ours else ():
                value = normal(column_of(row.sheet, name).kind, ours.values[name], name) if ours else None
                digest.update(f"{row.sheet.sheet.label}\t{row.row_id}\t{name}\t{value}\n".encode())
        return digest.hexdigest()

    @property
    def is_open(self) -> bool:
        """Whether something waits for a person: conflicts, doubts, cells not read or not to be written."""
        undecided = any(True for row in self.rows for _ in self._undecided(row))
        unread = any(each.state is FieldState.UNREAD for row in self.rows for each in row.fields)
        return undecided or unread or bool(self.writing.blocked)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to write and nothing to decide."""
        return not len(self.writing.changes) and not self.is_open and not self.new_columns

    def decide(self, row_id: str, column: str, choice: str) -> None:
        """Decide one cell, or with 「(行)」 a new row in doubt. BadOption for a row, column or choice that is not there.

        row_id: the row's ID (外部ID, key). column: its label or field. choice: "book", "source", "both" (long texts),
        "none", or the name of one of several sources.
        """
        row, told = self._found(row_id, column)
        _refuse_choice(row, told, choice)
        self.decisions[decision_key(row, told)] = choice
        self.renew()

    def decide_all(self, choices: Mapping[DecisionKey, str]) -> None:
        """Decide many cells by sheet, row and field, as a list of proposals has them back; what is not there is left."""
        for row in self.rows:
            for told in (None, *row.fields):
                choice = choices.get(decision_key(row, told))
                if choice is not None and choice != self.usual(row, told):
                    _refuse_choice(row, told, choice)
                    self.decisions[decision_key(row, told)] = choice
        self.renew()

    def usual(self, row: RowOutcome, told: Field | None) -> str:
        """What becomes of a cell or a row where nobody decides."""
        if told is None:
            return SOURCE if row.state is RowState.NEW else NONE
        if told.state is FieldState.BOTH:
            return BOTH
        return SOURCE if told.state is FieldState.TAKE else NONE

    def prefer(self, choice: str) -> None:
        """Decide every conflict for one side: "book" or "source"."""
        for row in self.rows:
            for told in row.fields if row.ours else ():
                if told.state is FieldState.CONFLICT and not (choice == SOURCE and _are_apart(told)):
                    self.decisions.setdefault(decision_key(row, told), choice)
        self.renew()

    def renew(self) -> None:
        """Follow what was decided; called after every decision."""
        self._writing = None

    @property
    def writing(self) -> Writing:
        """The changes as decided so far, and what of them cannot be written."""
        if self._writing is None:
            self._writing = written(self.target, self._writes(), are_ids_kept=self.are_ids_kept)
        return self._writing

    @property
    def changes(self) -> BookChanges:
        """The changes as decided so far, as those of `book.edit()`: preview, check, and report once they are saved."""
        return self.writing.changes

    def check(self, rules: str | Iterable[str] = ()) -> ChangeCheck:
        """The findings that writing would bring, end and leave; nothing is written. rules: as `Book.check`."""
        return self.changes.check(rules)

    def apply(self) -> SaveReport | None:
        """Write what is to be written, all or nothing of it; None where there is nothing. RefusedEdit as the editor."""
        if self.saved is not None:
            raise RefusedEdit("もう書き込みました。もう一度書くには、ブックを読み直してください。")
        if self.new_columns and self.again is not None:
            other = self.again(self)
            self.saved, self.failure = other.saved, other.failure
            return self.saved
        if len(self.changes):
            self.saved = self.changes.report = apply(self.changes, self.target.editor())
        if self.after_save is not None:
            self.failure = self.after_save(self)
        return self.saved

    def state_of(self, row: RowOutcome, told: Field) -> FieldState:
        """What becomes of a cell as decided so far."""
        if (id(row), told.name) in self.writing.blocked:
            return FieldState.BLOCKED
        choice = self.decisions.get(decision_key(row, told))
        if choice is None:
            return told.state
        return FieldState.KEEP if choice in (BOOK, NONE) else FieldState.TAKE

    def is_settled(self, row: RowOutcome, told: Field) -> bool:
        """Whether the other side's value of a cell is dealt with: written, or turned down by a person."""
        return (id(row), told.name) not in self.writing.blocked and self.is_ruled(row, told)

    def is_ruled(self, row: RowOutcome, told: Field) -> bool:
        """The same as far as nothing is tried on the file: whether it is to be written, or was turned down."""
        if not self._is_wanted(row):
            return False
        choice = self.decisions.get(decision_key(row, told))
        return choice not in (None, NONE) if told.state in OPEN or choice else told.state in WRITTEN

    def _writes(self) -> Iterator[Write]:
        for row in self.rows:
            if not self._is_wanted(row):
                continue
            if row.ours is None:
                if self._is_added(row):
                    yield Write(row, None, dict(self._decided(row)))
                continue
            for told in row.fields:
                is_written, value = self._ruled(row, told)
                if is_written:
                    yield Write(row, told, value)

    def _decided(self, row: RowOutcome) -> Iterator[tuple[str, Any]]:
        """Of a new row, the cells that were left out of it and that a person decided to write."""
        for told in row.fields:
            is_written, value = self._ruled(row, told)
            if is_written and decision_key(row, told) in self.decisions:
                yield told.name, value

    def _is_wanted(self, row: RowOutcome) -> bool:
        return self.only is None or (self.only == "new") == (row.ours is None)

    def _is_added(self, row: RowOutcome) -> bool:
        choice = self.decisions.get(decision_key(row, None))
        if row.state is RowState.NEW:
            return choice not in (BOOK, NONE)
        return choice == SOURCE and bool(row.theirs)

    def _ruled(self, row: RowOutcome, told: Field) -> tuple[bool, Any]:
        choice = self.decisions.get(decision_key(row, told))
        if choice is None:
            return told.state in WRITTEN, told.after
        if choice in (BOOK, NONE):
            return False, None
        if choice == BOTH:
            newest = told.name in longtext.NEWEST_FIRST
            return True, longtext.joined(told.book, told.other, is_newest_first=newest)
        return True, dict(told.others).get(choice, told.other)

    def _undecided(self, row: RowOutcome) -> Iterator[Field | None]:
        if row.state is RowState.DOUBTFUL and not row.fields:
            if self.decisions.get(decision_key(row, None), NONE) == NONE:
                yield None
            return
        for told in row.fields:
            if told.state in OPEN and self.decisions.get(decision_key(row, told), NONE) == NONE:
                yield told

    def _found(self, row_id: str, column: str) -> tuple[RowOutcome, Field | None]:
        rows = [row for row in self.rows if id_key(row_id) in _names(row)]
        if not rows:
            raise BadOption(f"比べた行に「{row_id}」はありません。")
        if column == WHOLE_ROW:
            return rows[0], None
        for row in rows:
            for told in row.fields:
                if name_key(column) in (name_key(told.name), name_key(row.column(told.name).label)):
                    return row, told
        raise BadOption(f"「{row_id}」の「{column}」に決めるものはありません。")


def _names(row: RowOutcome) -> set[str]:
    each: Iterable[str | None] = (row.row_id, row.name, *(key for one in row.theirs for key in one.keys))
    return {id_key(name) for name in each if name}


def decision_key(row: RowOutcome, told: Field | None) -> DecisionKey:
    """What a decision about a cell (None: the row) is kept under."""
    return row.sheet.sheet.label, id_key(row.name), told.name if told else WHOLE_ROW


def _refuse_choice(row: RowOutcome, told: Field | None, choice: str) -> None:
    files = [name for name, _ in told.others] if told else []
    if choice not in (BOOK, SOURCE, BOTH, NONE, *files):
        raise BadOption(f"採用「{choice}」は使えません。{'、'.join(CHOICES)} のどれかです。")
    if told is None:
        return
    if told.state is FieldState.UNREAD and choice in (SOURCE, BOTH):
        raise BadOption(f"{row.name} の相手の値「{told.other}」は読めないため、書けません。")
    if choice == BOTH and not is_long(row.sheet, told.name):
        raise BadOption(
            f"{row.name} の「{row.column(told.name).label}」は文章の列ではないため「両方」は使えません。"
        )
    if choice == SOURCE and _are_apart(told):
        raise BadOption(
            f"{row.name}: ファイルによって値が違います。{'、'.join(files)} のどれかを書いてください。"
        )


def _are_apart(told: Field) -> bool:
    values = [value for _, value in told.others]
    return any(value != values[0] for value in values)
