"""PRE029: letters typed twice, brackets left open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Passage
from pmo_xl.rules.precheck.texts import hit, is_code
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_DOUBLED: Final = re.compile(
    "をを|がが(?!い)|(?<!も)のの(?!し)|にに(?!ぎ|ん|こ)|(?<![こごひもほ])とと(?![もの後ぎ])|。。|、、"
)
_TWICE: Final = re.compile(r"([をがのにと。、])\1")
_RUN_OF_SIGNS: Final = re.compile("(?:。。|、、)[。、]")
_PAIRS: Final = {"(": ")", "（": "）", "「": "」", "『": "』", "【": "】", "〔": "〕", "［": "］"}
_CLOSES: Final = {
    "）": "(",
    ")": "(",
    **{close: open_ for open_, close in _PAIRS.items() if close not in ")）"},
}
_ITEM: Final = re.compile(r"(?:^|[\s、。・(（「])[0-9０-９A-Za-zア-ン①-⑳ⅰ-ⅹ]{1,3}$|^\s*[^\s()（）]{1,4}$")
_SHORTEST: Final = 20
_QUOTES: Final = {"「": "」", "『": "』"}
_LONGEST_QUOTATION: Final = 5
_PARAGRAPHS: Final = ("本文", "箇条書き", "脚注")
"""Of a PDF only lines are known, and a bracket may close on the next."""


@rule(
    "PRE029",
    judges=Passage,
    reads=(
        "本文",
        "箇条書き",
        "脚注",
        "行",
        "テキストボックス",
        "セル",
        "表セル",
        "見出し",
        "図形",
        "スライド文",
    ),
    severity=Severity.WARNING,
    message="{what}「{match}」があります: 「{excerpt}」",
    remedy="重なった字を消し、括弧を閉じてください。",
)
def typing_slip(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """同じ助詞や句読点が重なり、括弧が閉じていない。

    ## 要旨
    をを、がが、のの(ものの は除く)、にに、とと、。。、、、と、20文字以上の段落(PDFの行を除く)で対になっていない括弧を警告します。
    セルと1行だけの文は、括弧を見ません。1) や a) のような番号の括弧は数えません。
    「」と『』は、同じ見出しの下の次の段落から5つ先までで閉じていれば、段落にまたがる引用とみて、どちらの段落でも指摘しません。

    ## なぜ問題か
    読み返していない文書だと思われます。

    ## 違反例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | 会員番号をを採番する。 | | 警告 |
    | 1 概要 ＞ 段落2 | 本文 | 会員のの一覧、、を出す。 | | 警告、警告 |
    | 1 概要 ＞ 段落3 | 本文 | 登録した会員(法人を含むすべての会員には、確認のメールを送る。 | | 警告 |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | 登録はできるものの、にこにこと、ことと、ひとと並ぶ。画面ごととする。 | | |
    | 1 概要 ＞ 段落2 | 本文 | 次のどちらかを選ぶ。1) 会員として登録する 2) 登録しない | | |
    | 1 概要 ＞ 段落3 | 本文 | 考え中。。。 | | |
    | 1 概要 ＞ 表1 2行1列 | 表セル | 会員(法人を含むすべての会員には、確認のメールを送る | | |

    文書: 議事録.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 経緯 ＞ 段落1 | 本文 | 先方の説明は次のとおり。「会員番号は本部で付ける。 | | |
    | 1 経緯 ＞ 段落2 | 本文 | 支店では付けない。番号は使い回さない」という決まりである。 | | |

    文書: 手引.pdf
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2頁 21行目 | 本文 | ることにする。具体的な手法は「間接的なコストを減らすこと」と、「社員 | | |
    """
    is_long = len(passage.text) >= _SHORTEST and "。" in passage.text
    if not (is_long or _TWICE.search(passage.text)) or is_code(passage):
        return FITS
    return [*_hits(passage, delivery)] or FITS


def _hits(passage: Passage, delivery: Delivery) -> Iterator[Judgement]:
    text = passage.text
    met = set()
    for found in _DOUBLED.finditer(text):
        is_run = _RUN_OF_SIGNS.match(text, found.start()) or text[found.start() - 1 : found.start()] in (
            "。",
            "、",
        )
        if found[0] not in met and not is_run:
            met.add(found[0])
            yield hit(found[0], what="重なった字")
    is_paragraph = passage.kind in _PARAGRAPHS and not passage.document.lower().endswith(".pdf")
    is_sentence = is_paragraph and len(text) >= _SHORTEST and "。" in text
    if is_sentence and (bracket := _unpaired(text)) and not _is_quotation(bracket, passage, delivery):
        yield hit(bracket, what="閉じていない括弧")


def _is_quotation(bracket: str, passage: Passage, delivery: Delivery) -> bool:
    """Whether the other half stands in a paragraph near by: a quotation over several of them."""
    is_open = bracket in _QUOTES
    if not is_open and bracket not in _QUOTES.values():
        return False
    other = _QUOTES[bracket] if is_open else next(key for key, close in _QUOTES.items() if close == bracket)
    paragraphs = [
        each
        for document in delivery.documents
        if document.path == passage.document
        for each in document.passages
        if each.kind in _PARAGRAPHS and each.heading == passage.heading
    ]
    at = paragraphs.index(passage)
    near = (
        paragraphs[at + 1 : at + 1 + _LONGEST_QUOTATION]
        if is_open
        else paragraphs[max(0, at - _LONGEST_QUOTATION) : at][::-1]
    )
    return next(filter(None, (_unpaired(each.text) for each in near)), "") == other


def _unpaired(text: str) -> str:
    """The first bracket without its other half; "" where they all pair. 1) and a) are no brackets."""
    opened: list[str] = []
    for at, letter in enumerate(text):
        if letter in _PAIRS:
            opened.append("(" if letter == "（" else letter)
        elif letter in _CLOSES:
            if opened and opened[-1] == _CLOSES[letter]:
                opened.pop()
            elif not (letter in ")）" and _ITEM.search(text[max(0, at - 5) : at])):
                return letter
    return opened[0] if opened else ""
