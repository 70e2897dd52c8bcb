"""What a VBA project holds, read back with oletools and olefile."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator

from olefile import OleFileIO

with warnings.catch_warnings():  # oletools still uses names that pyparsing has deprecated
    warnings.simplefilter("ignore")
    from oletools.olevba import VBA_Parser, decompress_stream

_VERSION_RECORD = 0x09


def stream(project: bytes, path: str) -> bytes:
    """A stream's own bytes."""
    with OleFileIO(io.BytesIO(project), raise_defects=30) as ole:
        return bytes(ole.openstream(path).read())


def decompressed(container: bytes) -> bytes:
    """What a compressed container of [MS-OVBA] holds."""
    return bytes(decompress_stream(bytearray(container)))


def unpacked(project: bytes, path: str) -> bytes:
    """A compressed stream's content: a module's source (which begins at once), or the dir stream."""
    return decompressed(stream(project, path))


def source(project: bytes, module: str) -> str:
    return unpacked(project, f"VBA/{module}").decode("ascii").replace("\r\n", "\n")


def macros(project: bytes) -> dict[str, str]:
    """The source of every module by its file name, as olevba tells it."""
    parser = VBA_Parser("vbaProject.bin", data=project)
    return {name: code for _, _, name, code in parser.extract_macros()}


def dir_records(project: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of the dir stream: number and content."""
    data, at = unpacked(project, "VBA/dir"), 0
    while at < len(data):
        number, length = struct.unpack_from("<HI", data, at)
        length = 6 if number == _VERSION_RECORD else length  # its size field does not count
        yield number, data[at + 6 : at + 6 + length]
        at += 6 + length
    assert at == len(data)
