"""PRE025: a total that is not the sum of what stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from pmo_xl.model.passage import Delivery, Document, PaperTable
from pmo_xl.rules.precheck.tables import head_row, key, number_of, places_of
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule, undeterminable

_TOTAL: Final = re.compile(
    r"^(?:総?合計|総計|計|小計|中計|累計除く)(?:額|金額|工数|件数)?(?:\(.{1,8}\))?$|^(?:税抜|税込)合計$"
)
_SMALL: Final = re.compile("^[小中]計")
_TAX: Final = re.compile("消費税|^税$|税額")
_NO_SUM: Final = re.compile(
    "単価|率|平均|順位|年|[Nn][Oo]|番号|比|ID|回|日|月$|コード|係数|進捗|%|累計|最大|最小|残"
)
_ROUNDED: Final = re.compile("千円|万円|億円|%|率|割合|構成|人月|人日|時間")
_BLANK: Final = ("", "-", "ー", "―", "－", "—")
_LABELS: Final = 4


@rule(
    "PRE025",
    judges=Document,
    reads=("表セル", "セル"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}",
    remedy="明細か合計を直してください。",
)
def total_differs(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """表の合計が、明細の和と合わない。

    ## 要旨
    合計・総計・計・小計の行の数を、上の明細の和、小計の和(とその後の行)、税抜と消費税の和と比べ、どれとも合わなければエラーとします。
    端数のある数は、示した桁の半分に行の数を掛けた差まで許します。明細と小計を一緒に足したものは、そう言います。
    ExcelのSUMの範囲が、すぐ上の数の行を外しているものは警告です。単価・率・平均・順位・年・番号の列と、
    下に内訳の続く表は見ません。読めない数のある列は判定不能です。

    ## なぜ問題か
    お金の間違いは、ほかのすべてを疑わせます。

    ## 違反例
    文書: 見積書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 表1 1行1列 | 表セル | 品目 | | |
    | 1 金額 ＞ 表1 1行2列 | 表セル | 金額 | | |
    | 1 金額 ＞ 表1 2行1列 | 表セル | 設計 | | |
    | 1 金額 ＞ 表1 2行2列 | 表セル | 1,200,000円 | | |
    | 1 金額 ＞ 表1 3行1列 | 表セル | 製造 | | |
    | 1 金額 ＞ 表1 3行2列 | 表セル | 2,000,000円 | | |
    | 1 金額 ＞ 表1 4行1列 | 表セル | 合計 | | |
    | 1 金額 ＞ 表1 4行2列 | 表セル | 3,300,000円 | | エラー |

    ## 違反例(小計を二重に足す)
    文書: 見積書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 表1 1行1列 | 表セル | 品目 | | |
    | 1 金額 ＞ 表1 1行2列 | 表セル | 金額 | | |
    | 1 金額 ＞ 表1 2行1列 | 表セル | 設計 | | |
    | 1 金額 ＞ 表1 2行2列 | 表セル | 100 | | |
    | 1 金額 ＞ 表1 3行1列 | 表セル | 製造 | | |
    | 1 金額 ＞ 表1 3行2列 | 表セル | 200 | | |
    | 1 金額 ＞ 表1 4行1列 | 表セル | 小計 | | |
    | 1 金額 ＞ 表1 4行2列 | 表セル | 300 | | |
    | 1 金額 ＞ 表1 5行1列 | 表セル | 試験 | | |
    | 1 金額 ＞ 表1 5行2列 | 表セル | 50 | | |
    | 1 金額 ＞ 表1 6行1列 | 表セル | 合計 | | |
    | 1 金額 ＞ 表1 6行2列 | 表セル | 650 | | エラー |

    ## 違反例(範囲から漏れた行)
    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 見積!A1 | セル | 品目 | | |
    | 見積!B1 | セル | 金額 | | |
    | 見積!A2 | セル | 設計 | | |
    | 見積!B2 | セル | 100 | | |
    | 見積!A3 | セル | 製造 | | |
    | 見積!B3 | セル | 200 | | |
    | 見積!A4 | セル | 試験 | | |
    | 見積!B4 | セル | 0 | | |
    | 見積!A5 | セル | 合計 | | |
    | 見積!B5 | セル | 300 | 式:SUM(B2:B3) | 警告 |

    ## 適合例
    文書: 見積書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 表1 1行1列 | 表セル | 品目 | | |
    | 1 金額 ＞ 表1 1行2列 | 表セル | 割合(%) | | |
    | 1 金額 ＞ 表1 1行3列 | 表セル | 金額 | | |
    | 1 金額 ＞ 表1 2行1列 | 表セル | 設計 | | |
    | 1 金額 ＞ 表1 2行2列 | 表セル | 33.3 | | |
    | 1 金額 ＞ 表1 2行3列 | 表セル | 100 | | |
    | 1 金額 ＞ 表1 3行1列 | 表セル | 製造 | | |
    | 1 金額 ＞ 表1 3行2列 | 表セル | 33.3 | | |
    | 1 金額 ＞ 表1 3行3列 | 表セル | 200 | | |
    | 1 金額 ＞ 表1 4行1列 | 表セル | 小計 | | |
    | 1 金額 ＞ 表1 4行3列 | 表セル | 300 | | |
    | 1 金額 ＞ 表1 5行1列 | 表セル | 試験 | | |
    | 1 金額 ＞ 表1 5行2列 | 表セル | 33.3 | | |
    | 1 金額 ＞ 表1 5行3列 | 表セル | 50 | | |
    | 1 金額 ＞ 表1 6行1列 | 表セル | 合計 | | |
    | 1 金額 ＞ 表1 6行2列 | 表セル | 100.0 | | |
    | 1 金額 ＞ 表1 6行3列 | 表セル | 350 | | |
    | 1 金額 ＞ 表1 7行1列 | 表セル | 消費税 | | |
    | 1 金額 ＞ 表1 7行3列 | 表セル | 35 | | |
    | 1 金額 ＞ 表1 8行1列 | 表セル | 総計 | | |
    | 1 金額 ＞ 表1 8行3列 | 表セル | 385 | | |
    """
    return [*(said for table in document.tables for said in _of_table(document, table))] or FITS


def _of_table(document: Document, table: PaperTable) -> Iterator[Judgement]:
    rows = dict(table.rows())
    totals = {row: label for row, cells in rows.items() if (label := _label(cells))}
    if not totals:
        return
    head, heads = head_row(table)
    columns = sorted(
        {column for row in totals for column, text in rows[row].items() if number_of(text) is not None}
    )
    for column in columns:
        if not _NO_SUM.search(key(heads.get(column, ""))):
            yield from _of_column(document, table, _Column(rows, totals, head, column, heads.get(column, "")))


def _label(cells: Mapping[int, str]) -> str:
    """The word that makes a row a total; "" without one."""
    for column in sorted(cells)[:_LABELS]:
        if number_of(cells[column]) is not None:
            return ""
        if _TOTAL.match(label := key(cells[column])):
            return label
    return ""


class _Column:
    """One column of numbers: what stands in it by row, and which rows are totals."""

    def __init__(
        self,
        rows: Mapping[int, dict[int, str]],
        totals: Mapping[int, str],
        head: int,
        column: int,
        title: str,
    ) -> None:
        self.rows, self.totals, self.head, self.column, self.title = rows, totals, head, column, title
        self.shown = {row: cells[column] for row, cells in rows.items() if row > head and column in cells}
        self.numbers = {
            row: value for row, text in self.shown.items() if (value := number_of(text)) is not None
        }

    def unread(self, row: int) -> str:
        """A text above a total that is no number; "" without one."""
        texts = (text for at, text in self.shown.items() if at < row and at not in self.numbers)
        return next((text for text in texts if key(text) not in _BLANK), "")

    def tolerance(self, count: int) -> Decimal:
        """How far a sum of rounded numbers may be off."""
        digits = max((places_of(self.shown[row]) for row in self.numbers), default=0)
        is_rounded = (
            digits or _ROUNDED.search(self.title) or any(_ROUNDED.search(t) for t in self.shown.values())
        )
        return Decimal(5).scaleb(-digits - 1) * count if is_rounded else Decimal(0)


def _of_column(document: Document, table: PaperTable, column: _Column) -> Iterator[Judgement]:
    for row in column.totals:
        if row not in column.numbers:
            continue
        at = (row, column.column)
        left_out = _left_out(table, column, row)
        if left_out:
            what = f"合計の式 {table.formulas[at]} が、すぐ上の{left_out}行目を足していません。"
            yield hit(
                column.shown[row], at=table.passage(document.path, at), severity=Severity.WARNING, what=what
            )
            continue
        if unread := column.unread(row):
            yield undeterminable(
                f"{table.place}の「{column.title or column.column}」に数として読めない「{unread[:12]}」があり、合計を確かめられません"
            )
            continue
        if why := _differs(column, row):
            what = f"{column.totals[row]} {column.shown[row]} が、{why}。"
            yield hit(column.shown[row], at=table.passage(document.path, at), what=what)


def _differs(column: _Column, row: int) -> str:
    """Why a total is wrong; "" where one way of adding fits, or there is nothing to add."""
    above = [at for at in sorted(column.numbers) if at < row]
    below = [at for at in sorted(column.numbers) if at > row and at not in column.totals]
    if not above:
        return ""
    value, numbers, totals = column.numbers[row], column.numbers, column.totals
    last = max((at for at in above if at in totals), default=0)
    details = [numbers[at] for at in above if at not in totals]
    since = [numbers[at] for at in above if at > last]
    subtotals = [numbers[at] for at in above if at in totals]
    small = [numbers[at] for at in above if at in totals and _SMALL.match(totals[at])]
    tolerance = column.tolerance(len(above))
    ways = [
        sum(details),
        sum(since),
        sum(subtotals) + sum(since),
        sum(small) + sum(since),
        (numbers[last] if last else 0) + sum(since),
    ]
    ways += [
        sum(below),
        sum(numbers[at] for at in above) / Decimal(2),
        (sum(details) + sum(below)) / Decimal(2),
        *_tails(details),
    ]
    if (not since and not small) or len(details) < 2 or any(abs(value - way) <= tolerance for way in ways):
        return ""
    twice = sum(details) + sum(subtotals)
    if subtotals and abs(value - twice) <= tolerance:
        return f"小計を二重に足しています(明細の和は {sum(details):,})"
    best = min((way for way in ways[:5]), key=lambda way: abs(value - way))
    return f"明細の和 {best:,} と合いません(差 {value - best:,})"


def _tails(details: Sequence[Decimal]) -> Iterator[Decimal]:
    """The sums of the last rows: a block of its own may stand above without a total."""
    total = Decimal(0)
    for number, each in enumerate(reversed(details), 1):
        total += each
        if number > 1:
            yield total


def _left_out(table: PaperTable, column: _Column, row: int) -> int:
    """The row just above a SUM that its range does not reach; 0 where it reaches it."""
    found = re.fullmatch(
        r"SUM\(\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)\)",
        table.formulas.get((row, column.column), "").upper(),
    )
    if found is None or int(found[2]) != row - 2 or int(found[1]) >= int(found[2]):
        return 0
    above = row - 1
    is_number = (
        above in column.numbers
        and above not in column.totals
        and (above, column.column) not in table.formulas
    )
    is_tax = any(_TAX.search(text) for text in column.rows.get(above, {}).values())
    return above if is_number and not is_tax else 0
