"""What the parser itself says of an option without its values, of every command: Japanese, in one sentence."""

from __future__ import annotations

import argparse
import re

import pytest

from pmo_xl.faces.cli import COMMANDS, build_parser, main

ENGLISH = re.compile(r"\b(?:expected|argument|arguments|invalid|required|usage|error|choice|value)\b")


def _with_values() -> list[tuple[str, str]]:
    parser = build_parser()
    (commands,) = (each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return [
        (name, action.option_strings[-1])
        for name, command in commands.choices.items()
        for action in command._actions
        if action.option_strings and action.nargs != 0
    ]


WITH_VALUES = _with_values()


def test_every_command_has_been_looked_at():
    assert {"--slip", "--rules", "--as-of", "--id"} <= {option for _, option in WITH_VALUES}
    assert len({command for command, _ in WITH_VALUES}) > len(COMMANDS) / 2


@pytest.mark.parametrize(("command", "option"), WITH_VALUES)
def test_an_option_without_its_values_is_told_in_japanese(command, option, capsys):
    assert main([command, option]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "付けてください" in said and "--help" in said
    assert not ENGLISH.search(said.replace(option, "")), said
