"""Characters that a terminal obeys or that nobody sees, in every cell of text, tab, file and folder: shown by number.

Tried on the bytes of standard output and standard error, and of every text file that a command makes.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.visible import visible, visible_json, visible_line
from pmo_xl.workbook.author import write_workbook
from tests.support.every_command import COMMANDS, SLOW, SOURCES, filled
from tests.support.small_project import D, small_project
from tests.support.trial import CAN_FORK, Outcome, Surroundings, open_place, run

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="このような名前のファイルと、分けたプロセスがいる")

EVIL = "\x1b]0;x\x07\x1b[31m\x08\x7f\x9b2J\u0085\u061c\u200b\u200e\u202e\u2066\ufeff\u2028"
FORGED = "偽の行"
FILE = f"台帳{EVIL}\n{FORGED}.xlsx"
TAB = "課題管理表"
EVIL_TAB = "課題\x7f\x9b\u202e\u2066\u200b&#10;偽の行"
HIDDEN = frozenset(
    {*map(chr, (*range(9), *range(11, 32), *range(0x7F, 0xA0))), *map(chr, range(0x202A, 0x202F))}
    | {*map(chr, range(0x2066, 0x206A)), *"\u061c\u200b\u200e\u200f\u2028\u2029\ufeff"}
)
TEXT_FILES = (".csv", ".json", ".txt", ".toml", ".mmd", ".svg", ".log", ".md")
TRIED = [name for name in COMMANDS if name not in SLOW]
FEW = (
    "check",
    "check csv",
    "check json file",
    "explain layout",
    "month-end files",
    "fix apply",
    "record",
    "import apply",
    "collect apply",
    "export figure",
    "export svg",
)
OF_TEXT = (Kind.TEXT, Kind.LONGTEXT, Kind.REF, Kind.PERSON, Kind.SYSTEM, Kind.VENDOR, Kind.REFS)


def spoilt(record: Record) -> Record:
    """The record with every text in it spoilt, alike everywhere, so that names still meet."""
    changed = {
        name: _spoilt(value)
        for name, column in record.columns.items()
        if name != "id" and column.kind in OF_TEXT and (value := getattr(record, name))
    }
    if record.sheet.label in ("設定", "選択肢"):
        changed = (
            {name: value for name, value in changed.items() if name == "value" and record.key == "案件名"}
            if (record.sheet.label == "設定")
            else {}
        )
    return record.model_copy(update=changed)


def _spoilt(value: object) -> object:
    return tuple(f"{each}{EVIL}" for each in value) if isinstance(value, tuple) else f"{value}{EVIL}"


@cache
def evil_book() -> bytes:
    """The small project with such characters in every text and in the name of a tab."""
    with open_place() as place:
        path = place / "台帳.xlsx"
        records = {sheet: [spoilt(row) for row in rows] for sheet, rows in small_project().items()}
        write_workbook(path, records, run_day=D)
        spoilt_path = place / "別.xlsx"
        with (
            zipfile.ZipFile(path) as source,
            zipfile.ZipFile(spoilt_path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                data = source.read(name)
                if name == "xl/workbook.xml":
                    data = data.replace(f'name="{TAB}"'.encode(), f'name="{EVIL_TAB}"'.encode())
                target.writestr(name, data)
        return spoilt_path.read_bytes()


def tried(command: str, place: Path) -> Outcome:
    folder = place / f"案件{EVIL}\n{FORGED}"
    folder.mkdir()
    (place / "結果").mkdir()
    book = folder / FILE
    book.write_bytes(evil_book())
    return run(
        filled(COMMANDS[command], book, place / "結果"), Surroundings(environment={"HOME": str(place)})
    )


def text_files(place: Path) -> Iterator[tuple[str, str]]:
    for path in place.rglob("*"):
        is_ours = not {".cache", SOURCES} & {*path.parts}
        if path.suffix in TEXT_FILES and path.is_file() and is_ours:
            yield path.name, path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").decode()


def forged(text: str) -> list[str]:
    """Lines that a line break in a name made; CSV keeps it inside its quotes."""
    return [line for line in text.splitlines() if line.lstrip(" ■").startswith(FORGED)]


@needs_fork
@pytest.mark.parametrize("command", TRIED if os.environ.get("PMO_XL_FULL") else FEW)
def test_nothing_hidden_reaches_the_terminal_or_a_text_file(command: str) -> None:
    with open_place() as place:
        outcome = tried(command, place)
        texts = [
            ("標準出力", outcome.out.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").decode()),
            ("標準エラー", outcome.err.decode()),
            *text_files(place / "結果"),
        ]
    assert outcome.complaints() == [], outcome.err.decode()
    for where, text in texts:
        assert HIDDEN & set(text) == set(), (where, text[:500])
        assert "csv" in where or "csv" in command or not forged(text), (where, forged(text))


def test_what_is_hidden_is_shown_by_its_number() -> None:
    assert visible("a\x1b[31mb\x9b\u202e\ud83d\U000e0041") == r"a\x1b[31mb\x9b\u202e\ud83d\U000e0041"
    assert visible("一\r\n二\n三\t四") == "一\n二\n三\t四"
    assert visible_line("一\r\n二\u2028三\t四") == r"一\x0d\x0a二\u2028三\x09四"
    assert visible_json('"\x9b\U000e0041"') == r'"\u009b\udb40\udc41"'


def test_what_people_write_is_left_as_it_is() -> None:
    for text in (
        "佐藤　花子",
        "渡邉\U000e0100",
        "👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "か\u3099",
        "ｱｲｳ",
        "1,000円・▲500",
        "①",
    ):
        assert visible_line(text) == text
