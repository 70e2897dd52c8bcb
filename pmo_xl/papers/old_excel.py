"""An .xls, .xlsb or .ods as a Document: the texts of its cells, by calamine; nothing else of it is looked at, and it says so."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.passage import Document, PaperTable, Passage, UnreadPart
from pmo_xl.papers.mark_columns import MARK_COLUMN, mark_columns
from pmo_xl.papers.ooxml import Package
from pmo_xl.papers.xlsx import READS as EXCEL_READS

READS: Final = frozenset(("セル", "シート名"))
_MOST_CELLS: Final = 20_000_000
_MOST_INFLATED: Final = 256 << 20
_UNSEEN: Final = EXCEL_READS - READS


def read_old_excel(path: str, data: bytes, _password: str | None = None) -> Document:
    """The document in these bytes. Raises UnreadableWorkbook with one sentence."""
    kind = path.rpartition(".")[2].lower()
    passages: list[Passage] = []
    tables: list[PaperTable] = []
    try:
        for name, cells in _sheets(path, data):
            passages.append(Passage(path, "シート名", name, f"シート「{name}」", name))
            passages += _cells(path, name, cells)
            if cells:
                tables.append(PaperTable(name, name, cells, True, (name,)))
    except UnreadableWorkbook:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic inside calamine is no Exception
        raise UnreadableWorkbook(
            f"{path} は壊れているか、読めない形です（.xlsx で保存し直してください）。"
        ) from error
    reason = f".{kind} は文字だけを点検しました(コメント、隠れたシート、リンクなどは見ていません。.xlsx で出してください)"
    unread = (UnreadPart("セルのほか", reason, _UNSEEN),)
    digest = hashlib.sha256(data).hexdigest()
    reads = READS | _UNSEEN
    return Document(path, kind, tuple(passages), reads, unread, digest, len(data), tables=tuple(tables))


def _sheets(path: str, data: bytes) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    from python_calamine import CalamineWorkbook

    _refuse_bomb(path, data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    left = _MOST_CELLS
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        left -= sheet.height * sheet.width
        if left < 0:
            raise UnreadableWorkbook(f"{path} は大きすぎて、安全に読めません（分けて保存してください）。")
        first_row, first_column = sheet.start or (0, 0)
        yield (
            name,
            {
                (first_row + i, first_column + j): text
                for i, row in enumerate(sheet.to_python(skip_empty_area=True), 1)
                for j, value in enumerate(row, 1)
                if (text := _shown(value))
            },
        )


def _refuse_bomb(path: str, data: bytes) -> None:
    """Refuse an archive that would grow without bounds (xlsb and ods are zips)."""
    if data[:2] == b"PK":
        package = Package(path, data, "")
        if sum(len(package.part(name)) for name in package.names) > _MOST_INFLATED:
            raise UnreadableWorkbook(f"{path} は展開すると大きすぎて、安全に読めません。")


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever calamine gives
    if isinstance(value, datetime | date):
        return f"{value.year}/{value.month:02}/{value.day:02}"
    if isinstance(value, float):
        return f"{round(value, 9):.9f}".rstrip("0").rstrip(".")
    return str(value).strip()


def _cells(path: str, name: str, cells: dict[tuple[int, int], str]) -> Iterator[Passage]:
    marked = mark_columns(cells)
    for address, text in cells.items():
        if text.replace(".", "").lstrip("-").isdecimal():
            continue
        place = f"{name}!{column_letters(address[1])}{address[0]}"
        marks = frozenset((MARK_COLUMN,)) if address in marked else frozenset[str]()
        yield Passage(path, "セル", text, place, place, (name,), marks=marks)
