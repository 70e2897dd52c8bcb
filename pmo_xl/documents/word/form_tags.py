"""The tags of a form as it was parsed: how many, how long, and whether each is closed where it was opened.

What fills them in looks for their ends with patterns; on tags without an end, or of any length, those take for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from pmo_xl.documents.word.form_package import FormPart
from pmo_xl.errors import BadForm
from pmo_xl.workbook.file.safe_xml import local_name

MOST_TAGS = 5_000
LONGEST_TAG = 2_000
MOST_IN_A_CELL = 200
_LONGEST_GAP: Final = 50
_WITHOUT_TAGS: Final = ("customXml/", "docProps/", "word/theme/")
_ENDS: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_GAP: Final = re.compile(rf"\s{{{_LONGEST_GAP}}}")
_OF_A_CELL: Final = re.compile(r"\{%\s*(?:vm|hm|colspan|cellbg)\b")


def unclosed(text: str) -> str | None:
    """The opening of the first tag that does not end in the text, or the closing of one that did not begin."""
    waiting = ""
    for found in _ENDS.finditer(text):
        mark = found[0]
        if mark in CLOSING and not waiting:
            waiting = mark
        elif waiting and mark == CLOSING[waiting]:
            waiting = ""
        elif not waiting:
            return next(opening for opening, closing in CLOSING.items() if closing == mark)
    return waiting or None


def check_tags(name: str, part: FormPart) -> None:
    """Refuse tags that are too many, too long, or in an attribute and without an end. Raises BadForm."""
    if part.name.startswith(_WITHOUT_TAGS):
        return
    count = 0
    for number, text, is_attribute in _texts(part):
        count += text.count("{{") + text.count("{%") + text.count("{#")
        place = f"{part.label}の {number} 段落目" if number else part.label
        if count > MOST_TAGS:
            raise BadForm(f"{name}: 様式のタグが多すぎます。{MOST_TAGS:,}個までに減らしてください。")
        if is_attribute and unclosed(text):
            raise BadForm(
                f"{name}: {place}の図や項目の設定の中で、タグが途中で切れています。書き直してください。"
            )
        if any(len(tag) > LONGEST_TAG or _GAP.search(tag) for tag in _tags(text)):
            raise BadForm(f"{name}: {place}のタグが長すぎます。{LONGEST_TAG:,}文字までにしてください。")
    _check_cells(name, part)


def _texts(part: FormPart) -> Iterator[tuple[int, str, bool]]:
    """The texts in which tags may stand: of every paragraph and of every attribute, with the paragraph's number."""
    number, pieces = 0, list[str]()
    for element in part.tree.iter():
        if isinstance(element.tag, str) and local_name(element) == "p":
            yield number, "".join(pieces), False
            number, pieces = number + 1, []
        pieces += [each for each in (element.text, element.tail) if each]
        yield from (
            (number, str(value), True) for value in element.attrib.values() if _ENDS.search(str(value))
        )
    yield number, "".join(pieces), False


def _tags(text: str) -> Iterator[str]:
    start, waiting = 0, ""
    for found in _ENDS.finditer(text):
        if not waiting and found[0] in CLOSING:
            start, waiting = found.start(), CLOSING[found[0]]
        elif found[0] == waiting:
            yield text[start : found.end()]
            waiting = ""
    if waiting:
        yield text[start:]


def _check_cells(name: str, part: FormPart) -> None:
    for cell in part.tree.iter("{*}tc"):
        is_special = _OF_A_CELL.search("".join(str(text) for text in cell.itertext()))
        if is_special and _pieces(cell) > MOST_IN_A_CELL:
            raise BadForm(
                f"{name}: {part.label}の表のセル「{is_special[0]}」が大きすぎます。セルを分けてください。"
            )


def _pieces(cell: etree._Element) -> int:
    return sum(1 for _ in cell.iter())
