"""Wilder habits, as real lists of many offices have them: other headings, moved days, small tables, templates.

Seeds from FIRST_WILDER_SEED on are drawn with these; earlier seeds stay the books they were.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.risk import Risk
from pmo_xl.model.task import Task
from tests.wild.cells import Cell, Sketch
from tests.wild.project import AS_OF, Item, items
from tests.wild.truth import CANCELLED, DONE, OPEN, TrueRow, TrueTable, WildBook
from tests.wild.words import TITLES, of

FIRST_WILDER_SEED: Final = 200_000

_WORDS: Final = {
    "id": of("No. 項 番号 起票No Ref S/N #"),
    "title": of(
        "現象 宿題事項 指摘事項 残件内容 決めること 懸念事項 検討項目 依頼事項 やること 不具合内容 問題・課題"
    ),
    "owner": of("対応責任者 修正担当 実施担当 アサイン 誰が 主管者 処理者"),
    "due_on": of("修正期限 対応目標日 いつまで リミット 完了目標日 目標期限 対応完了予定日"),
    "status": of("クローズ 済否 処理状況 ステイタス 進行状況 完了可否 対処状況"),
    "raised_on": of("発見日 会議日 起案日 検出日 登録日時"),
}
_ENGLISH: Final = {
    "id": ("#", "Ref", "Issue No", "S/N"),
    "title": ("Action Item", "Issue Description", "Problem", "Finding", "Topic"),
    "owner": ("Assigned To", "Responsible", "Action Owner", "Who"),
    "due_on": ("Target Date", "Deadline", "Due By", "ETA", "By When"),
    "status": ("Current Status", "Open/Closed", "Issue Status", "Done?"),
    "raised_on": ("Date Raised", "Date Opened", "Raised On"),
}
_UNKNOWN_TITLES: Final = of("困りごと 気になること 未解決の話 ひっかかっている点 モヤモヤ 心配の種")
_STATES: Final = (
    {OPEN: ("対応中", "遅延", "順調"), DONE: ("済", "完了"), CANCELLED: ("中止",)},
    {OPEN: ("未", "継続"), DONE: ("済",), CANCELLED: ("対象外",)},
    {OPEN: ("調査中", "修正中"), DONE: ("完了",), CANCELLED: ("取下げ",)},
)
_ENGLISH_STATES: Final = {OPEN: ("Open", "Overdue", "On Hold"), DONE: ("Closed",), CANCELLED: ("Cancelled",)}


def draw_wilder(draw: Random, book: WildBook) -> list[Sketch]:
    """The tabs of a book in one of the wilder manners."""
    maker = draw.choice(_MAKERS)
    book.habits.append(f"wilder:{maker.__name__.strip('_')}")
    return maker(draw, book)


Writer = Callable[[Item], object]
Column = tuple[str, str, Writer]


def _table(
    book: WildBook,
    sketch: Sketch,
    kind: type[Record],
    rows: list[Item],
    columns: list[Column],
    top: int,
    left: int = 1,
    **truth: Any,
) -> TrueTable:
    """Write a table of these columns (field, heading, what stands below); fields that are none begin with a dash."""
    sketch.row(top, left, [heading for _, heading, _ in columns])
    named = {f: left + place for place, (f, _, _) in enumerate(columns) if f and not f.startswith("-")}
    kept = ("id", "title", "question", "owner", "answered_by", "due_on", "planned_finish", "status")
    table = TrueTable(kind, sketch.title, top, {f: frozenset((c,)) for f, c in named.items() if f in kept})
    for row, item in enumerate(rows, top + 1):
        sketch.row(row, left, [write(item) for _, _, write in columns])
        table.rows.append(_true(kind, row, item, named, truth))
    book.tables.append(table)
    return table


def _true(kind: type[Record], row: int, item: Item, named: dict[str, int], truth: dict[str, Any]) -> TrueRow:
    due = item.due_on if {"due_on", "planned_finish"} & named.keys() else None
    state = item.state if "status" in named else None
    if kind is Task:
        state = DONE if item.state == DONE else OPEN
    owners = (item.owner,) if {"owner", "answered_by"} & named.keys() else ()
    number = truth.get("number", lambda each: str(each.number))
    return TrueRow(row, number(item) if "id" in named else "", item.title, due, state, owners)


def _words(draw: Random, states: dict[str, tuple[str, ...]]) -> Writer:
    return lambda item: draw.choice(states[item.state])


def _number(item: Item) -> object:
    return item.number


def _title(item: Item) -> object:
    return item.title


def _owner(item: Item) -> object:
    return item.owner


def _due(item: Item) -> object:
    return item.due_on


def _own(item: Item) -> object:
    return f"資料{item.number}" if item.number % 3 == 0 else None


def _with_titles(draw: Random, count: int) -> list[Item]:
    """Items with a title of their own each, and a day."""
    found = items(draw, count)
    for item in found:
        item.title = f"{draw.choice(TITLES)}({item.number}件目)"
        item.due_on = item.due_on or item.raised_on + timedelta(20)
    return found


def _issues(
    draw: Random, words: dict[str, tuple[str, ...]], states: dict[str, tuple[str, ...]]
) -> list[Column]:
    columns: list[Column] = [
        ("id", draw.choice(words["id"]), _number),
        ("title", draw.choice(words["title"]), _title),
        ("owner", draw.choice(words["owner"]), _owner),
        ("due_on", draw.choice(words["due_on"]), _due),
        ("status", draw.choice(words["status"]), _words(draw, states)),
    ]
    if draw.random() < 0.5:
        columns.insert(1, ("-raised_on", draw.choice(words["raised_on"]), lambda item: item.raised_on))
    if draw.random() < 0.4:
        columns.insert(draw.randint(1, len(columns)), ("", draw.choice(("資料", "備忘", "ページ")), _own))
    return columns


def _other_words(draw: Random, book: WildBook) -> list[Sketch]:
    """Headings of other offices, in Japanese or in English, on a tab that may say nothing."""
    is_english = draw.random() < 0.4
    words, states = (_ENGLISH, _ENGLISH_STATES) if is_english else (_WORDS, draw.choice(_STATES))
    tabs = (
        ("Action Log", "Issue Log", "Sheet1")
        if is_english
        else ("宿題一覧", "残件一覧", "指摘一覧", "Sheet1")
    )
    sketch = Sketch(draw.choice(tabs))
    _table(
        book,
        sketch,
        Issue,
        _with_titles(draw, draw.randint(6, 20)),
        _issues(draw, words, states),
        draw.choice((1, 3)),
    )
    return [sketch]


def _unknown_title(draw: Random, book: WildBook) -> list[Sketch]:
    """A heading that no list of words holds over what each row is about."""
    sketch = Sketch(draw.choice(("課題管理表", "定例用", "Sheet1")))
    columns = _issues(draw, _WORDS, draw.choice(_STATES))
    place = next(place for place, (field, _, _) in enumerate(columns) if field == "title")
    columns[place] = ("title", draw.choice(_UNKNOWN_TITLES), _title)
    _table(book, sketch, Issue, _with_titles(draw, draw.randint(6, 16)), columns, draw.choice((1, 2, 4)))
    return [sketch]


def _branches(draw: Random, book: WildBook) -> list[Sketch]:
    """A number and its 枝番 in the column right of it."""
    sketch = Sketch("QA表")
    rows = _with_titles(draw, draw.randint(6, 15))
    upper = {item.number: (item.number + 1) // 2 for item in rows}
    branch = {item.number: None if item.number % 2 else 1 for item in rows}
    columns: list[Column] = [
        ("id", draw.choice(("QA番号", "No", "質問番号")), lambda item: upper[item.number]),
        ("-branch", draw.choice(("枝番", "枝No")), lambda item: branch[item.number]),
        ("question", draw.choice(("質問事項", "ご質問", "確認したいこと")), _title),
        ("due_on", draw.choice(("希望回答期限", "回答リミット", "回答希望日")), _due),
        ("answered_by", draw.choice(("回答者", "確認先")), _owner),
        (
            "status",
            "状況",
            _words(draw, {OPEN: ("確認中", "未回答"), DONE: ("完了",), CANCELLED: ("取下げ",)}),
        ),
    ]
    table = _table(
        book,
        sketch,
        Question,
        rows,
        columns,
        2,
        number=lambda item: f"{upper[item.number]}.1" if branch[item.number] else str(upper[item.number]),
    )
    table.columns["id"] = frozenset((1, 2))
    return [sketch]


def _moved_days(draw: Random, book: WildBook) -> list[Sketch]:
    """当初期限 in every row, 変更後期限 where it was moved: what counts is the later word."""
    sketch = Sketch("課題管理表")
    rows = _with_titles(draw, draw.randint(6, 16))
    is_moved = {item.number: draw.random() < 0.5 for item in rows}
    columns: list[Column] = [
        ("id", "課題番号", _number),
        ("title", "課題名", _title),
        ("owner", "担当者", _owner),
        (
            "-first",
            draw.choice(("当初期限", "初期期限", "当初完了予定日")),
            lambda item: (
                item.due_on - timedelta(10) if is_moved[item.number] and item.due_on else item.due_on
            ),
        ),
        (
            "due_on",
            draw.choice(("変更後期限", "見直し後期限", "最新期限", "延期後期限")),
            lambda item: item.due_on if is_moved[item.number] else None,
        ),
        ("status", "状態", _words(draw, draw.choice(_STATES))),
    ]
    _table(book, sketch, Issue, rows, columns, draw.choice((1, 3)))
    return [sketch]


def _numbers_again(draw: Random, book: WildBook) -> list[Sketch]:
    """Numbers that begin again with each system, which is merged over its rows."""
    sketch = Sketch(draw.choice(("不具合一覧", "課題一覧")))
    rows = _with_titles(draw, 12)
    columns: list[Column] = [
        (
            "",
            "システム",
            lambda item: ("会員", "請求", "物流")[(item.number - 1) // 4] if item.number % 4 == 1 else None,
        ),
        ("id", "No", lambda item: (item.number - 1) % 4 + 1),
        ("title", "不具合内容", _title),
        ("owner", "担当", _owner),
        ("due_on", "期限", _due),
        ("status", "状況", _words(draw, draw.choice(_STATES))),
    ]
    table = _table(book, sketch, Issue, rows, columns, 1, number=lambda item: str((item.number - 1) % 4 + 1))
    for row in table.rows[::4]:
        sketch.merge(row.row, 1, row.row + 3, 1)
    return [sketch]


def _small_tables(draw: Random, book: WildBook) -> list[Sketch]:
    """A report: a table of shares, the issues, risks and the next days, one below the other under their titles."""
    sketch = Sketch(draw.choice(("週次報告", "進捗報告", "月次報告")))
    sketch.put(1, 1, f"{sketch.title}書")
    mark = draw.choice(("■{}", "{n}. {}", "【{}】", "({n}) {}"))
    sketch.put(3, 1, mark.format("進捗", n=1))
    sketch.row(4, 1, ("工程", "予定", "実績", "コメント"))
    sketch.row(5, 1, ("設計", Cell(0.6, "0%"), Cell(0.5, "0%"), "要員が足りない"))
    sketch.put(7, 1, mark.format("課題", n=2))
    columns = [*_issues(draw, _WORDS, draw.choice(_STATES))[:1]]
    columns += [
        ("title", "課題", _title),
        ("owner", "担当", _owner),
        ("due_on", "期限", _due),
        ("status", "状況", _words(draw, draw.choice(_STATES))),
    ]
    table = _table(book, sketch, Issue, _with_titles(draw, draw.randint(3, 7)), columns, 8)
    at = table.rows[-1].row + 2
    sketch.put(at, 1, mark.format("リスク", n=3))
    sketch.row(at + 1, 1, ("No", "リスク", "対策", "担当"))
    sketch.row(at + 2, 1, (1, "要員の離任", "引き継ぐ", "佐藤 花子"))
    sketch.put(at + 4, 1, mark.format("来週の予定", n=4))
    sketch.row(at + 5, 1, ("作業", "担当", "予定日"))
    sketch.row(at + 6, 1, ("画面のレビュー", "田中 実", AS_OF + timedelta(3)))
    return [sketch]


def _template(draw: Random, book: WildBook) -> list[Sketch]:
    """A ガント template: タスク, two blank columns, 開始 and 終了, and the letters of the weekdays."""
    sketch = Sketch(draw.choice(("プロジェクトのスケジュール", "ガントチャート")))
    sketch.put(2, 2, "会員基盤刷新")
    rows = _with_titles(draw, draw.randint(5, 15))
    columns: list[Column] = [
        ("title", "タスク", _title),
        ("", "", lambda _: None),
        ("", "", lambda _: None),
        ("-start", "開始", lambda item: item.raised_on),
        ("planned_finish", "終了", _due),
        (
            "progress",
            draw.choice(("進捗", "完了率")),
            lambda item: Cell(1.0 if item.state == DONE else 0.2, "0%"),
        ),
    ]
    _table(book, sketch, Task, rows, columns, 6, 2)
    for place in range(28):
        day = date(2026, 11, 2) + timedelta(place)
        sketch.put(5, 9 + place, Cell(day, "d"))
        sketch.put(6, 9 + place, "月火水木金土日"[day.weekday()])
    return [sketch]


def _log_of_risks_and_issues(draw: Random, book: WildBook) -> list[Sketch]:
    """A RAID log: risks with grades in words on one tab, issues on the next."""
    risks, issues = Sketch("Risks"), Sketch("Issues")
    grade = lambda item: ("High", "Medium", "Low")[item.number % 3]  # noqa: E731
    columns: list[Column] = [
        ("id", "Risk ID", lambda item: f"R{item.number}"),
        ("title", draw.choice(("Risk Description", "Risk Event", "Risk Title")), _title),
        ("", "Likelihood", grade),
        ("", "Impact", grade),
        ("", draw.choice(("Mitigation", "Risk Response")), lambda _: "Weekly calls"),
        ("owner", "Risk Owner", _owner),
    ]
    _table(book, risks, Risk, _with_titles(draw, 6), columns, 3, number=lambda item: f"R{item.number}")
    _table(book, issues, Issue, _with_titles(draw, 8), _issues(draw, _ENGLISH, _ENGLISH_STATES), 3)
    return [risks, issues]


def _named_for_another(draw: Random, book: WildBook) -> list[Sketch]:
    """Tasks on tabs whose names are those of another ledger, or of none: 要件整理, 計画."""
    sketches = [Sketch(name) for name in ("要件整理", "計画")]
    for sketch in sketches:
        columns: list[Column] = [
            ("title", draw.choice(("Task", "タスク内容")), _title),
            ("owner", draw.choice(("Worker", "Assigned To")), _owner),
            ("-start", "Start", lambda item: item.raised_on),
            ("planned_finish", "End", _due),
            ("progress", "Condition", lambda item: "Done" if item.state == DONE else "Doing"),
        ]
        _table(book, sketch, Task, _with_titles(draw, draw.randint(5, 12)), columns, 1)
    return sketches


def _days_of_jira(draw: Random, book: WildBook) -> list[Sketch]:
    """Days as Jira writes them where nobody has set it otherwise: 20/Nov/26 12:00 AM."""
    sketch = Sketch("Your Jira Issues")
    day = lambda on: on and on.strftime("%d/%b/%y 12:00 AM")  # noqa: E731
    columns: list[Column] = [
        ("", "Issue Type", lambda _: draw.choice(("Bug", "Task"))),
        ("id", "Issue key", lambda item: f"KYK-{item.number}"),
        ("", "Issue id", lambda item: 10_000 + item.number),
        ("title", "Summary", _title),
        ("owner", "Assignee", _owner),
        ("", "Priority", lambda _: draw.choice(("High", "Low"))),
        (
            "status",
            "Status",
            _words(draw, {OPEN: ("To Do", "In Progress"), DONE: ("Done",), CANCELLED: ("Canceled",)}),
        ),
        ("", "Created", lambda item: item.raised_on.strftime("%d/%b/%y 9:30 AM")),
        ("due_on", "Due date", lambda item: day(item.due_on)),
    ]
    _table(book, sketch, Issue, _with_titles(draw, 10), columns, 1, number=lambda item: f"KYK-{item.number}")
    return [sketch]


def _legend_below(draw: Random, book: WildBook) -> list[Sketch]:
    """What the words of the table mean, below it and a row apart."""
    sketch = Sketch("課題一覧")
    rows = _with_titles(draw, draw.randint(6, 14))
    table = _table(book, sketch, Issue, rows, _issues(draw, _WORDS, draw.choice(_STATES)), 2)
    at = table.rows[-1].row + draw.choice((2, 3))
    for place, (word, meaning) in enumerate(
        (("対応中", "調べている"), ("済", "確かめた"), ("中止", "やめた"))
    ):
        sketch.row(at + place, 2, (word, meaning))
    return [sketch]


def _plans_as_facts(draw: Random, book: WildBook) -> list[Sketch]:
    """完了日 holds the day that is meant where the work is not done, and a check box says what is done."""
    sketch = Sketch("課題一覧")
    rows = _with_titles(draw, draw.randint(6, 14))
    columns = _issues(draw, _WORDS, draw.choice(_STATES))
    columns.append(
        ("", "完了日", lambda item: AS_OF + timedelta(20) if item.state == OPEN else item.closed_on)
    )
    _table(book, sketch, Issue, rows, columns, 1)
    tasks = Sketch("タスク一覧")
    boxes: list[Column] = [
        ("progress", draw.choice(("完了", "済", "チェック")), lambda item: item.state == DONE),
        ("title", "タスク", _title),
        ("owner", "担当", _owner),
        ("planned_finish", draw.choice(("いつまで", "期限")), _due),
    ]
    _table(book, tasks, Task, _with_titles(draw, 8), boxes, 1)
    return [sketch, tasks]


_MAKERS: Final[tuple[Callable[[Random, WildBook], list[Sketch]], ...]] = (
    _other_words,
    _other_words,
    _unknown_title,
    _branches,
    _moved_days,
    _numbers_again,
    _small_tables,
    _template,
    _log_of_risks_and_issues,
    _named_for_another,
    _days_of_jira,
    _legend_below,
    _plans_as_facts,
)
