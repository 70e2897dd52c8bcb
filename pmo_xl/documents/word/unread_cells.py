"""The cells that could not be read among those a paper stands on: what the command names beside the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmo_xl.documents.word.content import DUE_SHEETS, Basis, Content
from pmo_xl.metrics.overdue import sheets_with_due_dates
from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS

_MOST = 5


def unread_cells(content: Content, project: Project, row: Record | None = None) -> tuple[str, ...]:
    """Each as 課題管理表!F5「4月上旬」; of a paper made per row those of its row, else of every sheet it stands on."""
    records = (row,) if row is not None else content.records or _records(content.basis, project)
    return tuple(cell for record in records for cell in cells_of(record))


def unread_sentence(cells: Iterable[str]) -> str:
    """How many cells could not be read, and which; "" of none."""
    named = list(dict.fromkeys(cells))
    if not named:
        return ""
    more = f" ほか {len(named) - _MOST} 個" if len(named) > _MOST else ""
    return (
        f"文書の元になる行に、読み取れないセルが {len(named)} 個あります({'、'.join(named[:_MOST])}{more})。"
        "セルを直して作り直してください(場所と直し方は、点検の指摘 DAT003 に出ます)。"
    )


def _records(basis: Iterable[Basis], project: Project) -> Iterator[Record]:
    labels = {each.sheet for each in basis}
    due = sheets_with_due_dates() if DUE_SHEETS in labels else ()
    for sheet in SHEETS:
        if sheet.sheet.label in labels or sheet in due:
            yield from project.of(sheet)


def cells_of(record: Record, names: Iterable[str] | None = None) -> Iterator[str]:
    """The cells of a row that could not be read, each as 課題管理表!F5「4月上旬」; names: only these fields."""
    title = record.place.table.sheet_title if record.place else record.sheet.label
    for name in record.unread if names is None else names:
        place = cell_of(record, name) or f" {record.row_id or ''} {record.columns[name].label}"
        yield f"{title}!{place}「{record.unread[name].text[:20]}」"
