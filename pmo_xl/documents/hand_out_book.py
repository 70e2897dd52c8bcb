"""The workbook of a hand-out: ご案内 and one sheet to be answered; plain, protected without a password, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from pmo_xl.exchange.hand_out_plan import APPLIES, APPLIES_WORDS, OUTSIDE_WORDS, WISH, HandOutPlan
from pmo_xl.exchange.handing_out import HandOut
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.display import day, display
from pmo_xl.model.sender import Sender
from pmo_xl.model.vocabulary import Vocabulary, list_name
from pmo_xl.theme import GOTHIC, Colour, face
from pmo_xl.workbook.cells.number_formats import DATE_FORMAT, DATE_TIME_FORMAT

PROPERTY, BOOK_PROPERTY = "pmo_xl.handout", "pmo_xl.handout_book"
GUIDE, CHECK = "ご案内", "照合"
NUMBER_LABEL = "配布番号"
HEADER_ROW: Final = 4
_LONGEST_LIST = 255
_A3, _A4, _WIDE = 8, 9, 130  # a sheet of more characters is legible on A3 alone
_CHECK_WIDTH = 18
_CENTRED: Final = (Kind.ID, Kind.CHOICE, Kind.FLAG, Kind.DATE, Kind.DATETIME)
_WIDTHS: Final = {Kind.LONGTEXT: 34, Kind.DATE: 12, Kind.DATETIME: 16, Kind.PERCENT: 9, Kind.MONEY: 13}
_FORMATS: Final = {
    Kind.DATE: DATE_FORMAT,
    Kind.DATETIME: DATE_TIME_FORMAT,
    Kind.PERCENT: "0%",
    Kind.MONEY: "#,##0",
}


def write_hand_out(path: Path, hand_out: HandOut, book: str, sender: Sender, words: Vocabulary) -> None:
    """Write the workbook. book: the key of the ledger that it belongs to; words: of its lists."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as made:
        made.set_properties({"author": "", "company": ""})
        made.set_custom_property(PROPERTY, hand_out.id, "text")
        made.set_custom_property(BOOK_PROPERTY, book, "text")
        formats = _Formats(made)
        _guide(made, hand_out, sender, formats)
        _sheet(made, hand_out, words, formats)


