"""The traffic light of メニュー: the worse of what `record` wrote into 設定 and of what formulas see by themselves.

A workbook cannot run rules, so the rest stands in 点検.信号 点検.理由 点検.日 of 設定. The live part is the same as
`live_reasons` of pmo_xl/metrics/traffic_light.py, found by cells; its steps stand on the 集計 sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.traffic_light import (
    ISSUE_DAYS,
    ISSUES_FOR_RED,
    LATE_ISSUES,
    LATE_MILESTONE,
    MOST_NAMED,
    OVERSPENT,
    SHORT,
    WHOLE,
    Light,
    is_empty,
    late_milestones,
    late_priority_issues,
    light_of,
    live_reasons,
)
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.checked_mark import (
    CHECKED_LIGHT,
    CHECKED_ON,
    CHECKED_OUTLOOK,
    CHECKED_REASONS,
    CheckedMark,
    checked_mark,
)
from pmo_xl.model.display import day as shown_day
from pmo_xl.model.project import Project
from pmo_xl.workbook.author.department_groups import listed_money, write_department_groups
from pmo_xl.workbook.author.plan import Book, serial
from pmo_xl.workbook.author.tally import OWNERS_ROW, TALLY, is_business_day_formula
from pmo_xl.workbook.author.tally_owners import PERSONS
from pmo_xl.workbook.formulas import filled

UNJUDGED = 4  # the line of 点検.見通し that says what the check could not judge
STALE_DAYS = 5  # business days
NEVER_CHECKED = "まだ点検していません"
_FIRST_ROW, _COLUMN = OWNERS_ROW + PERSONS + 5, 0  # of 集計, below the counts by owner

OPEN_GRAVE_ISSUE = (
    '({issues.status}<>"")*(COUNTIF(語_課題管理表_終了,{issues.status})=0)*({issues.priority}="高")'
)
LATE_ISSUES_COUNTED = "信号_遅れ高数"
_LATE_ISSUES = f"SUMPRODUCT({OPEN_GRAVE_ISSUE}*ISNUMBER({{issues.due_on}})*({{issues.due_on}}<LIMIT))"
_STONE = f"""({{tasks.kind}}="{MILESTONE}")*(1-ISNUMBER({{tasks.actual_finish}}))
*ISNUMBER({{tasks.planned_finish}})*({{tasks.planned_finish}}<遅れ_10営業日)"""
_NOTHING = (
    'SUMPRODUCT(--({issues.title}&""<>""))+SUMPRODUCT(--({tasks.title}&""<>""))+SUM({budgets.amount})=0'
)

_TASK_ROW = "(ROW({tasks.title})-ROW(マスタスケジュール[[#Headers],[作業名]]))"
_SETTING = 'IFERROR(INDEX({settings.value},MATCH("KEY",{settings.key},0))&"","")'

# The steps by their names; a later one may use the earlier ones.
_STEPS: Mapping[str, str] = {
    "信号_残最小": "MIN(部門年度_残)",
    "信号_超過行": "IF(COUNT(部門年度_残)=0,0,MATCH(信号_残最小,部門年度_残,0))",
    "信号_超過数": 'COUNTIF(部門年度_残,"<0")',
    "信号_残少数": "COUNT(部門年度_残割合)",
    "信号_残少割合": "MIN(部門年度_残割合)",
    "信号_残少行": "IF(信号_残少数=0,0,MATCH(信号_残少割合,部門年度_残割合,0))",
    "信号_遅れMS数": f"SUMPRODUCT({_STONE})",
    "信号_遅れMS行": f"SUMPRODUCT(MIN({_TASK_ROW}+1000000*(1-{_STONE})))",
    LATE_ISSUES_COUNTED: _LATE_ISSUES.replace("LIMIT", "計算日"),
    "信号_長い遅れ高数": _LATE_ISSUES.replace("LIMIT", "遅れ_5営業日"),
    "信号_記録": _SETTING.replace("KEY", CHECKED_LIGHT),
    "信号_理由": _SETTING.replace("KEY", CHECKED_REASONS),
    "信号_点検日": f"IFERROR(DATEVALUE({_SETTING.replace('KEY', CHECKED_ON)}),0)",
    "信号_見通し": _SETTING.replace("KEY", CHECKED_OUTLOOK),
    "信号_理由数": 'IF(信号_理由="",0,LEN(信号_理由)-LEN(SUBSTITUTE(信号_理由,CHAR(10),""))+1)',
}
_DAYS = 40  # after the check, among which the last one of its five business days is found
_DAY_COLUMN = _COLUMN + 4


def _over_text(total_left: str) -> str:
    worst = 'INDEX(部門年度_部門,信号_超過行)&" "&INDEX(部門年度_年度,信号_超過行)&"年度 "'
    department = f'{worst}&TEXT(信号_残最小,"#,##0;▲#,##0")&"円"&{_others("信号_超過数")}'
    return f'"{OVERSPENT}: "&IF(信号_超過数>0,{department},"{WHOLE} "&TEXT({total_left},"#,##0;▲#,##0")&"円")'


def _others(count: str) -> str:
    return f'IF({count}>1," ほか "&({count}-1)&" 件","")'


def _texts(total_left: str) -> dict[str, tuple[str, str, str]]:
    """Each reason of the live part, the worst first: when it makes 赤, when 黄, and its text."""
    department = 'INDEX(部門年度_部門,信号_残少行)&" "&INDEX(部門年度_年度,信号_残少行)'
    left, amount = (f'TEXT(INDEX(部門年度_{name},信号_残少行),"#,##0")' for name in ("残", "予算"))
    stone = 'INDEX({tasks.title},信号_遅れMS行)&"(予定 "&TEXT(INDEX({tasks.planned_finish},信号_遅れMS行),"yyyy/mm/dd")&")"'
    issues = f'信号_遅れ高数&" 件(うち{ISSUE_DAYS}営業日超 "&信号_長い遅れ高数&" 件)"'
    many = f"信号_長い遅れ高数>={ISSUES_FOR_RED}"
    return {
        OVERSPENT: (f"OR(信号_超過数>0,N({total_left})<0)", "FALSE", _over_text(total_left)),
        LATE_MILESTONE: (
            "信号_遅れMS数>0",
            "FALSE",
            f'"{LATE_MILESTONE}: "&{stone}&{_others("信号_遅れMS数")}',
        ),
        SHORT: (
            "FALSE",
            "信号_残少数>0",
            f'"{SHORT}: "&{department}&"年度 "&{left}&"円 / 予算 "&{amount}&"円"&{_others("信号_残少数")}',
        ),
        LATE_ISSUES: (many, f"AND(信号_遅れ高数>0,NOT({many}))", f'"{LATE_ISSUES}: "&{issues}'),
    }


def write_light_steps(book: Book, total_left: str) -> tuple[Light, str]:
    """Write the steps onto 集計 and name them; the light and what it says, as the tile shows them.

    total_left: the cell of メニュー with what is left of all budgets.
    """
    sheet, project = book.sheet(TALLY), book.project
    values, texts = _step_values(project), _texts(total_left)
    _write_days(book)
    write_department_groups(book)
    steps = {name: (formula, values[name]) for name, formula in _STEPS.items()}
    fresh = _fresh_until(project)
    steps["信号_新しい最後の日"] = (_last_fresh_day(), serial(fresh) if fresh else 0)
    steps["信号_順"] = (_rank(texts), _live_rank(project))
    steps["信号_記録順"] = (
        'IF(信号_記録="",2,IFERROR(MATCH(信号_記録,{"赤","灰","黄","緑"},0),2))',
        _recorded_rank(project),
    )
    steps["信号_いま"] = (_joined(texts), _live_text(project))
    for row, (name, (formula, value)) in enumerate(steps.items(), _FIRST_ROW):
        sheet.write_string(row, _COLUMN, name)
        sheet.write_formula(row, _COLUMN + 1, f"={_filled(formula)}", None, value)
        book.workbook.define_name(name, f"={TALLY}!${column_letters(_COLUMN + 2)}${row + 1}")
    return menu_light(project)


def _filled(formula: str) -> str:
    """The template filled; the words of the lights stand in braces that are no fields."""
    words = '{"赤","灰","黄","緑"}'
    return filled(formula.replace(words, "@WORDS")).replace("@WORDS", words)


def _write_days(book: Book) -> None:
    """The days after the day of the check, whether each is a business day, and how many so far."""
    sheet, project = book.sheet(TALLY), book.project
    look, mark, counted = book.formats.get(num_format="yyyy/mm/dd"), checked_mark(project.settings), 0
    letters = [column_letters(_DAY_COLUMN + n) for n in (1, 2, 3)]
    for n, row in enumerate(range(_FIRST_ROW, _FIRST_ROW + _DAYS), 1):
        on = mark.on + timedelta(days=n) if mark and mark.on else None
        is_open = int(on is not None and project.calendar.is_business_day(on))
        counted += is_open
        day, opened, _ = (f"${letter}{row + 1}" for letter in letters)
        above = f"SUM(${letters[1]}${_FIRST_ROW + 1}:{opened})"
        sheet.write_formula(
            row, _DAY_COLUMN, f'=IF(信号_点検日=0,"",信号_点検日+{n})', look, serial(on) if on else ""
        )
        sheet.write_formula(
            row, _DAY_COLUMN + 1, f'=IF({day}="",0,{is_business_day_formula(day)})', None, is_open
        )
        sheet.write_formula(row, _DAY_COLUMN + 2, f"={above}", None, counted)


def _last_fresh_day() -> str:
    """The last day on which the check is not yet old; 0 without a check."""
    days, so_far = (
        f"${letters}${_FIRST_ROW + 1}:${letters}${_FIRST_ROW + _DAYS}"
        for letters in (column_letters(_DAY_COLUMN + 1), column_letters(_DAY_COLUMN + 3))
    )
    return f"IF(信号_点検日=0,0,IFERROR(INDEX({days},MATCH({STALE_DAYS},{so_far},0)),信号_点検日))"


def _rank(texts: Mapping[str, tuple[str, str, str]]) -> str:
    red, amber = (",".join(each[n] for each in texts.values()) for n in (0, 1))
    return f"IF({_NOTHING},2,IF(OR({red}),1,IF(OR({amber}),3,4)))"


def _joined(texts: Mapping[str, tuple[str, str, str]]) -> str:
    """The texts that hold, those of 赤 first."""
    parts = [f'IF({red},CHAR(10)&{text},"")' for red, _, text in texts.values() if red != "FALSE"]
    parts += [f'IF({amber},CHAR(10)&{text},"")' for _, amber, text in texts.values() if amber != "FALSE"]
    return f"MID({'&'.join(parts)},2,500)"


def light_formula() -> str:
    """The mark and the word of the light: the worse of the recorded and the live one."""
    return 'CHOOSE(MIN(信号_順,信号_記録順),"● 赤","－ 灰","▲ 黄","■ 緑")'


def reasons_formula() -> str:
    """The day of the check, why (the live part where it is worse, else what was recorded), and what nobody judged."""
    marked = 'IF(TODAY()>信号_新しい最後の日,"▲ ","")&"点検日 "&TEXT(信号_点検日,"yyyy/mm/dd")'
    checked = f'IF(信号_記録="","{NEVER_CHECKED}",{marked})'
    breaks = "信号_理由&REPT(CHAR(10),2)"
    second = f"FIND(CHAR(10),{breaks},FIND(CHAR(10),{breaks})+1)"
    more = f'IF(信号_理由数>{MOST_NAMED}," ほか "&(信号_理由数-{MOST_NAMED}),"")'
    first = f"LEFT(信号_理由,{second}-1)&{more}"
    why = f'IF(信号_順<信号_記録順,信号_いま,IF(信号_理由="","",{first}))'
    unjudged = outlook_formula(UNJUDGED)
    return f'{checked}&IF({why}="","",CHAR(10)&{why})&IF({unjudged}="","",CHAR(10)&{unjudged})'


def outlook_formula(line: int) -> str:
    """A line of 点検.見通し; empty before a check left one."""
    room = 1000
    return f'TRIM(MID(SUBSTITUTE(信号_見通し,CHAR(10),REPT(" ",{room})),{(line - 1) * room + 1},{room}))'


def menu_light(project: Project) -> tuple[Light, str]:
    """What the tile of メニュー shows: the worse of the recorded and the live light, and what stands below it."""
    mark, live = checked_mark(project.settings), _live_rank(project)
    recorded = _recorded_rank(project)
    light = list(Light)[min(live, recorded) - 1]
    why = _live_text(project) if live < recorded else _recorded_text(mark)
    unjudged = mark.outlook[UNJUDGED - 1 : UNJUDGED] if mark else ()
    return light, "\n".join(filter(None, (_checked_text(project, mark), why, *unjudged)))


def _checked_text(project: Project, mark: CheckedMark | None) -> str:
    if mark is None:
        return NEVER_CHECKED
    fresh = _fresh_until(project)
    stale = "▲ " if fresh is None or project.run_day > fresh else ""
    return f"{stale}点検日 {shown_day(mark.on or date(1899, 12, 30))}"


def _recorded_text(mark: CheckedMark | None) -> str:
    reasons = mark.reasons if mark else ()
    more = len(reasons) - MOST_NAMED
    return "\n".join(reasons[:MOST_NAMED]) + (f" ほか {more}" if more > 0 else "")


def _live_rank(project: Project) -> int:
    return 2 if is_empty(project) else light_of(live_reasons(project)).light.rank + 1


def _live_text(project: Project) -> str:
    return "\n".join(light_of(live_reasons(project)).reasons)


def _recorded_rank(project: Project) -> int:
    mark = checked_mark(project.settings)
    words = [light.value for light in Light]
    return words.index(mark.light) + 1 if mark and mark.light in words else 2


def _fresh_until(project: Project) -> date | None:
    mark = checked_mark(project.settings)
    return project.calendar.add_business_days(mark.on, STALE_DAYS) if mark and mark.on else None


def _step_values(project: Project) -> Mapping[str, int | float | str]:
    """The library's own figures of the steps."""
    mark, far = checked_mark(project.settings), 1_000_000
    rows = listed_money(project)
    lines = [row for row in rows if row]
    least = min((row.remaining for row in lines), default=0)
    short = [row for row in lines if row.is_short]
    share = min((row.share for row in short), default=Fraction(0))
    stones = late_milestones(project)
    tasks = list(project.tasks)
    positions = {id(task): n for n, task in enumerate(tasks, 1)}
    values: dict[str, int | float | str] = {
        "信号_残最小": least,
        "信号_超過行": next((n for n, row in enumerate(rows, 1) if row and row.remaining == least), 0),
        "信号_超過数": sum(row.remaining < 0 for row in lines),
        "信号_残少割合": float(share),
        "信号_残少行": next((n for n, row in enumerate(rows, 1) if row in short and row.share == share), 0),
        "信号_残少数": len(short),
        "信号_遅れMS数": len(stones),
        "信号_遅れMS行": min((positions[id(task)] for task in stones), default=far + 1),
        "信号_遅れ高数": late_priority_issues(project, 0),
        "信号_長い遅れ高数": late_priority_issues(project, ISSUE_DAYS),
        "信号_記録": mark.light if mark else "",
        "信号_理由": "\n".join(mark.reasons) if mark else "",
        "信号_点検日": serial(mark.on) if mark and mark.on else 0,
        "信号_見通し": "\n".join(mark.outlook) if mark else "",
        "信号_理由数": len(mark.reasons) if mark else 0,
    }
    return values
