"""メニュー, milestones: the next ones and how many days are left. Where they stand is found on 集計."""

from __future__ import annotations

from pmo_xl.metrics.dashboard import next_milestones
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.task import Task
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.menu_layout import LAST_LEFT, LEFT, MILESTONES, Menu, cell
from pmo_xl.workbook.author.plan import serial
from pmo_xl.workbook.author.tally import TALLY
from pmo_xl.workbook.formulas import filled

_ROW, _COLUMN = 3, 8  # on 集計: I4 and below
_HEADS = ("作業ID", "マイルストーン", "予定", "あと", "工程", "担当", "システム")
_FIELDS = ("id", "title", "planned_finish", None, "phase", "owner", "system")

_POSITION = r"""
MOD(SUMPRODUCT(SMALL(1000000000000*(1-({tasks.kind}="MILESTONE")*(1-ISNUMBER({tasks.actual_finish}))
*ISNUMBER({tasks.planned_finish})FROM)+VALUE(TEXT({tasks.planned_finish},"0;-0;0;\0"))*10000
+ROW({tasks.planned_finish})-ROW(マスタスケジュール[[#Headers],[作業名]]),NTH)),10000)"""


def write_milestones(menu: Menu, row: int) -> None:
    """Write the next milestones from this row on."""
    menu.heading(row, LEFT, LAST_LEFT, "次のマイルストーン")
    menu.heads(row + 1, LEFT, _HEADS)
    tasks = next_milestones(menu.book.project, MILESTONES)
    for n in range(MILESTONES):
        _write_position(menu, n, tasks[n] if n < len(tasks) else None)
        _write_milestone(menu, row + 2 + n, n, tasks[n] if n < len(tasks) else None)


def next_position() -> str:
    """The cell of 集計 with the row of the first milestone on or after 計算日, 0 without one."""
    return f"{TALLY}!$I${_ROW}"


def write_next_position(menu: Menu) -> None:
    """Find the first milestone on or after 計算日."""
    sheet, project = menu.book.sheet(TALLY), menu.book.project
    task = next(
        (t for t in next_milestones(project, len(project.tasks)) if _finish(t) >= serial(project.as_of)), None
    )
    sheet.write_formula(
        _ROW - 1, _COLUMN, _find(1, "*({tasks.planned_finish}>=計算日)"), None, _position(menu, task)
    )


def _finish(task: Task) -> int:
    return serial(task.planned_finish) if task.planned_finish else 0


def _find(nth: int, condition: str) -> str:
    known = (
        f'COUNTIFS({{tasks.kind}},"{MILESTONE}",{{tasks.actual_finish}},"=",{{tasks.planned_finish}},">0")'
    )
    if condition:
        known = known.replace('">0"', '">="&計算日')
    found = (
        _POSITION.strip().replace("MILESTONE", MILESTONE).replace("FROM", condition).replace("NTH", str(nth))
    )
    return f"={filled(f'IF({known}<{nth},0,{found})')}"


def _position(menu: Menu, task: Task | None) -> int:
    return list(menu.book.project.tasks).index(task) + 1 if task else 0


def _write_position(menu: Menu, n: int, task: Task | None) -> None:
    menu.book.sheet(TALLY).write_formula(_ROW + n, _COLUMN, _find(n + 1, ""), None, _position(menu, task))


def _write_milestone(menu: Menu, row: int, n: int, task: Task | None) -> None:
    at = f"{TALLY}!$I${_ROW + n + 1}"
    for column, field in enumerate(_FIELDS, LEFT):
        if field is None:
            _write_days_left(menu, row, column, task)
            continue
        is_day = field == "planned_finish"
        look = menu.text(num_format="yyyy/mm/dd", align="center") if is_day else menu.text(shrink=True)
        as_text = "" if is_day else '&""'
        shown = f'IF({at}=0,"",INDEX({{tasks.{field}}},{at}){as_text})'
        value = getattr(task, field) if task else None
        menu.formula(row, column, filled(shown), look, serial(value) if is_day and value else value)


def _write_days_left(menu: Menu, row: int, column: int, task: Task | None) -> None:
    day = cell(row, column - 1)
    formula = f'IF({day}="","",IF({day}<計算日,(計算日-{day})&"日超過",IF({day}=計算日,"本日","あと"&({day}-計算日)&"日")))'
    value = days_left_text(_finish(task) - serial(menu.book.project.as_of)) if task else ""
    menu.formula(row, column, formula, menu.text(align="center"), value)
    late = menu.book.formats.difference(font_color=Colour.LATE_INK, bg_color=Colour.LATE, bold=True)
    options = {"type": "formula", "criteria": f"=N({day})*({day}<計算日)", "format": late}
    menu.sheet.conditional_format(row, column, row, column, options)


def days_left_text(days: int) -> str:
    """How far a day is away, in words."""
    if days < 0:
        return f"{-days}日超過"
    return f"あと{days}日" if days else "本日"
