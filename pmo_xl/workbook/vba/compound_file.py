"""Writes a compound file, the container of a VBA project: [MS-CFB] version 3, sectors of 512 bytes.

Streams below 4096 bytes share the mini stream in pieces of 64 bytes, the others take sectors of their own.
Nothing in it depends on the clock: the same streams give the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmo_xl.workbook.vba.directory import directory

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PER_SECTOR = _SECTOR // 4
_IN_HEADER = 109  # FAT sectors that the header itself names
_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams; a path such as "VBA/dir" puts a stream into a storage.

    Raises ValueError over about 7 MB: the chain of further FAT sectors ([MS-CFB] 2.5) is not written.
    """
    mini = _MiniStream.of(streams)
    large = {path: content for path, content in streams.items() if path not in mini.starts}
    sizes = {path: len(content) for path, content in streams.items()}
    lengths = [len(directory(sizes)), len(mini.fat), len(mini.data), *map(len, large.values())]
    layout = _Layout.of(lengths)
    starts = {**mini.starts, **dict(zip(large, layout.starts[3:], strict=True))}
    entries = directory(sizes, starts, mini=(layout.starts[2], len(mini.data)))
    contents = [entries, mini.fat, mini.data, *large.values()]
    return _header(layout, len(mini.fat)) + layout.fat + b"".join(map(_padded, contents))


@dataclass(frozen=True)
class _MiniStream:
    """The small streams one after another, the mini FAT that chains their pieces, and where each starts."""

    data: bytes
    fat: bytes
    starts: Mapping[str, int]

    @classmethod
    def of(cls, streams: Mapping[str, bytes]) -> _MiniStream:
        """Lay out the streams that are small enough."""
        data, fat, starts = bytearray(), list[int](), dict[str, int]()
        for path, content in streams.items():
            if len(content) < _CUTOFF:
                starts[path] = len(fat) if content else _END
                fat += _chain(len(fat), _count(len(content), _MINI))
                data += _padded(content, _MINI)
        return cls(bytes(data), _packed([*fat, *[_FREE] * (-len(fat) % _PER_SECTOR)]), starts)


@dataclass(frozen=True)
class _Layout:
    """Where contents stand in the file: the FAT and the first sector of each; the FAT comes first."""

    fat: bytes
    starts: Sequence[int]

    @classmethod
    def of(cls, lengths: Sequence[int]) -> _Layout:
        """Give contents of these lengths their sectors, one after another."""
        counts = [_count(length) for length in lengths]
        own = _fat_sectors(sum(counts))
        fat, starts = [_FAT] * own, list[int]()
        for count in counts:
            starts.append(len(fat) if count else _END)
            fat += _chain(len(fat), count)
        return cls(_packed([*fat, *[_FREE] * (own * _PER_SECTOR - len(fat))]), starts)


def _fat_sectors(others: int) -> int:
    """How many sectors the FAT takes that chains itself and so many others."""
    own = _count(others, _PER_SECTOR - 1)
    if own > _IN_HEADER:
        raise ValueError("more than a compound file without a DIFAT holds")
    return own


def _header(layout: _Layout, mini_fat: int) -> bytes:
    """The first 512 bytes ([MS-CFB] 2.2); the directory, the mini FAT and the mini stream stand first."""
    own = _count(len(layout.fat))
    fixed = struct.pack("<8s16xHHHHH6x", _MAGIC, 0x3E, 3, 0xFFFE, 9, 6)
    first_directory, first_mini_fat = layout.starts[:2]
    places = (0, own, first_directory, 0, _CUTOFF, first_mini_fat, _count(mini_fat), _END, 0)
    return fixed + _packed([*places, *range(own), *[_FREE] * (_IN_HEADER - own)])


def _chain(start: int, count: int) -> list[int]:
    """The FAT entries of `count` sectors that follow one another."""
    return [*range(start + 1, start + count), _END] if count else []


def _count(length: int, size: int = _SECTOR) -> int:
    return -(-length // size)


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _padded(content: bytes, size: int = _SECTOR) -> bytes:
    return content + bytes(-len(content) % size)
