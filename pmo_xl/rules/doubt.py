"""What a rule cannot have seen: cells of other rows and sheets that could not be read and that it needed.

A rule is asked as ever; only when it came upon such a cell it is asked again, row by row, by `doubting`. A row that
comes to nothing because a cell of its own could not be read is 判定不能 as one whose cell stands in `reads`; cells of
other rows make the rule 判定不能 once, with the cells named, however many rows needed them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNCACHED, Record
from pmo_xl.model.unread_reads import Reads, noted, others_than
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.rule import EVERY_ROW, Asked, Judgement, Rule, undeterminable

OF_CELLS = "DAT"
"""Rules about the cells themselves: DAT003 is what tells of an unread one."""
_IDLE = (Verdict.FITS, Verdict.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class UnreadCells:
    """The cells of one column that could not be read: sheet, column, the first of them, and how many more there are."""

    sheet: str
    column: str
    first: str
    more: int
    is_uncached: bool

    @classmethod
    def of(cls, sheet: type[Record], field: str, project: Project) -> UnreadCells:
        """Those of a field of a sheet."""
        rows = project.of(sheet).unread_rows[field]
        first = rows[0]
        title = first.place.table.sheet_title if first.place else sheet.sheet.label
        where = cell_of(first, field) or f"{first.row}行目"
        label = sheet.columns[field].label
        return cls(title, label, where, len(rows) - 1, first.unread[field].is_uncached)

    def __str__(self) -> str:
        """マスタスケジュール C12(種別)ほか 2."""
        return f"{self.sheet} {self.where}"

    @property
    def where(self) -> str:
        """C12(種別)ほか 2."""
        return f"{self.first}({self.column})" + (f"ほか {self.more}" if self.more else "")

    @property
    def reason(self) -> str:
        """Why the rule is not settled, and what is to be done."""
        if self.is_uncached:
            return f"ほかの行の判定に要る「{self.sheet}」{self.where}の{UNCACHED}"
        return (
            f"ほかの行の判定に要る「{self.sheet}」{self.where}を読み取れません。DAT003 の指摘を直してください"
        )


def cells_of(reads: Reads, project: Project) -> Sequence[UnreadCells]:
    """The cells that stand in the columns of these reads."""
    return [UnreadCells.of(sheet, field, project) for sheet, field in reads]


def doubting(rule: Rule, needed: list[Reads]) -> Rule:
    """The rule that also puts into `needed` which unread cells of other rows it came upon."""

    def judge(record: Record, project: Project) -> Any:  # noqa: ANN401 - whatever a rule says
        """What the rule says of a row."""
        said, reads = noted(lambda: _listed(rule.judge(record, project)))
        is_one = isinstance(said, Judgement)
        several = (said,) if is_one else said
        told = Verdict.UNDETERMINABLE, *((Verdict.VIOLATION, Verdict.QUESTION) if is_one else ())
        if not reads or any(each.verdict in told for each in several):
            return said
        needed.append(others_than(record, reads))
        own = [read.field for read, rows in reads.items() if any(row is record for row in rows)]
        if own and all(each.verdict in _IDLE for each in several):
            return undeterminable(unread_reason(record, own[0]))
        return said

    def screen(sheet: type[Record], project: Project) -> Asked:
        """The rows to ask: all of them where the screen itself came upon unread cells of theirs."""
        if rule.screen is None:
            return EVERY_ROW
        asked, reads = noted(lambda: rule.screen(sheet, project))  # type: ignore[misc]
        needed.append({key: rows for key, rows in reads.items() if key.sheet is not sheet})
        if asked.places is None or len(needed[-1]) < len(reads):
            return EVERY_ROW
        return Asked({*asked.places, *project.of(sheet).unread_places}, asked.others)

    return replace(rule, judge=judge, screen=screen)


def _listed(said: Any) -> Any:  # noqa: ANN401 - whatever a rule says
    return said if isinstance(said, Judgement) else tuple(said)


def unread_reason(record: Record, field: str) -> str:
    """Why nothing can be said of a row whose own cell could not be read."""
    label = record.columns[field].label
    if record.unread[field].is_uncached:
        return f"「{label}」の{UNCACHED}"
    return f"「{label}」を読み取れない行があります"
