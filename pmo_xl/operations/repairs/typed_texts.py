"""Cells as people typed them: other spellings (DAT004, DAT005), invisible characters (DAT009), values as text (DAT003)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from pmo_xl.model.column import Kind
from pmo_xl.model.family_names import is_family_name, member_nearly_named
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, name_key, people, person_key
from pmo_xl.model.vocabulary import list_name
from pmo_xl.operations.repairs.proposal import Proposal, typed_cells
from pmo_xl.workbook.cells import CellContext, read_value
from pmo_xl.workbook.cells.dates import ARROW
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.cells.western_date import possible_orders
from pmo_xl.workbook.records.column_units import unit_of_column
from pmo_xl.workbook.records.record_cells import RecordCells

_FAMILY_NAME = "姓だけが書かれているため、この人のことかどうかは人が確かめてください"
_VARIANT = "字体の違う名前が書かれているため、この人のことかどうかは人が確かめてください"
_TWO_SPELLINGS = "体制表にこの人の書き方が二通りあります。先に体制表を揃えてください"

# How the names in a cell compare, by the kind of its column.
_KEYS: Final[Mapping[Kind, Callable[[Any], tuple[str, ...]]]] = {
    Kind.CHOICE: lambda text: (name_key(text),),
    Kind.PERSON: lambda text: tuple(map(person_key, people(text))),
    Kind.SYSTEM: lambda text: (name_key(text),),
    Kind.VENDOR: lambda text: (company_key(text),),
    Kind.REFS: lambda names: tuple(map(name_key, names)),
}


def other_spellings(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every word or name that is typed otherwise than 選択肢, 体制表, システム一覧 or 取引先一覧 write it."""
    for records in project.records.values():
        for record in records:
            for name, typed in record.place.typed.items() if record.place else ():
                if _is_other_spelling(record, name, typed, project):
                    yield _proposal(record, name, project)


