"""メニュー, right: native charts of the dashboard's own cells."""

from __future__ import annotations

from typing import Any

from pmo_xl.theme import GOTHIC, Colour
from pmo_xl.workbook.author.menu_layout import (
    DEPARTMENTS,
    FIRST_FIGURE,
    LEFT,
    MONTHS,
    RIGHT,
    SHEETS_ROW,
    Menu,
    cells,
)
from pmo_xl.workbook.author.tally_owners import top_owners_range

_WIDTH = 448
_EVERY_LABEL = {"interval_unit": 1}  # else a low chart shows only every second name


def _font(size: int = 10, **more: object) -> dict[str, Any]:
    return {"name": GOTHIC, "size": size, "color": Colour.INK, **more}


def _series(name: str, categories: str, values: str, colour: str, **more: object) -> dict[str, Any]:
    return {"name": name, "categories": categories, "values": values, "fill": {"color": colour},
            "border": {"none": True}, **more}  # fmt: skip


def _finish(menu: Menu, chart: Any, row: int, height: int, alternative_text: str) -> None:  # noqa: ANN401 - xlsxwriter ships no type hints
    chart.set_legend({"position": "top", "font": _font()})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    chart.set_size({"width": _WIDTH, "height": height})
    options = {"object_position": 2, "description": alternative_text, "x_offset": 4, "y_offset": 4}
    menu.sheet.insert_chart(row, RIGHT, chart, options)


def owners_chart(menu: Menu, height: int) -> None:
    """What is late and what is open, by owner; most late first."""
    chart = menu.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    names = f"={top_owners_range('name')}"
    hidden_zero = {"value": True, "num_format": "#,##0;;", "font": _font(color=Colour.PAPER)}
    chart.add_series(
        _series(
            "期限超過", names, f"={top_owners_range('late')}", Colour.ALERT, gap=40, data_labels=hidden_zero
        )
    )
    dark = {**hidden_zero, "font": _font()}
    chart.add_series(
        _series("期限内の未完了", names, f"={top_owners_range('rest')}", Colour.PLAN, data_labels=dark)
    )
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _font(),
            "line": {"color": Colour.FRAME},
            "major_tick_mark": "none",
            **_EVERY_LABEL,
        }
    )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    _finish(menu, chart, SHEETS_ROW + 1, height, "担当者別の期限超過と期限内の未完了の件数")


def departments_chart(menu: Menu, row: int, height: int) -> None:
    """What of each department's budget is ordered, expected and left; row: of the heading of its table."""
    chart = menu.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = row + 2, row + 1 + DEPARTMENTS
    names = cells(LEFT, first, last)
    for index, (name, colour) in enumerate(
        (("発注済", Colour.NAVY), ("発注見込", Colour.PLAN), ("残予算", Colour.MIDDLE)), 1
    ):
        values = cells(FIRST_FIGURE + index, first, last)
        chart.add_series(_series(name, names, values, colour, gap=50))
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _font(),
            "line": {"color": Colour.FRAME},
            "label_position": "low",
            **_EVERY_LABEL,
        }
    )
    chart.set_x_axis(_money_axis() | {"label_position": "high"})
    _finish(menu, chart, row + 1, height, "部門別の発注済、発注見込、残予算")


def months_chart(menu: Menu, row: int, height: int) -> None:
    """What was ordered, accepted and paid in each month, and what is planned."""
    first, last = row + 2, row + 1 + MONTHS
    months = cells(LEFT, first, last)
    chart = menu.book.workbook.add_chart({"type": "column"})
    for name, offset, colour in (
        ("発注", 0, Colour.FRAME),
        ("検収済", 2, Colour.NAVY),
        ("支払済", 4, Colour.MIDDLE),
    ):
        chart.add_series(_series(name, months, cells(FIRST_FIGURE + offset, first, last), colour, gap=60))
    plans = menu.book.workbook.add_chart({"type": "line"})
    for name, offset, colour in (("検収予定", 1, Colour.NAVY), ("支払予定", 3, Colour.MIDDLE)):
        line = {"color": colour, "width": 1.5, "dash_type": "dash"}
        marker = {"type": "circle", "size": 4, "fill": {"color": Colour.PAPER}, "border": {"color": colour}}
        values = cells(FIRST_FIGURE + offset, first, last)
        plans.add_series(
            {"name": name, "categories": months, "values": values, "line": line, "marker": marker}
        )
    chart.combine(plans)
    chart.set_x_axis(
        {
            "num_font": _font(),
            "num_format": "m",
            "text_axis": True,
            "label_position": "low",
            "name": "月",
            "name_font": _font(bold=False),
        }
    )
    chart.set_y_axis(_money_axis())
    _finish(menu, chart, row + 1, height, "月別の発注、検収、支払の実績と予定")


def _money_axis() -> dict[str, Any]:
    return {
        "num_font": _font(),
        "num_format": "#,##0,,;▲#,##0,,;0",
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": Colour.GRID}},
    }
