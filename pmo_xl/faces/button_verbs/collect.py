"""回収: the answers of returned hand-outs into the open ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.proposals import offer

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.operations.collect import Collected

_TITLE = "回収"
_MOST_IDS = 8


def collect(pressed: PressedBook) -> None:
    """Ask for the folder of the returned files, compare them, and ask what shall be written."""
    from pmo_xl.operations.collect import collect as collected
    from pmo_xl.operations.returned_files import returned_files

    pressed.say("返ったファイルのフォルダを選んでください")
    folder = pressed.pick_folder("返ったファイルを入れたフォルダを選んでください")
    if folder is None:
        return
    book = pressed.read("返った答えを台帳と比べています…")
    files = list(returned_files([folder], book.path))
    found = collected(book, files)
    offer(pressed, book, found, _TITLE, list(_told(found)))


def _told(found: Collected) -> Iterator[str]:
    """Who answered how much, who has not, and what is not taken."""
    for each in found.hand_outs:
        yield f"{each.id} {each.to}: {each.rows_given} 行中 {each.answered} 行に回答"
        if each.unanswered:
            rest = len(each.unanswered) - _MOST_IDS
            more = f" ほか {rest} 件" if rest > 0 else ""
            yield f"  未回答 {' '.join(each.unanswered[:_MOST_IDS])}{more}"
    if found.ignored:
        yield f"答える欄でないところの変更 {len(found.ignored)} か所は取り込みません。"
    yield from found.doubts
