"""320 cells set and 50 rows appended in a workbook of about 7 MB with 12 sheets, against openpyxl's load and save.

    python -m tests.benchmarks.edit_benchmark [--rounds 3]

Two sheets are touched. Ours includes the proof, the backup and the replacement; openpyxl's does not even
make the edits' ranges grow. Each measurement is a process of its own (wall time and its peak memory), the
contestants in turn; medians are reported, and what counts are the ratios.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.memory import peak_megabytes

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


CONTESTANTS = {"openpyxl": edit_with_openpyxl, "pmo_xl": edit_with_pmo_xl}


def measure_here(name: str, path: str) -> None:
    """Run one contestant in this process and print what it took."""
    start = time.perf_counter()
    CONTESTANTS[name](Path(path))
    wall = time.perf_counter() - start
    print(json.dumps({"wall": wall, "peak": peak_megabytes()}))


def measure(name: str, book: Path, folder: Path) -> tuple[float, float]:
    copy = folder / "写し.xlsx"
    shutil.copyfile(book, copy)
    command = [sys.executable, "-m", "tests.benchmarks.edit_benchmark", "--measure", name, str(copy)]
    result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return result["wall"], result["peak"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FILE"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.measure:
        measure_here(*options.measure)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = write_book(folder / "台帳.xlsx")
        print(f"{book.stat().st_size / 1e6:.1f} MB, {SHEETS} sheets × {ROWS:,} × {COLUMNS}, 2 touched")
        rounds = [{each: measure(each, book, folder) for each in CONTESTANTS} for _ in range(options.rounds)]
    results = {
        each: [statistics.median(r[each][at] for r in rounds) for at in (0, 1)] for each in CONTESTANTS
    }
    for each, (wall, peak) in results.items():
        print(f"{each:10} {wall:7.2f} s  {peak:7.0f} MB")
    (wall, peak), (base_wall, base_peak) = results["pmo_xl"], results["openpyxl"]
    print(
        f"time: 1/{base_wall / wall:.1f} of openpyxl's (aim: 1/8 or less); memory: {peak / base_peak:.2f} of it (aim: < 1)"
    )


if __name__ == "__main__":
    main()
