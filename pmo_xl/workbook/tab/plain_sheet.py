"""A sheet's XML in the plain spelling that a byte scan understands.

Excel, LibreOffice, XlsxWriter and openpyxl all write `<c r="B2" s="3" t="s">` and `<row r="2" …>`. Sheets
written so are taken as they are. Others (a namespace prefix, cells without an address, single quotes,
comments, CDATA, UTF-16) are written anew in that spelling by a slower walk; so are sheets with stray cells
so far out that reading them would take gigabytes, and sheets with values python-calamine stumbles over.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape

from lxml import etree

from pmo_xl.workbook.cells.address import MAX_COLUMN, MAX_ROW, cell_name, parse_range
from pmo_xl.workbook.file.safe_xml import BrokenPart, local_name, refuse_document_type

# The errors python-calamine knows; a newer one (#SPILL!) would cost the whole sheet.
_KNOWN_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"}
_KNOWN_TYPES = {"b", "d", "e", "inlineStr", "n", "s", "str"}
_BOOLEANS = {"0", "1", "true", "false"}

_REST_OF_HEAD = rb' s="\d++")?+(?: t="\w++")?+(?: [a-z]{2}="\d++")*+/?>)'
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z]{1,3}+[1-9]\d{0,6}+"(?:' + _REST_OF_HEAD)
# A cell beyond row 9,999 or column AZ, or an odd one: one search finds that a sheet is plain and small.
_ODD_OR_FAR_CELL = re.compile(rb'<c(?! r="A?[A-Z][1-9]\d{0,3}+"(?:' + _REST_OF_HEAD)
FEWEST_BYTES = len('<c r="A1"><v>1</v></c>')
"""What a filled cell of a plain sheet takes at least."""
_QUICK_COLUMNS = 52  # up to AZ
_BELOW_10_000, _BELOW_30_000 = rb"[1-9]\d{0,3}+", rb"(?:[1-9]\d{0,3}|[12]\d{4})"
_BELOW_100_000 = rb"[1-9]\d{0,4}+"
_MANY_ROWS = 99_999
_DENSE = 20  # cells of the used range to one that is filled: an ordinary ledger has far fewer
# A number far below zero: under a date format the Rust inside python-calamine panics, and says so on the
# terminal. Two patterns, because a search for what begins with fixed bytes takes half the time.
_FAR_BELOW_ZERO = {
    begun: re.compile(start + rb"-(?!\d{1,11}(?:\.\d*+)?(?:[eE]-\d++)?<)")
    for begun, start in ((b"<v>-", rb"<v>"), (b"<v ", rb"<v [^>]*+>"))
}
_NO_DAY = (
    999_999_999  # python-calamine makes days of what is nearer to zero, and numbers of the rest where it can
)
_MARKUP = re.compile(rb"<[!]")  # as a pattern twice as fast as find()
_ODD_ROW = re.compile(rb'<row(?! r="[1-9]\d{0,6}+"(?: [\w:]++="[^"<>]*+")*+ ?/?>)')
_SAME_DIGITS = bytes.maketrans(b"23456789", b"11111111")
_CHUNK = 1 << 20  # bytes that are looked at in one go: what is made of them stays in the processor's cache
_CELL = b"<c"
_FORMULA, _FORMULA_IS_LONG = b"<f>", 250  # bytes of a cell, on the average of a chunk
_SOME_BYTES = 1 << 12


@dataclass(slots=True)
class PlainSheet:
    """A sheet's XML and where its cells begin and end in it.

    is_original: the bytes are those of the file. is_small: no cell stands beyond row 9,999 or column AZ.
    left_out: cells (row, column) dropped as too far out. lost: cells whose text the file does not hold.
    """

    data: bytes
    is_original: bool = True
    is_small: bool = False
    left_out: list[tuple[int, int]] = field(default_factory=list)
    lost: list[tuple[int, int]] = field(default_factory=list)
    _forms: CellForms | None = field(default=None, repr=False)

    @property
    def cells_at(self) -> tuple[int, int]:
        """The first and the last byte of the cells; (0, 0) in a sheet without any."""
        start = self.data.find(b"<sheetData")
        end = self.data.rfind(b"</sheetData>")
        return (start, end) if 0 <= start < end else (0, 0)

    @property
    def forms(self) -> CellForms:
        """The ways in which its cells are written, collected when first asked for."""
        if self._forms is None:
            self._forms = CellForms(self.data, *self.cells_at)
        return self._forms


def without_formulas(data: bytes) -> bytes:
    """A plain sheet's XML, or a part of it, with `<f></f>` for each formula: whoever wants the values alone reads less.

    A formula with attributes (a shared one) stays.
    """
    pieces: list[bytes] = []
    kept = 0
    at = data.find(_FORMULA)
    while at >= 0:
        start = at + len(_FORMULA)
        pieces.append(data[kept:start])
        kept = data.find(b"<", start)
        if kept < 0:
            return b"".join(pieces)
        at = data.find(_FORMULA, kept)
    return b"".join((*pieces, data[kept:]))


def _has_long_formulas(chunk: bytes) -> bool:
    """Whether cells are long on the average; of many, those in the middle tell."""
    middle = len(chunk) // 2
    some = chunk[max(0, middle - _SOME_BYTES // 2) : middle + _SOME_BYTES // 2]
    return len(some) > _FORMULA_IS_LONG * (1 + some.count(_CELL))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The last row and column that are read."""

    row: int = MAX_ROW
    column: int = MAX_COLUMN


