"""設定を確認: by which day and which rules the workbook is judged, which settings are unknown, and the sheet itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import day_of, paragraphs, some

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.operations.book import Book

_MOST = 6
_UNKNOWN = "DAT004"


def show_settings(pressed: PressedBook) -> None:
    """Say what counts, and go to 設定."""
    from pmo_xl.model.setting import Setting

    book = pressed.read("設定を読んでいます…")
    tab = next((each.title for each in book.layouts.tables if each.record_class is Setting), None)
    is_there = pressed.jump(tab, "A1")
    pressed.tell(
        paragraphs(*lines(book), [] if is_there else ["設定シートがないため、標準の設定で動いています。"])
    )


def lines(book: Book) -> tuple[list[str], ...]:
    """Project and day, rules, thresholds, and what in 設定 has no effect."""
    from pmo_xl.operations.opened_book import stale_day_remark
    from pmo_xl.rules.leniency import leniency
    from pmo_xl.rules.policy import policy_of

    settings, policy = book.settings, policy_of(book.settings)
    stale = stale_day_remark(book, "設定シートの基準日を空欄にしてください。")
    off = leniency(policy).off
    thresholds = [f"{name} = {value}" for name, value in settings.family("閾値.").items()]
    return (
        [f"案件名 {settings.project_name or '(未記入)'}", day_of(book), *([stale] if stale else [])],
        [
            policy.describe(),
            *([f"標準のうち使わない規則 {len(off)} 個: {'、'.join(off[:8])}"] if off else []),
        ],
        [f"しきい値(変えたもの): {'、'.join(thresholds)}" if thresholds else "しきい値はすべて標準です。"],
        _unknown(book),
    )


def _unknown(book: Book) -> list[str]:
    from pmo_xl.model.setting import Setting

    label = Setting.sheet.label
    found = [each for each in book.check([_UNKNOWN]).findings if each.sheet == label]
    if not found:
        return ["知らない設定・値はありません。"]
    return ["効いていない設定:", *some([f"{each.cell} {each.message}" for each in found], _MOST)]
