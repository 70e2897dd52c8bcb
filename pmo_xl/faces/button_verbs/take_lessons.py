"""教訓を入れる: the lessons of a book of lessons that fit the open ledger, into its ナレッジ and チェックリスト."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.proposals import offer

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook

_TITLE = "教訓"


def take_lessons(pressed: PressedBook) -> None:
    """Ask for the book of lessons, show what fits, and ask what shall be written."""
    from pmo_xl.exchange.source.reading import BOOKS

    pressed.say("教訓集を選んでください")
    chosen = pressed.pick_files("教訓集(pmo-xl lessons で作ったブック)を選んでください", BOOKS)
    if not chosen:
        return
    book = pressed.read("教訓を台帳と比べています…")
    offer(pressed, book, book.take_lessons(chosen[0]), _TITLE)
