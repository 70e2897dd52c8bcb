"""Reading: a file that somebody named → its tables, and the tool they come from. What cannot be read says what to do."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.reasons import reason
from pmo_xl.errors import BadOption
from pmo_xl.exchange.source.convert import is_list_of
from pmo_xl.exchange.source.delimited import MOST_BYTES, read_delimited
from pmo_xl.exchange.source.mapping import ImportMap
from pmo_xl.exchange.source.mspdi import is_mspdi, read_mspdi
from pmo_xl.exchange.source.raw import RawTable, tables_of
from pmo_xl.exchange.source.tools import Tool, tool_named, tool_of, tools
from pmo_xl.model.record import Record
from pmo_xl.workbook.grid import open_grids

LIST, BOOK = "list", "book"
TEXTS: Final = (".csv", ".tsv", ".txt")
BOOKS: Final = (".xlsx", ".xlsm")
READ: Final = (*TEXTS, *BOOKS, ".xml", ".zip")
_SAVED_AGAIN: Final = {
    ".xls": "Excelで開き、.xlsx で保存し直してください",
    ".xlsb": "Excelで開き、.xlsx で保存し直してください",
    ".ods": ".xlsx で保存し直してください",
    ".mpp": "MS Project で開き、XML で保存し直してください",
    ".doc": ".docx で保存し直してください",
    ".docx": "仕様書は、台帳に取り込むとき(import、spec-scan)だけ読めます",
    ".pdf": "元の道具から CSV か Excel で書き出してください",
}
_MOST_FILES: Final = 2_000


@dataclass(frozen=True)
class ReadFile:
    """One file as read. table: None for a book of ours or another office's, which its own reader reads. tool: None = a list.

    sha256: of the file, hex.
    """

    path: Path
    sha256: str
    table: RawTable | None
    tool: Tool | None = None

    @property
    def tool_name(self) -> str:
        """What it is said to come from."""
        if self.table is None:
            return BOOK
        return self.tool.name if self.tool else LIST


@dataclass(frozen=True)
class Wanted:
    """What a person said of the files. sheet: where lists go, as the headings of one are told by it."""

    sheet: type[Record]
    told: ImportMap
    tool: str | None = None
    encoding: str | None = None
    tab: str | None = None
    password: str | None = None


def read_file(path: Path, wanted: Wanted) -> ReadFile:
    """The table of one file. BadOption in one sentence; UnreadableWorkbook for a damaged book."""
    ending = path.suffix.lower()
    if ending in _SAVED_AGAIN:
        raise BadOption(f"{path.name} は読めません。{_SAVED_AGAIN[ending]}。")
    if ending not in READ:
        raise BadOption(f"{path.name} は読めません。{' '.join(READ)} のどれかで渡してください。")
    if ending in BOOKS:
        return _book(path, wanted)
    data = _bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if ending == ".xml":
        if not is_mspdi(data):
            raise BadOption(f"{path.name} は MS Project の XML ではありません。")
        return ReadFile(path, sha256, read_mspdi(data, path.name), tools()["msproject"])
    encoding = wanted.encoding or wanted.told.encoding
    text = _zipped(data, path.name) if ending == ".zip" else data
    table = read_delimited(text, path.name, encoding)
    return ReadFile(path, sha256, table, _tool(table.headings, path.name, wanted))


def _bytes(path: Path) -> bytes:
    try:
        return read_given(path, MOST_BYTES)
    except OSError as error:
        raise BadOption(f"{path.name} を読めません({reason(error)})。") from error


def _book(path: Path, wanted: Wanted) -> ReadFile:
    grids = open_grids(path, wanted.password)
    if wanted.tool == BOOK:
        return ReadFile(path, grids.sha256, None)

    def is_heading(headings: Sequence[str]) -> bool:
        """Whether a row heads an export of a tool, or of the tool that was named."""
        if wanted.tool and wanted.tool != LIST:
            return tool_named(wanted.tool).is_of(headings)
        if wanted.tool == LIST:
            return is_list_of(wanted.sheet, headings, wanted.told)
        return any(tool.is_of(headings) for tool in tools().values())

    found = [table for table in tables_of(grids, is_heading) if wanted.tab is None or table.tab == wanted.tab]
    if len(found) > 1:
        tabs = "、".join(str(table.tab) for table in found)
        raise BadOption(
            f"{path.name} に取り込めるシートがいくつもあります({tabs})。--from-tab で指定してください。"
        )
    if not found:
        if wanted.tool or wanted.tab:
            raise BadOption(_no_heading(path.name))
        return ReadFile(path, grids.sha256, None)
    table = found[0]
    return ReadFile(path, grids.sha256, table, _tool(table.headings, path.name, wanted))


def _tool(headings: Sequence[str], name: str, wanted: Wanted) -> Tool | None:
    """The tool that headings come from; None for a list whose headings say enough. BadOption for neither."""
    told = wanted.tool or wanted.told.tool
    if told == LIST:
        return None
    if told and told != BOOK:
        return tool_named(told)
    tool = tool_of(headings, name)
    if tool is None and not is_list_of(wanted.sheet, headings, wanted.told):
        raise BadOption(_no_heading(name, headings))
    return tool


def _no_heading(name: str, headings: Sequence[str] = ()) -> str:
    seen = f"見出しは「{'」「'.join(each for each in headings[:6] if each)}」です。" if headings else ""
    return (
        f"{name} に、知っている道具の見出しも台帳の見出しも見つかりません。{seen}"
        '取り込みの地図(--map)に [columns] "相手の見出し" = "件名" のように書いてください。'
    )


def _zipped(data: bytes, name: str) -> bytes:
    """The table inside an archive: the largest .csv. BadOption where there is none, or it is not to be trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_FILES:
                raise BadOption(f"{name} の中のファイルが多すぎます。")
            tables = [each for each in entries if each.filename.lower().endswith(".csv")]
            if not tables:
                raise BadOption(f"{name} の中に CSV がありません。")
            largest = max(tables, key=lambda each: each.file_size)
            if largest.file_size > MOST_BYTES:
                raise BadOption(f"{name} の中の CSV は 50 MB を超えています。")
            with archive.open(largest) as stream:
                return stream.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BadOption(f"{name} を開けません。壊れているか、パスワードが付いています。") from error
