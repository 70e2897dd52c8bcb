"""シーケンス図: one diagram for each function, and its messages."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.mermaid import sequence_mermaid
from pmo_xl.charts.sequence import sequences
from pmo_xl.charts.sequence_diagram import sequence_diagram, sequence_diagrams
from pmo_xl.documents.word.content import Content, Source, basis_of, figures_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Figures, Heading, Layout, Table, Text, When
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project

_NOTHING = "シーケンスに描ける行がありません。"


def build(source: Source) -> Content:
    """The functions in the order of the sheet; a message without both ends is not drawn."""
    project = source.project
    found = sequences(project)
    drawn = [message for each in found for message in each.messages]
    functions = [
        {
            "名前": each.function,
            "図一覧": figures_of(sequence_diagram(each)),
            "メッセージ": rows_of(each.messages),
        }
        for each in found
    ]
    return Content({"機能一覧": functions}, [basis_of(Message, project, drawn, "送信元か送信先がない")])


def figures(project: Project) -> Sequence[Figure] | NoFigure:
    """Every diagram, function by function."""
    parts = [
        part
        for each in sequence_diagrams(project).values()
        if not isinstance(each, NoFigure)
        for part in each
    ]
    return parts or NoFigure("シーケンス図", _NOTHING)


def mermaid(project: Project) -> str:
    """Every diagram as text, one after the other."""
    return "\n".join(sequence_mermaid(each) for each in sequences(project))


_FUNCTION = (
    Heading("{{ 機能.名前 }}"),
    Figures("機能.図一覧"),
    Table(
        "機能.メッセージ",
        "順序:14r 送信元:34 送信先:34 種類:18c 情報:50 IF-ID:18 保持データ:36",
        "{{ 機能.名前 }}のやりとり",
    ),
)

DOCUMENT = WordDocument(
    "シーケンス図",
    "機能ごとのシーケンス図と、やりとりの一覧です。",
    build,
    Layout(
        (
            When(
                "機能一覧",
                (Each("機能一覧", "機能", _FUNCTION),),
                (Heading("シーケンス"), Text(_NOTHING)),
            ),
        ),
    ),
    (Message,),
    figures=figures,
    mermaid=mermaid,
)
