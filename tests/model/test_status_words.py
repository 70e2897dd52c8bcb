"""Words of other offices' ledgers, and what blank and strikethrough states mean there."""

import pytest

from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.status_words import (
    marks_only_what_is_done,
    status_of_blank,
    status_of_strikethrough,
)
from pmo_xl.model.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("name", "word", "meaning"),
    [
        ("課題管理表.状態", "済", "完了"),
        ("課題管理表.状態", "対策中", "対応中"),
        ("課題管理表.状態", "遂行中", "対応中"),
        ("課題管理表.状態", "解決", "完了"),
        ("課題管理表.状態", "対応対象外", "取下げ"),
        ("課題管理表.状態", "未実施", "未着手"),
        ("課題管理表.状態", "ＯＫ", "完了"),
        ("課題管理表.状態", "in progress", "対応中"),
        ("課題管理表.状態", "○", "完了"),
        ("QA表.状態", "回答待ち", "未回答"),
        ("QA表.状態", "クローズ", "完了"),
        ("要件一覧.状態", "採用", "対象"),
        ("優先度", "Ａ", "高"),
    ],
)
def test_a_common_word_has_the_librarys_meaning(name, word, meaning):
    assert common_word(name, word) == meaning
    assert meaning in Vocabulary().words(name)


def test_a_word_that_says_nothing_stays_as_it_is():
    assert common_word("課題管理表.状態", "様子見") is None
    assert common_word("優先度", "1") is None


def test_blank_means_open_only_where_nothing_but_done_is_marked():
    assert marks_only_what_is_done(Issue, {"完了"})
    assert marks_only_what_is_done(Issue, {"完了", "取下げ"})
    assert not marks_only_what_is_done(Issue, {"完了", "対応中"})
    assert not marks_only_what_is_done(Issue, set())


def test_a_blank_state_is_open_and_a_question_with_an_answer_answered():
    assert status_of_blank(Issue, {"title"}) == "未着手"
    assert status_of_blank(Question, {"question"}) == "未回答"
    assert status_of_blank(Question, {"question", "answered_on"}) == "回答済"


def test_a_strikethrough_row_is_done_with_its_day_and_cancelled_without():
    assert status_of_strikethrough(Issue, {"title", "closed_on"}) == "完了"
    assert status_of_strikethrough(Issue, {"title"}) == "取下げ"
