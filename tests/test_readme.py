"""The README is true: its commands are those of the command line, its pictures and links are there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from pmo_xl.faces.cli import build_parser
from tests.benchmarks import __main__ as bench
from tests.benchmarks import check_benchmark
from tests.benchmarks.contest import Taken

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


def test_the_table_that_bench_writes_has_the_form_that_stands_here():
    taken = {name: Taken(1, 2 * n, 3 * n) for n, name in enumerate(check_benchmark.CONTESTANTS, 1)}
    written = bench.readme_table([taken] * 5).splitlines()
    standing = README.split(bench.START)[1].split(bench.END)[0].strip().splitlines()
    assert [line.split("|")[:2] for line in written] == [line.split("|")[:2] for line in standing]
    assert written[2:4] == standing[2:4]
    assert written[-2:] == [
        "| openpyxl で開くだけ | 3.0 | 1.00 |",
        "| pmo_xl の check(読む・突き合わせる、全規則) | 4.0 | 1.33 |",
    ]
