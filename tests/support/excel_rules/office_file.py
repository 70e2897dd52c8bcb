"""The parts of a workbook file, read once: XML, relations, sheets, texts, styles."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Relation:
    """One relation of a part: what kind, to which part (or address outside)."""

    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True)
class Worksheet:
    """One worksheet: its tab's name, its part, its XML."""

    title: str
    part: str
    root: etree._Element


class OfficeFile:
    """A workbook as its parts."""

    def __init__(self, path: Path) -> None:
        """Read every part."""
        with ZipFile(path) as archive:
            self.names: Sequence[str] = archive.namelist()
            self.content: Mapping[str, bytes] = {name: archive.read(name) for name in self.names}
        self._roots: dict[str, etree._Element] = {}
        self._counts: dict[str, int] = {}

    def xml(self, part: str) -> etree._Element:
        """The XML of a part."""
        if part not in self._roots:
            self._roots[part] = etree.fromstring(self.content[part])
        return self._roots[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part, by id."""
        name = posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
        if name not in self.content:
            return {}
        found = {}
        for relation in self.xml(name):
            target, is_external = relation.get("Target", ""), relation.get("TargetMode") == "External"
            whole = target[1:] if target.startswith("/") else _joined(part, target)
            kind = relation.get("Type", "").split("/")[-1]
            found[relation.get("Id", "")] = Relation(kind, target if is_external else whole, is_external)
        return found

    @cached_property
    def workbook_part(self) -> str:
        """The part of the workbook itself."""
        return next(r.target for r in self.relations("").values() if r.kind == "officeDocument")

    @cached_property
    def workbook(self) -> etree._Element:
        """The XML of the workbook itself."""
        return self.xml(self.workbook_part)

    @cached_property
    def sheets(self) -> Sequence[etree._Element]:
        """What the workbook says of its sheets."""
        return list(self.workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"))

    @cached_property
    def worksheets(self) -> Sequence[Worksheet]:
        """The sheets of cells."""
        relations = self.relations(self.workbook_part)
        parts = [(s.get("name", ""), relations[s.get(f"{RELATION}id", "")]) for s in self.sheets]
        return [Worksheet(t, r.target, self.xml(r.target)) for t, r in parts if r.kind == "worksheet"]

    @cached_property
    def texts(self) -> Sequence[str]:
        """The shared strings, without their readings."""
        if "xl/sharedStrings.xml" not in self.content:
            return ()
        items = self.xml("xl/sharedStrings.xml").iterfind(f"{MAIN}si")
        return [text_of(item) for item in items]

    def count_of_styles(self, name: str) -> int:
        """How many of `fonts`, `cellXfs`, `dxfs` … there are."""
        if name not in self._counts:
            found = self.xml("xl/styles.xml").find(MAIN + name)
            self._counts[name] = 0 if found is None else len(found)
        return self._counts[name]

    def tables(self, sheet: Worksheet) -> Iterator[etree._Element]:
        """The tables on a sheet."""
        for relation in self.relations(sheet.part).values():
            if relation.kind == "table":
                yield self.xml(relation.target)


def text_of(item: etree._Element) -> str:
    """The text of a string item or an inline string, without the readings (rPh)."""
    parts = (t for t in item.iter(f"{MAIN}t") if _parent_name(t) != "rPh")
    return "".join(t.text or "" for t in parts)


def length(text: str | None) -> int:
    """The characters as Excel counts them (UTF-16)."""
    return len((text or "").encode("utf-16-le")) // 2


def box(reference: str) -> Box:
    """The first column and row, and the last ones, of a range."""
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    assert first_column and first_row and last_column and last_row, reference
    return first_column, first_row, last_column, last_row


def overlap(one: Box, other: Box) -> bool:
    """Whether two ranges share a cell."""
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


def without_text(formula: str) -> str:
    """The formula without what stands in quotes."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


def has_open_brackets(formula: str) -> bool:
    """Whether round brackets do not close."""
    plain = re.sub(r"'(?:[^']|'')*'", "", without_text(formula))
    return plain.count("(") != plain.count(")")


def long_literals(formula: str) -> list[str]:
    """The texts inside a formula that are longer than the 255 characters of Excel."""
    texts = re.findall(r'"((?:[^"]|"")*)"', formula)
    return [text for text in texts if length(text.replace('""', '"')) > 255]


def out_of_order(root: etree._Element, order: Sequence[str]) -> bool:
    """Whether the children do not follow the order of the schema."""
    names = [etree.QName(e).localname for e in root if isinstance(e.tag, str) and e.tag.startswith(MAIN)]
    places = [order.index(name) for name in names if name in order]
    return places != sorted(places)


def _joined(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _parent_name(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else etree.QName(parent).localname
