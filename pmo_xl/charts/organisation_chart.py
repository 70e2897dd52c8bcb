"""体制図: everybody of 体制表 under whom they report to, with name, role and company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pmo_xl.charts.drawing import Drawing, block_height, broken, fitted
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.line_breaking import ELLIPSIS
from pmo_xl.charts.marks import Point, shifted
from pmo_xl.charts.organisation import Organisation, Person, organisation
from pmo_xl.charts.style import LANDSCAPE, Area, Size
from pmo_xl.charts.tree_layout import Spacing, fit, tree_layout
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour

TITLE = "体制図"
_WIDTHS, _PAD, _MARGIN = (60.0, 72.0, 84.0, 100.0), 3.0, 2.0
_CUT_COSTS = 0.15
_LINES = 2
"""Lines for the role, and as many for the company."""
_LEGEND = 18.0
_KINDS = 4
"""How many companies get a look of their own: the largest; the others share the last."""
_FILLS = (Colour.PAPER, Colour.PLAN, Colour.PALE, Colour.GRID)
_EDGES = (Colour.NAVY, Colour.NAVY, Colour.MIDDLE, Colour.QUIET)


def organisation_chart(project: Project) -> Figure | NoFigure:
    """The chart of everybody who is in the project on D, on one page (upright where that is larger)."""
    found = organisation(project)
    if not found.people:
        return NoFigure(TITLE, "体制表に氏名のある行がないため、体制図は描けません。")
    return max((_Chart(found, width) for width in _WIDTHS), key=lambda chart: chart.quality).figure()


class _Chart:
    """The boxes, all of one size (so wide), in the colours of their companies."""

    def __init__(self, found: Organisation, box_width: float) -> None:
        self.found = found
        inner = box_width - 2 * _PAD
        self.texts = {key: _texts(person, inner) for key, person in found.people.items()}
        self.companies = _companies(found)
        lines = max(len(texts) for texts in self.texts.values())
        height = Size.NORMAL * Size.LEADING + block_height(lines, Size.SMALL) + 2 * _PAD
        self.spacing = Spacing(Area(box_width, height), across=5, down=10, lane=7)
        self.page = Area(LANDSCAPE.width - 2 * _MARGIN, LANDSCAPE.height - _LEGEND)
        self.layout = tree_layout(found.reports, found.roots, self.spacing, self.page)
        self.scale = fit(self.layout.area, self.page)

    @property
    def cut(self) -> list[Person]:
        """Whose text had to be cut."""
        return [self.found.people[key] for key, lines in self.texts.items() if any(map(_is_cut, lines))]

    @property
    def quality(self) -> float:
        """How large it is, less what had to be cut."""
        return round(self.scale - _CUT_COSTS * len(self.cut) / len(self.texts), 2)

    def figure(self) -> Figure:
        """The chart: lines, people in their boxes, and what the looks mean."""
        area = self.layout.area
        width = max(area.width, self.page.width * fit(area, self.page) * 0.6)
        drawing = Drawing(Area(width + 2 * _MARGIN, area.height + _LEGEND + _MARGIN))
        left = _MARGIN + (width - area.width) / 2
        for line in self.layout.lines:
            drawing.line(shifted(line, left, _MARGIN), colour=Colour.INK, width=0.8)
        for key, place in self.layout.places.items():
            self._draw_person(drawing, self.found.people[key], shifted([place], left, _MARGIN)[0])
        self._draw_legend(drawing, area.height + _MARGIN + _LEGEND / 2)
        scale = fit(drawing.area, Area(self.page.width + 2 * _MARGIN, self.page.height + _LEGEND))
        return drawing.figure(TITLE, _alt(self.found, self.cut), _notes(self.found)).scaled(scale)

    def _draw_person(self, drawing: Drawing, person: Person, place: Point) -> None:
        box, kind = self.spacing.box, self._kind(person.company)
        look: dict[str, Any] = {
            "fill": _FILLS[kind],
            "edge": _EDGES[kind],
            "line_width": 1.4 if kind == 0 else 0.8,
        }
        drawing.box(*place, box.width, box.height, radius=2, name=person.name, **look)
        middle, top = place[0] + box.width / 2, place[1] + _PAD
        name = fitted(person.name, box.width - 2 * _PAD, Size.NORMAL)
        drawing.lines(middle, top, [name], align="center", is_bold=True)
        lines = self.texts[person.key]
        drawing.lines(middle, top + block_height(1, Size.NORMAL), lines, size=Size.SMALL, align="center")

    def _kind(self, company: str) -> int:
        return min(self.companies.index(company), _KINDS - 1) if company in self.companies else _KINDS - 1

    def _draw_legend(self, drawing: Drawing, y: float) -> None:
        x = _MARGIN
        shown = list(self.companies[: _KINDS - 1])
        if len(self.companies) >= _KINDS:
            shown.append(self.companies[_KINDS - 1] if len(self.companies) == _KINDS else "ほかの会社")
        for kind, company in enumerate(shown):
            drawing.box(
                x, y - 4, 14, 8, fill=_FILLS[kind], edge=_EDGES[kind], line_width=1.4 if kind == 0 else 0.8
            )
            text = fitted(company, 180, Size.SMALL)
            x += 18 + drawing.text(x + 18, y, text, size=Size.SMALL).width + 12


def _companies(found: Organisation) -> tuple[str, ...]:
    """The companies, that with the most people first."""
    counts = Counter(person.company for person in found.people.values() if person.company)
    return tuple(company for company, _ in counts.most_common())


def _texts(person: Person, width: float) -> list[str]:
    """What stands under the name: role, systems, company, and what no line can show."""
    lines = [*broken(person.roles, width, Size.SMALL, _LINES).lines]
    if person.systems:
        lines += broken(person.systems, width, Size.SMALL, _LINES).lines
    lines += broken(_short(person.company), width, Size.SMALL, _LINES).lines
    if person.remark:
        lines += broken(person.remark, width, Size.SMALL, _LINES).lines
    return [line for line in lines if line]


def _short(company: str) -> str:
    """A company as people write it where there is little room."""
    return company.replace("株式会社", "㈱").replace("有限会社", "㈲")


def _is_cut(line: str) -> bool:
    return line.endswith(ELLIPSIS)


def _alt(found: Organisation, cut: Sequence[Person]) -> str:
    """Who is below whom; and in full what the boxes had to cut."""
    heads = "、".join(found.people[key].name for key in found.roots)
    lines = "。".join(
        f"{found.people[over].name}の下に{'、'.join(found.people[key].name for key in keys)}"
        for over, keys in found.reports.items()
    )
    full = "。".join(f"{each.name}: {each.roles} {each.systems} {each.company}" for each in cut)
    parts = (f"{len(found.people)}名の体制図", f"最上位は{heads}", lines, full)
    return "。".join(part for part in parts if part) + "。"


def _notes(found: Organisation) -> tuple[str, ...]:
    notes = []
    if found.left:
        notes.append(f"離任した{len(found.left)}名({'、'.join(found.left)})は描いていません。")
    circles = [person.name for person in found.people.values() if (person.remark or "").endswith("(循環)")]
    if circles:
        notes.append(f"報告先が循環しているため、{'、'.join(circles)}を最上位に置いています。")
    return tuple(notes)
