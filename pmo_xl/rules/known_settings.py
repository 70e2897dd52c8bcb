"""Every key that 設定 may hold, and the values of those that are a choice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pmo_xl.model.checked_mark import CHECKED_KEYS
from pmo_xl.model.requirement import NONFUNCTIONAL_CATEGORIES
from pmo_xl.model.settings import KEYS
from pmo_xl.rules.policy import OFF_WORDS, ON_WORDS, SEVERITY_WORDS
from pmo_xl.rules.rule import Group

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "案件状態": ("進行中", "終結"),
    "報告状況": ("緑", "黄", "赤"),
    "端数処理": ("切捨て", "四捨五入", "切上げ"),
    "ガント単位": ("週", "日"),
    "規則群": tuple(Group),
}
DAY_KEYS = ("開始日", "終了日", "サービスイン日", "基準日", "ガント開始日", "停止開始", "停止終了")
"""The keys whose value is a day, or a day and time."""
_RULE_WORDS = (*SEVERITY_WORDS, *OFF_WORDS, *ON_WORDS)


@cache
def known_keys() -> frozenset[str]:
    """The keys of settings.py, 閾値.<名>, 規則.<ID> and 非機能対象外.<大項目>."""
    from pmo_xl.rules.catalog import rule_ids, thresholds

    return frozenset(
        (
            *KEYS,
            *CHECKED_KEYS,
            *(f"閾値.{one.name}" for _, one in thresholds()),
            *(f"規則.{rule_id}" for rule_id in rule_ids()),
            *(f"非機能対象外.{category}" for category in NONFUNCTIONAL_CATEGORIES),
        )
    )


def values_of(key: str) -> tuple[str, ...] | None:
    """The words a key may have; () for a whole number, None for anything."""
    if key.startswith("規則."):
        return _RULE_WORDS
    return () if key.startswith("閾値.") else _CHOICES.get(key)
