"""No heading: rows that hold words of a ledger, and head none: records, data items of a program, test cases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.header_rows import Heading
from pmo_xl.workbook.layout.headings import bare_key, is_any_label, label_key

# What describes a column of a database or an item of a screen, never a task or an issue.
_OF_DATA_ITEMS: Final = frozenset(
    ("型", "データ型", "型桁", "型桁数", "桁数", "datatype", "主キー", "pk", "notnull")
)
_OF_TESTS: Final = re.compile(
    "(?:テスト|試験|検証)(?:項目|内容|方法|手順|観点|条件|結果|ケース)(?:id|no|名)?|確認(?:内容|項目|方法)|(?:期待|予想)(?:する)?(?:結果|値)"
    "|testcase(?:id|name)?|teststeps?|expectedresults?|actualresults?"
)
_OF_RESULTS: Final = re.compile(
    "結果|判定|合否|実施日|実施者|手順|テスト(?:実施)?[者日]|testresults?|passfail"
)
_MOMENT: Final = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[T ]\d{1,2}:\d{2}")
_DAY: Final = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_ROWS_BELOW: Final = 40
_LEAST: Final = 2


def is_no_heading(grid: Grid, headings: Sequence[Heading], row: int) -> bool:
    """Whether a row is a record of a list without a heading, or heads the data items of a program.

    headings: of the row, as one heading. row: the first of it.
    """
    keys = {bare_key(text) for heading in headings for text in heading.own}
    return not keys.isdisjoint(_OF_DATA_ITEMS) or _is_a_record(grid, headings, row)


def is_of_test_cases(texts: Iterable[str]) -> bool:
    """Whether labels are those of test cases: what is tested and what came of it, and no list of issues."""
    keys = {bare_key(text) for text in texts}
    of_tests = {key for key in keys if _OF_TESTS.fullmatch(key)}
    of_results = {key for key in keys - of_tests if _OF_RESULTS.fullmatch(key)}
    return bool(of_tests) and len(of_tests) + len(of_results) >= _LEAST


def ends_in_a_record(headings: Sequence[Heading], lowest: Iterable[str]) -> bool:
    """Whether the last of several rows holds texts under two labels or more, and no label at all: the first record.

    headings: of the rows together. lowest: the texts of the last row.
    """
    under = [heading for heading in headings if len(heading.own) > 1 and not heading.groups]
    return len(under) >= _LEAST and not any(map(is_any_label, lowest))


def _is_a_record(grid: Grid, headings: Sequence[Heading], row: int) -> bool:
    """Whether a row holds a moment, or a day beside words that its own columns go on with: task, 2026/6/1, 完了."""
    texts = {heading.column: heading.own[0] for heading in headings}
    plain = [unicodedata.normalize("NFKC", text).strip() for text in texts.values()]
    if any(_MOMENT.match(text) for text in plain):
        return True
    return any(_DAY.fullmatch(text) for text in plain) and any(
        _goes_on(grid, column, text, row) for column, text in texts.items()
    )


def _goes_on(grid: Grid, column: int, text: str, row: int) -> bool:
    """Whether a label stands again in its own column in one of the rows below."""
    key = label_key(text)
    rows = range(row + 1, min(grid.last_row, row + _ROWS_BELOW) + 1)
    cells = (grid.value(below, column) for below in rows)
    return any(isinstance(cell, str) and label_key(cell) == key for cell in cells)