def family_names(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every person cell with the family name, or another form of the characters, of one person of 体制表; only shown."""
    for sheet, records in project.records.items():
        fields = sheet.fields_of_kind(Kind.PERSON)
        for record in records:
            for name in fields:
                typed = getattr(record, name)
                if typed and not project.roles_of(typed) and (known := member_nearly_named(typed, project)):
                    doubt = _FAMILY_NAME if is_family_name(typed, known) else _VARIANT
                    yield Proposal("DAT005", record, name, known, "台帳の名前の書き方に揃える", doubt)


def _is_other_spelling(record: Record, name: str, typed: str, project: Project) -> bool:
    """Whether the text is the same word or names, written differently beyond blanks at its ends."""
    kind, value = record.columns[name].kind, getattr(record, name)
    read = read_value(kind, typed)
    if kind not in _KEYS or not isinstance(read, str | tuple):
        return False
    is_same_text = read == value if isinstance(value, tuple) else typed.strip() == value
    if is_same_text or _KEYS[kind](read) != _KEYS[kind](value):
        return False
    return _is_in_a_list(kind, value, project) and not _is_known_as_typed(
        record, name, typed.strip(), project
    )


def _is_in_a_list(kind: Kind, value: Any, project: Project) -> bool:  # noqa: ANN401 - a field's value
    """Whether every name stands in 体制表, システム一覧 or 取引先一覧: without that, no spelling is the right one."""
    finders: Mapping[Kind, Callable[[str], object]] = {
        Kind.PERSON: project.member,
        Kind.SYSTEM: project.system,
        Kind.VENDOR: project.vendor,
    }
    find = finders.get(kind)
    return find is None or all(map(find, people(value) if kind is Kind.PERSON else (value,)))


def _is_known_as_typed(record: Record, name: str, typed: str, project: Project) -> bool:
    """Whether 選択肢 has the word, or 体制表 the persons, just as they are typed."""
    kind = record.columns[name].kind
    if kind is Kind.CHOICE:
        return typed in project.vocabulary.words(list_name(record.__class__, name))
    if kind is not Kind.PERSON:
        return False
    return all(any(row.name == each for row in project.roles_of(each)) for each in people(typed))


def _proposal(record: Record, name: str, project: Project) -> Proposal:
    kind, value = record.columns[name].kind, getattr(record, name)
    if kind is Kind.CHOICE:
        return Proposal("DAT004", record, name, value, "選択肢の書き方に揃える")
    doubt = _TWO_SPELLINGS if kind is Kind.PERSON and _has_two_spellings(value, project) else None
    return Proposal("DAT005", record, name, value, "台帳の名前の書き方に揃える", doubt)


def _has_two_spellings(names: str, project: Project) -> bool:
    return any(len({row.name for row in project.roles_of(name)}) > 1 for name in people(names))


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
    """Every text with such characters or blanks at its ends, and every cell of blanks alone.

    A word of the office's own (クローズ) that is read as one of 選択肢 stays: to write it anew would exchange it.
    """
    for record, name, _, raw in typed_cells(project, cells):
        kind = record.columns[name].kind
        if is_blank(raw):
            yield Proposal("DAT009", record, name, None, "空白だけの欄を空にする")
        elif kind in _TEXTS and name not in record.unread:
            text = cleaned(raw, keeps_indent=kind in _INDENTED)
            if text != raw and not _is_read_as_another(record, name, text, project):
                value = tuple(getattr(record, name)) if kind is Kind.REFS else text
                yield Proposal("DAT009", record, name, value, "見えない文字と前後の空白を取る")


def _is_read_as_another(record: Record, name: str, text: str, project: Project) -> bool:
    """Whether a word that 選択肢 does not have is read as one that it has."""
    is_word = record.columns[name].kind is Kind.CHOICE and text != getattr(record, name)
    return is_word and not _is_known_as_typed(record, name, text, project)


def cleaned(text: str, *, keeps_indent: bool = False) -> str:
    """The text as it looks. keeps_indent: blanks at its beginning stay (字下げ)."""
    seen = _UNSEEN.sub("", text)
    whole = _HALF_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), seen)
    composed = _SPLIT_MARK.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), whole)
    return composed.rstrip() if keeps_indent else composed.strip()


_DAYS: Final = (Kind.DATE, Kind.DATETIME, Kind.MONTH)
_FIGURES: Final = (Kind.MONEY, Kind.INT, Kind.NUMBER, Kind.PERCENT)
_REMARK: Final = re.compile("[*※]|時点|現在|付")
_CLOCK: Final = re.compile("[0-9][:時]|午[前後]")

_NO_YEAR = "年が書かれていないため、年は人が確かめてください"
_ORDER = "月と日の順をこの列のほかの値から決めたため、人が確かめてください"
_LOST = "日付のほかの言葉や時刻が消えるため、人が直してください"


def values_as_text(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every date and figure that was understood although its cell holds text."""
    for record, name, _, raw in typed_cells(project, cells):
        kind, value = record.columns[name].kind, getattr(record, name)
        if value is None or name in record.unread:
            continue
        if kind in _DAYS:
            yield Proposal("DAT003", record, name, value, "文字の日付を日付にする", _doubt(record, name, raw))
        elif kind in _FIGURES and _is_one_figure(record, name, raw, cells):
            yield Proposal("DAT003", record, name, value, "文字の数を数にする")


def _doubt(record: Record, name: str, raw: str) -> str | None:
    kind, value = record.columns[name].kind, getattr(record, name)
    text = unicodedata.normalize("NFKC", raw)
    if ARROW.search(text):
        return _LOST
    if read_value(kind, raw, CellContext(near=None)) != value:
        return _ORDER if possible_orders(text.strip()) else _NO_YEAR
    loses_time = kind is not Kind.DATETIME and _CLOCK.search(text)
    loses_day = kind is Kind.MONTH and isinstance(read_value(Kind.DATE, raw), date)
    return _LOST if _REMARK.search(text) or loses_time or loses_day else None


def _is_one_figure(record: Record, name: str, raw: str, cells: RecordCells) -> bool:
    unit = unit_of_column(cells.layout_of(record), name)
    return bool(read_value(record.columns[name].kind, raw, CellContext(unit=unit)) == getattr(record, name))
