"""python-calamine, fed with an archive of our own making.

It gets the sheets, the texts and the styles, packed as they are in the file, under a table of contents that
we write. So nothing odd in the package (twice the same name, strange relations, Strict namespaces, a damaged
chart) reaches it, and a sheet that had to be respelled is handed over in its new spelling.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from threading import Lock
from typing import NamedTuple, cast

from python_calamine import CalamineSheet, CalamineWorkbook

from pmo_xl.workbook.file.container import Container, RawEntry
from pmo_xl.workbook.file.package import Package
from pmo_xl.workbook.file.safe_xml import BrokenPart, as_plain_utf8
from pmo_xl.workbook.tab.plain_sheet import without_formulas
from pmo_xl.workbook.tab.strikethrough_texts import without_strikethrough_parts

CellValue = int | float | str | bool | time | date | datetime | timedelta

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_ROOT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
).encode()

_SHARED = frozenset((str, date, datetime))
_FEW_CELLS = 20_000  # what repeats in so small a sheet is not worth looking for
_MOST_BYTES, _REPEATED = 1 << 20, 30
"""A sheet of so few bytes, packed to so small a part of them, is little else than one long formula over and over."""
_SMALL_BYTES = 1 << 16
_FIRST_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_COUNT = re.compile(rb"""\s(?:\w+:)?(?:uniqueC|c)ount\s*=\s*(?:"[^"]*"|'[^']*')""")
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_DIRECTORY_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


class Values(NamedTuple):
    """The values of a sheet; rows[0][0] stands at (first_row, first_column), counted from 1.

    lost: cells whose text the file does not hold.
    """

    rows: list[list[CellValue]]
    first_row: int
    first_column: int
    lost: Sequence[tuple[int, int]] = ()


class CalamineFeed:
    """The values of a workbook's sheets, read one sheet at a time.

    shared_texts: the XML of the texts as the file holds it, b"" where it holds none. styles: that of the styles, in UTF-8.
    """

    def __init__(
        self, container: Container, package: Package, *, leaves_strikethrough_away: bool = False
    ) -> None:
        """Check texts and styles, and hand everything over. Raises BrokenPart when they are damaged.

        leaves_strikethrough_away: whether the strikethrough parts of a text (取り消し線) are left away.
        """
        self.partly_strikethrough: frozenset[int] = frozenset()
        self.shared_texts = b""
        self.styles: bytes | None = None
        self._is_1904 = package.is_1904
        self._common: dict[str, RawEntry] = {}
        if package.shared_strings is not None:
            self.shared_texts = container.part(package.shared_strings)
            texts = as_plain_utf8(self.shared_texts)
            if leaves_strikethrough_away:
                texts, self.partly_strikethrough = without_strikethrough_parts(texts)
            self._common["sharedStrings"] = _entry(_without_count(texts))
        if package.styles is not None:
            self.styles = as_plain_utf8(container.part(package.styles))
            self._common["styles"] = _entry(self.styles)
        self._container = container
        self._every = [sheet.part for sheet in package.sheets if sheet.kind == "worksheet" and sheet.part]
        self._unpacked: dict[str, bytes] = {}
        self._order: Sequence[str] = ()
        self._one_at_a_time = Lock()
        self._book: CalamineWorkbook | None = None

    def open(self, parts: Collection[str] | None = None) -> None:
        """Hand over the sheets in these parts (None: all); another one is, with all, when it is asked for. Raises BrokenPart.

        A book of which few sheets are looked into is half as large so, and those of them that are small are unpacked
        once for calamine and for whoever takes them.
        """
        wanted = [part for part in self._every if parts is None or part in parts]
        small = 0 if parts is None else _SMALL_BYTES
        found = {part: entry for part in wanted if (entry := self._entry_of(part, small))}
        self._order = list(found)
        self._book = _open(self._archive(found))

    @property
    def texts(self) -> int:
        """How many shared texts the file holds, counted when a sheet that is damaged asks."""
        return sum(1 for _ in _FIRST_TEXT.finditer(as_plain_utf8(self.shared_texts)))

    def take(self, part: str) -> bytes | None:
        """The XML of a sheet that had to be unpacked already, given away once; None of the others."""
        return self._unpacked.pop(part, None)

    def _entry_of(self, part: str, small: int) -> RawEntry | None:
        try:
            entry = self._container.raw(part)
            if entry.size <= small:
                self._unpacked[part] = whole = self._container.part(part)
                return RawEntry(0, entry.crc, entry.size, memoryview(whole))
            if _REPEATED * len(entry.packed) <= entry.size <= _MOST_BYTES:
                self._unpacked[part] = whole = self._container.part(part)
                return _entry(without_formulas(whole))
        except BrokenPart:
            return None  # the caller meets the same damage when it asks for this sheet, and reports it
        return entry

    def values(self, part: str) -> Values:
        """The values of the plain sheet in a part of the file. Raises BrokenPart."""
        with self._one_at_a_time:
            if self._book is None or part not in self._order:
                self.open()
            return _values(cast(CalamineWorkbook, self._book), self._order.index(part))

    def values_of(self, sheet_xml: bytes) -> Values:
        """The values of a sheet that was respelled. Raises BrokenPart."""
        return _values(_open(self._archive({"respelled": _entry(sheet_xml)})), 0)

    def _archive(self, sheets: Mapping[str, RawEntry]) -> bytes:
        parts = {"xl/workbook.xml": _entry(_workbook_xml(len(sheets), self._is_1904))}
        parts["xl/_rels/workbook.xml.rels"] = _entry(_relations_xml(len(sheets), list(self._common)))
        parts["_rels/.rels"] = _entry(_ROOT_RELATIONS)
        parts["[Content_Types].xml"] = _entry(f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode())
        parts |= {f"xl/{name}.xml": entry for name, entry in self._common.items()}
        parts |= {f"xl/worksheets/sheet{i}.xml": entry for i, entry in enumerate(sheets.values())}
        return _zip(parts)


