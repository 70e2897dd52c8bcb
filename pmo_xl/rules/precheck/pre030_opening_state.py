"""PRE030: how an Excel file opens: on which sheet, at which cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_MOST: Final = 5


@rule(
    "PRE030",
    judges=Document,
    reads=("開いた状態",),
    severity=Severity.WARNING,
    message="{what}",
    remedy="{how}",
)
def opening_state(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """開いたときに、先頭のシートのA1になっていない。

    ## 要旨
    見えるシートのカーソルか表示の左上が A1(枠を固定したシートでは最初の動くセル)にないもの、先頭のシートが前に出ていないものを
    ブックごとに警告します。2枚以上のシートが選ばれたまま(グループ)のものはエラー、倍率が語ファイルの [excel] zoom と違うものは情報です。

    ## なぜ問題か
    グループのまま打つと、選ばれたすべてのシートが書き換わります。A1にそろえるのは納品の作法です。

    ## 違反例
    語: [excel] zoom = 100
    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「表紙」 | 開いた状態 | 表紙 | 先頭 | |
    | シート「会員」 | 開いた状態 | 会員 | カーソル:C5、倍率:85 | 警告、情報 |
    | シート「注文」 | 開いた状態 | 注文 | 前面 | 警告 |

    ## 違反例(グループ)
    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「表紙」 | 開いた状態 | 表紙 | 先頭、前面、選択 | エラー |
    | シート「会員」 | 開いた状態 | 会員 | 選択 | |

    ## 適合例
    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「表紙」 | 開いた状態 | 表紙 | 先頭、前面、選択 | |
    | シート「会員」 | 開いた状態 | 会員 | 倍率:85 | |
    """
    sheets = list(document.of("開いた状態"))
    return [
        *_grouped(sheets),
        *_cursors(sheets),
        *_front(sheets),
        *_zoom(sheets, delivery.words.zoom),
    ] or FITS


def _grouped(sheets: Sequence[Passage]) -> Iterator[Judgement]:
    chosen = [each for each in sheets if each.marks & {"選択", "前面"}]  # the sheet in front is chosen, too
    if len(chosen) > 1:
        what = f"シートが{len(chosen)}枚選ばれたままです({_names(chosen)})。"
        how = "シートの見出しを右クリックし、グループ解除をしてから保存してください。"
        yield hit(chosen[0].text, at=chosen[0], severity=Severity.ERROR, what=what, how=how)


def _cursors(sheets: Sequence[Passage]) -> Iterator[Judgement]:
    away = [(each, _told(each)) for each in sheets]
    away = [(each, told) for each, told in away if told]
    if away:
        named = "、".join(f"{each.text} {told}" for each, told in away[:_MOST]) + _more(away)
        what = f"A1 で開かないシートがあります: {named}。"
        yield hit(
            away[0][0].text,
            at=away[0][0],
            what=what,
            how="全シートで Ctrl+Home を押し、先頭のシートに戻して保存してください。",
        )


def _told(sheet: Passage) -> str:
    found = sorted(mark for mark in sheet.marks if mark.startswith(("カーソル:", "左上:")))
    return "、".join(mark.replace(":", " ") for mark in found)


def _front(sheets: Sequence[Passage]) -> Iterator[Judgement]:
    front = next((each for each in sheets if "前面" in each.marks), None)
    first = next((each for each in sheets if "先頭" in each.marks), None)
    if front and first and front is not first:
        what = f"先頭の「{first.text}」ではなく「{front.text}」が開きます。"
        yield hit(
            front.text, at=front, expected=first.text, what=what, how="先頭のシートを選んで保存してください。"
        )


def _zoom(sheets: Sequence[Passage], wanted: int) -> Iterator[Judgement]:
    other = [each for each in sheets if wanted and _zoomed(each) != wanted]
    if other:
        what = f"倍率が {wanted}% でないシートがあります: {_names(other)}。"
        yield hit(
            other[0].text,
            at=other[0],
            severity=Severity.INFO,
            what=what,
            how=f"倍率を {wanted}% にして保存してください。",
        )


def _zoomed(sheet: Passage) -> int:
    told = next((mark for mark in sheet.marks if mark.startswith("倍率:")), "倍率:100")
    return int(told.removeprefix("倍率:"))


def _names(sheets: Sequence[Passage]) -> str:
    return "、".join(each.text for each in sheets[:_MOST]) + _more(sheets)


def _more(found: Sequence[object]) -> str:
    return f" ほか {len(found) - _MOST} 枚" if len(found) > _MOST else ""
