"""Workbooks under a password."""

from __future__ import annotations

import io

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import SetCell, apply, preview
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, value

PASSWORD = "合言葉"  # noqa: S105  (of a workbook made for this test)
EDITS = [SetCell(LEDGER, 4, 2, "極秘の件名")]


@pytest.fixture
def locked(tmp_path):
    plain = make_ledger(tmp_path / "台帳.xlsx").read_bytes()
    with (tmp_path / "台帳.xlsx").open("wb") as file:
        OOXMLFile(io.BytesIO(plain)).encrypt(PASSWORD, file)
    return tmp_path / "台帳.xlsx"


def decrypted(path, password=PASSWORD):
    plain = path.with_name("確認.xlsx")
    with path.open("rb") as source, plain.open("wb") as target:
        book = msoffcrypto.OfficeFile(source)
        book.load_key(password=password)
        book.decrypt(target)
    return plain


def test_with_the_password_it_is_edited_and_encrypted_again(locked):
    report = apply(locked, EDITS, password=PASSWORD)
    assert value(decrypted(locked), "B4") == "極秘の件名"
    assert report.backup is not None and value(decrypted(report.backup), "B4") == "件名0　長い"


def test_nothing_readable_is_left_on_the_disk(locked):
    apply(locked, EDITS, password=PASSWORD)
    for each in locked.parent.rglob("*.*"):
        if each.is_file() and each.suffix != ".txt":
            assert each.read_bytes().startswith(b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize(
    ("password", "sentence"), [(None, "パスワードで保護"), ("違う", "パスワードが違います")]
)
def test_without_the_right_password_it_is_refused(locked, password, sentence):
    before = locked.read_bytes()
    for act in (apply, preview):
        with pytest.raises(RefusedEdit, match=sentence):
            act(locked, EDITS, password=password)
    assert locked.read_bytes() == before


def test_an_older_kind_of_encryption_is_refused(locked, monkeypatch):
    real = OOXMLFile.__init__

    def as_standard(self, file):
        real(self, file)
        self.type = "standard" if self.type == "agile" and not as_standard.is_reading else self.type

    as_standard.is_reading = False
    monkeypatch.setattr("pmo_xl.workbook.closed_book.passwords.decrypt", lambda data, *_: data)
    monkeypatch.setattr(OOXMLFile, "__init__", as_standard)
    with pytest.raises(RefusedEdit, match="古い方式"):
        apply(locked, EDITS, password=PASSWORD)
