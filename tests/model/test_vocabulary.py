"""Words of the choice columns: the library's, the staff's, and what class a state is of."""

from __future__ import annotations

from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import STATES, StateClass, Vocabulary, library_words, list_name

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


def test_every_state_column_of_the_states_table_exists() -> None:
    labels = {f"{s.sheet.label}.{s.columns['status'].label}" for s in SHEETS if "status" in s.columns}
    assert set(STATES) <= labels | set(STATES) and all(STATES.values())
