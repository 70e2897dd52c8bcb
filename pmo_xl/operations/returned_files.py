"""Which hand-out a returned file is of: by its property, its 配布番号, else its rows; and the files that came back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from pmo_xl.errors import BadOption
from pmo_xl.exchange.hand_out_plan import plan_of
from pmo_xl.exchange.returned import ReturnedFile, ReturnedRow, ReturnedTab, rows_of_tabs
from pmo_xl.exchange.returned_ids import rows_by_owner
from pmo_xl.exchange.source.raw import objects_left
from pmo_xl.exchange.stored_hand_outs import StoredHandOut
from pmo_xl.model.display import display, shortened
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.references import id_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.hand_out import book_key
from pmo_xl.operations.opened_book import OpenedBook

_OLDER: Final = (
    "{} は、前に回収したファイルより前に保存されたものです。{} の、後のファイルで答えのある欄は変えません。"
)
_BRIEF: Final = 30
SUFFIXES: Final = (".xlsx", ".xlsm")
_LABELS: Final = frozenset(sheet.sheet.label for sheet in SHEETS)
_TABS_OF_A_LEDGER: Final = 5
"""As many tabs of ours as no hand-out has."""
_ENOUGH: Final = 0.8
_PRINT: Final = re.compile(r"[0-9a-f]{16}")


@dataclass
class Returns:
    """The files of one hand-out. doubts: by row's number, why a row may be another; remarks: what is told of the files."""

    stored: StoredHandOut
    is_known: bool
    files: list[tuple[ReturnedFile, tuple[ReturnedTab, ...]]] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)

    def add(self, file: ReturnedFile, tabs: Sequence[ReturnedTab]) -> None:
        """Add a file with its tabs, each row under the number that it was given, and name what lies over the cells."""
        kept = []
        for tab in tabs:
            left = objects_left(file.grids, file.grids.grid(tab.title))
            self.remarks |= dict.fromkeys(f"{each}答えがないか、見てください。" for each in left)
            rows, doubts = rows_by_owner(tab.rows, self.stored)
            self.doubts |= doubts
            kept.append(replace(tab, rows=rows))
        self.files.append((file, tuple(kept)))


def answers(group: Returns) -> list[tuple[str, Sequence[ReturnedRow], Sequence[str]]]:
    """What the files of one hand-out say: a name, the rows, and the numbers that copies of a tab answer differently.

    Of several files the cells of the later ones win, where it is known which they are; else each stands alone.
    """
    stored = group.stored
    given = {id_key(key): {**values, **stored.last.get(key, {})} for key, values in stored.given.items()}
    ordered = sorted(group.files, key=lambda each: each[0].saved_at)
    read = [(file, *rows_of_tabs(tabs, given)) for file, tabs in ordered]
    said = [(file.path.name, _not_overtaken(file, rows, group), apart) for file, rows, apart in read]
    if len(said) < 2 or len({file.saved_at for file, _ in ordered}) < len(ordered):
        return list(said)
    apart = tuple(key for _, _, keys in said for key in keys)
    return [(said[-1][0], _later_cells(group, [(name, rows) for name, rows, _ in said], given), apart)]


def _later_cells(
    group: Returns,
    files: Sequence[tuple[str, Sequence[ReturnedRow]]],
    given: Mapping[str, Mapping[str, Any]],
) -> list[ReturnedRow]:
    """The rows of files in the order in which they were saved; a number twice in one file stays twice."""
    counts = [Counter(id_key(row.row_id) for row in rows if row.row_id) for _, rows in files]
    repeated = {key for each in counts for key, count in each.items() if count > 1}
    merged: dict[str, ReturnedRow] = {}
    others: list[ReturnedRow] = []
    for name, rows in files:
        for row in rows:
            key = id_key(row.row_id or "")
            if not row.row_id or key in repeated:
                others.append(row)
            elif key in merged:
                group.remarks |= dict.fromkeys(
                    _changed_since(merged[key], row, given.get(key, {}), group, name)
                )
                merged[key] = _later(merged[key], row, given.get(key, {}))
            else:
                merged[key] = row
    return [*merged.values(), *others]


