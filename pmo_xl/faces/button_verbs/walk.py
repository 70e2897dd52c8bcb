"""次の指摘へ / 前の指摘へ: from finding to finding through チェック結果, each with its message in the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.operations.finding_walk import Here, Stop
    from pmo_xl.operations.recorded_rows import RecordedList

NOTHING_LEFT = "残っている指摘はありません。台帳を直した後は「チェック」を押すと、今の状態を点検できます。"

NO_LIST = (
    "「チェック結果」シートがないため、指摘を順にたどれません。"
    "「チェック」を押すと、指摘を別のブック(指摘一覧)に書き、そこからセルへ移れます。"
)


def next_finding(pressed: PressedBook) -> str | None:
    """Go to the next place with findings."""
    return _walk(pressed, 1)


def previous_finding(pressed: PressedBook) -> str | None:
    """Go to the place before."""
    return _walk(pressed, -1)


def _walk(pressed: PressedBook, step: int) -> str | None:
    from pmo_xl.operations.finding_walk import next_stop
    from pmo_xl.operations.recorded_rows import recorded_list
    from pmo_xl.operations.today import today_in_japan

    listed = recorded_list(pressed.excel)
    if listed.tab is None:
        pressed.tell(NO_LIST)
        return None
    stop = next_stop(listed.rows, _here(pressed, listed), step, today_in_japan())
    if stop is None:
        pressed.tell(NOTHING_LEFT)
        return None
    pressed.traces.remember(stop.location)
    if not pressed.jump(stop.sheet, stop.cell):
        pressed.jump(listed.tab, f"A{stop.findings[0].row}")
    return status(stop)


def _here(pressed: PressedBook, listed: RecordedList) -> Here:
    from pmo_xl.operations.finding_walk import Here

    tab, cell = pressed.active_tab, pressed.selected_cell()
    rows = pressed.selected_rows()
    chosen = next((row.location for row in listed.rows if tab == listed.tab and row.row in rows[:1]), None)
    return Here(tab, cell, chosen, pressed.traces.last_stop)


def status(stop: Stop) -> str:
    """3/28 課題管理表!K12 [ISS001 エラー] … → 直し方."""
    first, *others = stop.findings
    more = f"(ほか {len(others)} 件)" if others else ""
    anew = "(最初に戻りました)" if stop.is_round and stop.number == 1 else ""
    return (
        f"{stop.number}/{stop.count}{anew} {stop.location} [{first.rule} {first.severity}]{more} "
        f"{first.message} → {first.remedy}"
    )
