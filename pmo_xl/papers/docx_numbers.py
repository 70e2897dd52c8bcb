"""The numbers that Word itself puts before headings (第1章, 1.2.3), worked out of numbering.xml; none where it is not sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pmo_xl.papers.docx_styles import Styles, attribute, is_on, value
from pmo_xl.workbook.file.safe_xml import children

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_KANJI: Final = "〇一二三四五六七八九"
_AIUEO: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST: Final = 999


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass
class Numbers:
    """The lists of one document and how far they have been counted. Paragraphs must come in the order of the text."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By w:abstractNumId the levels."""
    nums: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = field(default_factory=dict)
    """By w:numId the list, the levels that start anew, and those that it declares itself."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, paragraph: etree._Element, styles: Styles) -> str:
        """Count a paragraph, and give the number that Word shows before it; "" for none, or one that is not sure."""
        num, level = self._of(paragraph, styles)
        if num not in self.nums or not 0 <= level < _LEVELS:
            return ""
        name, starts, own = self.nums[num]
        levels = {**self.lists.get(name, {}), **own}
        counts = self._counts.setdefault(name, {})
        told = levels.get(level)
        if told is None:
            return ""
        if level in starts and (num, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((num, level))
        counts[level] = counts.get(level, starts.get(level, told.start) - 1) + 1
        for deeper in [each for each in counts if each > level and _restarts(levels.get(each), level)]:
            del counts[deeper]
        return _shown(levels, counts, level)

    def _of(self, paragraph: etree._Element, styles: Styles) -> tuple[str, int]:
        """The w:numId and level of a paragraph: its own, else those of its styles."""
        properties = next(iter(children(paragraph, "pPr")), None)
        num, level = value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl")
        style = value(properties, "pStyle") or ""
        if num is None:
            num, above, style = styles.numbering(style)
            level = level or above
        if level is None and num in self.nums:
            level = next(
                (
                    str(at)
                    for at, each in self.lists.get(self.nums[num][0], {}).items()
                    if style and each.style == style
                ),
                "0",
            )
        told = level or "0"
        return num or "", int(told) if told.isdecimal() else -1


def _restarts(level: _Level | None, above: int) -> bool:
    """Whether a level is counted anew after one above it. w:lvlRestart: 0 = never, n = after the first n levels only."""
    if level is None or level.restart is None:
        return True
    return above < level.restart


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
    told = levels[level]
    if told.form in ("bullet", "none"):
        return ""
    found = []
    for place in map(int, _PLACE.findall(told.text)):
        at = place - 1
        if at not in counts or at not in levels:
            return ""  # a level above was passed over: what Word shows there is not sure
        form = "decimal" if told.is_legal else levels[at].form
        least = 0 if form in _WITH_NOUGHT else 1
        text = _FORMS[form](counts[at]) if form in _FORMS and least <= counts[at] <= _MOST else ""
        if not text:
            return ""
        found.append(text)
    parts = iter(found)
    return _PLACE.sub(lambda _: next(parts), told.text).strip() if found else ""


def read_numbers(root: etree._Element | None, styles: Styles) -> Numbers:
    """The lists of numbering.xml; none where it is not there."""
    numbers = Numbers()
    linked: dict[str, str] = {}
    for each in [] if root is None else children(root, "abstractNum"):
        name = attribute(each, "abstractNumId")
        numbers.lists[name] = {_at(level): _level(level) for level in children(each, "lvl")}
        if link := value(each, "numStyleLink"):
            linked[name] = link
    for each in [] if root is None else children(root, "num"):
        starts: dict[int, int] = {}
        own: dict[int, _Level] = {}
        for override in children(each, "lvlOverride"):
            if (start := value(override, "startOverride")) and start.isdecimal():
                starts[_at(override)] = int(start)
            own |= {_at(level): _level(level) for level in children(override, "lvl")}
        numbers.nums[attribute(each, "numId")] = (value(each, "abstractNumId") or "", starts, own)
    for name, link in linked.items():
        num = styles.numbering(link)[0]
        if num in numbers.nums and not numbers.lists[name]:
            numbers.lists[name] = numbers.lists.get(numbers.nums[num][0], {})
    return numbers


def _at(element: etree._Element) -> int:
    told = attribute(element, "ilvl")
    return int(told) if told.isdecimal() else -1


def _level(element: etree._Element) -> _Level:
    start, restart = value(element, "start") or "0", value(element, "lvlRestart")
    return _Level(
        int(start) if start.isdecimal() else 0,
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        int(restart) if restart and restart.isdecimal() else None,
        bool(is_on(element, "isLgl")),
        value(element, "pStyle") or "",
    )


def _kanji(number: int) -> str:
    """十二, 百三."""
    text = ""
    for size, word in ((100, "百"), (10, "十")):
        count, number = divmod(number, size)
        text += ("" if count == 1 else _KANJI[count]) + word if count else ""
    return text + (_KANJI[number] if number else "")


def _roman(number: int) -> str:
    if number >= 40:
        return ""
    text = ""
    for size, letters in _ROMAN:
        while number >= size:
            text, number = text + letters, number - size
    return text


def _letter(letters: str) -> Callable[[int], str]:
    def told(number: int) -> str:
        """The letter of this number; "" where there are no more."""
        return letters[number - 1] if number <= len(letters) else ""

    return told


_WITH_NOUGHT: Final = frozenset(
    (
        "decimal",
        "decimalZero",
        "decimalFullWidth",
        "decimalFullWidth2",
        "decimalHalfWidth",
        "ideographDigital",
    )
)
"""The forms that have a digit for 0, where a list may begin."""
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(each) + 0xFEE0) for each in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(each) + 0xFEE0) for each in str(number)),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _letter("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "japaneseCounting": _kanji,
    "ideographDigital": lambda number: "".join(_KANJI[int(each)] for each in str(number)),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter(_LATIN),
    "upperLetter": _letter(_LATIN.upper()),
    "aiueoFullWidth": _letter(_AIUEO),
    "irohaFullWidth": _letter(_IROHA),
}