class _Formats:
    """The formats of the workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **given: object) -> Any:  # noqa: ANN401 - xlsxwriter's own
        """A format of these properties on the common ground."""
        common = {"font_name": face(GOTHIC), "font_size": 10, "valign": "top", "font_color": Colour.INK.value}
        key = tuple(sorted({**common, **given}.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]


def _guide(book: xlsxwriter.Workbook, hand_out: HandOut, sender: Sender, formats: _Formats) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 78)
    title = f"{hand_out.project} {hand_out.sheet}のご回答のお願い"
    sheet.set_row(0, 26)
    sheet.write_string(0, 1, title, formats(bold=True, font_size=14, font_color=Colour.NAVY.value))
    label = formats(bold=True, bg_color=Colour.HEAD.value, border=1, border_color=Colour.LINE.value)
    text = formats(text_wrap=True, border=1, border_color=Colour.LINE.value)
    for row, (name, value) in enumerate(_facts(hand_out, sender), start=2):
        sheet.write_string(row, 1, name, label)
        sheet.write_string(row, 2, value, text)
        sheet.set_row(row, 16 * max(1, value.count("\n") + 1))
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True})


def _facts(hand_out: HandOut, sender: Sender) -> Iterator[tuple[str, str]]:
    title = "御中" if hand_out.by == "取引先" else "様" if hand_out.by == "担当" else ""
    yield "宛先", f"{hand_out.to} {title}".rstrip()
    yield NUMBER_LABEL, hand_out.id
    yield "内容", f"「{hand_out.sheet}」シートの {len(hand_out.rows)} 件"
    yield "回答期限", day(hand_out.due_on) if hand_out.due_on else "(各行の期限までにお願いします)"
    plan = hand_out.plan
    answers = "、".join(plan.column(name).label for name in plan.answers)
    steps = [
        f"1. 「{hand_out.sheet}」シートの色の付いた欄に記入してください({answers})。",
        "2. ほかの欄は変えないでください。並べ替えや列の追加をしても、番号で読み取ります。",
        "3. 上書き保存し、このファイルをそのまま返送してください(ファイル名は変わってもかまいません)。",
    ]
    if plan.new_rows:
        steps.insert(1, "   新しく加えたいものは、表の下の空いている行に書いてください(番号は空欄のまま)。")
    if WISH in plan.answers:
        steps.insert(1, "   期限を変えたいときは「希望期限」に書いてください(こちらで確かめてご連絡します)。")
    yield "ご記入のしかた", "\n".join(steps)
    yield "お問い合わせ", "\n".join(sender.lines) or "(このファイルをお送りした担当者)"


def _sheet(book: xlsxwriter.Workbook, hand_out: HandOut, words: Vocabulary, formats: _Formats) -> None:
    plan = hand_out.plan
    sheet = book.add_worksheet(hand_out.sheet)
    sheet.hide_gridlines(2)
    heading = formats(bold=True, font_size=13, font_color=Colour.NAVY.value)
    sheet.write_string(0, 0, f"{hand_out.project} {hand_out.sheet}", heading)
    due = f"   回答期限 {day(hand_out.due_on)}" if hand_out.due_on else ""
    sheet.write_string(1, 0, f"{NUMBER_LABEL} {hand_out.id}{due}   宛先 {hand_out.to}", formats(bold=True))
    sheet.write_string(
        2, 0, "色の付いた欄に記入し、このまま返送してください。", formats(font_color=Colour.QUIET.value)
    )
    _headings(sheet, plan, formats)
    last = HEADER_ROW + len(hand_out.rows) + plan.new_rows
    for at, row in enumerate(hand_out.rows, start=HEADER_ROW + 1):
        _row(sheet, at, plan, row.values, formats, is_new=False)
        sheet.write_string(
            at, len(plan.fields), row.fingerprint, formats(font_size=8, font_color=Colour.FRAME.value)
        )
        sheet.set_row(at, _height(plan, row.values))
    for at in range(HEADER_ROW + len(hand_out.rows) + 1, last + 1):
        _row(sheet, at, plan, {}, formats, is_new=True)
    _validations(sheet, hand_out, words, last)
    sheet.freeze_panes(HEADER_ROW + 1, min(2, len(plan.shown)))
    _printing(sheet, sum(_width(plan.column(name)) for name in plan.fields), last, len(plan.fields))
    sheet.protect(
        "",
        {
            "format_columns": True,
            "format_rows": True,
            "sort": True,
            "autofilter": True,
            "select_locked_cells": True,
        },
    )
    sheet.activate()


def _headings(sheet: Any, plan: HandOutPlan, formats: _Formats) -> None:  # noqa: ANN401 - xlsxwriter's own
    common = {
        "bold": True,
        "text_wrap": True,
        "border": 1,
        "border_color": Colour.LINE.value,
        "valign": "vcenter",
    }
    sheet.set_row(HEADER_ROW, 30)
    for place, name in enumerate(plan.fields):
        column, is_answer = plan.column(name), name in plan.answers
        ground = Colour.SOON.value if is_answer else Colour.HEAD.value
        sheet.write_string(HEADER_ROW, place, column.label, formats(**common, bg_color=ground))
        sheet.set_column(place, place, _width(column))
    place = len(plan.fields)
    sheet.write_string(HEADER_ROW, place, CHECK, formats(**common, bg_color=Colour.HEAD.value))
    sheet.set_column(place, place, _CHECK_WIDTH)


def _width(column: Column) -> float:
    return column.width or _WIDTHS.get(column.kind, 14)


def _row(
    sheet: Any,  # noqa: ANN401 - xlsxwriter's own
    at: int,
    plan: HandOutPlan,
    values: Mapping[str, Any],
    formats: _Formats,
    *,
    is_new: bool,
) -> None:
    for place, name in enumerate(plan.fields):
        column, is_answer = plan.column(name), name in plan.answers
        is_open = is_answer or (is_new and name != "id")
        look: dict[str, Any] = {"border": 1, "border_color": Colour.LINE.value, "text_wrap": True}
        look |= {"locked": not is_open, "num_format": _FORMATS.get(column.kind, "@")}
        look |= {"bg_color": Colour.ANSWER.value} if is_open else {}
        look |= {"align": "center"} if column.kind in _CENTRED else {}
        _write(sheet, at, place, column, values.get(name), formats(**look))


def _write(sheet: Any, at: int, place: int, column: Column, value: object, look: Any) -> None:  # noqa: ANN401
    match value:
        case None | "" | ():
            sheet.write_blank(at, place, None, look)
        case bool():
            sheet.write_string(at, place, "○" if value else "", look)
        case datetime() | date() if column.kind in _FORMATS:
            sheet.write_datetime(at, place, value, look)
        case int() | Decimal() if column.kind in (*_FORMATS, Kind.INT, Kind.NUMBER):
            sheet.write_number(at, place, float(value), look)
        case _:
            sheet.write_string(at, place, _text(column, value), look)


def _text(column: Column, value: object) -> str:
    """A value as text; what could not be read as it stands."""
    return value if isinstance(value, str) else display(column.kind, value)


def _height(plan: HandOutPlan, values: Mapping[str, Any]) -> float:
    """High enough for the longest text of the row, within reason."""
    lines = 1
    for name in plan.fields:
        text = _text(plan.column(name), values.get(name))
        wide = max(int(_width(plan.column(name)) / 2), 4)
        lines = max(lines, sum(-(-max(len(part), 1) // wide) for part in text.split("\n")))
    return min(15.0 * lines + 3, 200)


def _validations(sheet: Any, hand_out: HandOut, words: Vocabulary, last: int) -> None:  # noqa: ANN401
    plan = hand_out.plan
    for place, name in enumerate(plan.fields):
        column = plan.column(name)
        first = HEADER_ROW + 1 if name in plan.answers else HEADER_ROW + 1 + len(hand_out.rows)
        if first > last or name == "id":
            continue
        options = _options(hand_out, name, column, words)
        if options:
            sheet.data_validation(first, place, last, place, options)


def _options(hand_out: HandOut, name: str, column: Column, words: Vocabulary) -> dict[str, Any] | None:
    message = {"input_title": column.label[:32], "input_message": column.help[:255]} if column.help else {}
    choices = _choices(hand_out, name, column, words)
    if choices and len(",".join(choices)) <= _LONGEST_LIST:
        return message | {
            "validate": "list", "source": list(choices), "error_type": "warning",
            "error_title": "一覧にない言葉です", "error_message": f"{'・'.join(choices)[:200]} から選んでください。",
        }  # fmt: skip
    if column.kind in (Kind.DATE, Kind.DATETIME):
        return message | {
            "validate": "date", "criteria": "between", "minimum": date(1990, 1, 1), "maximum": date(2999, 12, 31),
            "error_type": "warning", "error_title": "日付ではありません", "error_message": "2026/12/1 の形で入れてください。",
        }  # fmt: skip
    return message | {"validate": "any"} if message else None


def _choices(hand_out: HandOut, name: str, column: Column, words: Vocabulary) -> Sequence[str]:
    sheet = hand_out.plan.sheet
    if name == APPLIES:
        return APPLIES_WORDS
    if hand_out.is_outside and (hand_out.sheet, name) in OUTSIDE_WORDS:
        return OUTSIDE_WORDS[hand_out.sheet, name]
    if column.kind is Kind.FLAG:
        return ("○",)
    return words.words(list_name(sheet, name)) if column.kind is Kind.CHOICE else ()


def _printing(sheet: Any, width: float, last: int, columns: int) -> None:  # noqa: ANN401
    """On paper: the columns people read, without 照合, title and headings on every page."""
    sheet.print_area(0, 0, last, columns - 1)
    sheet.repeat_rows(0, HEADER_ROW)
    sheet.set_landscape()
    sheet.set_paper(_A3 if width > _WIDE else _A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
