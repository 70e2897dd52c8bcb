"""The raw records of a zip file: each entry's own bytes, so that an untouched entry can be copied as it is.

An entry's bytes run from its local header to the next one: header, extra fields, data and data
descriptor. The central directory's record is kept too; only the offset in it changes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_ENCRYPTED, _DESCRIPTOR = 0x1, 0x8
_ZIP64 = 0x1
_UNKNOWN = 0xFFFFFFFF
_VERSION, _UTF8_NAME, _FIRST_DAY = 20, 0x800, 0x21  # 1980-01-01, the day that Excel itself writes


@dataclass(frozen=True)
class Entry:
    """One entry: what zipfile says about it, its own bytes, and its record in the central directory."""

    info: zipfile.ZipInfo
    record: bytes
    central: bytes

    @property
    def is_encrypted(self) -> bool:
        """Whether zip's own encryption is on."""
        return bool(self.info.flag_bits & _ENCRYPTED)

    def with_content(self, content: bytes) -> Entry:
        """The same entry with other content: name, time, attributes and extra fields are kept."""
        method = (
            self.info.compress_type if self.info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
        )
        packed = content if method == zipfile.ZIP_STORED else _deflated(content)
        sizes = (zlib.crc32(content), len(packed), len(content))
        return Entry(
            self.info, self._local_record(method, packed, sizes), self._central_record(method, sizes)
        )

    def _local_record(self, method: int, packed: bytes, sizes: tuple[int, int, int]) -> bytes:
        head = _LOCAL.unpack_from(self.record)
        name_end = _LOCAL.size + head[9]
        name = self.record[_LOCAL.size : name_end]
        extra = _without_zip64(self.record[name_end : name_end + head[10]])
        flags = head[2] & ~_DESCRIPTOR
        header = _LOCAL.pack(head[0], 20, flags, method, head[4], head[5], *sizes, len(name), len(extra))
        return header + name + extra + packed

    def _central_record(self, method: int, sizes: tuple[int, int, int]) -> bytes:
        head = list(_CENTRAL.unpack_from(self.central))
        name_end = _CENTRAL.size + head[10]
        extra_end = name_end + head[11]
        extra = _without_zip64(self.central[name_end:extra_end])
        head[2], head[3], head[4] = 20, head[3] & ~_DESCRIPTOR, method
        head[7:10], head[11], head[16] = sizes, len(extra), 0
        name, comment = self.central[_CENTRAL.size : name_end], self.central[extra_end:]
        return _CENTRAL.pack(*head) + name + extra + comment

    def central_at(self, offset: int) -> bytes:
        """The central record with the entry's place in the new file."""
        if self.central[42:46] != _UNKNOWN.to_bytes(4, "little"):
            return self.central[:42] + offset.to_bytes(4, "little") + self.central[46:]
        place = _zip64_offset_place(self.central)
        return self.central[:place] + offset.to_bytes(8, "little") + self.central[place + 8 :]


@dataclass(frozen=True)
class Archive:
    """A whole zip file: its entries in the order of the central directory, and its comment."""

    entries: tuple[Entry, ...]
    comment: bytes

    def to_bytes(self) -> bytes:
        """The file: entries in the order they lay in, then the directory in its own order."""
        body, places = io.BytesIO(), {}
        for entry in sorted(self.entries, key=lambda entry: entry.info.header_offset):
            places[entry.info.header_offset] = body.tell()
            body.write(entry.record)
        directory = b"".join(entry.central_at(places[entry.info.header_offset]) for entry in self.entries)
        count, start = len(self.entries), body.tell()
        body.write(directory)
        end = (b"PK\5\6", 0, 0, count, count, len(directory), start, len(self.comment))
        body.write(_END.pack(*end) + self.comment)
        return body.getvalue()


def read_archive(data: bytes) -> Archive:
    """Every entry of a zip file with its raw bytes; zipfile.BadZipFile where the records do not add up."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos, start, comment = package.infolist(), package.start_dir, package.comment
    offsets = sorted(info.header_offset for info in infos)
    if not infos or offsets[0] != 0 or len(set(offsets)) != len(offsets):
        raise zipfile.BadZipFile("entries overlap or do not begin at the start")
    ends = dict(zip(offsets, [*offsets[1:], start], strict=True))
    records = [data[info.header_offset : ends[info.header_offset]] for info in infos]
    centrals = _central_records(data, start, len(infos))
    return Archive(tuple(map(Entry, infos, records, centrals)), comment)


def new_entry(name: str, content: bytes, place: int) -> Entry:
    """An entry of a name the file does not have yet; among the others it lies where `place` puts it."""
    info = zipfile.ZipInfo(name)
    info.compress_type, info.header_offset = zipfile.ZIP_DEFLATED, place
    stored, flags = name.encode(), 0 if name.isascii() else _UTF8_NAME
    head = (_VERSION, flags, zipfile.ZIP_DEFLATED, 0, _FIRST_DAY, 0, 0, 0, len(stored), 0)
    local = _LOCAL.pack(b"PK\3\4", *head)
    central = _CENTRAL.pack(b"PK\1\2", _VERSION, *head, 0, 0, 0, 0, 0)
    return Entry(info, local + stored, central + stored).with_content(content)


def _central_records(data: bytes, start: int, count: int) -> list[bytes]:
    records = []
    for _ in range(count):
        head = _CENTRAL.unpack_from(data, start)
        end = start + _CENTRAL.size + head[10] + head[11] + head[12]
        records.append(data[start:end])
        start = end
    return records


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(
        5, zlib.DEFLATED, -15
    )  # as small as 6 within a hundredth, in two thirds of the time
    return packer.compress(content) + packer.flush()


def _fields(extra: bytes) -> list[tuple[int, int, int]]:
    """The extra fields as (id, start, end), header included."""
    fields, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        fields.append((kind, at, at + 4 + size))
        at += 4 + size
    return fields


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields without the zip64 sizes, which hold the old content's."""
    cuts = [(start, end) for kind, start, end in _fields(extra) if kind == _ZIP64]
    for start, end in reversed(cuts):
        extra = extra[:start] + extra[end:]
    return extra


def _zip64_offset_place(central: bytes) -> int:
    """Where the 8-byte offset stands in a central record that keeps it in its zip64 field."""
    head = _CENTRAL.unpack_from(central)
    base: int = _CENTRAL.size + head[10]
    for kind, start, _ in _fields(central[base : base + head[11]]):
        if kind == _ZIP64:
            return base + start + 4 + 8 * head[8:10].count(_UNKNOWN)
    raise zipfile.BadZipFile("a zip64 offset is missing")
