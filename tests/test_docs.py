"""docs/ is true: it builds without a warning, what it names is there, and what code makes of it is fresh."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.make_records_page import PAGE, records_page
from tests.support.pages import clicks_from, section_of

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
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


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is D?", "**D**, the as-of date: `--as-of`, else 基準日 of 設定, else R."),
        ("Where does a cell become a record?", "makes a `Record` of a row"),
        ("Which function makes a record of a row?", "::: pmo_xl.workbook.reader.read_table"),
        ("Where does a finding become a line?", "`faces/commands/check.py` prints it"),
        ("Where are the columns of that line declared?", "::: pmo_xl.rules.report.Report"),
    ],
)
def test_who_knows_python_and_no_pmo_finds_it_in_three_clicks(question: str, told: str) -> None:
    """Clicks lead from docs/index.md to the section itself: a page that holds the answer somewhere is not enough."""
    clicks = clicks_from(DOCS / "index.md")
    answers = [clicks[place] for place in clicks if place[1] and told in section_of(*place)]
    assert answers, question
    assert min(answers) <= 3


def test_every_link_leads_to_a_page_and_its_heading() -> None:
    """And every page can be reached from the first one without the menu."""
    clicks = clicks_from(DOCS / "index.md")
    assert {page for page, _ in clicks} == set(PAGES)
    assert [
        f"{page.name}#{anchor}" for page, anchor in clicks if anchor and not section_of(page, anchor)
    ] == []
