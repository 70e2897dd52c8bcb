"""シーケンス図."""

from __future__ import annotations

import pytest

from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.marks import Line, Polygon
from pmo_xl.charts.mermaid import sequence_mermaid
from pmo_xl.charts.sequence import sequence_of, sequences
from pmo_xl.charts.sequence_diagram import sequence_diagram, sequence_diagrams
from pmo_xl.model.message import Message
from tests.support.chart_projects import AWKWARD, messages, with_rows
from tests.support.figures import assert_fit_to_print, assert_rendered_as_measured, named_boxes, only, words


def message(order=1, source="会員", target="会員基盤", kind="同期", data="登録する", **more) -> Message:
    return Message(
        function="会員登録", order=order, source=source, target=target, kind=kind, data=data, **more
    )


def diagram(*rows: Message):
    return only(sequence_diagram(sequence_of("会員登録", rows)))


def test_each_function_has_its_diagram_with_its_messages_in_order():
    rows = [message(2, "会員基盤", "会員", "応答", "会員番号"), message(1), Message(function="退会", order=1)]
    project = with_rows(rows)
    assert [sequence.function for sequence in sequences(project)] == ["会員登録", "退会"]
    drawn = sequence_diagrams(project)
    (figure,) = drawn["会員登録"]
    assert list(named_boxes(figure)) == ["会員", "会員基盤"]
    assert words(figure).index("1.登録する") < words(figure).index("2.会員番号")
    assert isinstance(drawn["退会"], NoFigure)


@pytest.mark.parametrize(
    ("kind", "is_dashed", "is_filled"), [("同期", 0, 1), ("非同期", 0, 0), ("応答", 1, 0)]
)
def test_the_arrow_tells_how_the_message_is_sent(kind, is_dashed, is_filled):
    figure = diagram(message(kind=kind))
    across = [
        mark
        for mark in figure.marks
        if isinstance(mark, Line) and mark.width == 0.9 and len(mark.points) == 2
    ]
    heads = [mark for mark in figure.marks if isinstance(mark, Polygon)]
    assert bool(across[0].dashes) is bool(is_dashed)
    assert bool(heads) is bool(is_filled)
    assert words(figure).endswith(kind)


def test_a_message_to_oneself_and_what_is_kept_are_drawn():
    figure = diagram(
        message(target="会員", data="入力を確かめる", stored_data="会員情報", interface="IF-009")
    )
    assert "1.入力を確かめる[IF-009]" in words(figure)
    assert "保持:会員情報" in words(figure)
    assert_fit_to_print(figure)


def test_a_row_without_an_end_is_left_out_and_said_so():
    figure = diagram(message(), message(2, target=None))
    assert figure.notes == ("「会員登録」のうち、送信元または送信先が空欄の1行は描いていません。",)


def test_a_long_function_is_paged_and_every_page_repeats_the_heads():
    drawn = sequence_diagram(sequence_of("受注", messages(120, 10)))
    assert not isinstance(drawn, NoFigure)
    assert len(drawn) > 3
    assert drawn[0].title == f"シーケンス図 受注 (1/{len(drawn)})"
    for figure in drawn:
        assert len(named_boxes(figure)) == 10
        assert_fit_to_print(figure)
    assert all(f"{n}." in "".join(map(words, drawn)) for n in range(120))


def test_thirty_participants_stay_readable_a_page_shows_only_whom_it_needs():
    drawn = sequence_diagram(sequence_of("受注", messages(40, 30)))
    assert not isinstance(drawn, NoFigure)
    for figure in drawn:
        assert len(named_boxes(figure)) <= 11
        assert_fit_to_print(figure, 6)


def test_awkward_text_is_drawn_as_it_is():
    figure = diagram(message(source=AWKWARD, data=AWKWARD * 5, stored_data=AWKWARD))
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_what_is_drawn_is_as_wide_as_measured():
    drawn = sequence_diagram(sequence_of("受注", messages(12, 5)))
    assert not isinstance(drawn, NoFigure)
    assert_rendered_as_measured(drawn[0])


def test_mermaid_has_one_line_per_message_whatever_it_says():
    rows = (
        message(data="注文; 確定 #1\n次の行"),
        message(2, "会員基盤", "会員", "応答", "end"),
        message(3, kind="非同期"),
    )
    lines = sequence_mermaid(sequence_of("会員登録", rows)).splitlines()
    assert lines == [
        "sequenceDiagram",
        "    participant p1 as 会員",
        "    participant p2 as 会員基盤",
        "    p1->>p2: 注文#59; 確定 #35;1<br/>次の行",
        "    p2-->>p1: #101;nd",
        "    p1-)p2: 登録する",
    ]
