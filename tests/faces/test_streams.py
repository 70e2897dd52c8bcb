"""Standard output closed, full, or a pipe that nobody reads: one sentence and exit code 2, never 0 in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmo_xl.documents.word.catalog import every
from pmo_xl.operations.fields import fields_of_document
from tests.support.every_command import COMMANDS, SLOW, filled
from tests.support.master import small_book
from tests.support.trial import CAN_FORK, Surroundings, open_place, run

pytestmark = pytest.mark.skipif(
    not CAN_FORK, reason="この系では、開いたままの番号を子プロセスに閉じさせられない"
)

IS_FULL = bool(os.environ.get("PMO_XL_FULL"))
SHOWING = [
    name for name, template in COMMANDS.items()
    if name not in SLOW and "-o" not in template and not name.endswith("itself")
    and template[0] not in ("record", "baseline", "setup", "chek", "fix", "history")
]  # fmt: skip
"""The commands whose result goes to standard output."""


def closed(*numbers: int) -> Callable[[], object]:
    return lambda: [os.close(number) for number in numbers]


def full(*numbers: int) -> Callable[[], object]:
    return lambda: [os.dup2(os.open("/dev/full", os.O_WRONLY), number) for number in numbers]


def unread(*numbers: int) -> Callable[[], object]:
    def make() -> None:
        reading, writing = os.pipe()
        os.close(reading)
        for number in numbers:
            os.dup2(writing, number)

    return make


BROKEN = {"閉じている": (closed, "閉じています"), "空きがない": (full, "空き"), "読み手がいない": (unread, "受け取る側")}  # fmt: skip


def tried(name: str, prepare: Callable[[], object]):
    with open_place() as place:
        (place / "案件").mkdir()
        book = small_book(place / "案件")
        return run(filled(COMMANDS[name], book, place), Surroundings(prepare, {"HOME": str(place)}))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="この系には /dev/full がない")
@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("name", SHOWING if IS_FULL else SHOWING[::7])
def test_a_result_that_cannot_be_shown_is_one_sentence_and_no_all_clear(name: str, how: str) -> None:
    broken, word = BROKEN[how]
    outcome = tried(name, broken(1))
    assert outcome.code == 2 and not outcome.complaints()
    assert word in outcome.err.decode().splitlines()[-1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="この系には /dev/full がない")
@pytest.mark.parametrize("how", BROKEN)
def test_a_sentence_that_cannot_be_shown_changes_no_exit_code(how: str) -> None:
    broken, _ = BROKEN[how]
    assert tried("record", broken(2)).code == 0
    assert tried("unknown", broken(2)).code == 2
    assert tried("unknown", broken(1, 2) if how != "閉じている" else closed(1, 2)).code == 2


def test_python_itself_adds_nothing_at_its_end() -> None:
    command = f"exec '{sys.executable}' -m pmo_xl rules >&-"
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode() == "結果を表示できません(標準出力が閉じています)。\n"


def test_the_fields_of_every_document_are_listed() -> None:
    for document in every():
        assert fields_of_document(document.name)[0].tag == "{{ 文書名 }}"