def _without_count(texts: bytes) -> bytes:
    """The shared texts without the number of them that their root states.

    calamine sets memory aside for `uniqueCount` texts before it reads one, and a number made up there ends the
    process, not only the reading. Nothing else depends on it.
    """
    first = _FIRST_TEXT.search(texts)
    end = first.start() if first else len(texts)
    return _COUNT.sub(b"", texts[:end]) + texts[end:]


def _open(archive: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(archive))
    except BaseException as error:
        raise _as_broken(error) from error


def _values(book: CalamineWorkbook, index: int) -> Values:
    try:
        sheet: CalamineSheet = book.get_sheet_by_index(index)
        row, column = sheet.start or (0, 0)
        is_small = sheet.height * sheet.width <= _FEW_CELLS
        if is_small:
            return Values(sheet.to_python(), row + 1, column + 1)
        rows = sheet.to_python() if row or column else sheet.iter_rows()
        return Values(_shared(rows), row + 1, column + 1)
    except BaseException as error:
        raise _as_broken(error) from error


def _shared(rows: Iterable[list[CellValue]]) -> list[list[CellValue]]:
    """The rows, a text or day that stands in many cells kept once: ledgers repeat most of theirs."""
    known: dict[CellValue, CellValue] = {}
    kept = known.setdefault
    return [[kept(cell, cell) if cell.__class__ in _SHARED else cell for cell in row] for row in rows]


def _as_broken(error: BaseException) -> BaseException:
    """BrokenPart for whatever calamine raises (a Rust panic is a BaseException), others as they are."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        return error
    return BrokenPart()


def _workbook_xml(sheets: int, is_1904: bool) -> bytes:
    listed = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="s{i}"/>' for i in range(sheets))
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(is_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>"
    ).encode()


def _relations_xml(sheets: int, common: list[str]) -> bytes:
    links = [(f"s{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(sheets)]
    links += [(name, name, f"{name}.xml") for name in common]
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in links
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()


def _entry(content: bytes) -> RawEntry:
    return RawEntry(0, zlib.crc32(content), len(content), memoryview(content))


def _zip(parts: Mapping[str, RawEntry]) -> bytes:
    """An archive of entries that are packed already (zipfile would inflate and deflate them anew)."""
    body: list[bytes | memoryview] = []
    directory: list[bytes] = []
    at = 0
    for name, entry in parts.items():
        title = name.encode()
        sizes = (entry.crc, len(entry.packed), entry.size, len(title), 0)
        head = _LOCAL_HEADER.pack(b"PK\x03\x04", 20, 0, entry.method, 0, 0x21, *sizes) + title
        listed = (b"PK\x01\x02", 20, 20, 0, entry.method, 0, 0x21, *sizes, 0, 0, 0, 0, at)
        directory.append(_DIRECTORY_ENTRY.pack(*listed) + title)
        body += [head, entry.packed]
        at += len(head) + len(entry.packed)
    index = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(index), at, 0)
    return b"".join([*body, index, end])
