"""PMO憲章: what 設定 says of the PMO, blank parts as lines to fill, and how its effect is measured."""

from __future__ import annotations

from datetime import timedelta

from pmo_xl.documents.deliverables.pmo_charter import PARTS
from pmo_xl.documents.word.catalog import load
from pmo_xl.metrics.measures import MEASURES
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.member import Member
from pmo_xl.model.setting import Setting
from tests.documents.deliverables.test_true_papers import D, book, said

TEXTS = tuple(Setting(key=f"PMO.{part}", value=f"{part}の本文") for part in PARTS)


def test_every_text_of_the_settings_stands_in_the_charter_and_nothing_is_left_to_fill():
    text = said("PMO憲章", *TEXTS)
    assert all(f"{part}の本文" in text for part in PARTS)
    assert "まだ書かれていません" not in text and "記入待ち" not in text


def test_a_blank_part_is_lines_to_fill_that_say_where_to_write_it():
    text = said("PMO憲章", *TEXTS[1:])
    assert text.count("まだ書かれていません。") == 1 and "設定シートの「PMO.目的」に書くと" in text
    assert "記入待ち: PMO.目的(設定シート)" in text and "目的(記入欄)" in text


def test_those_who_decide_lead_and_support_stand_in_it_as_long_as_they_are_here():
    here = [
        Member(id=f"PER-{n:03}", name=name, role=role)
        for n, (name, role) in enumerate(
            (("佐藤", "事業責任者"), ("鈴木", "PM"), ("高橋", "PMO"), ("田中", "経理"))
        )
    ]
    gone = Member(id="PER-009", name="伊藤", role="PMO", left_on=D - timedelta(1))
    rows = load("PMO憲章").content(book(*here, gone)).fields["体制"]
    assert [(row["氏名"], row["責任_権限"]) for row in rows] == [
        ("佐藤", "未記入"),
        ("鈴木", "未記入"),
        ("高橋", "未記入"),
    ]
    assert "役割がPMOの人がいません" in said("PMO憲章", here[0])


def test_a_measure_says_what_it_counts_and_takes_its_unit_where_the_row_has_none():
    own = Kpi(id="KPI-001", title="遅れ", formula="期限超過件数", target=0)
    hand = Kpi(id="KPI-002", title="満足度", formula="手入力", target=4, unit="点")
    odd = Kpi(id="KPI-003", title="謎", formula="なし")
    one, two, three = load("PMO憲章").content(book(own, hand, odd)).fields["KPI"]
    measure = MEASURES["期限超過件数"]
    assert (one["測り方"], one["単位"], one["向き"], one["基準値"]) == (
        measure.meaning,
        measure.unit,
        measure.direction,
        "未記入",
    )
    assert (two["測り方"], two["単位"], two["向き"]) == ("手で測って書く", "点", "未記入")
    assert three["測り方"] == "決まっていません"


def test_the_meetings_stand_with_who_decides():
    row = Meeting(id="MET-001", name="定例", frequency="毎週", decision_maker="佐藤")
    (shown,) = load("PMO憲章").content(book(row)).fields["会議"]
    assert (shown["会議名"], shown["決定者"], shown["目的"]) == ("定例", "佐藤", "未記入")
