"""What a user can start is declared once (pmo_xl/actions.py): everything that shows it follows, and what lacks is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmo_xl.action import Command
from pmo_xl.actions import BUTTONS, COMMANDS, MENU_BUTTONS
from pmo_xl.faces import commands
from pmo_xl.faces.cli import module_of
from pmo_xl.workbook.author.macros import menu_places
from pmo_xl.workbook.vba.buttons import CAPTION_SIZE
from pmo_xl.workbook.vba.shipped import BUTTON_MODULE, button_sources
from tests.support.every_command import COMMANDS as TRIED
from tests.support.make_actions import MADE, ROOT

COMMAND_FILES = {path.stem for path in Path(commands.__path__[0]).glob("*.py")} - {"__init__", "common"}


@pytest.mark.parametrize("name", MADE)
def test_tables_and_subs_are_what_the_declarations_say(name: str) -> None:
    made, _ = MADE[name]
    text = (ROOT / name).read_text(encoding="utf-8")
    assert made(text) == text, "make regenerate"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_has_a_file_that_declares_and_runs_it(command: Command) -> None:
    assert command.module in COMMAND_FILES, f"pmo_xl/faces/commands/{command.module}.py"
    module = module_of(command)
    assert callable(module.declare) and callable(module.run)


def test_no_file_of_a_command_is_left_undeclared() -> None:
    assert {command.module for command in COMMANDS} == COMMAND_FILES


def test_every_command_is_tried_over_odd_names_places_and_streams() -> None:
    tried = {arguments[0] for arguments in TRIED.values()}
    assert [command.name for command in COMMANDS if command.name not in tried] == [], (
        "tests/support/every_command.py"
    )


def test_the_macros_have_a_public_sub_for_each_button_and_no_other() -> None:
    subs = re.findall(
        r"^Public Sub (\w+)\(\)\n    If CanStart\(\) Then RunPython "
        r"\"import pmo_xl\.faces\.buttons as b; b\.run\('(\w+)'\)\"\n    Finish\nEnd Sub$",
        button_sources()[BUTTON_MODULE],
        flags=re.MULTILINE,
    )
    assert dict(subs) == {button.macro: button.verb for button in BUTTONS}
    assert len(re.findall(r"^Public ", button_sources()[BUTTON_MODULE], re.MULTILINE)) == len(BUTTONS)


def test_nothing_is_declared_twice() -> None:
    for names in (
        [command.name for command in COMMANDS],
        [button.verb for button in BUTTONS],
        [button.caption for button in MENU_BUTTONS],
    ):
        assert len(names) == len(set(names))


def test_every_caption_has_room_in_its_button() -> None:
    width, _ = menu_places()
    letter = CAPTION_SIZE / 20 * 96 / 72
    assert [button.caption for button in MENU_BUTTONS if len(button.caption) * letter + 16 > width] == []
