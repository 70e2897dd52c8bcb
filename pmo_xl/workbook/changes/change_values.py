"""Change values: what a record may be given, as it will read back, and what its cell must hold for that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Final

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Kind
from pmo_xl.model.display import shortened
from pmo_xl.model.given import shown
from pmo_xl.model.near import NearMisses
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Unread
from pmo_xl.model.status_words import marks_only_what_is_done, status_of_blank
from pmo_xl.model.vocabulary import list_name
from pmo_xl.workbook.cells import CellContext, CellValue, read_value, write_value
from pmo_xl.workbook.cells.spelling import Spelling
from pmo_xl.workbook.layout.layout_facts import Layout

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PERCENT_FORMAT: Final = "%"
_TITLES: Final = ("title", "name")
_LONGEST_TITLE: Final = 24
_LONGEST_TEXT: Final = 32_767
_FIRST_YEAR: Final = 1900
_MOST_DIGITS: Final = 15


class Wording:
    """The spelling of one workbook: how a value is read there, and which of its words a cell takes."""

    def __init__(self, project: Project, *, takes_new_words: bool = False) -> None:
        """Know the words of 選択肢 and the names of 体制表, システム一覧 and 取引先一覧.

        takes_new_words: a word that no list has is kept in `new_words` (list and word) instead of refused.
        """
        self._project, self._vocabulary = project, project.vocabulary
        self.takes_new_words = takes_new_words
        self.new_words: dict[tuple[str, str], None] = {}
        self._spelling = Spelling(
            project.vocabulary, project.members, project.systems, project.vendors, is_complete=True
        )

    def accepted(
        self, record_class: type[Record], values: Mapping[str, object], *, is_ours: bool = True
    ) -> dict[str, object]:
        """The values as they will read back from the workbook. BadChange for what a cell cannot keep."""
        _refuse_unknown(record_class, values)
        checked = _validated(record_class, values)
        return {name: self._read_back(record_class, name, checked[name], is_ours) for name in values}

    def as_read(self, record_class: type[Record], name: str, text: str, *, is_ours: bool) -> str:
        """A word that stands in a choice column, as it is read there."""
        spell = self._spelling.speller(record_class, name, is_ours=is_ours)
        return str(spell(text)) if spell else text

    def _read_back(self, record_class: type[Record], name: str, value: object, is_ours: bool) -> object:
        column = record_class.columns[name]
        stored = _as_stored(_written(record_class, name, value))
        read = read_value(column.kind, stored, CellContext(is_percent_format=column.kind is Kind.PERCENT))
        if isinstance(read, Unread):
            raise BadChange(f"{_named(record_class, name)}に「{read.text}」は書けません({read.reason})。")
        if read is None:
            return column.blank
        spell = self._spelling.speller(record_class, name, is_ours=is_ours)
        spelt = spell(read) if spell else read
        if column.kind is Kind.CHOICE and not self._is_accepted(record_class, name, str(spelt), is_ours):
            self._refuse_or_keep(record_class, name, str(spelt))
        return spelt

    def _is_accepted(self, record_class: type[Record], name: str, word: str, is_ours: bool) -> bool:
        """Whether the list has the word, or there is no list; in another office's table, whether a row has it."""
        words = list_name(record_class, name)
        if not self._vocabulary.words(words) or self._vocabulary.canonical(words, word) is not None:
            return True
        return not is_ours and bool(self._project.of(record_class).naming(name, word))

    def _refuse_or_keep(self, record_class: type[Record], name: str, word: str) -> None:
        words = list_name(record_class, name)
        if self.takes_new_words:
            self.new_words[words, word] = None
            return
        known = self._vocabulary.words(words)
        near = NearMisses(known).of(word, most=1)
        hint = f"近い言葉は「{near[0]}」です。" if near else ""
        raise BadChange(
            f"{_named(record_class, name)}に「{word}」は書けません(選択肢にない言葉です)。{hint}"
            f"選べるのは {'、'.join(known)} です。新しい言葉として選択肢にも足すなら new_words=True を渡してください。"
        )

    def cell_value(
        self,
        record_class: type[Record],
        name: str,
        value: object,
        unit: int | Decimal,
        number_format: str | None,
    ) -> CellValue:
        """What the cell must hold to read back as `value`.

        unit: what 1 in the cell is worth. number_format: of the cell as it will be; None where the cell is
        given a % format when it has none of its own.
        """
        kind = record_class.columns[name].kind
        if kind is Kind.CHOICE and isinstance(value, str):
            return self._word(list_name(record_class, name), value)
        written = write_value(kind, value, CellContext(unit=unit))
        if kind is Kind.PERCENT and isinstance(written, Decimal) and number_format is not None:
            return _in_format(written, number_format)
        return written

    def is_word(self, record_class: type[Record], name: str, text: str) -> bool:
        """Whether the text is one of the words that 選択肢 has for a choice column."""
        if record_class.columns[name].kind is not Kind.CHOICE:
            return False
        return text in self._vocabulary.words(list_name(record_class, name))

    def _word(self, words: str, meant: str) -> str:
        """The word of 選択肢 for what the library calls `meant` (承認済, where staff say 承認)."""
        known = self._vocabulary.words(words)
        if meant in known:
            return meant
        return next((word for word in known if self._vocabulary.canonical(words, word) == meant), meant)


