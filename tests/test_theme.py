"""The colours are readable, and stay apart in grey and for the colour-blind; nothing outside the theme names a colour."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from pmo_xl.theme import LIGHT_LOOK, SEVERITY_MARKS, Colour

PACKAGE = Path(__file__).parent.parent / "pmo_xl"

READ_TOGETHER = [
    *((ink, ground) for ground, ink in LIGHT_LOOK.values()),
    *(
        (ink, ground)
        for ink in (Colour.INK, Colour.QUIET)
        for ground in (
            Colour.PAPER,
            Colour.PALE,
            Colour.HEAD,
            Colour.DONE,
            Colour.FORMULA_CELL,
            Colour.LIBRARY_CELL,
        )
    ),
    *(
        (Colour.INK, ground)
        for ground in (Colour.HEAD_MUST, Colour.FORMULA, Colour.LIBRARY, Colour.ASK, Colour.MISSING)
    ),
    (Colour.LINK, Colour.PAPER),
    (Colour.LINK, Colour.HEAD),
    (Colour.PAPER, Colour.NAVY),
    (Colour.PAPER, Colour.ALERT),
]

SEEN_SIDE_BY_SIDE = {
    "bars of the schedule": (Colour.ACTUAL, Colour.ALERT, Colour.PLAN, Colour.PAPER),
    "money of a department": (Colour.NAVY, Colour.PLAN, Colour.MIDDLE),
    "weights of findings": tuple(SEVERITY_MARKS.values()),
    "series of a list's picture": (Colour.NAVY, Colour.PLAN, Colour.ALERT, Colour.ASK_MARK),
}

# Machado, Oliveira, Fernandes 2009: what the eye makes of linear RGB, severity 1.0
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip

Triple = Sequence[float]


def _linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _luminance(linear: Triple) -> float:
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _root(share: float) -> float:
    return share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116


def _lab(linear: Triple) -> tuple[float, float, float]:
    red, green, blue = linear
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _root(_luminance(linear))
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _as_seen(linear: Triple, eye: Sequence[Triple]) -> list[float]:
    return [min(1.0, max(0.0, sum(a * b for a, b in zip(line, linear, strict=True)))) for line in eye]


@pytest.mark.parametrize(("ink", "ground"), READ_TOGETHER)
def test_text_is_readable_on_its_ground(ink: Colour, ground: Colour) -> None:
    dark, light = sorted((_luminance(_linear(ink)), _luminance(_linear(ground))))
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("colours", SEEN_SIDE_BY_SIDE.values(), ids=list(SEEN_SIDE_BY_SIDE))
def test_neighbours_differ_in_lightness_so_a_grey_printer_keeps_them_apart(
    colours: tuple[Colour, ...],
) -> None:
    close = [
        (a, b) for a, b in combinations(colours, 2) if abs(_lab(_linear(a))[0] - _lab(_linear(b))[0]) < 10
    ]
    assert close == []


@pytest.mark.parametrize("eye", BLINDNESS.values(), ids=list(BLINDNESS))
@pytest.mark.parametrize("colours", SEEN_SIDE_BY_SIDE.values(), ids=list(SEEN_SIDE_BY_SIDE))
def test_neighbours_stay_apart_for_the_colour_blind(
    colours: tuple[Colour, ...], eye: Sequence[Triple]
) -> None:
    seen = {colour: _lab(_as_seen(_linear(colour), eye)) for colour in colours}
    assert [(a, b) for a, b in combinations(colours, 2) if math.dist(seen[a], seen[b]) < 15] == []


def test_no_colour_is_named_outside_the_theme() -> None:
    named = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.*")
        if path.suffix in (".py", ".css", ".js", ".jinja")
        and re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
    }
    assert named == {"theme.py", "workbook/buttons/vml.py"}  # Excel's own form buttons are black on grey