def _changed_since(
    first: ReturnedRow, second: ReturnedRow, given: Mapping[str, Any], group: Returns, later: str
) -> Iterator[str]:
    """A sentence for each answer of an earlier file that a later one changed."""
    for name in group.stored.plan.answers:
        old, new = first.values.get(name), second.values.get(name)
        if old not in (None, given.get(name), new) and new not in (None, given.get(name)):
            column = group.stored.plan.column(name)
            told = shortened(" ".join(display(column.kind, old).split()), _BRIEF)
            yield f"{second.row_id} の「{column.label}」は、先の「{told}」でなく {later} の答えを採ります。"


def _later(first: ReturnedRow, second: ReturnedRow, given: Mapping[str, Any]) -> ReturnedRow:
    """A row of two files: what the later one changed wins over what the earlier one did."""
    values, unread = dict(first.values), dict(first.unread)
    for name, value in second.values.items():
        if name in second.unread:
            unread[name] = second.unread[name]
        elif value != given.get(name) or name not in values:
            values[name] = value
            unread.pop(name, None)
    return replace(second, values=values, unread=unread)


def _not_overtaken(
    file: ReturnedFile, rows: Sequence[ReturnedRow], group: Returns
) -> tuple[ReturnedRow, ...]:
    """The rows of a file; of one saved before a file that was collected already, what that one answered stands."""
    stored = group.stored
    if not (file.saved_at and file.saved_at < stored.saved_at):
        return tuple(rows)
    given = {id_key(key): values for key, values in stored.given.items()}
    last = {id_key(key): values for key, values in stored.last.items()}
    found = []
    for row in rows:
        key = id_key(row.row_id or "")
        newer = {
            name: value
            for name, value in last.get(key, {}).items()
            if name in row.values and value not in (given.get(key, {}).get(name), row.values[name])
        }
        if newer:
            group.remarks[_OLDER.format(file.path.name, row.row_id)] = None
        unread = {name: text for name, text in row.unread.items() if name not in newer}
        found.append(replace(row, values={**row.values, **newer}, unread=unread))
    return tuple(found)


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
    """The hand-out that a file is of; number: of a file that does not say it. BadOption where nobody can tell."""
    if file.number:
        if file.book and file.book != book_key(book):
            raise BadOption(f"ほかの案件の配布です({file.number})。何も取り込みません。")
        is_of = (lambda each: True) if file.book else partial(_is_of, file)
        return _of_number(file, file.number, book, kept, is_of)
    if number:
        return _of_number(file, id_key(number), book, kept, partial(_may_be_of, file))
    fits = [each for each in kept if not each.is_cancelled and _share(file, each) >= _ENOUGH]
    closed = {row.id for row in book.of(HandedOut) if not book.project.is_open(row)}
    fits = [each for each in fits if each.id not in closed]
    if len(fits) == 1:
        return Returns(fits[0], is_known=True)
    if sum(title in _LABELS for title in file.grids.titles) >= _TABS_OF_A_LEDGER:
        raise BadOption(
            "返ったブックではなく、台帳の写しのようです(写しで直したものは pmo-xl merge で取り込めます)。"
        )
    why = f"当てはまる配布が {len(fits)} つあります" if fits else "当てはまる配布がありません"
    raise BadOption(f"配布番号がなく、{why}(--handout で番号を指定できます)。")


def _of_number(
    file: ReturnedFile,
    number: str,
    book: OpenedBook,
    kept: Sequence[StoredHandOut],
    is_of: Callable[[StoredHandOut], bool],
) -> Returns:
    found = next((each for each in kept if each.id == number), None)
    if found is not None:
        if not is_of(found):
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
    prints = _prints(file)
    return not prints.isdisjoint(each.fingerprints.values()) or (not prints and _share(file, each) >= _ENOUGH)


def _may_be_of(file: ReturnedFile, each: StoredHandOut) -> bool:
    """Whether a file that a person put to a hand-out may be of it: its 照合, where it has any, are of it."""
    prints = _prints(file)
    return not prints or not prints.isdisjoint(each.fingerprints.values())


def _prints(file: ReturnedFile) -> set[str]:
    """Everything in a file that looks like a 照合."""
    every = (value for grid in file.grids for row in grid.rows for value in row)
    return {value for value in every if isinstance(value, str) and _PRINT.fullmatch(value)}


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
