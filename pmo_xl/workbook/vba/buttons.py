"""The buttons a workbook gets: caption, the Sub of macros/PmoButtons.bas that each starts, what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding


@dataclass(frozen=True)
class Button:
    """One button. macro: the Sub; help: one line for PMO staff."""

    caption: str
    macro: str
    help: str


BUTTONS: Final = (
    Button("チェック", "PmoCheck", "全シートを突き合わせて指摘を並べ、最初の指摘のセルへ移ります。"),
    Button("期限超過", "PmoOverdue", "期限を過ぎたものと、もうすぐ期限のものの一覧を作って開きます。"),
    Button(
        "残予算", "PmoBudget", "予算・発注・残予算・着地見込を見せ、部門別・月別などの表を作って開きます。"
    ),
    Button("入力補正", "PmoFix", "全角・半角や日付の書き方など、判断の要らない直しを見せてから直します。"),
    Button("週次報告", "PmoWeeklyReport", "週次報告書(Word)を、ブックの隣の「出力_」フォルダに作ります。"),
    Button(
        "月次検収支払",
        "PmoMonthEnd",
        "このブックのひと月の検収・支払を点検し、結果を「出力_」フォルダに作ります。",
    ),
    Button("文書を作る", "PmoMakeDocuments", "開いているシートと、選んだ行の文書(Word)を作ります。"),
    Button("次の指摘へ", "PmoNextFinding", "次の指摘のセルへ移ります。"),
    Button("前の指摘へ", "PmoPreviousFinding", "前の指摘のセルへ戻ります。"),
    Button("設定を確認", "PmoShowSettings", "基準日など、今の設定と読み方を確かめます。"),
)
"""The main buttons, in the order in which they stand."""

SHEET_BUTTON: Final = Button("チェック", "PmoCheckSheet", "開いているシートの指摘だけを出します。")
"""The small button of a ledger sheet."""

CAPTION_FONT: Final = "BIZ UDGothic"
CAPTION_SIZE: Final = 200
"""How captions are written; the size in twentieths of a point."""

NOT_IN_A_NAME: Final = "%=';"
"""The characters in a workbook's name that the way from its buttons to Python (xlwings' RunPython) does not survive."""


def sheet_button(record_class: type[Record]) -> Button:
    """The small button of a ledger; that of チェック結果, which holds every sheet's findings, checks the whole workbook."""
    return BUTTONS[0] if record_class is RecordedFinding else SHEET_BUTTON
