"""議事メモ: one meeting: what was decided, what is feared or open and what became of it, who does what by when."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.documents.deliverables.the_meeting import (
    Held,
    held_subjects,
    last_held,
    meeting_of,
    next_time,
)
from pmo_xl.documents.paper import Subjects
from pmo_xl.documents.word.content import Basis, Content, Fields, Source, fields_of, or_unfilled
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, When
from pmo_xl.metrics.overdue import is_open_todo
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.references import name_key
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange

DECISIONS, TODOS, DOUBTS = ("決定",), ("ToDo",), ("懸念", "不明点")
_LINKED = (Issue, Question, SpecChange, Risk)
_NO_ROW = "どのシートにもない番号"


def build(source: Source, held: Held | None) -> Content:
    """One meeting of 議事録; None: nothing has been written yet."""
    project = source.project
    if held is None:
        return Content(
            _head("", "", "", None, project) | _items((), project) | {"残り": []}, [_basis((), project)]
        )
    series = meeting_of(held.name, project)
    attendees = "、".join(dict.fromkeys(item.attendees for item in held.items if item.attendees))
    head = _head(held.name, held.shown, attendees, series.row_id if series else None, project)
    fields = head | _items(held.items, project) | {"残り": _earlier(held, project)}
    return Content(
        fields,
        [_basis(held.items, project)],
        title=f"{held.name} 議事メモ",
        records=held.items,
    )


def _head(name: str, on: str, attendees: str, series_id: str | None, project: Project) -> Fields:
    series = project.meetings.get(series_id)
    return {
        "会議名": name or "(議事録の記入なし)",
        "開催日": on or "未記入",
        "出席者": attendees or "未記入",
        "目的": (series.purpose if series else None) or "未記入",
        "配布先": (series.attendees if series else None) or "未記入",
        "次回": next_time(series, project) if series else "未定",
    }


def _items(items: Iterable[MeetingItem], project: Project) -> Fields:
    rows = list(items)

    def of(kinds: tuple[str, ...]) -> list[Fields]:
        """The rows of these kinds."""
        return [_row(item, project) for item in rows if item.kind in kinds]

    known = (*DECISIONS, *TODOS, *DOUBTS)
    rest = [_row(item, project) for item in rows if item.kind not in known]
    return {"決定": of(DECISIONS), "懸念": of(DOUBTS), "ToDo": of(TODOS), "情報": rest}


def _row(item: MeetingItem, project: Project) -> Fields:
    """A row with what became of it."""
    shown = or_unfilled(fields_of(item), *(("担当", "期限") if item.kind in TODOS else ()))
    is_doubt = item.kind in DOUBTS
    told = "\n".join(_linked(each, project) for each in item.links)
    shown["その後"] = told or ("まだ受け止めていません" if is_doubt else "")
    return shown


def _linked(row_id: str, project: Project) -> str:
    """The row that took it up, with its 状態."""
    for sheet in _LINKED:
        row = project.of(sheet).get(row_id)
        if row is not None:
            told = " ".join(filter(None, (row_id, getattr(row, "title", None))))
            return f"{told}({getattr(row, 'status', None) or '状態 未記入'})"
    return f"{row_id}({_NO_ROW})"


def _earlier(held: Held, project: Project) -> list[Fields]:
    """The open ToDo of the same meeting's earlier days."""
    mine = {id(item) for item in held.items}
    return [
        or_unfilled(fields_of(item), "担当", "期限")
        for item in project.meeting_items
        if id(item) not in mine
        and name_key(item.meeting or "") == name_key(held.name)
        and (not (item.held_on and held.on) or item.held_on < held.on)
        and is_open_todo(item, project)
    ]


def _basis(items: tuple[MeetingItem, ...], project: Project) -> Basis:
    total = len(project.meeting_items)
    rest = total - len(items)
    return Basis("議事録", len(items), total, {"ほかの会議": rest} if rest else {})


DOCUMENT = WordDocument(
    "議事メモ",
    "会議1回の決定・懸念・不明点・ToDoを、担当・期限・その後とともにまとめます。",
    build,
    Layout(
        (
            Pairs(("会議名 開催日", "目的", "出席者", "配布先", "次回")),
            Heading("決定"),
            Table("決定", "議事ID:22 内容:110 担当:26 仕様影響:18c", "決まったこと", "この会議で決まったことの記入はありません。"),
            Heading("懸念・不明点"),
            Table("懸念", "議事ID:22 区分:18c 内容:70 担当:24 期限:24c その後:46", "懸念・不明点とその後", "懸念・不明点の記入はありません。"),
            Heading("ToDo"),
            Table("ToDo", "議事ID:22 内容:80 担当:26 期限:24c 状態:18c その後:40", "ToDo", "この会議のToDoの記入はありません。"),
            When("情報", (Heading("情報"), Table("情報", "議事ID:22 区分:18c 内容:130", "共有したこと"))),
            When("残り", (Heading("前回までのToDo"),
                         Table("残り", "議事ID:22 開催日:24c 内容:84 担当:26 期限:24c 状態:18c", "この会議の前回までのToDoで、終わっていないもの"))),
        ),
        is_form=True,
    ),
    sheets=(MeetingItem,),
    per=Subjects("会議", held_subjects, last_held, is_one=True),
)  # fmt: skip
