"""What engineers ask of the command line: completion that knows every option, what is loaded, a log of what is done."""

from __future__ import annotations

import argparse
import logging
import shutil
import subprocess
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.actions import COMMANDS
from pmo_xl.faces.cli import build_parser, main
from pmo_xl.faces.completion import completion
from tests.support.master import small_book

BASH = shutil.which("bash")


def completed(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    script = tmp_path / "pmo_xl.bash"
    script.write_text(completion("bash", build_parser()), encoding="utf-8", newline="\n")
    asked = f'source "{script}"; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _pmo_xl; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(
        [str(BASH), "-c", asked, "bash", "pmo-xl", *words], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["che"], ["check"]),
        (["--compl"], ["--completion"]),
        (["check", "--fail"], ["--fail-on"]),
        (["check", "--fail-on", "q"], ["question"]),
        (["check", "台帳.xlsx", "--fail-on", ""], ["error", "question", "warning", "never"]),
        (["--debug", "budget", "--by", "d"], ["department"]),
        (["check", "台"], []),
        (["nothing", "--x"], []),
    ],
)
def test_bash_completes_commands_options_and_choices(
    words: list[str], offered: list[str], tmp_path: Path
) -> None:
    assert completed(tmp_path, *words) == offered


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_no_command_and_no_option_is_forgotten(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--completion", shell])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    parsers = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    assert list(parsers) == [command.name for command in COMMANDS]
    for name, parser in parsers.items():
        (line,) = [each for each in told.splitlines() if each.strip().startswith((f"{name})", f"'{name}' ="))]
        for action in parser._actions:
            for option in action.option_strings:
                is_told = (
                    f" {option} "
                    in f" {line.translate(str.maketrans(dict.fromkeys(chr(34) + chr(39), ' ')))} "
                )
                assert is_told == (option.startswith("--") and action.help != argparse.SUPPRESS), (
                    name,
                    option,
                )
    assert told.count("{") == told.count("}")


def test_a_shell_that_is_not_known_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--completion", "fish"]) == 2
    assert "fish は選べません" in capsys.readouterr().err


def test_version_tells_python_and_the_parts(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    first, python, parts, *_ = capsys.readouterr().out.splitlines()
    assert first == f"pmo_xl {pmo_xl.__version__}"
    assert python.startswith("Python 3.")
    assert "lxml " in parts and "python-calamine " in parts and "pytest" not in parts


def test_reading_checking_and_writing_are_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = small_book(tmp_path)
    with caplog.at_level(logging.INFO, "pmo_xl"):
        book = pmo_xl.open_workbook(path)
        book.check()
        book.record()
    said = [(record.name, record.getMessage()) for record in caplog.records]
    assert ("pmo_xl.operations.opened_book", "read") in [
        (name, text.split(": ")[1].split()[0]) for name, text in said
    ]
    assert any(name == "pmo_xl.operations.check" and "findings" in text for name, text in said)
    assert any(
        name == "pmo_xl.workbook.changes.editing" and "the book before is" in text for name, text in said
    )


def test_the_log_is_shown_with_debug_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small_book(tmp_path)
    main(["overdue", str(path)])
    assert "opened_book" not in capsys.readouterr().err
    main(["overdue", str(path), "--debug"])
    assert "INFO pmo_xl.operations.opened_book" in capsys.readouterr().err
    main(["overdue", str(path)])
    assert "opened_book" not in capsys.readouterr().err
    assert logging.getLogger("pmo_xl").handlers == []
