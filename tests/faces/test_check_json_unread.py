"""`check --format json` of one workbook that cannot be read still writes the document that its schema describes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pmo_xl.faces.cli import main


@pytest.mark.parametrize("content", [None, b"", b"a,b\n1,2\n", b"PK\x03\x04broken"])
def test_one_unreadable_book_is_named_in_a_valid_document(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "台帳.xlsx"
    if content is not None:
        book.write_bytes(content)
    main(["schema", "check"])
    schema = json.loads(capsys.readouterr().out)
    assert main(["check", str(book), "--format", "json"]) == 2
    out, err = capsys.readouterr()
    told = json.loads(out)
    jsonschema.validate(told, schema)
    assert told["workbooks"] == []
    assert [each["workbook"] for each in told["failed"]] == [str(book)]
    assert len(err.strip().splitlines()) == 1
    assert book.name in err
