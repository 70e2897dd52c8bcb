"""What 設定 takes off the standard rules, as an auditor sees it."""

from __future__ import annotations

import pytest

from pmo_xl.rules.leniency import Leniency, Softened, leniency
from pmo_xl.rules.policy import Policy
from pmo_xl.rules.rule import Group, Severity


@pytest.mark.parametrize(
    ("word", "given"),
    [("エラー", None), ("警告", None), ("情報", Severity.INFO), ("入", None)],
)
def test_only_a_weight_below_the_rules_own_is_softer(word: str, given: Severity | None) -> None:
    found = leniency(Policy(words={"ISS001": word}))  # a 警告 by itself
    assert found.softened == ((Softened("ISS001", Severity.WARNING, given),) if given else ())
    assert found.off == () and bool(found) is bool(given)


def test_a_standard_rule_that_is_off_is_told_once_and_not_as_softened() -> None:
    assert leniency(Policy(words={"ISS001": "切"})) == Leniency(("ISS001",))


def test_a_strict_rule_that_is_off_takes_nothing_off_the_standard_ones() -> None:
    assert not leniency(Policy(words={"QST008": "切"}))
    assert not leniency(Policy(Group.STRICT))


def test_the_basic_group_takes_off_what_only_the_standard_one_has() -> None:
    off = leniency(Policy(Group.BASIC)).off
    assert "ACC008" in off and "ISS001" not in off and "QST008" not in off
