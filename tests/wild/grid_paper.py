"""Grid paper (方眼紙): a sketch whose every column becomes several narrow ones, each value merged over them."""

from __future__ import annotations

from random import Random

from tests.wild.cells import Sketch
from tests.wild.truth import TrueTable


def on_grid_paper(draw: Random, sketch: Sketch, tables: list[TrueTable]) -> None:
    """Widen each column to several, merge its cells over them, and move the truth along."""
    last = max(column for _, column in sketch.cells)
    widths = [draw.choice((2, 3, 3, 4, 6)) for _ in range(last)]
    starts = [1 + sum(widths[:place]) for place in range(last)]
    merges = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in sketch.merges}
    inner = {
        (row, column)
        for (r1, c1), (r2, c2) in merges.items()
        for row in range(r1, r2 + 1)
        for column in range(c1, c2 + 1)
    }
    cells = dict(sketch.cells)
    sketch.cells, sketch.merges = {}, []
    for (row, column), cell in cells.items():
        sketch.cells[row, starts[column - 1]] = cell
    rows = range(min(t.last_header for t in tables), max(t.rows[-1].row for t in tables) + 1)
    single = {(row, column) for row in rows for column in range(1, last + 1)} - inner
    single |= {at for at in cells if at not in inner and at[0] >= rows[0] - 1}
    for (row, column), (bottom, right) in merges.items():
        sketch.merge(row, starts[column - 1], bottom, starts[right - 1] + widths[right - 1] - 1)
    for row, column in sorted(single):
        sketch.merge(row, starts[column - 1], row, starts[column - 1] + widths[column - 1] - 1)
    for table in tables:
        table.columns = {
            field: frozenset(starts[column - 1] for column in columns)
            for field, columns in table.columns.items()
        }
