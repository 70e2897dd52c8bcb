"""Whatever the window's width, and in a pipe: every figure, ID and date of every listing stands whole."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.actions import COMMANDS
from pmo_xl.faces import console
from pmo_xl.faces.cli import main
from pmo_xl.faces.columns import print_rows
from pmo_xl.faces.console import screen
from pmo_xl.faces.wrapping import display_width, longest_piece
from pmo_xl.model.column import Kind
from pmo_xl.model.issue import Issue
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.order import Order
from pmo_xl.model.task import Task
from pmo_xl.operations.book import open_workbook
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.master import small_book

WIDTHS = (60, 80, 100, 120, 200)
FIGURE = re.compile(r"[A-Za-z]*[-▲]?\d+(?:[-,./:]\d+)*%?")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
OPTION = re.compile(r"--[a-z-]+|\d{4}-\d{2}(?:-\d{2})?")
DAY = ["--as-of", "2026-11-30"]
ESCAPE = "\x1b[31m"
LISTINGS = {
    "check": ["check", "BOOK"],
    "check of one rule": ["check", "BOOK", "--rules", "ACC"],
    "layout": ["check", "BOOK", "--explain-layout"],
    "overdue": ["overdue", "BOOK", "--within", "30"],
    "budget": ["budget", "BOOK"],
    "budget by department": ["budget", "BOOK", "--by", "department"],
    "budget by system": ["budget", "BOOK", "--by", "system"],
    "budget by month": ["budget", "BOOK", "--by", "month"],
    "schedule": ["schedule", "BOOK"],
    "slip": ["schedule", "BOOK", "--slip", "WBS-043", "20"],
    "measures": ["schedule", "BOOK", "--measures"],
    "links": ["schedule", "LINKS", "--propose-links"],
    "month-end": ["month-end", "BOOK", "--month", "2026-11", "--jobs", "1"],
    "fix": ["fix", "BOOK"],
    "baseline": ["baseline", "SMALL", *DAY],
    "history": ["history", "SMALL"],
    "runs": ["history", "SMALL", "--list"],
    "rules": ["rules"],
    "rule page": ["rules", "BUD001"],
    "documents": ["export", "--list"],
    "fields": ["fields", "検収書"],
    "doctor": ["doctor", "BOOK"],
}
WITH_CSV = ("check", "overdue", "budget", "budget by department", "budget by system", "budget by month",
            "schedule", "slip", "measures", "fix", "baseline", "history")  # fmt: skip


class Terminal(io.TextIOWrapper):
    """Standard output as a terminal, or as a pipe, of one encoding."""

    def __init__(self, encoding: str = "utf-8", *, is_terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors="replace", write_through=True)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return COLOUR.sub("", self.buffer.getvalue().decode(self.encoding))


Show = Callable[..., str]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A sample with large money and odd texts, and a small book with two recorded runs."""
    folder = tmp_path_factory.mktemp("幅")
    sample = planted_project(scale=0.3)
    issues = list(sample.records[Issue])
    late = next(n for n, i in enumerate(issues) if isinstance(i, Issue) and i.status == "対応中")
    odd = f"[red]至急[/red] {ESCAPE}前金 12,345,678 円を 2026/12/18 に QA-001,QA-002,CHG-001 で精算"
    issues[late] = replace_row(issues[late], title=odd, due_on=date(2026, 11, 2))
    orders = [
        replace_row(row, ordered=9_876_543_210) if n == 3 else row
        for n, row in enumerate(sample.records[Order])
    ]
    records = {**sample.records, Issue: tuple(issues), Order: tuple(orders)}
    book = write_sample(folder / "見本.xlsx", replace(sample, records=records))
    small = small_book(folder)
    assert main(["record", str(small), *DAY, "--quiet"]) == 0
    with open_workbook(small, as_of=date(2026, 11, 30)).edit() as changes:
        changes.set(
            open_workbook(small).issues["ISS-001"], due_on=date(2026, 12, 25), title="期日を 2026/12/25 に"
        )
    assert main(["record", str(small), *DAY, "--quiet"]) == 0
    days = {"phase": "結合試験", "planned_start": date(2026, 12, 1), "planned_finish": date(2026, 12, 18)}
    tasks = (
        Task(id="WBS-001", kind="作業", title="会員基盤と店舗端末の対向試験と、その結果の確認", **days),
        Task(id="WBS-002", kind="マイルストーン", title="結合試験完了", **days),
        Task(id="WBS-003", kind="作業", title="移行", **{**days, "phase": "移行"}),
    )
    (folder / "つながり").mkdir()
    links = small_book(folder / "つながり", {Task: tasks})
    return {"BOOK": str(book), "SMALL": str(small), "LINKS": str(links)}


def replace_row(row, **values):
    return row.model_copy(update=values)


