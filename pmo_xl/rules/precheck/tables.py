"""How the rules of precheck look at tables: numbers as shown, the headings of columns, the table of 変更履歴."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from pmo_xl.metrics.versions import Version, version_of
from pmo_xl.model.passage import Address, Document, PaperTable
from pmo_xl.rules.precheck.dates import full_dates
from pmo_xl.rules.precheck.texts import folded

_NUMBER: Final = re.compile(
    r"(?P<minus>[-▲△]|\((?=[^()]*\)$))?\s?[¥\\]?\s?(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,15})(?P<part>\.\d{1,9})?(?:E[+-]?\d+)?"
    r"\s?(?:円|千円|万円|百万円|億円|%|人月|人日|時間|件|本|個|人|h|H)?\)?"
)
_VERSION_HEAD: Final = re.compile(
    r"^(?:文書)?(?:版|版数|版番号|版No\.?|第?版|改版|改訂番号|バージョン|ver(?:sion)?\.?(?:no\.?)?|rev(?:ision)?\.?(?:no\.?)?)$",
    re.IGNORECASE,
)
_DATE_HEAD: Final = re.compile(
    "日付|年月日|改訂日|改版日|更新日|変更日|作成日|発行日|^日$|date", re.IGNORECASE
)
_CONTENT_HEAD: Final = re.compile("内容|理由|箇所|概要|摘要|修正点|変更点|改訂点|備考")
_AUTHOR_HEAD: Final = re.compile(
    "変更者|改訂者|更新者|担当|作成者|記入者|氏名|作成$|作成/|author", re.IGNORECASE
)
_HISTORY: Final = re.compile("履歴")
_FURTHEST_HEAD: Final = 30


def number_of(text: str) -> Decimal | None:
    """What a cell shows as a number: 1,234 ▲1,234 (1,234) ¥1,234 1,234円 12.5%; None for anything else."""
    plain = folded(text).strip()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    try:
        value = Decimal(found["digits"].replace(",", "") + (found["part"] or ""))
    except InvalidOperation:
        return None
    return -value if found["minus"] else value


def places_of(text: str) -> int:
    """How many decimals a number shows."""
    found = _NUMBER.fullmatch(folded(text).strip())
    return len(found["part"]) - 1 if found and found["part"] else 0


def key(text: str) -> str:
    """A label without blanks."""
    return "".join(folded(text).split())


def head_row(table: PaperTable) -> tuple[int, dict[int, str]]:
    """The row of the headings, and the headings by column: of the first rows the one with most texts that are no numbers."""
    best: tuple[int, dict[int, str]] = (0, {})
    for row, cells in table.rows():
        if row > _FURTHEST_HEAD:
            break
        heads = {column: text for column, text in cells.items() if text.strip() and number_of(text) is None}
        if len(heads) > max(len(best[1]), 1):
            best = (row, heads)
        if best[1] and row > best[0] + 3:
            break
    return best


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row of 変更履歴. told: by 日付 内容 変更者, what stands there, of the columns that the table has."""

    row: int
    version: Version | None
    shown: str
    on: date | None
    told: dict[str, str]


@dataclass(frozen=True, slots=True)
class History:
    """The 変更履歴 of a document: its rows from above that hold something."""

    table: PaperTable
    columns: dict[str, int]
    rows: tuple[HistoryRow, ...]

    @property
    def is_falling(self) -> bool:
        """Whether the newest stands above."""
        known = [each.version for each in self.rows if each.version]
        return len(known) > 1 and known[0] > known[-1]

    @property
    def newest(self) -> HistoryRow | None:
        """The row of the newest version, by its place; of one without versions the last."""
        versioned = [each for each in self.rows if each.version]
        if not versioned:
            return self.rows[-1] if self.rows else None
        return versioned[0] if self.is_falling else versioned[-1]

    def at(self, row: HistoryRow, column: str) -> Address:
        """The cell of a row."""
        return row.row, self.columns.get(column, min(self.columns.values()))


def history_of(document: Document) -> History | None:
    """The first table that is a 変更履歴; None without one."""
    for table in document.tables:
        for row, cells in table.rows():
            if row > _FURTHEST_HEAD:
                break
            columns = _history_columns(cells)
            if columns and _is_history(table, row, cells):
                return History(table, columns, tuple(_history_rows(table, row, columns)))
    return None


def _history_columns(cells: dict[int, str]) -> dict[str, int]:
    """The columns of a heading row of 変更履歴; none where it is none."""
    found: dict[str, int] = {}
    for column, text in sorted(cells.items()):
        label = key(text)
        for name, pattern in (
            ("版", _VERSION_HEAD),
            ("日付", _DATE_HEAD),
            ("内容", _CONTENT_HEAD),
            ("変更者", _AUTHOR_HEAD),
        ):
            if name not in found and pattern.search(label):
                found[name] = column
                break
    return found if {"版", "日付"} <= set(found) and len(found) > 2 else {}


def _is_history(table: PaperTable, row: int, cells: dict[int, str]) -> bool:
    above = [text for (at, _), text in table.cells.items() if row - 4 <= at < row]
    around = "\n".join((table.place, *table.heading, *cells.values(), *above))
    return bool(
        _HISTORY.search(around) or re.search("(?:変更|改訂|改版|更新|修正)(?:内容|理由|箇所|日|者)", around)
    )


def _history_rows(table: PaperTable, head: int, columns: dict[str, int]) -> Iterator[HistoryRow]:
    blank = 0
    for row, cells in table.rows():
        if row <= head:
            continue
        told = {name: cells.get(column, "").strip() for name, column in columns.items()}
        if not any(told.values()):
            blank += 1
            if blank > 5:
                return
            continue
        blank = 0
        written = next(full_dates(folded(told.get("日付", ""))), None)
        yield HistoryRow(
            row,
            version_of(told["版"]) if told["版"] else None,
            told["版"],
            written.on if written else None,
            told,
        )
