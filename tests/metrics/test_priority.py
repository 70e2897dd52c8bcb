"""The order of 優先度."""

from pmo_xl.metrics.priority import priority_rank


def test_high_stands_before_middle_before_low_before_anything_else():
    assert [priority_rank(word) for word in ("高", "中", "低", "至急", None)] == [0, 1, 2, 3, 3]
