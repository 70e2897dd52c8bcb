"""Reads the modules of a VBA project that a workbook has already, to know whose it is ([MS-OVBA], as Excel saves it)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping

_VERSION = 0x09  # the one record whose size field does not count
_MODULE_NAME, _STREAM_NAME, _SOURCE_OFFSET = 0x19, 0x32, 0x31
_MOST_BYTES = 64 << 20
_SHORTEST_COPY = 3


def read_project(data: bytes) -> Mapping[str, str]:
    """The source of each module by its name, attribute lines left out. Raises ValueError where it cannot be read."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as project:
            return {
                name: _code(project.openstream(["VBA", stream]).read()[offset:])
                for name, stream, offset in _modules(project.openstream(["VBA", "dir"]).read())
            }
    except (OSError, IndexError, struct.error) as error:  # what olefile and cut-off streams run into
        raise ValueError("not a VBA project") from error


def _modules(packed: bytes) -> Iterator[tuple[str, str, int]]:
    """The name, the stream and the source's place in it, for each module of the dir stream."""
    name = stream = ""
    for number, content in _records(decompressed(packed)):
        if number == _MODULE_NAME:
            name = content.decode("cp932", "replace")
        elif number == _STREAM_NAME:
            stream = content.decode("utf-16-le", "replace")
        elif number == _SOURCE_OFFSET:
            yield name, stream or name, int(struct.unpack("<I", content)[0])


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        number, size = struct.unpack_from("<HI", data, at)
        size = 6 if number == _VERSION else size
        yield number, data[at + 6 : at + 6 + size]
        at += 6 + size


def _code(packed: bytes) -> str:
    lines = decompressed(packed).decode("cp932", "replace").splitlines()
    return "\n".join(line.rstrip() for line in lines if not line.startswith("Attribute ")).strip()


def decompressed(data: bytes) -> bytes:
    """The content of a compressed container ([MS-OVBA] 2.4.1.3.1). Raises ValueError where it is none."""
    if not data.startswith(b"\x01"):
        raise ValueError("not a compressed stream")
    content, at = bytearray(), 1
    while at + 2 <= len(data) and len(content) < _MOST_BYTES:
        header = int.from_bytes(data[at : at + 2], "little")
        end = at + (header & 0xFFF) + 3
        content += _chunk(data[at + 2 : end]) if header >> 15 else data[at + 2 : end]
        at = end
    return bytes(content)


def _chunk(tokens: bytes) -> bytes:
    content, at = bytearray(), 0
    while at < len(tokens):
        flags, at = tokens[at], at + 1
        for bit in range(8):
            if at >= len(tokens):
                break
            if flags >> bit & 1:
                _copy(content, int.from_bytes(tokens[at : at + 2], "little"))
                at += 2
            else:
                content.append(tokens[at])
                at += 1
    return bytes(content)


def _copy(content: bytearray, token: int) -> None:
    """Append what a copy token names; its bits are shared out by the place in the chunk."""
    shift = 16 - max(4, (len(content) - 1).bit_length())
    start = len(content) - (token >> shift) - 1
    if start < 0:
        raise ValueError("a copy from before the beginning")
    for place in range(start, start + (token & (1 << shift) - 1) + _SHORTEST_COPY):
        content.append(content[place])
