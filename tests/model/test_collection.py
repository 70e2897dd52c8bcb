"""The search for garbage is held back inside the block only, whatever happens in it."""

import gc
import subprocess
import sys

import pytest

from pmo_xl.model.collection import collection_held_back


def test_it_is_held_back_inside_and_as_before_afterwards():
    with collection_held_back():
        assert not gc.isenabled()
        with collection_held_back():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_inside_gives_it_back():
    with pytest.raises(ValueError, match="壊れた"), collection_held_back():
        raise ValueError("壊れた")
    assert gc.isenabled()


def test_a_caller_who_switched_it_off_keeps_it_off():
    gc.disable()
    try:
        with collection_held_back():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


_MADE_INSIDE = """
import gc
from pmo_xl.model.collection import collection_held_back
searched = []
gc.callbacks.append(lambda phase, told: searched.append(told["generation"]))
with collection_held_back():
    made = [[number] for number in range(200_000)]
more = [[number] for number in range(10)]
print(searched)
"""


def test_what_was_made_inside_is_not_searched_by_the_next_object():
    # in a process of its own, because the tests' own objects are frozen
    done = subprocess.run([sys.executable, "-c", _MADE_INSIDE], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_what_others_have_frozen_stays_frozen():
    gc.freeze()
    try:
        with collection_held_back():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
