"""Documents as LibreOffice prints them: contents filled, nothing that pushes pages apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.libreoffice import in_open_document, requires_libreoffice
from tests.support.word import made, sample_source


@requires_libreoffice
@pytest.mark.parametrize("name", ["要件一覧書", "引継書"])
def test_the_contents_name_every_heading_with_its_page(name: str, tmp_path: Path):
    path = tmp_path / f"{name}.docx"
    path.write_bytes(made(name, sample_source()))
    printed = in_open_document("print_text", path, str(tmp_path / "made.pdf"))
    (contents,) = printed["contents"]
    lines = contents.splitlines()
    assert all(line.rpartition("\t")[2].isdigit() for line in lines)
    assert not any("この文書の根拠" in line for line in lines)  # a note at the end, no chapter
    pages = [int(line.rsplit("\t", 1)[1]) for line in lines]
    assert pages == sorted(pages)
    assert pages[-1] <= printed["pages"]
    assert (tmp_path / "made.pdf").stat().st_size > 10_000
