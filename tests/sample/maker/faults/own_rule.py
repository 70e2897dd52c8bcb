"""Faults of 社内規則 (DAT014)."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.model.own_rule import OwnRule
from tests.sample.maker.faults.field import Field, Plant


def _column_renamed(field: Field) -> None:
    row = field.pick(OwnRule, lambda row: row.target_sheet == "課題管理表")
    row = field.put(row, is_on=True, condition='AND([@優先度]="高",[@締め日]="")')
    field.broken("DAT014", row, "condition", "列の名前を変えたあと、社内規則の式を直し忘れた")


PLANTS: Mapping[str, tuple[Plant, ...]] = {"DAT014": (_column_renamed,)}
