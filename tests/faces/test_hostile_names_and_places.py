"""Every command over workbooks of every odd name, in every odd place: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.every_command import COMMANDS, SLOW, filled
from tests.support.master import small_book
from tests.support.trial import CAN_FORK, Outcome, Surroundings, let_permissions_bite, open_place, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not CAN_FORK, reason="数百のコマンドは、プロセスを分けられる(fork のある)系だけで試す"
    ),
]

EVERY = 1 if os.environ.get("PMO_XL_FULL") else 11
NAMES = {
    "254バイト": "長" * 83 + ".xlsx",
    "長すぎる": "長" * 300 + ".xlsx",
    "ESC": "a\x1b[31m赤\x07.xlsx",
    "改行": "一\n二\r三\t四.xlsx",
    "C1": "a\x9b31m\x85b.xlsx",
    "DEL": "a\x7f\x08b.xlsx",
    "書字方向": "a\u202exslx.\u2066b.xlsx",
    "幅のない文字": "a\u200bb\ufeff.xlsx",
    "合成": "か\u3099は\u309a" + "e\u0301" * 20 + ".xlsx",
    "絵文字": "👩\u200d👩\u200d👧🍣🇯🇵.xlsx",
    "UTF-8でない": b"\x83\x65\x83\x58\xff\xfe.xlsx".decode("utf-8", "surrogateescape"),
    "飾りの記法": "[bold red]a[/bold]%s{0}.xlsx",
    "数式": "=1+1.xlsx",
    "空白だけ": " \u3000 .xlsx",
}
OF_A_BOOK = [
    name for name, template in COMMANDS.items()
    if name not in SLOW and any("{book}" in each or "{folder}" in each for each in template)
]  # fmt: skip
HIDDEN = {*map(chr, (*range(9), *range(11, 32), *range(0x7F, 0xA0))), "\u202e", "\u2066", "\u200b", "\ufeff"}


def book_in(place: Path, name: str = "台帳.xlsx") -> Path:
    """The small project under this name in a folder of its own; where no such file can be made, its path."""
    for folder in ("案件", "結果"):
        (place / folder).mkdir(mode=0o777)
    book = place / "案件" / name
    try:
        book.write_bytes(small_book(place).read_bytes())
    except (OSError, ValueError):
        return book
    return book


def tried(command: str, book: Path, prepare: Callable[[], object] = lambda: None) -> Outcome:
    place = book.parent.parent
    return run(filled(COMMANDS[command], book, place / "結果"), Surroundings(prepare, {"HOME": str(place)}))


def shown_hidden(outcome: Outcome) -> set[str]:
    """Characters on the terminal that it would obey, or that nobody sees; CSV has its mark and its ends of lines."""
    text = (outcome.out.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n") + outcome.err).decode(
        "utf-8", "replace"
    )
    return HIDDEN & set(text)


NAMED = [(command, name) for command in OF_A_BOOK for name in NAMES][::EVERY]


@pytest.mark.parametrize(("command", "name"), NAMED)
def test_a_workbook_of_any_name_is_worked_on_or_refused_in_a_sentence(command: str, name: str) -> None:
    with open_place() as place:
        outcome = tried(command, book_in(place, NAMES[name]))
    assert outcome.complaints() == [], outcome.err.decode("utf-8", "replace")
    assert shown_hidden(outcome) == set()


def forbidden(*below: str) -> Callable[[Path], Callable[[], object]]:
    """Folders that nobody may enter or write into."""

    def make(place: Path) -> Callable[[], object]:
        for each in below:
            (place / each).mkdir(exist_ok=True)
            (place / each).chmod(0)
        return let_permissions_bite

    return make


def read_only(*below: str) -> Callable[[Path], Callable[[], object]]:
    def make(place: Path) -> Callable[[], object]:
        for each in below:
            (place / each).chmod(0o555)
        return let_permissions_bite

    return make


def of_size(most: int) -> Callable[[Path], Callable[[], object]]:
    """No file may grow beyond this."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return lambda place: limit


def without_temporary_folder(place: Path) -> Callable[[], object]:
    return lambda: os.environ.update(TMPDIR="/ない")


def without_working_folder(place: Path) -> Callable[[], object]:
    def leave() -> None:
        (place / "今").mkdir()
        os.chdir(place / "今")
        (place / "今").rmdir()

    return leave


PLACES = {
    "結果のフォルダに書けない": read_only("結果"),
    "台帳のフォルダに書けない": read_only("案件"),
    "台帳を読めない": forbidden("案件/台帳.xlsx"),
    "フォルダに入れない": forbidden("案件"),
    "下のフォルダに入れない": forbidden("案件/下"),
    "控えのフォルダに入れない": forbidden("案件/.pmo_xl"),
    "何も書けない大きさ": of_size(0),
    "4KBまで": of_size(4096),
    "64KBまで": of_size(65536),
    "一時フォルダがない": without_temporary_folder,
    "今のフォルダがない": without_working_folder,
}
PLACED = [(command, where) for where in PLACES for command in OF_A_BOOK][::EVERY]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows には権限の印がない")
@pytest.mark.parametrize(("command", "where"), PLACED)
def test_in_any_place_a_command_works_or_says_why_not(command: str, where: str) -> None:
    with open_place() as place:
        book = book_in(place)
        outcome = tried(command, book, _made(PLACES[where], place))
        for path in (place, *place.rglob("*")):
            path.chmod(0o777)
    assert outcome.complaints() == [], outcome.err.decode("utf-8", "replace")
    assert outcome.code != 2 or outcome.err


def _made(make: Callable[[Path], Callable[[], object]], place: Path) -> Callable[[], object]:
    existing = place / "案件/台帳.xlsx"
    if make is PLACES["台帳を読めない"]:
        existing.chmod(0)
        return let_permissions_bite
    return make(place)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows には権限の印がない")
def test_a_folder_below_that_cannot_be_entered_is_named_and_the_rest_is_done() -> None:
    with open_place() as place:
        book = book_in(place)
        outcome = tried("check folder", book, forbidden("案件/下")(place))
        (place / "案件/下").chmod(0o777)
    assert outcome.code == 3
    assert "下 を読む権限がありません" in outcome.err.decode() and "ISS001" in outcome.out.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows には権限の印がない")
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("check", 1, "前回までの記録とは比べていません"),
        ("export weekly", 0, "前回までの記録とは比べていません"),
        ("history", 2, "記録のフォルダ"),
        ("history list", 2, "記録のフォルダ"),
    ],
)
def test_runs_that_nobody_may_look_at_are_not_none(command: str, code: int, told: str) -> None:
    with open_place() as place:
        book = book_in(place)
        (place / "案件/.pmo_xl").mkdir()
        closed = forbidden("案件/.pmo_xl/history")(place)
        outcome = tried(command, book, closed)
        for path in (place, *place.rglob("*")):
            path.chmod(0o777)
    said = (outcome.out + outcome.err).decode()
    assert told in said and "権限がありません" in said, said
    assert (outcome.code, outcome.complaints()) == (code, [])
