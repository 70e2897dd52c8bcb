"""The number functions of conditions, as Excel computes them, in whole numbers and Decimals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any, Final

from pmo_xl.conditions.values import (
    CONTEXT,
    ExcelError,
    Number,
    Value,
    arithmetic,
    bounded,
    magnitude,
    number_error,
    number_of,
    shown_number,
    truncated,
)

_MOST_DIGITS: Final = 300
_LARGEST_QUOTIENT: Final = 1_125_900_000_000
"""As many times the divisor as Excel takes for MOD."""


def plus(left: Value, right: Value) -> Number:
    """A + b."""
    one, other = number_of(left), number_of(right)
    if isinstance(one, int) and isinstance(other, int):
        return bounded(one + other)
    return _near_nothing(arithmetic(lambda: CONTEXT.add(Decimal(one), Decimal(other))), one)


def minus(left: Value, right: Value) -> Number:
    """A - b."""
    one, other = number_of(left), number_of(right)
    if isinstance(one, int) and isinstance(other, int):
        return bounded(one - other)
    return _near_nothing(arithmetic(lambda: CONTEXT.subtract(Decimal(one), Decimal(other))), one)


def _near_nothing(found: Number, one: Number) -> Number:
    """0 for what is left of two numbers that are the same to the fifteen digits that Excel keeps."""
    return 0 if found and magnitude(found) < Decimal(magnitude(one)) * Decimal("1e-15") else found


def times(left: Value, right: Value) -> Number:
    """A * b."""
    one, other = number_of(left), number_of(right)
    if isinstance(one, int) and isinstance(other, int):
        return bounded(one * other)
    return arithmetic(lambda: CONTEXT.multiply(Decimal(one), Decimal(other)))


def divided(left: Value, right: Value) -> Number:
    """A / b. #DIV/0! by nothing."""
    one, other = number_of(left), number_of(right)
    if other == 0:
        raise ExcelError("#DIV/0!")
    if isinstance(one, int) and isinstance(other, int) and one % other == 0:
        return one // other
    return arithmetic(lambda: CONTEXT.divide(Decimal(one), Decimal(other)))


def power(left: Value, right: Value) -> Number:
    """A ^ b."""
    base, exponent = number_of(left), number_of(right)
    if base == 0:
        if exponent == 0:
            raise number_error()
        if exponent < 0:
            raise ExcelError("#DIV/0!")
        return 0
    if isinstance(base, int) and isinstance(exponent, int) and 0 <= exponent <= _MOST_DIGITS:
        if len(str(abs(base))) * exponent > 2 * _MOST_DIGITS:
            raise number_error()
        return bounded(base**exponent)
    return arithmetic(lambda: CONTEXT.power(Decimal(base), Decimal(exponent)))


def _rounded(value: Value, digits: Value, how: str) -> Number:
    number, places = shown_number(number_of(value)), truncated(digits)
    if isinstance(number, int) and places >= 0:
        return number
    if abs(places) > _MOST_DIGITS:
        return number if places > 0 else 0
    exact = Decimal(number)
    if places < 0:
        scale = Decimal(10) ** -places
        return arithmetic(lambda: (exact / scale).quantize(Decimal(1), how, CONTEXT) * scale)
    if -int(exact.as_tuple().exponent) <= places:
        return number
    return arithmetic(lambda: exact.quantize(Decimal(1).scaleb(-places), how, CONTEXT))


def rounded(value: Value, digits: Value) -> Number:
    """ROUND: a half goes away from 0."""
    return _rounded(value, digits, ROUND_HALF_UP)


def rounded_up(value: Value, digits: Value = 0) -> Number:
    """ROUNDUP: away from 0."""
    return _rounded(value, digits, ROUND_UP)


def rounded_down(value: Value, digits: Value = 0) -> Number:
    """ROUNDDOWN, TRUNC: towards 0."""
    return _rounded(value, digits, ROUND_DOWN)


def floor(value: Value) -> int:
    """INT."""
    number = shown_number(number_of(value))
    return number if isinstance(number, int) else int(number.to_integral_value(ROUND_FLOOR))


def modulo(value: Value, divisor: Value) -> Number:
    """MOD: the sign is the divisor's. ExcelError where the number is so large that its last digits say nothing."""
    number, by = number_of(value), number_of(divisor)
    if by == 0:
        raise ExcelError("#DIV/0!")
    if isinstance(number, int) and isinstance(by, int):
        return number % by
    one, other = Decimal(number), Decimal(by)
    if abs(one) >= abs(other) * _LARGEST_QUOTIENT:
        raise number_error()
    return arithmetic(lambda: one - other * (one / other).to_integral_value(ROUND_FLOOR))


def absolute(value: Value) -> Number:
    """ABS."""
    return magnitude(number_of(value))


def sign(value: Value) -> int:
    """SIGN."""
    number = number_of(value)
    return (number > 0) - (number < 0)


def root(value: Value) -> Number:
    """SQRT."""
    number = number_of(value)
    if number < 0:
        raise number_error()
    return arithmetic(lambda: CONTEXT.sqrt(Decimal(number)))


def ceiling(value: Value, step: Value) -> Number:
    """CEILING: to a multiple of the step."""
    return _multiple(value, step, ROUND_CEILING)


def floored(value: Value, step: Value) -> Number:
    """FLOOR: to a multiple of the step."""
    return _multiple(value, step, ROUND_FLOOR)


def _multiple(value: Value, step: Value, how: str) -> Number:
    number, by = number_of(value), number_of(step)
    if by == 0:
        if how == ROUND_FLOOR and number:
            raise ExcelError("#DIV/0!")
        return 0
    if number > 0 > by:
        raise number_error()
    count = arithmetic(lambda: CONTEXT.divide(Decimal(number), Decimal(by)))
    if by < 0:
        how = ROUND_FLOOR if how == ROUND_FLOOR else ROUND_CEILING
    return times(int(Decimal(shown_number(count)).to_integral_value(how)), by)


NUMBER_FUNCTIONS: Final[Mapping[str, tuple[int, int, Callable[..., Any]]]] = {
    "ROUND": (2, 2, rounded),
    "ROUNDUP": (2, 2, rounded_up),
    "ROUNDDOWN": (2, 2, rounded_down),
    "TRUNC": (1, 2, rounded_down),
    "INT": (1, 1, floor),
    "MOD": (2, 2, modulo),
    "ABS": (1, 1, absolute),
    "SIGN": (1, 1, sign),
    "SQRT": (1, 1, root),
    "POWER": (2, 2, power),
    "CEILING": (2, 2, ceiling),
    "FLOOR": (2, 2, floored),
}
"""By name: fewest and most arguments, and what computes it."""
