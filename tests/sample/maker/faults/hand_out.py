"""Faults of 配布記録 (HND)."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.model.handed_out import HandedOut
from tests.sample.maker.faults.field import Field, Plant


def _not_back(field: Field) -> None:
    row = field.pick(HandedOut, lambda row: row.status == "配布済")
    row = field.put(row, due_on=field.ago(1))
    field.broken("HND001", row, "due_on", "急いで聞いた質問の答えが、回答期限の翌日にも戻っていない")


PLANTS: Mapping[str, tuple[Plant, ...]] = {"HND001": (_not_back,)}
