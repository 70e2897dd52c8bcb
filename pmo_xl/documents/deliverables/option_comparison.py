"""対応案比較書: for each question its options with effort, cost, days, merits and demerits, and the decision."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Heading, Layout, Table, Text, When
from pmo_xl.model.display import day
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project

ADOPTED = "採用"


def build(source: Source) -> Content:
    """The options, question by question."""
    project = source.project
    return Content({"論点一覧": list(_subjects(project))}, [basis_of(Option, project, list(project.options))])


def _subjects(project: Project) -> Iterator[Fields]:
    for subject in dict.fromkeys(option.subject or "(論点なし)" for option in project.options):
        options = [option for option in project.options if (option.subject or "(論点なし)") == subject]
        yield {"名前": subject, "結論": _conclusion(options), "案": rows_of(options)}


def _conclusion(options: list[Option]) -> str:
    taken = [option for option in options if option.decision == ADOPTED]
    if not taken:
        return "まだ決まっていません。"
    found = taken[0]
    when = f"{day(found.decided_on)} に" if found.decided_on else ""
    return f"「{found.title or ''}」を採用しました({when}{found.decided_by or '決定者の記入なし'} が決定)。"


_SUBJECT = (
    Heading("{{ 論点.名前 }}"),
    Text("{{ 論点.結論 }}"),
    Table("論点.案", "案:46 工数差:18r 費用差:26r 日程差:18r 応答要件:30 運用負荷:30 メリット:46 デメリット:46 採否:18c",
          "{{ 論点.名前 }}の対応案(工数は人月、費用は円・税抜、日程は稼働日)"),
)  # fmt: skip

DOCUMENT = WordDocument(
    "対応案比較書",
    "論点ごとに対応案を、工数・費用・日程・長所と短所で比べます。",
    build,
    Layout(
        (
            When("論点一覧", (Each("論点一覧", "論点", _SUBJECT),), (Heading("対応案"), Text("対応案の記入はありません。"))),
        ),
        is_landscape=True,
        has_contents=False,
        has_approval=True,
    ),
    (Option,),
)  # fmt: skip
