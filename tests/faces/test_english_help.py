"""The explanations in English: complete, asked for by --lang or the system's language, and of the explanations alone."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from pmo_xl.actions import COMMANDS
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import build_parser, main
from pmo_xl.faces.japanese_argparse import speak_japanese
from pmo_xl.faces.languages import asked_language, english

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
TYPED = re.compile(r"--[a-z-]+|\.(?:xlsx|csv|json|docx|toml|ics)\b|\b[A-Z]{3}-?\d{3}\b|%\S")
"""What the user types or the parser fills in: it is the same in both languages."""


def texts_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every Japanese text that a help may show."""
    found = [parser.description, parser.epilog, *(group.title for group in parser._action_groups)]
    for action in parser._actions:
        found += [action.help, *(action.metavar if isinstance(action.metavar, tuple) else [action.metavar])]
        if isinstance(action, argparse._SubParsersAction):
            found += [each.help for each in action._choices_actions]
            for command in action.choices.values():
                yield from texts_of(command)
    yield from (text for text in found if text and JAPANESE.search(text))


def test_every_text_of_the_help_has_its_english_and_the_table_has_no_other() -> None:
    speak_japanese()
    assert set(texts_of(build_parser())) == set(english())


@pytest.mark.parametrize(("said", "in_english"), english().items(), ids=range(len(english())))
def test_the_english_names_the_same_options_files_and_examples(said: str, in_english: str) -> None:
    assert set(TYPED.findall(in_english)) == set(TYPED.findall(said))


@pytest.mark.parametrize("command", [each.name for each in COMMANDS])
def test_help_is_english_wherever_the_language_is_asked_for(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = [help_of(capsys, *words) for words in (("--lang", "en", command), (command, "--lang=en"))]
    monkeypatch.delenv("LC_ALL", raising=False)  # it would go before
    monkeypatch.setenv("LC_MESSAGES", "en_US.UTF-8")
    shown.append(help_of(capsys, command))
    assert shown[0] == shown[1] == shown[2]
    assert shown[0].startswith("usage: pmo-xl") and "show this explanation and exit" in shown[0]
    assert help_of(capsys, "--lang", "ja", command).startswith("使い方: pmo-xl")


def test_a_mistake_in_typing_is_told_in_the_language_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check"]) == 2
    assert capsys.readouterr().err == (
        "the following arguments are required: BOOK. See pmo-xl check --help\n"
    )
    assert main(["check"]) == 2
    assert "次の指定が足りません" in capsys.readouterr().err


def test_findings_stay_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "QST003"]) == 0
    said = capsys.readouterr().out
    assert main(["--lang", "en", "rules", "QST003"]) == 0
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(("environment", "language"), [
    ({}, "ja"), ({"LANG": "C.UTF-8"}, "ja"), ({"LANG": "en_GB.UTF-8"}, "en"), ({"LANG": "ja_JP.UTF-8"}, "ja"),
    ({"LANG": "en_US", "LC_ALL": "ja_JP.UTF-8"}, "ja"), ({"LANG": "ja_JP", "LC_MESSAGES": "en"}, "en"), ({"LANG": "fr_FR"}, "ja"),
])  # fmt: skip
def test_the_systems_language_counts_where_none_is_asked_for(
    environment: dict[str, str], language: str
) -> None:
    assert asked_language(["check", "--help"], environment) == (language, ["check", "--help"])
    assert asked_language(["check", "--lang", "en"], environment) == ("en", ["check"])


@pytest.mark.parametrize("given", [["--lang"], ["--lang", "fr"], ["check", "--lang="]])
def test_a_language_that_there_is_none_of_is_refused(given: list[str]) -> None:
    with pytest.raises(BadOption, match=r"ja.*en"):
        asked_language(given, {})


def help_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out
