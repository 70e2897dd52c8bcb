"""月次検収支払: the month end of this one workbook, its files in a folder that next month's compares with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import made, paragraphs, some

if TYPE_CHECKING:
    from pmo_xl.documents.month_end.result import MonthEndResult
    from pmo_xl.faces.button_verbs.desk import Desk
    from pmo_xl.metrics.month_end.closing_month import ClosingMonth

FOLDER = "月次検収支払"
_MOST = 8


def month_end(pressed: Desk) -> None:
    """Examine the month that is due today: the month before until the 10th, then this one."""
    from pmo_xl.metrics.month_end.closing_month import closing_month
    from pmo_xl.operations.month_end import month_end_of
    from pmo_xl.operations.month_end_files import write_month_end
    from pmo_xl.operations.today import today_in_japan

    month = closing_month(None, today_in_japan())
    is_made = _is_made(pressed, month)
    if is_made and not pressed.ask(again(month)):
        return
    book = pressed.read("月次の検収と支払を点検しています…", as_of=month.as_of)
    result = month_end_of(book, month)
    pressed.say("月次の検収と支払: ファイルを書いています…")
    written = write_month_end(result, pressed.outputs.folder / FOLDER, force=is_made)
    pressed.tell(paragraphs(*summary(result), _made(pressed, len(written)), book.remarks))


def _is_made(pressed: Desk, month: ClosingMonth) -> bool:
    from pmo_xl.operations.month_end_files import main_file

    return main_file(pressed.outputs.folder / FOLDER, f"{month.first:%Y-%m}").exists()


def again(month: ClosingMonth) -> str:
    """The question whether the result of this month is made anew."""
    from pmo_xl.model import display

    return (
        f"{display.month(month.first)}の結果はもうあります。今の台帳で作り直しますか。\n"
        "「いいえ」なら、前の結果をそのまま残します。"
    )


def summary(result: MonthEndResult) -> tuple[list[str], ...]:
    """What the result says, and what is to be decided."""
    from pmo_xl.documents.month_end.summary import decisions, headline, overview

    return (
        [headline(result), *overview(result)],
        ["決めること・急ぐこと", *some(decisions(result), _MOST)],
    )


def _made(pressed: Desk, count: int) -> list[str]:
    return [f"{count} 個のファイルを書きました。", *made(pressed.outputs.folder / FOLDER, pressed.outputs)]
