"""Money, whole numbers, numbers and percents as cells really hold them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells import CellContext, read_value, unit_of_header

FULL_WIDTH = str.maketrans("0123456789,.%-()", "０１２３４５６７８９，．％－（）")
THOUSANDS = CellContext(unit=1000)
PERCENT_FORMAT = CellContext(is_percent_format=True)
amounts = st.integers(0, 10**13 - 1)


def money_spellings(yen: int) -> list[str]:
    plain = [
        f"{yen}",
        f"{yen:,}",
        f"{yen:,}円",
        f"￥{yen:,}",
        f"\\{yen:,}",
        f"¥ {yen:,}",
        f" {yen:,} 円 ",
        f"+{yen}",
    ]
    scaled = [
        f"{Decimal(yen) / scale:f}{word}"
        for word, scale in (("千円", 10**3), ("万円", 10**4), ("百万円", 10**6), ("億円", 10**8))
    ]
    man, rest = divmod(yen, 10_000)
    oku, man_of_oku = divmod(man, 10_000)
    mixed = [f"{man:,}万{rest:,}円"]
    if rest == 0:
        mixed += [f"{oku}億{man_of_oku:,}万円", f"{oku}億{man_of_oku}万"]
    return plain + scaled + mixed + [text.translate(FULL_WIDTH) for text in plain]


@given(amounts, st.data())
def test_every_spelling_of_an_amount_is_read_as_that_amount(yen, data):
    assert read_value(Kind.MONEY, data.draw(st.sampled_from(money_spellings(yen)))) == yen


@given(
    amounts,
    st.sampled_from(
        ["▲{:,}", "△{:,}", "-{:,}", "－{:,}", "−{:,}", "({:,})", "（{:,}）", "▲{:,}円", "-¥{:,}"]
    ),
)
def test_every_mark_of_a_negative_amount_is_a_minus(yen, form):
    assert read_value(Kind.MONEY, form.format(yen)) == -yen


@given(
    amounts,
    st.sampled_from(
        ["約{}", "{}程度", "{}円(税込)", "{}～", "{}-", "{}円/月", "@{}", "{}?", "(▲{})", "-({})"]
    ),
)
def test_an_amount_with_a_word_that_changes_its_meaning_is_not_read(yen, form):
    assert isinstance(read_value(Kind.MONEY, form.format(yen)), Unread)


@given(st.text("0123456789,.円千万百億¥▲-() ", max_size=40))
def test_wild_amounts_are_read_as_whole_yen_or_not_at_all(text):
    value = read_value(Kind.MONEY, text)
    assert value is None or isinstance(value, int | Unread)
    if text.isdigit() and len(text) < 15:
        assert value == int(text)


def test_a_long_row_of_digits_is_given_up_at_once():
    assert isinstance(read_value(Kind.MONEY, "1" * 63 + "x"), Unread)
    assert isinstance(read_value(Kind.MONEY, "1千" * 31 + "x"), Unread)
    assert isinstance(read_value(Kind.MONEY, "1" * 32_767), Unread)


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("1,200千円", 1_200_000),
        ("120万円", 1_200_000),
        ("120万", 1_200_000),
        ("1億2,000万円", 120_000_000),
        ("1億2千万円", 120_000_000),
        ("1.5億円", 150_000_000),
        ("3万5千円", 35_000),
        ("3万5千", 35_000),
        ("3万5,000円", 35_000),
        ("(1,000円)", -1000),
        ("(1,000)円", -1000),
        ("¥(1,000)", -1000),
        ("0円", 0),
        ("▲0", 0),
        ("1,200.00", 1200),
    ],
)
def test_amounts_as_offices_write_them(text, yen):
    assert read_value(Kind.MONEY, text) == yen


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("約100万", "金額として"),
        ("100万円程度", "金額として"),
        ("未定", "金額として"),
        ("①", "金額として"),
        ("10²", "金額として"),
        ("千円", "金額として"),
        ("1,2,3", "金額として"),
        ("1,2000", "金額として"),
        ("1 200", "金額として"),
        ("3万5", "二通り"),
        ("1億2千円", "二通り"),
        ("1億2千", "二通り"),
        ("1.5億2000万円", "二通り"),
        ("2千3万円", "二通り"),
        ("1200.5", "端数"),
        ("1.2345千円", "端数"),
        ("1" * 16, "桁"),
        ("9999億9999万9999円9", "金額として"),
        ("1万億円", "金額として"),
        ("99999999億円", "桁"),
        ("#DIV/0!", "エラー"),
    ],
)
def test_what_is_no_single_amount_is_unread_with_its_reason(text, why):
    value = read_value(Kind.MONEY, text)
    assert isinstance(value, Unread)
    assert value.text == text
    assert why in value.reason


@pytest.mark.parametrize("text", ["-", "－", "ー", "―", "", "　"])
@pytest.mark.parametrize("kind", [Kind.MONEY, Kind.INT, Kind.NUMBER, Kind.PERCENT])
def test_a_dash_alone_is_no_figure(kind, text):
    assert read_value(kind, text) is None


@given(st.integers(-(10**11), 10**11))
def test_the_unit_of_the_heading_applies_to_bare_numbers(thousands):
    assert read_value(Kind.MONEY, float(thousands), THOUSANDS) == thousands * 1000
    assert read_value(Kind.MONEY, f"{thousands:,}", THOUSANDS) == thousands * 1000


@given(st.integers(-(10**9), 10**9))
def test_yen_given_as_thousands_with_decimals_stay_whole(yen):
    assert read_value(Kind.MONEY, yen / 1000, THOUSANDS) == yen


def test_a_unit_in_the_cell_is_taken_when_it_is_complete():
    assert read_value(Kind.MONEY, "120万円", THOUSANDS) == 1_200_000
    assert read_value(Kind.MONEY, "1,200千円", THOUSANDS) == 1_200_000


@pytest.mark.parametrize("text", ["1,200円", "￥1,200", "120万", "1,200千"])
def test_a_unit_in_the_cell_that_may_clash_with_the_heading_is_unread(text):
    value = read_value(Kind.MONEY, text, THOUSANDS)
    assert isinstance(value, Unread)
    assert "単位" in value.reason


@pytest.mark.parametrize(
    ("raw", "yen"),
    [(1234567.0, 1234567), (1234567.0000001, 1234567), (1200, 1200), (-0.0, 0), (0.1 + 0.2 + 0.7, 1)],
)
def test_numbers_lose_their_float_noise(raw, yen):
    value = read_value(Kind.MONEY, raw)
    assert value == yen
    assert type(value) is int


@pytest.mark.parametrize("raw", [1234.5, 0.01, 1e15, 1e300, float("nan"), float("inf"), True])
def test_fractions_of_a_yen_and_endless_figures_are_unread(raw):
    assert isinstance(read_value(Kind.MONEY, raw), Unread)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (3.0, 3),
        ("３", 3),
        ("▲3", -3),
        ("1,200", 1200),
        ("5.0", 5),
        ("2026年度", 2026),
        ("２０２６年", 2026),
        (7, 7),
    ],
)
def test_whole_numbers(raw, number):
    value = read_value(Kind.INT, raw)
    assert value == number
    assert type(value) is int


@pytest.mark.parametrize("raw", [2.5, "2.5", "3日", "(5)", "①", "1/5", "約3", "50%", 1e16, False])
def test_what_is_no_whole_number_is_unread(raw):
    assert isinstance(read_value(Kind.INT, raw), Unread)


@given(st.decimals(-(10**6), 10**6, places=4))
def test_numbers_are_exact_from_floats_and_from_text(number):
    assert read_value(Kind.NUMBER, float(number)) == number
    assert read_value(Kind.NUMBER, f"{number:,f}") == number


def test_a_sum_of_floats_is_the_number_excel_shows():
    assert read_value(Kind.NUMBER, 0.1 + 0.2) == Decimal("0.3")


@pytest.mark.parametrize("raw", ["1.5人日", "約1.5", "1,5", "50%", "1.5.2", "0.5～1"])
def test_numbers_with_units_or_doubts_are_unread(raw):
    assert isinstance(read_value(Kind.NUMBER, raw), Unread)


@given(st.integers(-300, 300), st.sampled_from(["{}%", "{} %", "{}.0%"]))
def test_percent_text_is_that_percent_whatever_the_format(percent, form):
    for context in (CellContext(), PERCENT_FORMAT):
        text = form.format(percent)
        assert read_value(Kind.PERCENT, text, context) == Decimal(percent) / 100
        assert read_value(Kind.PERCENT, text.translate(FULL_WIDTH), context) == Decimal(percent) / 100


@pytest.mark.parametrize(
    ("raw", "context", "ratio"),
    [
        (0.3, CellContext(), "0.3"),
        (1.0, CellContext(), "1"),
        (50.0, CellContext(), "0.5"),
        (120.0, CellContext(), "1.2"),
        (-0.5, CellContext(), "-0.5"),
        (-20.0, CellContext(), "-0.2"),
        (1.2, PERCENT_FORMAT, "1.2"),
        (0.3, PERCENT_FORMAT, "0.3"),
        ("５０", CellContext(), "0.5"),
        ("0.3", CellContext(), "0.3"),
        ("50", PERCENT_FORMAT, "0.5"),
        ("▲5%", CellContext(), "-0.05"),
        (50, CellContext(), "0.5"),
    ],
)
def test_a_percent_is_a_ratio_by_its_format_or_its_size(raw, context, ratio):
    assert read_value(Kind.PERCENT, raw, context) == Decimal(ratio)


def test_half_typed_as_text_in_a_percent_cell_has_two_meanings():
    value = read_value(Kind.PERCENT, "0.5", PERCENT_FORMAT)
    assert isinstance(value, Unread)
    assert "二通り" in value.reason


@pytest.mark.parametrize("raw", ["約50%", "50%～", "5割", "50%完了", "△", "○", True, float("nan")])
def test_what_is_no_percent_is_unread(raw):
    assert isinstance(read_value(Kind.PERCENT, raw), Unread)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("予算額", 1),
        ("予算額(円)", 1),
        ("予算額(千円)", 1000),
        ("予算額（千円・税抜）", 1000),
        ("金額\n(百万円)", 10**6),
        ("金額 単位：万円", 10**4),
        ("単価(万円/人月)", 10**4),
        ("金額(Ｋ円)", 1000),
        ("予算(億円)", 10**8),
        ("予算額(千円未満切捨て)", 1),
        ("100万円以上の案件", 1),
        ("工数(人日)", 1),
    ],
)
def test_the_unit_of_a_heading(label, unit):
    assert unit_of_header(label) == unit
