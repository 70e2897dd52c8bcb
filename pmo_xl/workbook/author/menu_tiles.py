"""メニュー, top: the project's name, 計算日, and five tiles with what matters most."""

from __future__ import annotations

from collections.abc import Callable

from pmo_xl.metrics.budget.budget import BudgetReport
from pmo_xl.metrics.dashboard import counts_by_sheet, next_milestones
from pmo_xl.model.display import day as shown_day
from pmo_xl.theme import LIGHT_LOOK, Colour
from pmo_xl.workbook.author.light import light_formula, reasons_formula, write_light_steps
from pmo_xl.workbook.author.menu_layout import (
    AS_OF_ROW,
    DEPARTMENTS,
    FIRST_FIGURE,
    LEFT,
    MENU,
    TILE_ROW,
    TITLE_ROW,
    Menu,
    cell,
)
from pmo_xl.workbook.author.menu_milestones import days_left_text, next_position
from pmo_xl.workbook.formulas import filled

_TILES = ((1, 2), (3, 4), (5, 7), (9, 11), (12, 15))
BLANK_TITLE = "(案件名は 設定 シートに入れます)"


def write_title(menu: Menu) -> None:
    """Write the project's name and the day everything is counted by."""
    project, sheet = menu.book.project, menu.sheet
    sheet.set_row(TITLE_ROW, 34)
    title = menu.look(bold=True, font_size=20, font_color=Colour.NAVY)
    formula = f'IF(設定_案件名="","{BLANK_TITLE}",設定_案件名)&"　PMO管理台帳"'
    name = project.settings.project_name or BLANK_TITLE
    menu.formula(TITLE_ROW, LEFT, formula, title, f"{name}　PMO管理台帳")
    source = 'IF(設定_基準日="","今日","設定の基準日")'
    text = f'"計算日 "&TEXT(計算日,"yyyy/mm/dd")&"("&{source}&")　期限超過や残り日数はこの日で数えます。"'
    is_set = "設定の基準日" if project.settings.text("基準日") else "今日"
    shown = f"計算日 {shown_day(project.as_of)}({is_set})　期限超過や残り日数はこの日で数えます。"
    menu.formula(AS_OF_ROW, LEFT, text, menu.look(font_color=Colour.QUIET), shown)


def write_tiles(menu: Menu, report: BudgetReport, total_row: int, departments: int) -> None:
    """Write the tiles; the rows are that of the sums of the sheet list and where the departments begin."""
    for row, height in ((TILE_ROW, 18), (TILE_ROW + 1, 34), (TILE_ROW + 2, 72)):
        menu.sheet.set_row(row, height)
    _write_light(menu, departments + 2)
    _write_counts(menu, total_row)
    _write_remaining(menu, report, departments + 3 + DEPARTMENTS)
    _write_milestone(menu)
    _colour_tiles(menu)


def _write_counts(menu: Menu, total_row: int) -> None:
    counts = counts_by_sheet(menu.book.project).values()
    late, soon, undated = (cell(total_row, column) for column in (5, 6, 7))
    n_late, n_soon, n_undated = (
        sum(getattr(count, name) for count in counts) for name in ("late", "soon", "undated")
    )
    none, some = "期限を過ぎた行はありません", "左下の表の赤いシートを開きます"
    note = (f'IF({late}=0,"{none}","{some}")', some if n_late else none)
    _tile(menu, 1, "期限超過", (f'{late}&" 件"', f"{n_late} 件"), note)
    none = "期限のない行はありません"
    shown = f"ほかに期限なし {n_undated} 件" if n_undated else none
    note = (f'IF({undated}>0,"ほかに期限なし "&{undated}&" 件","{none}")', shown)
    _tile(menu, 2, "7日以内に期限", (f'{soon}&" 件"', f"{n_soon} 件"), note)


def _write_remaining(menu: Menu, report: BudgetReport, total_row: int) -> None:
    remaining, amount = cell(total_row, 6), cell(total_row, 3)
    share = f'"予算の "&TEXT({remaining}/{amount},"0%;▲0%")&" が残っています"'
    note = (f'IF(N({amount})=0,"予算枠がありません",{share})', _share_text(report))
    _tile(menu, 3, "残予算(円・税抜)", (remaining, report.total.remaining), note)


