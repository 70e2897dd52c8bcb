"""Harder habits: grid paper, tables side by side, tasks in two rows, exports of tools, subtotals, calendars, views.

Seeds from FIRST_SEED on are drawn with these; earlier seeds stay the books they were.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from pmo_xl.model.task import Task
from tests.wild.cells import Cell, Sketch
from tests.wild.exports import draw_export
from tests.wild.grid_paper import on_grid_paper
from tests.wild.project import AS_OF, Item, items
from tests.wild.table import TableWriter
from tests.wild.truth import DONE, OPEN, TrueRow, TrueTable, WildBook
from tests.wild.words import KINDS, PEOPLE, Kind

FIRST_SEED: Final = 20_000
_LABELS_OF_A_FORM: Final = ("作成日", "更新日", "作成者", "更新者", "承認者")


def draw_harder(draw: Random, book: WildBook) -> list[Sketch]:
    """The tabs of a book in one of the harder manners."""
    maker = draw.choices([each for each, _ in _MAKERS], [share for _, share in _MAKERS])[0]
    book.habits.append(f"harder:{maker.__name__.strip('_')}")
    return maker(draw, book)


def _kind(draw: Random, *sheets: str) -> Kind:
    return draw.choice([k for k in KINDS if not sheets or k.sheet.__name__ in sheets])


def _write(
    draw: Random,
    kind: Kind,
    sketch: Sketch,
    book: WildBook,
    rows: list[Item],
    row: int,
    column: int,
    **how: Any,
) -> TrueTable:
    table = TableWriter(draw, kind, sketch, rows, row, column, book.habits, **how).write()
    book.tables.append(table)
    return table


def _grid_paper(draw: Random, book: WildBook) -> list[Sketch]:
    """方眼紙: narrow columns everywhere, and each value in the first cell of a merge."""
    kind = _kind(draw)
    sketch = Sketch(draw.choice(kind.names))
    sketch.put(1, 1, f"会員基盤刷新 {sketch.title}")
    rows, top = items(draw, draw.randint(6, 18)), draw.choice((3, 4, 6))
    table = _write(draw, kind, sketch, book, rows, top, 1, is_merged=True)
    on_grid_paper(draw, sketch, [table])
    return [sketch]


def _side_by_side(draw: Random, book: WildBook) -> list[Sketch]:
    """Two ledgers in the same rows, a blank column or two between them."""
    left, right = _kind(draw, "Issue"), _kind(draw, "Question")
    sketch = Sketch(draw.choice(("課題・QA一覧", "課題管理表", "Sheet1", "管理表")))
    row = draw.choice((2, 3))
    first = _write(
        draw, left, sketch, book, items(draw, draw.randint(6, 12)), row, 1, is_lone=False, is_plain=True
    )
    start = max(max(columns) for columns in first.columns.values())
    start = max(start, max(column for r, column in sketch.cells if r == row)) + draw.choice((2, 3))
    if draw.random() < 0.6:
        sketch.put(row - 1, 1, "■課題")
        sketch.put(row - 1, start, "■質問")
    _write(
        draw, right, sketch, book, items(draw, draw.randint(5, 12)), row, start, is_lone=False, is_plain=True
    )
    return [sketch]


def _two_row_tasks(draw: Random, book: WildBook) -> list[Sketch]:
    """A task in two rows: the plan above what happened, told by a column or by merged cells."""
    sketch = Sketch(draw.choice(("WBS", "スケジュール", "工程表", "進捗管理表")))
    is_told = draw.random() < 0.6
    head = ["No", "作業名", "担当"]
    head += [draw.choice(("区分", "予実", ""))] if is_told else []
    head += ["開始日", "終了日", "進捗率"]
    top = draw.choice((1, 2, 3))
    if top > 1:
        sketch.put(1, 1, "会員基盤刷新 スケジュール")
    sketch.row(top, 1, head)
    days = 4 + is_told
    columns = {"id": {1}, "title": {2}, "owner": {3}, "planned_finish": {days + 1}}
    table = TrueTable(Task, sketch.title, top, {f: frozenset(c) for f, c in columns.items()})
    book.habits.append("pairs:told" if is_told else "pairs:merged")
    for place, item in enumerate(items(draw, draw.randint(5, 14))):
        row = top + 1 + 2 * place
        due = item.due_on or item.raised_on + timedelta(14)
        finished = min(due, AS_OF) if item.state == DONE else None
        plan, fact = ("予定", "実績") if draw.random() < 0.7 else ("計画", "実績")
        sketch.row(row, 1, (item.number, item.title, item.owner))
        sketch.row(row + 1, days, (finished - timedelta(4) if finished else None, finished))
        sketch.row(row, days, (due - timedelta(5), due, Cell(1.0 if finished else 0.0, "0%")))
        if is_told:
            sketch.put(row, 4, plan)
            sketch.put(row + 1, 4, fact)
        for column in (1, 2, 3, days + 2):
            sketch.merge(row, column, row + 1, column)
        table.rows.append(
            TrueRow(row, str(item.number), item.title, due, DONE if finished else OPEN, (item.owner,))
        )
    book.tables.append(table)
    return [sketch]


class _WithSubtotals(TableWriter):
    """A table whose sections end in a subtotal, or with remarks between its rows."""

    def _write_rows(self, row: int) -> None:
        is_summed = self.kind.sheet.__name__ == "Order"
        phase, sums = "", 0
        for place, item in enumerate(self.items):
            if item.phase != phase:
                if phase and is_summed:
                    row = self._subtotal(row, "小計", sums)
                row = self._section(row, item.phase, self.draw.choice(("mark", "merged")))
                phase, sums = item.phase, 0
            sums += item.amount
            row = self._record(row, item, is_split=False)
            if not is_summed and place % 5 == 3:
                self.sketch.put(
                    row, self.columns[0].number, self.draw.choice(("※上の件は次回に見直す", "※期限は仮置き"))
                )
                row += 1
        if is_summed:
            row = self._subtotal(row, "小計", sums)
            self._subtotal(row, self.draw.choice(("合計", "総計")), sum(i.amount for i in self.items))

    def _subtotal(self, row: int, word: str, amount: int) -> int:
        from tests.wild import forms

        self.sketch.put(row, self.columns[1].number, word)
        if money := self._column_of("ordered"):
            self.sketch.put(row, money.number, forms.AMOUNTS[self.amount][1](amount))
        return row + 1


def _subtotals(draw: Random, book: WildBook) -> list[Sketch]:
    kind = _kind(draw, "Order", "Issue", "Task")
    sketch = Sketch(draw.choice(kind.names))
    rows = items(draw, draw.randint(8, 20))
    table = _WithSubtotals(draw, kind, sketch, rows, draw.choice((1, 3)), 1, book.habits).write()
    book.tables.append(table)
    return [sketch]


def _calendar(draw: Random, book: WildBook) -> list[Sketch]:
    """The days of a ガント to the right of the tasks, with marks in them."""
    kind = _kind(draw, "Task")
    sketch = Sketch(draw.choice(kind.names))
    sketch.put(1, 1, draw.choice(("会員基盤刷新 WBS", "スケジュール(2026年度)")))
    table = _write(draw, kind, sketch, book, items(draw, draw.randint(6, 18)), 4, 1)
    start = max(column for _, column in sketch.cells) + 1
    first, form = date(2026, 11, 2), draw.choice(("d", "m/d", ""))
    for place in range(draw.choice((14, 30, 60))):
        day = first + timedelta(place)
        sketch.put(table.last_header, start + place, day.day if form == "" else Cell(day, form))
        if day.day == 1 or place == 0:
            sketch.put(table.last_header - 1, start + place, f"{day.month}月")
    for true in table.rows:
        for place in range(draw.randint(0, 6)):
            sketch.put(true.row, start + place, draw.choice(("■", "→", "●", 1)))
    return [sketch]


def _form_above(draw: Random, book: WildBook) -> list[Sketch]:
    """The labels of a form right above the heading: 作成日, 更新者, with or without their values."""
    kind = _kind(draw)
    sketch = Sketch(draw.choice(kind.names))
    sketch.put(1, 1, sketch.title)
    at = draw.choice((5, 6, 7))
    for row, label in enumerate(draw.sample(_LABELS_OF_A_FORM, 3), 1):
        sketch.put(row, at, label)
        if draw.random() < 0.5:
            sketch.put(row, at + 1, "2026/11/27" if label.endswith("日") else "山本")
    _write(
        draw, kind, sketch, book, items(draw, draw.randint(6, 18)), draw.choice((4, 5)), draw.choice((1, 2))
    )
    return [sketch]


def _second_view(draw: Random, book: WildBook) -> list[Sketch]:
    """The same tasks again below, under the same heading: 計画 above, 進行度 below."""
    kind = _kind(draw, "Task", "Issue")
    sketch = Sketch(draw.choice(kind.names))
    table = _write(
        draw, kind, sketch, book, items(draw, draw.randint(6, 12)), 2, 1, is_lone=False, is_plain=True
    )
    rows = range(table.last_header, table.rows[-1].row + 1)
    down = table.rows[-1].row - table.last_header + 4
    for (row, column), cell in list(sketch.cells.items()):
        if row in rows:
            sketch.put(row + down, column, cell)
    sketch.put(table.last_header + down - 1, 1, draw.choice(("進行度", "今週", "■再掲")))
    return [sketch]


def _efforts(draw: Random, book: WildBook) -> list[Sketch]:
    """Efforts in days, months or hours, by the heading or by the cell."""
    sketch = Sketch(draw.choice(("WBS", "作業一覧", "マスタスケジュール")))
    name, unit, form = draw.choice(
        (
            ("人日", 1, lambda n: n),
            ("人月", 20, lambda n: n),
            ("h", 0.125, lambda n: n),
            ("時間", 0.125, lambda n: n),
            ("", 0.125, lambda n: f"{n:g}h"),
            ("", 20, lambda n: f"{n:g}人月"),
        )
    )
    book.habits.append(f"effort:{name or form(1)}")
    heading = draw.choice(("予定工数", "工数", "計画工数"))
    opening, closing = draw.choice((("(", ")"), ("（", "）"), ("\n(", ")"), ("[", "]")))
    head = (
        "No",
        "作業名",
        "担当",
        "予定開始日",
        "予定終了日",
        f"{heading}{opening}{name}{closing}" if name else heading,
    )
    sketch.row(2, 1, (*head, "進捗率"))
    columns = {"id": 1, "title": 2, "owner": 3, "planned_finish": 5}
    table = TrueTable(Task, sketch.title, 2, {f: frozenset((c,)) for f, c in columns.items()})
    table.amount_field = "planned_effort"
    for row, item in enumerate(items(draw, draw.randint(5, 15)), 3):
        due, count = item.due_on or item.raised_on + timedelta(9), draw.choice((0.5, 1, 1.5, 2, 4))
        share = 1.0 if item.state == DONE else 0.0
        sketch.row(
            row,
            1,
            (item.number, item.title, item.owner, due - timedelta(5), due, form(count), Cell(share, "0%")),
        )
        state = DONE if item.state == DONE else OPEN
        table.rows.append(
            TrueRow(row, str(item.number), item.title, due, state, (item.owner,), amount=count * unit)
        )
    book.tables.append(table)
    return [sketch]


def _persons_beside(draw: Random, book: WildBook) -> list[Sketch]:
    """A list of who is in the project parked right of the issues."""
    kind = _kind(draw, "Issue", "Question")
    sketch = Sketch(draw.choice(kind.names))
    table = _write(draw, kind, sketch, book, items(draw, draw.randint(6, 14)), 3, 1)
    start = max(column for _, column in sketch.cells) + draw.choice((2, 3))
    sketch.row(table.last_header, start, ("氏名", "所属"))
    for row, person in enumerate(PEOPLE[:5], table.last_header + 1):
        sketch.row(row, start, (person, "情報システム部"))
    return [sketch]


Maker = Callable[[Random, WildBook], list[Sketch]]
_MAKERS: Final[tuple[tuple[Maker, int], ...]] = (
    (_grid_paper, 16),
    (_side_by_side, 9),
    (_two_row_tasks, 12),
    (draw_export, 20),
    (_subtotals, 12),
    (_calendar, 10),
    (_form_above, 7),
    (_second_view, 4),
    (_efforts, 7),
    (_persons_beside, 3),
)
