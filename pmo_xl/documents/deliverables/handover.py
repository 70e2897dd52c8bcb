"""引継書: open issues with who takes them, permanent fixes, open questions and changes, newest documents, contacts."""

from __future__ import annotations

from datetime import date

from pmo_xl.documents.deliverables import milestones
from pmo_xl.documents.deliverables.late_rows import COMING, due_fields
from pmo_xl.documents.deliverables.organisation_chart import CONTACTS, people_here
from pmo_xl.documents.word.content import (
    DUE_SHEETS,
    Content,
    Source,
    basis_of,
    has_no_state,
    or_unfilled,
    rows_of,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange

AHEAD = 30


def build(source: Source) -> Content:
    """What is left, and where everything lies."""
    project = source.project
    issues = [issue for issue in project.issues if project.is_open(issue)]
    fixes = [i for i in project.issues if i.needs_permanent_fix == "要" and i.permanent_closed_on is None]
    left = {id(issue): issue for issue in (*issues, *fixes)}
    questions = [question for question in project.questions if project.is_open(question)]
    changes = [change for change in project.spec_changes if project.is_open(change)]
    risks = [risk for risk in project.risks if project.is_open(risk)]
    due = due_fields(project, AHEAD)
    fields = {
        "状態なし": sum(1 for issue in project.issues if has_no_state(issue)),
        "引継先なし": sum(1 for issue in left.values() if not issue.handed_to),
        "残る件数": len(left),
        "課題": [or_unfilled(row, "担当", "期限", "引継先") for row in rows_of(issues)],
        "恒久対応": [or_unfilled(row, "恒久対応担当", "恒久対応期限", "引継先") for row in rows_of(fixes)],
        "質問": rows_of(questions),
        "変更": rows_of(changes),
        "リスク": rows_of(risks),
        "文書": [or_unfilled(row, "最新版", "格納先") for row in rows_of(_newest_first(project))],
        "これから": [*due["これから期限"]],
        "期限超過件数": due["期限超過件数"],
        "これから件数": due["これから件数"],
        "期限なし件数": due["期限なし件数"],
        "これからの日": AHEAD,
        "節目": milestones.milestone_rows(
            project, [t for t in milestones.milestones(project) if not t.actual_finish]
        ),
        "連絡先": rows_of(people_here(project)),
    }
    return Content(fields, [
        basis_of(Issue, project, list(left.values()), "終わっている"),
        basis_of(Question, project, questions, "終わっている"),
        basis_of(SpecChange, project, changes, "終わっている"),
        basis_of(Risk, project, risks, "終わっている"),
        basis_of(Deliverable, project, list(project.deliverables)),
        basis_of(Member, project, people_here(project), "離任した人"),
    ])  # fmt: skip


def _newest_first(project: Project) -> list[Deliverable]:
    """The documents by 更新日, the newest first; those without one last."""
    return sorted(project.deliverables, key=lambda each: each.updated_on or date.min, reverse=True)


DOCUMENT = WordDocument(
    "引継書",
    "残る課題と引継先、恒久対応、文書の最新版と連絡先を引き継ぎます。",
    build,
    Layout(
        (
            Heading("残っているもの"),
            Text("残る課題と恒久対応は {{ 残る件数 }} 件で、そのうち引継先が書かれていないものは {{ 引継先なし }} 件です。"
                 "{% if 状態なし %}状態が未記入か読めない課題が {{ 状態なし }} 件あり、残るかどうか分かりません。{% endif %}", of="課題管理表"),
            Heading("未完了の課題", 2),
            Table("課題", "課題ID:20 優先度:15c 件名:64 担当:28 期限:24c 状態:22c 対応方針:60 引継先:28", "未完了の課題", "未完了の課題はありません。", of="課題管理表"),
            Heading("恒久対応", 2),
            Table("恒久対応", "課題ID:20 件名:64 暫定対応:54 恒久対応:54 恒久対応担当:28 恒久対応期限:26c 引継先:28", "終わっていない恒久対応",
                  "終わっていない恒久対応はありません。", of="課題管理表"),
            Heading("質問と仕様変更", 2),
            Table("質問", "QA-ID:20 件名:80 対象システム:40 状態:22c 回答者:30 回答期限:26c", "終わっていない質問", "終わっていない質問はありません。", of="QA表"),
            Table("変更", "変更ID:20 件名:80 状態:26c 影響システム:40 承認日:26c 周知先:50", "周知まで終わっていない仕様変更",
                  "周知まで終わっていない仕様変更はありません。", of="仕様変更管理表"),
            Heading("リスク", 2),
            Table("リスク", "リスクID:20 リスク:76 対策:70 コンティンジェンシープラン:70 担当:28", "終わっていないリスク", "終わっていないリスクはありません。", of="リスク管理表"),
            Heading("これからの期日"),
            Text("これから {{ これからの日 }} 日に期限が来るものは {{ これから件数 }} 件、すでに期限を過ぎているものは {{ 期限超過件数 }} 件です"
                 "(過ぎたものの一覧は期限超過一覧)。{% if 期限なし件数 %}期限が未記入か読めないものが {{ 期限なし件数 }} 件あります。{% endif %}"),
            Table("これから", COMING, "これから期限が来るもの(早い順)", "これから期限が来るものはありません。", of=DUE_SHEETS),
            Table("節目", milestones.COLUMNS, "これからのマイルストーン", "これからのマイルストーンはありません。", of="マスタスケジュール"),
            Heading("文書"),
            Table("文書", "文書ID:20 文書名:80 工程:24 最新版:18c 更新日:24c 作成担当:28 格納先:70 納品対象:18c", "文書と最新版(更新の新しい順)", "文書の記入はありません。", of="成果物一覧"),
            Heading("連絡先"),
            Table("連絡先", CONTACTS, "連絡先", "連絡先の記入はありません。", of="体制表"),
        ),
        is_landscape=True,
        has_approval=True,
    ),
)  # fmt: skip
