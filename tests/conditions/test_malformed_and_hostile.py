"""No text ends in anything but a value or one sentence with its place; nothing takes long or much."""

from __future__ import annotations

import os
import time
import tracemalloc
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pmo_xl.conditions.condition as conditions
from pmo_xl.conditions import criteria, wildcards
from pmo_xl.conditions.condition import condition
from pmo_xl.conditions.function_names import FUNCTIONS
from pmo_xl.conditions.reading import UnreadableCondition
from pmo_xl.conditions.values import Unjudged
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from tests.support.condition_rows import project

GOOD = [
    line
    for line in Path(__file__).with_name("expressions.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PROJECT = project()


def said(text: str) -> str | None:
    """The sentence for a text that is no condition; None for one that is, computed over every row."""
    try:
        answers = condition(text, Order, PROJECT).answers()
    except UnreadableCondition as error:
        return str(error)
    for answer in answers:
        assert answer is None or isinstance(answer, (bool, int, Decimal, str, Unjudged)), text
    return None


def test_two_hundred_malformed_conditions_give_a_sentence_each_with_its_place():
    broken = [text[:-1] for text in GOOD if text.endswith(")")]
    broken += [text.replace(",", ";", 1) for text in GOOD if "," in text and '"' not in text]
    assert len(broken) >= 200
    for text in broken:
        sentence = said(text)
        assert sentence, text
        assert "文字目" in sentence, (text, sentence)
        assert "\n" not in sentence
        assert len(sentence) < 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "式が空です"),
        ("=", "式が空です"),
        ("A1>5", "セル番地(A1)"),
        ("$B$2=1", "セル番地($B$2)"),
        ("予算!A1", "ほかのシート"),
        ("'別 表'!A1", "ほかのシート"),
        ("[他.xlsx]表!A1", "ほかのシートやブック"),
        ("{1,2}", "配列"),
        ("[発注金額]>5", "[@発注金額]"),
        ("[@発注金がく]>5", "近いのは 発注金額"),
        ("COUNTIFZ(予算管理表[発注先],1)", "近いのは"),
        ("SUMPRODUCT([@発注金額])", "という関数は使えません"),
        ('INDIRECT("A1")', "という関数は使えません"),
        ('HYPERLINK("http://example.com")', "という関数は使えません"),
        ("予算管理ひょう[発注金額]", "近いのは 予算管理表"),
        ("予算管理表[発注金額]", "列全体では判定できません"),
        ("予算管理表[発注金額]>5", "列全体は使えません"),
        ("検収支払[@検収額]>5", "対象シートは予算管理表です"),
        ("IF([@発注金額]>5)", "引数は2～3個です(1個あります)"),
        ("SUMIFS(検収支払[検収額],予算管理表[発注ID],[@発注ID])", "同じ表の列"),
        ('参照先([@発注金額],"件名")', "ほかの行を指す列ではありません"),
        ("参照先([@発注先],件名)", '文字なら "件名"'),
        ("区分([@件名])", "状態の列ではありません"),
        ("発注金額>5", "[@発注金額] と書いてください"),
        ("完了", '文字なら "完了"'),
        ("1 2", "演算子か , が要ります"),
        ("(1", "閉じ括弧"),
        ("1)", "閉じ括弧が多すぎます"),
        ('"abc', '閉じる "'),
        ("[@件名", "閉じる ]"),
        ("#REF!+1", "#REF! は式に書けません"),
        ("@件名", "[@件名] と書いてください"),
        ("__import__('os')", '文字は " で囲んでください'),
        ("(1).__class__", "使えません"),
        ("[@件名].upper()", "使えません"),
        ("lambda: 1", "何か分かりません"),
        ("{{ 7*7 }}", "配列"),
    ],
)
def test_what_is_wrong_is_said(text, expected):
    sentence = said(text)
    assert sentence is not None
    assert expected in sentence


MISTYPED = [
    line.split("\t")
    for line in Path(__file__).with_name("mistyped.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# what")
]


