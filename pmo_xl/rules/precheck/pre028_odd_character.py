"""PRE028: characters that no search finds, or that their PC cannot show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Passage
from pmo_xl.rules.precheck.texts import hit, is_code
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_ODD: Final = re.compile(
    "(?P<文字化けの印>\ufffd)|(?P<外字>[\ue000-\uf01f\uf100-\uf8ff\U000f0000-\U0010fffd])|(?P<制御文字>[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f])"
    "|(?P<見えない文字>[\u200b\u2060\ufeff\u00ad]|(?<![\\w\u200d\ufe0f\U0001f000-\U0001faff])\u200d)"
    "|(?P<分解した濁点>[か-とは-ほカ-トハ-ホウう][\u3099\u309a])|(?P<康熙部首>[\u2e80-\u2fdf])"
)
_SUSPECT: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u200b\u200d\u2060\u2e80-\u2fdf\u3099\u309a〜～\ue000-\uf8ff\ufeff\uff66-\uff9f\ufffd\U000f0000-\U0010fffd]"
)
_HALF: Final = re.compile("[\uff66-\uff9f]+")
_TWO_WAVES: Final = re.compile("〜.*～|～.*〜", re.DOTALL)
_LONGEST: Final = 10


@rule(
    "PRE028",
    judges=Passage,
    reads=BODY,
    severity=Severity.WARNING,
    message="{what}「{match}」があります: 「{excerpt}」",
    remedy="ふつうの文字に打ち直してください。",
)
def odd_character(passage: Passage, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """検索で見つからない文字や、相手の画面で □ になる文字がある。

    ## 要旨
    文字化けの印、外字、制御文字、幅のない文字、か゛のように分かれた濁点、康熙部首(PDFから写した ⼈ など)を警告します。
    記号の書体(Wingdings など)の箇条書きの印は外字とみなしません。半角カナと、〜 と ～ の混在は情報です。① ㈱ 髙 などは指摘しません。語ファイルの [characters] forbid の文字は警告します。

    ## なぜ問題か
    検索でも置換でも見つからず、相手のパソコンでは □ になります。

    ## 違反例
    語: [characters] forbid = "①"
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | 名前は⼭田とする。 | | 警告 |
    | 1 概要 ＞ 段落2 | 本文 | 会員\ufffd登録 | | 警告 |
    | 1 概要 ＞ 段落3 | 本文 | 会員\u200b番号 | | 警告 |
    | 1 概要 ＞ 段落4 | 本文 | カ\u3099イドライン | | 警告 |
    | 1 概要 ＞ 段落5 | 本文 | ｶｲｲﾝ番号 | | 情報 |
    | 1 概要 ＞ 段落6 | 本文 | 4月〜5月、6月～7月 | | 情報 |
    | 1 概要 ＞ 段落7 | 本文 | ①を選ぶ。 | | 警告 |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | ①㈱青空の髙橋さん | | |
    | 1 概要 ＞ 段落2 | 本文 | 半角カナ(ｱ～ﾝ)は使えない。 | | |
    """
    forbidden = delivery.words.forbidden
    if not forbidden and not _SUSPECT.search(passage.text):
        return FITS
    return [*_hits(passage, forbidden)] or FITS


def _hits(passage: Passage, forbidden: str) -> Iterator[Judgement]:
    text = passage.text
    met = set()
    for found in _ODD.finditer(text):
        what = found.lastgroup or ""
        if what not in met:
            met.add(what)
            shown = found[0] if found[0].isprintable() else f"U+{ord(found[0][-1]):04X}"
            yield hit(shown, what=what, expected=unicodedata.normalize("NFKC", found[0]))
    for letter in dict.fromkeys(each for each in text if each in forbidden):
        yield hit(letter, what="使わないと決めた文字")
    half = _HALF.search(text)
    if half and "半角" not in text and not is_code(passage):
        plain = unicodedata.normalize("NFKC", half[0])
        yield hit(half[0][:_LONGEST], severity=Severity.INFO, expected=plain, what="半角カナ")
    if _TWO_WAVES.search(text):
        yield hit("〜", severity=Severity.INFO, what="2種類の波線")
