"""The README and the papers for its readers are true: commands, options, buttons, pictures and links are there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from pmo_xl.actions import BUTTONS, COMMANDS
from pmo_xl.faces.cli import build_parser
from pmo_xl.tiles import STARTERS, TILES
from tests.benchmarks import __main__ as bench
from tests.benchmarks import check_benchmark
from tests.benchmarks.contest import Taken
from tests.support.pages import clicks_from

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    *(
        page
        for part in ("staff", "month_end", "engineer", "it")
        for page in sorted((DOCS / part).glob("*.md"))
    ),
]
of_each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
"""The README and the papers it sends its readers to."""


@of_each_page
def test_every_option_a_page_names_exists(page: Path) -> None:
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
    foreign = {"--force-reinstall", "--write-readme"}
    assert options - foreign <= _options_of(build_parser())


@of_each_page
def test_every_command_a_page_tells_to_type_exists(page: Path) -> None:
    typed = re.findall(r"(?:`|^|&& )pmo-xl ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(typed) <= {command.name for command in COMMANDS}


@of_each_page
def test_every_button_a_page_names_exists(page: Path) -> None:
    captions = {each.caption for each in (*BUTTONS, *TILES, *STARTERS)}
    named = re.findall(
        r"ボタン((?:「[^」]+」)+)|((?:「[^」]+」)+)(?:の)?ボタン", page.read_text(encoding="utf-8")
    )
    assert {caption for each in named for caption in re.findall("「([^」]+)」", "".join(each))} <= captions


def _options_of(parser: argparse.ArgumentParser) -> set[str]:
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                found |= _options_of(command)
    return found


@of_each_page
def test_every_local_link_and_picture_is_there(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_paper_is_two_clicks_from_the_readme() -> None:
    clicks = clicks_from(ROOT / "README.md")
    assert [page for page in PAGES if clicks.get((page, ""), 9) > 2] == []


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 150, "what only some readers need belongs into docs/"


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
