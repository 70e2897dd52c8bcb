"""PRE023: numbers of headings, figures and tables that skip, repeat or lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

_HEADING: Final = re.compile(
    r"^\s*(?:第\s?(\d{1,3})\s?[章節編](?!\w)|(\d{1,3}(?:[.-]\d{1,3}){0,5})\.?(?=[\s　:、]|[^\W\d_]))"
)
_CAPTION: Final = re.compile(r"^\s*(図|表|写真)\s?(\d{1,3}(?:[.-]\d{1,3}){0,3})(?=[\s　:.、。(「]|$)")
_SPOKEN: Final = re.compile(
    r"(?<![一-龥ァ-ヴーA-Za-z0-9])(図|表)\s?(\d{1,3}(?:[.-]\d{1,3}){0,3})(?![\d.-]*\d)(?=[にのをはがでとへ、。)」・〜~]|から|より|参照|$)"
)
_ELSEWHERE: Final = re.compile(
    "』の|』に|別紙|別添|付録|仕様書|設計書|計画書|報告書|資料|規程|規格|標準|ガイド|JIS|ISO"
)
_AUTOMATIC: Final = "自動番号"
_NO_NUMBERS: Final = out_of_scope("手で打った番号がありません")
_NEEDED: Final = 3
_SPOKEN_IN: Final = ("本文", "箇条書き", "表セル", "脚注", "テキストボックス", "行")
_NEEDED_THINGS: Final = 4
_CAPTIONED: Final = 0.5
_CELL: Final = re.compile(r"(.*表\d+) \d+行\d+列")
_WITHOUT: Final = ("履歴", "表紙")
Number = tuple[int, ...]


@rule(
    "PRE023",
    judges=Document,
    reads=("見出し", "図表番号"),
    severity=Severity.WARNING,
    message="{what}",
    remedy="番号を振り直すか、Wordの自動の番号・図表番号・相互参照に替えてください。",
)
def numbering_broken(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """見出しや図表の番号が飛び、重なり、または参照先がない。

    ## 要旨
    手で打った見出し・図・表の番号が、飛ぶ、重なる、戻るものを警告します。1 に戻るのは新しい並びとみなします。「図3-2 に示す」のように言われた図や表が無ければエラーです
    (図表に番号のある文書だけ)。Wordの文書で、図(または表)が4つ以上あり、その半分以上に番号があれば、番号のないものも警告します(表紙と履歴の表は見ません)。『…』の・別紙・ほかの文書の名前のある文と、Wordの自動の番号は見ません。

    ## なぜ問題か
    頁が抜けているように見え、参照をたどれません。

    ## 違反例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 | 見出し | 1 概要 | | |
    | 2 画面 | 見出し | 2 画面 | | |
    | 2 画面 ＞ 段落1 | 図表番号 | 図1 画面の流れ | | |
    | 2 画面 ＞ 段落2 | 図表番号 | 図2 画面の一覧 | | |
    | 2 画面 ＞ 段落3 | 本文 | 流れを図1に、帳票を図5に示す。 | | エラー |
    | 4 帳票 | 見出し | 4 帳票 | | 警告 |
    | 4 帳票 ＞ 段落1 | 図表番号 | 図2 帳票の一覧 | | 警告 |

    ## 違反例(番号のない図)
    文書: 手順書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 手順 ＞ 段落1 | 図 | 図 | | |
    | 手順 ＞ 段落2 | 図表番号 | 図1 開始 | | |
    | 手順 ＞ 段落3 | 図 | 図 | | |
    | 手順 ＞ 段落4 | 図 | 図 | | |
    | 手順 ＞ 段落5 | 図表番号 | 図2 入力 | | |
    | 手順 ＞ 段落6 | 本文 | 次に進む。 | | |
    | 手順 ＞ 段落7 | 図 | 図 | | 警告 |
    | 手順 ＞ 段落8 | 本文 | 終わる。 | | |

    ## 適合例(半分に満たない)
    文書: 手順書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 手順 ＞ 段落1 | 図 | 図 | | |
    | 手順 ＞ 段落2 | 図表番号 | 図1 開始 | | |
    | 手順 ＞ 段落3 | 図 | 図 | | |
    | 手順 ＞ 段落4 | 本文 | 次に進む。 | | |
    | 手順 ＞ 段落5 | 図 | 図 | | |
    | 手順 ＞ 段落6 | 本文 | 入力する。 | | |
    | 手順 ＞ 段落7 | 図 | 図 | | |
    | 手順 ＞ 段落8 | 本文 | 終わる。 | | |

    ## 違反例(番号のない表)
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 図表番号 | 表1 項目 | | |
    | 1 概要 ＞ 表1 1行1列 | 表セル | 項目 | | |
    | 1 概要 ＞ 表1 2行1列 | 表セル | 氏名 | | |
    | 1 概要 ＞ 段落2 | 図表番号 | 表2 区分 | | |
    | 1 概要 ＞ 表2 1行1列 | 表セル | 区分 | | |
    | 1 概要 ＞ 段落3 | 本文 | 次の表に示す。 | | |
    | 1 概要 ＞ 表3 1行1列 | 表セル | 種別 | | 警告 |
    | 1 概要 ＞ 段落4 | 図表番号 | 表3 桁数 | | |
    | 1 概要 ＞ 表4 1行1列 | 表セル | 桁数 | | |
    | 変更履歴 ＞ 段落1 | 本文 | 変更の記録 | | |
    | 変更履歴 ＞ 表5 1行1列 | 表セル | 版 | | |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 | 見出し | 1 概要 | | |
    | 1 概要 ＞ 1.1 目的 | 見出し | 1.1 目的 | | |
    | 1 概要 ＞ 1.2 範囲 | 見出し | 1.2 範囲 | | |
    | 2 画面 | 見出し | 2 画面 | | |
    | 2 画面 ＞ 2.1 一覧 | 見出し | 2.1 一覧 | | |
    | 2 画面 ＞ 2.1 一覧 ＞ 段落1 | 図表番号 | 図2-1 画面の流れ | | |
    | 2 画面 ＞ 2.1 一覧 ＞ 段落2 | 本文 | 『共通設計書』の図9を見る。図2-1に示す。 | | |
    """
    headings = [*_numbered(document.of("見出し"), _HEADING)]
    captions = [*_numbered(document.of("図表番号", "本文"), _CAPTION)]
    typed = headings if len(headings) >= _NEEDED else []
    if not typed and not captions:
        return _NO_NUMBERS
    return [
        *_sequence("見出し", typed),
        *_figures(captions),
        *_spoken(document, captions),
        *_uncaptioned(document),
    ] or FITS


def _numbered(passages: Iterator[Passage], pattern: re.Pattern[str]) -> Iterator[tuple[Passage, str, Number]]:
    """Those that begin with a typed number: word before it, and the number."""
    for each in passages:
        found = pattern.match(folded(each.text))
        if found is None or (each.kind == "本文" and (len(each.text) > 60 or "。" in each.text)):
            continue
        word, digits = (found[1], found[2]) if pattern is _CAPTION else ("", found[1] or found[2])
        yield each, word, tuple(map(int, re.split("[.-]", digits)))


def _sequence(what: str, found: Sequence[tuple[Passage, str, Number]]) -> Iterator[Judgement]:
    """Where the numbers of one parent do not follow each other."""
    last: dict[Number, int] = {}
    for passage, word, number in found:
        above, own = number[:-1], number[-1]
        before = last.get(above)
        is_parent_known = not above or above in {n for _, _, n in found}
        if before is not None and own not in (before + 1, 1) and _AUTOMATIC not in passage.marks:
            how = "重なっています" if own == before else "戻っています" if own < before else "飛んでいます"
            shown = f"{word}{'.'.join(map(str, number))}"
            yield hit(
                shown, at=passage, what=f"{what}の番号が{how}({before} の次が {own}): 「{passage.text[:40]}」"
            )
        if is_parent_known:
            last[above] = own


def _figures(captions: Sequence[tuple[Passage, str, Number]]) -> Iterator[Judgement]:
    for word in ("図", "表", "写真"):
        own = [each for each in captions if each[1] == word]
        yield from _sequence(word, own)


def _spoken(document: Document, captions: Sequence[tuple[Passage, str, Number]]) -> Iterator[Judgement]:
    there = {(word, number) for _, word, number in captions}
    words = {word for word, _ in there}
    for each in document.of(*_SPOKEN_IN):
        if not ("図" in each.text or "表" in each.text) or _ELSEWHERE.search(each.text):
            continue
        for found in _SPOKEN.finditer(folded(each.text)):
            number = tuple(map(int, re.split("[.-]", found[2])))
            if (
                found[1] in words
                and (found[1], number) not in there
                and not _CAPTION.match(folded(each.text))
            ):
                yield hit(
                    found[0],
                    at=each,
                    severity=Severity.ERROR,
                    what=f"「{found[0]}」がありません: 「{each.text[:60]}」",
                )


def _uncaptioned(document: Document) -> Iterator[Judgement]:
    """The pictures and tables of a Word paper without a number, where at least half of their kind have one."""
    if document.kind not in ("docx", "docm"):
        return
    things = [*_things(document)]
    for what, words in (("図", ("図", "写真")), ("表", ("表",))):
        own = [place for place, (kind, _) in enumerate(things) if kind == what]
        numbered = max((_numbered_things(things, what, words, step) for step in (-1, 1)), key=len)
        bare = [place for place in own if place not in numbered]
        if len(own) < _NEEDED_THINGS or len(own) - len(bare) < len(own) * _CAPTIONED:
            continue
        for place in bare:
            shown = f"番号のない{what}"
            yield hit(what, at=things[place][1], what=f"{shown}があります(ほかの{what}には番号があります)")


def _things(document: Document) -> Iterator[tuple[str, Passage]]:
    """The pictures, the tables (by their first cell) and the other texts in order; what belongs to covers and histories is a text."""
    table = ""
    for each in document.of("図", "表セル", "見出し", "図表番号", "本文", "箇条書き"):
        cell = _CELL.match(each.place)
        if cell is None:
            table = ""
            yield each.kind, each
        elif cell[1] != table:
            table = cell[1]
            is_told = any(word in above for above in each.heading for word in _WITHOUT)
            yield ("本文" if is_told or not each.heading else "表"), each


def _numbered_things(
    things: Sequence[tuple[str, Passage]], what: str, words: tuple[str, ...], step: int
) -> set[int]:
    """The places of what has a caption, each caption being that of the thing before it (step -1) or after it, else of the other side.

    Pictures one after the other share a caption.
    """
    found: set[int] = set()
    for place, (kind, passage) in enumerate(things):
        caption = _CAPTION.match(folded(passage.text)) if kind not in ("図", "表") else None
        if caption is None or caption[1] not in words:
            continue
        for way in (step, -step):
            at = place + way
            if not (0 <= at < len(things) and things[at][0] == what):
                continue
            found.add(at)
            while what == "図" and 0 <= at + way < len(things) and things[at + way][0] == what:
                at += way
                found.add(at)
            break
    return found
