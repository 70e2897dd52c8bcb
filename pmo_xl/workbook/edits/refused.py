"""Which of several edits cannot be carried out, and why: each is planned alone, so that one does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.edits.edit import CellEdit, Edit
from pmo_xl.workbook.edits.planner import plan_of
from pmo_xl.workbook.edits.sheet_facts import SheetFacts

Refused = list[tuple[CellEdit, str]]


def refused_edits(edits: Iterable[Edit], facts_of: Callable[[str], SheetFacts]) -> Refused:
    """The edits that no plan takes, each with the sentence why. facts_of: gives a sheet by its name."""
    cells = [edit for edit in edits if isinstance(edit, CellEdit)]
    return [(edit, reason) for edit in cells if (reason := _why_not(edit, facts_of))]


def _why_not(edit: CellEdit, facts_of: Callable[[str], SheetFacts]) -> str | None:
    try:
        plan_of(facts_of(edit.sheet), [edit])
    except RefusedEdit as error:
        return error.message
    return None
