"""次の指摘へ / 前の指摘へ: from finding to finding through チェック結果, each with its message in the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.desk import Desk
    from pmo_xl.operations.finding_walk import Here, Stop
    from pmo_xl.operations.recorded_list import RecordedList

NOTHING_LEFT = "残っている指摘はありません。台帳を直した後は「チェック」を押すと、今の状態を点検できます。"

NO_LIST = (
    "「チェック結果」シートがないため、指摘を順にたどれません。"
    "「チェック」を押すと、指摘を別のブック(指摘一覧)に書き、そこからセルへ移れます。"
)


def next_finding(desk: Desk) -> str | None:
    """Go to the next place with findings."""
    return _walk(desk, 1)


def previous_finding(desk: Desk) -> str | None:
    """Go to the place before."""
    return _walk(desk, -1)


def _walk(desk: Desk, step: int) -> str | None:
    from pmo_xl.operations.finding_walk import next_stop
    from pmo_xl.operations.recorded_list import recorded_list
    from pmo_xl.operations.today import today_in_japan

    listed = recorded_list(desk.excel)
    if listed.tab is None:
        desk.tell(NO_LIST)
        return None
    stop = next_stop(listed.rows, _here(desk, listed), step, today_in_japan())
    if stop is None:
        desk.tell(NOTHING_LEFT)
        return None
    desk.traces.remember(stop.location)
    if not desk.jump(stop.sheet, stop.cell):
        desk.jump(listed.tab, f"A{stop.findings[0].row}")
    return status(stop)


def _here(desk: Desk, listed: RecordedList) -> Here:
    from pmo_xl.operations.finding_walk import Here

    tab, cell = desk.active_tab, desk.selected_cell()
    rows = desk.selected_rows()
    chosen = next((row.location for row in listed.rows if tab == listed.tab and row.row in rows[:1]), None)
    return Here(tab, cell, chosen, desk.traces.last_stop)


def status(stop: Stop) -> str:
    """3/28 課題管理表!K12 [ISS001 エラー] … → 直し方."""
    first, *others = stop.findings
    more = f"(ほか {len(others)} 件)" if others else ""
    anew = "(最初に戻りました)" if stop.is_round and stop.number == 1 else ""
    return (
        f"{stop.number}/{stop.count}{anew} {stop.location} [{first.rule} {first.severity}]{more} "
        f"{first.message} → {first.remedy}"
    )