def test_what_staff_mistype_is_named_with_what_to_write_instead():
    """Full-width and curly signs, words instead of functions, addresses, wrong names: as they were found, one by one."""
    assert len(MISTYPED) >= 250
    wrong = {text: (told, said(text)) for text, told in MISTYPED if said(text) != told}
    assert not wrong
    assert all("文字目" in told and len(told) < 200 for _, told in MISTYPED)


HOSTILE = [
    'REPT("x",1E9)',
    'REPT(REPT("x",30000),30000)',
    'SUBSTITUTE(REPT("a",30000),"a",REPT("b",30000))',
    "9^9^9^9",
    "9^9^9",
    "1E300*1E300",
    "2^1000000",
    "(1/3)^1000000",
    "1.0000001^1E12",
    "ROUND(1/3,1E9)",
    "ROUND(1E300,-1E9)",
    'TEXT(1,REPT("0",30000))',
    'TEXT(1E300,"#,##0.000000000000000000000000000000000000")',
    'TEXT(1/3,REPT("0.",9999))',
    "DATE(1E9,1E9,1E9)",
    "EDATE(TODAY(),1E300)",
    "WORKDAY(TODAY(),1E9)",
    "WORKDAY(TODAY(),-3000000)",
    'WORKDAY.INTL(TODAY(),5,"1111111")',
    "NETWORKDAYS(0,2958465)",
    'COUNTIF(予算管理表[備考],"' + "*a" * 200 + 'b")',
    'SEARCH("' + "*a" * 100 + 'b",REPT("a",3000))',
    "+" * 5000 + "1",
    "-" * 5001 + "[@発注金額]",
    "+".join(["1"] * 3000),
    "&".join(['"x"'] * 1500),
    "(" * 64 + "1" + ")" * 64,
    "(" * 4000 + "1" + ")" * 4000,
    "IF(1," * 63 + "1" + ")" * 63,
    "%".join(["1"] * 3) + "%" * 4000,
    '"' + "あ" * 8000 + '"=[@件名]',
    "AND(" + ",".join(["TRUE"] * 255) + ")",
    "AND(" + ",".join(["TRUE"] * 256) + ")",
    "SUM(" + ",".join(["予算管理表[発注金額]"] * 250) + ")",
    "x" * 9000,
    "MOD(1E300,1E-300)",
    "SQRT(1E-300)",
    "CEILING(1E300,1E-300)",
    'VALUE(REPT("9",30000))',
    "1E999",
    "\u0000\u0001",
    "[@" + "列" * 5000 + "]",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_nothing_takes_long_or_much(text):
    tracemalloc.start()
    started = time.process_time()
    said(text)
    taken = time.process_time() - started
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 10  # with the memory watched; without it well below a second
    assert most < 100_000_000


def test_a_condition_that_would_compare_every_row_with_every_other_gives_up_and_says_so(monkeypatch):
    is_full = "PMO_XL_FULL" in os.environ
    if not is_full:  # a tenth of the rows: a hundredth of the comparisons
        monkeypatch.setattr(criteria, "MOST_STEPS", criteria.MOST_STEPS // 100)
    count = 6_000 if is_full else 600
    rows = tuple(Issue(id=f"ISS-{n:05}", title=f"件名{n}x" * 20) for n in range(count))
    many = Project(date(2026, 11, 30), date(2026, 11, 30), records={Issue: rows})
    answers = condition('COUNTIF(課題管理表[件名],"*"&[@課題ID]&"*")>0', Issue, many).answers()
    assert isinstance(answers[-1], Unjudged)
    assert "計算が大きすぎる" in str(answers[-1])


def project_of(count: int) -> Project:
    issues = tuple(Issue(id=f"ISS-{n:05}", title=f"件名{n}x" * 3) for n in range(count))
    return Project(date(2026, 11, 30), date(2026, 11, 30), records={Issue: issues})


MANY, SOME = project_of(1_000), project_of(250)


@pytest.mark.parametrize(
    "text",
    [
        '[@課題ID]&REPT("あ",32000)',
        '[@課題ID]&REPT("あ",32000)="x"',
        'COUNTIF(課題管理表[件名],[@課題ID]&REPT("あ",32000))',
        'COUNTIF(課題管理表[件名],"<>"&[@課題ID])',
    ],
)
def test_a_long_text_of_every_row_is_not_kept_for_every_row(text):
    condition("1=1", Issue, SOME).answers()
    tracemalloc.start()
    condition(text, Issue, SOME).answers()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000, most  # kept whole, it is 16 MB for every time it is kept


@pytest.mark.parametrize(
    "text",
    [
        'COUNTIF(課題管理表[件名],"*"&REPT("?",250)&[@課題ID])',
        'XLOOKUP("*"&REPT("?",250)&[@課題ID],課題管理表[件名],課題管理表[件名],0,2)',
        'COUNTIF(課題管理表[件名],"*"&REPT("?",3000)&[@課題ID])',
        'SEARCH(REPT("*a",100)&LEN([@件名]),REPT("a",32000))',
    ],
)
def test_a_pattern_that_is_another_one_in_every_row_ends_in_time(text):
    started = time.process_time()
    condition(text, Issue, MANY).answers()
    assert time.process_time() - started < 20


def test_a_formula_that_takes_too_long_gives_up_and_its_rows_are_not_judged(monkeypatch):
    monkeypatch.setattr(conditions, "LONGEST_SECONDS", 0)
    answers = condition("LEN([@件名])>3", Issue, MANY).answers()
    assert all(isinstance(each, Unjudged) and "時間がかかりすぎる" in str(each) for each in answers)


def matches(text: str, signs: wildcards.Signs) -> bool:
    """Whether the whole text is what the pattern says, as plainly as it can be said."""
    if not signs:
        return not text
    (sign, is_wild), rest = signs[0], signs[1:]
    if (sign, is_wild) == ("*", True):
        return any(matches(text[at:], rest) for at in range(len(text) + 1))
    return bool(text) and (is_wild or text[0] == sign) and matches(text[1:], rest)


@settings(max_examples=400, deadline=None)
@given(st.text("ab*?~", max_size=7), st.text("ab*?~", max_size=9), st.integers(0, 4))
def test_wildcards_fit_where_they_do_by_trying_every_way(pattern, text, first):
    signs = wildcards.signs_in(pattern)
    assert wildcards.like(text, signs) is matches(text, signs)
    behind = (*signs, ("*", True))
    places = [at for at in range(first, len(text) + 1) if matches(text[at:], behind)]
    assert wildcards.place_of(text, signs, first) == (places[0] if places else -1)


PIECES = st.sampled_from(
    [
        *FUNCTIONS,
        *"()[],+-*/^&=<>%\"'{}:;!@#$",
        *(
            "[@発注金額]",
            "[@発注日]",
            "[@件名]",
            "予算管理表[発注先]",
            "検収支払[[発注ID]:[検収日]]",
            "TODAY()",
        ),
        *("1", "0", "-1", "2.5", "1E5", '"a"', '"*"', '">5"', '"2026/1/1"', "TRUE", " ", "\n", "完了"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_pieces_of_conditions_in_any_order_end_in_a_value_or_a_sentence(text):
    said(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_ends_in_a_value_or_a_sentence(text):
    said(text)


VALUES = st.sampled_from(
    ["1", "0", "-3", "2.5", "1E9", "-1E300", '""', '"a"', '"abc"', '"2026/11/30"', "TRUE", "TODAY()", "[@発注金額]", "[@発注日]", "[@件名]", "[@備考]", "予算管理表[発注先]", "予算管理表[発注金額]", "1/0", ""]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(FUNCTIONS), st.lists(VALUES, max_size=6))
def test_every_function_with_any_arguments_ends_in_a_value_or_a_sentence(name, arguments):
    said(f"{name}({','.join(arguments)})")
