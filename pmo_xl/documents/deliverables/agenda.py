"""定例会議アジェンダ: what the meeting has to go through, in the order of what needs a decision."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.documents.deliverables import milestones
from pmo_xl.documents.deliverables.decision_rows import days_lost, decision_row
from pmo_xl.documents.deliverables.late_rows import COLUMNS, UNDATED
from pmo_xl.documents.deliverables.the_meeting import homework, next_on, next_series, series, when
from pmo_xl.documents.deliverables.week import week_basis, week_fields
from pmo_xl.documents.paper import Subjects
from pmo_xl.documents.word.content import (
    DUE_SHEETS,
    Content,
    Fields,
    Source,
    fields_of,
    is_absent,
    or_unfilled,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.interfaces import is_done
from pmo_xl.metrics.open_points import is_open_point
from pmo_xl.metrics.overdue import TODO, owner_of
from pmo_xl.metrics.waiting_decisions import waiting_decisions
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.project import Project
from pmo_xl.model.references import people, person_key
from pmo_xl.model.spec_change import SpecChange


def build(source: Source, meeting: Meeting | None) -> Content:
    """The agenda of one 会議体; without any, that of 定例会議 of 設定, with the ToDo of everybody."""
    project = source.project
    if meeting is None:
        name = project.settings.text("定例会議").partition("/")[0] or "定例会議"
        told = dict.fromkeys(("目的", "決定者", "出席者"), "未記入")
        told |= {"日時": f"未定({_why_none(project)})", "場所": "未定"}
    else:
        name = meeting.name or "(会議名なし)"
        told = {**_told(meeting), "日時": _next(meeting, project), "場所": meeting.location or "未定"}
    fields = week_fields(source) | told | {
        "会議名": name,
        **_decisions(project),
        "宿題": list(_homework(meeting, project)),
        "仕様の論点": _points(meeting, project),
        "IFの期限": _interfaces(meeting, project),
        "記入欄": [
            {"区分": kind, "内容": "", "担当": "", "期限": ""}
            for kind in ("決定", "ToDo", "懸念", "不明点")
            for _ in range(2)
        ],
    }  # fmt: skip
    return Content(fields, week_basis(project), title=f"{name} アジェンダ")


def _why_none(project: Project) -> str:
    """Why the agenda is of no 会議体."""
    if is_absent(Meeting, project):
        return "会議体シートがありません"
    if not project.meetings:
        return "会議体の記入がありません"
    return f"会議体 {len(project.meetings)} 件に、これから開く日の分かるものがありません"


def _next(meeting: Meeting, project: Project) -> str:
    on = next_on(meeting, project)
    return when(meeting, on) if on else "未定(頻度・初回日時・終了日から、これから開く日が出ません)"


def _told(meeting: Meeting) -> Fields:
    shown = fields_of(meeting)
    return {label: shown[label] or "未記入" for label in ("目的", "決定者", "出席者")}


def _decisions(project: Project) -> Fields:
    """What waits for a decision: the changes with what they cost, and everything else."""
    waiting = waiting_decisions(project)
    changes = [each for each in waiting if isinstance(each.at, SpecChange)]
    others = [each for each in waiting if not isinstance(each.at, SpecChange)]
    return {
        "判断が要る変更": [fields_of(each.at) | {"遅れ": days_lost(each, project)} for each in changes],
        "ほかの判断待ち": [decision_row(each, project) for each in others],
    }


def _homework(meeting: Meeting | None, project: Project) -> Iterator[Fields]:
    """The open ToDo of the meeting's minutes, and the open issues of 種別 ToDo of its people."""
    for item in homework(meeting, project):
        yield or_unfilled(fields_of(item), "担当", "期限") | {
            "ID": item.row_id or "",
            "出どころ": item.meeting or "議事録",
        }
    for issue in project.issues:
        if issue.kind == TODO and project.is_open(issue) and _is_of(issue.owner, meeting):
            shown = fields_of(issue)
            told = {
                "ID": issue.row_id or "",
                "出どころ": "課題管理表",
                "内容": shown["件名"] or shown["内容"],
            }
            yield or_unfilled(shown | told, "担当", "期限")


def _is_of(names: str | None, meeting: Meeting | None) -> bool:
    """Whether one of the people named comes to the meeting; where nobody is named to come, everybody does."""
    coming = people(meeting.attendees or "") if meeting else ()
    keys = set(map(person_key, coming))
    return not keys or any(person_key(name) in keys for name in people(names or ""))


def _points(meeting: Meeting | None, project: Project) -> list[Fields]:
    """The open points of 仕様書確認 that the people of the meeting own."""
    rows = (p for p in project.spec_reviews if is_open_point(p, project) and _is_of(p.owner, meeting))
    return [or_unfilled(fields_of(row), "担当", "期限") for row in rows]


def _interfaces(meeting: Meeting | None, project: Project) -> list[Fields]:
    """The IFs that are not 完了 and whose systems the people of the meeting answer for."""
    return [
        fields_of(each) | {"主担当": owner_of(each, project) or "未記入"}
        for each in project.interfaces
        if not is_done(each, project) and _is_of(owner_of(each, project), meeting)
    ]


DOCUMENT = WordDocument(
    "アジェンダ",
    "会議体ごとの議題を、判断が要るものから順に並べます(既定は次に開く会議)。記入欄つきです。",
    build,
    Layout(
        (
            Heading("会議"),
            Pairs(("会議名 日時", "目的 場所", "出席者 決定者", "信号(計算)=信号の要点")),
            Heading("判断が要るもの"),
            Table("判断が要る変更", "変更ID:20 件名:70 状態:24c 影響費用:28r 影響工期:20r 判断期限:24c 起票者:28 待つことによる遅れ=遅れ:24c", "判断を待つ仕様変更(円・税抜、稼働日)",
                  "判断を待つ仕様変更はありません。", of="仕様変更管理表"),
            Table("ほかの判断待ち", "番号:22 内容:90 決める人=お願い先:28 判断期限:24c 期限からの経過=経過:24c 待つことによる遅れ=遅れ:24c", "ほかに判断を待つもの(対応案の選択、予算の申請、リリースの判断基準、優先度 高 の課題)",
                  "ほかに判断を待つものはありません。", of="対応案比較 予算枠 リリース計画 課題管理表"),
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
            When("仕様の論点", (Heading("仕様書の未決点"),
                 Table("仕様の論点", "確認ID:22 文書:22 箇所:40 論点:90 担当:28 期限:24c 状態:20c", "解消していない仕様書の論点"))),
            When("IFの期限", (Heading("IFの準備"),
                 Table("IFの期限", "IF-ID:18 IF名:60 接続元:34 接続先:34 基本設計提出期限=基本設計提出期限:26c 対向確定日:26c 状態:24c 主担当:26", "完了していないIF"))),
            Heading("決定とToDo(記入欄)"),
            Table("記入欄", "区分:24c 内容:130 担当:36 期限:30c", "会議で決まったこと"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    per=Subjects("会議体", series, next_series, is_one=True),
)  # fmt: skip
