"""try_condition: which rows a formula would hit, before it is put into 社内規則."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.conditions.columns import cells_of, sheet_named
from pmo_xl.errors import BadOption
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.rules.finding import shown
from pmo_xl.rules.own_rules import own_rule_of
from pmo_xl.rules.run import run

_NAME = "OWN000"


@dataclass(frozen=True, slots=True)
class TriedCondition:
    """What a formula gave. hits: the rows, each with what it shows in the columns that the formula reads.

    judged, out_of_scope, undeterminable: rows, as `check` counts them; reason: why some gave no answer.
    """

    sheet: type[Record]
    columns: tuple[str, ...]
    hits: tuple[tuple[Record, tuple[str, ...]], ...]
    judged: int
    out_of_scope: int
    undeterminable: int
    reason: str | None

    @property
    def counts(self) -> str:
        """How many rows it hits, and of how many."""
        rows = (("当たる行", len(self.hits)), ("点検した行", self.judged), ("対象外", self.out_of_scope))
        return " / ".join(
            f"{name} {count}" for name, count in (*rows, ("判定できない行", self.undeterminable))
        )


def try_condition(project: Project, condition: str, sheet: str, rows: str | None = None) -> TriedCondition:
    """Ask a formula of the rows of a sheet, by its label. BadOption for one that is no formula, or no sheet."""
    named = sheet_named(sheet, project)
    if named is None:
        raise BadOption(
            f"「{sheet}」という点検できるシートはありません。シートの名前は台帳の見出しのとおりに書いてください。"
        )
    if named not in project.left_out and not project.has(named):
        raise BadOption(f"この台帳に「{named.sheet.label}」シートがありません。")
    row = OwnRule(
        id=_NAME,
        target_sheet=sheet,
        condition=condition,
        rows=rows or None,
        severity="情報",
        message="当たる",
    )
    read, rule = own_rule_of(row, project)
    if read.faults or read.sheet is None or read.hits is None:
        fault = read.faults[0]
        raise BadOption(f"{OwnRule.columns[fault.field].label}を読めません。{fault.why}。")
    report = run(project, [rule])
    (count,) = report.rules
    meant = {finding.row for finding in report.findings}
    fields = tuple(column for column in read.hits.inputs)
    own = {column: cells_of(column, project) for column in fields if column.field is None}
    hits = []
    for at, record in enumerate(project.of(read.sheet)):
        if record.row in meant:
            values = (shown(record, column.field) if column.field else own[column][at] for column in fields)
            hits.append((record, tuple("(空欄)" if value in (None, "") else str(value) for value in values)))
    numbers = (count.judged, count.out_of_scope, count.undeterminable)
    return TriedCondition(
        read.sheet, tuple(column.heading for column in fields), tuple(hits), *numbers, count.reason
    )
