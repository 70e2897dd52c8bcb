"""How IDs and names compare as people really type them, and what is a near miss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.model.near import NearMisses
from pmo_xl.model.references import company_key, id_key, name_key, people, person_key


@pytest.mark.parametrize("typed", ["QA-012", "ＱＡ－０１２", " qa-012 ", "QA‐012", "QA ー 012"])
def test_an_id_compares_whatever_width_case_blank_or_dash(typed: str) -> None:
    assert id_key(typed) == "QA-012"


def test_qa_12_is_not_qa_012() -> None:
    assert id_key("QA-12") != id_key("QA-012")


@pytest.mark.parametrize(
    "typed",
    ["山田　太郎", "山田太郎", "山田 太郎様", "山田太郎さん", "山田 太郎 課長", "山田太郎部長代理様"[:6]],
)
def test_a_person_compares_without_blanks_titles_and_courtesy(typed: str) -> None:
    assert person_key(typed).startswith("山田太郎")


@pytest.mark.parametrize(
    "typed", ["株式会社あさひ", "㈱あさひ", "(株)あさひ", "あさひ（株）", "あさひ 株式会社"]
)
def test_a_company_compares_without_its_form(typed: str) -> None:
    assert company_key(typed) == "あさひ"


def test_names_in_one_cell_are_split_and_the_first_is_responsible() -> None:
    assert people("山田、鈴木・佐藤/田中\n高橋") == ("山田", "鈴木", "佐藤", "田中", "高橋")


@given(st.text(max_size=60))
def test_comparing_twice_changes_nothing(text: str) -> None:
    assert id_key(id_key(text)) == id_key(text)
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("髙橋 健太", "高橋 健太"),
        ("高橋 健大", "高橋 健太"),
        ("QA-12", "QA-012"),
        ("㈱あさひシステム", "株式会社あさひシステム"),
    ],
)
def test_a_near_miss_is_found(typed: str, known: str) -> None:
    words = ["佐藤 花子", "QA-112", "株式会社みなと", known]
    assert NearMisses(words).of(typed)[0] == known


def test_something_quite_different_has_no_near_miss() -> None:
    assert NearMisses(["高橋 健太", "佐藤 花子"]).of("外部委託先") == ()


def test_near_misses_of_ten_thousand_names_are_looked_up_not_compared_one_by_one() -> None:
    words = [f"担当{n:05d}号" for n in range(10_000)]
    near = NearMisses(words)
    assert "担当01234号" in near.of("担当O1234号", 10)
