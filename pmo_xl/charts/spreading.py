"""Spreading things along a line: as near as may be to where each wants to be, in order, with room between.

The least sum of squares under the gaps is an isotonic regression of the wishes less the room that lies before
them; it is found by pooling adjacent violators (Ayer et al., 1955).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def spread(wishes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Positions in order, `gaps[i]` or more between i and i + 1, nearest to the wishes."""
    offsets = [0.0, *accumulate(gaps)][: len(wishes)]
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        pools.append((wish - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (last_mean, last_count) = pools[-2:]
            total = count + last_count
            pools[-2:] = [((mean * count + last_mean * last_count) / total, total)]
    flat = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]
