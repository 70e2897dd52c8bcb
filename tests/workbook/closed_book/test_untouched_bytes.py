"""Entries of the archive that no edit concerns are copied as they lie, whoever packed them and however."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from pmo_xl.workbook.closed_book import SetCell, apply
from pmo_xl.workbook.closed_book.zip_records import read_archive
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, parts, value


class Unseekable(io.BytesIO):
    """A stream that cannot go back: zipfile then writes data descriptors."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise OSError

    def tell(self):
        raise OSError


def repack(path, *, stream=None, zip64=False, extra=b"", comment=b"", stored=False, reverse=False):
    content = parts(path)
    target = stream or io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as package:
        package.comment = comment
        for name, data in sorted(content.items(), reverse=reverse):
            info = zipfile.ZipInfo(name, (2020, 2, 3, 4, 5, 6))
            info.compress_type, info.extra, info.external_attr = package.compression, extra, 0o644 << 16
            with package.open(info, "w", force_zip64=zip64) as entry:
                entry.write(data)
    path.write_bytes(target.getvalue())


PACKERS = {
    "plain": {},
    "data descriptors": {"stream": Unseekable},
    "data descriptors and zip64": {"stream": Unseekable, "zip64": True},
    "zip64 sizes": {"zip64": True},
    "growth hint": {"extra": struct.pack("<HHHH", 0xA220, 4, 0xA028, 0)},
    "comment": {"comment": "コメント".encode()},
    "stored": {"stored": True},
    "another order": {"reverse": True},
}


@pytest.mark.parametrize("packer", PACKERS)
def test_untouched_entries_keep_their_raw_bytes_order_and_attributes(tmp_path, packer):
    path = make_ledger(tmp_path / "台帳.xlsx")
    options = dict(PACKERS[packer])
    repack(path, **options | ({"stream": options["stream"]()} if "stream" in options else {}))
    before = read_archive(path.read_bytes())
    report = apply(path, [SetCell(LEDGER, 4, 2, "新しい文字")])
    after = read_archive(path.read_bytes())
    assert [entry.info.filename for entry in before.entries] == [
        entry.info.filename for entry in after.entries
    ]
    assert before.comment == after.comment
    for old, new in zip(before.entries, after.entries, strict=True):
        kept = (old.info.date_time, old.info.external_attr, old.info.compress_type, old.info.create_system)
        assert kept == (
            new.info.date_time,
            new.info.external_attr,
            new.info.compress_type,
            new.info.create_system,
        )
        if old.info.filename not in report.parts_changed:
            assert old.record == new.record
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
    assert value(path, "B4") == "新しい文字"


def test_an_archive_written_back_without_edits_is_the_same_file(tmp_path):
    data = make_ledger(tmp_path / "台帳.xlsx").read_bytes()
    assert read_archive(data).to_bytes() == data


def test_offsets_in_zip64_records_are_moved_too(tmp_path):
    """A central record that keeps its offset in the zip64 field, as large-file packers write it."""
    path = make_ledger(tmp_path / "台帳.xlsx")
    archive = read_archive(path.read_bytes())
    patched = []
    for entry in archive.entries:
        central, name = bytearray(entry.central), entry.info.filename.encode()
        field = struct.pack("<HHQ", 1, 8, entry.info.header_offset)
        struct.pack_into("<H", central, 30, len(field))
        struct.pack_into("<I", central, 42, 0xFFFFFFFF)
        patched.append(bytes(central[: 46 + len(name)]) + field + bytes(central[46 + len(name) :]))
    body = b"".join(
        entry.record for entry in sorted(archive.entries, key=lambda each: each.info.header_offset)
    )
    end = struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, len(patched), len(patched), sum(map(len, patched)), len(body), 0
    )
    path.write_bytes(body + b"".join(patched) + end)
    apply(path, [SetCell(LEDGER, 4, 2, "新しい文字" * 500)])
    assert value(path, "B4") == "新しい文字" * 500
