"""The dir stream: what the project is, what it refers to, and its modules ([MS-OVBA] 2.3.4.2)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from pmo_xl.workbook.vba.modules import Kind, Module

PROJECT_NAME = "VBAProject"
_WINDOWS_64, _ENGLISH, _CODE_PAGE = 3, 0x409, 1252
_VERSION = (0x68FBFAC5, 4)  # of the project's dependencies; Excel writes what it likes and reads anything
_COOKIE = 0xFFFF

# Name and library ID of what the project uses beyond VBA and Excel, which Excel adds itself. The paths are
# hints: Windows finds a library by its GUID.
_REFERENCES = (
    (
        "stdole",
        "*\\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\\Windows\\System32\\stdole2.tlb#OLE Automation",
    ),
    (
        "Office",
        "*\\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\\Program Files\\Common Files\\Microsoft Shared"
        "\\OFFICE16\\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


def dir_stream(modules: Sequence[Module]) -> bytes:
    """The stream before compression."""
    return b"".join((*_information(), *_references(), *_modules(modules), _record(0x10)))


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<I", value))


def _short(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<H", value))


def _text(number: int, unicode_number: int, text: str) -> bytes:
    """A text twice: in the project's code page and in Unicode."""
    return _record(number, text.encode("ascii")) + _record(unicode_number, text.encode("utf-16-le"))


def _information() -> Iterator[bytes]:
    """PROJECTINFORMATION (2.3.4.2.1)."""
    yield _number(0x01, _WINDOWS_64)  # SYSKIND
    yield _number(0x02, _ENGLISH)  # LCID
    yield _number(0x14, _ENGLISH)  # LCIDINVOKE
    yield _short(0x03, _CODE_PAGE)
    yield _record(0x04, PROJECT_NAME.encode("ascii"))
    yield _text(0x05, 0x40, "")  # DOCSTRING
    yield _record(0x06) + _record(0x3D)  # HELPFILEPATH
    yield _number(0x07, 0)  # HELPCONTEXT
    yield _number(0x08, 0)  # LIBFLAGS
    yield struct.pack("<HIIH", 0x09, 4, *_VERSION)  # its size field is always 4
    yield _text(0x0C, 0x3C, "")  # CONSTANTS


def _references() -> Iterator[bytes]:
    """PROJECTREFERENCES (2.3.4.2.2): a name and a REFERENCEREGISTERED each."""
    for name, library in _REFERENCES:
        text = library.encode("ascii")
        yield _text(0x16, 0x3E, name)
        yield _record(0x0D, struct.pack("<I", len(text)) + text + bytes(6))


def _modules(modules: Sequence[Module]) -> Iterator[bytes]:
    """PROJECTMODULES (2.3.4.2.3)."""
    yield _short(0x0F, len(modules))
    yield _short(0x13, _COOKIE)
    for module in modules:
        yield _text(0x19, 0x47, module.name)
        yield _text(0x1A, 0x32, module.name)  # the stream's name
        yield _text(0x1C, 0x48, "")  # DOCSTRING
        yield _number(0x31, 0)  # OFFSET: the source begins at once, nothing compiled stands before it
        yield _number(0x1E, 0)  # HELPCONTEXT
        yield _short(0x2C, _COOKIE)
        yield _record(0x21 if module.kind is Kind.STANDARD else 0x22)
        yield _record(0x2B)
