"""The cells of a sheet read from its bytes with regular expressions, for the proof: styles, formulas, raw values.

This reader shares nothing with the editor, which works on a parsed tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from pmo_xl.workbook.cells.address import column_number

_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*?(?:/>|>(?P<rows>.*)</\1sheetData\s*>)", re.DOTALL)
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"']([0-9]+)[\"']")
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(?:/>|>(.*?)</\1c\s*>)", re.DOTALL)
_CELL_NAME = re.compile(rb"[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})[0-9]+[\"']")
_CHILD = re.compile(rb"<(?:\w+:)?(f|v)\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?\1\s*>)", re.DOTALL)
_INLINE = re.compile(rb"<(?:\w+:)?is\b[^>]*>(.*)</(?:\w+:)?is\s*>", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?(?:r|rPh)\b")
_TAG = re.compile(rb"<[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True)
class ScannedCell:
    """What the file says about one cell."""

    style: str
    kind: str
    formula: str | None
    formula_kind: tuple[tuple[str, str], ...]
    value: str
    metadata: tuple[str | None, ...]
    runs: int


def scanned_rows(data: bytes) -> dict[int, bytes]:
    """Each row's own bytes by its number."""
    found = _DATA.search(data)
    if found is None or found["rows"] is None:
        return {}
    start_tag = re.compile(rb"<%srow[\s/>]" % found[1])
    starts = [match.start() for match in start_tag.finditer(data, *found.span("rows"))]
    rows: dict[int, bytes] = {}
    number = 0
    for start, end in pairwise([*starts, found.end("rows")]):
        own = _ROW_NUMBER.match(data, start)
        number = int(own[1]) if own else number + 1
        rows[number] = data[start:end]
    return rows


def without_cells(data: bytes) -> bytes:
    """The sheet without its rows: everything that lies around and over the cells."""
    found = _DATA.search(data)
    return data if not found else data[: found.start()] + data[found.end() :]


def only_rows(data: bytes, is_wanted: Callable[[int], bool]) -> bytes | None:
    """The sheet with some of its rows alone, asked for by number; None where a row does not say its own number, or says another's."""
    found = _DATA.search(data)
    if found is None or found["rows"] is None:
        return data
    start_tag = re.compile(rb"<%srow[\s/>]" % found[1])
    starts = [match.start() for match in start_tag.finditer(data, *found.span("rows"))]
    kept: dict[int, bytes] = {}
    for start, end in pairwise([*starts, found.end("rows")]):
        own = _ROW_NUMBER.match(data, start)
        if own is None or int(own[1]) in kept:
            return None
        kept[int(own[1])] = data[start:end] if is_wanted(int(own[1])) else b""
    return data[: found.start("rows")] + b"".join(kept.values()) + data[found.end("rows") :]


def row_settings(row: bytes) -> dict[str, str]:
    """What a row says of itself, such as its height; its number and the hint of its width left out."""
    tag = row[: row.index(b">") + 1] if row else b""
    return {name: value for name, value in _attributes(tag).items() if name not in ("r", "spans")}


def raw_cells(row: bytes) -> dict[int, bytes]:
    """The own bytes of each cell of a row by column; a second cell of one name gets a number below zero."""
    cells: dict[int, bytes] = {}
    column = 0
    for match in _CELL.finditer(row):
        name = _CELL_NAME.match(match[2])
        column = column_number(name[1].decode()) if name else column + 1
        cells[column if column not in cells else -len(cells)] = match[0]
    return cells


def scanned_cell(raw: bytes | None) -> ScannedCell | None:
    """What the bytes of a cell say."""
    match = _CELL.match(raw or b"")
    return _cell(_attributes(match[2]), match[3] or b"") if match else None


def _cell(attributes: dict[str, str], body: bytes) -> ScannedCell:
    children = {match[1]: match for match in _CHILD.finditer(body)}
    formula, value = children.get(b"f"), children.get(b"v")
    inline = _INLINE.search(body)
    return ScannedCell(
        style=attributes.get("s", "0"),
        kind=attributes.get("t", "n"),
        formula=None if formula is None else _text(formula[3]),
        formula_kind=() if formula is None else tuple(sorted(_attributes(formula[2]).items())),
        value=_text(_TAG.sub(b"", inline[1]) if inline else value[3] if value else b""),
        metadata=tuple(attributes.get(name) for name in ("cm", "vm", "ph")),
        runs=len(_RUN.findall(inline[1])) if inline else 0,
    )


def _attributes(text: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text)
    return {name.decode(): _text(double or single) for name, double, single in found}


def _text(raw: bytes | None) -> str:
    return unescape((raw or b"").decode("utf-8", "replace")).replace("\r\n", "\n")
