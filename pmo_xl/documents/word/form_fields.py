"""Fields of a Word file: which only show what is in it, and which load or run something.

Word knows about ninety; new ones come. So those that only show or count are listed, and any other is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pmo_xl.model.display import shortened
from pmo_xl.workbook.file.safe_xml import local_name

SAFE_LINKS: Final = ("http://", "https://", "mailto:")
_HARMLESS: Final = frozenset((
    "=", "ADDRESSBLOCK", "ADVANCE", "ASK", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BARCODE",
    "BIBLIOGRAPHY", "BIDIOUTLINE", "CITATION", "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DISPLAYBARCODE",
    "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME", "FILESIZE", "FILLIN", "FORMCHECKBOX",
    "FORMDROPDOWN", "FORMTEXT", "FTNREF", "GOTOBUTTON", "GREETINGLINE", "HYPERLINK", "IF", "INDEX", "INFO",
    "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MERGEBARCODE", "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT",
    "NEXTIF", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "PRIVATE",
    "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "SHAPE", "SKIPIF",
    "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS",
    "USERINITIALS", "USERNAME", "XE",
))  # fmt: skip
_NESTED: Final = "\ufffc"  # stands for a field inside the code of another
_PUT_TOGETHER: Final = "部分から組み立てられるフィールド"
_NAME = re.compile(r'[\s"]*([^\s"\\]*)')
_ARGUMENT = re.compile(r'\\(?P<switch>\S)|"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]\S*)')
_WITH_VALUE: Final = "lLoOtT"  # switches of HYPERLINK that are followed by a text of their own
_TAG: Final = re.compile(r"\{\{[^{}]*\}\}")
_ANY_ADDRESS: Final = "#tag"  # what a tag may give: judged when it is there
_STORIES: Final = ("txbxContent", "footnote", "endnote", "comment", "docPart")
_BRANCHES: Final = ("Choice", "Fallback")
_SPACES: Final = ("tab", "br", "cr")


def complaint(code: str, *, is_filled: bool = True) -> str | None:
    """What a field is called whose code is refused; None when it only shows something.

    is_filled: False in a form, where a tag may stand for the address of a link; what it gives is judged afterwards.
    """
    name = _normal(_NAME.match(code)[1])  # type: ignore[index] # matches anything
    if not name and not code.strip():
        return None
    if name.startswith("="):
        return None
    if not name or any(mark in name for mark in (_NESTED, *"{}%")):
        return _PUT_TOGETHER
    if name == "HYPERLINK":
        told = code if is_filled else _TAG.sub(_ANY_ADDRESS, code)
        return None if _is_ordinary_link(told) else f"フィールド「{_shown(code)}」"
    is_bookmark = not (name.isascii() and name.isalpha())
    return None if name in _HARMLESS or is_bookmark else f"フィールド「{_shown(code)}」"


def is_ordinary_address(address: str) -> bool:
    """Whether a link leads where a reader goes by himself: a page, a mail, a place in the document."""
    text = address.strip()
    is_plain = not any(c.isspace() or c == "\\" or unicodedata.category(c).startswith("C") for c in text)
    return is_plain and (text.lower().startswith(SAFE_LINKS) or text.startswith("#"))


def _is_ordinary_link(code: str) -> bool:
    if _NESTED in code:
        return False
    found = _ARGUMENT.finditer(code.split(None, 1)[1] if len(code.split(None, 1)) > 1 else "")
    for argument in found:
        switch = argument["switch"]
        if switch and switch in _WITH_VALUE:
            next(found, None)
        elif switch is None:
            return is_ordinary_address(argument["quoted"] if argument["bare"] is None else argument["bare"])
    return True


def _normal(name: str) -> str:
    kept = (c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return "".join(kept).upper()


def _shown(code: str) -> str:
    text = " ".join(code.replace(_NESTED, "…").split())
    return shortened(text, 40)


@dataclass(slots=True)
class _Code:
    """The code of a field that is being read. pieces: texts, and whether inserted or deleted by a tracked change."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    is_read: bool = False

    def readings(self) -> Iterator[str]:
        """The code with all changes, with those taken back, and with those kept."""
        for left_out in ("", "del", "ins"):
            yield "".join(text for text, kind in self.pieces if not left_out or kind != left_out)


