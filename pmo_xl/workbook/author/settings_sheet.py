"""The 値 cells of 設定: dates as dates, ratios as ratios, 計算日 as a live formula, drop-downs where they help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from pmo_xl.model.column import Column, Kind
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import CALCULATION_DAY, KEYS, Key
from pmo_xl.model.settings import Settings
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.formats import cell_properties
from pmo_xl.workbook.author.ledger import write_value
from pmo_xl.workbook.author.plan import FIRST_ROW, Book, Ledger, XlsxSheet, serial
from pmo_xl.workbook.author.validations import rule_of_kind
from pmo_xl.workbook.cells.number_formats import NUMBER_FORMATS

AS_OF_FORMULA = 'IF(ISNUMBER(設定_基準日),設定_基準日,IFERROR(DATEVALUE(設定_基準日&""),TODAY()))'


def define_setting_names(book: Book) -> None:
    """Define 計算日 and the other names that formulas read settings by."""
    for key in KEYS.values():
        if key.is_named:
            book.workbook.define_name(key.defined_name, f'=INDEX(設定[値],MATCH("{key.name}",設定[項目],0))')


def write_setting_values(book: Book, ledger: Ledger) -> None:
    """Write the 値 column of 設定 over the plain text that the ledger put there."""
    sheet = book.sheet(ledger.label)
    for row, record in enumerate(ledger.records, FIRST_ROW):
        if isinstance(record, Setting):
            _write_one(book, sheet, row, ledger.column("value"), record)


def _declared(record: Setting) -> Key:
    """The declaration of the row's key; a key of nobody's is plain text."""
    return KEYS.get(record.key or "") or Key(record.key or "", "")


def _accepts(record: Setting, kind: Kind) -> dict[str, Any]:
    """What the value of this key accepts, and the message its cell shows."""
    key = record.key or ""
    said = {"input_title": key[:32], "input_message": (record.help or "この案件だけの設定です。")[:255]}
    if key == CALCULATION_DAY:
        return said | {"validate": "custom", "value": "=FALSE", "ignore_blank": False,
                       "error_title": "入力できません", "error_message": "自動計算です。基準日を変えてください。"}  # fmt: skip
    if choices := _declared(record).choices:
        stop = "一覧から選んでください。空欄なら標準の値を使います。"
        return said | {"validate": "list", "source": list(choices), "error_title": "一覧にない言葉です",
                       "error_message": stop}  # fmt: skip
    return said | rule_of_kind(Column("値", kind))


def _write_one(book: Book, sheet: XlsxSheet, row: int, index: int, record: Setting) -> None:
    column = Setting.columns["value"]
    kind = _declared(record).kind
    look = cell_properties(column) | {"align": "left"}
    sheet.data_validation(row, index, row, index, _accepts(record, kind))
    if kind is not column.kind:
        look["num_format"] = NUMBER_FORMATS[kind]
    if record.key == CALCULATION_DAY:
        cell_format = book.formats.get(**look | {"bg_color": str(Colour.FORMULA_CELL)})
        sheet.write_formula(row, index, f"={AS_OF_FORMULA}", cell_format, serial(book.project.as_of))
        return
    write_value(sheet, row, index, _typed(record, kind), Column("値", kind), book.formats.get(**look))


def _typed(record: Setting, kind: Kind) -> object:
    """The value as its kind; as the text it is when it does not read so."""
    settings, key = Settings([record]), record.key or ""
    readings: Mapping[Kind, Callable[[], object]] = {
        Kind.DATE: lambda: settings.day(key),
        Kind.DATETIME: lambda: _instant(record.value),
        Kind.INT: lambda: settings.whole(key, -1) if settings.whole(key, -1) >= 0 else None,
        Kind.PERCENT: lambda: _ratio(record.value),
    }
    value = readings[kind]() if kind in readings else None
    return record.value if value is None else value


def _instant(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((text or "").replace("/", "-").strip())
    except ValueError:
        return None


def _ratio(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").strip().rstrip("%％"))
    except InvalidOperation:
        return None
    return number / 100 if number > 1 or (text or "").strip().endswith(("%", "％")) else number
