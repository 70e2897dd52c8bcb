"""What every figure must hold to: nothing overlaps, nothing leaves the page, everything has a glyph."""

from __future__ import annotations

import io
import re
from itertools import combinations
from xml.etree import ElementTree

from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Box, Label
from pmo_xl.charts.painting import paint, svg
from pmo_xl.charts.style import LANDSCAPE, PORTRAIT

_ENLARGED = 4

Drawn = Figure | tuple[Figure, ...] | NoFigure


def only(drawn: Drawn) -> Figure:
    """The one figure that must be there."""
    assert not isinstance(drawn, NoFigure), drawn.reason
    if isinstance(drawn, tuple):
        (drawn,) = drawn
    return drawn


def labels(figure: Figure) -> list[Label]:
    return [mark for mark in figure.marks if isinstance(mark, Label)]


def words(figure: Figure) -> str:
    """All text of the figure, without blanks (lines are broken anywhere)."""
    return re.sub(r"\s", "", "".join(label.text for label in labels(figure)))


def named_boxes(figure: Figure) -> dict[str, Box]:
    return {mark.name: mark for mark in figure.marks if isinstance(mark, Box) and mark.name}


def assert_fit_to_print(figure: Figure, smallest: float = 4.5) -> None:
    """Judge the marks alone: sizes, overlaps, page."""
    assert figure.width <= LANDSCAPE.width + 0.1
    assert figure.height <= (LANDSCAPE if figure.needs_landscape else PORTRAIT).height + 0.1
    page = Box(-0.5, -0.5, figure.width + 1, figure.height + 1)
    texts = labels(figure)
    assert texts
    assert min(label.size for label in texts) >= smallest
    for label in texts:
        assert _within(label.area, page), label
    for one, other in combinations(texts, 2):
        assert not one.area.overlaps(other.area, 0.6), (one, other)
    for one, other in combinations(named_boxes(figure).values(), 2):
        assert not one.overlaps(other), (one, other)


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x
        and inner.y >= outer.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def assert_rendered_as_measured(figure: Figure) -> None:
    """Draw it with matplotlib (a missing glyph is a warning, and so an error) and compare what it says."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    paper = paint(figure)
    paper.set_dpi(72 * _ENLARGED)
    canvas = FigureCanvasAgg(paper)
    canvas.draw()
    for text, label in zip(paper.axes[0].texts, labels(figure), strict=True):
        area = text.get_window_extent(canvas.get_renderer())
        assert area.x0 >= 0 and area.x1 <= figure.width * _ENLARGED, text
        # hinting moves each character by up to half a pixel
        assert area.width / _ENLARGED <= label.width + (len(label.text) / 2 + 2) / _ENLARGED, label


def svg_text(figure: Figure) -> str:
    """The text of the SVG, read back as XML."""
    root = ElementTree.parse(io.StringIO(svg(figure))).getroot()  # noqa: S314 - our own output
    found = root.iter("{http://www.w3.org/2000/svg}text")
    return re.sub(r"\s", "", "".join("".join(each.itertext()) for each in found))
