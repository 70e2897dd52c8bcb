"""docs/ is true: it builds without a warning, what it names is there, and what code makes of it is fresh."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.make_records_page import PAGE, records_page

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
_NAMED = re.compile(r"`((?:pmo_xl|tests|macros|workbook_templates|docs)/[\w./-]+)`")
_INSIDE = re.compile(
    r"`((?:charts|documents|faces|history|metrics|model|operations|rules|workbook)/[\w./-]*)`"
)


@pytest.mark.slow
def test_the_pages_build_without_a_warning(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        str(ROOT / ".mkdocs.yml"),
        "-d",
        str(tmp_path / "made"),
    ]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stdout + run.stderr) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {*_NAMED.findall(text), *(f"pmo_xl/{inside}" for inside in _INSIDE.findall(text))}
    assert sorted(name for name in named if "<" not in name and not (ROOT / name).exists()) == []


def test_the_page_of_the_records_is_what_the_declarations_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == records_page(), "make regenerate"


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / ".mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.relative_to(ROOT / "docs").as_posix() not in menu] == []
