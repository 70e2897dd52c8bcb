"""One table of a ledger, written in drawn habits: heading, IDs, rows, and what stands between and below them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from pmo_xl.model.order import Order
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from tests.wild import forms, words
from tests.wild.cells import Cell, Sketch
from tests.wild.project import Item
from tests.wild.truth import CANCELLED, DONE, OPEN, TrueRow, TrueTable
from tests.wild.words import Kind, Words

KEY_FIELDS = ("id", "title", "question", "owner", "answered_by", "due_on", "planned_finish", "status")
_MARKED = ("○", "〇", "●")


@dataclass
class Column:
    """One column that is written. field "": an own column. names: of the persons, where ○ stands under each."""

    field: str
    heading: str
    group: str = ""
    number: int = 0
    suffix: str = ""
    person: str = ""


@dataclass
class TableWriter:
    """Writes one table and keeps the truth of it. At row and column, both from 1."""

    draw: Random
    kind: Kind
    sketch: Sketch
    items: list[Item]
    row: int
    column: int
    habits: list[str]
    is_lone: bool = True
    start_number: int = 1
    is_plain: bool = False
    is_merged: bool = False
    columns: list[Column] = field(default_factory=list)

    def write(self) -> TrueTable:
        self._choose_forms()
        self._choose_columns()
        last_header = self._write_heading()
        self.truth = TrueTable(self.kind.sheet, self.sketch.title, last_header, self._key_columns())
        self.truth.amount_field = "ordered" if self.kind.sheet is Order else ""
        self._write_rows(last_header + 1)
        return self.truth

    # -- what is drawn for the whole table

    def _chance(self, share: float, habit: str = "") -> bool:
        found = not self.is_plain and self.draw.random() < share
        if found and habit:
            self.habits.append(habit)
        return found

    def _choose_forms(self) -> None:
        draw = self.draw
        name, self.raised_form = forms.day_form(draw, is_plain=self.is_plain)
        self.habits.append(f"raised:{name}")
        name, self.day_form = forms.day_form(draw, is_plain=self.is_plain)
        self.habits.append(f"due:{name}")
        self.due_name = name
        person, self.person_form = draw.choice(list(forms.PERSON_FORMS.items()))
        self.habits.append(f"person:{person}")
        self.states = draw.choice(words.STATES.get(self.kind.sheet, ({},)))
        if self.states:
            self.habits.append("states:" + "/".join(self.states[OPEN][:1] + self.states[DONE][:1]))
        self.amount = draw.choice(list(forms.AMOUNTS)) if self.kind.sheet is Order else ""
        if self.amount:
            self.habits.append(f"amount:{self.amount}")
        self.progress_form = forms.progress_form(draw)
        self.priorities = draw.choice(words.PRIORITIES)
        self.issue_kinds = draw.choice(words.KINDS_OF_ISSUE)
        self.id_habit = self._id_habit()
        self.habits.append(f"id:{self.id_habit}")
        self.has_marks = self.kind.sheet is Task and self._chance(0.15, "person-marks")
        self.has_pairs = False
        self.is_strikethrough = self._chance(0.08, "strikethrough")

    def _id_habit(self) -> str:
        prefix = (
            "number",
            "number",
            "number",
            "formula",
            "text",
            "format",
            "letter",
            "both",
            "both-first",
            "zero",
        )
        tasks = ("levels", "levels", "split")
        return (
            "number"
            if self.is_plain
            else self.draw.choice(prefix + (tasks if self.kind.sheet is Task else ()))
        )

    def _choose_columns(self) -> None:
        chosen = [w for w in self.kind.columns if w.share >= 1 or self.draw.random() < w.share]
        if self.is_lone is False:
            chosen = [w for w in self.kind.columns if w.share >= 0.9]
        if self.kind.sheet is Task and not {"progress", "actual_finish"} & {w.field for w in chosen}:
            chosen.append(next(w for w in self.kind.columns if w.field == "progress"))
        is_grouped = self._chance(0.25, "two-row heading")
        is_further = self._chance(0.5)
        columns: list[Column] = []
        for each in chosen:
            columns += self._columns_of(each, is_grouped, is_further)
        for own in self.draw.sample(
            words.OWN_COLUMNS, self.draw.choice((0, 0, 1, 1, 2, 3)) if not self.is_plain else 0
        ):
            place = self.draw.randint(1, len(columns))
            if (
                not (
                    columns[place - 1].group
                    and place < len(columns)
                    and columns[place].group == columns[place - 1].group
                )
                and not columns[place - 1].person
            ):
                columns.insert(place, Column("", own))
        self.columns = columns
        self._number_columns()

    def _columns_of(self, each: Words, is_grouped: bool, is_further: bool) -> list[Column]:
        draw = self.draw
        if each.field == "id":
            return self._id_columns(each, is_further)
        if each.field == "owner" and self.has_marks:
            group = draw.choice(each.known)
            return [Column("owner", name.split()[0], group, person=name) for name in words.PEOPLE]
        if is_grouped and each.group[0]:
            return [
                Column(each.field, draw.choice(each.group[1]), each.group[0], suffix=self._suffix(each.field))
            ]
        pool = each.further if each.further and is_further and draw.random() < 0.4 else each.known
        heading = draw.choice(pool)
        if pool is each.further:
            self.habits.append(f"further:{each.field}:{heading}")
        return [Column(each.field, self._ornate(heading), suffix=self._suffix(each.field))]

    def _id_columns(self, each: Words, is_further: bool) -> list[Column]:
        draw = self.draw
        pool = each.further if is_further and draw.random() < 0.4 else each.known
        heading = draw.choice(pool)
        if pool is each.further:
            self.habits.append(f"further:id:{heading}")
        if self.id_habit in ("both", "both-first"):
            named = [w for w in each.known if w not in ("No", "No.", "№", "項番", "#", "ID")]
            both = [Column("", draw.choice(("No", "No.", "項番", "#"))), Column("id", draw.choice(named))]
            return both if self.id_habit == "both" else both[::-1]
        if self.id_habit == "split":
            return [Column("id", level, "項番") for level in ("大", "中", "小")]
        return [Column("id", heading)]

    def _suffix(self, name: str) -> str:
        return forms.AMOUNTS[self.amount][0] if name in ("ordered", "estimated") and self.amount else ""

    def _ornate(self, heading: str) -> str:
        if self.is_plain or self.draw.random() < 0.85 or len(heading) < 2:
            return heading
        marked = ("※{}", "{}【必須】", "{} *", "{}\n(必須)", "●{}", "{}　")
        return self.draw.choice(
            (*marked, heading[0] + "　" + heading[1:], heading[:2] + "\n" + heading[2:])
        ).format(heading)

    def _number_columns(self) -> None:
        gap = self._chance(0.06, "blank column")
        at = self.draw.randint(2, max(2, len(self.columns) - 1))
        for place, column in enumerate(self.columns):
            column.number = self.column + place + (gap and place >= at and self._may_part(at))

    def _may_part(self, at: int) -> bool:
        left, right = self.columns[at - 1], self.columns[at]
        return not left.group or left.group != right.group

    def _key_columns(self) -> dict[str, frozenset[int]]:
        found: dict[str, frozenset[int]] = {}
        for column in self.columns:
            if column.field in KEY_FIELDS:
                found[column.field] = found.get(column.field, frozenset()) | {column.number}
        if self.kind.title == "question" and "title" not in found:
            found.pop("title", None)
        return found

    # -- the heading

    def _write_heading(self) -> int:
        groups = [column.group for column in self.columns]
        if self.amount == "note-thousand":
            self.sketch.put(
                self.row,
                self.columns[-1].number,
                self.draw.choice(("単位:千円", "（単位：千円）", "(単位 千円)")),
            )
            self.row += 1
        if not any(groups):
            for column in self.columns:
                self.sketch.put(self.row, column.number, column.heading + column.suffix)
            return self.row
        is_first, is_merged = self.draw.random() < 0.5, self.draw.random() < 0.8 or self.is_merged
        for place, column in enumerate(self.columns):
            if column.group:
                self.sketch.put(self.row + 1, column.number, column.heading + column.suffix)
                if place == 0 or groups[place - 1] != column.group:
                    self.sketch.put(self.row, column.number, column.group)
                    end = place
                    while end + 1 < len(groups) and groups[end + 1] == column.group:
                        end += 1
                    if is_merged and end > place:
                        self.sketch.merge(self.row, column.number, self.row, self.columns[end].number)
            else:
                self.sketch.put(
                    self.row if is_first else self.row + 1, column.number, column.heading + column.suffix
                )
                if is_first and is_merged:
                    self.sketch.merge(self.row, column.number, self.row + 1, column.number)
        return self.row + 1

    # -- the rows

    def _write_rows(self, row: int) -> None:
        has_example = self._chance(0.07, "example row")
        sections = self.draw.choice(("mark", "merged", "name", "blank")) if self._chance(0.2) else ""
        if sections:
            self.habits.append(f"sections:{sections}")
        is_repeated = self._chance(0.04, "heading again")
        is_split = not self.has_marks and self._chance(0.07, "record over rows")
        has_gaps = self._chance(0.05, "blank rows")
        if has_example:
            row = self._example(row)
        phase = ""
        for place, item in enumerate(self.items):
            if sections and item.phase != phase:
                row = self._section(row, item.phase, sections)
                phase = item.phase
            if is_repeated and place and place % 5 == 0:
                self._write_again(row)
                row += 1
            if has_gaps and place == len(self.items) // 2:
                row += 1
            row = self._record(row, item, is_split=is_split and place % 2 == 0)
        self._below(row)

    def _example(self, row: int) -> int:
        for column in self.columns:
            value: Any = self._value(column, self.items[0], row)
            if column.field == "id":
                value = self.draw.choice(("例", "記入例", "(例)"))
            self.sketch.put(row, column.number, value)
        return row + 1

    def _section(self, row: int, phase: str, how: str) -> int:
        title = self._column_of("title", "question")
        if how == "blank":
            return row + 1 if self.truth.rows else row
        if how == "name" and title:
            self.sketch.put(row, title.number, phase, is_bold=True)
        else:
            mark = self.draw.choice(("■", "◆", "【", "●"))
            first, last = self.columns[0].number, self.columns[-1].number
            self.sketch.put(row, first, f"{mark}{phase}" + ("】" if mark == "【" else ""))
            if how == "merged":
                self.sketch.merge(row, first, row, last)
        return row + 1

    def _column_of(self, *fields: str) -> Column | None:
        return next((c for f in fields for c in self.columns if c.field == f), None)

    def _write_again(self, row: int) -> None:
        for column in self.columns:
            if (again := self.sketch.cells.get((self.truth.last_header, column.number))) and not isinstance(
                again.value, float
            ):
                self.sketch.put(row, column.number, again)

    def _record(self, row: int, item: Item, *, is_split: bool) -> int:
        is_strikethrough = self.is_strikethrough and item.state == DONE
        id_column = self._column_of("id")
        for column in self.columns:
            value = self._value(column, item, row)
            if (
                is_strikethrough
                and isinstance(value, str)
                and value
                and column.field in ("id", "title", "question", "owner")
            ):
                value = Cell(value, is_strikethrough=True)
            self.sketch.put(row, column.number, value)
        lines = 1
        notes = self._column_of("resolution", "remarks", "statement")
        if is_split and notes and id_column and self.id_habit != "split":
            lines = 2
            self.sketch.put(row + 1, notes.number, "関係者に確かめた")
            for column in self.columns:
                if column is not notes:
                    self.sketch.merge(row, column.number, row + 1, column.number)
        self.truth.rows.append(self._true_row(row, item))
        return row + lines

    def _true_row(self, row: int, item: Item) -> TrueRow:
        title = self.kind.title
        fields = {column.field for column in self.columns}
        due = item.due_on if self.kind.due in fields else None
        return TrueRow(
            row,
            self._id_text(item),
            item.title if title in fields else "",
            due,
            self._true_state(item, fields),
            (item.owner,) if self.kind.owner in fields else (),
            item.amount if self.kind.sheet is Order else None,
        )

    def _true_state(self, item: Item, fields: set[str]) -> str | None:
        if self.kind.sheet is Task:
            return DONE if item.state == DONE else OPEN
        if "status" not in fields or not self.states:
            return None
        if self.states[item.state] == ("",) and item.state == CANCELLED:
            return OPEN
        if any(c in self.states[OPEN] for c in self.states[item.state]):
            return OPEN
        return item.state

    # -- the value of one cell

    def _value(self, column: Column, item: Item, row: int) -> object:
        if column.person:
            return self.draw.choice(_MARKED[:1]) if column.person == item.owner else None
        maker = getattr(self, f"_{column.field}", None)
        if column.field == "":
            return self._own(column, item, row)
        return maker(item, row, column) if maker else self._plain(column.field, item)

    def _own(self, column: Column, item: Item, row: int) -> object:
        if column.heading in ("No", "No.", "項番", "#"):
            return item.number
        return self.draw.choice(("", "", f"資料{item.number}", "要確認", "-"))

    def _id_text(self, item: Item) -> str:
        number = item.number + self.start_number - 1
        prefix = self._prefix
        shapes = {
            "text": f"{prefix}-{number:03}",
            "format": f"{prefix}-{number:03}",
            "letter": f"A{number:03}",
            "both": f"{prefix}-{number:03}",
            "both-first": f"{prefix}-{number:03}",
            "zero": f"{number:03}",
            "levels": f"{(number - 1) // 10 + 1}.{(number - 1) % 10 + 1}",
            "split": f"{(number - 1) // 9 + 1}.{(number - 1) % 9 // 3 + 1}.{(number - 1) % 3 + 1}",
        }
        return shapes.get(self.id_habit, str(number))

    @property
    def _prefix(self) -> str:
        return {"Issue": "ISS", "Question": "QA", "Task": "T", "SpecChange": "CR", "Requirement": "R"}.get(
            self.kind.sheet.__name__, "K"
        )

    def _id(self, item: Item, row: int, column: Column) -> object:
        text, number = self._id_text(item), item.number + self.start_number - 1
        if self.id_habit == "split":
            return int(text.split(".")[("大", "中", "小").index(column.heading)])
        if self.id_habit == "number":
            return number
        if self.id_habit == "formula":
            return Cell(number, formula=f"=ROW()-{row - number}")
        if self.id_habit == "format":
            return Cell(number, f'"{self._prefix}-"000')
        if self.id_habit == "zero" and self.draw.random() < 0.99:
            return Cell(number, "000")
        return text

    def _title(self, item: Item, row: int, column: Column) -> object:
        return item.title if self.kind.title == "title" else f"{item.title[:8]}の件"

    def _question(self, item: Item, row: int, column: Column) -> object:
        return item.title

    def _owner(self, item: Item, row: int, column: Column) -> object:
        return self.person_form(item.owner)

    _answered_by = _owner

    def _due_on(self, item: Item, row: int, column: Column) -> object:
        return self.day_form(item.due_on) if item.due_on else self.draw.choice(forms.NO_DAY)

    _planned_finish = _due_on

    def _planned_start(self, item: Item, row: int, column: Column) -> object:
        if item.due_on is None:
            return None
        return self.day_form(item.due_on - timedelta(3))

    def _actual_start(self, item: Item, row: int, column: Column) -> object:
        return self.day_form(item.closed_on - timedelta(3)) if item.closed_on else None

    def _actual_finish(self, item: Item, row: int, column: Column) -> object:
        return self.day_form(item.closed_on) if item.closed_on else None

    def _progress(self, item: Item, row: int, column: Column) -> object:
        return self.progress_form(1.0 if item.state == DONE else 0.0)

    def _planned_effort(self, item: Item, row: int, column: Column) -> object:
        return item.number % 5 + 0.5

    def _status(self, item: Item, row: int, column: Column) -> object:
        return self.draw.choice(self.states[item.state])

    def _ordered(self, item: Item, row: int, column: Column) -> object:
        return forms.AMOUNTS[self.amount][1](item.amount)

    _estimated = _ordered

    def _plain(self, name: str, item: Item) -> object:
        is_done = item.state == DONE
        values: dict[str, Any] = {
            "raised_by": self.person_form(item.raised_by),
            "asked_by": self.person_form(item.raised_by),
            "raised_on": self.raised_form(item.raised_on),
            "asked_on": self.raised_form(item.raised_on),
            "ordered_on": self.raised_form(item.raised_on),
            "closed_on": self.day_form(item.closed_on) if item.closed_on else "",
            "answered_on": self.day_form(item.closed_on) if item.closed_on else "",
            "answer": f"{item.title}は案の2とする" if is_done else "",
            "resolution": "手順を直した" if is_done else "",
            "phase": item.phase,
            "priority": self.priorities[item.number % 3],
            "kind": self.issue_kinds[item.number % 3],
            "vendor": item.vendor,
            "department": words.DEPARTMENTS[item.number % 3],
            "after": f"{item.title}のとおりにする",
            "reason": "利用部門の求めによる",
            "statement": f"{item.title}に応じて動く",
            "source": "提案依頼書 3.1",
            "category": ("受付", "照会", "帳票")[item.number * 3 // (len(self.items) + 1) % 3],
            "approved_by": self.person_form(item.raised_by) if is_done else "",
        }
        return values.get(name, self.draw.choice(("", "", "会議で確かめる", "次回に報告")))

    # -- what stands below

    def _below(self, row: int) -> None:
        end = row
        if self.kind.sheet is Order and self._chance(0.5, "total row"):
            total = sum(item.amount for item in self.items)
            self.sketch.put(end, self.columns[1].number, self.draw.choice(("合計", "計", "合　計", "総計")))
            money = self._column_of("ordered")
            if money:
                self.sketch.put(end, money.number, forms.AMOUNTS[self.amount][1](total))
            end += 1
        elif (
            self.is_lone
            and self.id_habit in ("number", "formula", "format")
            and self._chance(0.15, "rows that wait")
        ):
            for extra in range(self.draw.randint(3, 30)):
                number = len(self.items) + self.start_number + extra
                column = self._column_of("id")
                if column:
                    fake = Cell(
                        number,
                        self.sketch.cells[self.truth.rows[-1].row, column.number].shown,
                        f"=ROW()-{end - number}" if self.id_habit == "formula" else "",
                    )
                    self.sketch.put(end, column.number, fake)
                end += 1
        if self._chance(0.08, "legend below"):
            self.sketch.row(end + 2, self.column, ("○", "済んだもの"))
            self.sketch.row(end + 3, self.column, ("△", "調べているもの"))
        elif self._chance(0.08, "note below"):
            self.sketch.put(end + 1, self.column, "※完了したものは月末に別のシートへ移す")


def key_fields(kind: type[Record]) -> tuple[str, ...]:
    return tuple(f for f in KEY_FIELDS if f in kind.columns)
