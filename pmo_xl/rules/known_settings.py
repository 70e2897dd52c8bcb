"""Every key that 設定 may hold, and the values of those that are a choice."""

from __future__ import annotations

import re
from functools import cache

from pmo_xl.model.checked_mark import CHECKED_KEYS
from pmo_xl.model.column import Kind
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.requirement import NONFUNCTIONAL_CATEGORIES
from pmo_xl.model.setting_keys import KEYS, Owner
from pmo_xl.model.vocabulary import SHARED_LISTS
from pmo_xl.rules.policy import OFF_WORDS, ON_WORDS, SEVERITY_WORDS

DAY_KEYS = frozenset(
    key.name
    for key in KEYS.values()
    if key.kind in (Kind.DATE, Kind.DATETIME) and key.owner is not Owner.FORMULA
)
"""The keys whose value people write as a day, or a day and time."""
_RULE_WORDS = (*SEVERITY_WORDS, *OFF_WORDS, *ON_WORDS)


@cache
def known_keys() -> frozenset[str]:
    """The keys of setting_keys.py, 閾値.<名>, 規則.<ID>, 非機能対象外.<大項目> and 品質基準.<工程>.<指摘|不具合>.

    Those of the rules that plug-ins add are among them.
    """
    from pmo_xl.rules.catalog import rule_ids, thresholds
    from pmo_xl.rules.plugged import plugged_rules

    plugged = plugged_rules()[0]
    return frozenset(
        (
            *KEYS,
            *CHECKED_KEYS,
            *(f"閾値.{one.name}" for _, one in thresholds()),
            *(f"閾値.{one.name}" for rule in plugged for one in rule.thresholds),
            *(f"規則.{rule_id}" for rule_id in (*rule_ids(), *(rule.id for rule in plugged))),
            *(f"非機能対象外.{category}" for category in NONFUNCTIONAL_CATEGORIES),
            *(f"品質基準.{phase}.{kind}" for phase in SHARED_LISTS["工程"] for kind in ("指摘", "不具合")),
        )
    )


def is_known(key: str) -> bool:
    """Whether 設定 may hold the key: one of `known_keys`, or 規則.<ID> of a rule of 社内規則 (規則.OWN001)."""
    rule = key.removeprefix("規則.")
    own = OwnRule.sheet.id_shape
    return key in known_keys() or (rule != key and re.fullmatch(own, rule) is not None)


def values_of(key: str) -> tuple[str, ...] | None:
    """The words a key may have; () for a whole number, None for anything."""
    if key.startswith("規則."):
        return _RULE_WORDS
    return () if key.startswith("閾値.") else (key in KEYS and KEYS[key].choices) or None
