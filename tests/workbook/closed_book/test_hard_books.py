"""Strange but real workbooks of other projects, where they are at hand: edited without losing anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pmo_xl.errors import RefusedEdit, UnreadableWorkbook
from pmo_xl.workbook.closed_book import AppendRows, SetCell, apply
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.zip_records import read_archive
from tests.support.libreoffice import convert, requires_libreoffice
from tests.workbook.closed_book.ledger_books import values

SHARED = Path(__file__).parents[4] / "shared"
FOLDER, COMPARE = SHARED / "corpus" / "hard", SHARED / "tools" / "compare_parts.py"
FILES = sorted(FOLDER.glob("*.xls*")) if FOLDER.is_dir() else []
IS_FULL = bool(os.environ.get("PMO_XL_FULL"))
SMALL = 16_000  # bytes; larger files are validated and opened in the full run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="手元に難しいブックの一式がありません")]


def book_of(path):
    """The workbook opened for editing; skipped where it is refused as a whole, with a sentence."""
    try:
        return Book(path.name, path.read_bytes())
    except (RefusedEdit, UnreadableWorkbook) as refusal:
        assert refusal.message.endswith("。")
        before = path.read_bytes()
        with pytest.raises(RefusedEdit):
            apply(path, [SetCell("Sheet1", 1, 1, "x")])
        assert path.read_bytes() == before
        pytest.skip(refusal.message)


def free_cell(book):
    """A sheet that is not protected, and an empty cell below its content."""
    for name in book.worksheets:
        sheet = book.sheet(name)
        if not sheet.obstacles.is_protected:
            return name, max((row for row in sheet.rows.numbers if row < 100_000), default=0) + 3, 2
    pytest.skip("すべてのシートが保護されています")


def appendable(book):
    """The tables that take rows at their end."""
    for name in book.worksheets:
        for table in book.sheet(name).tables:
            if not table.totals_rows and table.part.root.get("tableType", "worksheet") == "worksheet":
                yield AppendRows(name, ({table.area.first_column: "追加した行"},) * 3, table=table.name)


def marked_is_refused_until_forced(path, edit):
    """A book with a label, or whose people ask not to write, is left alone in a sentence until that is insisted on."""
    try:
        return apply(path, [edit])
    except RefusedEdit as refusal:
        assert refusal.message.endswith("--force を付けてください(印は残ります)。")
        return apply(path, [edit], is_forced=True)


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem[:50])
def saved(request, tmp_path_factory):
    """A hard workbook before and after: a cell set, and rows appended wherever a table takes them."""
    before = request.param
    after = tmp_path_factory.mktemp("難しい") / before.name
    shutil.copyfile(before, after)
    book = book_of(after)
    sheet, row, column = free_cell(book)
    mark = SetCell(sheet, row, column, "書き込んだ文字")
    reports = [marked_is_refused_until_forced(after, mark)]
    assert values(after, sheet)[row - 1][column - 1] == "書き込んだ文字"
    for edit in appendable(book):
        try:
            reports.append(apply(after, [edit], is_forced=True))
        except RefusedEdit as refusal:
            assert "行を足せません" in refusal.message
    return before, after, reports


def test_nothing_is_lost_and_parts_not_concerned_keep_their_bytes(saved):
    before, after, reports = saved
    if COMPARE.exists():
        done = subprocess.run(
            [sys.executable, str(COMPARE), str(before), str(after)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout
    touched = {name for report in reports for name in (*report.parts_changed, *report.parts_removed)}
    old = {entry.info.filename: entry.record for entry in read_archive(before.read_bytes()).entries}
    new = {entry.info.filename: entry.record for entry in read_archive(after.read_bytes()).entries}
    assert {name for name in old if old[name] != new.get(name)} <= touched
    assert not {name for name in touched if "media/" in name or "drawing" in name or "sharedStrings" in name}


def validation_errors(path):
    from openxml_audit import OpenXmlValidator, ValidationSeverity

    found = OpenXmlValidator().validate(str(path)).errors
    return Counter(
        (each.part_uri, each.description) for each in found if each.severity == ValidationSeverity.ERROR
    )


def test_the_schema_check_finds_no_new_error(saved):
    before, after, _ = saved
    if before.stat().st_size > SMALL and not IS_FULL:
        pytest.skip("大きなブックの検証は PMO_XL_FULL=1 のときだけ行います")
    assert not validation_errors(after) - validation_errors(before)


def opens(path, folder):
    """Whether LibreOffice opens a workbook; it fails at some that Excel made."""
    folder.mkdir()
    try:
        return convert(path, "pdf", folder).stat().st_size > 0
    except AssertionError:
        return False


@requires_libreoffice
def test_libreoffice_opens_what_it_opened_before(saved, tmp_path):
    before, after, _ = saved
    if FILES.index(before) % 12 and not IS_FULL:
        pytest.skip("LibreOfficeでは12冊に1冊だけ開きます（PMO_XL_FULL=1 ですべて）")
    assert opens(after, tmp_path / "後") or not opens(before, tmp_path / "前")
