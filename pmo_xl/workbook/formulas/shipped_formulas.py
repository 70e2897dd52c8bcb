"""Formulas of earlier versions that count wrongly, and what stands in their place: read in shipped_formulas.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![0-9])")
_NOISE = re.compile(r"\s|^=")
_LATE, _COMING = "late_tasks", "coming_tasks"


def mended_formula(formula: str) -> str | None:
    """The formula as it should be, where it is one of those shipped, whole; None for any other."""
    plain = _NOISE.sub("", formula)
    if form_of(plain) not in _shipped_forms():
        return None
    for name in (_LATE, _COMING):
        sum_of_truths = _shipped()[name]
        truths = sum_of_truths.removeprefix("SUMPRODUCT((").removesuffix(">0))")
        plain = plain.replace(sum_of_truths, f"SUMPRODUCT(SIGN({truths}))")
    return plain


def is_of_coming_tasks(formula: str) -> bool:
    """Whether the shipped formula counts what falls due within a week; the others count what is late."""
    return _NOISE.sub("", formula) == _shipped()[_COMING]


def is_of_tasks(formula: str) -> bool:
    """Whether the shipped formula counts rows of マスタスケジュール; the others count what nobody answers for."""
    return _NOISE.sub("", formula) in (_shipped()[_LATE], _shipped()[_COMING])


def form_of(formula: str) -> str:
    """The formula without blanks, every cell address made one sign: rows of 集計 may have moved."""
    return _CELL.sub("#", _NOISE.sub("", formula))


@cache
def _shipped() -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("shipped_formulas.toml").read_text("utf-8")
    return {name: formula.strip() for name, formula in tomllib.loads(text).items()}


@cache
def _shipped_forms() -> frozenset[str]:
    return frozenset(map(form_of, _shipped().values()))
