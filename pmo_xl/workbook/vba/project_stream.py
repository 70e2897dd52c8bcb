"""The streams PROJECT and PROJECTwm: the modules once more, as lines of text and as names ([MS-OVBA] 2.3.1, 2.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.workbook.vba.dir_stream import PROJECT_NAME
from pmo_xl.workbook.vba.modules import Kind, Module

_PROJECT_ID = "{6B7C2C5E-3D0B-4E55-9B63-7A1F0C9D2E48}"
_SEED = 0x8D  # Excel draws it by lot; ours is fixed, so that the bytes never change
_VERSION = 2
_NOT_PROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), bytes(1), b"\xff"


def project_stream(modules: Sequence[Module]) -> bytes:
    """The PROJECT stream."""
    lines = [
        f'ID="{_PROJECT_ID}"',
        *map(_module_line, modules),
        f'Name="{PROJECT_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        *(
            f'{key}="{_encrypted(data).hex().upper()}"'
            for key, data in {"CMG": _NOT_PROTECTED, "DPB": _NO_PASSWORD, "GC": _VISIBLE}.items()
        ),
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _module_line(module: Module) -> str:
    if module.kind.is_document:
        return f"Document={module.name}/&H00000000"
    return f"{'Class' if module.kind is Kind.CLASS else 'Module'}={module.name}"


def project_names_stream(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream: each module's name in the code page and in Unicode."""
    names = (
        module.name.encode("ascii") + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules
    )
    return b"".join(names) + b"\0\0"


def _encrypted(data: bytes) -> bytes:
    """The data as the PROJECT stream hides protection, password and visibility ([MS-OVBA] 2.4.3.2)."""
    key = sum(_PROJECT_ID.encode("ascii")) & 0xFF
    padding = bytes((_SEED & 6) // 2)
    head = bytes([_SEED, _SEED ^ _VERSION, _SEED ^ key])
    return head + bytes(_cipher(padding + len(data).to_bytes(4, "little") + data, key))


def _cipher(plain: bytes, key: int) -> Iterator[int]:
    before, last, last_plain = _SEED ^ _VERSION, _SEED ^ key, key
    for byte in plain:
        before, last, last_plain = last, byte ^ (before + last_plain & 0xFF), byte
        yield last
