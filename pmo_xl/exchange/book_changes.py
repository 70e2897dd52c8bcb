"""BookChanges: a set of changes that can be looked at, and asked what the rules would say of it, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from pmo_xl.errors import PmoXlError
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.editing import preview_all
from pmo_xl.workbook.changes.record_change import RecordChanges

if TYPE_CHECKING:
    from pmo_xl.model.project import Project
    from pmo_xl.rules.change_check import ChangeCheck
    from pmo_xl.workbook.changes.editing import WorkbookEditor
    from pmo_xl.workbook.edits.edit import SaveReport
    from pmo_xl.workbook.records.record_cells import RecordCells

Checked: TypeAlias = "Callable[[ChangeSet, str | Iterable[str]], ChangeCheck]"
"""What asks the rules of a set of changes."""


class BookChanges(ChangeSet):
    """Changes to a book: a ChangeSet that can be looked at before it is written; `repr` and a notebook show its cells.

    report: what the save did, once it is done; None before, and where nothing was written.
    """

    def __init__(
        self,
        project: Project,
        cells: RecordCells,
        editor: Callable[[], WorkbookEditor],
        checked: Checked,
        *,
        new_words: bool = False,
    ) -> None:
        """Begin without any change. editor: gives what writes the book. checked: asks the rules."""
        super().__init__(project, cells, new_words=new_words)
        self._editor, self._checked = editor, checked
        self.report: SaveReport | None = None

    def preview(self) -> RecordChanges:
        """Every cell that would change, before → after, what cannot be written among them; nothing is written.

        RefusedEdit where the file cannot be written at all.
        """
        return preview_all(self, self._editor()) if len(self) else RecordChanges()

    def check(self, rules: str | Iterable[str] = ()) -> ChangeCheck:
        """The findings that the changes would bring, end and leave; nothing is written. rules: as `Book.check`."""
        return self._checked(self, rules)

    def __repr__(self) -> str:
        try:
            return repr(self.preview())
        except PmoXlError as error:  # a repr never fails
            return f"<{len(self)} 件の変更: {error.message}>"

    def _repr_html_(self) -> str:
        return self.preview()._repr_html_()
