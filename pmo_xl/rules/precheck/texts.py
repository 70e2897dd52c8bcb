"""How the rules of precheck look at a text: folded, as a sample, as code; and what they say of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pmo_xl.model.passage import Passage
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.rule import Judgement, Severity

_DASHES: Final = re.compile("[‐‑‒–—―−]")
_WAVES: Final = re.compile("[〜∼]")
_SAMPLE: Final = re.compile(
    r"例\)|\(例|例:|記入例|記載例|記述例|サンプル|様式|テンプレート|ひな形|凡例|マスク"
)  # of folded text
_TEST_INPUT: Final = re.compile(
    "入力値|テストデータ|テストアカウント|テストカード|試験データ|異常系|境界値|不正|期待値"
)
_HIRAGANA: Final = re.compile("[ぁ-ん]")
_CODE_SIGNS: Final = re.compile(r"[;{}=<>]")


@lru_cache(maxsize=1 << 15)
def folded(text: str) -> str:
    """NFKC, with every dash and every wave the plain one."""
    return _WAVES.sub("~", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))


def is_sample(passage: Passage, title: str) -> bool:
    """Whether it shows how something is filled in, or what is typed in a test."""
    near = folded(f"{passage.text}\n{passage.column}")
    around = folded("\n".join((*passage.heading, title)))
    return bool(_SAMPLE.search(near) or _SAMPLE.search(around) or _TEST_INPUT.search(near))


def is_code(passage: Passage) -> bool:
    """Whether it is a line of a program: in a fence, or with two of ;{}=<> and no hiragana."""
    if "コード" in passage.marks:
        return True
    return not _HIRAGANA.search(passage.text) and len(_CODE_SIGNS.findall(passage.text)) >= 2


def hit(
    match: str,
    *,
    at: Passage | None = None,
    severity: Severity | None = None,
    expected: str | None = None,
    **details: object,
) -> Judgement:
    """What was found in the passage that is judged, or in `at` of the document that is."""
    told = {"match": match, **details, **({} if at is None else {"at": at})}
    verdict = Verdict.QUESTION if severity is Severity.QUESTION else Verdict.VIOLATION
    return Judgement(verdict, expected=expected, severity=severity, details=told)
