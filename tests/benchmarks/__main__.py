"""Every measure in one run, and README's table from it: `python -m tests.benchmarks [--rounds 5] [--write-readme]`.

Nothing asserts a time. All ratios are printed; README has three lines of them. Fewer than five rounds leave README alone.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import (
    check_benchmark,
    edit_benchmark,
    exchange_benchmark,
    growth_benchmark,
    month_end_benchmark,
    own_rules_benchmark,
    precheck_benchmark,
    start_benchmark,
)
from tests.benchmarks.contest import Rounds, ratios

README = Path(__file__).parent.parent.parent / "README.md"
ROUNDS = 5
FULL_ROWS = 5_000
"""Of each of the fifteen large sheets in a workbook of the full profile."""
START, END = "<!-- benchmark -->", "<!-- /benchmark -->"


@dataclass(frozen=True)
class Row:
    """A line of README's table: a ratio, and which contest it comes from. of: cpu, or peak for memory."""

    work: str
    contest: str
    above: str
    below: str
    of: str = "cpu"


CHECK, FULL, EDIT, MONTH, PAGE = "check", "check of the full profile", "edit", "month-end", "page"
OWN, PAPERS = "own rules", "precheck"
ROWS = (
    Row(
        "`check`(6シート × 1万行、約130万セル、全規則) ÷ calamine で値を読むだけ", CHECK, "pmo_xl", "calamine"
    ),
    Row("同じ `check` ÷ openpyxl で開くだけ", CHECK, "pmo_xl", "openpyxl"),
    Row("同じ `check` ÷ pandas(openpyxl)で読むだけ", CHECK, "pmo_xl", "pandas"),
    Row("同じ `check` の最大メモリ ÷ openpyxl で開くだけ", CHECK, "pmo_xl", "openpyxl", "peak"),
    Row(
        f"`check`(full の15シート × {FULL_ROWS:,}行、全規則) ÷ calamine で値を読むだけ",
        FULL,
        "pmo_xl",
        "calamine",
    ),
    Row("同じ full の `check` ÷ openpyxl で開くだけ", FULL, "pmo_xl", "openpyxl"),
    Row(
        "320セルと50行の書き込み(6.6MB、確かめと控えを含む) ÷ openpyxl で開いて保存",
        EDIT,
        "pmo_xl",
        "openpyxl",
    ),
    Row("200冊の月次点検(1プロセス) ÷ pandas で4シートを読むだけ", MONTH, "one", "pandas"),
    Row("`month-end -o … --cache …` の2度目(何も変わらない) ÷ 1度目", MONTH, "again", "first"),
    Row(
        "社内規則20個 ÷ 同じシートの組み込みの規則",
        OWN,
        own_rules_benchmark.OURS,
        own_rules_benchmark.BUILT_IN,
    ),
    Row(
        "`precheck`(Word、Excel、PowerPoint、PDF 各1冊、全規則) ÷ 各ライブラリで文字を読むだけ",
        PAPERS,
        precheck_benchmark.OURS,
        precheck_benchmark.BARE,
    ),
    Row("`rules QST003` ÷ argparse と rich を読み込むだけの Python", PAGE, "pmo_xl", "rich"),
)


def table(found: Mapping[str, Rounds], growth: list[float]) -> str:
    """The Markdown table: ratios, because seconds are of one machine."""
    rounds = len(found[PAGE])
    lines = [
        f"同じ機械で続けて測った比({rounds}回の中央値、かっこ内は最小〜最大。時間はCPU時間)です。1より小さければ pmo_xl の方が軽い。",
        "",
        "| 比べたもの | 比 |",
        "|---|---:|",
    ]
    every = [(row.work, ratios(found[row.contest], row.above, row.below, row.of)) for row in ROWS]
    every.append(("1行あたりの `check` の時間、1シート5万行 ÷ 1千行", growth))
    lines += [
        f"| {work} | {statistics.median(each):.2f}({min(each):.2f}〜{max(each):.2f}) |"
        for work, each in every
    ]
    return "\n".join(lines)


