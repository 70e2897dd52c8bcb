from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.versions import split_versions, version_of


@pytest.mark.parametrize(
    "text",
    [
        "1.10",
        "第1.10版",
        "v1.10",
        "V 1.10",
        "Ver.1.10",
        "ver 1.10",
        "Version 1.10",
        "Rev.1.10",
        "１．１０",
        " 1.10 版",
        "第1.10.0版",
    ],
)
def test_one_version_is_written_in_many_ways(text):
    assert version_of(text) == ((1, 10), "")


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1.9", "1.10"),
        ("1.9", "2"),
        ("1", "1.0.1"),
        ("1.2", "1.2a"),
        ("1.2a", "1.2B"),
        ("1.2b", "1.3"),
        ("0.9", "1.0"),
        ("0", "0.1"),
    ],
)
def test_versions_compare_number_by_number_then_by_letter(older, newer):
    assert version_of(older) < version_of(newer)


def test_trailing_zeros_and_case_make_no_difference():
    assert version_of("1") == version_of("1.0") == version_of("第1.0.0版")
    assert version_of("1.2A") == version_of("1.2a")


@pytest.mark.parametrize(
    "text", ["", "最新", "次の版", "1.2-3", "1..2", "1.", ".1", "1.2ab", "2026/11/30", "版1", "1 2", "9" * 10]
)
def test_what_is_no_version_is_not_guessed(text):
    assert version_of(text) is None


@given(
    st.lists(st.integers(0, 999), min_size=1, max_size=4),
    st.lists(st.integers(0, 999), min_size=1, max_size=4),
)
def test_the_order_of_versions_is_that_of_their_numbers(left, right):
    width = max(len(left), len(right))
    padded = [numbers + [0] * (width - len(numbers)) for numbers in (left, right)]
    versions = [version_of("第" + ".".join(map(str, numbers)) + "版") for numbers in (left, right)]
    assert (versions[0] < versions[1]) == (padded[0] < padded[1])


@given(st.text())
def test_any_text_is_read_without_failing(text):
    version_of(text)
    split_versions(text)


def test_a_cell_may_name_several_versions_in_order():
    assert split_versions("第1.10版、2.0，Rev.3\n4/5；6") == ("第1.10版", "2.0", "Rev.3", "4", "5", "6")
    assert split_versions(" 、") == ()
