"""Settling: what one cell alone cannot say and its row, its column or its format does.

Errors and uncached values, dates without a year or with 月 and 日 in an unknown order, a 0 that nobody sees,
percents, amounts whose format leaves digits away or shows another currency, amounts with tax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from pmo_xl.model.column import Kind
from pmo_xl.model.record import UNCACHED, Unread
from pmo_xl.workbook.cells import CellContext
from pmo_xl.workbook.cells.amounts import not_yen, units_disagree
from pmo_xl.workbook.cells.dates import ARROW
from pmo_xl.workbook.cells.money_format import MoneyFormat, hides_zero, is_telling, money_format
from pmo_xl.workbook.cells.raw_cell import plain_value, text_of
from pmo_xl.workbook.cells.western_date import Order, order_by_years, order_of_column, possible_orders
from pmo_xl.workbook.grid import LOST_TEXT, Grid
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.records.column_units import (
    TaxOfHeading,
    currency_of_heading,
    other_side,
    tax_of_heading,
)

_NONE: Mapping[str, Any] = {}
_ERROR_REASON: Final = "Excelのエラーです。数式か値を直してください"
_LOST_REASON: Final = "ファイルが壊れていて、文字が残っていません。入力し直してください"
_PICTURE: Final = "セルの中は画像です。値を文字で書いてください"
_MAY_BE_PICTURES: Final = (Kind.TEXT, Kind.LONGTEXT)
_NO_RATE: Final = "税込の列で、税率が分からないため税抜の額を決められません。税抜の額を書くか、見出しに 税込10% のように書いてください"
_NO_RATE_TO_ADD: Final = "税抜の列で、税率が分からないため税込の額を決められません。税込の額を書くか、見出しに 税抜10% のように書いてください"
_NOT_OF_A_WHOLE: Final = "税込の額から税抜の額を1円まで決められません。税抜の額を書いてください"
_FULL_YEAR: Final = re.compile(r"\s*(20[0-9]{2})\s*[/年.-]\s*[0-9]{1,2}\s*[/月.-]")
_DAYS: Final = (Kind.DATE, Kind.DATETIME)
_ZEROS: Final = (0, time(0), timedelta(0), date(1899, 12, 30), datetime(1899, 12, 30))  # noqa: DTZ001  no zone


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """How one column is read: where it stands in a row of the grid, and how its text is spelt.

    down: how many rows below its record's own row the value stands (1 for 実績 under 予定).
    """

    field: str
    index: int
    column: int
    kind: Kind
    read: Callable[[Any, CellContext], Any]
    context: CellContext
    is_spelt: bool
    near: date | None
    down: int


@dataclass(slots=True)
class ReadRow:
    """One row while it is being read."""

    values: dict[str, Any]
    unread: dict[str, Unread]
    typed: dict[str, str]
    undecided: dict[str, str]


class Settling:
    """What has to be settled in the rows of one table; most rows need none of it."""

    def __init__(
        self, grid: Grid, layout: Layout, plans: Sequence[ColumnPlan], tax_rate: Decimal | None
    ) -> None:
        """tax_rate: of 設定, where it is written there.

        Besides `rows`, rows with an unread cell and those with large `percents`; all of them if `is_every_row`.
        """
        self._grid, self._layout, self._tax_rate = grid, layout, tax_rate
        self._days = [plan for plan in plans if plan.kind in _DAYS]
        self._percents = {plan.field: plan for plan in plans if plan.kind is Kind.PERCENT}
        self._amounts = {plan.field: plan for plan in plans if plan.kind is Kind.MONEY}
        self._state = next((p for p in plans if p.field == "status" and p.kind is Kind.CHOICE), None)
        self._shares = frozenset() if layout.is_ours else self._states_as_shares()
        self._troubles = _troubled_cells(grid, plans)
        self._formats = self._telling_formats()
        taxed = {field: tax_of_heading(layout, field) for field in self._amounts}
        self._taxed: Mapping[str, TaxOfHeading] = {field: tax for field, tax in taxed.items() if tax}
        self._foreign = [field for field in self._amounts if currency_of_heading(layout, field)]
        self.is_every_row = bool(self._taxed or self._foreign)
        self._orders: dict[str, Order | None] = {}

    @property
    def rows(self) -> Collection[int]:
        """The rows with an error, or with a format that says more than the digits do."""
        return self._troubles.keys() | self._formats.keys() | self._shares

    @property
    def percents(self) -> Collection[str]:
        """The fields whose figures above 1 are to be settled."""
        return self._percents.keys()

    def settle(self, number: int, row: ReadRow) -> None:
        """Settle the row."""
        if self._state and number in self._shares:
            _put(
                row,
                "status",
                self._state.read(f"{self._raw(number, self._state) * 100:g}%", self._state.context),
            )
        for field in row.values.keys() & self._percents.keys():
            self._settle_percent(row, number, self._percents[field])
        for field, code in self._formats.get(number, _NONE).items():
            self._settle_format(row, number, self._amounts[field], money_format(code))
        for field in self._foreign:
            self._refuse(row, number, self._amounts[field], not_yen)
        for field, tax in self._taxed.items():
            if field in row.values:
                self._settle_tax(row, number, self._amounts[field], tax)
        for plan in self._days:
            if plan.field in row.unread:
                self._settle_day(row, number, plan)
        for field, trouble in self._troubles.get(number, _NONE).items():
            row.values.pop(field, None)
            row.unread[field] = trouble

    def _states_as_shares(self) -> frozenset[int]:
        """The rows whose 状態 is a share of the work (1 under 0%, which shows 100%)."""
        plan = self._state
        if plan is None:
            return frozenset()
        cells = self._grid.cells_formatted((plan.column,), lambda code: "%" in code)
        return frozenset(
            row - plan.down for row, column in cells if isinstance(self._grid.value(row, column), float)
        )

    def _raw(self, number: int, plan: ColumnPlan) -> Any:  # noqa: ANN401 - a raw cell is anything
        return self._grid.value(number + plan.down, plan.column)

    def _settle_percent(self, row: ReadRow, number: int, plan: ColumnPlan) -> None:
        raw = self._raw(number, plan)
        if isinstance(raw, float) and abs(raw) > 1 and "%" in self._format(number, plan):
            row.values[plan.field] = plan.read(raw, replace(plan.context, is_percent_format=True))

    def _format(self, number: int, plan: ColumnPlan) -> str:
        return self._grid.number_format(number + plan.down, plan.column)

    def _telling_formats(self) -> Mapping[int, Mapping[str, str]]:
        """By row and field, the formats of amounts that say more than the digits do."""
        fields = {plan.column: plan for plan in self._amounts.values()}
        found: dict[int, dict[str, str]] = {}
        for (row, column), code in self._grid.cells_formatted(fields.keys(), is_telling).items():
            plan = fields[column]
            found.setdefault(row - plan.down, {})[plan.field] = code
        return found

    def _settle_format(self, row: ReadRow, number: int, plan: ColumnPlan, said: MoneyFormat) -> None:
        raw = self._raw(number, plan)
        if isinstance(raw, str) or plan.field not in row.values | row.unread:
            return
        unit = said.yen_per_one(plan.context.unit)
        if said.currency:
            self._refuse(row, number, plan, not_yen)
        elif unit is None:
            self._refuse(row, number, plan, units_disagree)
        elif unit != plan.context.unit:
            _put(row, plan.field, plan.read(raw, replace(plan.context, unit=unit)))

    def _refuse(
        self, row: ReadRow, number: int, plan: ColumnPlan, reason: Callable[[object], Unread]
    ) -> None:
        if row.values.pop(plan.field, None) is not None:
            row.unread[plan.field] = reason(self._raw(number, plan))

    def _settle_tax(self, row: ReadRow, number: int, plan: ColumnPlan, tax: TaxOfHeading) -> None:
        rate = next(
            (rate for rate in (tax.rate, row.values.get("tax_rate"), self._tax_rate) if rate is not None),
            None,
        )
        amount: int = row.values.pop(plan.field)
        net = None if rate is None else other_side(amount, rate, is_with_tax=tax.is_with_tax)
        if net is not None:
            row.values[plan.field] = net
            return
        lacking = _NO_RATE if tax.is_with_tax else _NO_RATE_TO_ADD
        row.unread[plan.field] = Unread(
            text_of(self._raw(number, plan)), lacking if rate is None else _NOT_OF_A_WHOLE
        )

    def _settle_day(self, row: ReadRow, number: int, plan: ColumnPlan) -> None:
        raw = self._raw(number, plan)
        if not isinstance(raw, str):
            if raw in _ZEROS and (
                self._is_zero_hidden(number, plan) or self._is_blank_elsewhere(number, plan)
            ):
                del row.unread[plan.field]
            return
        near = next((value for value in row.values.values() if isinstance(value, date)), plan.near)
        value = plan.read(raw, replace(plan.context, near=near, order=self._order(plan)))
        if not isinstance(value, Unread):
            del row.unread[plan.field]
            if value is not None:
                row.values[plan.field] = value

    def _is_zero_hidden(self, number: int, plan: ColumnPlan) -> bool:
        return self._grid.are_zeros_hidden or hides_zero(self._format(number, plan))

    def _is_blank_elsewhere(self, number: int, plan: ColumnPlan) -> bool:
        """Whether a formula of a table that is not ours gives the 0 of the blank cell it looks at."""
        return not self._layout.is_ours and (number + plan.down, plan.column) in self._grid.formulas

    def _order(self, plan: ColumnPlan) -> Order | None:
        if plan.field not in self._orders:
            texts = list(self._texts(plan))
            own = order_of_column(texts) or order_by_years(texts, self._years)
            self._orders[plan.field] = own or (
                self._order_beside if any(map(possible_orders, texts)) else None
            )
        return self._orders[plan.field]

    @cached_property
    def _order_beside(self) -> Order | None:
        """The one order that settles the other columns of days: what writes a table writes all of them alike."""
        found = {order_of_column(self._texts(plan)) for plan in self._days} - {None}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _years(self) -> Collection[int]:
        """The years of the tab's dates that say theirs in full: what settles dates with a year of two digits."""
        cells = (cell for row in self._grid.rows for cell in row)
        return frozenset(year for cell in cells if (year := _full_year(cell)))

    def _texts(self, plan: ColumnPlan) -> Iterable[str]:
        rows = range(self._layout.first_row + plan.down, self._layout.last_row + plan.down + 1)
        cells = {self._grid.value(row, plan.column) for row in rows}
        plain = (plain_value(cell) for cell in cells if isinstance(cell, str))
        return [part.strip() for text in plain if isinstance(text, str) for part in ARROW.split(text)]


