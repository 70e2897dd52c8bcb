"""The templates of workbook_templates/ are what the author writes for a new book."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from pmo_xl.resources import macro, template
from pmo_xl.workbook.vba.shipped import button_project
from tests.support.make_template import TEMPLATE_DAY, make_template, project_of

REMAKE = "python -m tests.support.make_template で作り直してください"


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["pmo_master.xlsx", "pmo_master.xlsm"])
def test_a_template_is_the_authors_new_book_part_by_part(name: str, tmp_path: Path):
    made = tmp_path / name
    make_template(made)
    shipped, fresh = parts(template(name)), parts(made)
    assert shipped.keys() == fresh.keys()
    line = os.linesep.encode()  # XlsxWriter ends the first line of a part as the system does
    different = [
        part
        for part, content in fresh.items()
        if shipped[part] not in (content, content.replace(line, b"\n"))
    ]
    assert not different, f"{REMAKE}: {different}"
    assert TEMPLATE_DAY.isoformat().encode() in fresh["docProps/core.xml"]


def test_the_shipped_project_is_made_of_the_shipped_sources_and_is_that_of_the_template():
    shipped = macro("vbaProject.bin").read_bytes()
    sheets = [name for name in parts(template("pmo_master.xlsm")) if name.startswith("xl/worksheets/sheet")]
    documents = ["ThisWorkbook", *(f"Sheet{n}" for n in range(1, len(sheets) + 1))]
    assert shipped == button_project(documents), REMAKE
    assert shipped == project_of(template("pmo_master.xlsm")), REMAKE
