"""メニュー of the full profile, right: each KPI with 実績, 目標, 単位 and 判定, live from the sheet KPI.

How a measure moved is told by recorded runs alone: 週次報告書 with its page for ourselves shows that.
"""

from __future__ import annotations

from typing import Final

from pmo_xl.metrics.kpi import MARKS, MET, MISSED, kpi_actual, kpi_judgement, unit_of
from pmo_xl.model.kpi import Kpi
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.lists import NAME_OF_MEASURES, NAME_OF_UNITS
from pmo_xl.workbook.author.menu_layout import LAST_RIGHT, RIGHT, Menu, cell
from pmo_xl.workbook.formulas import filled

KPIS: Final = 10
"""So many of them stand there, the upper rows of the sheet."""
_HEADS: Final = ("実績", "目標", "単位", "判定")
_TITLE_COLUMNS: Final = 3
_NUMBER: Final = "#,##0.##;▲#,##0.##;0"
_UNIT: Final = (
    f'IF(INDEX({{kpis.unit}},N)<>"",INDEX({{kpis.unit}},N)&"",'
    f'IFERROR(INDEX({NAME_OF_UNITS},MATCH(INDEX({{kpis.formula}},N),{NAME_OF_MEASURES},0))&"",""))'
)
_MARKED: Final = f'IF(WORD="{MET}","{MARKS[MET]} ",IF(WORD="{MISSED}","{MARKS[MISSED]} ",""))&WORD'


def write_kpis(menu: Menu, row: int) -> None:
    """Write the section from this row on."""
    menu.heading(row, RIGHT, LAST_RIGHT, "KPI(目標と今)")
    last_title = RIGHT + _TITLE_COLUMNS - 1
    menu.sheet.merge_range(row + 1, RIGHT, row + 1, last_title, "指標", menu.head())
    menu.heads(row + 1, last_title + 1, _HEADS)
    kpis = list(menu.book.project.kpis)
    for n in range(KPIS):
        _write_kpi(menu, row + 2 + n, n + 1, kpis[n] if n < len(kpis) else None)
    _write_more(menu, row + 2 + KPIS, len(kpis))
    _colour(menu, row + 2)


def _write_kpi(menu: Menu, row: int, nth: int, kpi: Kpi | None) -> None:
    project = menu.book.project
    word = (kpi_judgement(kpi, project) or "") if kpi else ""
    values: tuple[object, ...] = ("",) * 4
    if kpi:
        marked = f"{MARKS[word]} {word}" if word in (MET, MISSED) else word
        values = (kpi_actual(kpi, project), kpi.target, unit_of(kpi), marked)
    number = menu.text(num_format=_NUMBER, align="right")
    centre = menu.text(align="center", shrink=True)
    told = menu.text(shrink=True)
    menu.sheet.merge_range(row, RIGHT, row, RIGHT + _TITLE_COLUMNS - 1, "", told)
    menu.formula(row, RIGHT, _shown("INDEX({kpis.title},N)", nth), told, kpi.title if kpi else "")
    judged = _MARKED.replace("WORD", "INDEX({kpis.judgement},N)")
    formulas = (
        _cell_of("actual"),
        _cell_of("target"),
        _UNIT,
        f'IF(INDEX({{kpis.judgement}},N)="","",{judged})',
    )
    looks = (number, number, centre, centre)
    columns = range(RIGHT + _TITLE_COLUMNS, LAST_RIGHT + 1)
    for column, formula, look, value in zip(columns, formulas, looks, values, strict=True):
        menu.formula(row, column, _shown(formula, nth), look, value)


def _cell_of(field: str) -> str:
    return f'IF(INDEX({{kpis.{field}}},N)="","",INDEX({{kpis.{field}}},N))'


def _shown(formula: str, nth: int) -> str:
    """What stands in the n-th row of the sheet; nothing where the sheet has fewer, or nothing in it."""
    guarded = f'IF(ROWS({{kpis.title}})<N,"",IF(INDEX({{kpis.title}},N)="","",{formula}))'
    return filled(guarded).replace("N)", f"{nth})").replace("<N,", f"<{nth},")


def _write_more(menu: Menu, row: int, count: int) -> None:
    look = menu.look(font_color=Colour.QUIET)
    menu.sheet.merge_range(row, RIGHT, row, LAST_RIGHT, "", look)
    rows = filled("COUNTA({kpis.title})")
    text = f'IF({rows}=0,"KPIシートに指標を書くと、ここに出ます。",IF({rows}>{KPIS},"ほか "&({rows}-{KPIS})&" 件は KPI シートにあります。",""))'
    shown = "KPIシートに指標を書くと、ここに出ます。" if not count else ""
    if count > KPIS:
        shown = f"ほか {count - KPIS} 件は KPI シートにあります。"
    menu.formula(row, RIGHT, text, look, shown)


def _colour(menu: Menu, first: int) -> None:
    """A target that is missed stands out; mark and word say it too."""
    missed = menu.book.formats.difference(bg_color=Colour.LATE, font_color=Colour.LATE_INK)
    judged = cell(first, LAST_RIGHT).replace("$", "", 1)
    options = {
        "type": "formula",
        "criteria": f'=RIGHT({_relative(judged)},{len(MISSED)})="{MISSED}"',
        "format": missed,
    }
    menu.sheet.conditional_format(first, LAST_RIGHT, first + KPIS - 1, LAST_RIGHT, options)


def _relative(address: str) -> str:
    return address.replace("$", "")
