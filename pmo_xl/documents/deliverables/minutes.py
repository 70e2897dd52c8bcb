"""議事メモ: decisions, concerns, open points and ToDo of the meetings, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, fields_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Heading, Layout, Table, Text, When
from pmo_xl.metrics.overdue import is_open_todo
from pmo_xl.model.meeting_item import MeetingItem

KINDS = ("決定", "懸念", "不明点", "ToDo", "情報")
_COLUMNS = "区分:18c 内容:84 担当:26 期限:24c 紐づけ:24 状態:18c"


def build(source: Source) -> Content:
    """Every meeting, and what is still open over all of them."""
    project = source.project
    items = list(project.meeting_items)
    todo = [item for item in items if is_open_todo(item, project)]
    unlinked = [item for item in items if item.kind in ("懸念", "不明点") and not item.links]
    fields = {
        "会議": list(_meetings(items)),
        "会議数": len(list(_meetings(items))),
        "未完了のToDo": rows_of(todo),
        "受け止めのない懸念": rows_of(unlinked),
    }
    return Content(fields, [basis_of(MeetingItem, project, items)])


def _meetings(items: Sequence[MeetingItem]) -> Iterator[Fields]:
    """The meetings, the newest first; within one, decisions before the rest."""
    found: dict[tuple[date | None, str, str], list[MeetingItem]] = {}
    for item in items:
        day = fields_of(item)["開催日"] or "開催日の記入なし"
        found.setdefault((item.held_on, day, item.meeting or "(会議名なし)"), []).append(item)
    ordered = sorted(found.items(), key=lambda pair: pair[0][0] or date.min, reverse=True)
    for (_, held_on, name), rows in ordered:
        rows.sort(key=lambda item: KINDS.index(item.kind) if item.kind in KINDS else len(KINDS))
        attendees = "、".join(dict.fromkeys(item.attendees for item in rows if item.attendees))
        yield {
            "会議名": name,
            "開催日": held_on,
            "出席者": attendees or "(記入なし)",
            "議事": rows_of(rows),
        }


_MEETING = (
    Heading("{{ 会.開催日 }} {{ 会.会議名 }}", 2),
    Text("出席者: {{ 会.出席者 }}"),
    Table("会.議事", _COLUMNS, "{{ 会.会議名 }}の議事"),
)

DOCUMENT = WordDocument(
    "議事メモ",
    "会議ごとに決定・懸念・不明点・ToDoを、担当と期限とともに並べます。",
    build,
    Layout(
        (
            Heading("残っているもの"),
            Text("{{ 会議数 }} 回の会議の議事です。終わっていないToDoと、受け止めていない懸念・不明点をはじめに示します。"),
            Table("未完了のToDo", "議事ID:22 会議名:28 開催日:25c 内容:72 担当:28 期限:25c", "終わっていないToDo", "終わっていないToDoはありません。"),
            Table("受け止めのない懸念", "議事ID:22 会議名:28 開催日:25c 区分:18c 内容:90", "課題やQAに受け止めていない懸念・不明点",
                  "受け止めていない懸念・不明点はありません。"),
            Heading("会議ごとの議事"),
            When("会議", (Each("会議", "会", _MEETING),), (Text("議事録の記入はありません。"),)),
        ),
        has_cover=False,
        has_contents=False,
    ),
    (MeetingItem,),
)  # fmt: skip
