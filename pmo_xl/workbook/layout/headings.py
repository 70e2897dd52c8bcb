"""Headings: the many ways to write one column's label, and the fields of a sheet that a text may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.tool_words import tool_headings
from pmo_xl.workbook.cells.raw_cell import without_invisible

# Groups that say of which kind the figures under them are: 開始 under 実績 is no planned start.
TELLING_GROUPS: Final = (
    *(
        "予定",
        "計画",
        "見込",
        "目標",
        "当初",
        "基準",
        "ベースライン",
        "実績",
        "実際",
        "実働",
        "plan",
        "actual",
    ),
)
# What other tools call a column counts for less than any alias of our own.
AFTER_OUR_OWN: Final = 100
# A longer text is a remark or an instruction, never a label.
LONGEST_LABEL: Final = 80

_OPENING, _CLOSING = r"(\[{<〔【「『〈《", r")\]}>〕】」』〉》"
_BRACKETED: Final = re.compile(f"[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]?")
_BRACKETS: Final = re.compile(f"[{_OPENING}{_CLOSING}]")
_NUMBERED: Final = re.compile(r"(.*?[^0-9])(?:その)?[0-9]{1,2}")
# Blanks and the marks set around labels (必須 marks, bullets); dashes so that QA-ID is QA ID is QAID.
_ORNAMENT: Final = re.compile(r"[\s*※★☆●○■□◆◇▼▽▲△・.:,;_‐‑–—−-]+")


# What an office puts around a heading that we know without it: 課題件名, 質問の内容, ご回答, 契約年月日, 担当者氏名.
_SUBJECTS: Final = re.compile(
    "^(?:課題|問題|懸案|障害|質問|質疑|照会|問い?合わ?せ|QA|変更要求|変更|要件|要求|作業|タスク|発注|契約|案件|起票)(?:の|事項)?"
    "(?=.{2})|^(?:対応|回答|処理|完了|解決|確認)(?!区分|種別|分類)(?=.{2})",
    re.IGNORECASE,
)
_OF_WHICH: Final = re.compile("^(?:検討|残|主要|主な|未解決)(?=課題|懸案|問題)")
_POLITE: Final = re.compile("^[ごお御](?=[^ -~ぁ-ん])")
_NUMBER_OF: Final = re.compile(
    "(?!.*(?:電話|郵便|内線|社員|口座|登録|fax|版))[^a-z0-9 ].{0,7}(?:番号|項番|no|コード|id)|(?:qa|cr|wbs|pj|ai|po|td|todo|bug|issue|action|risk|req|task|doc)[^a-z]{0,4}(?:番号|項番|no|id)"
)
_MARKS: Final = "*※★☆●○■□◆◇▼▽▲△"
_SUM_OF: Final = re.compile("(?<=[額費])(?:合計|計)$")
_JOINED: Final = re.compile("[・･/／、]")
_TOTAL_KEYS: Final = frozenset(
    (
        "合計",
        "小計",
        "総計",
        "総合計",
        "計",
        "合計金額",
        "税込合計",
        "税抜合計",
        "消費税",
        "平均",
        "全体進捗",
        "全体進捗率",
        "プロジェクト全体",
        "total",
        "subtotal",
    )
)
_TOTAL_END: Final = re.compile(
    r".*(合計|小計|総計|累計|中計)$|(grand|sub|overall)?-?total( ?[a-z]+){0,2}:?$|(合計|総|total)(工数|時間|人日|人月|金額|件数)$"
)
_LONGEST_TOTAL: Final = 20
LOOSENESS_OF_PARTS: Final = 4
"""Of a reading that leaves away more than brackets and lines."""


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a heading. looseness: 0 = all of its text, more = parts of it were left away."""

    key: str
    looseness: int


@lru_cache(maxsize=20_000)
def label_key(text: str) -> str:
    """A label as labels compare: NFKC, one case, without blanks, line breaks, brackets and ornaments."""
    plain = _BRACKETS.sub("", _folded(text))
    return _ORNAMENT.sub("", plain) or plain.strip()


def is_total(text: str) -> bool:
    """Whether a text heads a sum: 小計, 発注金額合計, Grand Total."""
    key = label_key(text)
    return key in _TOTAL_KEYS or (len(key) <= _LONGEST_TOTAL and _TOTAL_END.fullmatch(key) is not None)


def is_too_long(text: str) -> bool:
    """Whether a text is a remark or an instruction, and no label; runs of blanks, set to break a line, count once."""
    return len(text) > LONGEST_LABEL and len(" ".join(text.split())) > LONGEST_LABEL


@lru_cache(maxsize=20_000)
def forms(text: str) -> tuple[Form, ...]:
    """The readings of one heading cell, the closest first: whole, without brackets, its lines, before a slash."""
    if is_too_long(text):
        return ()
    folded = _folded(text)
    bare = _BRACKETED.sub("", folded)
    inside = "".join(_BRACKETED.findall(folded))
    readings = (
        *((key, 0) for key in (text, inside + bare)),
        (_without_time(bare), 1),
        (bare, 1),
        *((line, 2) for line in _lines(bare)),
        (bare.partition("/")[0], 3),
        *((part, 2) for part in _BRACKETED.findall(folded)),
        *((part, LOOSENESS_OF_PARTS) for part in _parts(bare)),
    )
    found: dict[str, int] = {}
    for reading, looseness in readings:
        if key := label_key(reading):
            found.setdefault(key, looseness)
    return tuple(Form(key, looseness) for key, looseness in found.items())