@cache
def _odd_or_beyond(last_column: int, last_row: bytes) -> re.Pattern[bytes]:
    """A pattern of a cell that is odd or beyond the column (at most AZ) or the row (a pattern of those that are not)."""
    rest = chr(ord("@") + (last_column - 1) % 26 + 1)
    columns = f"[A-{rest}]" if last_column <= 26 else f"(?:[A-Z]|A[A-{rest}])"
    return re.compile(f'<c(?! r="{columns}'.encode() + last_row + rb'"(?:' + _REST_OF_HEAD)


def is_ready(sheet: PlainSheet, last_column: int | None) -> bool:
    """Whether a sheet can be read as it is: plain, of an ordinary size, nothing right of the column (AZ where None).

    One look at the forms of its cells; most sheets need no other.
    """
    data, (start, end) = sheet.data, sheet.cells_at
    if end == 0:
        return _is_plain(data, start, end, end)
    has_markup = data.find(b"!", 0, start) >= 0 and _MARKUP.search(data, 0, start)
    forms = sheet.forms
    if has_markup or b"<!" in forms or forms.have(_ODD_ROW):
        return False
    if any(start in forms and forms.have(far) for start, far in _FAR_BELOW_ZERO.items()):
        return False
    return _is_within(sheet, min(last_column or _QUICK_COLUMNS, _QUICK_COLUMNS))


def _is_within(sheet: PlainSheet, columns: int) -> bool:
    """Whether no cell is odd, beyond the column, or so far down that the sheet would not be an ordinary one."""
    data, (start, end) = sheet.data, sheet.cells_at
    if not sheet.forms.have(_odd_or_beyond(columns, _BELOW_10_000)):
        return True
    if sheet.forms.have(_odd_or_beyond(columns, _BELOW_100_000)):
        return False
    return (
        _is_dense(data, start, end, columns)
        or _odd_or_beyond(columns, _BELOW_30_000).search(data, start, end) is None
    )


def _is_dense(data: bytes, start: int, end: int, columns: int) -> bool:
    """Whether so many cells are filled that any range of these columns and many rows is an ordinary one."""
    wanted = _MANY_ROWS * columns // _DENSE
    for at in range(start, end, _CHUNK):
        wanted -= data.count(b"</v>", at, min(at + _CHUNK, end))
        if wanted < 0:
            return True
    return False


