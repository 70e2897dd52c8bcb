"""The buttons of the window (`pmo-xl window`), in the order in which they stand.

Where a button of a workbook does the same, caption and help are its own; a help of the window's stands where that speaks of
Excel. From this table come the window and the table in docs/staff/window.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from pmo_xl.actions import BUTTONS


class Takes(Enum):
    """What has to be chosen before a button can be pressed."""

    NOTHING = auto()
    BOOK = auto()
    """One ledger."""
    BOOKS = auto()
    """A ledger, or a folder of them."""
    PAPERS = auto()
    """A file or a folder that is to be delivered."""


@dataclass(frozen=True)
class Tile:
    """A button of the window. verb: its function (faces/window/desk.py, verb_of).

    can_stop: whether it may be ended midway; what writes into a ledger may not.
    """

    verb: str
    takes: Takes
    caption: str
    help: str
    can_stop: bool = True


def _as_button(verb: str, takes: Takes, help: str = "", *, can_stop: bool = True) -> Tile:
    """The tile of a workbook's button."""
    button = next(each for each in BUTTONS if each.verb == verb)
    return Tile(verb, takes, button.caption, help or button.help, can_stop)


TILES: Final = (
    _as_button(
        "check", Takes.BOOKS, "全シートを突き合わせ、食い違いと漏れの一覧を作ります。台帳には書きません。"
    ),
    _as_button("overdue", Takes.BOOKS, "期限を過ぎたものと、もうすぐ期限のものの一覧を作ります。"),
    _as_button("budget", Takes.BOOKS, "予算・発注・残予算・着地見込を、部門別・月別などの表にします。"),
    _as_button("fix", Takes.BOOK, can_stop=False),
    Tile(
        "record",
        Takes.BOOK,
        "記録",
        "指摘を台帳のチェック結果シートに書き、今日の記録を残します。",
        can_stop=False,
    ),
    _as_button(
        "remind", Takes.BOOKS, "期限を過ぎたものの催促文を、担当・取引先ごとに作ります。送信はしません。"
    ),
    _as_button("weekly_report", Takes.BOOK),
    _as_button("month_end", Takes.BOOKS, "ひと月の検収・支払を点検し、Excel・Word・催促文を作ります。"),
    _as_button(
        "make_documents", Takes.BOOK, "週次・月次・検収などの組を選ぶと、Word文書をまとめて作ります。"
    ),
    _as_button("precheck", Takes.PAPERS, "お客様へ出す文書を、出す前に点検します。書き換えません。"),
)
"""The ten verbs of every week."""

STARTERS: Final = (
    Tile("demo", Takes.NOTHING, "見本で試す", "見本の台帳を2冊作り、主な仕事をやってみせます(1分ほど)。"),
    Tile("new_book", Takes.NOTHING, "新しい台帳", "空の台帳を作ります。"),
)
"""What somebody begins with who has no ledger yet."""
