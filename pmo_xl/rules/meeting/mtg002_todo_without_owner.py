"""MTG002: ToDos of a meeting that nobody sees to, or that are late."""

from __future__ import annotations

from pmo_xl.metrics.overdue import TODO, is_chased_todo, is_open_todo
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import blanks, unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "MTG002",
    judges=MeetingItem,
    reads=("kind", "status", "links", "due_on"),
    severity=Severity.ERROR,
    message="{id}({held_on} {meeting})のToDoは{problem}: {statement}",
    remedy="だれがいつまでにするかを担当と期限に書いてください。済んでいれば状態を「完了」に、課題にしたならそのIDを紐づけに書いてください。",
)
def todo_without_owner(item: MeetingItem, project: Project) -> Judgement | tuple[Judgement, ...]:
    """会議のToDoに担当か期限がない、または期限を過ぎている。

    ## 要旨
    議事録の区分が「ToDo」で完了していない行(状態が空欄なら未完了)について、担当か期限が空欄なら、空欄の欄ごとにエラーです。
    期限が基準日より前なら警告です。当日は遅れではありません。紐づけに課題のIDがあるToDoは、課題管理表で追うので見ません。

    ## なぜ問題か
    担当と期限のないToDoは、次の会議で「あれはどうなった」と聞かれるまで動きません。

    ## 違反例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 担当 | 期限 | 紐づけ | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|
    | MTG-001 | 運営会議 | 2026/11/16 | ToDo | 研修計画を配る | | 2026/12/4 | | 未完了 | 担当 |
    | MTG-002 | 運営会議 | 2026/11/16 | ToDo | 一覧にする | 佐藤 花子 | | | | 期限 |
    | MTG-003 | 運営会議 | 2026/11/16 | ToDo | 基準を示す | 佐藤 花子 | 2026/11/29 | QA-012 | | 期限(警告) |

    ## 適合例
    基準日: 2026-11-30

    議事録
    | 議事ID | 会議名 | 開催日 | 区分 | 内容 | 担当 | 期限 | 紐づけ | 状態 |
    |---|---|---|---|---|---|---|---|---|
    | MTG-001 | 運営会議 | 2026/11/16 | ToDo | 研修計画を配る | 佐藤 花子 | 2026/11/30 | | 未完了 |
    | MTG-002 | 運営会議 | 2026/11/16 | ToDo | 一覧にする | | | | 完了 |
    | MTG-003 | 運営会議 | 2026/11/16 | ToDo | 基準を示す | | | ISS-012 | |
    | MTG-004 | 運営会議 | 2026/11/16 | 情報 | 改定版を受け取った | | | | |

    課題管理表
    | 課題ID | 件名 | 状態 |
    |---|---|---|
    | ISS-012 | 単体試験の基準 | 対応中 |
    """
    if cannot := unfilled(item, "kind"):
        return cannot
    if item.kind != TODO or not is_open_todo(item, project):
        return OUT_OF_SCOPE
    if item.links and not project.has(Issue):
        return undeterminable("「課題管理表」シートがないため、課題で追っているかが分かりません")
    if not is_chased_todo(item, project):
        return OUT_OF_SCOPE
    lacking = tuple(blanks(item, "owner", "due_on"))
    if item.due_on is None or item.due_on >= project.as_of:
        return lacking or FITS
    days = (project.as_of - item.due_on).days
    late = violation("due_on", severity=Severity.WARNING, problem=f"期限を {days} 日過ぎています")
    return (*lacking, late)
