"""The proof of a save: the new file is read back with other readers before it may replace the old one.

Parts that were not edited are compared by their bytes. In every edited sheet each cell that was not
meant to change must have its old value, formula and style, each changed one its new; what lies around
the cells must be the same but for the ends of ranges that grew. The other edited parts may differ only
where an edit said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.closed_book.cell_scan import scanned_rows
from pmo_xl.workbook.closed_book.editor import Edited
from pmo_xl.workbook.closed_book.generated import RenewedSheet
from pmo_xl.workbook.closed_book.insertion_proof import prove_insertion
from pmo_xl.workbook.closed_book.kept_buttons import seen_of
from pmo_xl.workbook.closed_book.parts import Parts
from pmo_xl.workbook.closed_book.proof_cells import differing_scan
from pmo_xl.workbook.closed_book.proof_parts import differing_parts, differs_around_cells
from pmo_xl.workbook.closed_book.proof_values import ValueReader, differing_cells
from pmo_xl.workbook.closed_book.sheet_parts import AddedSheet
from pmo_xl.workbook.file.safe_xml import as_plain_utf8

_SHOWN = 5


def prove(new: bytes, edited: Edited) -> None:
    """RefusedEdit, saying what differed, unless the new file is exactly the old one with the edits."""
    for each in edited.inserted:
        prove_insertion(each)
    differences = list(_differences(new, edited))
    if differences:
        shown = "、".join(differences[:_SHOWN]) + (" ほか" if len(differences) > _SHOWN else "")
        raise RefusedEdit(
            f"書き換えの確認で違いが見つかったため保存しませんでした（{shown}）。元のファイルはそのままです。"
        )


def _differences(new: bytes, edited: Edited) -> Iterator[str]:
    before, after = edited.book.parts, Parts(edited.book.parts.file_name, new)
    yield from _differing_bytes(before, after)
    yield from _differing_renewed(before, after, edited)
    yield from differing_parts(before, after, edited)
    rewritten: dict[str, set[int]] = {}
    for name, expected in edited.expected.items():
        sheets = before.original(expected.part), after.read(expected.part)
        old_sheet, new_sheet = map(as_plain_utf8, sheets)
        rows = scanned_rows(old_sheet), scanned_rows(new_sheet)
        rewritten[name] = {row for row in {*rows[0], *rows[1]} if rows[0].get(row) != rows[1].get(row)}
        yield from (f"{name}!{what}" for what in differing_scan(*rows, expected))
        columns = edited.reshaped.columns_of.get(name, [])
        accepted = edited.reshaped.validations.get(name, [])
        if differs_around_cells(old_sheet, new_sheet, expected, edited.growths, columns, accepted):
            yield f"{name}のセル以外の設定"
    yield from _differing_values(before, after, edited, rewritten)


def _differing_bytes(before: Parts, after: Parts) -> Iterator[str]:
    if before.names != after.names:
        yield "部品の一覧"
    edited = {*before.changed, *before.added}
    for name in before.names:
        is_same = name in after and before.entry(name).record == after.entry(name).record
        if name not in edited and not is_same:
            yield f"部品 {name}"
    yield from (f"部品 {name}" for name in before.added if before.read(name) != after.read(name))


def _differing_renewed(before: Parts, after: Parts, edited: Edited) -> Iterator[str]:
    """The parts of sheets that were put anew: they are what was made, byte by byte."""
    for sheet in edited.reshaped.renewed:
        yield from (
            f"部品 {name}" for name in sheet.parts if name in before and before.read(name) != after.read(name)
        )
        if seen_of(before, sheet.part) != seen_of(after, sheet.part):
            yield f"{sheet.title}のボタン"


def _differing_new_sheets(new: ValueReader, edited: Edited) -> Iterator[str]:
    """What an added sheet holds, against the donor's."""
    made: list[AddedSheet | RenewedSheet] = [*edited.reshaped.sheets, *edited.reshaped.renewed]
    for sheet in made:
        donor = ValueReader(sheet.donor.book.parts.container)
        values = donor.values(sheet.donor_part), new.values(sheet.part)
        places = differing_cells(*values, {}, edited.book.context.is_1904)
        yield from (f"{sheet.title}!{cell_name(*place)}の値" for place in places)


def _differing_values(
    before: Parts, after: Parts, edited: Edited, rewritten: Mapping[str, set[int]]
) -> Iterator[str]:
    """Every new sheet is read whole; of the old one, only the rows whose bytes are others now or that an edit wrote.

    The same bytes have the same values where texts and formats are the same; where they are not, all is compared.
    """
    old, new = ValueReader(before.container), ValueReader(after.container)
    added = edited.reshaped.sheets
    titles = list(old.sheet_titles)
    for sheet in added:
        titles.insert(sheet.place, sheet.title)
    if titles != new.sheet_titles:
        yield "シートの一覧"
    yield from _differing_new_sheets(new, edited)
    is_alike = old.common == new.common
    for name, expected in edited.expected.items():
        rows = rewritten[name] | {row for row, _ in expected.written} if is_alike else None
        values = old.values(expected.part, rows), new.values(expected.part)
        places = differing_cells(*values, expected.written, edited.book.context.is_1904, rows)
        yield from (f"{name}!{cell_name(*place)}の値" for place in places)
