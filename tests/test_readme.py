"""The README is true: its commands are those of the command line, its pictures and links are there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from pmo_xl.faces.cli import build_parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_option_the_readme_names_exists() -> None:
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    foreign = {"--force-reinstall", "--write-readme"}
    assert options - foreign <= _options_of(build_parser())


def _options_of(parser: argparse.ArgumentParser) -> set[str]:
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                found |= _options_of(command)
    return found


def test_every_local_link_and_picture_is_there() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets and [target for target in targets if not (ROOT / target).exists()] == []


def test_the_two_commands_of_the_readme_stand_as_they_are_promised() -> None:
    assert "python -m pip install . && pmo-xl demo" in README
    assert 'python -m pip install -e ".[test]" && python -m pytest' in README
    assert "py -m pip install ." in README and "py -m pmo_xl demo" in README
