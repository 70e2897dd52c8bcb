"""fix: the safe repairs of a workbook, as a list of cell changes; written only when asked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pmo_xl.errors import BadChange, BadOption
from pmo_xl.model.display import display
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.edit import begin
from pmo_xl.operations.planned import Plan, PlannedChange, carried_out
from pmo_xl.operations.repairs import FORMULA, REPAIRS, RULES, Proposal
from pmo_xl.operations.repairs.own_words import WHAT as ADD_WORD
from pmo_xl.operations.repairs.own_words import MissingWord, missing_words
from pmo_xl.operations.repairs.shipped_counts import MendedCell, mended_counts
from pmo_xl.workbook.cells.address import cell_name, column_letters
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.derived_results import calculated
from pmo_xl.workbook.changes.record_change import RecordChange
from pmo_xl.workbook.edits.edit import SetCell
from pmo_xl.workbook.records.record_cells import CellPlace, RecordCells

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook

_STRUCK_LOST = "取り消し線の付いた文字が消えるため、人が直してください"


def fix(book: OpenedBook, *, apply: bool = False, rules: Sequence[str] = ()) -> Plan:
    """What can be mended without a person deciding, and with `apply` mend it.

    rules: only the repairs of these rules (DAT002 …). A cell that cannot be written (locked, merged, spilled) is named
    in `blocked` and stops nothing else. Raises BadOption for a rule without a repair, RefusedEdit when the file cannot
    be written; then nothing is.
    """
    changes = begin(book)
    wanted = _wanted(rules)
    reasons: dict[tuple[str, str], tuple[str | None, str]] = {}
    doubtful: list[PlannedChange] = []
    for place, proposal in _first_per_cell(book, changes.cells, wanted):
        strikethrough = _STRUCK_LOST if changes.cells.is_partly_strikethrough(place) else None
        doubt = proposal.doubt or strikethrough or _set(changes, proposal)
        if doubt:
            doubtful.append(_only_shown(proposal, place, changes.cells, doubt))
        else:
            reasons[place.title, cell_name(place.row, place.column)] = (proposal.rule, proposal.what)
    for word in missing_words(book.project, changes.cells) if "DAT004" in wanted else ():
        if word.doubt:
            doubtful.append(_doubtful_word(word, changes.cells))
        else:
            changes.append(word.choice)
            reasons[changes.new_rows[-1].layout.title, ""] = ("DAT004", ADD_WORD)
    for edit, what in _own_cells(book, changes) if "DAT007" in wanted else ():
        if isinstance(book.source, FileSource):
            changes.mend_own_cell(edit)
            reasons[edit.sheet, cell_name(edit.row, edit.column)] = ("DAT007", what)
        else:
            doubtful.append(_closed_only(edit, what))
    return carried_out(book, changes, reasons, doubtful, is_applied=apply, is_partial=True)


def _doubtful_word(word: MissingWord, cells: RecordCells) -> PlannedChange:
    proposal = Proposal("DAT004", word.record, word.field, None, ADD_WORD)
    place = cells.place_of(word.record, word.field)
    return _only_shown(proposal, place, cells, word.doubt or "")


def _own_cells(book: OpenedBook, changes: ChangeSet) -> Iterator[MendedCell]:
    """The cells of メニュー and 集計 whose shipped formula is mended."""
    ledgers = {layout.title for layout in changes.cells.layouts}
    grids = book.source.grids()
    others = [grids.grid(title) for title in grids.titles if title not in ledgers]
    return mended_counts(calculated(book.project), others)


def _closed_only(edit: SetCell, what: str) -> PlannedChange:
    """メニュー is protected: in an open book Excel lets nobody write there."""
    cell = cell_name(edit.row, edit.column)
    change = RecordChange(edit.sheet, edit.row, cell, None, column_letters(edit.column), "", "")
    return PlannedChange(
        change, "DAT007", what, "Excelでブックを閉じてから、--live を付けずに直してください。"
    )


def _wanted(rules: Iterable[str]) -> frozenset[str]:
    names = frozenset(rule.upper() for rule in rules)
    unknown = sorted(names - set(RULES))
    if unknown:
        raise BadOption(f"{unknown[0]} を直す機能はありません。直せるのは {'、'.join(RULES)} です。")
    return names or frozenset(RULES)


def _first_per_cell(
    book: OpenedBook, cells: RecordCells, rules: frozenset[str]
) -> Iterator[tuple[CellPlace, Proposal]]:
    """The proposals of these rules; of several about one cell, the first."""
    seen: set[CellPlace] = set()
    for repair in REPAIRS:
        for proposal in repair(book.project, cells):
            for _, place in cells.places_of(proposal.record, [proposal.field]):
                if place not in seen and proposal.rule in rules:
                    seen.add(place)
                    yield place, proposal


def _set(changes: ChangeSet, proposal: Proposal) -> str | None:
    """Put the repair among the changes; why it cannot be, where it cannot."""
    try:
        if proposal.value is FORMULA:
            changes.restore_formula(proposal.record, proposal.field)
        else:
            changes.set(proposal.record, **{proposal.field: proposal.value})
    except BadChange as error:
        return error.message
    return None


def _only_shown(proposal: Proposal, place: CellPlace, cells: RecordCells, doubt: str) -> PlannedChange:
    record, column = proposal.record, proposal.record.columns[proposal.field]
    after = "" if proposal.value is FORMULA else display(column.kind, proposal.value)
    change = RecordChange(
        place.title,
        place.row,
        cell_name(place.row, place.column),
        record.row_id,
        column.label,
        str(cells.raw(place)),
        after,
    )
    return PlannedChange(change, proposal.rule, proposal.what, doubt)
