"""Which hand-out a returned file is of: by its property, its 配布番号, else its rows; and the files that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pmo_xl.errors import BadOption
from pmo_xl.exchange.hand_out_plan import plan_of
from pmo_xl.exchange.returned import ReturnedFile, ReturnedTab
from pmo_xl.exchange.stored_hand_outs import StoredHandOut
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.references import id_key
from pmo_xl.operations.hand_out import book_key
from pmo_xl.operations.opened_book import OpenedBook

SUFFIXES: Final = (".xlsx", ".xlsm")
_ENOUGH: Final = 0.8


@dataclass
class Returns:
    """The files of one hand-out."""

    stored: StoredHandOut
    is_known: bool
    files: list[tuple[ReturnedFile, tuple[ReturnedTab, ...]]] = field(default_factory=list)


def returned_files(places: Sequence[Path], book: Path) -> Iterator[Path]:
    """The files and what lies in the folders, each once. BadOption for none, and for the book itself."""
    found: list[Path] = []
    for place in places:
        found += sorted(_in_folder(place)) if place.is_dir() else [place]
    if not found:
        raise BadOption(f"{'、'.join(map(str, places))} に返ったファイル(.xlsx .xlsm)がありません。")
    for path in dict.fromkeys(found):
        if path.resolve() == book.resolve():
            raise BadOption(f"{path.name} は台帳そのものです。返ったファイルを指定してください。")
        yield path


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if (
            path.suffix.lower() in SUFFIXES
            and not path.name.startswith((".", "~$"))
            and ".pmo_xl" not in path.parts
        ):
            yield path


def hand_out_of(
    file: ReturnedFile, book: OpenedBook, kept: Sequence[StoredHandOut], number: str | None
) -> Returns:
    """The hand-out that a file is of. BadOption where nobody can tell."""
    if number:
        return _of_number(file, id_key(number), book, kept, is_said=True)
    if file.number:
        if file.book and file.book != book_key(book):
            raise BadOption(f"ほかの案件の配布です({file.number})。何も取り込みません。")
        return _of_number(file, file.number, book, kept, is_said=bool(file.book))
    fits = [each for each in kept if not each.is_cancelled and _share(file, each) >= _ENOUGH]
    waiting = _open_numbers(book)
    fits = [each for each in fits if waiting is None or each.id in waiting]
    if len(fits) == 1:
        return Returns(fits[0], is_known=True)
    why = f"当てはまる配布が {len(fits)} つあります" if fits else "当てはまる配布がありません"
    raise BadOption(f"配布番号がなく、{why}(--handout で番号を指定できます)。")


def _open_numbers(book: OpenedBook) -> set[str] | None:
    """The numbers still waited for, as 配布記録 says; None in a book without it."""
    if not book.project.has(HandedOut):
        return None
    return {row.id for row in book.of(HandedOut) if row.id and book.project.is_open(row)}


def _of_number(
    file: ReturnedFile, number: str, book: OpenedBook, kept: Sequence[StoredHandOut], *, is_said: bool
) -> Returns:
    found = next((each for each in kept if each.id == number), None)
    if found is not None:
        if not is_said and not _is_of(file, found):
            raise BadOption(
                f"配布番号 {number} の配布とは行が合いません。ほかの案件のファイルではありませんか。"
            )
        return Returns(found, is_known=True)
    row = next((each for each in book.of(HandedOut) if each.id == number), None)
    if row is None:
        raise BadOption(f"配布番号 {number} は、この台帳で配ったものではありません。")
    return Returns(_rebuilt(row, file, book), is_known=False)


def _share(file: ReturnedFile, each: StoredHandOut) -> float:
    given = {id_key(key) for key in each.given}
    found = file.ids(each.plan.column("id").label)
    return len(found & given) / len(given) if given else 0.0


def _is_of(file: ReturnedFile, each: StoredHandOut) -> bool:
    """Whether a file without properties is of a hand-out: it bears a 照合 of it, or most of its IDs."""
    prints = set(each.fingerprints.values())
    values = {
        str(value) for grid in file.grids for row in grid.rows for value in row if isinstance(value, str)
    }
    has_prints = any(len(value) == 16 and value.isalnum() for value in values)
    return bool(prints & values) or (not has_prints and _share(file, each) >= _ENOUGH)


def _rebuilt(row: HandedOut, file: ReturnedFile, book: OpenedBook) -> StoredHandOut:
    """What is known of a hand-out whose base is lost: its row of 配布記録, and the rows that the file bears."""
    is_outside = row.split_by == "取引先"
    plan = plan_of(row.target_sheet or "", is_outside=is_outside)
    ids = file.ids(plan.column("id").label) & set(book.project.of(plan.sheet).by_id)
    known: dict[str, dict[str, Any]] = {each: {} for each in sorted(ids)}
    on = row.handed_out_on or book.project.run_day
    return StoredHandOut(
        row.id or "", plan, row.split_by or "", row.counterpart or "", row.mail, on, row.due_on, is_outside,
        known, {}, {},
    )  # fmt: skip