def plain_sheet(data: bytes) -> PlainSheet:
    """The sheet in plain spelling: as it is when it can be. Raises BrokenPart."""
    sheet = PlainSheet(data)
    start, end = sheet.cells_at
    far = _ODD_OR_FAR_CELL.search(data, start, end)
    if not _is_plain(data, start, end, far.start() if far else end):
        return respelled(data)
    sheet.is_small = far is None
    return sheet


def _is_plain(data: bytes, start: int, end: int, checked_up_to: int) -> bool:
    """Whether every row and cell is spelled as Excel spells it; the cells before an offset are known to be."""
    if end == 0:
        return b"<sheetData/>" in data
    return not (
        (data.find(b"!", 0, end) >= 0 and _MARKUP.search(data, 0, end))
        or _ODD_ROW.search(data, start, end)
        or _ODD_CELL.search(data, checked_up_to, end)
        or any(far.search(data, start, end) for far in _FAR_BELOW_ZERO.values())
    )


def respelled(data: bytes, bounds: Bounds | None = None, *, texts: int | None = None) -> PlainSheet:
    """The same cells written plainly, what python-calamine does not know replaced. Raises BrokenPart.

    texts: how many shared texts the file holds; a cell that names a further one is left blank and told.

    An unknown error becomes #N/A, an unknown kind of cell a text, a boolean that is none nothing, a number that
    can be no day loses its format.
    """
    speller = _Speller(bounds or Bounds(), texts)
    out: list[str] = ["<worksheet><sheetData>"]
    try:
        out.extend(speller.rows(data))
    except (etree.XMLSyntaxError, ValueError, StopIteration) as error:
        raise BrokenPart from error
    out.extend(["</sheetData><mergeCells>", *speller.merges, "</mergeCells></worksheet>"])
    return PlainSheet("".join(out).encode(), is_original=False, left_out=speller.left_out, lost=speller.lost)


class _Speller:
    """Walks a sheet and writes its rows; keeps the place where a cell without an address stands."""

    def __init__(self, bounds: Bounds, texts: int | None = None) -> None:
        self._bounds = bounds
        self._texts = texts
        self.lost: list[tuple[int, int]] = []
        self._row = 0
        self._column = 0
        self.merges: list[str] = []
        self.left_out: list[tuple[int, int]] = []

    def rows(self, data: bytes) -> Iterator[str]:
        """The rows of a sheet part as text, one after the other; merged ranges are kept aside."""
        _, root = next(_walk(data, "start", "*"))
        refuse_document_type(root)
        for _, element in _walk(data, "end", "{*}row", "{*}mergeCell"):
            if str(element.tag).endswith("row"):
                yield self._row_text(element)
            else:
                self.merges.append(f'<mergeCell ref="{escape(element.get("ref", ""))}"/>')
            _forget(element)

    def _row_text(self, row: etree._Element) -> str:
        text = row.get("r", "").strip()
        self._row = int(text) if text.isdecimal() and 0 < int(text) <= MAX_ROW else self._row + 1
        self._column = 0
        if self._row > MAX_ROW:
            raise BrokenPart
        is_hidden = row.get("hidden") in ("1", "true")
        if len(row) == 0 and not is_hidden:
            return ""
        cells = "".join(self._cell_text(cell) for cell in row if local_name(cell) == "c")
        hidden = ' hidden="1"' if is_hidden else ""
        return f'<row r="{self._row}"{hidden}>{cells}</row>'

    def _cell_text(self, cell: etree._Element) -> str:
        row, column = self._place(cell)
        self._column = column
        content = _content(cell)
        if row > self._bounds.row or column > self._bounds.column:
            self.left_out.extend([(row, column)] if content else [])
            return ""
        if self._texts is not None and _is_lost(cell, self._texts):
            self.lost.append((row, column))
            return ""
        style = cell.get("s", "")
        attributes = f' s="{style}"' if style.isdecimal() and not _is_beyond_days(cell) else ""
        attributes += f' t="{_cell_type(cell)}"' if cell.get("t") else ""
        return f'<c r="{cell_name(row, column)}"{attributes}>{content}</c>'

    def _place(self, cell: etree._Element) -> tuple[int, int]:
        stated = parse_range(cell.get("r", ""))
        if stated is None or stated.first_row == 0:
            return self._row, self._column + 1
        return stated.first_row, stated.first_column


