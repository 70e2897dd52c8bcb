"""メニュー, left: a line for every sheet with its link, what it holds, and what is open and late there.

A sheet whose rows wait in several due columns (検収支払: 検収予定日, 支払期日) has a line for each, so that the
lines add up to what `overdue` lists; the sums say beside them how many rows that is, a row waiting twice being one.
"""

from __future__ import annotations

from pmo_xl.metrics.dashboard import Counts, counts_by_due_column, waiting_rows
from pmo_xl.model.record import Record
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.due_date_formulas import DUE_DATE_FORMULAS, DueDateFormula, over_all_rows
from pmo_xl.workbook.author.menu_layout import FIRST_FIGURE, LAST_LEFT, LEFT, TEXT, Menu, cell
from pmo_xl.workbook.author.plan import Ledger
from pmo_xl.workbook.formulas import whole_column

_HEADS = ("シート", "1行に書くこと", "件数", "未完了", "期限超過", "7日以内", "期限なし")
_WAITING = {"課題管理表(恒久対応期限)": "恒久対応待ち(未完了の課題には数えません)"}
_KEYS = 3  # a row is there when one of its first must columns is filled


def first_sheet_row(menu: Menu) -> int:
    """The row of the first sheet."""
    return menu.sheets_row + 2


def lines_of(record_class: type[Record]) -> tuple[DueDateFormula | None, ...]:
    """The lines of a sheet: one for each due column, one without counts where its rows cannot be late."""
    return tuple(formula for formula in DUE_DATE_FORMULAS if formula.record_class is record_class) or (None,)


def line_name(record_class: type[Record], watch: DueDateFormula | None) -> str:
    """The sheet's name, and the due column where it has several: 課題管理表(恒久対応期限)."""
    if watch is None or len(lines_of(record_class)) == 1:
        return record_class.sheet.label
    return f"{record_class.sheet.label}({record_class.columns[watch.due_field].label})"


def total_row(menu: Menu) -> int:
    """The row with the sums over all lines."""
    return first_sheet_row(menu) + sum(len(lines_of(sheet)) for sheet in menu.book.ledgers)


def row_of(menu: Menu, record_class: type[Record], due_field: str | None = None) -> int:
    """The row of one due column of a sheet, or the sheet's first."""
    lines = [(sheet, watch and watch.due_field) for sheet in menu.book.ledgers for watch in lines_of(sheet)]
    found = (
        n for n, (sheet, field) in enumerate(lines) if sheet is record_class and due_field in (None, field)
    )
    return first_sheet_row(menu) + next(found)


def write_sheet_list(menu: Menu) -> None:
    """Write the list of sheets and the sums below it."""
    menu.heading(menu.sheets_row, LEFT, LAST_LEFT, "シートと件数(シート名を押すと移ります)")
    menu.heads(menu.sheets_row + 1, LEFT, _HEADS)
    counts = counts_by_due_column(menu.book.project)
    lines = [
        (ledger, watch) for ledger in menu.book.ledgers.values() for watch in lines_of(ledger.record_class)
    ]
    for row, (ledger, watch) in enumerate(lines, first_sheet_row(menu)):
        _write_name(menu, row, ledger, watch)
        if watch:
            _write_counts(menu, row, watch, counts[watch.record_class, watch.due_field])
        else:
            for column in range(FIRST_FIGURE + 1, LAST_LEFT + 1):
                menu.sheet.write_blank(row, column, None, menu.text())
    shown = [counts[watch.record_class, watch.due_field] for _, watch in lines if watch]
    _write_total(menu, sum(shown, Counts()))


def _write_name(menu: Menu, row: int, ledger: Ledger, watch: DueDateFormula | None) -> None:
    """The link, what a row of the sheet is, and on the sheet's first line how many rows there are."""
    link = menu.text(font_color=Colour.LINK, underline=1, shrink=True)
    name = line_name(ledger.record_class, watch)
    menu.sheet.write_url(row, LEFT, f"internal:'{ledger.label}'!A1", link, name, "このシートへ移ります")
    if watch is not lines_of(ledger.record_class)[0]:
        menu.sheet.write_string(row, TEXT, _WAITING.get(name, ""), menu.text())
        menu.sheet.write_blank(row, FIRST_FIGURE, None, menu.text())
        return
    menu.sheet.write_string(row, TEXT, ledger.record_class.sheet.in_short, menu.text())
    menu.formula(row, FIRST_FIGURE, rows_formula(ledger.record_class), menu.count(), len(ledger.records))


def _write_counts(menu: Menu, row: int, watch: DueDateFormula, counts: Counts) -> None:
    formulas = (watch.open_count(), watch.late_count(), watch.soon_count(), watch.undated_count())
    values = (counts.open, counts.late, counts.soon, counts.undated)
    columns = range(FIRST_FIGURE + 1, LAST_LEFT + 1)
    for column, formula, value in zip(columns, formulas, values, strict=True):
        menu.formula(row, column, formula, menu.count(), value)


def rows_formula(record_class: type[Record]) -> str:
    """How many rows of the sheet hold something."""
    keys = [name for name in record_class.must_fields if name != "id"] or list(record_class.columns)
    filled = "&".join(whole_column(record_class, name) for name in keys[:_KEYS])
    return f'SUMPRODUCT(--({filled}<>""))'


def _write_total(menu: Menu, counts: Counts) -> None:
    row = total_row(menu)
    bold = {"bold": True, "bg_color": Colour.PALE}
    menu.sheet.write_string(row, LEFT, "合計", menu.text(**bold))
    rows = waiting_rows(menu.book.project)
    shown = f"期限ごと(行では {rows:,} 行)"
    formula = f'"期限ごと(行では "&TEXT({_rows_waiting(menu)},"#,##0")&" 行)"'
    menu.formula(row, TEXT, formula, menu.text(**bold | {"bold": False}), shown)
    menu.sheet.write_string(row, FIRST_FIGURE, "", menu.text(**bold))
    values = (counts.open, counts.late, counts.soon, counts.undated)
    for column, value in enumerate(values, FIRST_FIGURE + 1):
        summed = f"SUM({cell(first_sheet_row(menu), column)}:{cell(row - 1, column)})"
        menu.formula(row, column, summed, menu.count(**bold), value)
    late = FIRST_FIGURE + 2
    for column, colour, ink in (
        (late, Colour.LATE, Colour.LATE_INK),
        (late + 1, Colour.SOON, Colour.SOON_INK),
    ):
        look = menu.book.formats.difference(bg_color=colour, font_color=ink, bold=True)
        options = {"type": "cell", "criteria": ">", "value": 0, "format": look}
        menu.sheet.conditional_format(first_sheet_row(menu), column, row, column, options)


def _rows_waiting(menu: Menu) -> str:
    """The sum of 未完了, but a row that waits in several due columns counted once."""
    column = FIRST_FIGURE + 1
    counted = f"SUM({cell(first_sheet_row(menu), column)}:{cell(total_row(menu) - 1, column)})"
    for sheet in menu.book.ledgers:
        lines = [watch for watch in lines_of(sheet) if watch]
        if len(lines) > 1:
            counted += "".join(f"-{cell(row_of(menu, sheet, watch.due_field), column)}" for watch in lines)
            counted += "+" + over_all_rows(f"SIGN({'+'.join(watch.open for watch in lines)})", sheet)
    return counted
