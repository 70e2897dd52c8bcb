"""Cells of figures: money in whole yen, whole numbers, numbers and percents. Never a float, never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells.efforts import days_of_text
from pmo_xl.workbook.cells.raw_cell import PLAIN, CellContext, is_dash, plain_value, unread

# Excel keeps 15 digits; beyond them a figure is no longer what was typed.
_DIGITS_OF_EXCEL: Final = 15
_LIMIT: Final = 10**_DIGITS_OF_EXCEL
_NOISE: Final = 1e-6
_PRECISION: Final = 1e-15  # of a float: 5,184,546.0595万円 times 10,000 is not quite whole

_SCALES: Final[Mapping[str, int]] = {
    "": 1,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "億": 10**8,
    "十億": 10**9,
    "百億": 10**10,
    "兆": 10**12,
}
_SCALE: Final = "|".join(sorted(filter(None, _SCALES), key=len, reverse=True))
_DIGITS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_PART: Final = re.compile(rf"(?P<digits>{_DIGITS}) ?(?P<scale>{_SCALE})?")
_PARTS: Final = rf"(?=[0-9])(?:{_DIGITS} ?(?:{_SCALE}) ?)*(?:{_DIGITS})?"
_FIGURE: Final = re.compile(rf"(?P<sign>[▲△+-])? ?(?P<digits>{_DIGITS}) ?(?P<percent>%)?")
_MONEY: Final = re.compile(
    rf"(?P<yen>¥)? ?(?P<open>\()? ?(?P<sign>[▲△+-])? ?(?P<inner_yen>¥)? ?"
    rf"(?P<parts>{_PARTS}) ?(?P<inner_en>円)? ?(?(open)\)) ?(?P<en>円)?(?(yen) ?\.?-?)"
)
_FISCAL_YEAR: Final = re.compile("(?P<year>(?:19|20)[0-9]{2}) ?年度?")
# Not 千円未満切捨て, not 100万円以上: those say something else than the column's unit.
_HEADER_UNIT: Final = re.compile(
    rf"(?<![0-9,.])(?P<scale>{_SCALE}|[KkM])(?:[円¥](?!未満|以上|以下|超)|JPY)"
    rf"|(?:[(\[【]|単位[:= ]*)(?P<alone>{_SCALE}|[KkM])(?:[)\]】]|$)"
)
_NOTED_UNIT: Final = re.compile(
    rf"単位[はを]?[:= ]*(?P<first>{_SCALE})?円|(?<![0-9,.])(?P<last>{_SCALE})?円[ を]*単位"
)
_LETTER_SCALES: Final[Mapping[str, int]] = {"K": 10**3, "k": 10**3, "M": 10**6}

_OTHER_CURRENCY: Final = re.compile(
    r"\$|€|£|₩|฿|(?<![A-Z])(?:USD?|EUR|GBP|CNY|RMB|KRW|TWD|HKD|SGD|THB|VND|INR|AUD|CAD|CHF)(?![A-Z])"
    "|米?ドル|ユーロ|ポンド|人民元|ウォン|バーツ|ルピー"
)

_NOT_YEN: Final = "円ではない通貨です。円に直した額を書いてください"
_NOT_A_FIGURE: Final = "数として読めません。単位や「約」などを付けず、数だけを書いてください"
_NOT_MONEY: Final = "金額として読めません。「約」などを付けず、1200000 のように数で書いてください"
_FRACTION: Final = "円未満の端数があります。円単位の整数にしてください"
_NOT_WHOLE: Final = "整数ではありません。整数で書いてください"
_TOO_MANY_DIGITS: Final = "桁が多すぎます(15桁まで)。数を確かめてください"
_OTHER_UNIT: Final = "見出しの単位とセルに書いた単位が違い、金額を決められません。数だけを書いてください"
_TWO_AMOUNTS: Final = "二通りに読める金額です。12345000 のように数だけを書いてください"
_TWO_PERCENTS: Final = "% がないため二通りに読めます。50% のように % を付けて書いてください"


def read_money(raw: object, context: CellContext) -> int | Unread | None:
    """Whole yen: a number in the unit of its column, or text such as 1,200千円, ▲1,000, 1億2,000万円."""
    if type(raw) is float and type(context.unit) is int:
        amount = raw * context.unit
        if not -_LIMIT < amount < _LIMIT:
            return unread(raw, _TOO_MANY_DIGITS)
        yen = round(amount)
        return yen if abs(amount - yen) < _NOISE + abs(amount) * _PRECISION else unread(raw, _FRACTION)
    if isinstance(raw, str):
        text = _text(raw)
        return _money_of_text(raw, text, context) if isinstance(text, str) else text
    number = read_number(raw, PLAIN) if type(raw) is float else _exact(raw, _NOT_MONEY)
    return _whole(raw, number * context.unit, _FRACTION) if isinstance(number, Decimal) else number


def read_int(raw: object, context: CellContext) -> int | Unread | None:
    """A whole number; 2026年度 is 2026."""
    if type(raw) is float and -_LIMIT < raw < _LIMIT:
        whole = round(raw)
        return whole if -_NOISE < raw - whole < _NOISE else unread(raw, _NOT_WHOLE)
    if isinstance(raw, str) and (year := _fiscal_year(raw)):
        return year
    number = read_number(raw, PLAIN)
    return _whole(raw, number, _NOT_WHOLE) if isinstance(number, Decimal) else number


def read_number(raw: object, context: CellContext) -> Decimal | Unread | None:
    """A number, as exact as Excel keeps it (15 digits); an effort in the unit of its record, 5h too."""
    if type(raw) is float:
        number: Decimal | Unread | None = (
            _decimal(raw) if -_LIMIT < raw < _LIMIT else unread(raw, _TOO_MANY_DIGITS)
        )
    elif isinstance(raw, str):
        return _number_of_text(raw, context)
    else:
        number = _exact(raw, _NOT_A_FIGURE)
    return number * context.unit if context.unit != 1 and isinstance(number, Decimal) else number


def _number_of_text(raw: str, context: CellContext) -> Decimal | Unread | None:
    text, unit = _text(raw), context.unit
    if not isinstance(text, str):
        return text
    if context.own_days and (effort := days_of_text(text)):
        text, unit = effort[0], effort[1] / context.own_days
    figure = _FIGURE.fullmatch(text)
    if not figure or figure["percent"]:
        return unread(raw, _NOT_A_FIGURE)
    number = _signed(raw, figure)
    return number * unit if unit != 1 and isinstance(number, Decimal) else number


def read_percent(raw: object, context: CellContext) -> Decimal | Unread | None:
    """A ratio: of a cell formatted % as it stands, otherwise a number above 1 is percent (50 = 50 %)."""
    if type(raw) is float and -1 <= raw <= 1:
        return _decimal(raw)
    if isinstance(raw, str):
        text = _text(raw)
        return _ratio_of_text(raw, text, context) if isinstance(text, str) else text
    number = read_number(raw, PLAIN)
    return number if context.is_percent_format or not isinstance(number, Decimal) else _ratio(number)


def unit_of_header(label: str) -> int:
    """Yen per 1 of a column by its heading: 予算額(千円) → 1000, 予算額 → 1."""
    found = _HEADER_UNIT.search(unicodedata.normalize("NFKC", label))
    scale = found["scale"] or found["alone"] if found else ""
    return _SCALES.get(scale) or _LETTER_SCALES[scale]


def unit_of_note(text: str) -> int:
    """Yen per 1 of all amounts by a note beside the table: 単位:千円, ※金額は千円単位, 単位:円、ただし人件費は千円 → 1."""
    found = _NOTED_UNIT.search(unicodedata.normalize("NFKC", text))
    return _SCALES[found["first"] or found["last"] or ""] if found else unit_of_header(text)


def other_currency(text: str) -> str | None:
    """The currency other than yen that a heading, a format or an amount names; None where there is none."""
    found = _OTHER_CURRENCY.search(unicodedata.normalize("NFKC", text).upper())
    return found[0] if found else None


def units_disagree(raw: object) -> Unread:
    """That the heading and the cell name two units for an amount."""
    return unread(raw, _OTHER_UNIT)


def not_yen(raw: object) -> Unread:
    """That an amount is of another currency, at no rate that is known."""
    return unread(raw, _NOT_YEN)


def _text(raw: str) -> str | Unread | None:
    text = plain_value(raw)
    return None if isinstance(text, str) and is_dash(text) else text


def _decimal(number: float) -> Decimal:
    return Decimal(int(number)) if number.is_integer() else Decimal(f"{number:.15g}")


def _exact(raw: object, reason: str) -> Decimal | Unread | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return unread(raw, reason)
    number = Decimal(raw)
    return number if number.is_finite() and abs(number) < _LIMIT else unread(raw, _TOO_MANY_DIGITS)


def _whole(raw: object, number: Decimal, reason: str) -> int | Unread:
    if abs(number) >= _LIMIT:
        return unread(raw, _TOO_MANY_DIGITS)
    return int(number) if number == int(number) else unread(raw, reason)


def _signed(raw: str, figure: re.Match[str]) -> Decimal | Unread:
    number = _magnitude(figure["digits"])
    if number is None:
        return unread(raw, _TOO_MANY_DIGITS)
    return number * _sign(figure["sign"]) + 0  # + 0: no negative zero


def _magnitude(digits: str) -> Decimal | None:
    """The number these digits write; None when they are more than Excel keeps."""
    digits = digits.replace(",", "")
    is_exact = len(digits.replace(".", "").lstrip("0")) <= _DIGITS_OF_EXCEL
    return Decimal(digits) if is_exact else None


def _sign(mark: str | None) -> int:
    return -1 if mark in ("▲", "△", "-") else 1


def _fiscal_year(raw: str) -> int | None:
    text = plain_value(raw)
    year = _FISCAL_YEAR.fullmatch(text) if isinstance(text, str) else None
    return int(year["year"]) if year else None


def _ratio(number: Decimal) -> Decimal:
    return number.scaleb(-2) if abs(number) > 1 else number


def _ratio_of_text(raw: str, text: str, context: CellContext) -> Decimal | Unread:
    figure = _FIGURE.fullmatch(text)
    number = _signed(raw, figure) if figure else unread(raw, _NOT_A_FIGURE)
    if figure is None or not isinstance(number, Decimal):
        return number
    if figure["percent"]:
        return number.scaleb(-2)
    if context.is_percent_format and 0 < abs(number) <= 1:
        return unread(raw, _TWO_PERCENTS)
    return _ratio(number)


def _money_of_text(raw: str, text: str, context: CellContext) -> int | Unread:
    money = _MONEY.fullmatch(text)
    if not money and other_currency(text):
        return not_yen(raw)
    if not money or (money["open"] and money["sign"]):
        return unread(raw, _NOT_MONEY)
    amount = _amount(money, context)
    if not isinstance(amount, Decimal):
        return unread(raw, amount)
    return _whole(raw, amount * (-1 if money["open"] else _sign(money["sign"])), _FRACTION)


def _amount(money: re.Match[str], context: CellContext) -> Decimal | str:
    """The yen without their sign, or why they cannot be told."""
    says_yen = any(money[mark] for mark in ("yen", "inner_yen", "inner_en", "en"))
    parts = [(_magnitude(part["digits"]), part["scale"] or "") for part in _PART.finditer(money["parts"])]
    known = [(number, scale) for number, scale in parts if number is not None]
    if len(known) < len(parts):
        return _TOO_MANY_DIGITS
    if not _is_one_amount(known, says_yen):
        return _TWO_AMOUNTS
    unit = _unit_of_text(says_yen, bool(known[0][1]), context)
    if not unit:
        return _OTHER_UNIT
    return sum((number * _SCALES[scale] for number, scale in known), Decimal(0)) * unit


def _unit_of_text(says_yen: bool, is_scaled: bool, context: CellContext) -> int | Decimal | None:
    """What 1 in the text is worth; None when the text's own unit and the heading's disagree."""
    if context.unit == 1 or (says_yen and is_scaled):
        return 1
    return None if says_yen or is_scaled else context.unit


def _is_one_amount(parts: list[tuple[Decimal, str]], says_yen: bool) -> bool:
    """Whether 1億2,000万円 has only one meaning: whole parts, each smaller than the scale before it.

    3万5 may be colloquial for 3万5千, and 1億2千 for 1億2千万.
    """
    if len(parts) == 1:
        return True
    if any(number != int(number) for number, _ in parts) or not (parts[-1][1] or says_yen):
        return False
    return all(_follows(before, *after) for (_, before), after in pairwise(parts))


def _follows(before: str, number: Decimal, scale: str) -> bool:
    return number * _SCALES[scale] < _SCALES[before] and (scale != "千" or before == "万")