def readme_table(check: Rounds) -> str:
    """README's few lines: the check of a large ledger beside what only reads or opens it."""

    def line(what: str, name: str) -> str:
        """A contestant's time by calamine's, and its memory by openpyxl's."""
        peak = statistics.median(ratios(check, name, check_benchmark.OPENPYXL, "peak"))
        cpu = statistics.median(ratios(check, name, check_benchmark.CALAMINE))
        return f"| {what} | {cpu:.1f} | {peak:.2f} |"

    return "\n".join(
        (
            "6シート × 10,000行(約 1.3 百万セル)の台帳で測った比です。",
            "",
            "| すること | 時間(calamine = 1) | 最大メモリ(openpyxl = 1) |",
            "|---|---:|---:|",
            line("calamine で値を読むだけ", check_benchmark.CALAMINE),
            line("openpyxl で開くだけ", check_benchmark.OPENPYXL),
            line("pmo_xl の check(読む・突き合わせる、全規則)", check_benchmark.OURS),
        )
    )


def write_readme(text: str) -> None:
    readme = README.read_text(encoding="utf-8")
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--books", type=int, default=200)
    parser.add_argument("--made", type=Path, help="a folder for the workbooks, kept for the next time")
    parser.add_argument("--write-readme", action="store_true")
    options = parser.parse_args()
    start = time.monotonic()
    print(f"{options.rounds} rounds of everything: 5 take about half an hour on a quiet machine", flush=True)
    with tempfile.TemporaryDirectory() as name:
        found, text = measured_table(options.made or Path(name), Path(name), options.rounds, options.books)
    print(text)
    if options.write_readme and options.rounds >= ROUNDS:
        write_readme(readme_table(found[CHECK]))
    elif options.write_readme:
        print(f"README keeps its table: it takes {ROUNDS} rounds")
    print(f"took {(time.monotonic() - start) / 60:.0f} minutes")


def measured_table(made: Path, scratch: Path, rounds: int, books: int) -> tuple[dict[str, Rounds], str]:
    """Hold every contest, telling all rounds: what was found, and all ratios as a table."""
    from tests.benchmarks.large_book import FULL_SHEETS, write_large_book

    made.mkdir(parents=True, exist_ok=True)
    large, edited, many = made / "large.xlsx", made / "edit.xlsx", made / "many"
    large.exists() or write_large_book(large)
    full = made / "full.xlsx"
    full.exists() or write_large_book(full, FULL_ROWS, FULL_SHEETS)
    edited.exists() or edit_benchmark.write_book(edited)
    if not many.exists():
        many.mkdir()
        month_end_benchmark.write_books(many, books)
    found = {PAGE: start_benchmark.rounds_of(rounds)}
    start_benchmark.tell(found[PAGE])
    found[EDIT] = edit_benchmark.rounds_of(edited, scratch, rounds)
    edit_benchmark.tell(found[EDIT])
    found[CHECK] = check_benchmark.rounds_of(large, rounds)
    check_benchmark.tell(found[CHECK])
    found[FULL] = check_benchmark.rounds_of(full, rounds)
    check_benchmark.tell(found[FULL])
    found[MONTH] = month_end_benchmark.rounds_of(many, rounds, scratch / "結果")
    month_end_benchmark.tell(found[MONTH])
    found[OWN] = own_rules_benchmark.rounds_of(large, rounds)
    own_rules_benchmark.tell(found[OWN])
    papers = made / "papers"
    papers.mkdir(exist_ok=True)
    found[PAPERS] = precheck_benchmark.rounds_of(precheck_benchmark.write_papers(papers), rounds)
    precheck_benchmark.tell(found[PAPERS])
    exchanged = scratch / "やりとり"
    exchanged.mkdir()
    exchange_benchmark.tell(exchange_benchmark.rounds_of(exchange_benchmark.made(exchanged), rounds))
    growing = growth_benchmark.rounds_of(growth_benchmark.books(scratch), rounds)
    growth_benchmark.tell(growing)
    return found, table(found, growth_benchmark.growth(growing))


if __name__ == "__main__":
    main()
