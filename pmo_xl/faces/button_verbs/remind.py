"""催促文: reminder texts for everybody who is late or due within a week, in a folder beside the ledger; never sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import day_of, made, paragraphs, some

if TYPE_CHECKING:
    from pmo_xl.documents.reminders import Reminder
    from pmo_xl.faces.button_verbs.desk import Desk
    from pmo_xl.operations.remind import Reminding

DAYS_AHEAD = 7
_MOST = 8


def remind(pressed: Desk) -> None:
    """Make the texts of `remind --within 7` and say for whom."""
    from pmo_xl.operations.remind import PREFIX, write_reminders
    from pmo_xl.operations.remind import remind as reminding

    books = pressed.books("催促するものを調べています…")
    book = books[0]
    result = reminding(books, DAYS_AHEAD)
    folder = pressed.outputs.free(f"{PREFIX}_{book.as_of}")
    files = write_reminders(result, folder)
    if files:
        pressed.open_folder(folder)
    place = (
        [*made(folder, pressed.outputs), "送信はしていません。内容を確かめてから送ってください。"]
        if files
        else []
    )
    pressed.tell(paragraphs([_headline(result), day_of(book)], lines(result), list(result.remarks), place))


def _headline(result: Reminding) -> str:
    if result.reminders:
        return f"催促文を {len(result.reminders)} 通作りました(これから {DAYS_AHEAD} 日のものまで)。"
    return f"催促するものはありません(これから {DAYS_AHEAD} 日のものまで)。"


def lines(result: Reminding) -> list[str]:
    """Each text with its counts, what nobody answers for, and what stays inside."""
    inside = [f"担当なし {len(result.nobody)} 件(担当なし.txt)"] if result.nobody else []
    inside += [f"催促文に入れなかったもの {result.held_back} 件(社内_確認.txt)"] if result.held_back else []
    return [*some([_line(each) for each in result.reminders], _MOST), *inside]


def _line(each: Reminder) -> str:
    return f"{each.name}: 超過 {each.late}、まもなく {len(each.items) - each.late}({each.by_topic})"
