"""What ships of the sample is what its maker makes: the workbooks of `demo`, their faults, the examples of `fields`."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from pmo_xl import resources
from pmo_xl.documents.word.catalog import DOCUMENTS
from pmo_xl.faces.cli import main
from pmo_xl.operations.demo import AS_OF, CORE_BOOK, FULL_BOOK, make_demo
from pmo_xl.operations.fields import FIELDS_FILE, fields_of_document
from pmo_xl.resources import template
from tests.support.make_demo import demo_samples, make_demo_files
from tests.support.make_fields import make_fields

RENEW = "make regenerate で作り直してください"


def content(path: Path) -> dict[str, bytes]:
    """The parts of a workbook by their names, or the one content of any other file.

    XlsxWriter ends lines as the system does, those within texts too; XML knows one end of a line (W3C, XML 1.0, 2.11).
    """
    if path.suffix != ".xlsx":
        return {path.name: path.read_bytes()}
    with ZipFile(path) as archive:
        return {name: archive.read(name).replace(b"\r\n", b"\n") for name in archive.namelist()}


def test_the_workbooks_of_demo_and_their_list_of_faults_are_those_of_the_sample(tmp_path: Path):
    make_demo_files(tmp_path)
    assert {path.name for path in template("demo").iterdir()} == {path.name for path in tmp_path.iterdir()}
    for made in tmp_path.iterdir():
        shipped, fresh = content(template("demo") / made.name), content(made)
        assert shipped.keys() == fresh.keys(), f"{RENEW}: {made.name}"
        assert not [part for part in fresh if shipped[part] != fresh[part]], f"{RENEW}: {made.name}"


def test_each_workbook_of_demo_is_named_after_its_project():
    names = {name: sample.name for name, sample in demo_samples().items()}
    assert names == {name: name.removesuffix(".xlsx").replace("_", " ") for name in (CORE_BOOK, FULL_BOOK)}


def test_demo_knows_how_many_faults_are_in_its_workbooks_and_their_day(tmp_path: Path):
    for made, sample in zip(make_demo(tmp_path).books, demo_samples().values(), strict=True):
        assert made.fault_count == len(sample.faults) > 0
        assert made.book.as_of == sample.as_of == AS_OF


def test_the_fields_shown_are_those_that_the_documents_of_the_clean_sample_have(tmp_path: Path):
    make_fields(tmp_path / FIELDS_FILE)
    assert (template("word") / FIELDS_FILE).read_bytes() == (tmp_path / FIELDS_FILE).read_bytes(), RENEW


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_tells_its_fields(name: str):
    tags = [field.tag for field in fields_of_document(name)]
    assert tags[0] == "{{ 文書名 }}" and len(tags) > 10


@pytest.mark.parametrize("command", [["demo", "見本"], ["fields", "検収書"]])
def test_an_installation_that_lacks_what_ships_says_so_and_how_to_install_again(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "workbook_templates").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    told = capsys.readouterr().err
    assert "が見つかりません" in told and "pip install" in told
    assert not list(tmp_path.rglob("*.xlsx"))
