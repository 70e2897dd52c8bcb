"""workbook_templates/pmo_master.xlsx is what the author writes for a new book."""

from pathlib import Path
from zipfile import ZipFile

from pmo_xl.resources import template
from tests.support.make_template import TEMPLATE_DAY, make_template


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_template_is_the_authors_new_book_part_by_part(tmp_path: Path):
    made = tmp_path / "pmo_master.xlsx"
    make_template(made)
    shipped, fresh = parts(template("pmo_master.xlsx")), parts(made)
    assert shipped.keys() == fresh.keys()
    different = [name for name, part in fresh.items() if shipped[name] != part]
    assert not different, f"python -m tests.support.make_template で作り直してください: {different}"
    assert TEMPLATE_DAY.isoformat().encode() in fresh["docProps/core.xml"]
