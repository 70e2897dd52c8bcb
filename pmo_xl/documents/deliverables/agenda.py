"""定例会議アジェンダ: what the meeting has to go through, in the order of what needs a decision."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.documents.deliverables import milestones
from pmo_xl.documents.deliverables.late_rows import COLUMNS, UNDATED
from pmo_xl.documents.deliverables.week import week_basis, week_fields
from pmo_xl.documents.word.content import (
    DUE_SHEETS,
    Content,
    Fields,
    Source,
    fields_of,
    or_unfilled,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.overdue import TODO, is_chased_todo
from pmo_xl.model.project import Project


def build(source: Source) -> Content:
    """The week, and the ToDo of earlier meetings."""
    project = source.project
    fields = week_fields(source) | {
        "会議名": project.settings.text("定例会議").partition("/")[0] or "定例会議",
        "宿題": list(_homework(project)),
        "記入欄": [
            {"区分": kind, "内容": "", "担当": "", "期限": ""}
            for kind in ("決定", "ToDo", "懸念", "不明点")
            for _ in range(2)
        ],
    }
    return Content(fields, week_basis(project), title=f"{fields['会議名']} アジェンダ")


def _homework(project: Project) -> Iterator[Fields]:
    """The open ToDo of 議事録, and the open issues of 種別 ToDo, which 課題管理表 follows."""
    for item in project.meeting_items:
        if is_chased_todo(item, project):
            yield or_unfilled(fields_of(item), "担当", "期限") | {
                "ID": item.row_id or "",
                "出どころ": item.meeting or "議事録",
            }
    for issue in project.issues:
        if issue.kind == TODO and project.is_open(issue):
            shown = fields_of(issue)
            told = {
                "ID": issue.row_id or "",
                "出どころ": "課題管理表",
                "内容": shown["件名"] or shown["内容"],
            }
            yield or_unfilled(shown | told, "担当", "期限")


DOCUMENT = WordDocument(
    "アジェンダ",
    "定例会議の議題を、判断が要るものから順に並べます。記入欄つきです。",
    build,
    Layout(
        (
            Heading("会議"),
            Pairs(("会議名 基準日", "信号(計算)=信号の要点")),
            Heading("判断が要るもの"),
            Table("判断が要る変更", "変更ID:20 件名:70 状態:24c 影響費用:28r 影響工期:20r 判断期限:24c 起票者:28", "判断を待つ仕様変更(円・税抜、稼働日)",
                  "判断を待つ仕様変更はありません。", of="仕様変更管理表"),
            Heading("前回までの宿題"),
            Table("宿題", "ID:22 出どころ:30 内容:90 担当:28 期限:24c", "終わっていないToDo", "終わっていないToDoはありません。",
                  of="議事録 課題管理表"),
            Heading("遅れ"),
            Table("期限超過", COLUMNS, "期限を過ぎたもの", "期限を過ぎたものはありません。", of=DUE_SHEETS),
            When("期限なし件数", (Text(UNDATED),)),
            Heading("進捗"),
            Text("{{ 進捗の文 }}"),
            Table("着手中", "作業ID:20 作業名:70 システム:36 担当:28 予定開始:24c 予定終了:24c 進捗率:18r", "着手中の作業と、7日以内に始まる作業",
                  "着手中の作業はありません。", of="マスタスケジュール"),
            milestones.ASSUMED,
            Table("次のマイルストーン", milestones.COLUMNS, "次のマイルストーン", "これからのマイルストーンはありません。", of="マスタスケジュール"),
            Heading("未回答の質問"),
            Table("未回答の質問", "QA-ID:20 件名:80 対象システム:36 質問日:24c 回答期限:24c 回答者:30", "未回答の質問", "未回答の質問はありません。", of="QA表"),
            Heading("決定とToDo(記入欄)"),
            Table("記入欄", "区分:24c 内容:130 担当:36 期限:30c", "会議で決まったこと"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
)  # fmt: skip
