"""Painting: the marks of a figure onto matplotlib's Agg or SVG canvas, without pyplot and its global state."""

from __future__ import annotations

import io
import re
import threading
from typing import TYPE_CHECKING, Any

from pmo_xl.charts.figure import Figure
from pmo_xl.charts.fonts import FAMILIES, families
from pmo_xl.charts.marks import Box, Label, Line, Mark, Polygon
from pmo_xl.visible import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Paper
    from matplotlib.font_manager import FontProperties

_PACKING = 3  # half the time of zlib's 6, 4 % more bytes
_SVG_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "pmo_xl"}
_SVG_FONT = re.compile(r'(<text style="[^"]*font-family: )[^;"]+')
_FONT_STACK = ", ".join([*(f"'{family}'" for family in FAMILIES), "sans-serif"])
_svg_lock = threading.Lock()


def png(figure: Figure, dpi: int = 300) -> bytes:
    """The figure as PNG, the same bytes each time."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    paper, out = paint(figure), io.BytesIO()
    paper.set_dpi(dpi)
    canvas: Any = FigureCanvasAgg(paper)
    canvas.draw()
    picture = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    picture.convert("RGB").save(out, "png", dpi=(dpi, dpi), compress_level=_PACKING)  # nothing shines through
    return out.getvalue()


def svg(figure: Figure) -> str:
    """The figure as SVG whose text stays text (fonts are named, not embedded), with title and description, its fonts with substitutes for a machine that lacks them.

    The settings of matplotlib's SVG are global, so one figure at a time.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = io.StringIO()
    with _svg_lock, mpl.rc_context(_SVG_SETTINGS):  # type: ignore[arg-type] # keys are typed one by one
        paper = paint(figure)
        FigureCanvasSVG(paper)
        about = {
            "Title": visible(figure.title),
            "Description": visible(figure.alt),
            "Date": None,
            "Creator": None,
        }
        paper.savefig(out, format="svg", metadata=about)
    return _SVG_FONT.sub(rf"\g<1>{_FONT_STACK}", out.getvalue())


def paint(figure: Figure) -> Paper:
    """The figure as a matplotlib figure whose data coordinates are points from the top left."""
    from matplotlib.figure import Figure as Paper

    paper = Paper(figsize=(figure.width / 72, figure.height / 72), dpi=72, facecolor="white")
    axes = paper.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, figure.width)
    axes.set_ylim(figure.height, 0)
    for order, mark in enumerate(figure.marks):
        _put(axes, mark, order)
    return paper


def _put(axes: Axes, mark: Mark, order: int) -> None:
    if isinstance(mark, Label):
        _put_label(axes, mark, order)
    elif isinstance(mark, Box):
        _put_box(axes, mark, order)
    elif isinstance(mark, Line):
        _put_line(axes, mark, order)
    else:
        _put_polygon(axes, mark, order)


def _put_label(axes: Axes, mark: Label, order: int) -> None:
    font = _font(mark.size, mark.is_bold)
    axes.text(
        mark.x, mark.y, visible(mark.text), fontproperties=font, color=str(mark.colour), ha=mark.align, va="baseline",
        zorder=order, parse_math=False, clip_on=False,
    )  # fmt: skip


def _font(size: float, is_bold: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=list(families()), size=size, weight="bold" if is_bold else "normal")


def _put_box(axes: Axes, mark: Box, order: int) -> None:
    from matplotlib.patches import FancyBboxPatch, Rectangle

    look = _look(mark.fill, mark.edge, mark.line_width, order)
    if mark.radius:
        style = f"round,pad=0,rounding_size={mark.radius}"
        patch: Any = FancyBboxPatch((mark.x, mark.y), mark.width, mark.height, boxstyle=style, **look)
    else:
        patch = Rectangle((mark.x, mark.y), mark.width, mark.height, **look)
    patch.set_hatch(mark.hatch or None)
    if mark.dashes:
        patch.set_linestyle((0, mark.dashes))
    axes.add_artist(patch)


def _put_polygon(axes: Axes, mark: Polygon, order: int) -> None:
    from matplotlib.patches import Polygon as Patch

    axes.add_artist(
        Patch(list(mark.points), closed=True, **_look(mark.fill, mark.edge, mark.line_width, order))
    )


def _put_line(axes: Axes, mark: Line, order: int) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    rest = Path.CURVE4 if mark.is_curve else Path.LINETO
    path = Path(list(mark.points), [Path.MOVETO, *[rest] * (len(mark.points) - 1)])
    look = _look(None, mark.colour, mark.width, order)
    axes.add_artist(
        PathPatch(path, capstyle="butt", linestyle=(0, mark.dashes) if mark.dashes else "-", **look)
    )


def _look(fill: str | None, edge: str | None, line_width: float, order: int) -> dict[str, Any]:
    return {
        "facecolor": "none" if fill is None else str(fill),
        "edgecolor": "none" if edge is None else str(edge),
        "linewidth": line_width,
        "zorder": order,
        "clip_on": False,
    }
