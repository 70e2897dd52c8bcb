"""Edits of the shape carried out on a workbook in memory, and what each leaves for the proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.accepted import AddedValidation, add_validation
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.columns import AddedColumn, add_column
from pmo_xl.workbook.closed_book.donor import OpenDonor
from pmo_xl.workbook.closed_book.file_properties import set_properties
from pmo_xl.workbook.closed_book.generated import RenewedSheet, renew_sheets
from pmo_xl.workbook.closed_book.heading_names import set_column_formula, set_heading
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.closed_book.sheet_parts import AddedSheet, add_sheet, names_of
from pmo_xl.workbook.edits.edit import CellChange
from pmo_xl.workbook.edits.structure import (
    AddColumn,
    AddName,
    AddSheet,
    AddValidation,
    Donor,
    RenewSheets,
    SetColumnFormula,
    SetHeading,
    SetProperties,
    Structure,
)


@dataclass
class Reshaped:
    """What was done to the shape of a workbook. columns: by the part of their table. changes: what no cell shows."""

    columns: dict[str, list[AddedColumn]] = field(default_factory=dict)
    sheets: list[AddedSheet] = field(default_factory=list)
    renewed: list[RenewedSheet] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    properties: dict[str, str] = field(default_factory=dict)
    headings: list[SetHeading] = field(default_factory=list)
    formulas: list[SetColumnFormula] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    columns_of: dict[str, list[AddedColumn]] = field(default_factory=dict)
    validations: dict[str, list[AddedValidation]] = field(default_factory=dict)

    @property
    def is_formula_change(self) -> bool:
        """Whether formulas may have come or other ones gone."""
        return bool(
            self.columns or self.sheets or self.names or self.headings or self.formulas or self.renewed
        )


def reshape(book: Book, edits: Iterable[Structure]) -> Reshaped:
    """Carry out the edits in their order. RefusedEdit when one could lose something."""
    done, donors = Reshaped(), dict[int, OpenDonor]()

    def opened(donor: Donor) -> OpenDonor:
        """A donor, opened once."""
        return donors.setdefault(id(donor), donors.get(id(donor)) or OpenDonor(donor, book))

    for edit in edits:
        match edit:
            case AddColumn():
                _add_column(book, edit, opened(edit.donor), done)
            case AddValidation():
                made = add_validation(book.sheet(edit.sheet), edit, opened(edit.donor))
                done.validations.setdefault(book.sheet(edit.sheet).name, []).append(made)
            case AddSheet():
                added, change = add_sheet(book, edit, opened(edit.donor))
                done.sheets.append(added)
                done.changes.append(change)
            case RenewSheets():
                for renewed, change in renew_sheets(book, edit, opened(edit.donor)):
                    done.renewed.append(renewed)
                    done.changes.append(change)
                done.names |= edit.names.keys()
            case SetHeading():
                set_heading(book, edit)
                done.headings.append(edit)
            case SetColumnFormula():
                set_column_formula(book, edit)
                done.formulas.append(edit)
            case AddName():
                _add_name(book, edit)
                done.names.add(edit.name)
            case SetProperties():
                changed = set_properties(book.parts, edit.values)
                done.properties |= {key: edit.values[key] for key in changed}
    return done


def _add_column(book: Book, edit: AddColumn, donor: OpenDonor, done: Reshaped) -> None:
    sheet = book.sheet(edit.sheet)
    added = add_column(sheet, edit, donor)
    part = next(each.part.name for each in sheet.tables if each.name == added.table)
    done.columns.setdefault(part, []).append(added)
    done.columns_of.setdefault(sheet.name, []).append(added)


def _add_name(book: Book, edit: AddName) -> None:
    holder = names_of(book)
    known = [each.get("name", "").casefold() for each in holder if each.get("localSheetId") is None]
    if edit.name.casefold() in known:
        raise RefusedEdit(f"名前「{edit.name}」がもうあるため、足しません。")
    made = holder.makeelement(main("definedName"), {"name": edit.name})
    made.text = edit.text
    holder.append(made)
    book.workbook.is_changed = True
