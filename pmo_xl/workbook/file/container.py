"""The file of a workbook and the ZIP archive it is, opened safely: bounded, verified, read only.

Headers inside an archive lie, so nothing is inflated by what they say: each part is inflated up to a
fixed bound, then checked against its length and checksum.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmo_xl.disk.swap import bring_back
from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.workbook.file import file_kind
from pmo_xl.workbook.file.password import decrypt
from pmo_xl.workbook.file.safe_xml import BrokenPart
from pmo_xl.workbook.file.unreadable import unreadable

_MB = 1 << 20
MAX_FILE_BYTES = 300 * _MB
MAX_PART_BYTES = 256 * _MB
MAX_INFLATED_BYTES = 600 * _MB
# What may be inflated however small the file is; beyond it the ratio decides.
_ALWAYS_ALLOWED_BYTES = 10 * _MB
# Honest sheets shrink to a tenth, ledgers of blank formatted rows to a thirtieth; bombs to a thousandth.
_MAX_RATIO = 100
_MAX_ENTRIES = 10_000

_BOMB = "展開すると異常に大きくなるため、安全に読めません（作成元に確かめてください）"
_TRUNCATED = "壊れているか、途中で切れています（コピーや同期が終わっているかを確かめてください）"


class TwiceTheSamePart(UnreadableWorkbook):
    """An archive lists one name twice, so that two readers may read two things."""

    complaint = "同じ名前の部品を二重に含み、壊れています（Excelで開いて保存し直してください）"


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as it lies in the archive. method: 0 stored, 8 deflated. size: when inflated."""

    method: int
    crc: int
    size: int
    packed: memoryview


class Container:
    """The parts of one workbook file, inflated one at a time when asked for.

    file_name: for sentences. sha256: of the file's bytes on disk (before any decryption), in hex.
    """

    def __init__(self, file_name: str, data: bytes, password: str | None = None) -> None:
        """Open the archive in the bytes of a file. Raises UnreadableWorkbook."""
        self.file_name = file_name
        self.sha256 = sha256_of(data)
        archive = _archive_bytes(data, file_name, password)
        self._entries = self._listed(archive)
        self._archive = memoryview(archive)
        self._names = {name.lower(): name for name in self._entries}
        self._inflated: dict[str, int] = {}
        self._used = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries, in the archive's order."""
        return tuple(self._entries)

    def find(self, name: str) -> str | None:
        """The name as the archive spells it (part names ignore case); None when there is no such part."""
        return name if name in self._entries else self._names.get(name.lower())

    def part(self, name: str) -> bytes:
        """The content of a part. Raises BrokenPart (damaged) or UnreadableWorkbook (a zip bomb)."""
        entry = self.raw(name)
        allowance = self._allowance(name)
        content = _inflate(entry, allowance + 1)
        if len(content) > allowance:
            raise refusal(self.file_name, _BOMB)
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise BrokenPart
        self._used += len(content) - self._inflated.get(name, 0)
        self._inflated[name] = len(content)
        return content

    def raw(self, name: str) -> RawEntry:
        """A part as it is packed, not yet verified. Raises BrokenPart when the archive misplaces it."""
        info = self._entries[name]
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BrokenPart
        start = _content_offset(self._archive, info.header_offset)
        packed = self._archive[start : start + info.compress_size]
        return RawEntry(info.compress_type, info.CRC, info.file_size, packed)

    def complaint_about_names(self, names: Sequence[str]) -> str | None:
        """Why an archive with these entries is not what is wanted here."""
        return file_kind.complaint_about_names(names)

    def _listed(self, archive: bytes) -> dict[str, zipfile.ZipInfo]:
        listed = _entries(archive, self.file_name)
        # Some programs write xl\workbook.xml or /xl/workbook.xml; Excel takes them, so do we.
        entries = {info.filename.replace("\\", "/").lstrip("/"): info for info in listed}
        if complaint := self.complaint_about_names(tuple(entries)):
            raise refusal(self.file_name, complaint)
        if len({name.lower() for name in entries}) < len(listed):
            raise TwiceTheSamePart(f"{self.file_name} は{TwiceTheSamePart.complaint}。")
        return entries

    def _allowance(self, name: str) -> int:
        """How many bytes the part may hold, after what other parts have used up."""
        honest = max(_ALWAYS_ALLOWED_BYTES, _MAX_RATIO * len(self._archive))
        used = self._used - self._inflated.get(name, 0)
        return max(0, min(MAX_PART_BYTES, min(MAX_INFLATED_BYTES, honest) - used))


def refusal(file_name: str, complaint: str) -> UnreadableWorkbook:
    """The exception whose one sentence names the file and says why it is not read."""
    return UnreadableWorkbook(f"{file_name} は{complaint}。")


def open_container(path: Path, password: str | None = None) -> Container:
    """Read the file and open the archive in it. Raises UnreadableWorkbook with one Japanese sentence."""
    return Container(path.name, read_file(path), password)


def read_file(path: Path) -> bytes:
    """All bytes of a file of bounded size, or UnreadableWorkbook saying what stands in the way."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            with os.scandir(path):  # a folder that may not be looked into says so
                pass
            raise refusal(path.name, "フォルダーです（ブックのファイルを指定してください）")
        if not stat.S_ISREG(status.st_mode):
            raise refusal(path.name, "ファイルではありません（ブックのファイルを指定してください）")
        if status.st_size > MAX_FILE_BYTES:
            raise refusal(
                path.name, f"大きすぎます（{MAX_FILE_BYTES // _MB} MB以下に分けるか、画像を減らしてください）"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        # Windows had put it aside when a run was killed in the midst of replacing it
        if bring_back(path):
            return read_file(path)
        raise unreadable(path, error) from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _archive_bytes(data: bytes, file_name: str, password: str | None) -> bytes:
    if file_kind.is_ole(data):
        if not file_kind.is_encrypted_workbook(data):
            raise refusal(file_name, file_kind.complaint_about_ole(data))
        data = decrypt(data, file_name, password)
    if complaint := file_kind.complaint_about_bytes(data):
        raise refusal(file_name, complaint)
    return data


def _entries(data: bytes, file_name: str) -> list[zipfile.ZipInfo]:
    if data.count(b"PK\x01\x02") > _MAX_ENTRIES:
        raise refusal(file_name, _BOMB)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return opened.infolist()
    except Exception as error:  # zipfile raises many kinds on a damaged directory
        raise refusal(file_name, _TRUNCATED) from error


def _content_offset(archive: memoryview, header_offset: int) -> int:
    header = bytes(archive[header_offset : header_offset + 30]) if header_offset >= 0 else b""
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise BrokenPart
    name_length, extra_length = struct.unpack_from("<HH", header, 26)
    return header_offset + 30 + int(name_length) + int(extra_length)


def _inflate(entry: RawEntry, limit: int) -> bytes:
    if entry.method == zipfile.ZIP_STORED:
        return bytes(entry.packed[:limit])
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(entry.packed, limit)
    except zlib.error as error:
        raise BrokenPart from error


def sha256_of(data: bytes) -> str:
    """The fingerprint by which a file is known to be the one that was read."""
    return hashlib.sha256(data).hexdigest()
