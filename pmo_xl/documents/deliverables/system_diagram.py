"""システム構成図: the diagram drawn from the interfaces, and the systems."""

from __future__ import annotations

from pmo_xl.charts.mermaid import system_mermaid
from pmo_xl.charts.system_diagram import system_diagram
from pmo_xl.documents.word.content import Content, Source, basis_of, figures_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Table
from pmo_xl.model.interface import Interface
from pmo_xl.model.system import System


def build(source: Source) -> Content:
    """All systems and interfaces."""
    project = source.project
    fields = {"構成図": figures_of(system_diagram(project)), "システム": rows_of(project.systems)}
    basis = [
        basis_of(System, project, list(project.systems)),
        basis_of(Interface, project, list(project.interfaces)),
    ]
    return Content(fields, basis)


DOCUMENT = WordDocument(
    "システム構成図",
    "IF一覧から描いたシステム構成図と、システムの一覧です。",
    build,
    Layout(
        (
            Heading("システム構成"),
            Figures("構成図"),
            Heading("システム"),
            Table(
                "システム",
                "システム名:40 区分:18c 目的:80 主担当:28 開発ベンダ:48 応答要件:40",
                "システムの一覧",
            ),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(System,),
    figures=system_diagram,
    mermaid=system_mermaid,
)
