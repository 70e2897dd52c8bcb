"""What a cell accepts and the message it shows when entered: drop-downs, dates, figures, no typing over formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pmo_xl.model.column import Column, Kind
from pmo_xl.model.fact_days import FACTS
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.setting import Setting
from pmo_xl.model.vocabulary import library_words
from pmo_xl.workbook.author.formats import is_library_owned
from pmo_xl.workbook.author.lists import source_of
from pmo_xl.workbook.author.plan import FIRST_ROW, LAST_ROW, Book, Ledger

_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255
_LARGEST = 10**13

_DATE_STOP = "日付を 2026/4/1 の形で入れてください。決まっていなければ空欄にし、備考に書いてください。"
_WHOLE_STOP = "整数を入れてください。文字や単位は付けません。"


def _dates(column: Column) -> dict[str, Any]:
    is_month = column.kind is Kind.MONTH
    stop = "月の最初の日(2026/11/1)か 2026/11 の形で入れてください。" if is_month else _DATE_STOP
    return {
        "validate": "date", "criteria": "between", "minimum": date(1980, 1, 1), "maximum": date(2999, 12, 31),
        "error_title": "日付ではありません", "error_message": stop,
    }  # fmt: skip


def _whole(column: Column) -> dict[str, Any]:
    unit = (
        "金額は円の整数で入れてください(千円・万円は使いません)。"
        if column.kind is Kind.MONEY
        else _WHOLE_STOP
    )
    return {
        "validate": "integer", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST,
        "error_title": "数ではありません", "error_message": unit,
    }  # fmt: skip


def _ratio(column: Column) -> dict[str, Any]:
    return {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1,
        "error_title": "割合ではありません", "error_message": "0% から 100% の間で入れてください(50% または 0.5)。",
    }  # fmt: skip


def _number(column: Column) -> dict[str, Any]:
    return {
        "validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST,
        "error_title": "数ではありません", "error_message": "数だけを入れてください。単位は付けません。",
    }  # fmt: skip


def _flag(column: Column) -> dict[str, Any]:
    return {
        "validate": "list", "source": ["○"], "error_type": "warning",
        "error_title": "○ か空欄です", "error_message": "当てはまるときに ○ を選び、そうでなければ空欄にします。",
    }  # fmt: skip


_OWN_WORD: Mapping[str, Any] = {
    "error_type": "warning",
    "error_title": "選択肢にない言葉です",
    "error_message": "選択肢 シートにまだありません。誤字でなければ「はい」で入力できます。行を足すと選べるようになります。",
}
"""For a list of which the library knows no word (部門): a new book's is empty, and nobody may be refused by it."""

_NO_MEASURE: Mapping[str, Any] = {
    "error_type": "warning",
    "error_title": "計算できる指標ではありません",
    "error_message": "一覧の指標か「手入力」を選んでください。「はい」でも入力できますが、実績は計算されません。",
}

_NO_SHEET: Mapping[str, Any] = {
    "error_type": "warning",
    "error_title": "台帳のシートではありません",
    "error_message": "点検するシートを一覧から選んでください。「はい」でも入力できますが、その規則は働きません。",
}
_TODAY = "今日なら Ctrl+; で入ります。"
_NUMBERED = "空欄にしておけば、入力補正(pmo-xl fix)が次の番号を付けます。"

_BY_KIND: Mapping[Kind, Callable[[Column], dict[str, Any]]] = {
    Kind.DATE: _dates,
    Kind.DATETIME: _dates,
    Kind.MONTH: _dates,
    Kind.MONEY: _whole,
    Kind.INT: _whole,
    Kind.PERCENT: _ratio,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
}


def write_validations(book: Book, ledger: Ledger) -> None:
    """Give every column down to row 2,000 its input message and what its cells accept."""
    sheet = book.sheet(ledger.label)
    for index, (name, column) in enumerate(ledger.record_class.columns.items()):
        if ledger.record_class is Setting and name == "value":
            continue  # each value has its own kind: see settings_sheet.py
        options = _rule(book, ledger, name, column) | _message(column)
        sheet.data_validation(FIRST_ROW, index, LAST_ROW, index, options)


def rule_of_kind(column: Column) -> dict[str, Any]:
    """What a cell of this kind of column accepts, as XlsxWriter says it."""
    return _BY_KIND[column.kind](column) if column.kind in _BY_KIND else {"validate": "any"}


def _rule(book: Book, ledger: Ledger, name: str, column: Column) -> dict[str, Any]:
    if column.is_derived:
        return {
            "validate": "custom", "value": "=FALSE", "ignore_blank": False,
            "error_title": "入力できません", "error_message": "この列は自動計算です。",
        }  # fmt: skip
    source = source_of(ledger.record_class, name, book)
    if source:
        if column.kind is Kind.TEXT:
            return _choice(source) | dict(_NO_MEASURE if ledger.record_class is Kpi else _NO_SHEET)
        if column.kind is not Kind.CHOICE:
            return _name(source)
        return _choice(source) | dict({} if library_words(ledger.record_class, name) else _OWN_WORD)
    if column.kind is Kind.ID:
        cell = ledger.row_cell(name)
        return {
            "validate": "custom", "value": f"=COUNTIF({_whole_range(cell)},{cell})=1",
            "error_title": "同じIDがあります", "error_message": "IDは1つのシートで1度だけ使えます。次の番号を付けてください。",
        }  # fmt: skip
    return rule_of_kind(column)


def _whole_range(cell: str) -> str:
    letters = cell.strip("$0123456789")
    return f"${letters}${FIRST_ROW + 1}:${letters}${LAST_ROW + 1}"


def _choice(source: str) -> dict[str, Any]:
    return {
        "validate": "list", "source": f"={source}",
        "error_title": "一覧にない言葉です",
        "error_message": "一覧から選んでください。新しい言葉は 選択肢 シートに足すと選べるようになります。",
    }  # fmt: skip


def _name(source: str) -> dict[str, Any]:
    return {
        "validate": "list", "source": f"={source}", "error_type": "warning",
        "error_title": "台帳にない名前です",
        "error_message": "元の台帳にありません。誤字でなければ「はい」で入力できます。",
    }  # fmt: skip


def _hint(column: Column) -> str:
    """How the cell is filled without typing: the day of today by a key, the next number by 入力補正."""
    if column.is_derived or is_library_owned(column):
        return ""
    if column.kind is Kind.ID:
        return "" if "fix" in column.help else _NUMBERED
    return _TODAY if column.kind is Kind.DATE and column.label in FACTS else ""


def _message(column: Column) -> dict[str, Any]:
    text = f"{column.help}{_hint(column)}"
    if column.is_derived:
        text = f"自動計算です(入力しません)。{text}"
    elif is_library_owned(column):
        text = f"pmo_xl が書く列です。{text}"
    if not text:
        return {}
    return {"input_title": column.label[:_TITLE_LIMIT], "input_message": text[:_MESSAGE_LIMIT]}