def _walk(data: bytes, event: str, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    return iter(
        etree.iterparse(
            io.BytesIO(data),
            events=(event,),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
    )


def _forget(element: etree._Element) -> None:
    """Free an element that was walked, and its elder siblings: a sheet may have a million rows."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _is_beyond_days(cell: etree._Element) -> bool:
    """Whether the cell's number is too far from zero to be a day or a duration in any format."""
    try:
        return any(abs(float(value.text or "0")) > _NO_DAY for value in cell.iterfind("{*}v"))
    except ValueError:
        return False


def _is_lost(cell: etree._Element, texts: int) -> bool:
    """Whether the cell names a shared text that is not there."""
    number = (cell.findtext("{*}v") or "").strip()
    return cell.get("t") == "s" and not (number.isdecimal() and int(number) < texts)


def _cell_type(cell: etree._Element) -> str:
    kind = cell.get("t", "n")
    return kind if kind in _KNOWN_TYPES else "str"


def _content(cell: etree._Element) -> str:
    """The formula and the value inside a cell, written plainly."""
    return "".join(
        {"f": _formula, "v": _value, "is": _inline}.get(local_name(child), _nothing)(child) for child in cell
    )


def _formula(element: etree._Element) -> str:
    kept = "".join(
        f' {name}="{escape(value)}"'
        for name, value in ((name, element.get(name)) for name in ("t", "ref", "si"))
        if value is not None
    )
    return f"<f{kept}>{escape(element.text or '')}</f>"


def _value(element: etree._Element) -> str:
    text, parent = element.text or "", element.getparent()
    kind = parent.get("t", "n") if parent is not None else "n"
    if kind == "b" and text not in _BOOLEANS:
        return ""
    if kind == "e" and text not in _KNOWN_ERRORS:
        text = "#N/A"
    return f"<v>{escape(text)}</v>"


def _inline(element: etree._Element) -> str:
    """The text of an inline string, its furigana left out."""
    texts = [
        item.text or ""
        for item in element.iter("{*}t")
        if not any(local_name(above) == "rPh" for above in item.iterancestors())
    ]
    return f'<is><t xml:space="preserve">{escape("".join(texts))}</t></is>'


def _nothing(_: etree._Element) -> str:
    return ""


class CellForms:
    """The different ways in which the cells between two bytes of a sheet are written, with what stands between cells (rows).

    A ledger's cells look alike but for their digits: `<c r="B12" s="3" t="s"><v>17</v></c>`. With every digit from 1 to 9
    written as 1, a sheet of 300,000 cells holds some thousand different ones, and a search through these tells what a
    search through the sheet would, as long as the digits do not matter. Long formulas may be left out: no search looks
    into them. count: the cells, blank ones too.
    """

    def __init__(self, data: bytes, start: int, end: int) -> None:
        """Collect them."""
        found: set[bytes] = set()
        self.count = 0
        first = at = data.find(_CELL, start, end)
        while 0 <= at < end:
            stop = data.find(_CELL, at + _CHUNK, end)
            stop = end if stop < 0 else stop
            chunk = data[at + len(_CELL) : stop]
            if len(chunk) < _CHUNK and _has_long_formulas(chunk):
                chunk = without_formulas(chunk)
            cells = chunk.translate(_SAME_DIGITS).split(_CELL)
            self.count += len(cells)
            found.update(cells)
            at = stop
        self._text = _CELL.join((data[start:first] if first >= 0 else data[start:end], *found))

    def __contains__(self, text: bytes) -> bool:
        return text in self._text

    def have(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether a pattern occurs; one that stops at the end of a cell, and that tells no digit from 1 to 9 from another."""
        return pattern.search(self._text) is not None
