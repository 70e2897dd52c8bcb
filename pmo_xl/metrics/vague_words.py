"""Vague words: what a text says without saying how much, in a sentence that has no number with its unit.

Source: rules.tsv, REQ008 (ARM's weak phrases).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_WORDS: Final = (
    "適切(?:に|な)", "適宜", "速やか(?:に|な)", "迅速(?:に|な)", "すぐに", "直ちに",
    "可能な限り", "可能なかぎり", "できる限り", "できるかぎり", "できるだけ", "なるべく", "極力",
    "原則(?:として)?", "基本的に", "必要に応じて", "ある程度", "従来(?:どおり|通り)", "現行踏襲", "使いやすい", "柔軟(?:に|な)", "容易(?:に|な)", "概ね", "おおむね",
    # 十分 = enough; not the ten minutes of 三十分 and 十分以内
    "(?<![一二三四五六七八九数])十分(?:に|な)?(?![間前後毎]|以内|以上|未満|ごと|おき|程度|経過)",
    # 等 and など at the end of a list; not in 均等, 同等, 平等, 等しい …
    "(?<![均同平対高上中下優劣初特何])等(?=[のをにがはもで、。)」]|$)", "など(?=[のをにがはもで、。)」]|$)",
)  # fmt: skip
_VAGUE: Final = re.compile("|".join(_WORDS))
_UNITS: Final = (
    "ミリ秒|秒|分|時間|時|営業日|稼働日|日|週間?|[かヶカケヵ]月|月|年|%|パーセント|件|行|人|名|回|倍|台|個|本|桁|"
    "文字|円|世代|画面|項目|ページ|頁|[KMGT]?B(?:ps)?|バイト|ms|[kMG]?bps|TPS|tps"
)
_FIGURE: Final = re.compile(rf"[0-9](?:[0-9,.]*)\s*(?:万|億|千)?(?:{_UNITS})")
_AND: Final = re.compile("[、・,/]|や|及び|および|又は|または|と")
_SENTENCE_END: Final = re.compile("[。\n!?]")


def vague_word(text: str) -> str | None:
    """The first vague word of a text in a sentence without a number and its unit; None when there is none."""
    return next((word for word, _ in vague_sentences(text)), None)


def vague_sentences(text: str) -> Iterator[tuple[str, str]]:
    """Every vague sentence of a text: its first vague word, and the sentence."""
    for sentence in _SENTENCE_END.split(unicodedata.normalize("NFKC", text)):
        found = _VAGUE.search(sentence)
        if found and not _FIGURE.search(sentence):
            yield found.group(), sentence.strip()


def is_list_told(word: str, sentence: str) -> bool:
    """Whether 等 or など stands after two things or more, so that one can see what it goes on with."""
    before = sentence[: sentence.find(word)]
    return word in ("等", "など") and bool(_AND.search(re.split("[。()「」]", before)[-1]))
