r"""xlwings.conf as xlwings.bas reads it: lines "KEY","VALUE" in the code page of the PC (cp932 in Japan).

Sources: GetConfigFilePath, GetConfig and GetConfigFromFile of xlwings.bas 0.37.8. VBA's `Input #` reads two
values at a time, knows no escape inside quotes, takes the first line whose key is the one asked for
whatever its case, and decodes by the ANSI code page. %VARIABLES% of the value are expanded afterwards.
No byte of a two-byte cp932 character is a quote, a comma or a line end, so lines are handled as bytes.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from pmo_xl.this_pc.machine import Machine

INTERPRETER = "INTERPRETER_WIN"

_LINE = re.compile(rb'\s*(?:"([^"]*)"|([^,"]*?))\s*,\s*(?:"([^"]*)"|([^"]*?))\s*')
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def conf_path(machine: Machine) -> Path | None:
    r"""Where xlwings.bas looks for it: %USERPROFILE%\.xlwings\xlwings.conf."""
    home = machine.folder("USERPROFILE")
    return home / ".xlwings" / "xlwings.conf" if home else None


def values(content: bytes, encoding: str) -> dict[str, str]:
    """The settings as Excel understands them, keys in capitals; the first of two equal keys counts."""
    found: dict[str, str] = {}
    for key, value in map(_pair, content.splitlines()):
        if key:
            found.setdefault(key, value.decode(encoding, "replace"))
    return found


def with_value(content: bytes, key: str, value: str | None, encoding: str) -> bytes:
    """The content with the key set (None: taken out); every other line stays as it is.

    A file with a Unicode mark, which VBA does not understand, is put into the code page.
    """
    lines = _as_ansi(content, encoding).splitlines(keepends=True)
    is_ours = [_pair(line)[0] == key.upper() for line in lines]
    place = is_ours.index(True) if True in is_ours else len(lines)
    kept = [line for line, ours in zip(lines, is_ours, strict=True) if not ours]
    if value is not None:
        if kept[:place] and not kept[place - 1].endswith((b"\n", b"\r")):
            kept[place - 1] += b"\r\n"
        kept.insert(place, f'"{key}","{value}"\r\n'.encode(encoding))
    return b"".join(kept)


def mark_of(content: bytes) -> str | None:
    """The Unicode encoding that the file declares by its first bytes; None when it declares none."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def looks_like_utf8(content: bytes, encoding: str) -> bool:
    """Whether somebody saved the file in UTF-8 without a mark (Notepad does), and the code page is another."""
    if content.isascii() or codecs.lookup(encoding).name == "utf-8":
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_ansi(content: bytes, encoding: str) -> bytes:
    mark = mark_of(content)
    return content.decode(mark, "replace").encode(encoding, "replace") if mark else content


def _pair(line: bytes) -> tuple[str, bytes]:
    found = _LINE.fullmatch(line)
    if not found:
        return "", b""
    key = (found[1] or found[2] or b"").decode("ascii", "replace").strip().upper()
    return key, found[3] if found[3] is not None else found[4]
