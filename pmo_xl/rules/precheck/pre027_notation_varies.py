"""PRE027: one thing written in two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import folded, hit, is_code
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_PAIRS: Final = (
    "問い合わせ/問合せ/問合わせ/問い合せ 打ち合わせ/打合せ/打合わせ/打ち合せ 申し込み/申込み/申込 取り扱い/取扱い 引き継ぎ/引継ぎ/引き継ぎ 受け付け/受付け "
    "見積もり/見積り 切り替え/切替え/切り換え 組み合わせ/組合せ/組み合せ 割り当て/割当て 読み込み/読込み 書き込み/書込み 取り消し/取消し "
    "呼び出し/呼出し 受け渡し/受渡し 取り込み/取込み 貼り付け/貼付け 立ち上げ/立上げ 洗い出し/洗出し 振り分け/振分け ください/下さい "
    "ウェブ/ウエブ ソフトウェア/ソフトウエア ハードウェア/ハードウエア ミドルウェア/ミドルウエア インターフェース/インタフェース/インターフェイス "
    "ディレクトリ/ディレクトリー デジタル/ディジタル シミュレーション/シュミレーション コミュニケーション/コミニュケーション "
    "リポート/レポート ウイルス/ウィルス メールアドレス/メイルアドレス ファイアウォール/ファイアーウォール/ファイヤーウォール "
    "データベース/データーベース"
)  # fmt: skip
_KATAKANA: Final = re.compile("[ァ-ヴー]{3,24}")
_QUOTED: Final = re.compile(r"『[^』]{0,100}』|[A-Za-z]:\\\S*|https?://\S*")
_LONG: Final = "ー"
_READ: Final = (
    "本文",
    "見出し",
    "箇条書き",
    "表セル",
    "セル",
    "図表番号",
    "脚注",
    "テキストボックス",
    "行",
    "スライド文",
    "図形",
)


@rule(
    "PRE027",
    judges=Document,
    reads=_READ,
    severity=Severity.WARNING,
    message="{told}の書き方が混ざっています。",
    remedy="「{right}」にそろえてください。",
)
def notation_varies(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """同じものが、2通りの書き方で書かれている。

    ## 要旨
    語ファイルの [terms] の避ける書き方、よく混ざる組(問い合わせ・問合せ、打ち合わせ・打合せ など)、ー のあるなしだけが違うカタカナ語(3文字以上)が、
    1つの文書の中で両方使われていれば、少ないほうの初めの所に警告し、それぞれの数を示します。
    『』の中、道筋とアドレス、プログラムの行は見ません。ユーザビリティ の中の ユーザ は数えません。

    ## なぜ問題か
    別のものを指すと読まれます。

    ## 違反例
    語: [terms] "障害票" = ["バグ票"]
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | ユーザーが登録する。ユーザーは会員である。 | | |
    | 1 概要 ＞ 段落2 | 本文 | ユーザを消す。 | | 警告 |
    | 1 概要 ＞ 段落3 | 本文 | 問い合わせを受ける。問い合わせに答える。 | | |
    | 1 概要 ＞ 段落4 | 本文 | 問合せの窓口 | | 警告 |
    | 1 概要 ＞ 段落5 | 本文 | バグ票を書く。 | | 警告 |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | ユーザーのユーザビリティを見る。 | | |
    | 1 概要 ＞ 段落2 | 本文 | 『ユーザガイド』を読む。 | | |
    """
    texts = [(each, _plain(each)) for each in document.of(*_READ) if not is_code(each)]
    allowed = frozenset(delivery.words.allow)
    found = [*_terms(texts, delivery.words.terms), *_pairs(texts), *_long_sounds(texts, allowed)]
    return found or FITS


Texts = Sequence[tuple[Passage, str]]


def _plain(passage: Passage) -> str:
    """The text without quotations, paths and addresses; blanks stand for them."""
    text = folded(passage.text)
    return _QUOTED.sub("・", text) if "『" in text or ":" in text else text


def _terms(texts: Texts, terms: Mapping[str, Sequence[str]]) -> Iterator[Judgement]:
    for preferred, variants in terms.items():
        for variant in variants:
            found = [each for each, text in texts if _is_in(folded(variant), text, folded(preferred))]
            if found:
                yield hit(
                    variant,
                    at=found[0],
                    expected=preferred,
                    told=f"「{variant}」({len(found)} か所)",
                    right=preferred,
                )


def _is_in(word: str, text: str, preferred: str) -> bool:
    """Whether a text holds the word, as a word of its own where it is katakana, and not inside the preferred one."""
    rest = text.replace(preferred, "・") if word in preferred else text
    if word not in rest:
        return False
    if _KATAKANA.fullmatch(word):
        return any(run == word for run in _KATAKANA.findall(rest))
    return True


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(group.split("/"))) for group in _PAIRS.split())


@lru_cache(maxsize=1)
def _any_of_a_pair() -> re.Pattern[str]:
    words = sorted({word for group in _groups() for word in group}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _pairs(texts: Texts) -> Iterator[Judgement]:
    counts: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    for passage, text in texts:
        for word in _any_of_a_pair().findall(text):
            counts[word] += 1
            first.setdefault(word, passage)
    for group in _groups():
        yield from _mixed([word for word in group if counts[word]], counts, first)


def _long_sounds(texts: Texts, allowed: frozenset[str]) -> Iterator[Judgement]:
    """Katakana words that differ only in a ー at their end."""
    counts: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    for passage, text in texts:
        for word in _KATAKANA.findall(text):
            counts[word] += 1
            first.setdefault(word, passage)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in counts:
        groups[word.rstrip(_LONG)].append(word)
    for stem, words in groups.items():
        if len(words) == 2 and len(stem) >= 3 and not allowed & set(words):
            yield from _mixed(words, counts, first)


def _mixed(
    words: Sequence[str], counts: Mapping[str, int], first: Mapping[str, Passage]
) -> Iterator[Judgement]:
    if len(words) < 2:
        return
    ordered = sorted(words, key=lambda word: (-counts[word], word))
    told = "、".join(f"「{word}」({counts[word]} か所)" for word in ordered)
    yield hit(ordered[-1], at=first[ordered[-1]], expected=ordered[0], told=told, right=ordered[0])
