"""Counts of payments as earlier versions wrote them, which know no 順延合意: read in shipped_payments.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources

from pmo_xl.workbook.formulas.shipped_formulas import form_of

_PERSON_CELL = re.compile(r"システム一覧\[主担当\],(?P<cell>\$B[0-9]+)\)")


def what_it_counts(formula: str) -> str | None:
    """What a shipped formula counts: payments_late, deliveries_soon, person, nobody …; None for any other."""
    found: str | None = _table()["whole"].get(sha256(form_of(formula).encode()).hexdigest()[:16])
    return found


def with_parts(formula: str, parts: Mapping[str, str]) -> str:
    """The shipped formula with its old parts (late, soon, of_person) replaced; PERSON stands for the person's cell."""
    person = _PERSON_CELL.search(formula)
    cell = person["cell"] if person else "PERSON"
    for name, part in parts.items():
        for old in (name, f"{name}_without_month"):
            text = _table()["parts"][old].strip().replace("PERSON", cell)
            if text in formula:
                formula = formula.replace(text, part.replace("PERSON", cell))
                break
    return formula


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files(__package__).joinpath("shipped_payments.toml").read_text("utf-8")
    return tomllib.loads(text)
