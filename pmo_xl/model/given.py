"""How a value that somebody's code gave is told in a sentence."""

from __future__ import annotations

_LONGEST_SHOWN = 40


def shown(value: object) -> str:
    """What was given, for a sentence; never by a repr of somebody else's."""
    if isinstance(value, str):
        text = " ".join(value.split()) if value.isprintable() else ascii(value)[1:-1]
        return f"「{text[:_LONGEST_SHOWN]}」"
    if value is None or type(value) in (bool, int, float):
        return f" {str(value)[:_LONGEST_SHOWN]} "
    return f" {type(value).__name__} 型の値"
