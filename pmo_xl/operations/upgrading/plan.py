"""The plan of an upgrade: which columns, sheets, words, settings and headings, as steps to show and edits to carry out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from pmo_xl.metrics.additions import Addition, additions, is_full, schema_of, words_of
from pmo_xl.metrics.derived import derived_value
from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Column
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.schema import SCHEMA, mark_of, renames
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.upgrading.column_formulas import ColumnFormulas
from pmo_xl.operations.upgrading.names import NamesToAdd
from pmo_xl.operations.upgrading.step import Step, StepState
from pmo_xl.operations.upgrading.wish import Wish
from pmo_xl.workbook.author.gantt import LEFT_END
from pmo_xl.workbook.author.menu_layout import MENU
from pmo_xl.workbook.cells.address import CellRange, column_letters
from pmo_xl.workbook.closed_book.accepted import has_rules
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.edits.edit import AppendRows, CellValue, Edit, Formula
from pmo_xl.workbook.edits.structure import (
    AddColumn,
    AddSheet,
    AddValidation,
    Donor,
    InsertColumns,
    SetHeading,
    SetProperties,
)
from pmo_xl.workbook.formulas import FORMULAS
from pmo_xl.workbook.grid import BookGrids
from pmo_xl.workbook.layout.layout import STANDARD
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.records.record_cells import RecordCells

_VALIDATION: Final = re.compile(
    r'<dataValidation [^>]*sqref="([A-Z]+)[0-9]+:\1[0-9]+"[^>]*(?<!/)>(.*?)</dataValidation>', re.S
)


@dataclass
class UpgradePlan:
    """Collects the steps and the edits of one book."""

    project: Project
    cells: RecordCells
    grids: BookGrids
    file: Book
    donor: Donor
    donor_grids: BookGrids
    wish: Wish
    steps: list[Step] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    rows: dict[type[Record], list[dict[int, CellValue]]] = field(default_factory=dict)
    reach: dict[str, int] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)
    renewed: set[tuple[type[Record], str]] = field(default_factory=set)
    accepted: dict[type[Record], list[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know the tables of ours, sheet by sheet, and the names that may have to come."""
        found = [layout for layout in self.cells.layouts if layout.is_ours]
        self.layouts: Mapping[type[Record], Layout] = {each.record_class: each for each in reversed(found)}
        self.names = NamesToAdd(self.grids, self.donor_grids)
        self.schema = schema_of(self.project)
        self.source = Book(self.donor.name, self.donor.data)

    @property
    def number(self) -> int:
        """The schema of the book afterwards: its own where sheets alone come, for it still lacks the rest."""
        return self.schema.number if self.wish.sheets else max(self.schema.number, SCHEMA)

    def made(self) -> None:
        """Work out everything, in the order in which it is shown."""
        new = self._new_sheets()
        found = additions(self.project, with_sheets=False)
        for addition in found:
            if addition.field and self._is_wanted(addition.sheet):
                self._column(addition.sheet, addition.field, f"版 {addition.since} から")
        for layout in self.layouts.values():
            self._headings(layout)
            self._taken_out(layout)
            self._validations(layout)
            self._formulas(layout)
        self._move_charts()
        words = [each for each in found if each.sheet is Choice and each.word and not self.wish.sheets]
        for sheet in new:
            words += [each for each in words_of(self.project, sheet) if each not in words]
        self._words(words)
        if not self.wish.sheets:
            self._keys([each for each in found if each.sheet is Setting])
        for sheet in new:
            self._sheet(sheet)
        self.edits += [*self._appended(), *self.names.edits]
        self._blocked_names()
        self._mark()

    def _is_wanted(self, sheet: type[Record]) -> bool:
        return not self.wish.sheets or sheet.sheet.label in self.wish.sheets

    # columns

    def _column(self, sheet: type[Record], name: str, why: str) -> None:
        layout, column = self.layouts[sheet], sheet.columns[name]
        table = self.cells.table_of(layout)
        if table is None:
            return
        at = self.reach.get(layout.title, table.ref.last_column) + 1
        taken = self._taken(layout, table.ref, at)
        letters = column_letters(at)
        heading, note = self._heading(layout, column)
        if taken and self._is_chart_beside(layout, table.ref):
            self.moved[layout.title] = self.moved.get(layout.title, 0) + 1
        elif taken:
            self._say("列を足す", layout.title, column.label, f"右端 {letters} 列", taken, StepState.BLOCKED)
            return
        self.reach[layout.title] = at
        self._say("列を足す", layout.title, heading, f"右端 {letters} 列{note}", why)
        self.edits.append(
            AddColumn(layout.title, table.display_name, heading, self.donor, sheet.sheet.label, column.label)
        )
        self.names.want(self._read_by_column(sheet, column))

    def _taken(self, layout: Layout, area: CellRange, at: int) -> str:
        """Why a column cannot come there; a blank column is left between the table and what stands beside it."""
        sheet = self.file.sheet(layout.title)
        for column in (at, at + 1):
            if any(sheet.before(row, column) is not None for row in range(area.first_row, area.last_row + 1)):
                return (
                    f"表のすぐ右({column_letters(column)}列)に別の内容があります。"
                    "Excelで列を挿入し、表の右に足りるだけの列を空けてからやり直してください"
                )
        return ""

    def _is_chart_beside(self, layout: Layout, area: CellRange) -> bool:
        """Whether our Gantt stands right of the table, with or without the blank column between them."""
        sheet, first = self.file.sheet(layout.title), area.last_column + 1
        return any(sheet.formula(area.first_row, at) == LEFT_END for at in (first, first + 1))

    def _move_charts(self) -> None:
        """Make room for the new columns: the Gantt and all that stands right of it goes further right."""
        for layout in self.layouts.values():
            table, count = self.cells.table_of(layout), self.moved.get(layout.title, 0)
            if table is None or not count:
                continue
            at = table.ref.last_column + 1
            sheet = self.file.sheet(layout.title)
            last = max(
                max(sheet.rows.cells(row), default=at) for row in (table.ref.first_row, table.ref.last_row)
            )
            columns = f"{column_letters(at)}〜{column_letters(last)} 列"
            self._say(
                "右へ動かす",
                layout.title,
                f"ガント({columns})",
                f"{count} 列 右へ(数式・書式も)",
                "列を足す場所を空けます",
            )
            self.edits.insert(0, InsertColumns(layout.title, at, count))

    def _heading(self, layout: Layout, column: Column) -> tuple[str, str]:
        """Our label, or 「… (標準)」 where a column of the office's own has it and holds something else."""
        if column.label in layout.unknown.values():
            return f"{column.label}{STANDARD}", "(同じ見出しの独自の列があるため)"
        return column.label, ""

    def _read_by_column(self, sheet: type[Record], column: Column) -> Iterator[str]:
        """The formulas of what the new book's column accepts, and its own."""
        yield from self._accepted(sheet, column)
        row, at = self._place_in_donor(sheet, column)
        formula = self.donor_grids.grid(sheet.sheet.label).formulas.get((row, at))
        yield from [formula] if formula else []

    def _accepted(self, sheet: type[Record], column: Column) -> Iterator[str]:
        """The formulas of what the new book's column accepts."""
        letters = column_letters(self._place_in_donor(sheet, column)[1])
        if sheet not in self.accepted:
            text = self.source.parts.read(self.source.worksheets[sheet.sheet.label]).decode()
            self.accepted[sheet] = [(each[1], unescape(each[2])) for each in _VALIDATION.finditer(text)]
        yield from (text for at, text in self.accepted[sheet] if at == letters)

    def _place_in_donor(self, sheet: type[Record], column: Column) -> tuple[int, int]:
        """The first cell of the new book's column."""
        table = next(each for each in self.donor_grids.tables(sheet.sheet.label))
        return table.ref.first_row + 1, table.ref.first_column + list(sheet.columns).index(
            _field(sheet, column)
        )

    def _headings(self, layout: Layout) -> None:
        """Labels that a schema renamed follow; those that staff renamed stay, unless --labels asks for ours."""
        table = self.cells.table_of(layout)
        label = layout.record_class.sheet.label
        renamed = {
            each.old: each for each in renames() if each.sheet == label and each.schema > self.schema.number
        }
        for name, heading in layout.headings.items():
            ours = layout.record_class.columns[name].label
            if heading == ours or table is None or not self._is_wanted(layout.record_class):
                continue
            is_asked = self.wish.has_labels or (layout.title, heading) in self.wish.decided
            if heading in renamed or is_asked:
                why = f"版 {renamed[heading].schema} で改名" if heading in renamed else "--labels"
                self._say("見出し", layout.title, heading, f"{heading} → {ours}(数式も)", why)
                self.edits.append(SetHeading(layout.title, table.display_name, heading, ours))
            elif not heading.startswith(f"{ours}{STANDARD}"):
                self._say(
                    "そのまま",
                    layout.title,
                    heading,
                    f"{ours}として読んでいます",
                    "見出しは変えません",
                    StepState.KEEP,
                )

    def _formulas(self, layout: Layout) -> None:
        if not self._is_wanted(layout.record_class):
            return
        found = ColumnFormulas(self.project, self.cells, self.grids, layout)
        self.steps += found.steps()
        self.edits += found.edits()
        for name in found.renewed:
            self.names.want([FORMULAS[layout.record_class, name]])
            self.renewed.add((layout.record_class, name))

    def _taken_out(self, layout: Layout) -> None:
        """Columns that the book's own schema had, and that staff took out: left out, unless asked for."""
        sheet = layout.record_class
        for name, column in sheet.columns.items():
            if name in layout.columns or column.since > self.schema.number or not self._is_wanted(sheet):
                continue
            asked = f"{sheet.sheet.label}.{column.label}"
            if asked in self.wish.add or (layout.title, column.label) in self.wish.decided:
                self._column(sheet, name, "--add")
                continue
            why = self._no_room(layout) if column.since > 1 else ""
            why = why or "使う人が外した列です"
            self._say(
                "外した列", layout.title, column.label, f"足しません(--add {asked})", why, StepState.KEEP
            )

    def _no_room(self, layout: Layout) -> str:
        """Why a column that an earlier upgrade could not add is still not there."""
        table = self.cells.table_of(layout)
        return self._taken(layout, table.ref, table.ref.last_column + 1) if table else ""

    def _validations(self, layout: Layout) -> None:
        """What the cells of a column accepted in the book's own schema, where they accept anything now."""
        sheet, table = layout.record_class, self.cells.table_of(layout)
        if table is None or not self._is_wanted(sheet):
            return
        root = self.file.sheet(layout.title).part.root
        for name, at in layout.columns.items():
            column = sheet.columns[name]
            area = table.ref._replace(first_row=table.ref.first_row + 1, first_column=at, last_column=at)
            if column.since > self.schema.number or has_rules(root, area):
                continue
            reads = list(self._accepted(sheet, column))
            self.names.want(reads)
            if not reads or any(blocked in text for text in reads for blocked in self.names.blocked):
                continue
            heading = layout.headings.get(name, column.label)
            self._say(
                "入力規則", layout.title, heading, "選択肢と入力の確かめを付けます", "入力規則がありません"
            )
            self.edits.append(
                AddValidation(
                    layout.title, table.display_name, heading, self.donor, sheet.sheet.label, column.label
                )
            )

    # words and settings

    def _words(self, words: Collection[Addition]) -> None:
        layout = self.layouts.get(Choice)
        by_list: dict[str, list[str]] = {}
        for each in words if layout else ():
            by_list.setdefault(each.name, []).append(each.word)
        for name, new in by_list.items():
            self._say("選択肢", "選択肢", name, "、".join(new), "選べる言葉")
            for word in new:
                self._row(Choice(list_name=name, value=word))

    def _keys(self, keys: Collection[Addition]) -> None:
        if not keys or Setting not in self.layouts:
            return
        names = [each.word for each in keys]
        self._say("設定", "設定", f"{len(names)} 項目", "、".join(names), f"版 {SCHEMA} まで")
        for name in names:
            self._row(Setting(key=name, value=KEYS[name].default, help=KEYS[name].help))

    def _row(self, record: Record) -> None:
        layout = self.layouts[record.__class__]
        cells: dict[int, CellValue] = {}
        for name, at in layout.columns.items():
            if record.columns[name].is_derived:
                result = derived_value(record, name, self.project)
                text = FORMULAS[record.__class__, name] if (record.__class__, name) in self.renewed else None
                cells[at] = Formula(text, "" if result is None else result)
            elif getattr(record, name) not in (None, ()):
                cells[at] = getattr(record, name)
        self.rows.setdefault(record.__class__, []).append(cells)

    def _appended(self) -> Iterator[Edit]:
        for sheet, rows in self.rows.items():
            layout = self.layouts[sheet]
            table = self.cells.table_of(layout)
            yield AppendRows(layout.title, tuple(rows), table.display_name if table else None)

    # sheets

    def _new_sheets(self) -> list[type[Record]]:
        full = self.wish.profile == "full" or (self.wish.profile is None and is_full(self.project))
        asked = set(self.wish.sheets)
        return [
            sheet
            for sheet in SHEETS
            if not self.project.has(sheet)
            and (sheet.sheet.label in asked or (not asked and full and self._comes(sheet)))
        ]

    def _comes(self, sheet: type[Record]) -> bool:
        """Whether a sheet of the full profile comes unasked: all with --profile full, else those of a later schema."""
        return self.wish.profile == "full" or sheet.sheet.since > self.schema.number

    def _sheet(self, sheet: type[Record]) -> None:
        title = sheet.sheet.label
        if title in self.grids.titles:
            self._say(
                "シート", None, title, "(新しいシート)", "同じ名前のシートがもうあります", StepState.BLOCKED
            )
            return
        after = self._neighbour(sheet)
        why = (
            "--profile full"
            if self.wish.profile == "full"
            else "--sheet"
            if self.wish.sheets
            else f"版 {sheet.sheet.since} から"
        )
        self._say("シート", None, title, f"「{after}」の後に" if after else "先頭に", why)
        self.edits.append(AddSheet(title, self.donor, after))
        self.added = [*getattr(self, "added", []), sheet]
        text = unescape(self.source.parts.read(self.source.worksheets[title]).decode())
        self.names.want([text])

    def _neighbour(self, sheet: type[Record]) -> str | None:
        """The tab behind which a sheet stands: the last one before it in a new book that is there."""
        added = {each: each.sheet.label for each in getattr(self, "added", [])}
        titles = {each: layout.title for each, layout in self.layouts.items()} | added
        before = SHEETS[: SHEETS.index(sheet)]
        found = next((titles[each] for each in reversed(before) if each in titles), None)
        return found or (MENU if MENU in self.grids.titles else None)

    def _blocked_names(self) -> None:
        for name, why in self.names.blocked.items():
            self._say("選択の一覧", None, name, "(名前)", why, StepState.BLOCKED)

    def _mark(self) -> None:
        profile, number = self.wish.profile or ("full" if is_full(self.project) else "core"), self.number
        if number == self.schema.number and not self.schema.is_inferred and not self.edits:
            return
        guess = "印なし(推定)" if self.schema.is_inferred else f"版 {self.schema.number}"
        self._say("版の印", None, "ファイルのプロパティ", f"版 {number}({profile})", f"いまは {guess}")
        self.edits.append(SetProperties(mark_of(profile, number)))

    def _say(
        self,
        kind: str,
        sheet: str | None,
        target: str,
        text: str,
        why: str,
        state: StepState = StepState.TAKE,
    ) -> None:
        self.steps.append(Step(kind, sheet, target, text, why, state))


def _field(sheet: type[Record], column: Column) -> str:
    return next(name for name, each in sheet.columns.items() if each is column)