def _full_year(cell: object) -> int | None:
    if isinstance(cell, date):
        return cell.year
    found = _FULL_YEAR.match(cell) if isinstance(cell, str) else None
    return int(found[1]) if found else None


def _put(row: ReadRow, field: str, value: Any) -> None:  # noqa: ANN401 - what a reader gives
    row.values.pop(field, None)
    row.unread.pop(field, None)
    if isinstance(value, Unread):
        row.unread[field] = value
    else:
        row.values[field] = value


def _troubled_cells(grid: Grid, plans: Sequence[ColumnPlan]) -> Mapping[int, Mapping[str, Unread]]:
    """By row and field, the cells that hold an Excel error or a formula without a cached value."""
    headed: dict[int, list[ColumnPlan]] = {}
    for plan in plans:
        headed.setdefault(plan.column, []).append(plan)
    reasons = {LOST_TEXT: _LOST_REASON}
    errors = {cell: Unread(error, reasons.get(error, _ERROR_REASON)) for cell, error in grid.errors.items()}
    uncached = (cell for cell in grid.uncached if cell[1] in headed)
    pictures = {cell: Unread("(画像)", _PICTURE) for cell in grid.pictures}
    troubles = (
        errors | pictures | {cell: Unread(f"={grid.formulas.get(cell, '')}", UNCACHED) for cell in uncached}
    )
    found: dict[int, dict[str, Unread]] = {}
    for (row, column), trouble in troubles.items():
        for plan in headed.get(column, ()):
            if plan.kind not in _MAY_BE_PICTURES or trouble.reason != _PICTURE:
                found.setdefault(row - plan.down, {})[plan.field] = trouble
    return found
