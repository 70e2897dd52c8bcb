"""The compression of VBA sources and of the dir stream: [MS-OVBA] 2.4.1.

Text is cut into chunks of 4096 bytes. A chunk is a row of tokens, eight of them after each flag byte: a
literal byte, or a copy of earlier bytes of the same chunk. How many bits of a copy token say how far back it
reaches grows with the place in the chunk.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SIGNATURE = b"\x01"
_CHUNK = 4096
_COMPRESSED, _RAW = 0xB000, 0x3000  # flag bit and the signature 0b011
_SHORTEST_COPY = 3

_Token = tuple[bool, bytes]
"""Whether it is a copy, and the token's bytes."""


def compressed(data: bytes) -> bytes:
    """The data as a compressed container ([MS-OVBA] 2.4.1.1.1)."""
    return _SIGNATURE + b"".join(_chunk(data[at : at + _CHUNK]) for at in range(0, len(data), _CHUNK))


def _chunk(data: bytes) -> bytes:
    tokens = b"".join(_sequences(data))
    if len(tokens) > _CHUNK:  # larger than the data itself: kept as it is
        return struct.pack("<H", _RAW | _CHUNK - 1) + data.ljust(_CHUNK, b"\0")
    return struct.pack("<H", _COMPRESSED | len(tokens) - 1) + tokens


def _sequences(data: bytes) -> Iterator[bytes]:
    """Eight tokens at a time after the byte that says which of them are copies."""
    tokens = list(_tokens(data))
    for at in range(0, len(tokens), 8):
        some = tokens[at : at + 8]
        yield bytes([sum(is_copy << bit for bit, (is_copy, _) in enumerate(some))])
        yield b"".join(token for _, token in some)


def _tokens(data: bytes) -> Iterator[_Token]:
    seen: dict[bytes, list[int]] = {}
    at = 0
    while at < len(data):
        start, length = _longest_match(data, at, seen.get(data[at : at + _SHORTEST_COPY], ()))
        if length:
            yield True, _copy_token(at, at - start, length)
        else:
            yield False, data[at : at + 1]
        for place in range(at, at + max(length, 1)):
            seen.setdefault(data[place : place + _SHORTEST_COPY], []).append(place)
        at += max(length, 1)


def _longest_match(data: bytes, at: int, starts: list[int] | tuple[()]) -> tuple[int, int]:
    """Where the longest copy of what follows begins, and its length; length 0 when none is worth a token."""
    limit = min(len(data) - at, (0xFFFF >> _offset_bits(at)) + _SHORTEST_COPY)
    if limit < _SHORTEST_COPY:
        return at, 0
    lengths = ((_common(data, start, at, limit), start) for start in starts)
    length, start = max(lengths, default=(0, at))
    return start, length


def _common(data: bytes, start: int, at: int, limit: int) -> int:
    length = _SHORTEST_COPY
    while length < limit and data[start + length] == data[at + length]:
        length += 1
    return length


def _offset_bits(at: int) -> int:
    """The bits of a copy token that say how far back: enough for the place in the chunk, at least 4."""
    return max(4, (at - 1).bit_length())


def _copy_token(at: int, offset: int, length: int) -> bytes:
    shift = 16 - _offset_bits(at)
    return struct.pack("<H", (offset - 1) << shift | length - _SHORTEST_COPY)
