"""Makes workbook_templates/demo/ anew: the two workbooks that `demo` shows, and the list of the faults in them.

Run it after a change to the author or to the sample: `python -m tests.support.make_demo`.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pmo_xl.operations.demo import AS_OF, CORE_BOOK, FAULTS_FILE, FULL_BOOK
from pmo_xl.resources import template
from tests.sample.maker import SEED, Sample, planted_project
from tests.sample.maker.workbook import write_sample

HEADINGS = ("台帳", "規則", "シート", "行", "列", "仕込んだこと", "伴う規則")


def demo_samples() -> dict[str, Sample]:
    """The samples by the names of their workbooks: two companies, each with its own name and project code."""
    return {
        CORE_BOOK: planted_project(seed=SEED, as_of=AS_OF),
        FULL_BOOK: planted_project(seed=SEED + 2, as_of=AS_OF, profile="full"),
    }


def make_demo_files(folder: Path) -> None:
    """Write the workbooks, each named after its project, and the list."""
    samples = demo_samples()
    for name, sample in samples.items():
        write_sample(folder / name, sample)
    with (folder / FAULTS_FILE).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(HEADINGS)
        table.writerows(row for name, sample in samples.items() for row in _faults(name, sample))


def _faults(name: str, sample: Sample) -> list[tuple[str | None, ...]]:
    return [(name, f.rule, f.sheet, f.row_id, f.column, f.note, f.companion_of) for f in sample.faults]


def main() -> None:
    """Make them where they ship."""
    make_demo_files(template("demo"))


if __name__ == "__main__":
    main()
