"""What other tools call our columns and words is told once, and only in our own terms."""

import pytest

from pmo_xl.model.choice_words import words_of
from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.issue import Issue
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.tool_words import tool_headings, tool_word
from pmo_xl.model.vocabulary import library_words


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.sheet.label)
def test_every_heading_of_a_tool_is_a_column_of_the_sheet(sheet):
    assert {field for _, field in tool_headings(sheet.sheet.label)} <= set(sheet.columns)


@pytest.mark.parametrize(
    ("name", "theirs", "ours"),
    [
        ("優先度", "今すぐ", "高"),
        ("優先度", "低め", "低"),
        ("課題管理表.状態", "フィードバック", "対応中"),
        ("課題管理表.種別", "Sub-task", "ToDo"),
    ],
)
def test_a_word_of_a_tool_is_one_of_ours(name, theirs, ours):
    assert tool_word(name, theirs) == ours
    assert ours in (*words_of(name), *library_words(Issue, "kind"))


def test_a_word_that_tools_do_not_agree_on_means_nothing_by_itself():
    assert tool_word("課題管理表.状態", "Resolved") == "確認待ち"
    assert tool_word("課題管理表.種別", "その他のことば") is None


def test_our_own_meaning_of_a_word_goes_before_that_of_a_tool():
    assert common_word("課題管理表.状態", "終了") == "完了"
