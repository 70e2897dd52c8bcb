"""QA一覧: open questions by how long they wait, answered ones, and how the waiting develops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from pmo_xl.charts.open_curves import question_curve
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, figures_of, has_no_state, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Table, Text, When
from pmo_xl.metrics.derived_figures import age_of
from pmo_xl.metrics.measures import measure
from pmo_xl.model.display import number
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.vocabulary import StateClass

AGES = ((5, "5日まで"), (10, "6～10日"), (20, "11～20日"), (None, "21日から"))


def build(source: Source) -> Content:
    """Every question but the withdrawn ones; the unanswered by their due date."""
    project = source.project
    kept = [q for q in project.questions if project.state_of(q) is not StateClass.CANCELLED]
    waiting = sorted((q for q in kept if q.status == "未回答"), key=lambda q: q.due_on or date.max)
    unknown = [q for q in kept if has_no_state(q)]
    average = measure("QA平均滞留日数", project)
    fields = {
        "未回答件数": len(waiting),
        "期限超過件数": sum(1 for q in waiting if q.due_on and q.due_on < project.as_of),
        "平均滞留日数": number(average.value) if average.value is not None else "",
        "滞留件数": f"{average.rows} / {average.total}",
        "滞留": list(_ages(waiting, project)),
        "推移": figures_of(question_curve(project)),
        "未回答の質問": _rows(waiting, project),
        "回答済の質問": _rows((q for q in kept if q.status != "未回答" and not has_no_state(q)), project),
        "状態不明件数": len(unknown),
        "状態の分からない質問": _rows(unknown, project),
    }
    return Content(fields, [basis_of(Question, project, kept, "取下げ")])


def _rows(questions: Iterable[Question], project: Project) -> list[Fields]:
    return rows_of(questions, 滞留日数=lambda q: age_of(q, project))


def _ages(waiting: Iterable[Question], project: Project) -> Iterable[Fields]:
    """How many questions have waited how long, in calendar days."""
    counts = Counter(_age_word(age_of(question, project)) for question in waiting)
    for word in (*(word for _, word in AGES), "質問日なし"):
        if counts[word] or word != "質問日なし":
            yield {"滞留日数": word, "件数": counts[word]}


def _age_word(age: int | None) -> str:
    if age is None:
        return "質問日なし"
    return next(word for limit, word in AGES if limit is None or age <= limit)


_OPEN = "QA-ID:18 件名:44 質問:76 対象システム:38 質問者:24 質問日:22c 回答期限:22c 回答者:24 滞留日数:18r"
_DONE = "QA-ID:18 件名:42 質問:62 回答:62 回答者:24 回答日:22c 仕様反映要否:16c 仕様変更ID:20 状態:18c"

DOCUMENT = WordDocument(
    "QA一覧",
    "未回答の質問を期限の順に、回答済の質問と滞留の状況とともに並べます。",
    build,
    Layout(
        (
            Heading("質問の状況"),
            Text("未回答 {{ 未回答件数 }} 件(うち回答期限超過 {{ 期限超過件数 }} 件)です。"
                 "{% if 状態不明件数 %}状態が未記入か読めない質問が {{ 状態不明件数 }} 件あります。{% endif %}"
                 "{% if 平均滞留日数 %}質問から回答(なければ基準日)までの平均は {{ 平均滞留日数 }} 日です(対象 {{ 滞留件数 }} 件)。{% endif %}"),
            Figures("推移"),
            Table("滞留", "滞留日数:60 件数:30r", "未回答の質問が待っている日数"),
            Heading("未回答の質問"),
            Table("未回答の質問", _OPEN, "未回答の質問(回答期限の順)", "未回答の質問はありません。"),
            When("状態の分からない質問", (Table("状態の分からない質問", _OPEN, "状態が未記入か読めない質問"),)),
            Heading("回答済の質問"),
            Table("回答済の質問", _DONE, "回答済・完了の質問", "回答済の質問はありません。"),
        ),
        is_landscape=True,
    ),
    sheets=(Question,),
)  # fmt: skip