def _tile(menu: Menu, index: int, label: str, value: tuple[str, object], note: tuple[str, object]) -> None:
    first, last = _TILES[index]
    box = {"bg_color": Colour.PALE, "left": 5, "left_color": Colour.NAVY, "indent": 1, "align": "left"}
    looks = (
        menu.look(font_color=Colour.QUIET, **box),
        menu.look(bold=True, font_size=20, num_format='#,##0;[Red]"▲"#,##0', **box),
        menu.look(text_wrap=True, font_color=Colour.INK, **box | {"valign": "top"}),
    )
    contents = ((f'"{label}"', label), value, note)
    for row, look, (formula, result) in zip(range(TILE_ROW, TILE_ROW + 3), looks, contents, strict=True):
        menu.sheet.merge_range(row, first, row, last, "", look)
        menu.formula(row, first, formula, look, result)


def _write_light(menu: Menu, department_row: int) -> None:
    total_left = f"{MENU}!{cell(department_row + DEPARTMENTS + 1, FIRST_FIGURE + 3)}"
    light, said = write_light_steps(menu.book, total_left)
    _tile(menu, 0, "信号(計算)", (light_formula(), light.shown), (reasons_formula(), said))


def _share_text(report: BudgetReport) -> str:
    total = report.total
    if not total.amount or total.remaining is None:
        return "予算枠がありません"
    share = abs(total.remaining) / total.amount
    return f"予算の {'▲' if total.remaining < 0 else ''}{int(share * 100 + 0.5)}% が残っています"


def _write_milestone(menu: Menu) -> None:
    project, at = menu.book.project, next_position()
    coming = [
        t
        for t in next_milestones(project, len(project.tasks))
        if (t.planned_finish or project.as_of) >= project.as_of
    ]
    task = coming[0] if coming else None
    finish = f"INDEX({{tasks.planned_finish}},{at})"
    days = f'IF({at}=0,"－",IF({finish}=計算日,"本日","あと"&({finish}-計算日)&"日"))'
    title = f'IF({at}=0,"これからのマイルストーンがありません",TEXT({finish},"yyyy/mm/dd")&"　"&INDEX({{tasks.title}},{at}))'
    left, name = "－", "これからのマイルストーンがありません"
    if task and task.planned_finish:
        left = days_left_text((task.planned_finish - project.as_of).days)
        name = f"{shown_day(task.planned_finish)}　{task.title}"
    _tile(menu, 4, "次のマイルストーンまで", (filled(days), left), (filled(title), name))


def _colour_tiles(menu: Menu) -> None:
    """Colour the light and the late count by what they say."""
    light = cell(TILE_ROW + 1, _TILES[0][0])
    difference: Callable[..., object] = menu.book.formats.difference
    for word, (colour, ink) in LIGHT_LOOK.items():
        options = {"type": "formula", "criteria": f'=RIGHT({light},1)="{word}"',
                   "format": difference(bg_color=colour, font_color=ink)}  # fmt: skip
        menu.sheet.conditional_format(TILE_ROW, LEFT, TILE_ROW + 2, _TILES[0][1], options)
    day_cell, stale = cell(TILE_ROW + 2, _TILES[0][0]), difference(font_color=Colour.LATE_INK, bold=True)
    options = {"type": "formula", "criteria": f'=LEFT({day_cell},1)="▲"', "format": stale}
    menu.sheet.conditional_format(TILE_ROW + 2, LEFT, TILE_ROW + 2, _TILES[0][1], options)
    late_cell = cell(TILE_ROW + 1, _TILES[1][0])
    red = difference(font_color=Colour.LATE_INK, bg_color=Colour.LATE)
    options = {"type": "formula", "criteria": f'=LEFT({late_cell},2)<>"0 "', "format": red}
    menu.sheet.conditional_format(TILE_ROW, _TILES[1][0], TILE_ROW + 2, _TILES[1][1], options)
