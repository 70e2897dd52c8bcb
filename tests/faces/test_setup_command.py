"""`setup` as people run it, and what the 送る menu starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmo_xl.faces import send_to
from pmo_xl.faces.cli import main
from pmo_xl.faces.commands.setup import carry_out, show
from pmo_xl.this_pc.machine import this_machine
from pmo_xl.this_pc.setup import NOT_WINDOWS, Step
from tests.support.pc import a_book


def failing() -> str:
    raise PermissionError(13, "Permission denied", "xlwings.conf")


DONE = Step("書きます。", lambda: "書きました。")
NOTHING = Step("もう書いてあります。")
FAILS = Step("消します。", failing)


@pytest.mark.skipif(this_machine().is_windows, reason="on Windows setup would change this PC")
@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--undo"]])
def test_elsewhere_than_on_windows_setup_says_so_and_ends_with_2(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup", *options]) == 2
    assert capsys.readouterr().err == f"{NOT_WINDOWS}\n"


@pytest.mark.parametrize(
    ("steps", "code"), [([DONE, NOTHING], 0), ([DONE, FAILS], 3), ([FAILS], 2), ([NOTHING], 0)]
)
def test_the_exit_code_says_how_much_was_done(
    steps: list[Step], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    assert carry_out(steps, said.append) == code
    assert ("できませんでした" in capsys.readouterr().err) == (code != 0)
    assert said == [
        {DONE: "書きました。", NOTHING: "もう書いてあります。"}[s] for s in steps if s is not FAILS
    ]


def test_a_dry_run_tells_the_steps_and_carries_out_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert show([FAILS, NOTHING]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "消します。",
        "もう書いてあります。",
        "--dry-run なので、まだ何もしていません。",
    ]


@pytest.mark.parametrize("name", ["百% 売上 R&D.xlsx", "-o.xlsx"])
def test_send_to_checks_the_chosen_book_and_waits(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = a_book(tmp_path, name)
    waited: list[str] = []
    assert send_to.main([str(book)], waited.append) in (0, 1)
    assert name in capsys.readouterr().out
    assert len(waited) == 1 and "Enter" in waited[0]


@pytest.mark.parametrize("ends", [EOFError, KeyboardInterrupt])
def test_send_to_ends_quietly_where_nobody_can_press_a_key(
    ends: type[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(prompt: str) -> Callable[[], None]:
        raise ends

    assert send_to.main(["ない.xlsx"], nobody) == 2
    assert "ない.xlsx" in capsys.readouterr().err
    assert send_to.main([], nobody) == 2
    assert "送る" in capsys.readouterr().err