@pytest.fixture
def show(books: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Show:
    """What one listing prints: in a window of this width, or in a pipe (None)."""

    def shown(name: str, width: int | None, *more: str, encoding: str = "utf-8") -> str:
        out = Terminal(encoding, is_terminal=width is not None)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setenv("COLUMNS", str(width or 20))
        main([books.get(word, word) for word in (*LISTINGS[name], *more)])
        return out.text()

    return shown


@pytest.mark.parametrize("name", LISTINGS)
def test_no_window_cuts_a_figure_an_id_or_a_date(name: str, show: Show) -> None:
    whole = Counter(FIGURE.findall(show(name, None)))
    assert whole
    for width in WIDTHS:
        text = show(name, width)
        assert Counter(FIGURE.findall(text)) == whole, width
        too_long = [line for line in text.splitlines() if display_width(line) > width]
        assert [line for line in too_long if longest_piece(line) < width - 10] == [], width


@pytest.mark.parametrize("name", WITH_CSV)
def test_a_pipe_shows_every_value_of_a_row_on_its_line(name: str, show: Show) -> None:
    lines = show(name, None).splitlines()
    rows = list(csv.reader(io.StringIO(show(name, None, "--format", "csv").lstrip("\ufeff"))))[1:]
    assert rows
    if name == "check":  # findings are told in sentences, so only where and which rule stand for the row
        rows = [[row[1], row[7]] for row in rows]
    for row in rows:
        values = [shown_as(value) for cell in row for value in FIGURE.findall(cell)]
        assert any(all(any(form in line for form in forms) for forms in values) for line in lines), row


def shown_as(value: str) -> tuple[str, ...]:
    """The forms in which a listing may show what its CSV says."""
    whole = re.fullmatch(r"-?\d+", value)
    month = re.sub(r"^(\d{4})-0?(\d+)-01$", r"\1年\2月", value)
    said = (f"{int(value):,}".replace("-", "▲"), f"あと {value[1:]} 日") if whole else ()
    return (value, value.replace("-", "/"), month, *said, *(["当日"] if value == "0" else ()))


@pytest.mark.parametrize("name", LISTINGS)
def test_a_japanese_code_page_shows_the_same_figures(name: str, show: Show) -> None:
    whole = Counter(FIGURE.findall(show(name, None)))
    for width in (None, 80):
        assert Counter(FIGURE.findall(show(name, width, encoding="cp932"))) == whole


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_breaks_no_option_and_no_date(
    command: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    words = Counter(OPTION.findall(help_of(command, capsys)))
    monkeypatch.setenv("COLUMNS", str(width))
    text = help_of(command, capsys)
    assert Counter(OPTION.findall(text)) == words
    usage, _, said = text.partition("\n\n")
    assert usage and max(map(display_width, said.splitlines())) <= width


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    return capsys.readouterr().out


def test_everything_for_people_is_printed_by_the_screen() -> None:
    faces = Path(console.__file__).parent
    printing = re.compile(r"\bprint\(|\.print\(|\bconsole\(\)")
    found = {p.name for p in faces.rglob("*.py") if printing.search(p.read_text(encoding="utf-8"))}
    assert found == {"console.py"}


@pytest.mark.parametrize("width", [None, 60, 120])
def test_texts_of_cells_are_shown_and_not_obeyed(show: Show, width: int | None) -> None:
    text = "".join(show("overdue", width).split())
    assert "[red]至急[/red]" in text and ESCAPE not in text and r"\x1b[31m" in text


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
def test_a_real_terminal_of_80_columns_shows_money_whole(books: dict[str, str]) -> None:
    import fcntl
    import pty
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    environ = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    command = [sys.executable, "-m", "pmo_xl", "budget", books["BOOK"]]
    with subprocess.Popen(command, stdout=child, env={**environ, "PYTHONUTF8": "1"}) as run:
        os.close(child)
        data = b""
        try:
            while block := os.read(parent, 65536):
                data += block
        except OSError:  # Linux tells the end so
            pass
    os.close(parent)
    lines = COLOUR.sub("", data.decode()).splitlines()
    assert run.returncode == 0 and "10,090,343,210" in data.decode()
    assert max(map(display_width, lines)) <= 80


TEXTS = st.text(st.sampled_from("会員、。「」年月日 -,1234567890AQ▲\n円[]\t"), max_size=40)
KINDS = st.sampled_from([Kind.TEXT, Kind.LONGTEXT, Kind.MONEY, Kind.DATE, Kind.INT])
VALUES = {
    Kind.TEXT: st.none() | TEXTS,
    Kind.LONGTEXT: st.none() | TEXTS,
    Kind.MONEY: st.none() | st.integers(-(10**12), 10**12),
    Kind.INT: st.integers(-999, 9_999),
    Kind.DATE: st.none() | st.dates(date(1900, 1, 1), date(9999, 12, 31)),
}
TABLES = st.lists(KINDS, min_size=1, max_size=9).flatmap(
    lambda kinds: st.tuples(
        st.just([ListColumn("見出し" + "い" * n, kind) for n, kind in enumerate(kinds)]),
        st.lists(st.tuples(*(VALUES[kind] for kind in kinds)), min_size=1, max_size=4),
    )
)


@given(TABLES, st.integers(20, 160))
def test_any_table_in_any_window_shows_what_a_pipe_shows(table, width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        texts = []
        for is_terminal in (False, True):
            out = Terminal(is_terminal=is_terminal)
            patch.setattr(sys, "stdout", out)
            print_rows(screen(), *table)
            texts.append(out.text())
    pipe, window = (Counter(FIGURE.findall(text)) for text in texts)
    assert window == pipe
