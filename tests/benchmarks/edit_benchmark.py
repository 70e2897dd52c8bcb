"""320 cells set and 50 rows appended in a workbook of about 7 MB with 12 sheets, against openpyxl's load and save.

    python -m tests.benchmarks.edit_benchmark [--rounds 5] [--book FILE]

Two sheets are touched. Ours includes the proof, the backup and the replacement; openpyxl's does not even
make the edits' ranges grow. Each measurement is a process of its own (wall time and its peak memory), the
contestants in turn; medians are reported, and what counts are the ratios.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from functools import partial
from pathlib import Path

from tests.benchmarks.contest import Rounds, Taken, held, measured, run_here, told

SHEETS, ROWS, COLUMNS = 12, 5_000, 20
CELLS, APPENDED = 320, 50


def write_book(path: Path) -> Path:
    """Twelve sheets with a table each: texts, numbers, dates, a calculated column and a drop-down."""
    import xlsxwriter

    book, chance = xlsxwriter.Workbook(str(path)), random.Random(20260401)
    day = book.add_format({"num_format": "yyyy/m/d"})
    for number in range(1, SHEETS + 1):
        sheet, name = book.add_worksheet(f"台帳{number}"), f"表{number}"
        headers = [{"header": f"列{column}"} for column in range(1, COLUMNS)]
        formula = f"={name}[[#This Row],[列2]]*2"
        sheet.add_table(
            0,
            0,
            ROWS,
            COLUMNS - 1,
            {"name": name, "columns": [*headers, {"header": "計", "formula": formula}]},
        )
        sheet.data_validation(1, 3, ROWS, 3, {"validate": "list", "source": ["未対応", "対応中", "完了"]})
        for row in range(1, ROWS + 1):
            sheet.write_string(row, 0, f"ISS-{row:05}")
            sheet.write_number(row, 1, chance.randrange(100_000))
            sheet.write_datetime(row, 2, _date(chance), day)
            for column in range(3, COLUMNS - 1):
                sheet.write_string(
                    row, column, f"{('未対応', '対応中', '完了')[row % 3]}{chance.randrange(2_000)}"
                )
            sheet.write_formula(row, COLUMNS - 1, formula, None, 0)
    book.close()
    return path


def _date(chance: random.Random):
    from datetime import date, timedelta

    return date(2026, 4, 1) + timedelta(days=chance.randrange(700))


def edit_with_pmo_xl(path: Path) -> None:
    from pmo_xl.workbook.closed_book import AppendRows, SetCell, apply

    cells = [SetCell("台帳1", 2 + 15 * at, 5, f"直した値{at}") for at in range(CELLS)]
    rows = tuple({1: f"ISS-{ROWS + at:05}", 2: at, 4: "未対応"} for at in range(1, APPENDED + 1))
    apply(path, [*cells, AppendRows("台帳2", rows, table="表2")])


def edit_with_openpyxl(path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    for at in range(CELLS):
        book["台帳1"].cell(2 + 15 * at, 5, f"直した値{at}")
    for at in range(1, APPENDED + 1):
        book["台帳2"].append([f"ISS-{ROWS + at:05}", at, None, "未対応"])
    book.save(path)


OPENPYXL, OURS = "openpyxl", "pmo_xl"
CONTESTANTS = {OPENPYXL: edit_with_openpyxl, OURS: edit_with_pmo_xl}


def rounds_of(book: Path, folder: Path, rounds: int) -> Rounds:
    def measure(name: str) -> Taken:
        copy = folder / "写し.xlsx"
        shutil.copyfile(book, copy)
        return measured("edit_benchmark", name, copy)

    return held({name: partial(measure, name) for name in CONTESTANTS}, rounds)


def tell(found: Rounds) -> None:
    print(told("openpyxl's load and save / a proved edit", found, OPENPYXL, OURS))
    print(told("memory: a proved edit / openpyxl", found, OURS, OPENPYXL, "peak"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FILE"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--book", type=Path, help="a workbook made before (else one is made)")
    options = parser.parse_args()
    if options.measure:
        run_here(partial(CONTESTANTS[options.measure[0]], Path(options.measure[1])))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = options.book or write_book(folder / "台帳.xlsx")
        print(f"{book.stat().st_size / 1e6:.1f} MB, {SHEETS} sheets × {ROWS:,} × {COLUMNS}, 2 touched")
        tell(rounds_of(book, folder, options.rounds))


if __name__ == "__main__":
    main()
