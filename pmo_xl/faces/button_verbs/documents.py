"""文書を作る: the documents of the sheet and the rows that are selected, or all that the workbook allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import made, paragraphs, some

if TYPE_CHECKING:
    from pathlib import Path

    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.export import Exported
    from pmo_xl.operations.output_place import OutputPlace
    from pmo_xl.operations.selected_documents import SelectedDocuments

FOLDER = "文書"
_MOST = 8


def make_documents(pressed: PressedBook) -> None:
    """Ask which, by what is selected: はい the documents of this sheet, いいえ all."""
    from pmo_xl.operations.selected_documents import selected_documents

    tab, rows = pressed.active_tab, pressed.selected_rows()
    book = pressed.read("作れる文書を調べています…")
    selected = selected_documents(book, tab, rows)
    pressed.say("文書を作る: 答えを待っています")
    wanted = _wanted(pressed, tab, selected)
    if wanted is None:
        return
    pressed.say("文書を作っています…")
    folder = pressed.outputs.free(f"{FOLDER}_{book.as_of}")
    pressed.tell(told(pressed.outputs, folder, _made(book, wanted, folder)))


def _wanted(pressed: PressedBook, tab: str, selected: SelectedDocuments) -> SelectedDocuments | str | None:
    """What the user asks for; None for nothing, a word for everything."""
    if not selected:
        return "all" if pressed.ask(_question_for_all(tab)) else None
    answer = pressed.choose(question(tab, selected))
    if answer == "cancel":
        return None
    return selected if answer == "yes" else "all"


def question(tab: str, selected: SelectedDocuments) -> str:
    """Which documents the selection means."""
    of_rows = [f"{name}: {'、'.join(ids)}" for name, ids in selected.of_rows.items()]
    return paragraphs(
        [f"「{tab}」シートの文書を作りますか。"],
        [f"・{name}" for name in selected.of_sheet],
        ["選択中の行から:", *some(of_rows, _MOST)] if of_rows else [],
        _left_out([f"{each.name}: {each.message}" for each in selected.left_out]),
        [
            "はい … 上の文書を作る",
            "いいえ … 台帳から作れる文書をすべて作る(数分かかることがあります)",
            "キャンセル … 何も作らない",
        ],
    )


def _question_for_all(tab: str) -> str:
    return paragraphs(
        [
            f"「{tab}」シートの文書はありません。台帳から作れる文書をすべて作りますか(数分かかることがあります)。"
        ],
        ["1件ずつの文書(課題管理票・検収書など)は、その台帳の行を選んでからこのボタンを押すと作れます。"],
    )


def _made(book: Book, wanted: SelectedDocuments | str, folder: Path) -> Exported:
    from pmo_xl.operations.export import export_all
    from pmo_xl.operations.selected_documents import export_selected

    return export_all(book, folder) if isinstance(wanted, str) else export_selected(book, wanted, folder)


def told(outputs: OutputPlace, folder: Path, exported: Exported) -> str:
    """What was made and where, what was not and why."""
    from pmo_xl.documents.word.unread_cells import unread_sentence

    left = _left_out([f"{each.name}: {each.message}" for each in exported.left_out])
    if not exported.files:
        return paragraphs(["作れる文書がありませんでした。"], left)
    names = [path.relative_to(folder).as_posix() for path in exported.files]
    unread = list(filter(None, [*exported.notices, unread_sentence(exported.unread)]))
    said = [f"{len(names)} 個の文書を作りました。", *some(names, _MOST)]
    return paragraphs(said, unread, left, made(folder, outputs))


def _left_out(sentences: list[str]) -> list[str]:
    return ["作らないもの:", *some(sentences, _MOST)] if sentences else []
