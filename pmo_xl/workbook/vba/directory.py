"""The directory of a compound file: its storages and streams as a tree of names ([MS-CFB] 2.6)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_ROOT, _STORAGE, _STREAM = 5, 1, 2
_NOTHING = 0xFFFFFFFF
_BLACK = 1
_PER_SECTOR = 4
_NOWHERE: Mapping[str, int] = MappingProxyType({})

_Links = tuple[int, int, int]
"""Left sibling, right sibling, child."""


def directory(
    sizes: Mapping[str, int], starts: Mapping[str, int] = _NOWHERE, mini: tuple[int, int] = (0, 0)
) -> bytes:
    """The entries of these streams, filled up to whole sectors.

    sizes, starts: bytes and first sector of each stream by path ("VBA/dir"). mini: first sector and bytes of
    the mini stream, which the root entry holds.
    """
    paths = _with_storages(sizes)
    links = _links(paths)
    entries = [_entry("Root Entry", _ROOT, links[0], *mini)]
    for number, path in enumerate(paths[1:], 1):
        kind = _STREAM if path in sizes else _STORAGE
        name = path.rpartition("/")[2]
        entries.append(_entry(name, kind, links[number], starts.get(path, 0), sizes.get(path, 0)))
    unused = _entry("", 0, (_NOTHING, _NOTHING, _NOTHING), 0, 0)
    return b"".join([*entries, *[unused] * (-len(entries) % _PER_SECTOR)])


def _with_storages(streams: Mapping[str, int]) -> Sequence[str]:
    """The root (""), then every storage and stream, a storage before what it holds."""
    found = [""]
    for path in streams:
        parts = path.split("/")
        found += ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return tuple(dict.fromkeys(found))


def _links(paths: Sequence[str]) -> Sequence[_Links]:
    """How each entry is linked: the children of a storage form a balanced search tree of black nodes."""
    number = {path: n for n, path in enumerate(paths)}
    left, right, child = ([_NOTHING] * len(paths) for _ in range(3))

    def middle(members: Sequence[str]) -> int:
        """The root of a balanced tree over these members, its links written on the way."""
        if not members:
            return _NOTHING
        half = len(members) // 2
        node = number[members[half]]
        left[node], right[node] = middle(members[:half]), middle(members[half + 1 :])
        return node

    for path in paths:
        members = [other for other in paths if other and other.rpartition("/")[0] == path]
        child[number[path]] = middle(sorted(members, key=_order))
    return tuple(zip(left, right, child, strict=True))


def _order(path: str) -> tuple[int, str]:
    """Shorter names first, then by capitals ([MS-CFB] 2.6.4)."""
    name = path.rpartition("/")[2]
    return len(name), name.upper()


def _entry(name: str, kind: int, links: _Links, start: int, size: int) -> bytes:
    """One entry of 128 bytes ([MS-CFB] 2.6.1), without class, flags or times."""
    text = name.encode("utf-16-le")
    length = len(text) + 2 if text else 0
    head = struct.pack("<64sHBB3I", text, length, kind, _BLACK if kind else 0, *links)
    return head + struct.pack("<36xIQ", start, size)
