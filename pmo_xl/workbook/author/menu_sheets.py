"""メニュー, left: a line for every sheet with its link, what it holds, and what is open and late there."""

from __future__ import annotations

from pmo_xl.metrics.dashboard import Counts, counts_by_sheet, is_watched
from pmo_xl.model.record import Record
from pmo_xl.workbook.author.formats import Colour
from pmo_xl.workbook.author.menu_layout import FIRST_FIGURE, LAST_LEFT, LEFT, SHEETS_ROW, TEXT, Menu, cell
from pmo_xl.workbook.author.plan import Ledger
from pmo_xl.workbook.author.watching import WATCH_FORMULAS, over_all_rows
from pmo_xl.workbook.formulas import whole_column

_HEADS = ("シート", "1行に書くこと", "件数", "未完了", "期限超過", "7日以内", "期限なし")
_KEYS = 3  # a row is there when one of its first must columns is filled


def first_sheet_row() -> int:
    """The row of the first sheet."""
    return SHEETS_ROW + 2


def total_row(menu: Menu) -> int:
    """The row with the sums over all sheets."""
    return first_sheet_row() + len(menu.book.ledgers)


def write_sheet_list(menu: Menu) -> None:
    """Write the list of sheets and the sums below it."""
    menu.heading(SHEETS_ROW, LEFT, LAST_LEFT, "シートと件数(シート名を押すと移ります)")
    menu.heads(SHEETS_ROW + 1, LEFT, _HEADS)
    counts = counts_by_sheet(menu.book.project)
    for row, ledger in enumerate(menu.book.ledgers.values(), first_sheet_row()):
        _write_line(menu, row, ledger, counts.get(ledger.record_class, Counts()))
    _write_total(menu, list(counts.values()))


def _write_line(menu: Menu, row: int, ledger: Ledger, counts: Counts) -> None:
    link = menu.text(font_color="#0563C1", underline=1)
    menu.sheet.write_url(
        row, LEFT, f"internal:'{ledger.label}'!A1", link, ledger.label, "このシートへ移ります"
    )
    menu.sheet.write_string(row, TEXT, ledger.record_class.sheet.help, menu.text(font_size=9))
    menu.formula(row, FIRST_FIGURE, rows_formula(ledger.record_class), menu.count(), len(ledger.records))
    for column, formula, value in zip(
        range(FIRST_FIGURE + 1, LAST_LEFT + 1),
        _formulas(ledger.record_class),
        (counts.open, counts.late, counts.soon, counts.undated),
        strict=True,
    ):
        if is_watched(ledger.record_class):
            menu.formula(row, column, formula, menu.count(), value)
        else:
            menu.sheet.write_blank(row, column, None, menu.text())


def rows_formula(record_class: type[Record]) -> str:
    """How many rows of the sheet hold something."""
    keys = [name for name in record_class.must_fields if name != "id"] or list(record_class.columns)
    filled = "&".join(whole_column(record_class, name) for name in keys[:_KEYS])
    return f'SUMPRODUCT(--({filled}<>""))'


def _formulas(record_class: type[Record]) -> tuple[str, str, str, str]:
    mine = [formula for formula in WATCH_FORMULAS if formula.record_class is record_class]

    def of_each(rows: list[str]) -> str:
        return "+".join(over_all_rows(template, record_class) for template in rows) or "0"

    return (
        of_each([formula.open for formula in mine]),
        of_each([formula.late_rows() for formula in mine]),
        of_each([formula.soon_rows() for formula in mine]),
        of_each([formula.undated_rows() for formula in mine]),
    )


def _write_total(menu: Menu, counts: list[Counts]) -> None:
    row = total_row(menu)
    bold = {"bold": True, "bg_color": Colour.TINT}
    menu.sheet.write_string(row, LEFT, "合計", menu.text(**bold))
    menu.sheet.write_string(row, TEXT, "", menu.text(**bold))
    menu.sheet.write_string(row, FIRST_FIGURE, "", menu.text(**bold))
    values = [
        sum(c.open for c in counts), sum(c.late for c in counts), sum(c.soon for c in counts),
        sum(c.undated for c in counts),
    ]  # fmt: skip
    for column, value in enumerate(values, FIRST_FIGURE + 1):
        summed = f"SUM({cell(first_sheet_row(), column)}:{cell(row - 1, column)})"
        menu.formula(row, column, summed, menu.count(**bold), value)
    late = FIRST_FIGURE + 2
    for column, colour, ink in (
        (late, Colour.LATE, Colour.LATE_INK),
        (late + 1, Colour.SOON, Colour.SOON_INK),
    ):
        shown = menu.book.formats.difference(bg_color=colour, font_color=ink, bold=True)
        options = {"type": "cell", "criteria": ">", "value": 0, "format": shown}
        menu.sheet.conditional_format(first_sheet_row(), column, row, column, options)
