"""メニュー of the full profile: まずこれから, the seven things that a lead asks first, each with its count and its sheet.

The counts are live. What only a check knows (the forecast, what waiting costs, who has too much to do) stands beside
them as the last `record` left it in 設定 (pmo_xl/documents/outlook_lines.py); before the first, that nobody looked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pmo_xl.metrics.dashboard import Counts, counts_by_due_column
from pmo_xl.metrics.kpi import MET, MISSED, UNJUDGED, kpi_judgement
from pmo_xl.metrics.risk_score import HIGH_RISK, is_high_risk
from pmo_xl.metrics.traffic_light import late_priority_issues
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.budget import Budget
from pmo_xl.model.checked_mark import checked_mark
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.risk import Risk
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.light import LATE_ISSUES_COUNTED, OPEN_GRAVE_ISSUE, outlook_formula
from pmo_xl.workbook.author.menu_layout import FIRST_HEIGHT, LAST_LEFT, LEFT, SHEETS_ROW, TEXT, Menu, cell
from pmo_xl.workbook.author.menu_sheets import row_of
from pmo_xl.workbook.formulas import filled

TITLE = "まずこれから"
NO_ROWS = "まだ行がありません"
NOT_LOOKED = "点検(record)で分かります"
DATES, WAITING, LOAD = 1, 2, 3  # lines of 点検.見通し
_HEADS = ("聞かれること", "数えるもの", "件数", "内訳・見通し")
_COUNT, _NOTE = TEXT + 1, TEXT + 2
_DECISIONS: tuple[tuple[str, type[Record], str], ...] = (
    ("仕様変更", SpecChange, "due_on"),
    ("予算の申請", Budget, "due_on"),
    ("対応案", Option, "due_on"),
)
_RISK_OPEN = '({risks.status}<>"")*(COUNTIF(語_リスク管理表_終了,{risks.status})=0)'
_NUMBER = r'VALUE(TEXT({FIELD},"0;-0;0;\0"))'
_SCORE = f"{_NUMBER.replace('FIELD', 'risks.probability')}*{_NUMBER.replace('FIELD', 'risks.impact')}"


@dataclass(frozen=True)
class First:
    """One line. count, note: a formula and the library's own figure or text. is_bad: any is one too many.

    of: the sheets that it counts; empty where what it says is a check's.
    """

    asked: str
    sheet: type[Record]
    counted: str
    count: tuple[str, object]
    note: tuple[str, str]
    of: tuple[type[Record], ...] = ()
    is_bad: bool = True


def write_first(menu: Menu) -> None:
    """Write the section between the tiles and the list of sheets."""
    row = SHEETS_ROW
    menu.heading(row, LEFT, LAST_LEFT, TITLE)
    menu.heads(row + 1, LEFT, _HEADS[:-1])
    menu.sheet.merge_range(row + 1, _NOTE, row + 1, LAST_LEFT, _HEADS[-1], menu.head())
    lines = tuple(_lines(menu))
    for n, line in enumerate(lines, row + 2):
        menu.sheet.set_row(n, FIRST_HEIGHT * 3 / 4)
        link = menu.text(font_color=Colour.LINK, underline=1, bold=True)
        menu.sheet.write_url(
            n, LEFT, f"internal:'{line.sheet.sheet.label}'!A1", link, line.asked, "このシートへ移ります"
        )
        menu.sheet.write_string(n, TEXT, line.counted, menu.text(text_wrap=True))
        count, note = _of_rows(menu, line)
        menu.formula(n, _COUNT, count[0], menu.count(bold=True, num_format="#,##0"), count[1])
        look = menu.text(text_wrap=True, indent=1)
        menu.sheet.merge_range(n, _NOTE, n, LAST_LEFT, "", look)
        menu.formula(n, _NOTE, note[0], look, note[1])
    for n, line in enumerate(lines, row + 2):
        _colour(menu, n, line)


def _of_rows(menu: Menu, line: First) -> tuple[tuple[str, object], tuple[str, str]]:
    """Count and note; where none of its sheets has a row nobody can tell, and 0 is not said."""
    if not line.of:
        return line.count, line.note
    rows = "+".join(cell(row_of(menu, sheet), _COUNT) for sheet in line.of)
    is_there = any(menu.book.ledgers[sheet].records for sheet in line.of)
    count = (f'IF({rows}=0,"－",{line.count[0]})', line.count[1] if is_there else "－")
    return count, (f'IF({rows}=0,"{NO_ROWS}",{line.note[0]})', line.note[1] if is_there else NO_ROWS)


def _colour(menu: Menu, row: int, line: First) -> None:
    """Red where the count itself is bad news, amber where it is work to look at."""
    background, ink = (Colour.LATE, Colour.LATE_INK) if line.is_bad else (Colour.SOON, Colour.SOON_INK)
    some = menu.book.formats.difference(bg_color=background, font_color=ink)
    options = {
        "type": "formula",
        "criteria": f"=N({cell(row, _COUNT)})>0",
        "format": some,
    }
    menu.sheet.conditional_format(row, _COUNT, row, _COUNT, options)


def _lines(menu: Menu) -> Iterator[First]:
    """The seven, in the order in which a lead asks."""
    project = menu.book.project
    counts = counts_by_due_column(project)
    late = counts[Task, "planned_finish"].late
    yield First(
        "間に合うか",
        Task,
        "期限を過ぎた作業と節目",
        (_cell(menu, Task, "planned_finish", "late"), late),
        _seen(project, DATES),
        (Task,),
    )
    yield _decisions(menu, {name: counts[sheet, field] for name, sheet, field in _DECISIONS})
    grave = sum(issue.priority == "高" and project.is_open(issue) for issue in project.of(Issue))
    yield First("重い課題は", Issue, "優先度 高 の未完了の課題", (filled(f"SUMPRODUCT({OPEN_GRAVE_ISSUE})"), grave),
                _late_note(LATE_ISSUES_COUNTED, late_priority_issues(project, 0)), (Issue,), is_bad=False)  # fmt: skip
    yield _risks(project)
    yield _tests(project)
    yield _load(project)
    yield _kpis(project)


def _cell(menu: Menu, sheet: type[Record], field: str, figure: str) -> str:
    """The cell of the list of sheets that counts it."""
    offset = {"open": 1, "late": 2}[figure]
    return cell(row_of(menu, sheet, field), _COUNT + offset)


def _late_note(formula: str, value: int) -> tuple[str, str]:
    return f'"うち期限超過 "&{formula}&" 件"', f"うち期限超過 {value} 件"


def _seen(project: Project, line: int) -> tuple[str, str]:
    """A line of what the last check saw ahead; without one, that nobody looked."""
    mark = checked_mark(project.settings)
    seen = mark.outlook[line - 1] if mark and len(mark.outlook) >= line else ""
    found = outlook_formula(line)
    return f'IF({found}="","{NOT_LOOKED}",{found})', seen or NOT_LOOKED


def _decisions(menu: Menu, counts: dict[str, Counts]) -> First:
    opened, late = (
        "+".join(_cell(menu, sheet, field, figure) for _, sheet, field in _DECISIONS)
        for figure in ("open", "late")
    )
    n_late = sum(count.late for count in counts.values())
    formula, seen = _seen(menu.book.project, WAITING)
    note = (f'"うち期限超過 "&({late})&" 件。"&{formula}', f"うち期限超過 {n_late} 件。{seen}")
    value = sum(count.open for count in counts.values())
    return First(
        "だれの判断を待つか",
        SpecChange,
        f"{'・'.join(counts)}の判断待ち",
        (opened, value),
        note,
        tuple(sheet for _, sheet, _ in _DECISIONS),
        is_bad=False,
    )


def _risks(project: Project) -> First:
    high = [risk for risk in project.risks if project.is_open(risk) and is_high_risk(risk, project)]
    bare = sum(not risk.mitigation for risk in high)
    rows = f"{_RISK_OPEN}*({_SCORE}>={_threshold(HIGH_RISK)})"
    without = f'SUMPRODUCT({rows}*({{risks.mitigation}}=""))'
    note = (filled(f'"うち対策が空欄 "&{without}&" 件"'), f"うち対策が空欄 {bare} 件")
    return First(
        "大きなリスクは",
        Risk,
        "終わっていない高いリスク(確率×影響)",
        (filled(f"SUMPRODUCT({rows})"), len(high)),
        note,
        (Risk,),
    )


def _threshold(threshold: Threshold) -> str:
    """What 設定 sets for it, else its default."""
    key = f"閾値.{threshold.name}"
    return f'IFERROR(VALUE(INDEX({{settings.value}},MATCH("{key}",{{settings.key}},0))),{threshold.default})'


def _tests(project: Project) -> First:
    tests = project.of(Verification)
    left = sum(test.open_critical_defects or 0 for test in tests)
    failed = sum(test.result == "不合格" for test in tests)
    note = (
        '"不合格のままの試験 "&COUNTIF({verifications.result},"不合格")&" 件"',
        f"不合格のままの試験 {failed} 件",
    )
    counted = (filled("SUM({verifications.open_critical_defects})"), left)
    return First(
        "品質は",
        Verification,
        "未解決の重い不具合(高)",
        counted,
        (filled(note[0]), note[1]),
        (Verification,),
    )


def _load(project: Project) -> First:
    """人月 come from the check alone: the number that its line begins with."""
    note, seen = _seen(project, LOAD)
    first = outlook_formula(LOAD)
    number = f'IFERROR(VALUE(LEFT({first},FIND(" ",{first})-1)),"－")'
    head = seen.partition(" ")[0]
    return First(
        "人は足りるか",
        Allocation,
        "働ける日数を超える人と月",
        (number, int(head) if head.isdecimal() else "－"),
        (note, seen),
    )


def _kpis(project: Project) -> First:
    words = [kpi_judgement(kpi, project) for kpi in project.kpis]
    counted: Callable[[str], str] = lambda word: filled(f'COUNTIF({{kpis.judgement}},"{word}")')  # noqa: E731
    note = (f'"{MET} "&{counted(MET)}&"・{UNJUDGED} "&{counted(UNJUDGED)}',
            f"{MET} {words.count(MET)}・{UNJUDGED} {words.count(UNJUDGED)}")  # fmt: skip
    return First(
        "目標に届くか", Kpi, f"目標に{MISSED}のKPI", (counted(MISSED), words.count(MISSED)), note, (Kpi,)
    )
