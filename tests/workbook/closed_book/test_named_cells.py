"""What the bytes of a sheet tell at a glance, so that nobody has to walk over all of its cells."""

from __future__ import annotations

import pytest

from pmo_xl.workbook.closed_book.book import _are_cells_named, _may_depend

CELL = b'<c r="A1"><f>B1</f><v>1</v></c>'
BESIDE = (
    b'<cols><col min="1"/></cols>',
    b"<conditionalFormatting/><dataValidation><formula1>A1</formula1></dataValidation>",
)


def sheet(cells: bytes) -> bytes:
    before, behind = BESIDE
    return b'<worksheet>%b<sheetData><row r="1">%b</row></sheetData>%b</worksheet>' % (before, cells, behind)


@pytest.mark.parametrize(
    "odd", [b"<c/>", b"<c><v>1</v></c>", b'<c s="1" r="A1"/>', b'<c\nr="A1"/>', b"<c\tr='A1'/>"]
)
def test_cells_are_named_where_each_tag_begins_with_its_name(odd: bytes) -> None:
    assert _are_cells_named(sheet(CELL + CELL))
    assert not _are_cells_named(sheet(CELL + odd))
    assert not _are_cells_named(b"<x:worksheet/>")


@pytest.mark.parametrize(
    "odd", [b'<f t="shared" si="0"/>', b'<f\nt="array">A1</f>', b'<x:f t="array">A1</x:f>']
)
def test_a_formula_that_says_more_than_its_text_may_depend(odd: bytes) -> None:
    assert not _may_depend(sheet(CELL))
    assert _may_depend(sheet(CELL + odd))
