"""Plain text, Markdown and CSV as a Document, in whichever Japanese encoding they are written."""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.model.passage import Document, PaperTable, Passage
from pmo_xl.papers.mark_columns import MARK_COLUMN, mark_columns

READS: Final = frozenset(("行", "見出し", "セル"))
LARGEST: Final = 300 << 20
_MOST_LINES: Final = 2_000_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADING: Final = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_EMPHASIS: Final = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=[^\s*_])(.+?)(?<=[^\s*_])\1")
_RULE: Final = re.compile(r"[\s*_=\-|:]+")
_HALF_WIDTH: Final = re.compile("[\uff61-\uff9f]")


def read_text(path: str, data: bytes) -> Document:
    """The document in these bytes. Raises UnreadableWorkbook."""
    text = decoded(data)
    if text is None:
        raise UnreadableWorkbook(f"{path} は文字コードが分からず読めません（UTF-8 で保存し直してください）。")
    kind = path.rpartition(".")[2].lower()
    makers = {"md": _markdown, "csv": _csv}
    try:
        passages = tuple(makers.get(kind, _lines)(path, text))
        tables = tuple(_tables(text)) if kind == "csv" else ()
    except csv.Error as error:
        raise UnreadableWorkbook(
            f"{path} は CSV として読めません（引用符の対を確かめてください）。"
        ) from error
    return Document(
        path, kind, passages, READS, sha256=hashlib.sha256(data).hexdigest(), size=len(data), tables=tables
    )


def decoded(data: bytes) -> str | None:
    """The text: by its BOM, as ISO-2022-JP where it has ESC, UTF-8, then cp932 or EUC-JP; None where it is none of them."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    is_seven_bit = b"\x1b" in data and data.isascii()  # a log in UTF-8 has ESC for its colours, too
    if is_seven_bit and (found := _strictly(data, "iso-2022-jp")) is not None:
        return found
    if b"\0" in data:
        return None
    if (found := _strictly(data, "utf-8")) is not None:
        return found
    tried = [text for text in (_strictly(data, "cp932"), _strictly(data, "euc-jp")) if text is not None]
    return min(tried, key=lambda text: len(_HALF_WIDTH.findall(text)), default=None)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lines(path: str, text: str) -> Iterator[Passage]:
    for number, line in enumerate(text.splitlines()[:_MOST_LINES], 1):
        if line.strip():
            yield Passage(path, "行", line.strip(), f"{number}行目", f"L{number}")


def _markdown(path: str, text: str) -> Iterator[Passage]:
    headings: dict[int, str] = {}
    fence = ""
    for number, line in enumerate(text.splitlines()[:_MOST_LINES], 1):
        where, above = (f"{number}行目", f"L{number}"), tuple(headings[level] for level in sorted(headings))
        found = _FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        elif fence:
            if line.strip():
                yield Passage(path, "行", line.strip(), *where, above, marks=frozenset(("コード",)))
        elif heading := _HEADING.match(line):
            level, title = len(heading[1]), _EMPHASIS.sub(r"\2", heading[2])
            headings = {each: told for each, told in headings.items() if each < level} | {level: title}
            yield Passage(path, "見出し", title, *where, tuple(headings[each] for each in sorted(headings)))
        elif line.strip() and not _RULE.fullmatch(line):
            yield Passage(path, "行", _EMPHASIS.sub(r"\2", line.strip()), *where, above)


def _tables(text: str) -> Iterator[PaperTable]:
    rows = csv.reader(text.splitlines(keepends=True))
    cells = {
        (i, j): cell.strip() for i, row in enumerate(rows, 1) for j, cell in enumerate(row, 1) if cell.strip()
    }
    if cells:
        yield PaperTable("表", "R", cells)


def _csv(path: str, text: str) -> Iterator[Passage]:
    csv.field_size_limit(LARGEST)
    rows = list(csv.reader(text.splitlines(keepends=True)))
    heads = rows[0] if rows else []
    cells = {
        (i, j): cell.strip() for i, row in enumerate(rows, 1) for j, cell in enumerate(row) if cell.strip()
    }
    marked = mark_columns(cells)
    for (row, column), cell in cells.items():
        head = heads[column].strip() if column < len(heads) else ""
        marks = frozenset((MARK_COLUMN,)) if (row, column) in marked else frozenset[str]()
        where = f"{row}行目 列「{head}」" if head else f"{row}行目 {column + 1}列目"
        yield Passage(
            path, "セル", cell, where, f"R{row}C{column + 1}", (), head if row > 1 else "", None, marks
        )
