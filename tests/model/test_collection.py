"""The search for garbage is held back inside the block only, whatever happens in it."""

import gc

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
