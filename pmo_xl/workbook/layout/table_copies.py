"""Table copies: of several tabs that hold the same ledger, the one in use; the others are views and earlier versions.

A tab is a copy by its content, not by its name alone: weekly tabs named by their day, a FILTER of another tab, a
hidden tab beside a visible one, rows that stand in another tab too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.headings import label_key
from pmo_xl.workbook.layout.layout_facts import Layout, LeftOut

_VIEW: Final = "「{}」から数式で引いた写しです。もとのシートだけを読みました。"
_HIDDEN: Final = "隠してあります。同じ種類の表示中のシート「{}」だけを読みました。"
_EARLIER: Final = "日付のついた同じ表のうち、新しい「{}」だけを読みました。"
_SAME_ROWS: Final = "「{}」とほとんど同じ行が入っています。そちらだけを読みました。"
_DAY: Final = re.compile(
    r"[\s_\-(【]*(?:(?P<y>20\d{2}|r\d{1,2}|令和\d{1,2})[年./\-]?)?(?P<m>\d{1,2})[月./\-](?P<d>\d{1,2})日?(?:時点|版|分)?[)】]?$"
    r"|[\s_\-(]*(?P<y8>20\d{2})(?P<m8>\d{2})(?P<d8>\d{2})(?:時点|版|分)?\)?$"
    r"|(?:^|[\s_\-(])(?P<m4>\d{2})(?P<d4>\d{2})(?:時点|版|分)?\)?$"
)
_DRAWN: Final = re.compile(
    r"(?:^|[^A-Z])(?:FILTER|SORT|SORTBY|UNIQUE|QUERY|VSTACK|CHOOSECOLS|TAKE|DROP)\(", re.I
)
_OTHER_TAB: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^\s'!(),=+*/&<>;:\"\-]+))!")
_FOUR_FIGURES: Final = "mmdd"  # 1127 may be a number of something else: its rows must say so, too
_ROWS_COMPARED: Final = 500
_LEAST_SAME_ROWS: Final = 3
_LEAST_SAME_CELLS: Final = 3  # of one or two rows: a number and a name alone may be chance
_SAME, _HALF, _FORMULAS = 0.8, 0.5, 0.8
_HALF_A_YEAR: Final = 6


def without_copies(
    layouts: Sequence[Layout], grids: Mapping[str, Grid], is_fixed: Callable[[Layout], bool]
) -> tuple[Sequence[Layout], Sequence[LeftOut]]:
    """The tables to read, and the tabs that only show or repeat one of them. is_fixed: read whatever it repeats."""
    left: dict[str, LeftOut] = {}
    free = [layout for layout in layouts if not is_fixed(layout)]
    for found in (_views, _hidden, _earlier, _repeated):
        rest = [layout for layout in free if layout.title not in left]
        left.update((out.title, out) for out in found(rest, grids))
    return [each for each in layouts if each.title not in left or is_fixed(each)], tuple(left.values())


def _views(layouts: Sequence[Layout], grids: Mapping[str, Grid]) -> Iterator[LeftOut]:
    kinds = {(layout.title, layout.record_class) for layout in layouts}
    for layout in layouts:
        source = _drawn_from(grids[layout.title], layout)
        if source and source != layout.title and (source, layout.record_class) in kinds:
            yield LeftOut(layout.title, _VIEW.format(source), is_ledger=True)


def _drawn_from(grid: Grid, layout: Layout) -> str | None:
    """The tab that the rows of a table are drawn from by formulas: one that spills, or one in nearly every cell."""
    columns = [layout.columns[f] for f in ("id", *layout.record_class.must_fields) if f in layout.columns]
    rows = range(layout.first_row, min(layout.last_row, layout.first_row + _ROWS_COMPARED) + 1)
    if not columns or not grid.formulas:
        return None
    texts = [text for row in rows for c in columns[:3] if (text := grid.formulas.get((row, c)))]
    spilled = next((text for text in texts[:1] if _DRAWN.search(text)), None)
    filled = sum(not is_blank(grid.value(row, c)) for row in rows for c in columns[:3])
    drawn = [text for text in texts if _OTHER_TAB.search(text)]
    text = spilled or (drawn[0] if drawn and len(drawn) >= _FORMULAS * filled else None)
    found = _OTHER_TAB.search(text) if text else None
    return (found[1] or found[2]).replace("''", "'") if found else None


def _hidden(layouts: Sequence[Layout], grids: Mapping[str, Grid]) -> Iterator[LeftOut]:
    visible = {
        each.record_class: each.title for each in reversed(layouts) if grids[each.title].state == "visible"
    }
    for layout in layouts:
        if grids[layout.title].state != "visible" and layout.record_class in visible:
            yield LeftOut(layout.title, _HIDDEN.format(visible[layout.record_class]), is_ledger=True)


def _earlier(layouts: Sequence[Layout], grids: Mapping[str, Grid]) -> Iterator[LeftOut]:
    """Of tabs that only differ by the day in their name, all but the newest."""
    series: dict[tuple[str, str], dict[str, tuple[int, int, int]]] = {}
    for layout in layouts:
        day, stem = _day_of(layout.title)
        if day:
            series.setdefault((stem, layout.record_class.__name__), {})[layout.title] = day
    by_title = {layout.title: layout for layout in layouts}
    for (stem, _), days in series.items():
        if len(days) > 1:
            newest = _newest(days)
            for title in days:
                if title != newest and (
                    not stem or _shared(by_title[title], by_title[newest], grids) >= _HALF
                ):
                    yield LeftOut(title, _EARLIER.format(newest), is_ledger=True)


def _day_of(title: str) -> tuple[tuple[int, int, int] | None, str]:
    """The day at the end of a tab's name (year 0 where it has none), and the rest of the name."""
    folded = unicodedata.normalize("NFKC", title).casefold().strip()
    found = _DAY.search(folded)
    if not found:
        return None, folded
    year = "".join(filter(str.isdigit, found["y"] or found["y8"] or "0"))
    month, day = (int(found[p] or found[p + "8"] or found[p + "4"]) for p in "md")
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None, folded
    stem = label_key(folded[: found.start()])
    return (int(year), month, day), stem or (_FOUR_FIGURES if found["m4"] else "")


