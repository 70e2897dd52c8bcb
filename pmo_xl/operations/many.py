"""Several workbooks and folders: which files are meant, and reading each so that one failure stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pmo_xl.disk.leftovers import PREFIX as UNFINISHED
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.operations import arguments
from pmo_xl.operations.book import Book
from pmo_xl.workbook.file.unreadable import unreadable

_HIDDEN = (".", "~$", UNFINISHED)
SUFFIXES = (".xlsx", ".xlsm")
MONTH_END, RECORD_INDEX = "月次検収支払点検_", "電子取引索引簿"
FINDINGS, OVERDUE, BUDGET, FIXES = "指摘一覧", "期限超過一覧", "予算執行", "入力補正一覧"
PRECHECKED, PORTFOLIO, TREND = "納品前点検_", "案件横断_", "推移_"
OWN_OUTPUTS = (FINDINGS, OVERDUE, BUDGET, FIXES, MONTH_END, RECORD_INDEX, PRECHECKED, PORTFOLIO, TREND)
MOST_JOBS = 1024
Progress = Callable[[int, int, Path], None]
"""Told after each workbook: how many are done, of how many, and which."""


@dataclass(frozen=True)
class Failure:
    """A workbook that could not be read, and the sentence that says why."""

    path: Path
    message: str


def refuse_no_executor(executor: object) -> None:
    """BadOption for what is no Executor."""
    if executor is not None and not callable(getattr(executor, "submit", None)):
        arguments.refuse("executor", executor, "concurrent.futures の Executor を渡してください。")


def a_timeout(timeout: float | None, executor: Executor | None) -> float | None:
    """The seconds that a workbook may take; None = as long as it takes. BadOption."""
    if timeout is None:
        return None
    if executor is not None:
        raise BadOption(
            "timeout は executor と一緒に使えません(プロセスはその実行エンジンのものです)。どちらかを外してください。"
        )
    seconds = arguments.seconds(timeout, "timeout")
    if not seconds:
        raise BadOption("--timeout には 0 より大きい秒数を指定してください。")
    return seconds


def refuse_cache_among(folder: Path, books: Iterable[Path]) -> None:
    """BadOption for a cache in a folder that workbooks lie in: nothing is written there."""
    place = folder.resolve()
    if any(book.resolve().parent == place for book in books):
        raise BadOption(
            f"--cache のフォルダ {folder} には台帳があります。台帳のない別のフォルダを指定してください。"
        )


def workbooks_of(places: Sequence[str | Path]) -> list[Path]:
    """What `find_workbooks` finds; BadOption where that is nothing."""
    found = find_workbooks(places)
    if not found:
        raise BadOption(f"{'、'.join(map(str, places))} に台帳(.xlsx .xlsm)がありません。")
    return found


def find_workbooks(places: Sequence[str | Path]) -> list[Path]:
    """The files that the arguments mean: files as given, of folders every workbook below.

    Owner files (~$), backups and outputs of ours are left out of folders. A name that is not there is
    kept: reading it says so; so is a folder that may not be looked into. Raises UnreadableWorkbook for a place that
    the disk or the network does not show.
    """
    found: list[Path] = []
    for place in map(Path, places):
        try:
            found += sorted(_below(place)) if place.is_dir() else [place]
        except PermissionError:
            found.append(place)
        except (OSError, ValueError) as error:
            raise unreadable(place, error) from error
    return list(dict.fromkeys(found))


def _below(folder: Path) -> Iterator[Path]:
    """The workbooks below a folder, and the folders that may not be looked into: reading one says so."""
    try:
        with os.scandir(folder) as entries:
            every = [entry for entry in entries if not entry.name.startswith(_HIDDEN)]
    except PermissionError:
        yield folder
        return
    for entry in every:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path)
        elif path.suffix.lower() in SUFFIXES and not entry.name.startswith(OWN_OUTPUTS) and _is_file(entry):
            yield path


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it may be read as a file; where the system does not say, reading it will."""
    try:
        return entry.is_file()
    except PermissionError:
        return True


def open_each(
    paths: Iterable[Path],
    *,
    as_of: date | None = None,
    password: str | None = None,
    layout: Path | None = None,
    config: Path | None = None,
) -> Iterator[Book | Failure]:
    """Read one workbook after the other, open ones as they stand in Excel; what cannot be read comes as a Failure."""
    from pmo_xl.operations.live import open_where_it_is

    for path in paths:
        try:
            yield open_where_it_is(path, as_of=as_of, password=password, layout=layout, config=config)
        except PmoXlError as error:
            yield Failure(path, error.message)
