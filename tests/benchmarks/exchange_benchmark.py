"""A ledger of 10,000 rows against an export of 10,000 rows, and 50 returned files against a ledger.

    python -m tests.benchmarks.exchange_benchmark [--rounds 5]

What counts is the whole comparison, reading included, over the time of only reading both; beside it what the plan of
1,000 changed cells and 500 new rows adds (each is tried on the file, so that what cannot be written is named before
anything is), and the 50 files in seconds of the processor.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from tests.benchmarks.contest import Rounds, held, measured, run_here, told

ROWS, NEW, FILES, D = 10_000, 500, 50, date(2026, 11, 30)
READ, COMPARED, PLANNED, COLLECTED = "read", "compare", "plan", "collect"
HEAD = ("#", "トラッカー", "ステータス", "優先度", "題名", "作成者", "担当者", "期日", "説明")


def write_files(folder: Path) -> Path:
    """A ledger of issues that came from Redmine, and the export of this week.

    A tenth of the due dates are new, and 500 rows; as many of the oldest are no longer in it.
    """
    from pmo_xl.model.issue import Issue
    from tests.support.master import small_book

    usual = {
        "kind": "障害",
        "priority": "中",
        "raised_by": "佐藤 花子",
        "owner": "鈴木 一郎",
        "status": "対応中",
    }
    rows, lines = [], []
    for number in range(1, ROWS + NEW + 1):
        title, text = f"夜間の取り込みが遅れる {number} 件目", f"{number} 行目の説明\n二行目"
        due = D + timedelta(days=number % 90)
        if number <= ROWS:
            is_late = number % 10 == 0
            rows.append(
                Issue(
                    id=f"ISS-{number:05}", title=title, description=text, raised_on=D, due_on=None if is_late else due,
                    external_ids=f"redmine:{number}", **usual,
                )
            )  # fmt: skip
        if number > NEW:
            lines.append(
                (number, "バグ", "進行中", "通常", title, "佐藤 花子", "鈴木 一郎", due.isoformat(), text)
            )
    small_book(folder, {Issue: rows}, "ledger.xlsx")
    with (folder / "tickets.csv").open("w", encoding="cp932", newline="") as stream:
        csv.writer(stream).writerows([HEAD, *lines])
    return folder


def write_returns(folder: Path) -> Path:
    """A ledger whose 200 questions went to 50 addressees, who all answered one."""
    from tests.operations.test_collect import answer
    from tests.operations.test_hand_out import handed, ledger, question
    from tests.support.master import opened

    asked = [question(n, None, location=f"相手{n % FILES:02}") for n in range(1, 4 * FILES + 1)]
    path = ledger(folder, questions=asked)
    for name, file in handed(opened(path), folder / "配布", by="列:該当箇所").items():
        row_id = next(str(each.id) for each in asked if each.location == name)
        answer(file, {row_id: {"回答": f"{name}の答え"}}, f"{name}.xlsx")
    return folder


def made(folder: Path) -> Path:
    """All that is read in a round."""
    return write_returns(write_files(folder))


def rounds_of(folder: Path, rounds: int) -> Rounds:
    names = (READ, COMPARED, PLANNED, COLLECTED)
    return held({name: partial(measured, "exchange_benchmark", name, folder) for name in names}, rounds)


def tell(found: Rounds) -> None:
    print(told("10,000 against 10,000 rows / reading both", found, COMPARED, READ))
    print(
        told(
            f"the same with the plan of some 950 cells and {NEW} new rows / reading both",
            found,
            PLANNED,
            READ,
        )
    )
    print(f"{FILES} returned files: {', '.join(f'{each[COLLECTED].cpu:.1f}' for each in found)} s")


def contestant(name: str, folder: Path) -> Callable[[], object]:
    import pmo_xl

    def work() -> object:
        """What is measured."""
        if name == COLLECTED:
            book = pmo_xl.open_workbook(next(folder.glob("会員*.xlsx")), as_of=D, run_day=D)
            return book.collect(folder / "返信").summary
        book = pmo_xl.open_workbook(folder / "ledger.xlsx", as_of=D, run_day=D)
        if name == READ:
            return len(pmo_xl.read_source(folder / "tickets.csv").rows)
        made = book.import_rows(folder / "tickets.csv", source="redmine")
        return made.summary if name == PLANNED else len(made.rows)

    return work


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--measure", nargs=2)
    options = parser.parse_args()
    if options.measure:
        name, folder = options.measure
        run_here(contestant(name, Path(folder)))
        return
    with tempfile.TemporaryDirectory() as name:
        tell(rounds_of(made(Path(name)), options.rounds))


if __name__ == "__main__":
    main()
