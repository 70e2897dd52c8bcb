"""定例資料: five slides for the regular meeting: the light, the schedule, what moved, the money, what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pmo_xl.charts.figure import Figure
from pmo_xl.charts.phase_strip import phase_strip
from pmo_xl.charts.style import Area, Size
from pmo_xl.documents.deliverables import weekly_report
from pmo_xl.documents.deliverables.decision_rows import decision_row
from pmo_xl.documents.deliverables.late_rows import item_rows
from pmo_xl.documents.deliverables.money_rows import money_basis, money_fields
from pmo_xl.documents.deliverables.weekly_report import fact_rows, span_of
from pmo_xl.documents.slides.deck import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Bars,
    Box,
    Grid,
    GridColumn,
    LightTile,
    Part,
    Picture,
    Slide,
    Words,
)
from pmo_xl.documents.slides.document import SlideDocument
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Content, Fields, Source, is_absent
from pmo_xl.documents.word.layout import sheets_key
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.dashboard import fiscal_months
from pmo_xl.metrics.overdue import OverdueItem, overdue_report
from pmo_xl.metrics.waiting_decisions import WaitingDecision, asked_of_others, waiting_decisions
from pmo_xl.metrics.weekly_facts import coming_in, done_in, week_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.theme import Colour

NAME: Final = "定例資料"
_MOVED: Final = (Issue, Question, SpecChange)
_PLAN, _MOVES, _MONEY, _ASKED = (
    "マスタスケジュール",
    "課題管理表 QA表 仕様変更管理表",
    "予算枠 予算管理表 検収支払",
    "仕様変更管理表",
)
_PRIORITIES: Final = {"高": 0, "中": 1, "低": 2}
_WIDTH: Final = RIGHT - LEFT
_LINE: Final = 20.5
_LISTS: Final = TOP + 124
_MOST_LATE, _MOST_ASKED, _MOST_FACTS = 12, 14, 14
_LETTERS: Final = 10 / Size.SMALL
"""How much larger than on paper a figure is drawn, so that the last row of a room reads it."""


def build(source: Source) -> Content:
    """The week as the weekly report says it, with the rows that are late and the money in all."""
    project = source.project
    content = weekly_report.build(source)
    money = money_fields(project)
    if not source.is_internal:  # the amounts of single departments are for ourselves
        money |= {"部門別": [], "予算別": [], "システム別": [], "申請中の予算": []}
    asked = _asked(source)
    late = _late(project)
    fields = content.fields | money
    fields |= {
        "遅れている行": item_rows(late[:_MOST_LATE]),
        "遅れている行の件数": len(late),
        "お願い": [decision_row(each, project) for each in asked[:_MOST_ASKED]],
        "お願いの残り": max(len(asked) - _MOST_ASKED, 0),
        "根拠の文": _sources(content, project),
    }
    return Content(fields, content.basis)


def _asked(source: Source) -> Sequence[WaitingDecision]:
    """What the other side is asked for; for ourselves, every decision that somebody waits for, by its day."""
    project = source.project
    if not source.is_internal:
        return asked_of_others(project)
    return sorted(waiting_decisions(project), key=lambda each: (each.due_on is None, each.due_on))


def _late(project: Project) -> list[OverdueItem]:
    """課題, QA and 仕様変更 past their day: the gravest first, then the oldest."""
    found = [
        item for item in overdue_report(project).items if item.is_late and isinstance(item.record, _MOVED)
    ]
    return sorted(
        found, key=lambda item: (_PRIORITIES.get(item.priority or "", len(_PRIORITIES)), item.due_on)
    )


def _sources(content: Content, project: Project) -> Fields:
    """By the sheet, on how many rows it stands."""
    told = {}
    for basis in (*content.basis, *money_basis(project)):
        left_out = "、".join(f"{reason} {count} 件" for reason, count in basis.left_out.items())
        counted = f"{basis.used} / {basis.total} 件{f'(除いた行: {left_out})' if left_out else ''}"
        told[basis.sheet] = (
            f"{basis.sheet} {'シートがないため調べていません' if basis.is_absent else counted}"
        )
    return told


def slides(fields: Fields, project: Project) -> Sequence[Slide]:
    """The five slides."""
    return (
        _first(fields, project),
        _schedule(fields, project),
        _moves(fields),
        _money(fields, project),
        _decisions(fields),
    )


def _told(fields: Fields, *sheets: str) -> list[str]:
    """The sources of a slide, for its notes."""
    counted = fields["根拠の文"]
    return [
        f"基準日 {fields['基準日']}",
        *(f"出典: {counted.get(sheet, sheet)}" for sheet in dict.fromkeys(sheets)),
    ]


def _or_not_looked(fields: Fields, sheets: str, otherwise: str) -> str:
    """The sentence of an empty list: never that there is none of a sheet that is not there."""
    return fields["調べていない"].get(sheets_key(sheets), "") or otherwise


def _first(fields: Fields, project: Project) -> Slide:
    asked = len(fields["お願い"]) + fields["お願いの残り"]
    points = [
        fields["ひとこと"],
        _next(fields["節目"]),
        _left(fields),
        f"判断をお願いするもの {asked} 件(最後のスライド)" if asked else "",
        fields["前回からの動き"],
        f"記入待ち {fields['記入待ち件数']} 件" if fields["記入待ち件数"] else "",
    ]
    done, coming = _done_and_coming(fields, project)
    half, height = (_WIDTH - 20) / 2, BOTTOM - _LISTS
    if done.rows:
        lists: list[tuple[Box, Part]] = [
            (Box(LEFT, _LISTS, half, height), done),
            (Box(LEFT + half + 20, _LISTS, half, height), coming),
        ]
    else:  # one sentence, and the whole width for what comes
        lists = [
            (Box(LEFT, _LISTS, _WIDTH, 20), Words([done.empty], done.where)),
            (Box(LEFT, _LISTS + 28, _WIDTH, height - 28), coming),
        ]
    return Slide(
        "信号と要点",
        [
            (Box(LEFT, TOP, 160, 104), LightTile("信号", fields["報告の信号"])),
            (Box(LEFT + 184, TOP, _WIDTH - 184, _LISTS - TOP - 4), Words(points, "週次報告書")),
            *lists,
        ],
        _told(fields, "マスタスケジュール", "課題管理表", "QA表", "仕様変更管理表"),
    )


def _done_and_coming(fields: Fields, project: Project) -> tuple[Grid, Grid]:
    """The week and the next one as in the weekly report; while nothing is done yet (on a Monday), the last one and what is ahead."""
    week = week_of(project)
    if fields["完了したこと"]:
        titles = f"今週やったこと({fields['報告週']})", "来週やること"
        done, coming = fields["完了したこと"], fields["来週のこと"]
        totals = len(done) + fields["完了したことの残り"], len(coming) + fields["来週のことの残り"]
        where = "週次報告書"
    else:
        titles = f"先週やったこと({span_of(week.before)})", "今週と来週やること"
        ahead = (*coming_in(week, project), *coming_in(week.following, project))
        done = fact_rows(done_in(week.before, project), project)
        coming = fact_rows([fact for fact in ahead if fact.on >= project.as_of], project)
        totals = len(done), len(coming)
        where = "台帳の各シート"
    nothing = "先週と今週に終わったものはありません。", f"{titles[1]}の記入はありません。"
    return (
        _facts(titles[0], done, totals[0], _or_not_looked(fields, _PLAN, nothing[0]), where),
        _facts(titles[1], coming, totals[1], _or_not_looked(fields, _PLAN, nothing[1]), where),
    )


def _facts(title: str, rows: Sequence[Fields], total: int, empty: str, where: str) -> Grid:
    columns = [GridColumn("日", "日", 22), GridColumn("内容", "内容", 48), GridColumn("担当", "担当", 17)]
    shown = [row if row["番号"] else row | {"内容": _of_a_kind(row)} for row in rows[:_MOST_FACTS]]
    return Grid(title, columns, shown, empty, where, total)


def _of_a_kind(row: Fields) -> str:
    """Several rows in one, or a meeting: the kind says what they are."""
    return f"{row['種類']} {row['内容']}"


def _next(milestones: Sequence[Fields]) -> str:
    if not milestones:
        return ""
    first = milestones[0]
    return f"次のマイルストーン: {first['作業名']}(予定 {first['予定日']}、見込 {first['見込']}、{first['状況']})"


def _left(fields: Fields) -> str:
    if fields["調べていない"].get(sheets_key(_MONEY), ""):
        return ""
    return f"残予算: {fields['合計_残予算']} 円(予算額 {fields['合計_予算額']} 円、執行率 {fields['執行率']})"


def _schedule(fields: Fields, project: Project) -> Slide:
    parts: list[tuple[Box, Part]] = []
    top, rows = TOP - 6.0, fields["節目"]
    assumed = 36 if fields["見込み"] else 0
    room = BOTTOM - top - assumed - 8 - 20 - _LINE * (len(rows) + 1)
    drawn = phase_strip(project, Area(_WIDTH / _LETTERS, room / _LETTERS))
    if isinstance(drawn, Figure):
        figure = drawn.scaled(_LETTERS)
        height = min(figure.height, BOTTOM - top - assumed - 8 - 20 - 3 * _LINE)
        parts.append((Box(LEFT, top, _WIDTH, height), Picture(figure)))
        top += height + 8
    columns = [
        GridColumn("マイルストーン", "作業名", 56),
        GridColumn("予定日", "予定日", 22),
        GridColumn("基準日程", "基準日程", 22),
        GridColumn("見込", "見込", 26),
        GridColumn("状況", "状況", 32),
    ]
    empty = _or_not_looked(fields, _PLAN, "これからのマイルストーンはありません。")
    grid = Grid("これからのマイルストーン", columns, rows, empty, "マスタスケジュール")
    parts.append((Box(LEFT, top, _WIDTH, BOTTOM - top - assumed), grid))
    if assumed:
        words = Words([fields["見込み"]], "週次報告書", 11.0, is_quiet=True)
        parts.append((Box(LEFT, BOTTOM - assumed + 6, _WIDTH, assumed - 6), words))
    return Slide("スケジュール", parts, _told(fields, "マスタスケジュール"))


def _moves(fields: Fields) -> Slide:
    rows = fields["動き"]
    columns = [
        GridColumn("種類", "種類", 24),
        *(GridColumn(name, name, 17, is_number=True) for name in ("新規", "先週の新規", "完了", "先週の完了", "期限超過", "未完了")),
    ]  # fmt: skip
    late = [
        GridColumn("番号", "ID", 18),
        GridColumn("件名", "件名", 70),
        GridColumn("優先度", "優先度", 12),
        GridColumn("担当", "担当", 24),
        GridColumn("期限", "期限", 20),
        GridColumn("超過(暦日)", "超過日数", 18, is_number=True),
    ]
    told = "、".join(
        f"{row['種類']} 新規 {row['新規']} 件・完了 {row['完了']} 件・期限超過 {row['期限超過']} 件"
        for row in rows
    )
    bars = Bars(
        "報告週の新規・完了と、いまの期限超過(件)",
        [row["種類"] for row in rows],
        {name: [int(row[name]) for row in rows] for name in ("新規", "完了", "期限超過")},
        "#,##0",
        f"報告週の動きの棒グラフ。{told}。",
        (Colour.PLAN, Colour.NAVY, Colour.ALERT),
    )
    nothing = _or_not_looked(fields, _MOVES, "期限を過ぎた課題・QA・仕様変更はありません。")
    left = 510.0
    moved = Grid(
        "報告週の動き(件。起票と完了の日で数えています)", columns, rows, "", "課題・QA・仕様変更の一覧"
    )
    open_late = Grid(
        "遅れているもの(優先度・期限の順)",
        late,
        fields["遅れている行"],
        nothing,
        "期限超過一覧",
        fields["遅れている行の件数"],
    )
    missing = fields["調べていない"].get(sheets_key(_MOVES), "")
    return Slide(
        "課題・QA・変更",
        [
            (Box(LEFT, TOP, left, 120), moved),
            (Box(LEFT, TOP + 122, left, 34), Words([missing, fields["前回からの動き"]], "週次報告書", 11.0, is_quiet=True)),
            (Box(LEFT + left + 20, TOP, _WIDTH - left - 20, 160), bars),
            (Box(LEFT, TOP + 168, _WIDTH, BOTTOM - TOP - 168), open_late),
        ],
        _told(fields, "課題管理表", "QA表", "仕様変更管理表"),
    )  # fmt: skip


def _money(fields: Fields, project: Project) -> Slide:
    parts: list[tuple[Box, Part]] = [
        (Box(LEFT, TOP, _WIDTH, 92), Words(_sums(fields, project), "予算執行報告書"))
    ]
    if is_absent(Acceptance, project) and is_absent(Order, project):
        return Slide("予算", parts, _told(fields, "予算枠", "予算管理表", "検収支払"))
    months = fiscal_months(project, budget_report(project))
    amounts: dict[str, list[int]] = {
        label: [sums.get(name, 0) for _, sums in months]
        for label, name in (("検収予定", "acceptance_planned"), ("検収", "accepted"), ("支払", "paid"))
    }
    told = "、".join(f"{label} 計 {sum(values):,} 円" for label, values in amounts.items())
    bars = Bars(
        f"{fields['年度']}年度の月別の検収と支払(千円・税抜)",
        [str(month.month) for month, _ in months],
        amounts,
        '#,##0,;"▲"#,##0,;0',
        f"{fields['年度']}年度の月別の棒グラフ。{told}(税抜)。",
    )
    rows = fields["部門別"]
    top, width = TOP + 100.0, float(_WIDTH)
    if rows:
        columns = [
            GridColumn("負担部門", "名前", 34),
            *(GridColumn(name, name, 26, is_number=True) for name in ("予算額", "発注済額", "発注見込額", "残予算", "着地見込")),
        ]  # fmt: skip
        width = 560.0
        grid = Grid("部門ごとの執行(円・税抜)", columns, rows, "", "予算執行報告書")
        parts.append((Box(LEFT, top, width, BOTTOM - top), grid))
        parts.append((Box(LEFT + width + 20, top, _WIDTH - width - 20, BOTTOM - top), bars))
    else:
        parts.append((Box(LEFT, top, width, BOTTOM - top), bars))
    return Slide("予算", parts, _told(fields, "予算枠", "予算管理表", "検収支払"))


def _sums(fields: Fields, project: Project) -> list[str]:
    """The money in sentences; nothing in figures of a sheet that is not there."""
    ordered = f"発注済 {fields['合計_発注済額']} 円、これからの発注見込 {fields['合計_発注見込額']} 円"
    lacks_budget, lacks_orders = is_absent(Budget, project), is_absent(Order, project)
    if lacks_budget or lacks_orders:
        missing = fields["調べていない"].get(sheets_key(_MONEY), "")
        return [missing, "" if lacks_orders else f"{ordered}です。"]
    return [
        f"予算額 {fields['合計_予算額']} 円に対し、{ordered}で、"
        f"残予算は {fields['合計_残予算']} 円です(執行率 {fields['執行率']}、着地見込 {fields['合計_着地見込']} 円)。",
        f"金額の分からない発注 {fields['見込のない発注']} 件は、この額に入っていません。" if fields["見込のない発注"] else "",
        f"ほかに、発注も見積もない仕様変更の費用が {fields['未手配の変更費用']} 円あります。" if fields["未手配の変更費用"] != "0" else "",
        f"申請中の予算 {fields['申請中の合計']} 円は、予算額に数えていません。" if fields["申請中の合計"] != "0" else "",
    ]  # fmt: skip


def _decisions(fields: Fields) -> Slide:
    columns = [
        GridColumn("番号", "番号", 20),
        GridColumn("決めること", "内容", 76),
        GridColumn("お願い先", "お願い先", 26),
        GridColumn("判断期限", "判断期限", 22),
        GridColumn("期限からの経過", "経過", 24),
        GridColumn("待つことによる遅れ", "遅れ", 30),
    ]
    rows = fields["お願い"]
    empty = _or_not_looked(fields, _ASKED, "判断をお願いするものはありません。")
    grid = Grid(
        "判断をお願いしたいもの", columns, rows, empty, "アジェンダ", len(rows) + fields["お願いの残り"]
    )
    return Slide(
        "決めること",
        [(Box(LEFT, TOP, _WIDTH, BOTTOM - TOP), grid)],
        _told(fields, "仕様変更管理表", "対応案比較", "課題管理表"),
    )


DOCUMENT = SlideDocument(
    NAME,
    "定例会の資料(PowerPoint 5枚: 信号と要点・スケジュール・課題 QA 変更・予算・決めること)を作ります。表とグラフは直せます。",
    build,
    slides,
    named=(_PLAN, _MOVES, _MONEY, _ASKED),
    tells_changes=True,
    has_internal_page=True,
    audience=Audience.CUSTOMER,
)
