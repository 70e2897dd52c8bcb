"""The parts of an .xlsx package and how they hang together: sheets, relations, tables, names."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from pmo_xl.workbook.cells.address import CellRange, parse_range
from pmo_xl.workbook.file.container import Container, refusal
from pmo_xl.workbook.file.safe_xml import BrokenPart, children, parse_xml

STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/spreadsheetml/main"

State = Literal["visible", "hidden", "veryHidden"]
_STATES: dict[str, State] = {"hidden": "hidden", "veryHidden": "veryHidden"}

_MAX_SHEETS = 1_000
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A tab. kind: "worksheet", "chartsheet", "dialogsheet" … part: None when the package lacks it."""

    title: str
    state: State
    kind: str
    part: str | None


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it stands for, as written. sheet_title: the tab it is local to, if any. is_hidden: 名前の管理 does not show it."""

    name: str
    refers_to: str
    sheet_title: str | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class TableRange:
    """An Excel table. header_rows and totals_rows (0 or 1) are part of `ref`."""

    name: str
    display_name: str
    ref: CellRange
    columns: tuple[str, ...]
    header_rows: int = 1
    totals_rows: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """What workbook.xml and its relations say. is_strict: written as Strict OOXML (ISO 29500).

    workbook: the part that is the workbook. linked: the parts that it leads to, one of each kind of relation.
    """

    workbook: str
    sheets: tuple[SheetEntry, ...]
    is_1904: bool
    is_strict: bool
    shared_strings: str | None
    styles: str | None
    linked: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    part: str | None


def read_package(container: Container) -> Package:
    """The table of contents of the package. Raises UnreadableWorkbook."""
    workbook_part = _workbook_part(container)
    if workbook_part is None:
        raise refusal(
            container.file_name,
            "Excelのブックとしての中身（workbook.xml）がありません（元のファイルを指定してください）",
        )
    try:
        root = parse_xml(container.part(workbook_part))
        return _package(container, workbook_part, root, relations(container, workbook_part))
    except BrokenPart as error:
        raise refusal(container.file_name, error.message) from error


def relations(container: Container, part: str) -> dict[str, _Relation]:
    """The relations of a part by their id; external targets have no part. Raises BrokenPart."""
    folder, base = posixpath.split(part)
    name = container.find(posixpath.join(folder, "_rels", f"{base}.rels"))
    if name is None:
        return {}
    return {
        key: _Relation(kind, _found(container, folder, target) if target else None)
        for key, kind, target in _relation_items(container.part(name))
    }


@lru_cache(maxsize=512)
def _relation_items(data: bytes) -> tuple[tuple[str, str, str], ...]:
    """Id, kind and target ("" of what lies outside the package), which book after book of a template holds alike."""
    return tuple(
        (
            item.get("Id", ""),
            item.get("Type", "").rpartition("/")[2],
            "" if item.get("TargetMode") == "External" else item.get("Target", "").replace("\\", "/"),
        )
        for item in children(parse_xml(data), "Relationship")
    )


def defined_names(container: Container, package: Package) -> tuple[DefinedName, ...]:
    """The names of the workbook and of its sheets: the reader of ledgers does without them, and they are many."""
    root = parse_xml(container.part(package.workbook))
    return tuple(
        _defined_name(item, package.sheets) for item in children(root, "definedNames", "definedName")
    )


def sheet_tables(container: Container, sheet_part: str) -> tuple[TableRange, ...]:
    """The Excel tables on a sheet, damaged ones left out (Excel repairs them away)."""
    found = []
    for relation in relations(container, sheet_part).values():
        if relation.kind == "table" and relation.part is not None:
            table = _table(container.part(relation.part))
            found.extend([table] if table else [])
    return tuple(found)


def sheet_objects(container: Container, sheet_part: str) -> Mapping[str, int]:
    """How many 画像, コメント and 埋め込みファイル lie over the cells of a sheet; none where a part is damaged."""
    found: Counter[str] = Counter()
    try:
        for relation in relations(container, sheet_part).values():
            if relation.part is None:
                continue
            if relation.kind == "drawing":
                found["画像"] += _count(container, relation.part, "pic")
            elif relation.kind == "comments":
                found["コメント"] += _count(container, relation.part, "comment")
            elif relation.kind in ("oleObject", "package"):
                found["埋め込みファイル"] += 1
    except BrokenPart:
        pass  # what cannot be counted is no part of a table either
    return +found


def _count(container: Container, part: str, tag: str) -> int:
    return sum(1 for _ in parse_xml(container.part(part)).iter(f"{{*}}{tag}"))


def _workbook_part(container: Container) -> str | None:
    try:
        for relation in relations(container, "").values():
            if relation.kind == "officeDocument" and relation.part is not None:
                return relation.part
    except BrokenPart:
        pass  # _rels/.rels is damaged; the usual place may still hold the workbook
    return container.find("xl/workbook.xml")


def _found(container: Container, folder: str, target: str) -> str | None:
    path = _path(folder, target)
    return container.find(path) or container.find(unquote(path))


@lru_cache(maxsize=2048)
def _path(folder: str, target: str) -> str:
    """The name of the part at which a relation in a folder aims."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _package(
    container: Container, workbook: str, root: etree._Element, linked: dict[str, _Relation]
) -> Package:
    listed = children(root, "sheets", "sheet")
    if len(listed) > _MAX_SHEETS:
        raise refusal(container.file_name, f"シートが多すぎます（{_MAX_SHEETS}枚以下に分けてください）")
    sheets = tuple(_sheet_entry(item, linked) for item in listed)
    by_kind = {relation.kind: relation.part for relation in linked.values()}
    return Package(
        workbook,
        sheets,
        any(item.get("date1904") in _TRUE for item in children(root, "workbookPr")),
        etree.QName(root).namespace == STRICT_NAMESPACE,
        by_kind.get("sharedStrings"),
        by_kind.get("styles"),
        by_kind,
    )


def _sheet_entry(item: etree._Element, linked: dict[str, _Relation]) -> SheetEntry:
    ids = [str(value) for key, value in item.items() if str(key).endswith("relationships}id")]
    relation = linked.get(ids[0]) if ids else None
    kind, part = (relation.kind, relation.part) if relation else ("worksheet", None)
    return SheetEntry(item.get("name", ""), _STATES.get(item.get("state", ""), "visible"), kind, part)


def _defined_name(item: etree._Element, sheets: tuple[SheetEntry, ...]) -> DefinedName:
    index = item.get("localSheetId", "")
    is_local = index.isdecimal() and int(index) < len(sheets)
    title = sheets[int(index)].title if is_local else None
    is_hidden = item.get("hidden", "") in ("1", "true")
    return DefinedName(item.get("name", ""), item.text or "", title, is_hidden)


@lru_cache(maxsize=512)
def _table(data: bytes) -> TableRange | None:
    """The table of a part; those of lists and settings are alike in book after book of a template."""
    root = parse_xml(data)
    ref = parse_range(root.get("ref", ""))
    if ref is None:
        return None
    columns = tuple(item.get("name", "") for item in children(root, "tableColumns", "tableColumn"))
    name = root.get("name", "")
    header_rows = 0 if root.get("headerRowCount") == "0" else 1
    totals_rows = 1 if root.get("totalsRowCount", "0") not in ("", "0") else 0
    return TableRange(name, root.get("displayName", name), ref, columns, header_rows, totals_rows)
