"""The buttons of an open workbook: VBA calls `run` with a verb; every failure is one Japanese sentence in a box.

RunPython "import pmo_xl.faces.buttons as b; b.run('check')" is all that VBA says. Importing this file loads nothing
heavy and cannot fail: whatever is missing on the PC is found, and told, inside `run`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook

Verb = Callable[["PressedBook"], str | None]
"""Does the work of a button; gives the text that stays in the status bar, None for Excel's own."""


def run(verb: str) -> None:
    """Do the work of a button on the workbook that it was pressed in.

    Ends the process with a sentence on stderr, which xlwings shows in a box, when not even Excel can be reached.
    """
    try:
        from pmo_xl.faces.button_verbs.pressed_book import calling_book

        pressed = calling_book()
    except Exception as error:
        sys.exit(_sentence(error, verb))
    _press(verb, pressed)


def _press(verb: str, pressed: PressedBook) -> None:
    try:
        _work(verb, pressed)
    except Exception as error:
        _warn(pressed, _sentence(error, verb, is_closed=pressed.is_closed))


def _work(verb: str, pressed: PressedBook) -> None:
    """One press at a time; whatever happens, Excel has its status bar again. A second press leaves it alone."""
    with pressed.traces.only_press():
        left: str | None = None
        try:
            pressed.refuse_odd_name()
            left = _verb(verb)(pressed)
        finally:
            pressed.say(left)


def _warn(pressed: PressedBook, sentence: str) -> None:
    try:
        pressed.warn(sentence)
    except Exception:  # Excel itself is gone
        sys.exit(sentence)


def _verb(verb: str) -> Verb:
    from pmo_xl.actions import BUTTONS
    from pmo_xl.errors import BadOption

    button = next((each for each in BUTTONS if each.verb == verb), None)
    if button is None:
        raise BadOption(
            f"このボタンの仕事「{verb}」は、このPCの pmo_xl にありません。"
            "ブックのボタンと pmo_xl の版が違います。pmo-xl doctor で確かめてください。"
        )
    function: Verb = getattr(import_module(f"pmo_xl.faces.button_verbs.{button.module or verb}"), verb)
    return function


def _sentence(error: Exception, verb: str, *, is_closed: bool = False) -> str:
    from pmo_xl.faces.button_verbs.boxes import sentence_of

    return sentence_of(error, verb, is_closed=is_closed)
