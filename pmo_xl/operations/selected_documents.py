"""Which deliverables belong to what a user has selected: those of the sheet, and those of the selected rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.documents.catalog import every_paper
from pmo_xl.errors import PmoXlError
from pmo_xl.model.record import Record
from pmo_xl.operations.contents_pages import number_contents
from pmo_xl.operations.export import Exported, LeftOut, export_into, together

if TYPE_CHECKING:
    from pmo_xl.documents.paper import Paper
    from pmo_xl.operations.opened_book import OpenedBook


@dataclass(frozen=True)
class SelectedDocuments:
    """What can be made of a selection.

    of_sheet: the names of the documents about the whole sheet. of_rows: by document, the IDs of the selected rows
    that it is due for. left_out: selected rows that a document is not made for, a Japanese sentence each.
    """

    of_sheet: tuple[str, ...] = ()
    of_rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything can be made."""
        return bool(self.of_sheet or self.of_rows)


def selected_documents(book: OpenedBook, title: str, rows: Collection[int]) -> SelectedDocuments:
    """The documents of a tab and of some of its rows (Excel's row numbers)."""
    classes = {layout.record_class for layout in book.layouts.tables if layout.title == title}
    about = [document for document in every_paper() if classes.intersection(document.sheets)]
    due: dict[str, tuple[str, ...]] = {}
    left_out: list[LeftOut] = []
    for document in about:
        chosen = _chosen(document, book, title, rows)
        due[document.name] = tuple(row.row_id for row in _due(document, book, chosen) if row.row_id)
        left_out += _left_out(document, chosen, due[document.name])
    return SelectedDocuments(
        tuple(document.name for document in about if not document.is_made_of_many),
        {name: ids for name, ids in due.items() if ids},
        tuple(left_out),
    )


def export_selected(book: OpenedBook, selected: SelectedDocuments, folder: Path) -> Exported:
    """Make the documents into a folder; what cannot be made is told with its reason."""
    made: list[Exported] = []
    left_out = list(selected.left_out)
    wanted = {**dict.fromkeys(selected.of_sheet, ()), **selected.of_rows}
    for name, ids in wanted.items():
        try:
            made.append(export_into(book, name, folder, ids=ids))
        except PmoXlError as error:
            left_out.append(LeftOut(name, error.message))
    done = together(made, left_out)
    number_contents(done.files)
    return done


def _chosen(document: Paper, book: OpenedBook, title: str, rows: Collection[int]) -> list[Record]:
    found: Iterable[object] = book.of(document.per_row) if document.per_row else ()
    if document.per and document.is_made_of_many:
        found = (subject.value for subject in document.per.every(book.project))
    records = (each for each in found if isinstance(each, Record))
    return [row for row in records if row.place and row.place.table.sheet_title == title and row.row in rows]


def _due(document: Paper, book: OpenedBook, chosen: list[Record]) -> list[Record]:
    return [row for row in chosen if document.wanted is None or document.wanted(row, book.project)]


def _left_out(document: Paper, chosen: list[Record], due: tuple[str, ...]) -> Iterator[LeftOut]:
    for row in chosen:
        if not row.row_id:
            yield LeftOut(document.name, f"{row.row}行目は番号(ID)がないため作れません。")
        elif row.row_id not in due:
            yield LeftOut(
                document.name, f"{row.row_id} はまだ(またはもう){document.name}を作る段階ではありません。"
            )
