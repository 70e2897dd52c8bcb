"""remind: reminder texts over any number of books, and their files in one folder. Nothing is ever sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from pmo_xl.disk.output_file import write_file
from pmo_xl.documents.mail_text import draft, stems
from pmo_xl.documents.reminders import (
    INSIDE_ONLY,
    NOBODY,
    ProjectChasing,
    Reminder,
    held_back_text,
    nobody_text,
    reminders_of,
)
from pmo_xl.errors import UnwritableOutput
from pmo_xl.metrics.chasing import chasing
from pmo_xl.metrics.overdue import OverdueItem
from pmo_xl.model.sender import sender_of
from pmo_xl.operations.opened_book import OpenedBook, left_out_is_told

PREFIX: Final = "催促"
_INTERNAL = (f"{NOBODY}.txt", f"{INSIDE_ONLY}.txt")


@dataclass(frozen=True)
class Reminding:
    """What `remind` came to over some books."""

    books: tuple[ProjectChasing, ...]
    reminders: tuple[Reminder, ...]

    @property
    def nobody(self) -> tuple[OverdueItem, ...]:
        """The items that no one answers for."""
        return tuple(item for book in self.books for item in book.chasing.nobody)

    @property
    def held_back(self) -> int:
        """How many rows stay inside."""
        return sum(len(book.chasing.held_back) for book in self.books)

    @property
    def remarks(self) -> Iterator[str]:
        """What the one who sends the texts must know, a sentence each, and what could not be judged."""
        yield from dict.fromkeys(remark for each in self.reminders for remark in each.remarks)
        for book in self.books:
            for each in book.chasing.report.unjudged:
                yield f"{book.workbook}: {each.sentence}。催促文に入っていません。"
            undated = sum(each.missing for each in book.chasing.report.undated)
            if undated:
                yield f"{book.workbook}: 期限が空欄の {undated} 件は、遅れているか分からないため催促文に入っていません。"


def book_chasing(book: OpenedBook, within: int | None, topics: Collection[str] = ()) -> ProjectChasing:
    """One book's part. BadOption for a topic that is none."""
    sender = sender_of(book.settings, book.office.sender)
    name = book.settings.project_name or book.path.stem
    with left_out_is_told():
        return ProjectChasing(book.path.name, name, chasing(book.project.guarded(), within, topics), sender)


def remind(
    books: Iterable[OpenedBook],
    within: int | None = None,
    *,
    topics: Collection[str] = (),
    names: Collection[str] = (),
    due: date | None = None,
) -> Reminding:
    """The texts over these books. within: also what falls due in so many days; names: only to these; due: reply by."""
    parts = tuple(book_chasing(book, within, topics) for book in books)
    return Reminding(parts, reminders_of(parts, due, names))


def write_reminders(result: Reminding, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write each text as .txt and .eml, and 担当なし.txt and 社内_確認.txt; no file where there is nothing to say.

    Raises UnwritableOutput when the folder holds such texts already (without `force`), before anything is written.
    With `force` the drafts of an earlier run that are not made anew are taken away: their matter is settled.
    """
    standing = _standing(folder)
    if standing and not force:
        raise UnwritableOutput(
            f"{folder} には前の催促文({standing[0].name} など {len(standing)} 個)があります。"
            "別のフォルダにするか、作り直してよければ --force を付けてください。"
        )
    contents = dict(_contents(result, folder))
    for path, content in contents.items():
        write_file(path, partial(_write, content), force=force)
    for path in standing:
        if path not in contents and _is_ours(path, standing):
            path.unlink(missing_ok=True)
    return tuple(contents)


def _standing(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise UnwritableOutput(f"{folder} はファイルです。-o には催促文を置くフォルダを指定してください。")
    texts = [*folder.glob(f"{PREFIX}_*.txt"), *folder.glob(f"{PREFIX}_*.eml")]
    return sorted(texts) + [folder / name for name in _INTERNAL if (folder / name).exists()]


def _is_ours(path: Path, standing: Sequence[Path]) -> bool:
    """Whether an earlier run of `remind` made the file: month-end's texts have no draft beside them."""
    return path.suffix == ".eml" or path.name in _INTERNAL or path.with_suffix(".eml") in standing


def _contents(result: Reminding, folder: Path) -> Iterator[tuple[Path, bytes]]:
    names = stems([each.name for each in result.reminders], PREFIX)
    for stem, reminder in zip(names, result.reminders, strict=True):
        yield folder / f"{stem}.txt", reminder.text.encode("utf-8-sig")
        yield folder / f"{stem}.eml", draft(reminder.mail_text)
    internal = (nobody_text(result.books), held_back_text(result.books))
    for name, text in zip(_INTERNAL, internal, strict=True):
        if text:
            yield folder / name, text.encode("utf-8-sig")


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)
