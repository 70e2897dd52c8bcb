"""DAT007: derived cells get the formula of their column again."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.project import Project
from pmo_xl.operations.repairs.proposal import FORMULA, Proposal
from pmo_xl.workbook.records.record_cells import RecordCells

_WHAT = {
    "constant": "上書きされた数式を戻す",
    "other": "列の数式に戻す",
    "error": "エラーの値を計算し直す",
    "unstored": "計算結果を入れる",
}


def overwritten_formulas(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every derived cell of a table of ours that holds something else than its column's formula and result."""
    for records in project.records.values():
        for record in records:
            for name, fact in record.place.formulas.items() if record.place else ():
                yield Proposal("DAT007", record, name, FORMULA, _WHAT[fact.state])
