"""Refusals: why a tab was not read, in words: what was looked for, and what was found instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from pmo_xl.model.record import Record
from pmo_xl.workbook.layout.header_rows import TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader, header_at, known_by_headings
from pmo_xl.workbook.layout.no_heading import is_of_test_cases

NOTHING_FOUND: Final = "台帳の見出しが見つかりません。"
_MATRIX: Final = "月ごとの数字を横に並べた表です。1行が1件の台帳ではないため、読みませんでした。"
_TEST_CASES: Final = "試験の項目と結果を並べた表です。課題や作業の台帳ではないため、読みませんでした。試験管理として読むときは、シートの名前を「試験管理」にしてください。"
PHASES_SIDE_BY_SIDE: Final = (
    "工程ごとの予定と実績を横に並べた表です。1行が1件の作業ではないため、読みませんでした。"
)
_ONLY: Final = "台帳の見出しが足りません。いちばん近い{kind}として見ても、分かった見出しは{found}だけで、{absent}の見出しがないため、読みませんでした。"
_NAMED: Final = "{why}、{kind}の見出しを探しましたが、分かったのは{found}だけで、{absent}の見出しがありません。台帳として読みませんでした。"
_NAMED_NOTHING: Final = (
    "{why}、{kind}の見出しを探しましたが、1つも見つかりません。台帳として読みませんでした。"
)
_MONTH: Final = re.compile(r"(\d{2,4}[年/.-])?\d{1,2}月?(度|分)?")
_LEAST_MONTHS, _MOST_NAMED = 6, 3


def refusal(top: TopRows, record_class: type[Record] | None = None, why: str = "") -> str:
    """Why no table of the tab was read. record_class: of the kind that its name or title speaks for; why: which."""
    if _is_monthly(top):
        return _MATRIX
    if record_class is None and any(is_of_test_cases(top.labels(row).values()) for row in top.rows):
        return _TEST_CASES
    header = _nearest(top, [record_class] if record_class else known_by_headings())
    kind = record_class.sheet.label if record_class else ""
    if header is None or len(header.matches) < (1 if record_class else 2):
        return _NAMED_NOTHING.format(why=why, kind=kind) if record_class else NOTHING_FOUND
    columns = header.record_class.columns
    found = "、".join(f"「{match.heading.own[-1].strip()}」" for match in header.matches.values())
    must = [field for field in header.record_class.must_fields if field not in header.matches]
    absent = "・".join(columns[field].label for field in must[:_MOST_NAMED]) or "ほか"
    words = {"kind": header.record_class.sheet.label, "found": " ".join(found.split()), "absent": absent}
    return _NAMED.format(why=why, **words) if record_class else _ONLY.format(**words)


def _nearest(top: TopRows, kinds: Iterable[type[Record]]) -> FoundHeader | None:
    """The single row that comes nearest to the heading of a ledger, whatever it lacks."""
    headers = (
        header_at(top, kind, row, row) for kind in kinds for row in top.rows if len(top.labels(row)) > 1
    )
    return max(headers, key=lambda header: (header.score, -header.first), default=None)


def _is_monthly(top: TopRows) -> bool:
    """Whether a row heads its columns with the months of a year, as a matrix of plan and actual does."""
    for row in top.rows:
        months = {
            text
            for label in top.labels(row).values()
            if _MONTH.fullmatch(text := unicodedata.normalize("NFKC", label).strip()) and "月" in text
        }
        if len(months) >= _LEAST_MONTHS:
            return True
    return False
