"""Desk: what a verb needs of the face it was started from, be it a button in Excel or the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.output_place import OutputPlace


class Desk(Protocol):
    """The workbook that a verb is about, and the person who started it. Nothing behind it decides anything."""

    @property
    def outputs(self) -> OutputPlace:
        """Where files that are made from it go."""

    def read(self, doing: str, *, as_of: date | None = None) -> Book:
        """The workbook as it stands now. doing: what is shown meanwhile."""

    def books(self, doing: str) -> list[Book]:
        """The workbooks that it is about: of a button the one. Raises PmoXlError where none can be read."""

    def say(self, text: str | None) -> None:
        """Show what is being done."""

    def tell(self, text: str) -> None:
        """The result, in words."""

    def ask(self, text: str) -> bool:
        """A question to answer with はい or いいえ."""

    def open_file(self, path: Path) -> bool:
        """Show a workbook that was made, where the face shows files by itself; whether it did."""

    def open_folder(self, folder: Path) -> None:
        """Show a folder that was made, likewise."""

    def keep(self, path: Path) -> None:
        """A file was made that is not shown at once."""

    def come_back(self) -> None:
        """Bring the workbook before what was opened on top of it."""
