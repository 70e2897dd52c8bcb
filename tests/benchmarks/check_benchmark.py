"""The whole check of a workbook of 6 sheets × 10,000 rows, against calamine's bare read and openpyxl's load.

    python -m tests.benchmarks.check_benchmark [--rows 10000] [--rounds 3] [--write-readme]

Each measurement is a process of its own (wall time and peak memory of that process), the contestants in
turn; medians are reported, and what counts are the ratios. --write-readme puts the table into README.md.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.memory import peak_megabytes

README = Path(__file__).parent.parent.parent / "README.md"
START, END = "<!-- benchmark:check -->", "<!-- /benchmark:check -->"


def read_with_calamine(path: str) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def load_with_openpyxl(path: str) -> None:
    import openpyxl

    openpyxl.load_workbook(path)


def check_with_pmo_xl(path: str) -> None:
    import pmo_xl

    pmo_xl.open_workbook(path).check()


CONTESTANTS: dict[str, tuple[str, Callable[[str], None]]] = {
    "calamine": ("calamine で値を読むだけ", read_with_calamine),
    "openpyxl": ("openpyxl で開くだけ", load_with_openpyxl),
    "pmo_xl": ("pmo_xl の check(読む・突き合わせる、全規則)", check_with_pmo_xl),
}


def measure_here(name: str, path: str) -> None:
    """Run one contestant in this process and print what it took."""
    start = time.perf_counter()
    CONTESTANTS[name][1](path)
    wall = time.perf_counter() - start
    peak = peak_megabytes()
    print(json.dumps({"wall": wall, "peak": peak}))


def measure(name: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.check_benchmark", "--measure", name, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(run.stdout)
    return result["wall"], result["peak"]


def time_by_rule(path: Path) -> list[tuple[str, float]]:
    """Seconds that each rule takes, the slowest first."""
    import pmo_xl
    from pmo_xl.rules.catalog import all_rules
    from pmo_xl.rules.run import run

    project = pmo_xl.open_workbook(path).project
    taken = []
    for rule in all_rules():
        start = time.perf_counter()
        run(project, [rule])
        taken.append((rule.id, time.perf_counter() - start))
    return sorted(taken, key=lambda pair: -pair[1])


def table(results: dict[str, tuple[float, float]], rows: int) -> str:
    """The Markdown table: ratios, because seconds are of one machine."""
    base, peak = results["calamine"][0], results["openpyxl"][1]
    lines = [
        f"6シート × {rows:,}行(約 {rows * 134 / 1_000_000:.1f} 百万セル)の台帳で測った比です。",
        "",
        "| すること | 時間(calamine = 1) | 最大メモリ(openpyxl = 1) |",
        "|---|---:|---:|",
    ]
    lines += [
        f"| {CONTESTANTS[name][0]} | {wall / base:.1f} | {memory / peak:.2f} |"
        for name, (wall, memory) in results.items()
    ]
    return "\n".join(lines)


def write_readme(text: str) -> None:
    readme = README.read_text(encoding="utf-8")
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FILE"))
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--book", type=Path, help="a workbook made before (else one is made)")
    parser.add_argument("--write-readme", action="store_true")
    options = parser.parse_args()
    if options.measure:
        measure_here(*options.measure)
        return
    from tests.benchmarks.large_book import write_large_book

    with tempfile.TemporaryDirectory() as folder:
        path = options.book or write_large_book(Path(folder) / "large.xlsx", options.rows)
        rounds = [{name: measure(name, path) for name in CONTESTANTS} for _ in range(options.rounds)]
        results = {
            name: tuple(statistics.median(r[name][i] for r in rounds) for i in (0, 1)) for name in CONTESTANTS
        }
        for name, (wall, peak) in results.items():
            print(f"{name:10} {wall:7.2f} s  {peak:7.0f} MB")
        text = table(results, options.rows)
        print(text)
        slowest = time_by_rule(path)
        total = sum(seconds for _, seconds in slowest)
        print(f"\ntime by rule (all rules {total:.2f} s):")
        for rule, seconds in slowest[:15]:
            print(f"  {rule}  {seconds:6.3f} s  {seconds / total:5.1%}")
    if options.write_readme:
        write_readme(text)


if __name__ == "__main__":
    main()
