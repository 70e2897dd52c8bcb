"""docs/staff/week.md is true: its commands run as they stand, and each leaves what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

import pmo_xl
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.question import Question
from tests.sample.maker import planted_project
from tests.support.week import LEDGER, PAGE, Step, commands, play


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Step, ...]]:
    folder = tmp_path_factory.mktemp("week")
    with pytest.MonkeyPatch.context() as there:
        there.chdir(folder)
        return folder, tuple(play(folder, planted_project(scale=0.3, profile="full")))


def test_every_command_of_the_week_does_its_work(week: tuple[Path, tuple[Step, ...]]) -> None:
    assert [step.arguments for step in week[1]] == list(commands())
    codes = {name: [step.code for step in week[1] if step.name == name] for name in ("hand-out", "collect")}
    assert codes["hand-out"] == [0] and codes["collect"][0] == 1 and codes["collect"][1] in (0, 3)
    assert {step.code for step in week[1]} <= {0, 1, 3}


def test_the_week_leaves_what_the_page_says(week: tuple[Path, tuple[Step, ...]]) -> None:
    folder = week[0]
    book = pmo_xl.open_workbook(folder / LEDGER)
    answered = [row.id for row in book.of(Question) if row.answer == "12桁で合っています。"]
    (back,) = [row for row in book.of(HandedOut) if row.collected_on == book.project.run_day]
    assert answered and back.rows_answered == len(answered)
    made = {each.arguments[each.arguments.index("-o") + 1] for each in week[1] if "-o" in each.arguments}
    assert made and [name for name in made if not (folder / name).exists()] == []
    digest = "\n".join(each.text for each in Document(str(folder / "今週の変化.docx")).paragraphs)
    assert any(row_id and row_id in digest for row_id in answered), digest


def test_the_pictures_of_the_week_stand_in_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"pictures/week_{name}.png" in page for name in ("hand_out", "digest", "meeting"))
