"""Returned IDs: which row that was given a returned row is, where its number was written over, moved or erased.

照合 travels with a row and is made of its number, so it tells whose row it was; so does what the row is called. Nothing is
decided by either: such a row is in doubt, under the row that it seems to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pmo_xl.exchange.normal import is_blank, normal_text
from pmo_xl.exchange.returned import ReturnedRow
from pmo_xl.exchange.row import title_field
from pmo_xl.exchange.stored_hand_outs import StoredHandOut
from pmo_xl.model.references import id_key

WRITTEN_OVER: Final = "番号が {} に書き換わっていますが、照合は {} の行のものです"
ERASED: Final = "番号が消えていますが、照合は {} の行のものです"
OTHER_TITLE: Final = "番号は {} ですが、件名は {} の行のものです"


def rows_by_owner(
    rows: Iterable[ReturnedRow], stored: StoredHandOut
) -> tuple[tuple[ReturnedRow, ...], Mapping[str, str]]:
    """The rows under the number of the row that they are of, and why that is in doubt, by number."""
    owners = {each: key for key, each in stored.fingerprints.items()}
    titles = _given_titles(stored)
    by_title = _one_each(titles)
    kept: list[ReturnedRow] = []
    doubts: dict[str, str] = {}
    for row in rows:
        key, title = id_key(row.row_id or ""), _title(row, stored)
        owner = owners.get(row.fingerprint or "") or (by_title.get(title) if key in titles else None)
        is_own = owner is None or id_key(owner) == key or (bool(title) and titles.get(key) == title)
        is_owners = owner is not None and titles.get(id_key(owner), title) == title
        if is_own or owner is None or not (is_owners or key in titles):
            kept.append(row)
        elif is_owners and owners.get(row.fingerprint or ""):
            why = WRITTEN_OVER.format(row.row_id, owner) if row.row_id else ERASED.format(owner)
            doubts[id_key(owner)] = why
            kept.append(replace(row, row_id=owner))
        else:
            doubts[key] = OTHER_TITLE.format(row.row_id, owner)
            kept.append(row)
    return tuple(kept), doubts


def _given_titles(stored: StoredHandOut) -> dict[str, str]:
    """By number, what each row was called when it was given; "" where that was not shown."""
    name = title_field(stored.plan.sheet) or ""
    return {
        id_key(key): _text(stored.shown.get(key, {}).get(name))
        for key in stored.given
    }  # fmt: skip


def _one_each(titles: Mapping[str, str]) -> dict[str, str]:
    """The number that a title is of, where it is of one alone."""
    counts = Counter(titles.values())
    return {title: key for key, title in titles.items() if title and counts[title] == 1}


def _title(row: ReturnedRow, stored: StoredHandOut) -> str:
    name = title_field(stored.plan.sheet)
    return _text(row.values.get(name)) if name and name in stored.plan.shown else ""


def _text(value: object) -> str:
    return "" if is_blank(value) else normal_text(str(value))
