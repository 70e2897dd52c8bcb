"""The sheets as attributes, by their names in Python: `project.issues`, `book.issues`.

The attributes follow from SHEETS; the stub beside this file names them for type checkers (`make regenerate`).
設定 is none of them: `settings` gives it typed, in Project and Book.
"""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from pmo_xl.model.record import Record
from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS

R = TypeVar("R", bound=Record)


class Rows(Generic[R]):
    """An attribute that holds the records of one sheet."""

    def __init__(self, record_class: type[R]) -> None:
        """Name the record class whose rows the attribute gives."""
        self.record_class = record_class

    def __get__(self, owner: SheetRows | None, owner_class: type) -> Rows[R] | RecordSet[R]:
        """The records of this project or book; a project, whose records stay as they are, keeps them under the name."""
        if owner is None:
            return self
        found = owner.of(self.record_class)
        if owner.is_fixed:
            vars(owner)[self.record_class.sheet.collection] = found
        return found


class SheetRows:
    """Whatever holds the rows of sheets; `of` gives the records of any sheet. is_fixed: always the same."""

    is_fixed: ClassVar[bool] = False

    def of(self, record_class: type[R]) -> RecordSet[R]:
        """The records of one sheet (empty when the sheet is absent)."""
        return RecordSet(record_class)


for _sheet in SHEETS:
    if _sheet is not Setting:
        setattr(SheetRows, _sheet.sheet.collection, Rows(_sheet))
