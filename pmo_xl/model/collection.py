"""Garbage collection, held back while very many rows are made and looked at."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_held_back() -> Iterator[None]:
    """No search for circular garbage inside the block; afterwards as before.

    Records hold no circles, yet Python looks through all of them again and again while their number grows: a
    quarter of the time of a check of 60,000 rows.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _grow_old()
            gc.enable()


def _grow_old() -> None:
    """Count what was made among what lives long: else the very next object would begin a search through all of it."""
    if not gc.get_freeze_count():  # what others have frozen stays so
        gc.freeze()
        gc.unfreeze()
