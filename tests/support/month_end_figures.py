"""The money of a month computed once more with pandas, from what the sample generator made; no code of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from tests.sample.maker import Sample

FIGURES = ("acceptance_planned", "accepted", "payment_planned", "paid", "paid_with_tax")


def postings(samples: Iterable[Sample]) -> pd.DataFrame:
    """Every amount with its figure, its day, and the project, department and vendor it belongs to."""
    return pd.concat([_of(sample) for sample in samples], ignore_index=True)


def sums(frame: pd.DataFrame, month: date, by: str | None = None) -> Mapping[str, Mapping[str, int]]:
    """The figures of a month, in all ("") or by a column."""
    inside = frame[pd.to_datetime(frame["day"]).dt.to_period("M") == pd.Period(month, "M")]
    groups = {"": inside} if by is None else dict(list(inside.groupby(by)))
    return {
        str(name): {figure: int(rows.loc[rows["figure"] == figure, "amount"].sum()) for figure in FIGURES}
        for name, rows in groups.items()
    }


def _of(sample: Sample) -> pd.DataFrame:
    orders = _frame(sample, Order)
    rows = _frame(sample, Acceptance).merge(
        orders[["id", "department", "vendor"]].rename(columns={"id": "order"}), on="order", how="left"
    )
    rows["billed"] = rows["invoiced"].fillna(rows["accepted"])
    rows["payable"] = rows["billed"].fillna(rows["acceptance_planned"])
    rows["pay_on"] = rows["payment_planned_on"].fillna(rows["payment_due_on"])
    parts = [
        _part(rows, "acceptance_planned", "acceptance_due_on", "acceptance_planned"),
        _part(rows[rows["accepted_on"].notna()], "accepted", "accepted_on", "accepted"),
        _part(rows, "payment_planned", "pay_on", "payable"),
        _part(rows[rows["paid_on"].notna()], "paid", "paid_on", "billed"),
        _part(rows[rows["paid_on"].notna()], "paid_with_tax", "paid_on", "paid"),
        _rest(orders, rows[rows["acceptance_due_on"].notna()], "acceptance_planned", "acceptance_month"),
        _rest(orders, rows[rows["pay_on"].notna()], "payable", "payment_month", "payment_planned"),
    ]
    return pd.concat(parts).assign(project=sample.name)


def _frame(sample: Sample, sheet: type) -> pd.DataFrame:
    return pd.DataFrame([row.model_dump() for row in sample.records[sheet]])


def _part(rows: pd.DataFrame, figure: str, day: str, amount: str) -> pd.DataFrame:
    found = rows[[day, amount, "department", "vendor"]].dropna(subset=[day])
    found.columns = ["day", "amount", "department", "vendor"]
    return found.assign(figure=figure)


def _rest(
    orders: pd.DataFrame, rows: pd.DataFrame, covered: str, month: str, figure: str = "acceptance_planned"
) -> pd.DataFrame:
    """What of the placed orders their rows leave over, in the order's own month."""
    placed = orders[orders["ordered_on"].notna() & (orders["order_kind"] != "取消")].copy()
    amount = placed["ordered"].fillna(placed["estimated"])
    rest = amount - placed["id"].map(rows.groupby("order")[covered].sum()).fillna(0)
    placed["rest"] = rest.where((rest * amount > 0) & (rest.abs() <= amount.abs()), 0)
    return _part(placed[placed["rest"] != 0], figure, month, "rest")
