"""Japanese text in lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.charts.line_breaking import NOT_AT_END, NOT_AT_START, break_lines


def ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("会員基盤", 10, ("会員基盤",)),
        ("会員ポータルサイト", 8, ("会員ポータ", "ルサイト")),
        ("完了した、次へ", 4, ("完了し", "た、次へ")),
        ("仕様（案）の確認", 4, ("仕様", "（案）", "の確認")),
        ("IF-001 会員情報", 4, ("IF-001", "会員情報")),
        ("一行目\n二行目", 10, ("一行目", "二行目")),
        ("", 10, ("",)),
    ],
)
def test_lines_are_of_like_length_and_keep_to_the_rules(text, width, lines):
    assert break_lines(text, width, ems).lines == lines


def test_a_text_too_long_for_its_lines_ends_in_an_ellipsis():
    broken = break_lines("次期統合顧客データ分析プラットフォーム", 6, ems, max_lines=2)
    assert broken.is_cut
    assert broken.lines == ("次期統合顧客", "データ分析…")


def test_a_word_wider_than_the_line_is_broken_anywhere():
    assert "".join(break_lines("ABCDEFGHIJKLMNOP", 3, ems).lines) == "ABCDEFGHIJKLMNOP"


texts = st.text(st.sampled_from("会員基盤のー、。（）「」ABC012 -ァっ"), max_size=40)


@given(texts, st.integers(4, 12))
def test_no_character_is_lost_and_no_line_is_too_wide(text, width):
    lines = break_lines(text, width, ems).lines
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(ems(line) <= width for line in lines)


@given(st.text(st.sampled_from("会員基盤の、。（」"), min_size=1, max_size=30))
def test_no_line_begins_or_ends_with_a_mark_that_must_not(text):
    lines = [line for line in break_lines(text, 12, ems).lines if line]
    runs = max(
        (len(run) for run in "".join("x" if c in NOT_AT_START | NOT_AT_END else " " for c in text).split()),
        default=0,
    )
    if runs < 8:
        assert all(line[0] not in NOT_AT_START for line in lines[1:])
        assert all(line[-1] not in NOT_AT_END for line in lines[:-1])
