"""DAT009: characters that nobody sees go, half-width kana and split voiced marks become ordinary letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.operations.repairs.proposal import Proposal, typed_cells
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.records.record_cells import RecordCells

_TEXTS: Final = frozenset(
    (
        Kind.ID,
        Kind.TEXT,
        Kind.LONGTEXT,
        Kind.CHOICE,
        Kind.REF,
        Kind.REFS,
        Kind.PERSON,
        Kind.SYSTEM,
        Kind.VENDOR,
    )
)
# A zero-width joiner inside an emoji is part of it.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)
_HALF_KANA: Final = re.compile("[\uff61-\uff9f]+")
_SPLIT_MARK: Final = re.compile("[\u3040-\u30ff][\u3099\u309a]")
_INDENTED: Final = (Kind.LONGTEXT,)


def invisible_characters(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every text with such characters or blanks at its ends, and every cell of blanks alone."""
    for record, name, _, raw in typed_cells(project, cells):
        kind = record.columns[name].kind
        if is_blank(raw):
            yield Proposal("DAT009", record, name, None, "空白だけの欄を空にする")
        elif kind in _TEXTS and name not in record.unread:
            text = cleaned(raw, keeps_indent=kind in _INDENTED)
            if text != raw:
                value = tuple(getattr(record, name)) if kind is Kind.REFS else text
                yield Proposal("DAT009", record, name, value, "見えない文字と前後の空白を取る")


def cleaned(text: str, *, keeps_indent: bool = False) -> str:
    """The text as it looks. keeps_indent: blanks at its beginning stay (字下げ)."""
    seen = _UNSEEN.sub("", text)
    whole = _HALF_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), seen)
    composed = _SPLIT_MARK.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), whole)
    return composed.rstrip() if keeps_indent else composed.strip()
