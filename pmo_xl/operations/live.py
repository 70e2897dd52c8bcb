"""live: a book that is open in Excel as a Book, read and written there, unsaved changes and all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from pmo_xl.errors import BadOption, RefusedEdit, UnreadableWorkbook
from pmo_xl.history import FolderHistory
from pmo_xl.model.settings import Settings
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, PathText
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.earlier_runs import history_of, office_folder
from pmo_xl.operations.opened_book import read_book
from pmo_xl.workbook.closed_book.locks import is_in_use
from pmo_xl.workbook.file.password import is_encrypted
from pmo_xl.workbook.open_book import OpenBookEditor, OpenBookGrids
from pmo_xl.workbook.open_book.excel import find_open, path_of, told_plainly

if TYPE_CHECKING:
    import xlwings

_READ_LIVE: Final = "{}: Excelで開いているため、画面のとおり(保存していない入力も含めて)読みました。"
_OPEN_HERE: Final = (
    "{} はこのPCのExcelで開いているため書き換えません。"
    "閉じてからやり直すか、--live を付けてExcelの中に書き込んでください(保存は自分で行います)。"
)
_NOT_OPEN: Final = (
    "{} はこのPCのExcelで開かれていません。--live を外すか、Excelで開いてからやり直してください。"
)
_NO_HISTORY: Final = (
    "{}: パスワード付きのブックのため、記録(履歴)は使いません。"
    "残すには、閉じてから pmo-xl record に --password-env を付けてください。"
)


@dataclass(frozen=True)
class OpenBookSource:
    """A book open in Excel, with its sheets as they were read."""

    read: OpenBookGrids

    def grids(self) -> OpenBookGrids:
        """The sheets as they were read; the editor refuses when they are no longer so."""
        return self.read

    def __reduce__(self) -> NoReturn:
        raise BadOption(
            "Excelで開いているブックは保存も複製もできません。ファイルを open_workbook で開いてください。"
        )

    def editor(self) -> OpenBookEditor:
        """What writes into the open book."""
        return OpenBookEditor(self.read)


def open_live(
    book: xlwings.Book,
    *,
    as_of: Day | None = None,
    password: str | None = None,
    run_day: Day | None = None,
    layout: PathText | None = None,
    config: PathText | None = None,
    history: PathText | None = None,
    on_sheet: Callable[[str], None] | None = None,
) -> Book:
    """Read a book that is open in Excel, as it stands there: what is not saved yet is read, too.

    The arguments are those of `open_workbook`; on_sheet is told each tab before it is read. Its verbs work on the
    open book; what they write stands there unsaved. A book that has no file yet has no history, unless an office
    folder is named; nor has one under a password that is not given, because its history would lie open. Raises
    UnreadableWorkbook when Excel does not answer, NoLedgerSheet when none of our sheets is in the book, BadOption for
    an argument that makes no sense.
    """
    _refuse_no_book(book)
    password = arguments.a_text_or_none(password, "password")
    as_of, run_day = arguments.a_day(as_of, "as_of"), arguments.a_day(run_day, "run_day")
    mapping, folder = arguments.a_path_or_none(layout, "layout"), arguments.a_path_or_none(history, "history")
    config = arguments.a_path_or_none(config, "config")
    arguments.a_function_or_none(on_sheet, "on_sheet")
    grids = OpenBookGrids(book, on_sheet)
    is_secret = _is_secret(book, password)
    remarks = (_NO_HISTORY.format(grids.path.name),) if is_secret else ()
    with told_plainly(book, grids.path.name, UnreadableWorkbook):
        read = read_book(
            Book,
            grids,
            grids,
            OpenBookSource(grids),
            (lambda _: None) if is_secret else _history(book, folder, password, config),
            as_of=as_of,
            run_day=run_day,
            layout=mapping,
            config=config,
        )
        foreign = {each.title for each in read.layouts.tables if not each.is_ours}
        return replace(read, remarks=(*read.remarks, *grids.remarks(foreign), *remarks))


def _refuse_no_book(book: object) -> None:
    """Raise BadOption for what is no open book: a path, a sheet, an application."""
    if not (
        hasattr(type(book), "sheets") and hasattr(type(book), "fullname")
    ):  # never of a book that was closed
        arguments.refuse("book", book, "Excelで開いているブック(xlwings.Book)を渡してください。")


def open_where_it_is(
    path: Path,
    *,
    as_of: date | None = None,
    password: str | None = None,
    layout: Path | None = None,
    config: Path | None = None,
) -> Book:
    """The workbook as its user sees it: from the Excel of this computer where it is open there, else its file."""
    book = find_open(path) if is_in_use(path) else None
    if book is None:
        return open_workbook(path, as_of=as_of, password=password, layout=layout, config=config)
    live = open_live(book, as_of=as_of, password=password, layout=layout, config=config)
    return replace(live, remarks=(*live.remarks, _READ_LIVE.format(path.name)))


def open_to_write(
    path: Path,
    *,
    is_live: bool,
    as_of: date | None = None,
    password: str | None = None,
    history: Path | None = None,
    config: Path | None = None,
    force: bool = False,
) -> Book:
    """The workbook for a command that writes: its file, or with `is_live` the book open in Excel.

    force: as for `open_workbook`; what is open in Excel is the user's to write. Raises BadOption for a book that is not open there, RefusedEdit for a file that is, and what to do.
    """
    if not is_live:
        if is_in_use(path) and find_open(path):
            raise RefusedEdit(_OPEN_HERE.format(path.name))
        return open_workbook(
            path, as_of=as_of, password=password, history=history, config=config, force=force
        )
    book = find_open(path)
    if book is None:
        raise BadOption(_NOT_OPEN.format(path.name))
    return open_live(book, as_of=as_of, password=password, history=history, config=config)


def _is_secret(book: xlwings.Book, password: str | None) -> bool:
    """Whether the book's file is under a password that is not given."""
    path = path_of(book)
    return bool(path and not password and is_encrypted(path))


def _history(
    book: xlwings.Book, folder: Path | None, password: str | None, config: Path | None
) -> Callable[[Settings], FolderHistory | None]:
    """The earlier runs; none for a book without a file, where no folder is named for the runs of all books."""
    path = path_of(book)
    office = folder or office_folder(path or Path(book.name), config)
    if path is None and office is None:
        return lambda _: None
    key = password if path and is_encrypted(path) else None
    return lambda settings: history_of(path or Path(book.name), settings, password=key, folder=office)
