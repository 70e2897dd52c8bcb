"""Instances of a frozen class with slots, made without its checks: for the many rows that the reader has converted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


@cache
def unchecked_maker(closed: type[T]) -> Callable[..., T]:
    """A function that makes an instance of the values of its slots, in their order, inherited ones first.

    A slot whose name begins with _ is left unset.

    The instance is filled while it is of a class of the same slots that may be assigned to, and then becomes one of
    the frozen class: a tenth of the time that object.__setattr__ takes for each slot.
    """
    opened = _opened(closed)

    def make(*values: object) -> T:
        """An instance that holds these values."""
        """An instance of the frozen class with these values in the order of its slots."""
        made = opened(*values)
        made.__class__ = closed
        return made

    return make


def _opened(closed: type[T]) -> Callable[..., T]:
    """A class of the same bases and slots, with an __init__ that assigns to each."""
    own = tuple(closed.__slots__)  # type: ignore[attr-defined]
    every = [name for base in reversed(closed.__mro__) for name in vars(base).get("__slots__", ())]
    slots = [name for name in every if not name.startswith("_")]
    body: dict[str, Any] = {
        "__slots__": own,
        "__annotations__": dict.fromkeys(slots, object),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    made: Any = cast("Any", type(closed))(closed.__name__, closed.__bases__, body)
    return cast("Callable[..., T]", dataclass(eq=False, repr=False, match_args=False)(made))
