"""A sheet cannot be half-registered: what lacks is named here."""

from __future__ import annotations

from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.model.contents import SHEET_FILES, class_name
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from tests.support.make_stubs import STUBS

MODEL = Path(pmo_xl.__file__).parent / "model"


def test_every_file_of_the_model_that_declares_a_sheet_is_in_the_table_of_contents() -> None:
    declaring = {path.stem for path in MODEL.glob("*.py") if "(Record):" in path.read_text(encoding="utf-8")}
    assert declaring == set(SHEET_FILES)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_a_sheet_is_everywhere_it_must_be(sheet: type[Record]) -> None:
    assert getattr(pmo_xl, sheet.__name__) is sheet
    assert hasattr(Project, sheet.sheet.collection)
    assert sheet.__name__ in pmo_xl.__all__
    assert sheet.sheet.help, "what one row of the sheet is, in Japanese"
    assert [column.label for column in sheet.columns.values() if not column.help] == []


def test_labels_collections_and_prefixes_mean_one_sheet_each() -> None:
    for name in ("label", "collection", "prefix"):
        said = [getattr(sheet.sheet, name) for sheet in SHEETS if getattr(sheet.sheet, name)]
        assert len(said) == len(set(said)), name


@pytest.mark.parametrize("stub", STUBS, ids=lambda path: path.name)
def test_the_stubs_are_what_the_table_of_contents_says(stub: Path) -> None:
    assert stub.read_text(encoding="utf-8") == STUBS[stub](), "make regenerate"


def test_the_class_of_a_file_has_its_name() -> None:
    assert [class_name(file) for file in SHEET_FILES] == [sheet.__name__ for sheet in SHEETS]
