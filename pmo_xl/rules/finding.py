"""Finding: one thing that is wrong in a workbook, as data, made of what a rule said of a subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.overdue import owner_of
from pmo_xl.model.blank_word import as_it_stands
from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.display import day, display
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.rule import Judgement, Rule, Severity, Subject


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding is let pass: 免除理由, 承認者 and 免除期限 of チェック結果, or of an earlier precheck."""

    reason: str
    approver: str
    until: date

    @property
    def told(self) -> str:
        """Why, by whom and until when, as results say it."""
        return f"{self.reason}(承認者 {self.approver}、免除期限 {day(self.until)})"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. What a face prints stands in `message` and `remedy`; everything else is data.

    sheet: the contract's name (None: the whole project); sheet_title: the tab's own name.
    row, row_id, column, cell, value: None where the finding is about more than one cell.
    field: what was judged; where the book lacks its derived column, column and cell are another's (is_elsewhere).
    id: stable over runs: rule + sheet + row ID + column. owner: who answers for the row, where it says.
    """

    rule: str
    severity: Severity
    sheet: str | None
    sheet_title: str | None
    row: int | None
    row_id: str | None
    column: str | None
    cell: str | None
    value: str | None
    expected: str | None
    message: str
    remedy: str
    id: str
    verdict: str = "violation"
    waived: Waiver | None = None
    field: str | None = None
    owner: str | None = None
    is_elsewhere: bool = False


def finding_of(rule: Rule, subject: Subject, judgement: Judgement, project: Project) -> Finding:
    """The finding that a hit stands for: where, what, and how to mend it."""
    record = subject if isinstance(subject, Record) else None
    sheet = subject.__class__ if isinstance(subject, Record) else subject
    field = standing_field(record, judgement.field) if record else judgement.field
    column = sheet.columns[field].label if sheet and field else None
    words = _Words(subject, judgement)
    return Finding(
        rule=rule.id,
        severity=judgement.severity or rule.severity,
        sheet=sheet.sheet.label if sheet else None,
        sheet_title=record.place.table.sheet_title if record and record.place else None,
        row=record.row if record else None,
        row_id=record.row_id if record else None,
        column=column,
        cell=cell_of(record, field),
        value=shown(record, field) if record and field else None,
        expected=judgement.expected,
        message=as_it_stands(rule.message.format_map(words), record),
        remedy=rule.remedy.format_map(words),
        id=_finding_id(rule, sheet, None if judgement.is_named_by_key else record, judgement.key, column),
        verdict="question" if judgement.verdict is Verdict.QUESTION else "violation",
        field=judgement.field,
        owner=owner_of(record, project) if record else None,
        is_elsewhere=field != judgement.field,
    )


def standing_field(record: Record, field: str | None) -> str | None:
    """Where a finding about a field stands: for a derived column that the book lacks, the row's first must cell."""
    if field is None or record.place is None or not record.columns[field].is_derived:
        return field
    there = record.place.table.columns
    if field in there:
        return field
    return next((name for name in record.must_fields if name != "id" and name in there), field)


def _finding_id(
    rule: Rule, sheet: type[Record] | None, record: Record | None, key: str | None, column: str | None
) -> str:
    where = sheet.sheet.label if sheet else ""
    row = (record.row_id or f"行{record.row}") if record else ""
    parts = [rule.id, where, "・".join(part for part in (row, key) if part), column or ""]
    return "/".join(parts).rstrip("/")


def shown(record: Record, field: str) -> str | None:
    """What stands in a record's cell, as typed where that differs from what the record holds."""
    if field in record.unread:
        return record.unread[field].text
    if record.place and field in record.place.typed:
        return record.place.typed[field]
    return display(record.columns[field].kind, getattr(record, field)) or record.undecided.get(field)


class _Words(dict[str, object]):
    """The words of a message: the judgement's details, {id}, and the judged row's fields as shown."""

    def __init__(self, subject: Subject, judgement: Judgement) -> None:
        super().__init__(judgement.details)
        self._record = subject if isinstance(subject, Record) else None
        if self._record is not None:
            self.setdefault("id", self._record.row_id or f"{self._record.row}行目")

    def __missing__(self, name: str) -> str:
        if self._record is None:
            raise KeyError(name)
        return shown(self._record, name) or ("(空欄)" if self._record.is_known(name) else "(列なし)")
