"""What words of other offices mean here, however they are decorated; and what says nothing clearly."""

from __future__ import annotations

import pytest

from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.vocabulary import Vocabulary

STATE = "課題管理表.状態"
DONE = (
    "✅ ✅完了 ☑ ✔️ 完了✔ 4:完了 4.完了 ④完了 【完了】 完了(済) 完了(3/1) 完了3/1 対応中→完了 処理済み 対応済み 対応完了 "
    "修正済み Closed DONE 100% ●済 リリース済 完了しました TRUE 〇完了 (4)完了 済(2026/3/1)"
)
WORKING = "🟡対応中 ①対応中 2対応中 ベンダ確認中 要確認 再対応 一部完了 50% 継続 未完了 対応中(担当部署) 完了→対応中 フィードバック"
NEW = "🔴未着手 未着手(理由) 1.未着手 0% 未対応 未 対応予定 着手前 NotStarted FALSE"
WAITING = "承認待ち 客先回答待ち 確認待 InReview"
DROPPED = "検証中止 対応不要 取り下げ キャンセル 【取下げ】 対象外 中止 却下"
UNCLEAR = "完了(一部残) 済(要確認) 完了(未検収) 様子見 次フェーズ 1 2 ー 確認済 調査完了 A 山田 サーバー 完了の条件を客先と決める必要があるため次回の会議で相談する"


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        (DONE, "完了"),
        (WORKING, "対応中"),
        (NEW, "未着手"),
        (WAITING, "確認待ち"),
        (DROPPED, "取下げ"),
        (UNCLEAR, None),
    ],
)
def test_a_state_is_what_its_word_clearly_says(words, meaning):
    assert {word: common_word(STATE, word) for word in words.split()} == dict.fromkeys(words.split(), meaning)


@pytest.mark.parametrize(
    "name", ["QA表.状態", "仕様変更管理表.状態", "リスク管理表.状態", "議事録.状態", "IF一覧.状態"]
)
def test_every_meaning_is_a_word_of_its_own_list(name):
    meanings = {common_word(name, word) for word in f"{DONE} {WORKING} {NEW} {WAITING} {DROPPED}".split()}
    assert meanings - {None} <= set(Vocabulary().words(name))


def test_a_question_that_is_worked_on_has_no_answer_yet():
    assert common_word("QA表.状態", "対応中") == "未回答"
    assert common_word("QA表.状態", "🟡調査中") == "未回答"


@pytest.mark.parametrize(
    ("name", "word", "meaning"),
    [
        ("工程", "結合テスト", "結合試験"),
        ("工程", "単体テスト", "単体試験"),
        ("工程", "外部設計", "基本設計"),
        ("工程", "UAT", "受入試験"),
        ("工程", "プロジェクト管理", None),
        ("優先度", "急いで", "高"),
        ("優先度", "高め", "高"),
        ("優先度", "(3) 低", "低"),
        ("優先度", "1", None),
        ("課題管理表.種別", "バグ", "障害"),
        ("課題管理表.種別", "画面", None),
    ],
)
def test_a_synonym_is_ours_and_another_word_stays(name, word, meaning):
    assert common_word(name, word) == meaning


@pytest.mark.parametrize("word", ["解決", "処理済み", "Resolved"])
def test_a_column_that_tells_solved_from_closed_waits_for_the_confirmation_of_what_is_solved(word):
    assert common_word(STATE, word, {"新規", "終了", word}) == "確認待ち"
    assert common_word(STATE, word, {"新規", word}) == "完了"


def test_what_is_solved_among_the_words_of_backlog_waits_even_where_no_row_is_closed_today():
    assert common_word(STATE, "処理済み", {"処理済み", "処理中", "未対応"}) == "確認待ち"
    assert common_word(STATE, "処理済み", {"処理済み", "未対応"}) == "完了"
