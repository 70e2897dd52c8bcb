"""The month end of 200 workbooks: one process against two, and against a pandas script that merely reads.

    python -m tests.benchmarks.month_end_benchmark [--books 200] [--rounds 3]

Made of 20 workbooks from the sample generator (seeds, sizes and planted faults differ), copied under further names
and codes of their own, because making a workbook takes longer than reading it. Each measurement is a process of its
own, imports included; medians are reported, and what counts are the ratios, taken within a round. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

MONTH, RUN_DAY = date(2026, 11, 1), date(2026, 11, 30)
SHEETS = ["予算枠", "予算管理表", "検収支払", "取引先一覧"]
"""What a script must read for a month end, and no more."""
ONE, TWO, PANDAS = "one", "two", "pandas"
WORDS = {
    ONE: "month-end(1プロセス)",
    TWO: "month-end(2プロセス)",
    PANDAS: "pandas + openpyxl で4シートを読むだけ",
}


def with_pandas(folder: Path) -> int:
    import pandas as pd

    paths = sorted(folder.rglob("*.xlsx"))
    for path in paths:
        pd.read_excel(path, sheet_name=SHEETS, engine="openpyxl")
    return len(paths)


def with_pmo_xl(folder: Path, jobs: int) -> int:
    import pmo_xl

    result = pmo_xl.month_end(folder, MONTH, jobs=jobs, run_day=RUN_DAY)
    assert not result.failed, result.failed
    return len(result.projects)


def measure_here(name: str, folder: Path) -> None:
    """Run one contestant in this process and print what it took; peak: of its largest worker."""
    start = time.perf_counter()
    count = with_pandas(folder) if name == PANDAS else with_pmo_xl(folder, 2 if name == TWO else 1)
    wall = time.perf_counter() - start
    who = resource.RUSAGE_CHILDREN if name == TWO else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": _cpu(), "peak": peak, "books": count}))


def _cpu() -> float:
    """Seconds of processor time, workers included; what a busy machine leaves as it is."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure(name: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.month_end_benchmark", "--measure", name, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def write_books(folder: Path, count: int) -> None:
    """Workbooks of the fixture, as many as asked for; copies get a 案件コード of their own."""
    from tests.support.month_end_books import recipes, write_book  # not for every process that is measured

    made = [folder / f"原本{n:02}.xlsx" for n, _ in enumerate(recipes())]
    for recipe, path in zip(recipes(), made, strict=True):
        write_book(recipe, path)
    for number in range(len(made), count):
        copy_with_code(made[number % len(made)], folder / f"案件{number:03}.xlsx", f"Z{number:07}")


def copy_with_code(source: Path, target: Path, code: str) -> None:
    """The same workbook of another project: its 案件コード (K25-00001) replaced where the texts stand."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml":
                content = re.sub(rb"K25-\d{5}", code.encode(), content)
            new.writestr(name, content)


def report(rounds: list[dict[str, dict[str, float]]]) -> str:
    """The medians and the ratios as lines to print; a ratio compares what ran one after the other."""
    found = {name: median([each[name] for each in rounds]) for name in WORDS}
    books = int(found[ONE]["books"])
    lines = [f"{books} 冊"]
    for name, each in found.items():
        per_book = each["wall"] / each["books"] * 1000
        spent = f"{each['wall']:.1f} 秒(CPU {each['cpu']:.1f} 秒)、1冊 {per_book:.0f} ms"
        lines.append(f"{WORDS[name]}: {spent}、最大メモリ {each['peak']:.0f} MB")
    lines.append(f"2プロセスは1プロセスの {ratios(rounds, ONE, TWO)} 倍の速さ")
    lines.append(f"1プロセスで pandas の {ratios(rounds, PANDAS, ONE)} 倍の速さ")
    return "\n".join(lines)


def ratios(rounds: list[dict[str, dict[str, float]]], slow: str, fast: str) -> str:
    """The median of the rounds' ratios, by the clock and by the processor's time, and each by the clock."""
    wall, cpu = ([each[slow][key] / each[fast][key] for each in rounds] for key in ("wall", "cpu"))
    every = "、".join(f"{ratio:.2f}" for ratio in wall)
    return f"{statistics.median(wall):.2f}(各回 {every}、CPU時間では {statistics.median(cpu):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FOLDER"))
    parser.add_argument("--books", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder of workbooks made before (else they are made)")
    options = parser.parse_args()
    if options.measure:
        measure_here(options.measure[0], Path(options.measure[1]))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        if not any(folder.glob("*.xlsx")):
            write_books(folder, options.books)
        rounds = [{name: measure(name, folder) for name in WORDS} for _ in range(options.rounds)]
        print(report(rounds))
        shutil.rmtree(made, ignore_errors=True)


def median(found: list[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(each[key] for each in found) for key in found[0]}


if __name__ == "__main__":
    main()
