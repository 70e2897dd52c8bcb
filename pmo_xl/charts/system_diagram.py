"""システム構成図: the systems as boxes and the interfaces of IF一覧 as labelled arrows between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pmo_xl.charts.connections import UNLISTED, Connection, Connections, SystemBox, connections
from pmo_xl.charts.drawing import Drawing, block_height, broken
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.flow_layout import Arrow, FlowLayout, Route, flow_layout
from pmo_xl.charts.fonts import drawable, text_width
from pmo_xl.charts.marks import Box, Point, shifted
from pmo_xl.charts.style import LANDSCAPE, Area, Size
from pmo_xl.charts.tree_layout import fit
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour

TITLE = "システム構成図"
_BOX_WIDTH, _PAD, _TAG = 86.0, 5.0, Size.SMALL
_NAME_WIDTH = 80.0
_MOST_NAMED, _READABLE = 16, 0.8
_INDEX_COLUMN, _INDEX_GAP = 165.0, 10.0
_LEGEND = 16.0

_LOOKS: Mapping[str | None, dict[str, Any]] = {
    "新規": {"fill": Colour.PLAN, "edge": Colour.NAVY, "line_width": 1.6},
    "改修": {"fill": Colour.PALE, "edge": Colour.NAVY, "line_width": 0.9},
    "影響なし": {"fill": Colour.PAPER, "edge": Colour.QUIET, "line_width": 0.6},
    UNLISTED: {"fill": Colour.PAPER, "edge": Colour.ALERT, "line_width": 0.8, "dashes": (3, 2)},
}
_ARROWS: Mapping[str | None, dict[str, Any]] = {
    "新規": {"colour": Colour.NAVY, "width": 1.3},
    "改修": {"colour": Colour.MIDDLE, "width": 0.9, "dashes": (4, 2)},
}
_OTHER: dict[str, Any] = {"colour": Colour.QUIET, "width": 0.7}


def system_diagram(project: Project) -> Figure | NoFigure:
    """The diagram of all systems and interfaces, on one page.

    Few interfaces are named on their arrows; of many the arrows bear the IDs, and an index stands below.
    """
    found = connections(project)
    if not found.systems:
        return NoFigure(TITLE, "システム一覧とIF一覧に行がないため、システム構成図は描けません。")
    if sum(len(arrow.interfaces) for arrow in found.arrows) <= _MOST_NAMED:
        named = _Diagram(found, is_named=True)
        if named.scale >= _READABLE:
            return named.figure()
    return _Diagram(found, is_named=False).figure()


class _Diagram:
    """One way to draw it: with names on the arrows, or with IDs and an index."""

    def __init__(self, found: Connections, *, is_named: bool) -> None:
        self.found = found
        self.is_named = is_named
        self.labels = [_label(arrow, is_named=is_named) for arrow in found.arrows]
        self.boxes = {system.name: system for system in found.systems}
        self.index = [] if is_named else _index(found)
        self.layout = self._layout()
        self.lonely_rows = _rows(found.lonely, self._columns())
        self.scale = fit(self.area, LANDSCAPE)

    def _layout(self) -> FlowLayout:
        lonely = {system.name for system in self.found.lonely}
        sizes = {name: _box_size(system) for name, system in self.boxes.items() if name not in lonely}
        arrows = [
            Arrow(arrow.source, arrow.target, _label_size(lines))
            for arrow, lines in zip(self.found.arrows, self.labels, strict=True)
        ]
        if not sizes:
            return FlowLayout({}, (), Area(LANDSCAPE.width * 0.6, 0))
        room = Area(LANDSCAPE.width, LANDSCAPE.height - _LEGEND - self._index_height(LANDSCAPE.width))
        return flow_layout(sizes, arrows, room)

    def _columns(self) -> int:
        return max(1, int((self.width + _INDEX_GAP) // (_BOX_WIDTH + _INDEX_GAP)))

    @property
    def width(self) -> float:
        """The width of everything: that of the boxes, but not less than the legend needs."""
        return max(self.layout.area.width, LANDSCAPE.width * 0.6)

    def _index_height(self, width: float) -> float:
        columns = max(1, int((width + _INDEX_GAP) // (_INDEX_COLUMN + _INDEX_GAP)))
        rows = -(-len(self.index) // columns)
        return block_height(rows, Size.SMALL) + (_INDEX_GAP if rows else 0)

    @property
    def _lonely_height(self) -> float:
        return sum(max(_box_size(box).height for box in row) + _INDEX_GAP for row in self.lonely_rows)

    @property
    def area(self) -> Area:
        """How large all is before it is scaled to the page."""
        height = self.layout.area.height + self._lonely_height + self._index_height(self.width) + _LEGEND
        return Area(self.width + 4, height + 4)

    def figure(self) -> Figure:
        """The diagram: arrows below boxes, what is connected to nothing, and the index."""
        drawing = Drawing(self.area)
        left = 2 + (self.width - self.layout.area.width) / 2
        for arrow, lines, route in zip(self.found.arrows, self.labels, self.layout.routes, strict=True):
            _draw_arrow(drawing, arrow, lines, route, (left, 2))
        for name, ((x, y), size) in self.layout.boxes.items():
            _draw_box(drawing, self.boxes[name], Box(x + left, y + 2, size.width, size.height))
        self._draw_lonely(drawing)
        self._draw_index(drawing)
        _draw_legend(drawing, self.found, self.area.height - _LEGEND / 2)
        return drawing.figure(TITLE, _alt(self.found), _notes(self.found)).scaled(self.scale)

    def _draw_lonely(self, drawing: Drawing) -> None:
        y = 2 + self.layout.area.height
        for row in self.lonely_rows:
            y += _INDEX_GAP
            height = max(_box_size(box).height for box in row)
            for number, system in enumerate(row):
                x = 2 + number * (_BOX_WIDTH + _INDEX_GAP)
                _draw_box(drawing, system, Box(x, y, _BOX_WIDTH, height))
            y += height

    def _draw_index(self, drawing: Drawing) -> None:
        """The interfaces by ID, in columns read downwards."""
        if not self.index:
            return
        columns = max(1, int((self.width + _INDEX_GAP) // (_INDEX_COLUMN + _INDEX_GAP)))
        rows = -(-len(self.index) // columns)
        top = 2 + self.layout.area.height + self._lonely_height + _INDEX_GAP
        width = (self.width + _INDEX_GAP) / columns
        for column in range(columns):
            entries = self.index[column * rows : (column + 1) * rows]
            lines = [broken(each, width - _INDEX_GAP, Size.SMALL, 1).lines[0] for each in entries]
            drawing.lines(2 + column * width, top, lines, size=Size.SMALL)


def _rows(systems: Sequence[SystemBox], columns: int) -> list[Sequence[SystemBox]]:
    return [systems[start : start + columns] for start in range(0, len(systems), columns)]


def _label(arrow: Connection, *, is_named: bool) -> tuple[str, ...]:
    """The lines on an arrow: each interface with its name, or the IDs, two on a line."""
    if is_named:
        return tuple(line for row in arrow.interfaces for line in _named(row))
    ids = [_id(row) for row in arrow.interfaces]
    pairs = ["、".join(ids[start : start + 2]) for start in range(0, len(ids), 2)]
    return tuple(pairs[:4]) if len(pairs) <= 4 else (*pairs[:3], f"ほか{len(ids) - 6}件")


def _named(row: Interface) -> tuple[str, ...]:
    text = " ".join(part for part in (row.id, row.title) if part) or _id(row)
    return broken(text, _NAME_WIDTH, Size.SMALL, 3).lines


def _id(row: Interface) -> str:
    return row.id or row.title or "(IDなし)"


def _label_size(lines: Sequence[str]) -> Area:
    width = max(text_width(drawable(line)) for line in lines) * Size.SMALL
    return Area(width + 4, block_height(len(lines), Size.SMALL) + 1)


def _name_lines(system: SystemBox) -> tuple[str, ...]:
    return broken(system.name, _BOX_WIDTH - 2 * _PAD, Size.NORMAL, 4).lines


def _tag_lines(system: SystemBox) -> tuple[str, ...]:
    """What stands in small letters under the name: the kind, and the interfaces with itself."""
    inner = "、".join(_id(row) for row in system.inner)
    lines = [*broken(system.kind, _NAME_WIDTH, _TAG, 1).lines]
    if inner:
        lines += broken(f"内部 {inner}", _NAME_WIDTH, _TAG, 4).lines
    return tuple(line for line in lines if line)


def _box_size(system: SystemBox) -> Area:
    height = block_height(len(_name_lines(system)), Size.NORMAL) + block_height(len(_tag_lines(system)), _TAG)
    return Area(_BOX_WIDTH, height + 2 * _PAD)


def _draw_box(drawing: Drawing, system: SystemBox, place: Box) -> None:
    look = _LOOKS.get(system.kind, _LOOKS["影響なし"])
    drawing.box(place.x, place.y, place.width, place.height, radius=3, name=system.name, **look)
    lines, tags = _name_lines(system), _tag_lines(system)
    name_height = block_height(len(lines), Size.NORMAL)
    top = place.y + (place.height - name_height - block_height(len(tags), _TAG)) / 2
    middle = place.x + place.width / 2
    drawing.lines(middle, top, lines, align="center", is_bold=system.kind == "新規")
    drawing.lines(middle, top + name_height, tags, size=_TAG, align="center", colour=Colour.QUIET)


def _draw_arrow(
    drawing: Drawing, arrow: Connection, lines: Sequence[str], route: Route, moved: Point
) -> None:
    look = _ARROWS.get(arrow.kind, _OTHER)
    drawing.line(shifted(route.points, *moved), is_curve=True, **look)
    tip = shifted([route.tip], *moved)[0]
    drawing.arrow_head(tip, route.towards, is_filled=True, colour=look["colour"])
    size = _label_size(lines)
    x, y = shifted([route.label], *moved)[0]
    drawing.box(x, y, size.width, size.height, fill=Colour.PAPER)
    drawing.lines(x + 2, y + 0.5, lines, size=Size.SMALL, is_bold=arrow.kind == "新規")


def _draw_legend(drawing: Drawing, found: Connections, y: float) -> None:
    """The kinds that are there, with a small box or arrow each."""
    x = 2.0
    kinds = [kind for kind in _LOOKS if any(system.kind == kind for system in found.systems)]
    for kind in kinds:
        drawing.box(x, y - 4, 14, 8, radius=1.5, **_LOOKS[kind])
        x += 18 + drawing.text(x + 18, y, f"システム: {kind}", size=Size.SMALL).width + 12
    for kind in (kind for kind in _ARROWS if any(arrow.kind == kind for arrow in found.arrows)):
        drawing.line([(x, y), (x + 20, y)], **_ARROWS[kind])
        drawing.arrow_head((x + 22, y), (1, 0), is_filled=True, colour=_ARROWS[kind]["colour"])
        x += 26 + drawing.text(x + 26, y, f"IF: {kind}", size=Size.SMALL).width + 12


def _index(found: Connections) -> list[str]:
    rows = [row for arrow in found.arrows for row in arrow.interfaces]
    rows += [row for system in found.systems for row in system.inner]
    return [f"{_id(row)} {row.title or ''}" for row in sorted(rows, key=lambda row: row.id or "")]


def _alt(found: Connections) -> str:
    """What is to be seen: how many systems of which kind, and every arrow in words."""
    kinds = Counter(system.kind or "区分なし" for system in found.systems)
    systems = "、".join(f"{kind} {count}" for kind, count in kinds.items())
    rows = sum(len(arrow.interfaces) for arrow in found.arrows)
    arrows = "。".join(
        f"{arrow.source}から{arrow.target}へ {'、'.join(' '.join(filter(None, (row.id, row.title))) for row in arrow.interfaces)}"
        for arrow in found.arrows
    )
    return f"システム{len(found.systems)}件({systems})とIF{rows}件の構成図。{arrows}{'。' if arrows else ''}"


def _notes(found: Connections) -> tuple[str, ...]:
    if not found.left_out:
        return ()
    ids = "、".join(_id(row) for row in found.left_out)
    return (f"接続元または接続先が空欄のIFは描いていません({len(found.left_out)}件: {ids})。",)
