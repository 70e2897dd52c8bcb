"""体制図."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from pmo_xl.charts.figure import NoFigure
from pmo_xl.charts.mermaid import organisation_mermaid
from pmo_xl.charts.organisation import organisation
from pmo_xl.charts.organisation_chart import organisation_chart
from pmo_xl.model.member import Member
from tests.support.chart_projects import AWKWARD, NAMES, sample, staffed, with_rows
from tests.support.figures import assert_fit_to_print, assert_rendered_as_measured, named_boxes, only, words

FIVE = [None, *(n // 5 for n in range(79))]
FLAT = [None, *[0] * 79]
LEVELS = [None, *[0] * 4, *[1 + n % 4 for n in range(12)], *[5 + n * n % 12 for n in range(63)]]
CHAIN = [None, *range(30)]


def test_the_sample_shows_everybody_with_role_and_company():
    figure = only(organisation_chart(sample()))
    assert len(named_boxes(figure)) == 19
    assert "PMO" in words(figure) and "㈱みずうみ百貨" in words(figure)
    assert figure.notes == ("離任した1名(藤田 陽子)は描いていません。",)
    assert "最上位は佐藤 翔太" in figure.alt
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_a_person_with_two_roles_is_one_box():
    rows = [
        Member(name="高橋 次郎", company="港", role="PM"),
        Member(name="高橋　次郎", company="港", role="PMO"),
    ]
    figure = only(organisation_chart(with_rows(rows)))
    assert len(named_boxes(figure)) == 1
    assert "PM、PMO" in words(figure)


def test_a_title_behind_the_name_of_the_superior_does_not_matter():
    rows = [Member(name="高橋 次郎"), Member(name="田中 美咲", reports_to="高橋 次郎部長")]
    assert organisation(with_rows(rows)).reports == {"高橋次郎": ["田中美咲"]}


def test_a_circle_is_cut_at_whoever_stands_first_and_said_so():
    figure = only(organisation_chart(staffed([2, 0, 1, 0])))
    assert len(named_boxes(figure)) == 4
    assert figure.notes == (f"報告先が循環しているため、{NAMES[0]}を最上位に置いています。",)
    assert "(循環)" in words(figure)


def test_who_reports_to_themselves_stands_at_the_top():
    found = organisation(staffed([0, 0]))
    assert found.roots == (NAMES[0].replace(" ", ""),)


def test_a_superior_outside_the_sheet_is_named_in_the_box():
    rows = [Member(name="田中 美咲", company="港", role="PM", reports_to="社外 太郎")]
    assert "報告先社外太郎(図の外)" in words(only(organisation_chart(with_rows(rows))))


def test_who_has_left_is_out_and_their_people_stand_alone():
    rows = [
        Member(name="高橋 次郎", left_on=date(2026, 11, 29)),
        Member(name="田中 美咲", reports_to="高橋 次郎"),
    ]
    project = with_rows(rows)
    assert organisation(project).left == ("高橋 次郎",)
    assert organisation(replace(project, as_of=date(2026, 11, 29), _shared={}, _sets={})).left == ()


def test_without_people_there_is_a_sentence():
    assert isinstance(organisation_chart(with_rows(members=Member)), NoFigure)


@pytest.mark.parametrize("superiors", [FIVE, FLAT, LEVELS], ids=["by five", "flat", "levels"])
def test_eighty_people_fit_one_page(superiors):
    project = staffed(superiors)
    start = time.perf_counter()
    figure = only(organisation_chart(project))
    assert time.perf_counter() - start < 10
    assert len(named_boxes(figure)) == 80
    assert_fit_to_print(figure, 4)


def test_a_chain_of_thirty_stays_on_the_page():
    assert_fit_to_print(only(organisation_chart(staffed(CHAIN))), 1.5)


def test_what_a_box_has_to_cut_stands_in_the_alternative_text():
    company = "千鳥ヶ丘テクノロジーソリューションズアンドコンサルティングサービス東日本株式会社"
    assert company in only(organisation_chart(with_rows([Member(name="田中 美咲", company=company)]))).alt


def test_awkward_names_are_drawn():
    figure = only(organisation_chart(with_rows([Member(name=AWKWARD, company=AWKWARD, role=AWKWARD)])))
    assert_fit_to_print(figure)
    assert_rendered_as_measured(figure)


def test_mermaid_shows_who_reports_to_whom():
    text = organisation_mermaid(staffed([None, 0]))
    assert text.startswith("graph TD\n")
    assert text.endswith("    p1 --> p2\n")
    assert f'    p2["{NAMES[1]}' in text
