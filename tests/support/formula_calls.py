"""The calls inside a formula: where a function is called, and with which arguments, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True)
class Call:
    """One call: the function, its arguments, and the part of the formula that it takes up."""

    function: str
    arguments: tuple[str, ...]
    start: int
    end: int


def calls_of(formula: str, *functions: str) -> Iterator[Call]:
    """Every call of these functions, the outer before the inner."""
    names = "|".join(map(re.escape, functions))
    masked = without_texts(formula)
    for found in re.finditer(rf"(?<![\w.])({names})\(", masked):
        end = _end_of_brackets(masked, found.end() - 1)
        spans = split_outside_brackets(masked[found.end() : end], ",")
        arguments = tuple(formula[found.end() + a : found.end() + b].strip() for a, b in spans)
        yield Call(found[1], arguments, found.start(), end + 1)


def without_texts(formula: str) -> str:
    """The formula with the inside of every text and quoted sheet name blanked, at its own length."""
    return re.sub(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'", lambda t: "_" * len(t[0]), formula)


def split_outside_brackets(masked: str, mark: str) -> list[tuple[int, int]]:
    """Where the parts between the marks begin and end; marks inside brackets do not count."""
    spans, depth, start = [], 0, 0
    for n, character in enumerate(masked):
        depth += (character in _OPEN) - (character in _CLOSE)
        if character == mark and depth == 0:
            spans.append((start, n))
            start = n + 1
    return [*spans, (start, len(masked))]


def stripped_of_brackets(expression: str) -> str:
    """The expression without the brackets around the whole of it."""
    text = expression.strip()
    while text.startswith("(") and _end_of_brackets(without_texts(text), 0) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _end_of_brackets(masked: str, start: int) -> int:
    depth = 0
    for n in range(start, len(masked)):
        depth += (masked[n] in _OPEN) - (masked[n] in _CLOSE)
        if depth == 0:
            return n
    raise ValueError(f"the bracket at {start} is never closed: {masked}")
