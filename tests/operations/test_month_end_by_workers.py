"""What the files of a month end say of one workbook alone is made by the process that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.documents.month_end import json_file, memory
from pmo_xl.documents.month_end.json_file import month_end_json
from pmo_xl.documents.month_end.memory import memory_json
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd
from pmo_xl.operations.examine import BookTask, examine
from pmo_xl.operations.kept_projects import KeptProjects, PackedProject, ProjectFile
from pmo_xl.operations.month_end import month_end
from pmo_xl.operations.month_end_files import write_month_end
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small workbooks with faults in their money."""
    folder = tmp_path_factory.mktemp("台帳")
    for seed in (1, 2, 3):
        write_sample(folder / f"案件{seed}.xlsx", planted_project(seed, 0.3, rules=("ACC", "BUD")))
    return folder


@pytest.fixture(scope="module")
def remembered(books: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the month before, so that there are differences to tell."""
    folder = tmp_path_factory.mktemp("前月")
    write_month_end(_examined(books, OCTOBER), folder)
    return folder


def _examined(books: Path, day: date, **given: object) -> MonthEndResult:
    return month_end(books, day.replace(day=1), as_of=day, run_day=day, jobs=1, **given)  # type: ignore[arg-type]


def _texts(result: MonthEndResult) -> Mapping[str, str]:
    return {"json": "".join(month_end_json(result)), "memory": "".join(memory_json(result))}


@pytest.fixture
def nothing_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever makes a project's text after this fails."""

    def refuse(*_: object) -> str:
        raise AssertionError("made once more")

    monkeypatch.setattr(json_file, "_project_json", refuse)
    monkeypatch.setattr(memory, "_project_json", refuse)


def test_the_texts_of_the_workers_make_the_same_files_byte_for_byte(books: Path, remembered: Path) -> None:
    in_one, by_workers = (
        _texts(_examined(books, NOVEMBER, previous=remembered, with_files=with_files))
        for with_files in (False, True)
    )
    assert in_one == by_workers
    assert '"differences": [\n' in in_one["json"], "nothing was compared"


def test_what_the_worker_has_made_is_not_made_again(
    books: Path, remembered: Path, request: pytest.FixtureRequest
) -> None:
    result = _examined(books, NOVEMBER, previous=remembered, with_files=True)
    request.getfixturevalue("nothing_is_made_here")
    assert _texts(result)["json"].count('"workbook"') == 3


def test_a_run_that_goes_on_takes_the_texts_from_the_cache(
    books: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    cache = tmp_path / "控え"
    first = _texts(_examined(books, NOVEMBER, with_files=True, cache=cache))
    request.getfixturevalue("nothing_is_made_here")
    again = _examined(books, NOVEMBER, with_files=True, cache=cache)
    assert again.kept == 3
    assert _texts(again) == first


def test_texts_made_under_another_name_than_the_project_has_in_the_end_are_not_taken(books: Path) -> None:
    closing = _examined(books, NOVEMBER).month
    packed = examine(BookTask(books / "案件1.xlsx", closing, NOVEMBER, with_files=True))
    assert isinstance(packed, PackedProject)
    file = ProjectFile(ProjectMonthEnd)
    head = file.add(packed)
    told_apart = replace(head, name=f"{head.name}(案件1.xlsx)")
    projects = KeptProjects(file, (head, told_apart))
    assert projects.texts_of(0) is not None
    assert projects.texts_of(1) is None
    assert projects[1].name == told_apart.name
