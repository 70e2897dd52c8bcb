"""read_source: what a file of another tool, a list or data in memory holds, before it is compared with any book."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from os import PathLike
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, Final
from weakref import finalize

from pmo_xl.errors import BadOption
from pmo_xl.exchange.source.mapping import ImportMap
from pmo_xl.exchange.source.reading import Wanted, read_file
from pmo_xl.model.issue import Issue
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import GivenSource

_ALLOWED: Final = "ファイル(str か Path)、その中身(bytes)、DataFrame、見出しと値の dict の並びのどれか"
_IS_BOOK: Final = "台帳です。pmo_xl.open_workbook で読めます。"


@dataclass(frozen=True)
class Source:
    """What a source holds. tool: redmine, backlog … list (no tool that is known) or book (a ledger; it has no rows here).

    columns: its headings. rows: by heading, the cells as they stand there. encoding: of a text. sheet: the tab of a
    workbook. remarks: what has to be known of the reading, in Japanese.
    """

    tool: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    encoding: str | None = None
    sheet: str | None = None
    remarks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Source {self.tool}: {len(self.rows)} 行、{len(self.columns)} 列>"


def read_source(
    source: GivenSource,
    *,
    tool: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    password: str | None = None,
) -> Source:
    """Read a source of `import_rows` without any book. sheet: the tab of a workbook, where several fit.

    Raises BadOption where no heading is known, or what is given is no source; UnreadableWorkbook for a damaged book.
    """
    with TemporaryDirectory() as folder:
        (path,) = given_files([source], Path(folder))
        wanted = Wanted(
            Issue,
            ImportMap(),
            arguments.a_text_or_none(tool, "tool"),
            arguments.a_text_or_none(encoding, "encoding"),
            arguments.a_text_or_none(sheet, "sheet"),
            arguments.a_text_or_none(password, "password"),
        )
        file = read_file(path, wanted)
    table = file.table
    if table is None:
        return Source(file.tool_name, (), (), remarks=(f"{path.name} は{_IS_BOOK}",))
    columns = tuple(_numbered(table.headings))
    rows = tuple(dict(zip(columns, cells, strict=False)) for _, cells in table.rows)
    return Source(file.tool_name, columns, rows, table.encoding, table.tab, table.remarks)


def _numbered(headings: Iterable[str]) -> Iterable[str]:
    """The headings, a second one of a name as 「Labels (2)」."""
    seen: dict[str, int] = {}
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        yield heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"


class KeptFolder:
    """A folder for what came from memory; it lies there as long as the exchange that may read it again."""

    def __init__(self) -> None:
        """Make it."""
        self.path = Path(mkdtemp(prefix="pmo_xl_"))
        finalize(self, rmtree, self.path, ignore_errors=True)


def are_in_memory(sources: object) -> bool:
    """Whether one source or one of several is no place of a file."""
    if isinstance(sources, str | PathLike):
        return False
    if isinstance(sources, bytes) or _is_rows(sources) or hasattr(sources, "itertuples"):
        return True
    return isinstance(sources, Iterable) and any(not isinstance(each, str | PathLike) for each in sources)


def every_source(sources: object) -> list[object]:
    """One source or several as a list."""
    if isinstance(sources, str | PathLike | bytes) or hasattr(sources, "itertuples") or _is_rows(sources):
        return [sources]
    return list(sources) if isinstance(sources, Iterable) else [sources]


def given_files(sources: Sequence[object], folder: Path) -> list[Path]:
    """Where each source lies; what is only in memory is written into `folder`. BadOption for what is no source."""
    return [_file(each, folder, number) for number, each in enumerate(sources, 1)]


def _file(source: object, folder: Path, number: int) -> Path:
    if isinstance(source, str | PathLike):
        return arguments.a_path(source, "source")
    name = f"データ{number if number > 1 else ''}"
    if isinstance(source, bytes):
        path = folder / f"{name}{_ending(source)}"
        path.write_bytes(source)
        return path
    rows = _rows(source)
    if rows is None:
        arguments.refuse("source", source, f"{_ALLOWED}を渡してください。")
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    if not headings:
        raise BadOption("渡された行に見出しがありません。見出しと値の dict を並べてください。")
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        writer.writerows([_text(row.get(heading)) for heading in headings] for row in rows)
    return path


def _is_rows(source: object) -> bool:
    return (
        isinstance(source, Sequence)
        and not isinstance(source, str | bytes)
        and bool(source)
        and all(isinstance(row, Mapping) for row in source)
    )


def _rows(source: Any) -> list[dict[str, Any]] | None:  # noqa: ANN401 - whatever a caller gives
    if hasattr(source, "itertuples") and hasattr(source, "columns"):
        headings = [str(each) for each in source.columns]
        return [dict(zip(headings, row, strict=True)) for row in source.itertuples(index=False, name=None)]
    if _is_rows(source):
        return [{str(heading): value for heading, value in row.items()} for row in source]
    return None


def _text(value: Any) -> str:  # noqa: ANN401 - a cell
    """A value as an export writes it; what says nothing (None, NaN, NaT) is blank."""
    if value is None or value != value:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() and not value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(_text(each) for each in value)
    return str(value)


def _ending(data: bytes) -> str:
    """Of which kind a file with these bytes is."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return ".xlsx" if "xl/workbook.xml" in archive.namelist() else ".zip"
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            return ".zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # an encrypted workbook, or one of before 2007
        return ".xlsx"
    return ".xml" if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") else ".csv"
