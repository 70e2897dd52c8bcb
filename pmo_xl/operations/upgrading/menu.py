"""メニュー of an upgrade: put anew with its picture and figures, and the hidden 集計 that it counts by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import RefusedEdit
from pmo_xl.metrics.additions import is_full
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.operations.upgrading.step import Step, StepState
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.menu_layout import MENU
from pmo_xl.workbook.author.tally import TALLY
from pmo_xl.workbook.buttons.drawing import macros_on
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.passwords import Wrapping
from pmo_xl.workbook.edits.structure import Donor, RenewSheets
from pmo_xl.workbook.file.container import read_file
from pmo_xl.workbook.grid import BookGrids, open_grids

_TITLES: Final = (MENU, TALLY)
_TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
_WORD: Final = re.compile(r"[\w.]+")
_COLUMN: Final = re.compile(r"(?<![\w.\]])(\w+)\[(?:#This Row\],)?\[?(?:\[#This Row\],)?\[?([^\[\]#]+)\]")
_TOLD: Final = (
    "絵・数字・数式を作り直します(ボタンは残ります。このシートに書き足したものはなくなります。控えに残ります)"
)


@dataclass(frozen=True)
class MenuRenewal:
    """What has to be done to メニュー of a book. edit: None where there is nothing to do, or it cannot be done."""

    step: Step | None
    edit: RenewSheets | None = None


def menu_of(book: OpenedBook, grids: BookGrids) -> MenuRenewal:
    """The renewal of メニュー of a book that has all columns and sheets of this version."""
    if not all(title in grids.titles for title in _TITLES):
        return MenuRenewal(_step("「メニュー」と「集計」のシートがそろっていません", StepState.BLOCKED))
    with TemporaryDirectory() as folder:
        has_buttons = _has_buttons(book)
        path = Path(folder) / f"新しい台帳{'.xlsm' if has_buttons else '.xlsx'}"
        profile = "full" if is_full(book.project) else "core"
        records, day = dict(book.project.records), book.project.run_day

        def write(made: Path) -> None:
            """Write a new book of the same rows; with the room for buttons where the book has them."""
            write_workbook(made, records, run_day=day, profile=profile, needs_macros=has_buttons)

        write_file(path, write)
        new = _NewMenu(grids, open_grids(path))
        if new.is_there:
            return MenuRenewal(None)
        lacking = next(new.lacking(), None)
        if lacking:
            return MenuRenewal(_step(lacking, StepState.BLOCKED))
        edit = RenewSheets(_TITLES, Donor(path.name, path.read_bytes()), new.names)
    try:
        book.source.editor().preview([edit])
    except RefusedEdit as error:
        return MenuRenewal(_step(error.message.removesuffix("。"), StepState.BLOCKED))
    return MenuRenewal(_step("--menu", StepState.TAKE), edit)


def _has_buttons(book: OpenedBook) -> bool:
    """Whether メニュー has buttons that start macros."""
    source = book.source
    password = source.password if isinstance(source, FileSource) else None
    file = Book(book.path.name, Wrapping(book.path.name, password).unwrap(read_file(book.path)))
    return bool(macros_on(file, file.worksheets[MENU]))


def _step(why: str, state: StepState) -> Step:
    return Step("作り直す", None, MENU, _TOLD, why, state)


@dataclass(frozen=True)
class _NewMenu:
    """メニュー of a new book of the same rows, against the book."""

    book: BookGrids
    made: BookGrids

    @property
    def is_there(self) -> bool:
        """Whether the book's メニュー and 集計 have these very formulas already."""
        return all(
            self.book.grid(title).formulas == self.made.grid(title).formulas for title in _TITLES
        ) and all(self._known.get(name) == text for name, text in self.names.items())

    @cached_property
    def _known(self) -> Mapping[str, str]:
        return {each.name: each.refers_to for each in self.book.defined_names if each.sheet_title is None}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names that mean cells of the two sheets, and those that these and their formulas read and the book lacks."""
        offered = {each.name: each.refers_to for each in self.made.defined_names if each.sheet_title is None}
        found = {name: text for name, text in offered.items() if _means_ours(text)}
        texts = [text for title in _TITLES for text in self.made.grid(title).formulas.values()]
        seen, left = set(found), [*texts, *found.values()]
        while left:
            for word in _WORD.findall(_TEXT.sub("", left.pop())):
                if word in offered and word not in seen:
                    seen.add(word)
                    left.append(offered[word])
                    if word not in self._known:
                        found[word] = offered[word]
        return found

    def lacking(self) -> Iterator[str]:
        """Sentences: what メニュー reads and the book has not, or what of the book would lead nowhere."""
        tables = {
            table.display_name: set(table.columns)
            for title in self.book.titles
            for table in self.book.tables(title)
        }
        texts = [text for title in _TITLES for text in self.made.grid(title).formulas.values()]
        for table, column in dict.fromkeys(
            (hit[1], unescape(hit[2]))
            for text in (*texts, *self.names.values())
            for hit in _COLUMN.finditer(text)
        ):
            if table not in tables:
                yield f"「{table}」の表がないため作り直せません"
            elif column not in tables[table]:
                yield f"「{table}」に「{column}」の列がないか見出しが違うため作り直せません"
        for name, text in self._known.items():
            if name not in self.names and _means_ours(text):
                yield f"名前「{name}」がこのシートのセルを指しているため作り直せません"
        for title in self.book.titles:
            if title not in _TITLES and any(map(_means_ours, self.book.grid(title).formulas.values())):
                yield f"「{title}」の数式がこのシートのセルを指しているため作り直せません"


def _means_ours(text: str) -> bool:
    return any(f"{title}!" in text or f"{title}'!" in text for title in _TITLES)