@dataclass(slots=True)
class _Story:
    """A run of text that fields do not cross. is_branch: one of two ways in which a program may read the file."""

    element: etree._Element | None
    is_branch: bool = False
    open_codes: list[_Code] = field(default_factory=list)
    stray: _Code = field(default_factory=_Code)


class Fields:
    """Reads the fields of a part, fed with its elements in order; every call gives the complaints that arose."""

    def __init__(self, *, is_filled: bool) -> None:
        """Before the first element. is_filled: the tags are filled in."""
        self._is_filled = is_filled
        self._stories = [_Story(None)]
        self._changes: list[str] = []

    @property
    def is_in_box(self) -> bool:
        """Whether the reading is inside a text box."""
        return any(s.element is not None and local_name(s.element) == "txbxContent" for s in self._stories)

    def begin(self, element: etree._Element, name: str) -> Iterator[str]:
        """An element begins."""
        if name in _STORIES or name in _BRANCHES:
            self._stories.append(_Story(element, name in _BRANCHES))
        elif name in ("ins", "moveTo", "del", "moveFrom"):
            self._changes.append("ins" if name in ("ins", "moveTo") else "del")
        elif name == "fldSimple":
            yield from self._complaints([_attribute(element, "instr")])
        elif name == "fldChar":
            yield from self._mark(_attribute(element, "fldCharType"))
        elif name in ("instrText", "delInstrText"):
            self._text(element.text or "", is_code=True)
        elif name in ("t", "delText", *_SPACES):
            self._text(" " if name in _SPACES else element.text or "", is_code=False)

    def end(self, element: etree._Element, name: str) -> Iterator[str]:
        """An element ends."""
        if self._stories[-1].element is element:
            yield from self._close(self._stories.pop())
        elif name in ("ins", "moveTo", "del", "moveFrom") and self._changes:
            self._changes.pop()

    def close(self) -> Iterator[str]:
        """The part ends."""
        while self._stories:
            yield from self._close(self._stories.pop())

    def _text(self, text: str, *, is_code: bool) -> None:
        story = self._stories[-1]
        reading = next((code for code in reversed(story.open_codes) if not code.is_read), None)
        is_result = bool(story.open_codes) and story.open_codes[-1].is_read
        if reading is not None and (is_code or not is_result):
            reading.pieces.append((text, self._changes[-1] if self._changes else ""))
        elif is_code:
            story.stray.pieces.append((text, self._changes[-1] if self._changes else ""))

    def _mark(self, kind: str) -> Iterator[str]:
        story = self._stories[-1]
        if kind == "begin":
            if story.open_codes and not story.open_codes[-1].is_read:
                story.open_codes[-1].pieces.append((_NESTED, ""))
            story.open_codes.append(_Code())
        elif not story.open_codes:
            if story.is_branch:
                yield _PUT_TOGETHER
        elif kind == "separate":
            yield from self._read(story.open_codes[-1])
        elif kind == "end":
            yield from self._read(story.open_codes.pop())

    def _read(self, code: _Code) -> Iterator[str]:
        if not code.is_read:
            code.is_read = True
            yield from self._complaints(code.readings())

    def _close(self, story: _Story) -> Iterator[str]:
        for code in story.open_codes:
            yield from self._read(code)
            if story.is_branch:
                yield _PUT_TOGETHER
        if any(text.strip() for text, _ in story.stray.pieces):
            if story.is_branch:
                yield _PUT_TOGETHER
            yield from self._complaints(story.stray.readings())

    def _complaints(self, codes: Iterator[str] | list[str]) -> Iterator[str]:
        found = (complaint(code, is_filled=self._is_filled) for code in codes)
        yield from (each for each in found if each)


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")