def _newest(days: Mapping[str, tuple[int, int, int]]) -> str:
    """The newest tab. Without years, the order of the tabs tells where a year begins."""
    if all(day[0] for day in days.values()):
        return max(days, key=lambda title: days[title])
    titles, plain = list(days), [day[1:] for day in days.values()]
    rising = sum(_is_rising(left, right) for left, right in pairwise(plain))
    falling = len(plain) - 1 - rising
    if rising != falling:
        return titles[-1] if rising > falling else titles[0]
    months = [month for month, _ in plain]
    wraps = max(months) - min(months) > _HALF_A_YEAR
    return max(days, key=lambda title: (wraps and days[title][1] <= _HALF_A_YEAR, days[title][1:]))


def _is_rising(left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether the right day is the later one; from December on to January a year begins."""
    is_over_new_year = abs(left[0] - right[0]) > _HALF_A_YEAR
    return left > right if is_over_new_year else left < right


def _repeated(layouts: Sequence[Layout], grids: Mapping[str, Grid]) -> Iterator[LeftOut]:
    """Tabs nearly all of whose rows stand in another tab of the same kind, which has as many and more."""
    left = set[str]()
    for layout in layouts:
        for other in layouts:
            if other.title in left or other.title == layout.title or layout.title in left:
                continue
            if other.record_class is layout.record_class and _repeats(layout, other, layouts, grids):
                left.add(layout.title)
                yield LeftOut(layout.title, _SAME_ROWS.format(other.title), is_ledger=True)


def _repeats(layout: Layout, other: Layout, order: Sequence[Layout], grids: Mapping[str, Grid]) -> bool:
    rows, others = _rows(layout, grids), _rows(other, grids)
    if not rows or len(rows) > len(others):
        return False
    if len(rows) < _LEAST_SAME_ROWS:
        return rows < others and all(sum(map(bool, row)) >= _LEAST_SAME_CELLS for row in rows)
    is_later = order.index(layout) > order.index(other)
    return len(rows & others) >= _SAME * len(rows) and (len(rows) < len(others) or is_later)


def _shared(layout: Layout, other: Layout, grids: Mapping[str, Grid]) -> float:
    rows, others = _names(layout, grids), _names(other, grids)
    return len(rows & others) / max(1, min(len(rows), len(others)))


def _rows(layout: Layout, grids: Mapping[str, Grid]) -> frozenset[tuple[str, ...]]:
    fields = [field for field in ("id", *layout.record_class.must_fields) if field in layout.columns]
    return frozenset(_cells(layout, grids, fields[:4]))


def _names(layout: Layout, grids: Mapping[str, Grid]) -> frozenset[tuple[str, ...]]:
    field = next((f for f in ("title", "question", "name") if f in layout.columns), "id")
    return frozenset(_cells(layout, grids, [field] if field in layout.columns else []))


def _cells(layout: Layout, grids: Mapping[str, Grid], fields: Sequence[str]) -> Iterator[tuple[str, ...]]:
    grid, columns = grids[layout.title], [layout.columns[field] for field in fields]
    for row in range(layout.first_row, min(layout.last_row, layout.first_row + _ROWS_COMPARED) + 1):
        cells = tuple(str(grid.value(row, column)).strip() for column in columns)
        if row not in layout.skipped_rows and any(cells[1:] or cells):
            yield cells
