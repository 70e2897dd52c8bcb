"""RawTable: a headed table as a file holds it, before anything of it is understood; and those on the tabs of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pmo_xl.workbook.grid import BookGrids, Grid

_MOST_ABOVE: Final = 30
_COUNTED: Final = {"画像": "点", "コメント": "件", "埋め込みファイル": "件"}


@dataclass(frozen=True)
class RawTable:
    """A table of a source. rows: row number (1-based) and its cells, under the headings.

    file: its name. tab: of a workbook. encoding: of a text. is_1904: dates count from 1904. remarks: what the user
    should know of the reading, in Japanese. seen: rows that hold anything. notes: by row number, what a reader already
    knows of it.
    """

    file: str
    headings: Sequence[str]
    rows: Sequence[tuple[int, Sequence[Any]]]
    tab: str | None = None
    encoding: str | None = None
    header_row: int = 1
    is_1904: bool = False
    remarks: tuple[str, ...] = ()
    notes: Mapping[int, str] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """How many rows hold anything."""
        return len(self.rows)


def tables_of(grids: BookGrids, is_heading: Callable[[Sequence[str]], bool]) -> Iterator[RawTable]:
    """A table of each visible tab that has a row which is a heading; the first such row counts."""
    for grid in grids:
        if grid.state == "visible" and not grid.unreadable:
            found = _table(grid, grids, is_heading)
            if found is not None:
                yield found


def _table(grid: Grid, grids: BookGrids, is_heading: Callable[[Sequence[str]], bool]) -> RawTable | None:
    for at, row in enumerate(grid.rows[:_MOST_ABOVE]):
        headings = [_text(cell) for cell in row]
        if is_heading(headings):
            first = grid.first_row + at
            rows = [
                (first + 1 + number, list(cells))
                for number, cells in enumerate(grid.rows[at + 1 :])
                if any(cell not in ("", None) for cell in cells)
            ]
            return RawTable(
                grids.path.name,
                headings,
                rows,
                grid.title,
                None,
                first,
                grids.is_1904,
                remarks=objects_left(grids, grid),
            )
    return None


def _text(cell: Any) -> str:  # noqa: ANN401 - a raw cell is anything
    return " ".join(str(cell).split()) if cell not in ("", None) else ""


def objects_left(grids: BookGrids, grid: Grid) -> tuple[str, ...]:
    """A sentence on the pictures, comments and embedded files of a tab: they are counted and not taken."""
    found = {**grids.objects(grid.title)}
    found["画像"] = found.get("画像", 0) + len(grid.pictures)
    told = "、".join(f"{name} {count} {_COUNTED[name]}" for name, count in found.items() if count)
    return (f"{grids.path.name} の「{grid.title}」の{told}は取り込みません。",) if told else ()
