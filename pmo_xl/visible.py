r"""Text in which nothing is hidden: what a terminal would obey, or nobody would see, is shown by its number (\x1b).

Everything that is printed, and every text file, passes here: controls (C0, C1, DEL), turned writing directions,
characters without width, separators of lines and paragraphs, halves of pairs (bytes of a file name that are no
UTF-8). A joiner between the parts of one emoji stays.
"""

from __future__ import annotations

import re
from typing import Final

_ODD_CLASS: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls that are no blank and no end of a line
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"  # nothing to be seen
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    "\ud800-\udfff"
)
_ODD: Final = re.compile(f"[{_ODD_CLASS}]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")
_ENDS_OF_LINES: Final = re.compile("[\t\n\r]")


def visible(text: str) -> str:
    r"""The text with its lines and tabs as they are, and what is hidden in it by number; an end of a line is \n."""
    return _ODD.sub(_number, text.replace("\r\n", "\n").replace("\r", r"\x0d"))


def visible_line(text: str) -> str:
    r"""The same on one line: a line break within a name is shown as \x0a."""
    return _ENDS_OF_LINES.sub(_number, visible(text.replace("\r", r"\x0d")))


def visible_json(text: str) -> str:
    r"""JSON text with such characters as \u009b: another spelling of the same values."""
    return _ODD.sub(_json_number, text)


def _number(odd: re.Match[str]) -> str:
    code = ord(odd[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_number(odd: re.Match[str]) -> str:
    units = odd[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
