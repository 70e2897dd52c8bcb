"""Strange but real workbooks of other projects, where they are at hand: they get buttons and lose nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from pmo_xl.actions import MENU_BUTTONS
from pmo_xl.errors import PmoXlError
from pmo_xl.operations.add_buttons import add_buttons
from pmo_xl.workbook.closed_book.parts import part_key
from pmo_xl.workbook.closed_book.zip_records import read_archive
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.vba.existing_project import read_project
from pmo_xl.workbook.vba.shipped import button_sources
from tests.support.libreoffice import OPEN_DOCUMENT, in_open_document
from tests.workbook.buttons.button_books import drawings_of, macros_in, project_of
from tests.workbook.closed_book.test_hard_books import COMPARE, FILES, SMALL, validation_errors

IS_FULL = bool(os.environ.get("PMO_XL_FULL"))
WHY_NOT = "電子署名|ブックの共有|Strict|別のマクロ|二重に含み"  # whatever else is refused would be our fault
MAIN_SUBS = [button.macro for button in MENU_BUTTONS]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="手元に難しいブックの一式がありません")]


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem[:50])
def buttoned(request, tmp_path_factory):
    """A hard workbook before and after; skipped where it is refused, with a sentence and without a file."""
    before = request.param
    original = before.read_bytes()
    after = tmp_path_factory.mktemp("難しい") / f"{before.stem}.xlsm"
    try:
        add_buttons(before, after)
    except PmoXlError as refusal:
        assert refusal.message.endswith("。") and re.search(WHY_NOT, refusal.message)
        assert not after.exists() and before.read_bytes() == original
        pytest.skip(refusal.message)
    assert before.read_bytes() == original
    return before, after


def test_nothing_is_lost_and_parts_not_concerned_keep_their_bytes(buttoned):
    before, after = buttoned
    if COMPARE.exists():
        done = subprocess.run(
            [sys.executable, str(COMPARE), str(before), str(after)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout
    old = {entry.info.filename: entry.record for entry in read_archive(before.read_bytes()).entries}
    new = {entry.info.filename: entry.record for entry in read_archive(after.read_bytes()).entries}
    changed = {part_key(name) for name in old if old[name] != new.get(name)}
    workbook = ("workbook.xml", ".xml.rels", "[content_types].xml", ".vml")
    sheets = {part_key(sheet.part) for sheet in open_grids(before).sheets if sheet.part}
    assert not {name for name in changed - sheets if not name.endswith(workbook)}


def test_every_value_is_what_it_was(buttoned):
    before, after = buttoned
    now = open_grids(after)
    for grid in open_grids(before):
        same = now.grid(grid.title)
        assert (same.rows, same.first_row, same.first_column) == (
            grid.rows,
            grid.first_row,
            grid.first_column,
        )
        assert (same.formulas, same.errors, same.merges) == (grid.formulas, grid.errors, grid.merges)


def test_the_project_and_its_buttons_are_there(buttoned):
    _, after = buttoned
    assert MAIN_SUBS in map(macros_in, drawings_of(after))
    modules = set(read_project(project_of(after)))
    sheets = [sheet for sheet in open_grids(after).sheets if sheet.kind in ("worksheet", "chartsheet")]
    assert modules >= set(button_sources()) and len(modules) == 1 + len(sheets) + len(button_sources())


def test_the_schema_check_finds_no_new_error(buttoned):
    before, after = buttoned
    if before.stat().st_size > SMALL and not IS_FULL:
        pytest.skip("大きなブックの検証は PMO_XL_FULL=1 のときだけ行います")
    assert not validation_errors(after) - validation_errors(before)


class TestInLibreOffice:
    pytestmark = OPEN_DOCUMENT

    def test_the_buttons_are_bound(self, buttoned):
        before, after = buttoned
        if FILES.index(before) % 20 and not IS_FULL:
            pytest.skip("LibreOfficeでは20冊に1冊だけ開きます（PMO_XL_FULL=1 ですべて）")
        shown = in_open_document("form_buttons", after)
        scripts = [script for each in shown for script in each["scripts"]]
        subs = {script.split("?")[0].rpartition(".")[2] for script in scripts if "PmoButtons" in script}
        assert subs >= set(MAIN_SUBS)
