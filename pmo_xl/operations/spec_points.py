"""What a specification leaves open, says vaguely or lacks, sentence by sentence, with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from pmo_xl.metrics.chapters import plain_key, under_headings
from pmo_xl.metrics.vague_words import is_list_told, vague_sentences
from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.operations.filed_papers import LOOKED_THROUGH, open_passages
from pmo_xl.rules.rule import Judgement

OPEN, VAGUE, MISSING = "未決", "曖昧", "漏れ"
KINDS: Final = (OPEN, VAGUE, MISSING)
_LONGEST_QUOTE, _SHORT = 120, 40
_SENTENCES: Final = re.compile("(?<=[。\n])")
_ANNEX: Final = re.compile(r"別紙\s*[A-Z0-9一二三四五六七八九]{0,3}")
_PAGE: Final = re.compile(r"(\d+)頁")


@dataclass(frozen=True, slots=True)
class SpecPoint:
    """Something found in a specification. kind: 未決, 曖昧, 漏れ. asked: what is to be settled. words: what was found by."""

    kind: str
    passage: Passage
    quote: str
    asked: str
    words: tuple[str, ...]


def points_in(document: Document, project: Project) -> Iterator[SpecPoint]:
    """Everything in a specification that is open, vague or missing: each sentence once, and every comment."""
    passages = under_headings(document)
    seen: set[tuple[str, str]] = set()
    found = (
        _open(document, passages),
        _noted(document, passages),
        _vague(passages),
        _missing(document, project),
    )
    for point in chain.from_iterable(found):
        told = (point.passage.place, plain_key(point.quote))
        if told not in seen or point.passage.kind == "コメント":
            seen.add(told)
            yield point


def _open(document: Document, passages: Sequence[Passage]) -> Iterator[SpecPoint]:
    at = {(each.place, each.text): each for each in passages}
    for each in open_passages(replace(document, passages=tuple(passages))):
        passage = at[each.place, each.text]
        for sentence in _sentences(each.text, each.words):
            asked = f"「{_shortened(sentence, each.words)}」を、いつ誰が決めるか"
            yield SpecPoint(OPEN, passage, sentence, asked, each.words)


def _sentences(text: str, words: Sequence[str]) -> list[str]:
    """The sentences of a passage that hold one of the words; the whole where none shows it as it is written."""
    pieces = [each.strip() for each in _SENTENCES.split(text) if each.strip()]
    found = [each for each in pieces if any(name_key(word) in name_key(each) for word in words)]
    return found or [text]


def _noted(document: Document, passages: Sequence[Passage]) -> Iterator[SpecPoint]:
    """What reviewers left in a Word file: comments that are not resolved, and passages in yellow."""
    texts = {each.place: each.text for each in passages if each.kind in LOOKED_THROUGH}
    for each in (*document.of("コメント"), *document.of("着色")):
        place = each.place.removesuffix(" のコメント")
        if each.kind == "コメント" and "解決済み" not in each.marks and each.text:
            quote = texts.get(place, each.text)
            yield SpecPoint(
                OPEN,
                replace(each, place=place),
                quote,
                f"コメント「{_shortened(each.text, ())}」への答え",
                (),
            )
        elif each.marks & {"蛍光ペン(黄)", "塗りつぶし(黄)"}:
            quote = texts.get(place, each.text)
            yield SpecPoint(
                OPEN,
                each,
                quote,
                f"黄色の印の「{_shortened(each.text, ())}」を、いつ誰が決めるか",
                (each.text,),
            )


def _vague(passages: Sequence[Passage]) -> Iterator[SpecPoint]:
    for each in passages:
        if each.kind in LOOKED_THROUGH and not each.hidden and each.kind != "見出し":
            for word, sentence in vague_sentences(each.text):
                if not is_list_told(word, sentence):
                    yield SpecPoint(
                        VAGUE, each, sentence, f"「{word}」の基準は何か(数値と単位か、条件)", (word,)
                    )


def _missing(document: Document, project: Project) -> Iterator[SpecPoint]:
    """Sections without content, figures and tables that are spoken of and not there, annexes that are nowhere."""
    from pmo_xl.rules.precheck.pre023_numbering_broken import numbering_broken
    from pmo_xl.rules.precheck.pre024_empty_section import empty_section
    from pmo_xl.rules.severity import Severity

    delivery = Delivery((document,))
    for rule, asked in (
        (empty_section, "見出し「{}」の中身は何か"),
        (numbering_broken, "「{}」はどこにあるか"),
    ):
        said = rule.judge(document, delivery)
        for hit in () if isinstance(said, Judgement) else said:
            at, match = hit.details.get("at"), str(hit.details.get("match", ""))
            if isinstance(at, Passage) and (rule is empty_section or hit.severity is Severity.ERROR):
                yield SpecPoint(MISSING, at, at.text, asked.format(_shortened(match, ())), (match,))
    heads = "".join(name_key(each.text) for each in document.of("見出し"))
    heads += "".join(name_key(f"{each.title}{each.location or ''}") for each in project.deliverables)
    for each in document.of("本文", "箇条書き", "表セル", "行"):
        for name in dict.fromkeys(_ANNEX.findall(unicodedata.normalize("NFKC", each.text))):
            if name_key(name) != "別紙" and name_key(name) not in heads:
                yield SpecPoint(MISSING, each, each.text, f"「{name}」はどこにあるか", (name,))


def location_of(passage: Passage) -> str:
    """Where a passage stands, as 箇所 is written: `2.1 会員番号(段落3)`, `p.9`, `シート!B12`."""
    if found := _PAGE.match(passage.place):
        return f"p.{found[1]}"
    above, _, what = passage.place.rpartition(" ＞ ")
    if not above:
        return f"{passage.heading[-1]}({what})" if passage.heading and what.endswith("行目") else what
    return f"{above}({what})"


def cut(text: str, words: Sequence[str], longest: int = _LONGEST_QUOTE) -> str:
    """At most so many characters of a sentence, around the first of the words."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    at = next((found for word in words if (found := plain.find(word)) >= 0), 0)
    start = max(0, min(at - longest // 2, len(plain) - longest + 2))
    piece = plain[start : start + longest - 2]
    before, after = ("…" if start else ""), ("…" if start + len(piece) < len(plain) else "")
    return f"{before}{piece}{after}"


def _shortened(text: str, words: Sequence[str]) -> str:
    """A sentence as a question quotes it."""
    return cut(text.rstrip().rstrip("。"), words, _SHORT)
