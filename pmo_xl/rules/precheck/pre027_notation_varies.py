"""PRE027: one thing written in two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pmo_xl.model.passage import Delivery, Passage
from pmo_xl.rules.policy import OFF_WORDS
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
_TOKEN: Final = re.compile("[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]{2,40}")
_HALF_LETTER: Final = re.compile("[A-Za-z]")
_WIDE: Final = re.compile("[Ａ-Ｚａ-ｚ０-９]")
_ERA_YEAR: Final = re.compile(
    r"(?:昭和|平成|令和)\s?(?:元|[0-9]{1,2})\s?年(?![^。、]{0,14}(?:法律|政令|省令|府令|告示|条例|訓令|規則|通知|勅令))"
)
_PLAIN_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:\s?年|[/-][01]?[0-9][/-])")
_PAIRED_YEAR: Final = re.compile(
    r"[0-9]{4}\s?年?\s?\(\s?(?:昭和|平成|令和)|(?:昭和|平成|令和)\s?(?:元|[0-9]{1,2})\s?年?\s?\(\s?[0-9]{4}"
)
_ERA, _PLAIN = "元号", "西暦"
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
    judges=Delivery,
    reads=_READ,
    severity=Severity.WARNING,
    message="{told}の書き方が混ざっています。",
    remedy="「{right}」にそろえてください。",
)
def notation_varies(delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """同じものが、2通りの書き方で書かれている。

    ## 要旨
    語ファイルの [terms] の避ける書き方、よく混ざる組(問い合わせ・問合せ、打ち合わせ・打合せ など)、ー のあるなしだけが違うカタカナ語(3文字以上)が、
    1つの文書の中で両方使われていれば、少ないほうの初めの所に警告し、それぞれの数を示します。
    1つの文書の中では揃っていて、納品物の文書どうしで違うときは情報です。同じ英数字の言葉の全角と半角、元号と西暦の年(2026年(令和8年)のように
    並べて書いた所と、法令の番号の年は数えません)が納品物の中で混ざっているときも情報です。
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

    ## 違反例(文書どうし)
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | サーバーを置く。サーバーは2台とする。 | | |
    | 1 概要 ＞ 段落2 | 本文 | ＡＰＩを呼ぶ。 | | 情報 |
    | 1 概要 ＞ 段落3 | 本文 | 2026年12月に始め、2027年3月に終える。 | | |

    文書: 運用手順書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 起動 ＞ 段落1 | 本文 | サーバを起動する。 | | 情報 |
    | 1 起動 ＞ 段落2 | 本文 | API の応答を待ち、API の版を確かめる。 | | |
    | 1 起動 ＞ 段落3 | 本文 | 令和8年12月から使う。 | | 情報 |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | ユーザーのユーザビリティを見る。 | | |
    | 1 概要 ＞ 段落2 | 本文 | 『ユーザガイド』を読む。 | | |
    | 1 概要 ＞ 段落3 | 本文 | 2026年(令和8年)4月に始める。個人情報保護法(平成15年法律第57号)を守る。 | | |

    文書: 手引.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | ユーザーは2027年3月まで使う。 | | |
    """
    allowed = frozenset(delivery.words.allow)
    settled = {folded(each) for term, others in delivery.words.terms.items() for each in (term, *others)}
    whole, met = _Used(), set(settled)
    found: list[Judgement] = []
    for document in delivery.documents:
        if any(said.get("PRE027") in OFF_WORDS for said in delivery.words.said_of(document.path)):
            continue
        texts = [(each, _plain(each)) for each in document.of(*_READ) if not is_code(each)]
        used = _used_in(texts)
        whole.add(used)
        found += _terms(texts, delivery.words.terms)
        for group in _in_two_ways(used, allowed):
            met.update(group)
            if not settled.intersection(group):
                found.append(_mixed(group, used))
    for group in (*_in_two_ways(whole, allowed), *_in_two_widths(whole), *_in_two_calendars(whole)):
        if not met.intersection(group):
            found.append(_mixed(group, whole, Severity.INFO))
    return found or FITS


Texts = Sequence[tuple[Passage, str]]


@dataclass
class _Used:
    """How often each form is written, and where it stands first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, Passage] = field(default_factory=dict)

    def note(self, form: str, passage: Passage) -> None:
        """One more of it."""
        self.counts[form] += 1
        self.first.setdefault(form, passage)

    def add(self, other: _Used) -> None:
        """What another document has, too."""
        self.counts.update(other.counts)
        for form, passage in other.first.items():
            self.first.setdefault(form, passage)


def _used_in(texts: Texts) -> _Used:
    used = _Used()
    for passage, text in texts:
        for word in (*_any_of_a_pair().findall(text), *_katakana_outside_pairs(text)):
            used.note(word, passage)
        for token in _TOKEN.findall(passage.text):
            if _HALF_LETTER.search(folded(token)):
                used.note(token, passage)
        if "年" in text or "20" in text or "19" in text:
            _note_years(used, passage, text)
    return used


def _katakana_outside_pairs(text: str) -> Iterator[str]:
    """The katakana words but those that a pair names: each form is counted once."""
    return (word for word in _KATAKANA.findall(text) if word not in _words_of_pairs())


def _note_years(used: _Used, passage: Passage, text: str) -> None:
    if _PAIRED_YEAR.search(text):
        return
    for form, years in ((_ERA, _ERA_YEAR), (_PLAIN, _PLAIN_YEAR)):
        for _ in years.finditer(text):
            used.note(form, passage)


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


@lru_cache(maxsize=1)
def _words_of_pairs() -> frozenset[str]:
    return frozenset(word for group in _groups() for word in group)


def _in_two_ways(used: _Used, allowed: frozenset[str]) -> Iterator[Sequence[str]]:
    """The forms of one word, where there are several: of a pair, or katakana that differs only in a ー at its end."""
    for group in _groups():
        yield from _several(word for word in group if used.counts[word])
    stems: defaultdict[str, list[str]] = defaultdict(list)
    for word in used.counts:
        if _KATAKANA.fullmatch(word) and word not in _words_of_pairs():
            stems[word.rstrip(_LONG)].append(word)
    for stem, words in stems.items():
        if len(words) == 2 and len(stem) >= 3 and not allowed & set(words):
            yield words


def _in_two_widths(used: _Used) -> Iterator[Sequence[str]]:
    wide = [form for form in used.counts if _WIDE.search(form)]
    for form in wide:
        yield from _several(each for each in (form, folded(form)) if used.counts[each])


def _in_two_calendars(used: _Used) -> Iterator[Sequence[str]]:
    yield from _several(form for form in (_ERA, _PLAIN) if used.counts[form])


def _several(forms: Iterable[str]) -> Iterator[Sequence[str]]:
    found = list(forms)
    if len(found) > 1:
        yield found


def _mixed(words: Sequence[str], used: _Used, severity: Severity | None = None) -> Judgement:
    ordered = sorted(words, key=lambda word: (-used.counts[word], word))
    told = "、".join(f"「{word}」({used.counts[word]} か所)" for word in ordered)
    rarer, right = ordered[-1], ordered[0]
    return hit(rarer, at=used.first[rarer], severity=severity, expected=right, told=told, right=right)
