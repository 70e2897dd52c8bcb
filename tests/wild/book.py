"""A wild book: its tabs drawn from a seed, with the truth of what is to be read in them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from random import Random

from tests.wild.cells import Sketch, write
from tests.wild.harder import FIRST_SEED, draw_harder
from tests.wild.project import items
from tests.wild.refused import draw_refused
from tests.wild.rows import FIRST_OF_ROWS, draw_rows
from tests.wild.table import TableWriter
from tests.wild.truth import TrueTable, WildBook
from tests.wild.wilder import FIRST_WILDER_SEED, draw_wilder
from tests.wild.words import KINDS, PEOPLE, Kind

_HARDER, _WILDER, _ROWS = 0.7, 0.4, 0.3
_COVERS = ("表紙", "変更履歴", "改訂履歴", "はじめに")
_LISTS = ("マスタ", "リスト", "データ", "選択肢リスト")


def draw_book(seed: int, path: Path) -> WildBook:
    """Draw the book of a seed and write it to the path."""
    draw = Random(seed)
    book = WildBook(seed)
    if draw.random() < 0.08:
        write(draw_refused(draw, book.habits), path)
        return book
    if seed >= FIRST_OF_ROWS and draw.random() < _ROWS:
        write(draw_rows(draw, book), path)
        return book
    if seed >= FIRST_WILDER_SEED and draw.random() < _WILDER:
        write(draw_wilder(draw, book), path)
        return book
    is_harder = seed >= FIRST_SEED and draw.random() < _HARDER
    write(draw_harder(draw, book) if is_harder else _ledger(draw, book), path)
    return book


def _ledger(draw: Random, book: WildBook) -> list[Sketch]:
    kind = draw.choice(KINDS)
    book.habits.append(f"kind:{kind.sheet.sheet.label}")
    sketches: list[Sketch] = []
    if draw.random() < 0.25:
        sketches.append(_cover(draw, book))
    sketches += _tabs(draw, kind, book)
    if draw.random() < 0.2:
        sketches.append(_lists(draw, book))
    return sketches


def _tabs(draw: Random, kind: Kind, book: WildBook) -> list[Sketch]:
    """The tab of the ledger, and the copies, phases and further tables that stand beside it."""
    name = draw.choice(kind.names)
    way = draw.choices(("one", "copy", "dated", "hidden copy", "two phases", "stacked"), (66, 9, 7, 6, 6, 6))[
        0
    ]
    if way != "one":
        book.habits.append(f"tabs:{way}")
    if way == "two phases":
        return [
            _tab(draw, kind, f"{name.partition('(')[0]}({phase})", book) for phase in ("基本設計", "詳細設計")
        ]
    if way == "dated":
        return _dated(draw, kind, name, book)
    sketch = _tab(draw, kind, name, book, is_stacked=way == "stacked")
    if way in ("copy", "hidden copy"):
        copy = deepcopy(sketch)
        copy.title = sketch.title[:20] + draw.choice(
            (" (2)", "_old", "_20261001", " のコピー") if way == "copy" else (" (2)", "控え")
        )
        copy.state = "visible" if way == "copy" else draw.choice(("hidden", "veryHidden"))
        return [sketch, copy]
    return [sketch]


def _dated(draw: Random, kind: Kind, name: str, book: WildBook) -> list[Sketch]:
    stem = draw.choice(("", name))
    form = draw.choice(
        (
            "20261113 20261120 20261127",
            "1113 1120 1127",
            "11.13 11.20 11.27",
            "2026-11-13 2026-11-20 2026-11-27",
        )
    )
    days = ["11月13日", "11月20日", "11月27日"] if form.startswith("1113") else form.split()
    newest = _tab(draw, kind, f"{stem}{'_' if stem else ''}{days[-1]}", book, is_named=bool(stem))
    earlier: list[Sketch] = []
    for place, day in enumerate(days[:-1]):
        copy = deepcopy(newest)
        copy.title = newest.title.replace(days[-1], day)
        last = book.tables[-1].rows[-1 - place].row
        copy.cells = {at: cell for at, cell in copy.cells.items() if at[0] < last}
        copy.merges = [merge for merge in copy.merges if merge[2] < last]
        earlier.append(copy)
    return [*earlier, newest] if draw.random() < 0.6 else [newest, *reversed(earlier)]


def _tab(
    draw: Random, kind: Kind, name: str, book: WildBook, *, is_stacked: bool = False, is_named: bool = True
) -> Sketch:
    how = draw.choices(("name", "title", "headings"), (60, 30, 10))[0] if is_named else "title"
    if how != "name":
        book.habits.append(f"known by:{how}")
    sketch = Sketch(
        name
        if how == "name" or not is_named or "(" in name or "_" in name
        else draw.choice(("Sheet1", "一覧", "管理表"))
    )
    row = _above(draw, sketch, name, book, has_title=how == "title")
    column = draw.choice((1, 1, 1, 2, 2, 3))
    rows = items(draw, draw.randint(6, 25))
    cut = len(rows) // 2 if is_stacked else len(rows)
    state = draw.getstate()
    table = _write_table(draw, kind, sketch, rows[:cut], row, column, book, is_lone=not is_stacked, start=1)
    if is_stacked:
        after = draw.getstate()
        draw.setstate(state)
        _write_table(
            draw,
            kind,
            sketch,
            rows[cut:],
            max(sketch.last_row, table.rows[-1].row) + 4,
            column,
            book,
            is_lone=False,
            start=1,
        )
        draw.setstate(after)
    return sketch


def _write_table(
    draw: Random,
    kind: Kind,
    sketch: Sketch,
    rows: list,
    row: int,
    column: int,
    book: WildBook,
    *,
    is_lone: bool,
    start: int,
) -> TrueTable:  # type: ignore[type-arg]
    writer = TableWriter(
        draw,
        kind,
        sketch,
        rows,
        row,
        column,
        book.habits,
        is_lone=is_lone,
        is_plain=not is_lone,
        start_number=start,
    )
    if not is_lone:
        for item, number in zip(rows, range(1, len(rows) + 1), strict=True):
            item.number = number + (100 if book.tables else 0)
    table = writer.write()
    book.tables.append(table)
    return table


def _above(draw: Random, sketch: Sketch, name: str, book: WildBook, *, has_title: bool) -> int:
    """What stands above the table: a title, who made it, counts; the first row of the table."""
    row = 1
    if has_title or draw.random() < 0.6:
        sketch.put(
            1,
            draw.choice((1, 1, 2)),
            draw.choice(("{}", "{}", "会員基盤刷新 {}", "■{}", "【{}】")).format(name)
            if has_title or draw.random() < 0.7
            else "会員基盤刷新プロジェクト",
        )
        row = draw.choice((2, 3, 3, 4))
    if row > 1 and draw.random() < 0.25:
        book.habits.append("made by above")
        sketch.row(row, draw.choice((1, 5)), ("作成日", "2026/11/27", "作成者", "山本"))
        row += draw.choice((1, 2))
    if row > 1 and draw.random() < 0.12:
        book.habits.append("counts above")
        sketch.row(row, 1, ("未完了", 5, "完了", 4, "合計", 9))
        row += 2
    return row if row > 1 else draw.choice((1, 1, 2, 3))


def _cover(draw: Random, book: WildBook) -> Sketch:
    title = draw.choice(_COVERS)
    book.habits.append(f"cover:{title}")
    sketch = Sketch(title)
    sketch.put(3, 2, "会員基盤刷新")
    if "履歴" in title:
        sketch.row(5, 2, ("版", "変更日", "変更内容", "変更者"))
        sketch.row(6, 2, ("1.0", "2026/8/1", "新規に作った", "山本"))
        sketch.row(7, 2, ("1.1", "2026/9/1", "列を足した", "佐藤"))
    return sketch


def _lists(draw: Random, book: WildBook) -> Sketch:
    title = draw.choice(_LISTS)
    book.habits.append(f"lists:{title}")
    sketch = Sketch(title)
    sketch.row(1, 1, ("状態", "担当", "優先度"))
    for row, values in enumerate(
        zip(("未着手", "対応中", "完了"), PEOPLE, ("高", "中", "低"), strict=False), 2
    ):
        sketch.row(row, 1, values)
    return sketch
