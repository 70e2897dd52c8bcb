"""A result is never written over what it is made of, --force or not, whatever name leads there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.faces.cli import main
from tests.support.exchange_sources import put_sources
from tests.support.master import small_book
from tests.support.word import form

DAY = ("--as-of", "2026-11-30")
COMMANDS = {
    "check": ("check", "{book}", "-o", "{out}", *DAY),
    "check folder": ("check", "{folder}", "-o", "{out}", *DAY),
    "save layout": ("check", "{book}", "--explain-layout", "--save-layout", "{out}"),
    "overdue": ("overdue", "{book}", "-o", "{out}", *DAY),
    "budget": ("budget", "{book}", "-o", "{out}", *DAY),
    "schedule": ("schedule", "{book}", "-o", "{out}", *DAY),
    "propose links": ("schedule", "{book}", "--propose-links", "--apply", "-o", "{out}", *DAY),
    "fix": ("fix", "{book}", "--apply", "-o", "{out}", *DAY),
    "history": ("history", "{book}", "-o", "{out}"),
    "baseline": ("baseline", "{book}", "--apply", "-o", "{out}", *DAY),
}
NAMES = {
    "the same name": lambda book: book,
    "a name with dots": lambda book: book.parent / ".." / book.parent.name / book.name,
    "a hard link": lambda book: linked(os.link, book),
    "a symbolic link": lambda book: linked(os.symlink, book),
}


def linked(link, book: Path) -> Path:
    other = book.parent.parent / "結果.xlsx"
    link(book, other)
    return other


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "案件").mkdir()
    return small_book(tmp_path / "案件")


def refused(arguments, capsys: pytest.CaptureFixture[str]) -> str:
    assert main([*arguments, "--force"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_its_result_over_a_workbook_that_it_reads(command, book, capsys):
    before = book.read_bytes()
    given = [each.format(book=book, folder=book.parent, out=book) for each in COMMANDS[command]]
    assert "いま読むファイルそのものです" in refused(given, capsys)
    assert book.read_bytes() == before and [each.name for each in book.parent.iterdir()] == [book.name]


SOURCES = {
    "import": ("チケット.csv", ("import", "{read}", "--into", "{book}")),
    "import folder": ("チケット.csv", ("import", "{read.parent}", "--into", "{book}")),
    "merge": ("写し.xlsx", ("merge", "{book}", "{read}")),
    "merge base": ("写し.xlsx", ("merge", "{book}", "{book}", "--base", "{read}")),
    "collect": ("返信/戻り.xlsx", ("collect", "{book}", "{read}")),
    "collect folder": ("返信/戻り.xlsx", ("collect", "{book}", "{read.parent}")),
    "spec-scan": ("写し.xlsx", ("spec-scan", "{book}", "{read}", "--document", "DOC-001")),
    "rfp-scan": ("写し.xlsx", ("rfp-scan", "{book}", "{read}")),
    "decided": (
        "写し.xlsx",
        ("import", "{read.parent}/チケット.csv", "--into", "{book}", "--decided", "{read}"),
    ),
}


@pytest.mark.parametrize("command", SOURCES)
def test_no_command_writes_its_result_over_what_it_compares_the_workbook_with(
    command, book, tmp_path, capsys
):
    put_sources(book, tmp_path / "取り込み元")
    name, arguments = SOURCES[command]
    read = tmp_path / "取り込み元" / name
    before = read.read_bytes()
    given = [each.format(book=book, read=read) for each in (*arguments, "-o", "{read}", *DAY)]
    assert "いま読むファイルそのものです" in refused(given, capsys)
    assert read.read_bytes() == before


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_is_known_by_every_name(name, book, capsys):
    if sys.platform == "win32" and name == "a symbolic link":
        pytest.skip("Windows では、記号リンクを作るのに特別な権限が要る")
    before, out = book.read_bytes(), NAMES[name](book)
    assert "いま読むファイルそのものです" in refused(["check", str(book), "-o", str(out)], capsys)
    assert book.read_bytes() == out.read_bytes() == before


def test_a_document_is_not_written_over_its_own_form_in_python_neither(book, tmp_path, capsys):
    own = form(tmp_path / "様式.docx", ["{{ 文書名 }}"])
    before = own.read_bytes()
    given = ["export", "要件一覧書", str(book), "--template", str(own), "-o", str(own)]
    assert "いま読むファイルそのものです" in refused(given, capsys)
    with pytest.raises(pmo_xl.errors.UnwritableOutput, match="いま読むファイルそのもの"):
        pmo_xl.open_workbook(book).export("要件一覧書", own, template=own, force=True)
    assert own.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows では、記号リンクを作るのに特別な権限が要る")
def test_a_link_to_nowhere_is_named_as_such_and_not_to_be_forced(book, tmp_path, capsys):
    (tmp_path / "結果.xlsx").symlink_to(tmp_path / "ない.xlsx")
    given = ["check", str(book), "-o", str(tmp_path / "結果.xlsx")]
    assert "行き先のないリンクです" in refused(given, capsys)
