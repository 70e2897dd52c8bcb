"""Exports of other tools: the headings and words that Redmine, Backlog, Jira, MS Project and Planner write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from pmo_xl.model.issue import Issue
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from tests.wild.cells import Cell, Sketch
from tests.wild.project import AS_OF, Item, items
from tests.wild.truth import CANCELLED, DONE, OPEN, TrueRow, TrueTable, WildBook


@dataclass(frozen=True)
class Tool:
    """name; tabs it writes; headings as (heading, what stands below); words of its states."""

    name: str
    tabs: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    states: dict[str, tuple[str, ...]]
    sheet: type[Record] = Issue
    prefix: str = ""


def _columns(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (each.rpartition("=") for each in text.split(" / "))
    return tuple((heading, what) for heading, _, what in pairs)


TOOLS = (
    Tool(
        "redmine",
        ("issues", "チケット", "Sheet1"),
        _columns(
            "#=id / プロジェクト=project / トラッカー=kind / 親チケット= / ステータス=state / 優先度=priority / 題名=title / "
            "作成者=raiser / 担当者=owner / 更新日=updated / カテゴリ= / 対象バージョン= / 開始日=raised / 期日=due / "
            "予定工数= / 進捗 %=percent / 作成日=raised / 終了日=closed / プライベート=no"
        ),
        {OPEN: ("新規", "進行中", "フィードバック"), DONE: ("終了",), CANCELLED: ("却下",)},
    ),
    Tool(
        "backlog",
        ("課題一覧", "Backlog", "Sheet1"),
        _columns(
            "ID=inner / プロジェクト名=project / キーID=number / キー=id / 種別=kind / カテゴリー名= / バージョン= / 件名=title / "
            "詳細=text / 状態=state / 優先度=priority / マイルストーン= / 完了理由= / 担当者=owner / 登録者=raiser / "
            "登録日=raised / 開始日=raised / 期限日=due / 予定時間= / 実績時間= / 更新者=raiser / 更新日=updated"
        ),
        {OPEN: ("未対応", "処理中", "処理済み"), DONE: ("完了",), CANCELLED: ("完了",)},
        prefix="KIBAN-",
    ),
    Tool(
        "jira",
        ("Jira", "課題", "Sheet0"),
        _columns(
            "要約=title / 課題キー=id / 課題 ID=inner / 課題タイプ=kind / ステータス=state / 優先度=priority / 解決状況= / "
            "担当者=owner / 報告者=raiser / 作成日=raised / 更新日=updated / 解決日=closed / 期限=due / 説明=text / ラベル="
        ),
        {OPEN: ("未着手", "進行中", "レビュー中"), DONE: ("完了",), CANCELLED: ("完了",)},
        prefix="KAI-",
    ),
    Tool(
        "jira en",
        ("Jira", "Sheet0"),
        _columns(
            "Summary=title / Issue key=id / Issue id=inner / Issue Type=kind / Status=state / Priority=priority / "
            "Assignee=owner / Reporter=raiser / Created=raised / Updated=updated / Due date=due / Labels="
        ),
        {OPEN: ("To Do", "In Progress"), DONE: ("Done",), CANCELLED: ("Done",)},
        prefix="KAI-",
    ),
    Tool(
        "planner",
        ("Tasks", "タスク"),
        _columns(
            "タスク ID=key / タスク名=title / バケット名=bucket / 進行状況=state / 優先度=priority / 割り当て先=owner / "
            "作成者=raiser / 作成日=raised / 開始日=raised / 期限=due / 遅延=no / 完了日=closed / 完了者= / 説明=text / ラベル="
        ),
        {OPEN: ("開始前", "処理中"), DONE: ("完了済み",), CANCELLED: ("完了済み",)},
    ),
    Tool(
        "msproject",
        ("タスク_テーブル1", "Task_Table1", "プロジェクト"),
        _columns(
            "ID=number / アクティブ=yes / タスク モード=mode / タスク名=title / 期間=length / 開始日=start / 終了日=due / "
            "先行タスク= / アウトライン レベル=level / メモ= / 達成率=share / リソース名=owner"
        ),
        {OPEN: ("",), DONE: ("",), CANCELLED: ("",)},
        Task,
    ),
)
_PRIORITIES = {
    "redmine": ("低め", "通常", "急いで"),
    "backlog": ("高", "中", "低"),
    "jira": ("最高", "中", "低"),
}
_ENGLISH = ("High", "Medium", "Low")
_FIELDS = {"id": "id", "key": "id", "number": "id", "title": "title", "owner": "owner", "state": "status"}


def draw_export(draw: Random, book: WildBook) -> list[Sketch]:
    """One export, on its own tab, sometimes with a few columns that the user left out."""
    tool = draw.choice(TOOLS)
    book.habits.append(f"export:{tool.name}")
    optional = [
        (h, w) for h, w in tool.columns if w in ("", "no", "updated", "text", "bucket", "mode", "length")
    ]
    dropped = set(draw.sample(optional, draw.randint(0, len(optional) // 2)))
    columns = [each for each in tool.columns if each not in dropped]
    if tool.name == "redmine" and draw.random() < 0.4:  # the order is the user's own
        head, rest = columns[:1], columns[1:]
        draw.shuffle(rest)
        columns = head + rest
    sketch = Sketch(draw.choice(tool.tabs))
    sketch.row(1, 1, [heading for heading, _ in columns])
    due = "planned_finish" if tool.sheet is Task else "due_on"
    ids = "key" if tool.name == "planner" else "number" if tool.name == "msproject" else "id"
    fields = {
        ("id" if what == ids else due if what == "due" else _FIELDS.get(what, "")): place
        for place, (_, what) in enumerate(columns, 1)
        if what == ids or what in ("due", "title", "owner", "state")
    }
    table = TrueTable(tool.sheet, sketch.title, 1, {f: frozenset((c,)) for f, c in fields.items() if f})
    for row, item in enumerate(items(draw, draw.randint(6, 25)), 2):
        values = _values(draw, tool, item)
        sketch.row(row, 1, [values.get(what, "") for _, what in columns])
        state = DONE if tool.prefix or tool.name == "planner" else item.state
        true = OPEN if item.state == OPEN else state
        if tool.sheet is Task:
            true = DONE if item.state == DONE else OPEN
        day = values["due"] if values["due"] else None
        table.rows.append(TrueRow(row, str(_shown(values[ids])), item.title, day, true, (item.owner,)))
    book.tables.append(table)
    return [sketch]


def _values(draw: Random, tool: Tool, item: Item) -> dict[str, object]:
    number = 1200 + item.number
    is_done = item.state == DONE
    plan = item.due_on or (item.raised_on + timedelta(9) if tool.sheet is Task else None)
    priorities = _PRIORITIES.get(tool.name, _ENGLISH if tool.name.endswith("en") else ("高", "中", "低"))
    key = "".join(draw.choice("abcdefghJKLMNPQRSTUV23456789_-") for _ in range(28))
    return {
        "id": f"{tool.prefix}{item.number}" if tool.prefix else number,
        "key": key,
        "inner": 10_000 + 7 * item.number,
        "number": item.number,
        "project": "会員基盤刷新",
        "kind": draw.choice(("バグ", "機能", "タスク") if not tool.name.endswith("en") else ("Bug", "Task")),
        "state": draw.choice(tool.states[item.state]),
        "priority": draw.choice(priorities),
        "title": item.title,
        "text": f"{item.title}について確かめる",
        "raiser": item.raised_by,
        "owner": item.owner,
        "raised": item.raised_on,
        "start": (plan or item.raised_on) - timedelta(4),
        "updated": AS_OF - timedelta(item.number % 20),
        "due": plan,
        "closed": item.closed_on,
        "percent": 100 if is_done else 0,
        "share": Cell(1.0 if is_done else 0.0, "0%"),
        "bucket": item.phase,
        "mode": "自動スケジュール",
        "length": "5 日",
        "level": 1,
        "yes": "はい",
        "no": "いいえ",
    }


def _shown(value: object) -> object:
    return value.value if isinstance(value, Cell) else value
