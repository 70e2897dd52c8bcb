"""The Gantt right of マスタスケジュール: 500 rows × 104 columns drawn by conditional formats alone.

A column is a week (設定 ガント単位 = 日: a day). Bars follow the dates of their row and the sort, because
the conditional formats read the row: the upper half of a cell is the plan, the lower half what was done. A bar of
the plan is a ground with a white block over its lower half; one of what was done is a block in its own colour. Every
cell holds a word that its format hides; blocks and ◆ are number formats of conditional formats, so nothing
has to be typed or calculated. A word and not a number: what is as wide as its cell, Excel shows of a word, and so bars
have no gaps; of a number it shows ####. One blank column divides the chart from the table; without it Excel draws the
chart into the table. イナズマ線 goes in steps along the borders of cells: hidden columns right of the chart say in
which column each row stands (gantt_line.py). Above the weeks stand the names of the milestones, upright.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.display import shortened
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.gantt_line import (
    LINE,
    MILESTONES,
    as_the_chart_counts,
    column_of,
    last_workday,
    milestone_column,
    start_of,
    step_of,
    write_line_columns,
)
from pmo_xl.workbook.author.plan import (
    EMPTY_TEXT,
    FIRST_ROW,
    HEADER_ROW,
    NOTE_ROW,
    TITLE_ROW,
    Book,
    Ledger,
    XlsxSheet,
    serial,
)
from pmo_xl.workbook.author.tally import TALLY, day_off_formula
from pmo_xl.workbook.formulas import filled

ROWS, COLUMNS = 500, 104
FIRST_COLUMN = len(Task.columns) + 1
LAST_COLUMN = FIRST_COLUMN + COLUMNS - 1
LEFT_END = "ガント左端"
"""The name of the first day of the chart, which its first heading shows."""
_PIXELS = 16
_BLOCK_SIZE = 13  # points: a block is as wide as a column, and its lower half is half of a row's height
_PHASE = "工程"

# 集計: the first day of the chart and the days of one column.
_STEP_FORMULA = 'IF(設定_ガント単位="日",1,7)'
_START_FORMULA = """
IF(ISNUMBER(設定_ガント開始日),設定_ガント開始日,IF(COUNT({tasks.planned_start})=0,計算日,MIN({tasks.planned_start})))"""
_LAST_WORKDAY = "WORKDAY(計算日+1,-1,{holidays.on})"
_NOW = "ガント左端+ガント刻み*INT((計算日-ガント左端)/ガント刻み)"
_NAMES_ROW = 12
_PRINT_AREA = "印刷範囲_マスタスケジュール"

_UPPER, _LOWER = "▀", "▄"  # the plan has the upper half of a cell, what was done the lower one
_LEGEND = (
    (_UPPER, Colour.PLAN, "予定"),
    (_LOWER, Colour.ACTUAL, "実績"),
    (_LOWER, Colour.ALERT, "遅れ "),
    ("｜", Colour.INK, "基準の終わり"),
    ("◆", Colour.NAVY, "節目"),
    ("◇", Colour.QUIET, "当初 "),
    ("┃", Colour.ALERT, "今日 "),
    ("┓", Colour.ALERT, "イナズマ線"),
)
_LEAST_PRINTED = 26  # columns of the chart


def reserve_word(book: Book) -> None:
    """Let the word of the chart's cells be the first of the file's texts: fifty thousand cells name it by its number."""
    book.workbook.str_table._get_shared_string_index(_LOWER)


def write_gantt(book: Book, ledger: Ledger) -> None:
    """Write the chart beside the table of マスタスケジュール."""
    sheet = book.sheet(ledger.label)
    _define_names(book)
    sheet.set_column(FIRST_COLUMN - 1, FIRST_COLUMN - 1, 1.5)
    sheet.set_column_pixels(FIRST_COLUMN, LAST_COLUMN, _PIXELS)
    _write_calendar(book, sheet)
    _write_milestone_names(book, sheet, ledger)
    write_line_columns(book, ledger, ROWS, LAST_COLUMN + 1, _last_day(book.project))
    hidden = book.formats.get(
        num_format=";;;",
        font_size=_BLOCK_SIZE,
        align="center",
        valign="bottom",
        bottom=5,
        bottom_color=Colour.PAPER,
    )
    for row in range(FIRST_ROW, FIRST_ROW + ROWS):  # `finish` puts in all between these two
        sheet.write_string(row, FIRST_COLUMN, _LOWER, hidden)
        sheet.write_string(row, LAST_COLUMN, _LOWER, hidden)
    area = (FIRST_ROW, FIRST_COLUMN, FIRST_ROW + ROWS - 1, LAST_COLUMN)
    for formula, look in _rules(ledger):
        options = {"type": "formula", "criteria": f"={formula}", "format": book.formats.difference(**look),
                   "stop_if_true": True}  # fmt: skip
        sheet.conditional_format(*area, options)
    refusal = {"validate": "custom", "value": "=FALSE", "ignore_blank": False, "error_title": "入力できません",
               "error_message": "ガントは左の表の日付から自動で描かれます。"}  # fmt: skip
    sheet.data_validation(*area, refusal)
    _write_legend(book, sheet, ledger)
    book.workbook.define_name(_PRINT_AREA, _print_area(ledger))
    book.workbook.define_name(f"{ledger.label}!_xlnm.Print_Area", f"={_PRINT_AREA}")


def _define_names(book: Book) -> None:
    sheet, project = book.sheet(TALLY), book.project
    day = book.formats.get(num_format="yyyy/mm/dd")
    start = filled(_START_FORMULA.strip())
    monday = f"IF(ガント刻み=7,{start}-WEEKDAY({start},2)+1,{start})"
    for row, name, formula, value, look in (
        (_NAMES_ROW, "ガント刻み", _STEP_FORMULA, step_of(project), None),
        (_NAMES_ROW + 1, LEFT_END, monday, serial(start_of(project)), day),
        (
            _NAMES_ROW + 2,
            "ガント右端",
            f"ガント左端+ガント刻み*{COLUMNS - 1}",
            serial(_last_day(project)),
            day,
        ),
        (_NAMES_ROW + 3, "ガント今日", _NOW, serial(column_of(project.as_of, project)), day),
        (
            _NAMES_ROW + 4,
            "最終稼働日",
            filled(_LAST_WORKDAY),
            serial(last_workday(as_the_chart_counts(project))),
            day,
        ),
    ):
        sheet.write_string(row, 0, name)
        sheet.write_formula(row, 1, f"={formula}", look, value)
        book.workbook.define_name(name, f"={TALLY}!$B${row + 1}")


def _last_day(project: Project) -> date:
    """The first day of the last column."""
    return start_of(project) + timedelta(days=step_of(project) * (COLUMNS - 1))


def _write_calendar(book: Book, sheet: XlsxSheet) -> None:
    """The heading rows of the chart: the month where it changes (the first and each January as '26) and the day."""
    small = {"font_size": 9, "align": "center", "valign": "vcenter", "font_color": Colour.INK}
    top, head = book.formats.get(**small), book.formats.get(
        **small, shrink=True, bg_color=Colour.HEAD, num_format="d", border=1, border_color=Colour.LINE
    )  # fmt: skip
    start, step = start_of(book.project), step_of(book.project)
    for n, column in enumerate(range(FIRST_COLUMN, LAST_COLUMN + 1)):
        here, before = (f"{column_letters(column + i)}${HEADER_ROW + 1}" for i in (1, 0))
        day, last = start + timedelta(days=n * step), start + timedelta(days=(n - 1) * step)
        year, years = f"'{day:%y}", f'"\'"&RIGHT(YEAR({here}),2)'
        shown: str | int = year
        if n == 0:  # where a month begins beside it, the two would read as one figure
            after = f"{column_letters(column + 2)}${HEADER_ROW + 1}"
            formula = f'IF(MONTH({here})=MONTH({after}),{years},"")'
            shown = year if (day + timedelta(days=step)).month == day.month else ""
        else:
            formula = f'IF(MONTH({here})=MONTH({before}),"",IF(MONTH({here})=1,{years},MONTH({here})))'
            shown = "" if day.month == last.month else year if day.month == 1 else day.month
        sheet.write_formula(NOTE_ROW, column, f"={formula}", top, shown)
        day_formula = f"={LEFT_END}" if n == 0 else f"={before}+ガント刻み"
        sheet.write_formula(HEADER_ROW, column, day_formula, head, serial(day))
    today = book.formats.difference(bg_color=Colour.ALERT, font_color=Colour.PAPER, bold=True)
    criteria = f"={_holds_today(column_letters(FIRST_COLUMN + 1))}"
    options = {"type": "formula", "criteria": criteria, "format": today}
    sheet.conditional_format(HEADER_ROW, FIRST_COLUMN, HEADER_ROW, LAST_COLUMN, options)


def _holds_today(letters: str) -> str:
    day = f"{letters}${HEADER_ROW + 1}"
    return f"AND(計算日>={day},計算日<{day}+ガント刻み)"


def _rules(ledger: Ledger) -> Iterator[tuple[str, dict[str, Any]]]:
    """The conditions of the chart's first cell, the strongest first, and what they draw."""
    here = f"{column_letters(FIRST_COLUMN + 1)}${HEADER_ROW + 1}"
    row = {name: ledger.row_cell(name) for name in Task.columns}
    yield from _milestones(row, here)
    is_bar, today = f'{row["kind"]}<>"{MILESTONE}"', _holds_today(column_letters(FIRST_COLUMN + 1))
    agreed = f"AND(N({row['baseline_finish']})>0,{_is_here(row['baseline_finish'], here)})"
    yield from _line_through(row, here, is_bar, today)
    tick = {"right": 1, "right_color": Colour.INK}
    for formula, look in _bars(row, here):
        yield f"AND({is_bar},{formula},{agreed})", look | tick
        yield f"AND({is_bar},{formula})", look
    yield f"AND({is_bar},{agreed})", tick
    is_row = f'{row["title"]}<>""'
    line = {"bottom": 4, "bottom_color": Colour.LINE}
    yield f"AND({is_row},{today})", {"left": 1, "left_color": Colour.ALERT, "bg_color": Colour.LATE, **line}
    yield f"AND({is_row},ガント刻み=1,{day_off_formula(here)})", {"bg_color": Colour.DONE, **line}
    yield f"AND({is_row},DAY({here})<=ガント刻み)", {"left": 4, "left_color": Colour.LINE, **line}
    yield is_row, line


def _line_through(
    row: Mapping[str, str], here: str, is_bar: str, today: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """イナズマ線 over whatever the cell shows: down its left edge, along its lower edge, or both.

    IF asks the rest only where the line runs, because the chart has fifty thousand cells.
    """
    letters = column_letters(LAST_COLUMN + 2 + LINE)
    mine, below = (f"${letters}{FIRST_ROW + n}" for n in (1, 2))
    stands = f"{mine}={here}"
    turns = f"AND({mine}>0,{below}>0,({mine}<={here})<>({below}<={here}))"
    down, along = ({edge: 1, f"{edge}_color": Colour.ALERT} for edge in ("left", "bottom"))
    row_line = {"bottom": 4, "bottom_color": Colour.LINE}
    for where, edges in ((f"AND({stands},{turns})", down | along), (stands, row_line | down), (turns, along)):
        for formula, look in _bars(row, here):
            yield f"IF({where},AND({is_bar},{formula}),FALSE)", look | edges
        yield f"IF({where},{today},FALSE)", {"bg_color": Colour.LATE} | edges
        yield where, edges


def _milestones(row: Mapping[str, str], here: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """◆ where the milestone is planned (red when late, grey when reached), ◇ where it was first agreed."""
    line = {"bottom": 4, "bottom_color": Colour.LINE}
    is_milestone, reached = f'{row["kind"]}="{MILESTONE}"', row["actual_finish"]
    planned, baseline = row["planned_finish"], row["baseline_finish"]
    for test, mark, colour in (
        (f"N({reached})>0,{_is_here(reached, here)}", "◆", Colour.QUIET),
        (f'{reached}="",{planned}<計算日,{_is_here(planned, here)}', "◆", Colour.ALERT),
        (f'{reached}="",{_is_here(planned, here)}', "◆", Colour.NAVY),
        (f"N({baseline})>0,{_is_here(baseline, here)}", "◇", Colour.QUIET),
    ):
        yield f"AND({is_milestone},{test})", {**_shown(mark, colour), **line}


def _bars(row: Mapping[str, str], here: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Blocks of what is late and what was done below the ground of the plan, in this order of strength."""
    start, finish = row["actual_start"], row["actual_finish"]
    planned_start, planned_finish = row["planned_start"], row["planned_finish"]
    is_phase = f'{row["kind"]}="{_PHASE}"'
    begun = f"N({start})>0,{_covers(start, f'IF(N({finish})>0,{finish},計算日)', here)}"
    late = f'{finish}="",N({planned_finish})>0,{here}>{planned_finish},{here}<=計算日'
    planned = f"N({planned_start})>0,{_covers(planned_start, planned_finish, here)}"
    phase, plan = {"bg_color": Colour.FRAME}, {"bg_color": Colour.PLAN}
    late_bar, done, nothing = (_shown(_LOWER, each) for each in (Colour.ALERT, Colour.ACTUAL, Colour.PAPER))
    yield f"AND(NOT({is_phase}),{late})", late_bar
    yield f"AND({is_phase},{begun},{planned})", phase | done
    yield f"AND({begun},{planned})", plan | done
    yield f"AND({begun})", done
    yield f"AND({is_phase},{planned})", phase | nothing
    yield f"AND({planned})", plan | nothing


def _shown(mark: str, colour: Colour) -> dict[str, Any]:
    """The look of a cell that shows this mark in place of its word."""
    return {"num_format": f';;;"{mark}"', "font_color": colour}


def _covers(first: str, last: str, here: str) -> str:
    """Whether the days from `first` to `last` touch the column."""
    return f"AND({first}<{here}+ガント刻み,{last}>={here})"


def _is_here(day: str, here: str) -> str:
    return f"AND({day}>={here},{day}<{here}+ガント刻み)"


_MILESTONE_NAME = """
IF(COUNTIF(@COLUMNS,@COLUMN)=0,"",IF(COUNTIF(@COLUMNS,@COLUMN)=1,"◆"&LEFT(@NAME,@LONGEST)&REPT("…",LEN(@NAME)>@LONGEST),
"◆"&LEFT(@NAME,@SHORTER)&REPT("…",LEN(@NAME)>@SHORTER)&" 他"&(COUNTIF(@COLUMNS,@COLUMN)-1)))"""
_LONGEST_NAME, _SHORTER_NAME = (
    11,
    9,
)  # characters that stand upright in the row of the title; where others are counted


def _write_milestone_names(book: Book, sheet: XlsxSheet, ledger: Ledger) -> None:
    """The names of the milestones above their columns, upright: the first one in the table, and how many more."""
    look = book.formats.get(
        font_size=9, bold=True, rotation=90, align="center", valign="bottom", font_color=Colour.NAVY
    )
    columns, titles = (f"${letters}${FIRST_ROW + 1}:${letters}${FIRST_ROW + ROWS}" for letters in (
        column_letters(LAST_COLUMN + 2 + MILESTONES), column_letters(ledger.column("title") + 1)
    ))  # fmt: skip
    template = _MILESTONE_NAME.replace("@NAME", f"INDEX({titles},MATCH(@COLUMN,@COLUMNS,0))")
    template = template.replace("@COLUMNS", columns).replace("@LONGEST", str(_LONGEST_NAME))
    template = template.replace("@SHORTER", str(_SHORTER_NAME))
    named: dict[int, list[str]] = {}
    for task in ledger.records:
        if isinstance(task, Task) and task.kind == MILESTONE:
            named.setdefault(milestone_column(task, book.project), []).append(task.title or "")
    for n in range(1, COLUMNS + 1):
        formula = filled(template.strip().replace("@COLUMN", str(n)))
        names = named.get(n, [])
        shown = _upright(names) if names else EMPTY_TEXT
        sheet.write_formula(TITLE_ROW, FIRST_COLUMN + n - 1, f"={formula}", look, shown)


def _upright(names: Sequence[str]) -> str:
    """What stands above a week with these milestones: the first one's name, cut, and how many others there are."""
    longest = _LONGEST_NAME if len(names) == 1 else _SHORTER_NAME
    more = f" 他{len(names) - 1}" if len(names) > 1 else ""
    return f"◆{shortened(names[0], longest)}{more}"


def _write_legend(book: Book, sheet: XlsxSheet, ledger: Ledger) -> None:
    quiet = book.formats.get(font_size=9, font_color=Colour.QUIET)
    pieces: list[Any] = [quiet, " "]
    for mark, colour, text in _LEGEND:
        pieces += [book.formats.get(font_size=9, font_color=colour, bold=True), mark, quiet, text]
    look = book.formats.get(font_size=9, valign="vcenter")
    sheet.write_rich_string(NOTE_ROW, ledger.note_column, *pieces, look)


def _print_area(ledger: Ledger) -> str:
    """The printed range, as a formula that follows the table down and the plan to the right.

    Left of it 作業名, システム and 担当 are repeated on every page (printing.py); the other columns are for the screen.
    """
    first, last = column_letters(FIRST_COLUMN + 1), column_letters(LAST_COLUMN + 1)
    name, label = ledger.label, Task.columns
    rows = f"{HEADER_ROW + 1}+ROWS({name}[{label['title'].label}])"
    end = f"MAX({name}[{label['planned_finish'].label}],{name}[{label['baseline_finish'].label}],計算日)"
    columns = f"MAX({_LEAST_PRINTED},MIN({COLUMNS},INT(({end}-ガント左端)/ガント刻み)+3))"
    return f"={name}!${first}$1:INDEX({name}!${first}:${last},{rows},{columns})"
