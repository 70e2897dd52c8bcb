"""Words of the choice columns: the library's, the staff's, and what class a state is of."""

from __future__ import annotations

from pmo_xl.model.choice import Choice
from pmo_xl.model.choice_words import LISTS, words_of
from pmo_xl.model.column import Kind
from pmo_xl.model.references import name_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import (
    STATES,
    TEST_PHASES,
    UNDECIDED_CHANGES,
    StateClass,
    Vocabulary,
    library_words,
    list_name,
)

STATE = "仕様変更管理表.状態"


def test_a_word_of_staff_stands_for_the_librarys_word() -> None:
    words = Vocabulary([Choice(list_name=STATE, value="承認", meaning="承認済")])
    assert words.canonical(STATE, "承　認") == "承認済"
    assert words.class_of(STATE, "承認済") is StateClass.IN_PROGRESS


def test_a_new_word_without_a_meaning_counts_as_in_progress() -> None:
    words = Vocabulary([Choice(list_name=STATE, value="様子見")])
    assert words.canonical(STATE, "様子見") == "様子見"
    assert words.class_of(STATE, "様子見") is StateClass.IN_PROGRESS


def test_a_word_in_no_list_is_none() -> None:
    assert Vocabulary().canonical(STATE, "だめ") is None
    assert Vocabulary().class_of(STATE, None) is None


def test_every_choice_column_has_words_or_a_list_that_staff_fill() -> None:
    for sheet in SHEETS:
        for field in sheet.fields_of_kind(Kind.CHOICE):
            name = list_name(sheet, field)
            assert library_words(sheet, field) or name == "部門", name


def test_the_words_of_a_list_stand_in_its_column_or_in_the_table_and_never_in_both() -> None:
    columns = {
        list_name(sheet, field): sheet.columns[field].choices
        for sheet in SHEETS
        for field in sheet.fields_of_kind(Kind.CHOICE)
    }
    assert set(LISTS) <= set(columns)
    assert [name for name in LISTS if columns[name]] == []


def test_a_spelling_means_one_word_of_its_list_and_no_word_twice() -> None:
    for name, words in LISTS.items():
        own = [name_key(each.word) for each in words]
        spelt = {name_key(spelling): each.word for each in words for spelling in each.spellings}
        claimed = sum(len({name_key(spelling) for spelling in each.spellings}) for each in words)
        assert len(set(own)) == len(own) and len(spelt) == claimed, name


def test_a_list_tells_the_class_of_every_word_or_of_none_and_likewise_its_help() -> None:
    for name, words in LISTS.items():
        assert {bool(each.state) for each in words} in ({True}, {False}, set()), name
        assert {bool(each.help) for each in words} in ({True}, {False}, set()), name


def test_the_groups_of_words_are_words_of_their_lists() -> None:
    assert set(UNDECIDED_CHANGES) < set(words_of(STATE))
    assert set(TEST_PHASES) < set(words_of("工程"))


def test_every_state_column_of_the_states_table_exists() -> None:
    labels = {f"{s.sheet.label}.{s.columns['status'].label}" for s in SHEETS if "status" in s.columns}
    assert set(STATES) <= labels | set(STATES) and all(STATES.values())
