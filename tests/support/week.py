"""A PMO's week as docs/staff/week.md tells it: its commands, run in their order on a ledger, and the answers that come back."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from pmo_xl.faces.cli import main
from tests.sample.maker import Sample
from tests.sample.maker.workbook import write_sample

PAGE = Path(__file__).resolve().parents[2] / "docs" / "staff" / "week.md"
LEDGER, SENT, BACK = "会員基盤刷新.xlsx", "配布", "返信"
LAST_FRIDAY = "20261127"
_WEEK = re.compile(r"<!-- week -->\n```sh\n(.*?)```\n<!-- /week -->", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One command of the week. code: how it ended."""

    arguments: tuple[str, ...]
    code: int

    @property
    def name(self) -> str:
        """The command."""
        return self.arguments[0]


def week_block() -> str:
    """The lines of the page that are to be typed, and the remarks between them."""
    (block,) = _WEEK.findall(PAGE.read_text(encoding="utf-8"))
    return str(block)


def commands() -> tuple[tuple[str, ...], ...]:
    """The commands of the page's week, without `pmo-xl`."""
    lines = [shlex.split(line, comments=True) for line in week_block().splitlines()]
    return tuple(tuple(line[1:]) for line in lines if line)


def play(folder: Path, sample: Sample) -> Iterator[Step]:
    """Run the week in a folder that is the current one: the ledger stands there, and last Friday's run."""
    write_sample(folder / LEDGER, sample)
    main(["record", LEDGER, "--as-of", "2026-11-27", "--quiet"])
    (recorded,) = (folder / ".pmo_xl" / "history").iterdir()
    recorded.rename(recorded.with_name(f"{LAST_FRIDAY}T030000000000{recorded.name[21:]}"))
    for command in commands():
        if command[0] == "collect" and not (folder / BACK).exists():
            come_back(folder)
        yield Step(command, main(list(command)))


def come_back(folder: Path) -> None:
    """The first addressee answers every question and sends the workbook back under another name."""
    made = sorted((folder / SENT).glob("*.xlsx"))[0]
    book = openpyxl.load_workbook(made)
    sheet = book["QA表"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "照合" for cell in row))
    places = {str(cell.value): cell.column for cell in head}
    for number in range(head[0].row + 1, sheet.max_row + 1):
        if sheet.cell(number, 1).value:
            sheet.cell(number, places["回答"]).value = "12桁で合っています。"
            sheet.cell(number, places["仕様反映要否"]).value = "不要"
    (folder / BACK).mkdir()
    book.save(folder / BACK / "Re_回答.xlsx")
