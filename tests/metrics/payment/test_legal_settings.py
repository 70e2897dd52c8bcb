"""The dated table of rates and dates."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from pmo_xl.metrics.payment.legal_settings import (
    deductible_share,
    is_toritekihou_in_force,
    legal_value,
    legal_values,
    whole,
)


@pytest.mark.parametrize(
    ("on", "share", "is_confirmed"),
    [
        (date(2023, 9, 30), "1", True),
        (date(2023, 10, 1), "0.8", True),
        (date(2026, 9, 30), "0.8", True),
        (date(2026, 10, 1), "0.7", False),
        (date(2028, 9, 30), "0.7", False),
        (date(2028, 10, 1), "0.5", False),
        (date(2030, 9, 30), "0.5", False),
        (date(2030, 10, 1), "0.3", False),
        (date(2031, 9, 30), "0.3", False),
        (date(2031, 10, 1), "0", False),
    ],
)
def test_the_deductible_share_goes_down_in_steps_of_which_the_later_are_only_planned(on, share, is_confirmed):
    found = deductible_share(on)
    assert (found.value, found.is_confirmed) == (Decimal(share), is_confirmed)


def test_the_law_is_in_force_for_orders_from_the_first_of_january_2026():
    assert is_toritekihou_in_force(date(2026, 1, 1))
    assert not is_toritekihou_in_force(date(2025, 12, 31))


def test_limits_and_rates_are_those_of_the_law():
    on = date(2026, 6, 1)
    assert whole("payment_days", on) == 60
    assert whole("deferral_days", on) == 2
    assert (whole("transfer_fee_from", on), whole("transfer_fee_to", on)) == (110, 1100)
    assert legal_value("late_charge_rate", on).value == Decimal("0.146")
    assert whole("toritekihou", date(2025, 12, 31)) == 0


@pytest.mark.parametrize("name", legal_values())
def test_the_periods_of_a_value_follow_each_other_without_gap_or_overlap(name):
    values = legal_values()[name]
    for earlier, later in pairwise(values):
        assert later.valid_from == earlier.valid_until + timedelta(1)
    assert all(value.source and isinstance(value.value, Decimal) for value in values)
