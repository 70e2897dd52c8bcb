"""The papers for staff say what the code says: the guide and the sheet of paper are made of it, the glossary has its words."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pypdfium2
import pytest

from pmo_xl.actions import MENU_BUTTONS
from pmo_xl.exchange import lines
from pmo_xl.faces.cli import main
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.choice_words import StateClass
from pmo_xl.model.contents import SHEET_FILES
from pmo_xl.model.setting_keys import Group
from pmo_xl.model.verdict import Verdict
from pmo_xl.operations.recorded_rows import AGAIN, GONE, NEW, STILL
from pmo_xl.rules.severity import Severity
from pmo_xl.tiles import STARTERS, TILES
from tests.support import make_guide, make_quick_guide
from tests.support.make_quick_guide import NONE, PDF, REMEMBER, WEEK, WORD, commands_by_day
from tests.support.master import small_book
from tests.support.week import commands
from tests.support.word import texts_of


@pytest.mark.parametrize("name", make_guide.PAGES)
def test_the_guide_is_what_the_declarations_say(name: str) -> None:
    assert make_guide.PAGES[name]() == (make_guide.STAFF / name).read_text(encoding="utf-8"), (
        "make regenerate"
    )


def test_every_sheet_has_its_picture_and_no_other_is_left() -> None:
    assert {path.stem for path in make_guide.PICTURES.glob("*.png")} == set(SHEET_FILES)


def test_the_sheet_of_paper_is_what_its_maker_makes() -> None:
    assert texts_of(WORD.read_bytes()) == texts_of(make_quick_guide.quick_guide()), "make regenerate"


def test_the_pdf_is_that_sheet_on_one_page() -> None:
    paper = pypdfium2.PdfDocument(PDF)
    assert len(paper) == 1
    printed = _bare(paper[0].get_textpage().get_text_bounded())
    texts = [text for text in texts_of(WORD.read_bytes()) if text]
    assert [text for text in texts if _bare(text) not in printed] == [], "make regenerate"
    paper.close()


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_sheet_of_paper_has_the_commands_of_the_week_on_its_days() -> None:
    told = commands_by_day()
    assert [line.split()[1] for _, line in told] == [command[0] for command in commands()]
    assert "".join(day for day, _ in told) == "月水金金金金月月"


def test_the_sheet_of_paper_names_buttons_that_are_there() -> None:
    assert {row[2] for row in WEEK} <= {NONE, *(each.caption for each in MENU_BUTTONS)}
    assert {row[3] for row in WEEK} <= {NONE, *(each.caption for each in (*TILES, *STARTERS))}
    (lights,) = [text for name, text in REMEMBER if name == "信号"]
    assert [light.shown for light in Light if light.shown not in lights] == []


def _first_cells(name: str) -> set[str]:
    page = (make_guide.STAFF / name).read_text(encoding="utf-8")
    return set(re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE))


def glossary() -> set[str]:
    """The words that the glossary explains."""
    return {word for cell in _first_cells("glossary.md") for word in re.split(r" / |・", cell)}


def test_the_glossary_has_the_words_of_the_screens() -> None:
    words = glossary()
    shown = {
        *(severity.label for severity in Severity),
        *(light.shown for light in Light),
        *StateClass,
        *lines._WORDS.values(),
        *lines._ROW_WORDS.values(),
        *(NEW, STILL, AGAIN, GONE),
        *Verdict,
        *Group,
    }
    assert sorted(shown - words) == []


PLAIN = {"月", "シート", "行", "列", "値", "ID", "件名", "内容", "担当", "直し方"}
"""What a heading may say without being explained."""


@pytest.mark.parametrize("command", ["check", "overdue", "budget", "budget --by month", "schedule", "fix"])
def test_every_heading_of_a_list_is_explained(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verb, *options = command.split()
    main([verb, str(small_book(tmp_path)), *options, "--format", "csv", "--quiet"])
    (headings, *_) = csv.reader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff")))
    assert len(headings) > 4
    assert [word for word in headings if word not in glossary() | _first_cells("columns.md") | PLAIN] == []
