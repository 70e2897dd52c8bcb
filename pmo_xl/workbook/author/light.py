"""The traffic light in formulas: the same reasons as pmo_xl/metrics/traffic_light.py, found by cells."""

from __future__ import annotations

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.traffic_light import ISSUES_FOR_RED
from pmo_xl.workbook.author.menu_layout import DEPARTMENTS, FIRST_FIGURE, cell
from pmo_xl.workbook.formulas import filled

_ISSUE_OPEN = '({issues.status}<>"")*(COUNTIF(語_課題管理表_終了,{issues.status})=0)*({issues.priority}="高")'
_LATE_ISSUES = f"SUMPRODUCT({_ISSUE_OPEN}*ISNUMBER({{issues.due_on}})*({{issues.due_on}}<LIMIT))"
_LATE_MILESTONES = f"""SUMPRODUCT(({{tasks.kind}}="{MILESTONE}")*(1-ISNUMBER({{tasks.actual_finish}}))
*ISNUMBER({{tasks.planned_finish}})*({{tasks.planned_finish}}<遅れ_10営業日))"""
_NOTHING = (
    'SUMPRODUCT(--({issues.title}&""<>""))+SUMPRODUCT(--({tasks.title}&""<>""))+SUM({budgets.amount})=0'
)


def _conditions(department_row: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The reasons for 赤 and for 黄: a formula that is true, and the phrase."""
    first, total = department_row, department_row + DEPARTMENTS + 1
    remaining = f"{cell(first, FIRST_FIGURE + 3)}:{cell(first + DEPARTMENTS - 1, FIRST_FIGURE + 3)}"
    share = f"{cell(first, FIRST_FIGURE + 4)}:{cell(first + DEPARTMENTS - 1, FIRST_FIGURE + 4)}"
    all_left, all_share = cell(total, FIRST_FIGURE + 3), cell(total, FIRST_FIGURE + 4)
    red = [
        (f'COUNTIF({remaining},"<0")+COUNTIF({all_left},"<0")>0', "予算を超えています"),
        (f"{_LATE_MILESTONES}>0", "マイルストーンが大きく遅れています"),
        (
            f"{_LATE_ISSUES.replace('LIMIT', '遅れ_5営業日')}>={ISSUES_FOR_RED}",
            "優先度 高 の課題が続けて遅れています",
        ),
    ]
    amber = [
        (f'COUNTIF({share},"<0.1")+COUNTIF({all_share},"<0.1")>0', "残予算が10%を切りました"),
        (f"{_LATE_ISSUES.replace('LIMIT', '計算日')}>0", "優先度 高 の課題が遅れています"),
    ]
    return red, amber


def light_formula(department_row: int) -> str:
    """The mark and the word of the light."""
    red, amber = ("OR(" + ",".join(test for test, _ in tests) + ")" for tests in _conditions(department_row))
    return filled(f'IF({_NOTHING},"－ 灰",IF({red},"● 赤",IF({amber},"▲ 黄","■ 緑")))')


def reasons_formula(department_row: int) -> str:
    """Why, in words."""
    red, amber = _conditions(department_row)
    said = "&".join(f'IF({test},"{text}。","")' for test, text in (*red, *amber))
    none = "台帳からわかる遅れ・超過はありません。"
    red_test, amber_test = ("OR(" + ",".join(test for test, _ in tests) + ")" for tests in (red, amber))
    return filled(f'IF({_NOTHING},"まだ記録がありません。",IF(OR({red_test},{amber_test}),{said},"{none}"))')
