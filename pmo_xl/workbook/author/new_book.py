"""What a new master workbook holds before anybody types: the keys of 設定, the lists, the public holidays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmo_xl.model.choice import Choice
from pmo_xl.model.choice_words import help_of
from pmo_xl.model.column import Kind
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.public_holidays import public_holiday_days
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.model.vocabulary import SHARED_LISTS, library_words, list_name
from pmo_xl.workbook.author.own_rule_examples import EXAMPLES

HOLIDAY_YEARS = range(2025, 2031)


def starting_records(
    sheets: Sequence[type[Record]],
    given: Mapping[type[Record], Sequence[Record]],
    settings: Mapping[str, str],
) -> dict[type[Record], Sequence[Record]]:
    """The records to write: those given, and what every book has where nothing was given.

    settings: values of keys of 設定, stronger than the defaults and than the given rows.
    """
    records: dict[type[Record], Sequence[Record]] = {sheet: tuple(given.get(sheet, ())) for sheet in sheets}
    records[Setting] = tuple(setting_rows(records[Setting], settings))
    records[Choice] = tuple(map(_explained, records[Choice] or tuple(library_choices(sheets))))
    records[Holiday] = records[Holiday] or tuple(public_holidays())
    if OwnRule in records:
        records[OwnRule] = records[OwnRule] or EXAMPLES
    return records


def _explained(row: Record) -> Record:
    """The row of 選択肢 with the library's own 説明 where it has none."""
    if not isinstance(row, Choice) or row.help or row.meaning:
        return row
    text = help_of(row.list_name, row.value)
    return row.model_copy(update={"help": text}) if text else row


def public_holidays() -> Iterator[Holiday]:
    """The public holidays that a new 休日 sheet holds."""
    for day in sorted(public_holiday_days()):
        if day.year in HOLIDAY_YEARS:
            yield Holiday(on=day, kind="祝日")


def setting_rows(given: Sequence[Record], settings: Mapping[str, str]) -> Iterator[Setting]:
    """A row for every key of the library, then the rows of other keys, in the order they came."""
    rows = {row.key: row for row in given if isinstance(row, Setting) and row.key}
    for key in dict.fromkeys([*KEYS, *rows, *settings]):
        row = rows.get(key) or _new_setting(key, is_blank=bool(given))
        yield row.model_copy(update={"value": settings[key]}) if key in settings else row


def _new_setting(name: str, *, is_blank: bool) -> Setting:
    key = KEYS.get(name)
    default = key.default if key and not is_blank else None
    return Setting(key=name, value=default, help=key.help if key else None)


def library_choices(sheets: Sequence[type[Record]]) -> Iterator[Choice]:
    """Every word the library knows for the choice columns of these sheets, list by list."""
    for name, words in choice_lists(sheets).items():
        for word in words:
            yield Choice(list_name=name, value=word)


def choice_lists(sheets: Sequence[type[Record]]) -> dict[str, tuple[str, ...]]:
    """The lists that the choice columns of these sheets read, the shared ones first, with their words."""
    columns = [
        (sheet, field)
        for sheet in sheets
        for field, column in sheet.columns.items()
        if column.kind is Kind.CHOICE and not column.is_derived
    ]
    lists = {list_name(sheet, field): library_words(sheet, field) for sheet, field in columns}
    shared = {name: words for name, words in lists.items() if name in SHARED_LISTS}
    return shared | {name: words for name, words in lists.items() if name not in SHARED_LISTS}