def _lines(bare: str) -> list[str]:
    """The lines of a heading; none where a word was only broken to fit its column: 対応⏎元 is no 対応, 課題⏎の種類 no 課題.

    Nor where the lines together are a label that some sheet knows: 作業⏎担当 is no 作業.
    """
    lines = bare.splitlines()
    if len(lines) > 1 and label_key(_SUM_OF.sub("", "".join(lines))) in _all_labels(()):
        return []
    is_broken = any(len(label_key(line)) == 1 or line.startswith("の") for line in lines)
    return [] if is_broken else lines


def _parts(bare: str) -> Iterator[str]:
    """The heading in plainer words: without の, ご and the subject of the list; a 年月日 as 日; each of 課題・懸案事項.

    None of a heading that some sheet knows as it is: 質問内容 is what is asked, not the 内容 of an issue.
    """
    if _NUMBER_OF.fullmatch(label_key(bare)):
        yield "番号"
    if label_key(bare) in _all_labels(()):
        return
    plain = "".join(bare.split()).strip(_MARKS).replace("の", "").replace("年月日", "日").replace("氏名", "")
    plain = _OF_WHICH.sub("", _SUM_OF.sub("", _POLITE.sub("", plain)))
    yield plain
    yield _SUBJECTS.sub("", plain)
    if len(parts := _JOINED.split(plain)) > 1:
        yield from parts


def _without_time(text: str) -> str:
    """予定開始日時 is a 予定開始日, with a time."""
    return text.removesuffix("時") if text.endswith("日時") else text


@lru_cache(maxsize=20_000)
def bare_key(text: str) -> str:
    """The label without what stands in brackets, as labels compare; empty for a unit alone: (人日).

    A telling group may stand in brackets itself: (予定) is 予定.
    """
    bare = label_key(_BRACKETED.sub("", _folded(text)))
    whole = "" if bare else label_key(text)
    return whole if whole.startswith(TELLING_GROUPS) else bare


def _folded(text: str) -> str:
    return without_invisible(unicodedata.normalize("NFKC", text)).casefold().replace("〆", "締")


@lru_cache(maxsize=4096)
def without_number(key: str) -> str:
    """担当者1, 担当者2 and 担当者その3 are 担当者; a key without a number at its end is empty."""
    stem = _NUMBERED.fullmatch(key)
    return stem[1] if stem else ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field that a label may mean. rank: 0 = it is the column's own label, else its place in the aliases."""

    field: str
    rank: int


OfficeHeadings = tuple[tuple[str, str, str], ...]
"""Headings of an office's own forms: the sheet's label, the field, the heading."""

_OFFICE: ContextVar[OfficeHeadings] = ContextVar("headings of the office", default=())


@contextmanager
def reading_headings_of(office: OfficeHeadings) -> Iterator[None]:
    """Within the block, the headings of an office's own forms are known beside those of the sheets."""
    token = _OFFICE.set(office)
    try:
        yield
    finally:
        _OFFICE.reset(token)


def words_of(record_class: type[Record]) -> Mapping[str, tuple[Meaning, ...]]:
    """The labels and aliases of a sheet's columns as they compare, and the fields that each may mean."""
    return _words_of(record_class, _OFFICE.get())


@lru_cache(maxsize=256)
def _words_of(record_class: type[Record], office: OfficeHeadings) -> Mapping[str, tuple[Meaning, ...]]:
    found: dict[str, list[Meaning]] = {}
    for key, meaning in _declared(record_class):
        meanings = found.setdefault(key, [])
        if all(known.field != meaning.field for known in meanings):
            meanings.append(meaning)
    label = record_class.sheet.label
    told = {label_key(heading): (Meaning(field, 0),) for sheet, field, heading in office if sheet == label}
    return {key: tuple(meanings) for key, meanings in found.items()} | told


def _declared(record_class: type[Record]) -> Iterator[tuple[str, Meaning]]:
    for field, column in record_class.columns.items():
        for rank, label in enumerate((column.label, *column.aliases)):
            yield label_key(label), Meaning(field, rank)
    for heading, field in tool_headings(record_class.sheet.label):
        yield label_key(heading), Meaning(field, AFTER_OUR_OWN)


def is_any_label(text: str) -> bool:
    """Whether the text is a label or an alias of any column of any sheet."""
    return _is_any_label(text, _OFFICE.get())


@lru_cache(maxsize=20_000)
def _is_any_label(text: str, office: OfficeHeadings) -> bool:
    return any(form.key in _all_labels(office) for form in forms(text))


@lru_cache(maxsize=8)
def _all_labels(office: OfficeHeadings) -> frozenset[str]:
    return frozenset(key for sheet in SHEETS for key in _words_of(sheet, office))
