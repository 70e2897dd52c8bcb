"""Texts, names, IDs, lists of IDs and flags as cells really hold them."""

# ruff: noqa: DTZ001 -- the dates of Excel know no time zone
from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread
from pmo_xl.model.references import id_key
from pmo_xl.workbook.cells import is_blank, read_value

NAMES = (Kind.PERSON, Kind.SYSTEM, Kind.VENDOR)
WORDS = (Kind.TEXT, Kind.LONGTEXT, Kind.CHOICE, *NAMES, Kind.ID, Kind.REF, Kind.REFS)


@pytest.mark.parametrize("raw", [None, "", " ", "　\n", "\u200b", "\ufeff \u200b"])
@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_looking_cell_is_blank_in_every_column(kind, raw):
    assert is_blank(raw)
    assert read_value(kind, raw) is None


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("raw", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_excel_error_is_unread_in_every_column(kind, raw):
    value = read_value(kind, raw)
    assert isinstance(value, Unread)
    assert value.text == raw


def test_text_is_kept_as_typed_but_for_outer_blanks():
    assert read_value(Kind.LONGTEXT, " １．検索\r\n　　ﾚｽﾎﾟﾝｽ ①㈱ \n") == "１．検索\r\n　　ﾚｽﾎﾟﾝｽ ①㈱"
    assert read_value(Kind.TEXT, "#1 検索") == "#1 検索"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (1.0, "1"),
        (2.1, "2.1"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1E+20"),
        (12, "12"),
        (True, "TRUE"),
        (date(2026, 11, 30), "2026/11/30"),
        (datetime(2026, 11, 30), "2026/11/30"),
        (datetime(2026, 11, 30, 13, 5), "2026/11/30 13:05"),
        (time(9, 30), "9:30"),
        (timedelta(hours=36, minutes=5), "36:05"),
        (-timedelta(hours=1), "-1:00"),
    ],
)
def test_numbers_and_dates_in_text_columns_are_what_the_cell_shows(raw, text):
    assert read_value(Kind.TEXT, raw) == text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("山田　太郎", "山田 太郎"),
        (" 山田  太郎 ", "山田 太郎"),
        ("ﾔﾏﾀﾞ", "ヤマダ"),
        ("山田、鈴木", "山田、鈴木"),
        ("山田\r\n鈴木", "山田\n鈴木"),
        ("㈱サンプル", "(株)サンプル"),
        ("か\u3099", "が"),
        ("対応\u200b中", "対応中"),
    ],
)
def test_names_and_words_of_lists_are_folded_to_one_spelling(raw, name):
    for kind in (Kind.CHOICE, *NAMES):
        assert read_value(kind, raw) == name


def test_a_dash_means_nobody_but_may_be_a_word_of_a_list():
    assert all(read_value(kind, "－") is None for kind in (*NAMES, Kind.REF, Kind.REFS))
    assert read_value(Kind.CHOICE, "－") == "-"


@pytest.mark.parametrize(
    "raw",
    [
        "QA-012",
        "qa-012",
        " QA-012 ",
        "ＱＡ－０１２",
        "QA‐012",
        "QAー012",
        "QA - 012",
        "QA 012",
        "QA-012\u200b",
    ],
)
def test_one_id_however_typed(raw):
    assert read_value(Kind.ID, raw) == read_value(Kind.REF, raw) == "QA-012"


@pytest.mark.parametrize(
    ("raw", "number"), [(1.0, "1"), (2.1, "2.1"), ("2.10", "2.10"), ("1.2.1", "1.2.1"), (7, "7")]
)
def test_numbers_as_ids_keep_their_digits(raw, number):
    assert read_value(Kind.ID, raw) == number


@pytest.mark.parametrize("kind", [Kind.ID, Kind.REF, Kind.REFS])
@pytest.mark.parametrize("raw", [date(2026, 1, 2), datetime(2026, 1, 2), time(1, 2), timedelta(hours=1)])
def test_an_id_that_excel_made_a_date_of_is_unread(kind, raw):
    value = read_value(kind, raw)
    assert isinstance(value, Unread)
    assert "Excelが日付" in value.reason


@given(st.from_regex(r"[A-Za-zＡ-Ｚ]{2,4}[-－‐ー][0-9０-９]{3}", fullmatch=True))
def test_ids_read_as_ids_compare(raw):
    assert read_value(Kind.ID, raw) == id_key(raw)


ids = st.from_regex(r"[A-Z]{2,4}-[0-9]{3}", fullmatch=True)
links = st.from_regex(r"WBS-[0-9]{3} (FS|SS|FF)([+-][1-9])?", fullmatch=True)


@given(
    st.lists(ids | links, min_size=1, max_size=5),
    st.sampled_from(["、", ",", "; ", "，", "；", " / ", "\n", "\r\n"]),
)
def test_lists_of_ids_are_split_at_every_separator(items, separator):
    assert read_value(Kind.REFS, separator.join(items)) == tuple(items)


@pytest.mark.parametrize(
    ("raw", "items"),
    [
        ("wbs-010 fs ＋ 3", ("WBS-010 FS+3",)),
        ("WBS-010　SS－2、WBS-011", ("WBS-010 SS-2", "WBS-011")),
        ("、QA-001、、－", ("QA-001",)),
        ("Web受付、サーバー2", ("Web受付", "サーバー2")),
        ("2026/11/30 定例会議", ("2026/11/30 定例会議",)),
        (1.0, ("1",)),
    ],
)
def test_predecessors_names_and_free_text_in_lists_stay_whole(raw, items):
    assert read_value(Kind.REFS, raw) == items


@pytest.mark.parametrize("raw", [*"○〇◯●◎✓✔レﾚ1１有", "TRUE", "true", True, 1.0, 1, " ○ ", "○\u200b", "あり"])
def test_marks_of_yes(raw):
    assert read_value(Kind.FLAG, raw) is True


@pytest.mark.parametrize("raw", [*"×✕－-ー0０無", "FALSE", False, 0.0, 0, "　×", "なし"])
def test_marks_of_no(raw):
    assert read_value(Kind.FLAG, raw) is False


@pytest.mark.parametrize(
    "raw", ["△", "o", "x", "Ｘ", "済", "○×", "未定", 2.0, 0.5, "○" * 100, date(2026, 1, 1)]
)
def test_other_marks_are_neither_yes_nor_no(raw):
    assert isinstance(read_value(Kind.FLAG, raw), Unread)
