"""QA票: one question on one sheet, to be answered by hand or on the screen."""

from __future__ import annotations

from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Content, Source, basis_of, fields_of, named_rows
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table
from pmo_xl.documents.word.letter import Letter, to_person
from pmo_xl.metrics.overdue import owner_of
from pmo_xl.model.display import kanji_day
from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange


def build(source: Source, question: Question) -> Content:
    """One question with the requirements and changes it names."""
    project = source.project
    fields = fields_of(question) | {
        "前文": _opening(question),
        "記入欄": "",
        "要件": named_rows(question.requirements, Requirement, project),
        "変更": named_rows(question.changes, SpecChange, project),
    }
    letter = Letter(
        to_person(owner_of(question, project), project, "回答者"),
        f"ご質問({' '.join(filter(None, (question.row_id, question.title)))})",
        question.row_id or "",
        None if question.answered_on else question.due_on,
    )
    row = f"QA表 {question.row_id or ''}"
    return Content(fields, [basis_of(Question, project, [question])], row=row, letter=letter)


def _opening(question: Question) -> str:
    """Asks for an answer only where there is none."""
    if question.answered_on or question.answer:
        return "次の質問への回答を、次のとおり確かめました。"
    until = f"{kanji_day(question.due_on)}までに" if question.due_on else ""
    return f"次の点について質問いたします。お手数ですが、回答欄にご記入のうえ、{until}ご返送ください。"


DOCUMENT = WordDocument(
    "QA票",
    "質問1件を1枚にします。回答の記入にも使えます。",
    build,
    Layout(
        (
            Pairs(
                (
                    "QA-ID 件名",
                    "分類 優先度",
                    "対象システム 該当箇所",
                    "質問者 質問日",
                    "回答者 回答期限",
                )
            ),
            Heading("質問", 3),
            Pairs(("質問",)),
            Heading("回答", 3),
            Pairs(("回答",), height=40),
            Pairs(("回答日 記入者=記入欄",)),
            Heading("関わる要件と仕様変更", 3),
            Table("要件", "要件ID:22 要件名:50 要件内容:100", "関わる要件", "要件は指定されていません。"),
            Table(
                "変更",
                "変更ID:22 件名:80 状態:30c 承認日:30c",
                "この質問から起きた仕様変更",
                "仕様変更は指定されていません。",
            ),
        ),
        is_form=True,
    ),
    sheets=(Question,),
    per_row=Question,
    audience=Audience.OUTSIDE,
)
