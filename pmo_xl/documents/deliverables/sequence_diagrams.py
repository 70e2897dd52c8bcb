"""シーケンス図: one diagram for each function, and its messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.mermaid import sequence_mermaid
from pmo_xl.charts.sequence import REPLY, FunctionSequence, sequences
from pmo_xl.charts.sequence_diagram import sequence_diagram, sequence_diagrams
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    figures_of,
    or_unfilled,
    rows_of,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Figures, Heading, Layout, Table, Text, When
from pmo_xl.metrics.fingerprint import read_fingerprint
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.reviews import SEQUENCE, is_agreed, newest_review, review_fingerprint, systems_of_function
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.system import System

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
            "確認": [
                _reviewed(each, system, project) for system in systems_of_function(each.messages, project)
            ],
        }
        for each in found
    ]
    fields = {"機能一覧": functions, "システム別": list(_by_system(found, project))}
    reviews = list(project.review_records.naming("kind", SEQUENCE))
    return Content(fields, [
        basis_of(Message, project, drawn, "送信元か送信先がない"),
        basis_of(ReviewRecord, project, reviews, "種別がシーケンスでない"),
    ])  # fmt: skip


def _reviewed(each: FunctionSequence, system: System, project: Project) -> Fields:
    """Who looked at the function for a system last, and whether it is still what they saw (確認時指紋)."""
    review = newest_review(each.function, system, project)
    if review is None:
        return {
            "システム": system.name or "",
            "確認者": system.owner or UNFILLED,
            "確認日": "",
            "結果": "未確認",
            "今の内容": "－",
        }
    shown = or_unfilled(fields_of(review), "確認者", "確認日", "結果")
    return {
        "システム": system.name or "",
        **{label: shown[label] for label in ("確認者", "確認日", "結果")},
        "今の内容": _still(review, project),
    }


def _still(review: ReviewRecord, project: Project) -> str:
    stored, now = read_fingerprint(review.reviewed_fingerprint), review_fingerprint(review, project)
    if not is_agreed(review):
        return "－"
    if stored is None or now is None:
        return "確認したときの内容が残っていないため分かりません"
    if stored[1] == now:
        return "確認したときと同じ"
    if review.reviewed_on and review.reviewed_on > stored[0]:
        return "確認の後の印がまだ付いていません"
    return "確認の後に変わっています"


def _by_system(found: Sequence[FunctionSequence], project: Project) -> Iterator[Fields]:
    """What each receiver must be able to do, function by function; people and outside ends too."""
    wanted: dict[str, dict[tuple[str, str], list[str]]] = {}
    names: dict[str, str] = {}
    for each in found:
        for row in each.messages:
            if row.kind == REPLY and not row.target_function:
                continue  # who asked knows what to do with the answer
            key = system_key(row.target, project)
            names.setdefault(key, row.target or "")
            shown = (each.function, row.target_function or UNFILLED)
            wanted.setdefault(key, {}).setdefault(shown, []).append(
                str(row.order) if row.order is not None else "－"
            )
    order = {system_key(system.name, project): n for n, system in enumerate(project.systems)}
    for key in sorted(wanted, key=lambda key: order.get(key, len(order))):
        for (function, what), orders in wanted[key].items():
            yield {"システム": names[key], "機能": function, "受信側機能": what, "順序": "、".join(orders)}


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
        "順序:15r 送信元:27 送信先:27 種類:18c 情報:36 受信側機能:28 条件:22 IF-ID:18 保持データ:26",
        "{{ 機能.名前 }}のやりとり",
    ),
    Table(
        "機能.確認",
        "システム:50 確認者:32 確認日:26c 結果:28c 今の内容:60",
        "{{ 機能.名前 }}の確認状況(システムごと)",
        "新規・改修のシステムが出てこないため、確認は要りません。",
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
            When(
                "システム別",
                (
                    Heading("システムごとの機能"),
                    Table(
                        "システム別",
                        "システム:46 機能:46 受信側機能:80 順序:28",
                        "受け取る側のシステムに要る機能",
                    ),
                ),
            ),
        ),
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Message,),
    figures=figures,
    mermaid=mermaid,
)
