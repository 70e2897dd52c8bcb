"""取り込む: rows of other tools' exports and lists into the open ledger, or the decisions of a list of proposals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.button_verbs.proposals import decide, offer

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook

_TITLE = "取り込み"


def import_rows(pressed: PressedBook) -> None:
    """Ask for the files, compare them, and ask what shall be written."""
    from pmo_xl.documents.exchange import BY_BUTTON, proposals_made_of
    from pmo_xl.exchange.source.reading import READ
    from pmo_xl.operations.import_files import ImportOptions, expanded
    from pmo_xl.operations.import_rows import import_rows as imported

    pressed.say("取り込むファイルを選んでください")
    chosen = pressed.pick_files(
        "取り込むファイル、または「採用」を決めた案を選んでください", (*READ, ".docx")
    )
    if not chosen:
        return
    proposals = proposals_made_of(chosen[0]) if len(chosen) == 1 else None
    if proposals is not None:
        if proposals.command not in BY_BUTTON:
            raise BadOption(
                f"{chosen[0].name} は写しを合わせる案です。台帳を閉じ、コマンド(merge)に渡して書いてください。"
            )
        files = _there(pressed, proposals.files)
        if files:
            decide(pressed, chosen[0], proposals, files)
        return
    book = pressed.read("取り込むものを台帳と比べています…")
    files = list(expanded(chosen, book.path))
    offer(pressed, book, imported(book, files, ImportOptions()), _TITLE)


def _there(pressed: PressedBook, files: Sequence[Path]) -> Sequence[Path]:
    """The files that a list was made of; those of which one was moved are asked for."""
    if files and all(path.is_file() for path in files):
        return files
    names = "、".join(path.name for path in files)
    return pressed.pick_files(f"この案を作ったときのファイル({names})を選んでください", ())
