"""納品前チェック: what goes to the customer, looked through against the open ledger before it goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption, UnwritableOutput
from pmo_xl.faces.button_verbs.boxes import made, paragraphs, some

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.output_place import OutputPlace
    from pmo_xl.operations.precheck import Precheck

_MOST = 12
_SETTING = "納品フォルダ"


def precheck(pressed: PressedBook) -> None:
    """Look through 納品フォルダ of 設定, else a folder that is picked; the result lies beside it, never in it."""
    from pmo_xl.operations.many import PRECHECKED
    from pmo_xl.operations.output_place import OutputPlace
    from pmo_xl.operations.precheck import precheck as looked_through
    from pmo_xl.operations.today import today_in_japan

    book = pressed.read("台帳を読んでいます…")
    folder = _folder_to_look_through(pressed, book)
    if folder is None:
        return
    beside = OutputPlace(folder.parent)
    path = beside.free(f"{PRECHECKED}{folder.name}_{today_in_japan()}", ".xlsx")
    pressed.say(f"{folder.name} の文書を読んでいます…")
    found = looked_through(folder, book=book)
    found.save(path)
    kept = _kept(found)
    is_open = pressed.open_file(path)
    pressed.tell(paragraphs([said(found, path, beside, is_open=is_open)], kept))


def _kept(found: Precheck) -> list[str]:
    """The look recorded in the ledger's history; why not, where it cannot be."""
    try:
        found.keep()
    except UnwritableOutput as error:
        return [error.message]
    return []


def said(found: Precheck, path: Path, outputs: OutputPlace, *, is_open: bool = False) -> str:
    """The verdict, the first findings, what was not read, and where the result is."""
    from pmo_xl.documents.precheck import finding_lines, scope_lines, unread_lines, verdict_line

    lines = [line.strip() for _, line in finding_lines(found)]
    return paragraphs(
        [verdict_line(found)],
        some(lines, _MOST),
        some(list(unread_lines(found)), _MOST),
        list(scope_lines(found)),
        made(path, outputs, is_open=is_open),
    )


def _folder_to_look_through(pressed: PressedBook, book: Book) -> Path | None:
    """The folder; None where nobody picked one or a place outside of the ledger's folder was not agreed to."""
    told = book.project.settings.text(_SETTING).strip()
    if not told:
        pressed.say("納品するフォルダを選んでください")
        picked = pressed.pick_folder("お客様へ出す文書を入れたフォルダを選んでください")
        return None if picked is None else _folder(picked)
    home = book.path.parent.absolute()
    folder = Path(os.path.normpath(home / told.replace("\\", os.sep)))
    is_inside = folder.is_relative_to(home)
    if not is_inside and not pressed.ask(
        f"設定の「{_SETTING}」は、台帳のフォルダの外にあります。\n{folder}\nこのフォルダを点検しますか。"
    ):
        return None
    return _folder(folder)


def _folder(path: Path) -> Path:
    """The folder. BadOption where it is none, or a whole drive."""
    if not path.is_dir():
        raise BadOption(
            f"{path} というフォルダがありません。設定の「{_SETTING}」を直すか、空欄にして押したときに選んでください。"
        )
    if path.parent == path or not path.name:
        raise BadOption(f"{path} はドライブの全体です。納品する文書だけを入れたフォルダを選んでください。")
    return path