def _refuse_unknown(record_class: type[Record], values: Mapping[str, object]) -> None:
    for name in values:
        column = record_class.columns.get(name)
        if column is None:
            near = NearMisses(record_class.columns).of(name, most=1)
            hint = f"{near[0]} のことですか。" if near else ""
            raise BadChange(f"{record_class.sheet.label}に {name} という項目はありません。{hint}")
        if column.is_derived:
            raise BadChange(f"{_named(record_class, name)}は自動計算の列のため書き込めません。")


def _validated(record_class: type[Record], values: Mapping[str, object]) -> Mapping[str, object]:
    record = record_class.model_validate(values)
    return {name: getattr(record, name) for name in values}


def _written(record_class: type[Record], name: str, value: object) -> CellValue:
    if isinstance(value, str):
        if _CONTROLS.search(value):
            raise BadChange(f"{_named(record_class, name)}に制御文字は書けません。")
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_unholdable(record_class, name, value)
    return write_value(record_class.columns[name].kind, value)


def _refuse_unholdable(record_class: type[Record], name: str, value: object) -> None:
    """BadChange for a text, a day or a number that a cell of Excel cannot keep as it is."""
    why = ""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        why = f"{len(value):,}文字の文字は書けません。Excelのセルは {_LONGEST_TEXT:,} 文字までです"
    elif isinstance(value, date) and value.year < _FIRST_YEAR:
        why = f"{value:%Y/%m/%d} は書けません。Excelの日付は {_FIRST_YEAR} 年からです"
    elif (
        isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) > _MOST_DIGITS
    ):
        why = f"{value} は書けません。Excelの数は {_MOST_DIGITS} 桁までです"
    if why:
        raise BadChange(f"{_named(record_class, name)}に{why}。")


def _as_stored(value: CellValue) -> object:
    """A figure as a file gives it back: a float of 15 digits."""
    return float(value) if isinstance(value, int | Decimal) else value


def _in_format(ratio: Decimal, number_format: str) -> Decimal:
    """A ratio for a cell: as it stands under a % format; else in percent where it reads as such (50 = 50 %)."""
    percent = ratio * 100
    return ratio if _PERCENT_FORMAT in number_format or abs(percent) <= 1 else percent


def _named(record_class: type[Record], name: str) -> str:
    column = record_class.columns.get(name)
    return f"{record_class.sheet.label}の「{column.label if column else name}」"


def is_said_by_blank(layout: Layout, field: str, value: object) -> bool:
    """Whether a blank 状態 says this word, in a table that marks only what is done."""
    return layout.is_blank_open and field == "status" and value == status_of_blank(layout.record_class, ())


def refuse_odd_status(layout: Layout, values: Mapping[str, object]) -> None:
    """BadChange for a word that would change what the blank 状態 of other rows means."""
    status = values.get("status")
    if not layout.is_blank_open or status is None or is_said_by_blank(layout, "status", status):
        return
    if not marks_only_what_is_done(layout.record_class, (str(status),)):
        raise BadChange(
            f"「{layout.title}」の状態は終わった行にだけ書く様式のため、「{status}」とは書けません"
            "(書くと、空欄の行の意味が変わります)。"
        )


def name_of_row(record: Record, layout: Layout) -> str:
    """A row as sentences name it: ISS-012「帳票の文字化け」(課題管理表 17行目)."""
    return f"{record.row_id or '番号なし'}{title_in_brackets(record)}({layout.title} {record.row}行目)"


def title_in_brackets(record: object) -> str:
    """「件名」 of a row, shortened; nothing where it has none."""
    title = next((text for name in _TITLES if isinstance(text := getattr(record, name, None), str)), "")
    return f"「{shortened(title, _LONGEST_TITLE)}」" if title else ""


@contextmanager
def naming_row(row: str) -> Iterator[None]:
    """A BadChange inside says first which row it is about."""
    try:
        yield
    except BadChange as error:
        raise BadChange(f"{row}: {error.message}") from None


def refuse_no_record(record: object) -> None:
    """Raise BadChange for what is no row at all."""
    if not isinstance(record, Record) or not hasattr(record, "sheet"):
        raise BadChange(
            f"行に{shown(record)}は使えません。book.issues[…] や pmo_xl.Issue(…) の行を渡してください。"
        )


def is_empty(record: Record) -> bool:
    """Whether a record has nothing but an ID and derived figures, so that it is no row at all."""
    columns = record.columns
    return not any(
        getattr(record, name) not in (None, ())
        for name in columns
        if name != "id" and not columns[name].is_derived
    )
