"""Rows and columns that belong together without saying so: more text, further persons, names without a heading, 〃.

Seeds from FIRST_OF_ROWS on are drawn with these; earlier seeds stay the books they were.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.task import Task
from tests.wild.cells import Cell, Sketch
from tests.wild.project import Item, items
from tests.wild.truth import CANCELLED, DONE, OPEN, TrueRow, TrueTable, WildBook
from tests.wild.words import TITLES

FIRST_OF_ROWS: Final = 900_000

_MORE: Final = (
    "月末だけ起きる。",
    "先方に確かめている。",
    "3枚目の帳票だけ",
    "9桁まで",
    "詳しくは別の資料を見る",
    "再現の手順は不明",
)
_STATES: Final = (
    {OPEN: "対応中", DONE: "完了", CANCELLED: "取下げ"},
    {OPEN: "未", DONE: "済", CANCELLED: "中止"},
)
_PEOPLE: Final = ("佐藤 花子", "鈴木 一郎", "田中 実", "山本 涼", "高橋 仁")


def draw_rows(draw: Random, book: WildBook) -> list[Sketch]:
    """The tab of a book in one of these manners."""
    maker = draw.choice((_more_text, _further_persons, _parts_of_persons, _names_without_heading, _as_above))
    book.habits.append(f"rows:{maker.__name__.strip('_')}")
    return [maker(draw, book)]


def _with_titles(draw: Random) -> list[Item]:
    found = items(draw, draw.randint(5, 16))
    for item in found:
        item.title = f"{draw.choice(TITLES)}({item.number}件目)"
        item.due_on = item.due_on or item.raised_on + timedelta(20)
    return found


def _more_text(draw: Random, book: WildBook) -> Sketch:
    """Issues or questions whose text goes on in the next row, with a number or without; the last one never does."""
    is_asked, is_numbered = draw.random() < 0.4, draw.random() < 0.7
    sketch = Sketch(
        draw.choice(("QA表", "質問一覧")) if is_asked else draw.choice(("課題一覧", "懸案事項一覧"))
    )
    text = draw.choice(("質問", "質問内容")) if is_asked else draw.choice(("課題", "件名", "課題内容"))
    states, top = draw.choice(_STATES), draw.choice((1, 2, 3))
    number = ["No"] if is_numbered else []
    heads = [*number, text, "担当" if not is_asked else "回答者", "期限", "状況", "備考"]
    sketch.row(top, 1, heads)
    first = len(number) + 1
    fields = ("question", "answered_by") if is_asked else ("title", "owner")
    columns = {f: frozenset((first + n,)) for n, f in enumerate((*fields, "due_on", "status"))}
    if is_numbered:
        columns["id"] = frozenset((1,))
    table = TrueTable(Question if is_asked else Issue, sketch.title, top, columns)
    row, rows = top, _with_titles(draw)
    for item in rows:
        row += 1
        cells = (item.title, item.owner, item.due_on, states[item.state])
        sketch.row(row, 1, [*([item.number] if is_numbered else []), *cells])
        own = str(item.number) if is_numbered else ""
        table.rows.append(TrueRow(row, own, item.title, item.due_on, item.state, (item.owner,)))
        if item is not rows[-1] and draw.random() < 0.4:
            row += 1
            sketch.put(row, first, draw.choice(_MORE))
            if draw.random() < 0.3:
                sketch.put(row, len(heads), "資料を送った")
    book.tables.append(table)
    return sketch


def _further_persons(draw: Random, book: WildBook) -> Sketch:
    """Issues with a second person in the row below, who stands there alone."""
    sketch, states, top = Sketch("課題管理表"), draw.choice(_STATES), draw.choice((1, 3))
    sketch.row(top, 1, ("No", "件名", "担当", "期限", "状態"))
    columns = {f: frozenset((n,)) for n, f in enumerate(("id", "title", "owner", "due_on", "status"), 1)}
    table, row = TrueTable(Issue, sketch.title, top, columns), top
    for item in _with_titles(draw):
        row += 1
        sketch.row(row, 1, (item.number, item.title, item.owner, item.due_on, states[item.state]))
        table.rows.append(TrueRow(row, str(item.number), item.title, item.due_on, item.state, (item.owner,)))
        if draw.random() < 0.3:
            row += 1
            sketch.put(row, 3, draw.choice(_PEOPLE))
    book.tables.append(table)
    return sketch


def _parts_of_persons(draw: Random, book: WildBook) -> Sketch:
    """Tasks with a row per person, the number and the name in the first of them alone, merged or not."""
    sketch, top = Sketch(draw.choice(("WBS", "作業計画"))), draw.choice((1, 2))
    is_merged = draw.random() < 0.5
    sketch.row(top, 1, ("No", "タスク", "担当", "開始日", "終了日", "進捗率"))
    names = ("id", "title", "owner", "planned_start", "planned_finish", "progress")
    columns = {f: frozenset((n,)) for n, f in enumerate(names, 1) if f not in ("planned_start", "progress")}
    table, row = TrueTable(Task, sketch.title, top, columns), top
    for item in _with_titles(draw):
        persons = draw.sample([each for each in _PEOPLE if each != item.owner], draw.choice((0, 0, 1, 2)))
        for place, person in enumerate((item.owner, *persons)):
            row += 1
            is_first, due = place == 0, item.due_on and item.due_on + timedelta(place)
            state = item.state if is_first or draw.random() < 0.5 else OPEN
            share = Cell(1.0 if state == DONE else 0.3, "0%")
            name = (item.number, item.title) if is_first else (None, None)
            sketch.row(row, 1, (*name, person, item.raised_on, due, share))
            own = str(item.number) if is_first else ""
            table.rows.append(TrueRow(row, own, item.title, due, DONE if state == DONE else OPEN, (person,)))
        if is_merged and persons:
            for column in (1, 2):
                sketch.merge(row - len(persons), column, row, column)
    book.tables.append(table)
    return sketch


def _names_without_heading(draw: Random, book: WildBook) -> Sketch:
    """A plan whose names stand indented by level in columns without a heading, with a number before them or not."""
    sketch, top = Sketch(draw.choice(("WBS", "スケジュール", "ガントチャート"))), draw.choice((1, 2, 4))
    is_numbered, levels = draw.random() < 0.4, draw.choice((1, 2, 3))
    first = 2 if is_numbered else 1
    heads = ("担当", "開始日", "終了日", draw.choice(("進捗率", "進捗")))
    if is_numbered:
        sketch.put(top, 1, draw.choice(("No", "項番")))
    sketch.row(top, first + levels, heads)
    columns = {"owner": frozenset((first + levels,)), "planned_finish": frozenset((first + levels + 2,))}
    columns["title"] = frozenset(range(first, first + levels))
    if is_numbered:
        columns["id"] = frozenset((1,))
    table, row = TrueTable(Task, sketch.title, top, columns), top
    for item in _with_titles(draw):
        row += 1
        level = draw.randrange(levels)
        if level and draw.random() < 0.4:
            if is_numbered:
                sketch.put(row, 1, 100 + row)
                table.rows.append(TrueRow(row, str(100 + row), "設計", None, OPEN, ()))
            sketch.put(row, first, draw.choice(("設計", "製造", "試験")))
            row += 1
        number = 100 + row
        if is_numbered:
            sketch.put(row, 1, number)
        sketch.put(row, first + level, item.title)
        share = Cell(1.0 if item.state == DONE else 0.3, "0%")
        sketch.row(row, first + levels, (item.owner, item.raised_on, item.due_on, share))
        state = DONE if item.state == DONE else OPEN
        own = str(number) if is_numbered else ""
        table.rows.append(TrueRow(row, own, item.title, item.due_on, state, (item.owner,)))
    book.tables.append(table)
    return sketch


def _as_above(draw: Random, book: WildBook) -> Sketch:
    """Issues whose person and day say 〃 where they are those of the row above."""
    sketch, states = Sketch("課題一覧"), draw.choice(_STATES)
    mark = draw.choice(("〃", "同上", "↑"))
    sketch.row(1, 1, ("No", "件名", "担当", "期限", "状態"))
    columns = {f: frozenset((n,)) for n, f in enumerate(("id", "title", "owner", "due_on", "status"), 1)}
    table = TrueTable(Issue, sketch.title, 1, columns)
    above: Item | None = None
    for row, item in enumerate(_with_titles(draw), 2):
        is_same = above is not None and draw.random() < 0.4
        if is_same and above is not None:
            item.owner, item.due_on = above.owner, above.due_on
        cells = (mark, mark) if is_same else (item.owner, item.due_on)
        sketch.row(row, 1, (item.number, item.title, *cells, states[item.state]))
        table.rows.append(TrueRow(row, str(item.number), item.title, item.due_on, item.state, (item.owner,)))
        above = item
    book.tables.append(table)
    return sketch
