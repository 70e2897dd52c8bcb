"""システム構成図."""

from __future__ import annotations

import time

import pytest

from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.marks import Line
from pmo_xl.charts.mermaid import system_mermaid
from pmo_xl.charts.painting import png, svg
from pmo_xl.charts.system_diagram import system_diagram
from pmo_xl.model.interface import Interface
from pmo_xl.model.system import System
from tests.support.chart_projects import AWKWARD, LONG, connected, with_rows
from tests.support.figures import (
    assert_fit_to_print,
    assert_rendered_as_measured,
    named_boxes,
    only,
    svg_text,
    words,
)


def two_systems(**interface):
    systems = [System(name="会員基盤", change_kind="新規"), System(name="決済連携", change_kind="改修")]
    usual = {
        "id": "IF-001",
        "title": "与信照会",
        "source": "会員基盤",
        "target": "決済連携",
        "change_kind": "新規",
    }
    return with_rows(systems, [Interface(**usual | interface)])


def test_an_interface_is_an_arrow_with_its_name_between_two_boxes():
    figure = only(system_diagram(two_systems()))
    assert set(named_boxes(figure)) == {"会員基盤", "決済連携"}
    assert "IF-001与信照会" in words(figure)
    assert "会員基盤から決済連携へ IF-001 与信照会" in figure.alt


def test_new_and_changed_are_told_in_words_and_by_the_line():
    figure = only(system_diagram(two_systems(change_kind="改修")))
    assert "システム:新規" in words(figure) and "IF:改修" in words(figure)
    curves = [mark for mark in figure.marks if isinstance(mark, Line) and mark.is_curve]
    assert [bool(curve.dashes) for curve in curves] == [True]


def test_a_system_that_only_the_interface_names_is_drawn_and_marked():
    figure = only(system_diagram(two_systems(target="外部与信照会")))
    assert "一覧になし" in words(figure)
    assert "外部与信照会" in named_boxes(figure)


def test_a_name_written_in_full_width_is_the_same_system():
    figure = only(system_diagram(two_systems(target="決済　連携")))
    assert set(named_boxes(figure)) == {"会員基盤", "決済連携"}


def test_an_interface_of_a_system_with_itself_stands_in_its_box():
    figure = only(system_diagram(two_systems(target="会員基盤")))
    assert "内部IF-001" in words(figure)


def test_an_interface_without_an_end_is_left_out_and_said_so():
    figure = only(system_diagram(two_systems(target=None)))
    assert figure.notes == ("接続元または接続先が空欄のIFは描いていません(1件: IF-001)。",)


def test_without_systems_and_interfaces_there_is_a_sentence():
    drawn = system_diagram(with_rows(systems=System, interfaces=Interface))
    assert isinstance(drawn, NoFigure)
    assert drawn.reason.endswith("描けません。")


@pytest.mark.parametrize("has_hub", [True, False])
def test_thirty_systems_and_sixty_interfaces_fit_one_page(has_hub):
    project = connected(30, 60, has_hub=has_hub)
    start = time.perf_counter()
    figure = only(system_diagram(project))
    assert time.perf_counter() - start < 10
    assert len(named_boxes(figure)) == 30
    assert_fit_to_print(figure, 4.4)
    shown = words(figure)
    assert all(f"IF-{n:03}" in shown for n in range(1, 61))
    assert LONG in figure.alt


def test_what_is_drawn_is_as_wide_as_measured_and_has_all_its_glyphs():
    assert_rendered_as_measured(only(system_diagram(connected(12, 14, has_hub=True))))


def test_awkward_names_are_drawn_as_they_are():
    systems = [System(name=AWKWARD, change_kind="新規"), System(name="B", change_kind="改修")]
    figure = only(
        system_diagram(with_rows(systems, [Interface(id="IF-1", title=AWKWARD, source=AWKWARD, target="B")]))
    )
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)
    assert "A&B<社>" in svg_text(figure)
    assert "$x$" in svg_text(figure)


def test_the_picture_is_the_same_each_time():
    project = connected(6, 8, has_hub=True)
    one, other = (only(system_diagram(project)) for _ in range(2))
    assert one == other
    assert png(one, 60) == png(other, 60)
    assert svg(one) == svg(other)


def test_mermaid_keeps_each_name_in_one_quoted_label():
    systems = [System(name=AWKWARD, change_kind="新規"), System(name="B", change_kind="改修")]
    rows = [Interface(id="IF-1", title='"]; x', source=AWKWARD, target="B", change_kind="新規")]
    text = system_mermaid(with_rows(systems, rows))
    assert text.splitlines()[0] == "graph LR"
    assert len(text.splitlines()) == 4
    assert text.splitlines()[-1] == '    s1 ==>|"IF-1 #34;]#59; x"| s2'
    assert text.count('"') == 6
