"""The language of the explanations (--help): Japanese, or English from one table. Results and findings stay Japanese.

english_help.tsv holds a text of the parser and its English, one a line; tests/faces/test_english_help.py holds it complete.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final

from pmo_xl.errors import BadOption

LANGUAGES: Final = ("ja", "en")
_OPTION = "--lang"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says which language its user reads; the first that is set counts (POSIX)."""


def asked_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """The language that is asked for by --lang (it may stand anywhere), else by the environment; the other arguments.

    Raises BadOption for a language that there is none of. Japanese where the environment says nothing or another one.
    """
    system = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    language, others, words = "en" if system.startswith("en") else "ja", [], iter(arguments)
    for word in words:
        option, _, value = word.partition("=")
        if option != _OPTION:
            others.append(word)
            continue
        language = value or next(words, "")
        if language not in LANGUAGES:
            raise BadOption(f"{_OPTION} には ja(日本語)か en(英語)を付けてください。")
    return language, others


@cache
def english() -> Mapping[str, str]:
    """The English of each Japanese text of the parser."""
    text = resources.files(__package__).joinpath("english_help.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def put_into_english(parser: argparse.ArgumentParser) -> None:
    """Give the parser and those of its commands the English texts; what a user types stays as it is."""
    table = english()
    parser.description = table.get(parser.description or "", parser.description)
    parser.epilog = table.get(parser.epilog or "", parser.epilog)
    for group in parser._action_groups:
        group.title = table.get(group.title or "", group.title)
    for action in parser._actions:
        _put_one(action, table)
        if isinstance(action, argparse._SubParsersAction):
            for named in action._choices_actions:
                _put_one(named, table)
            for command in action.choices.values():
                put_into_english(command)


def _put_one(action: argparse.Action, table: Mapping[str, str]) -> None:
    action.help = table.get(action.help or "", action.help)
    if isinstance(action.metavar, tuple):
        action.metavar = tuple(table.get(each, each) for each in action.metavar)
    elif action.metavar is not None:
        action.metavar = table.get(action.metavar, action.metavar)
