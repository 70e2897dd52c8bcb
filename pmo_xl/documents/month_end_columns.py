"""The columns that every list of the month end begins with: whose line it is, and the cell it links to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmo_xl.documents.cell_link import CellTarget
from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.documents.month_end_result import ProjectMonthEnd
from pmo_xl.metrics.ledger_row import LedgerRow
from pmo_xl.model.column import Kind

LINK_COLUMN = 1
LEAD = (
    Heading("案件", width=22),
    Heading("場所", width=17),
    Heading("ID", width=10),
    Heading("件名", Kind.LONGTEXT, 30),
    Heading("発注先", width=20),
    Heading("部門", width=14),
    Heading("担当", width=12),
)
NO_DEPARTMENT, NO_VENDOR, NO_OWNER = "(部門なし)", "(発注先なし)", "(担当なし)"


@dataclass(frozen=True)
class LinkedListing(Listing):
    """A listing whose second column links to a cell. targets: one for each row. judged: columns of words to colour."""

    targets: Sequence[CellTarget | None] = ()
    judged: tuple[str, ...] = ()


def lead(project: ProjectMonthEnd, at: LedgerRow) -> tuple[object, ...]:
    """The values of LEAD."""
    return (
        project.name,
        place(at),
        at.row_id,
        at.title,
        at.vendor or NO_VENDOR,
        at.department or NO_DEPARTMENT,
        at.owner or NO_OWNER,
    )


def place(at: LedgerRow) -> str:
    """Where a line stands: 検収支払!Q12."""
    return f"{at.sheet_title}!{at.cell}" if at.cell else f"{at.sheet_title} {at.row}行"


def target(project: ProjectMonthEnd, at: LedgerRow) -> CellTarget:
    """The cell that a line links to."""
    return CellTarget(project.path, at.sheet_title, at.cell or f"A{at.row or 1}")
