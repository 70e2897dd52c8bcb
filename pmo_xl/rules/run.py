"""The machine: walks the records, asks each rule, counts, and makes findings of what the rules said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Generic, TypeVar

from pmo_xl.conditions.plugged_functions import function_faults
from pmo_xl.model.blank_word import as_it_stands
from pmo_xl.model.past import NO_PAST_REASON
from pmo_xl.model.project import Project, SheetLeftOut, left_out_reason
from pmo_xl.model.record import Record, Table
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.unread_reads import Read, Reads, joined, noted
from pmo_xl.model.verdict import Verdict
from pmo_xl.plugins import ENDS
from pmo_xl.rules.catalog import catalogued
from pmo_xl.rules.doubt import OF_CELLS, cells_of, doubting, unread_reason
from pmo_xl.rules.finding import Finding, finding_of
from pmo_xl.rules.plugged import plugged_rules
from pmo_xl.rules.policy import Policy
from pmo_xl.rules.report import Report, RuleCount, write_report
from pmo_xl.rules.rule import EVERY_ROW, FITS, OUT_OF_SCOPE, Judgement, Rule, Subject, out_of_scope

S = TypeVar("S")
STANDARD_POLICY = Policy()
FAILED = "規則の実行中に問題が起きました"
JUDGED_SHEETS = tuple(sheet for sheet in SHEETS if sheet is not RecordedFinding)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a rule as a whole cannot be asked.

    is_in_order: nothing is wrong with that: the sheet belongs to the full profile (対象外). is_unjudged: the rows
    are 判定不能 (something that was due is missing), not merely left for a later run.
    """

    reason: str
    is_in_order: bool = False
    is_unjudged: bool = False


@dataclass
class Tally(Generic[S]):
    """What one rule has said so far."""

    judged: int = 0
    violations: int = 0
    questions: int = 0
    undeterminable: int = 0
    out_of_scope: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    hits: list[tuple[S, Judgement]] = field(default_factory=list)
    is_failed: bool = False
    is_lacking: bool = False
    unsettled: tuple[str, ...] = ()

    def stopped(self, obstacle: Obstacle, rows: int) -> None:
        """The rule as a whole could not be asked about these rows."""
        self.is_lacking = not obstacle.is_in_order
        if obstacle.is_unjudged:
            self.cannot(obstacle.reason, rows)
        else:
            self.out_of_scope += rows
            self.reasons[obstacle.reason] += 1

    def cannot(self, reason: str, rows: int = 1) -> None:
        """Count rows that could not be judged."""
        self.undeterminable += rows
        self.reasons[reason] += max(rows, 1)

    def leave_open(self, reads: Reads, project: Project, *, is_told: bool) -> None:
        """Cells of other rows that could not be read were needed: once, however many rows needed them.

        A rule about the whole project that says itself what it cannot judge has told of them.
        """
        cells = cells_of(reads, project)
        self.unsettled = tuple(str(each) for each in cells)
        if cells and not (is_told and self.undeterminable):
            self.undeterminable += 1
            self.reasons.update(each.reason for each in cells)

    def add(self, subject: S, judgements: Iterable[Judgement]) -> None:
        """Count one subject by the heaviest thing said of it, and keep its hits."""
        verdicts = set()
        for judgement in (_where_it_can_stand(subject, judgement) for judgement in judgements):
            verdicts.add(judgement.verdict)
            if judgement.verdict in (Verdict.VIOLATION, Verdict.QUESTION):
                self.hits.append((subject, judgement))
            elif judgement.verdict is Verdict.UNDETERMINABLE:
                self.reasons[as_it_stands(judgement.reason or "", _row(subject))] += 1
            elif judgement.reason:
                self.reasons[judgement.reason] = 1
        self._count(verdicts)

    def _count(self, verdicts: set[Verdict]) -> None:
        if Verdict.VIOLATION in verdicts:
            self.violations += 1
        elif Verdict.QUESTION in verdicts:
            self.questions += 1
        elif Verdict.UNDETERMINABLE in verdicts:
            self.undeterminable += 1
            return
        elif verdicts == {Verdict.OUT_OF_SCOPE}:
            self.out_of_scope += 1
            return
        self.judged += 1

    def count(self, rule: Rule) -> RuleCount:
        """The tally as it is reported."""
        reason = "、".join(text for text, _ in self.reasons.most_common(3)) or None
        numbers = (self.judged, self.violations, self.questions, self.undeterminable, self.out_of_scope)
        manual = None if rule.id in catalogued() else rule.manual_page
        told = (self.is_failed, self.is_lacking, manual, self.unsettled)
        return RuleCount(rule.id, rule.name, *numbers, reason, *told)


def _where_it_can_stand(subject: object, judgement: Judgement) -> Judgement:
    """The judgement; 対象外 where it would stand in a column of a later schema that the row's table lacks."""
    place = subject.place if isinstance(subject, Record) else None
    if place is None or judgement.field is None or judgement.verdict is Verdict.OUT_OF_SCOPE:
        return judgement
    column = place.table.record_class.columns[judgement.field]
    if (
        column.is_derived
        or judgement.field in place.table.columns
        or judgement.field not in place.table.known
    ):
        return judgement
    return out_of_scope(f"「{place.table.sheet_title}」に「{column.label}」列がありません")


def _row(subject: object) -> Record | None:
    return subject if isinstance(subject, Record) else None


def run(project: Project, rules: Iterable[Rule], policy: Policy = STANDARD_POLICY) -> Report:
    """Ask these rules about the project, weighing findings as the policy says.

    A rule that raises is reported as failed and 判定不能, and what it had found is dropped; the others go on. What
    needs a sheet that was left out on opening is 判定不能.
    """
    findings: list[Finding] = []
    counts: list[RuleCount] = []
    guarded = project.guarded()
    for rule in rules:
        tally, made = _ask_safely(rule, guarded, project)
        counts.append(tally.count(rule))
        weight = policy.severity(rule)
        findings += [replace(finding, severity=weight) if weight else finding for finding in made]
    project.take_over(guarded)
    return write_report(project, findings, counts, policy, (*plugged_rules()[1], *function_faults()))


def _ask_safely(rule: Rule, guarded: Project, project: Project) -> tuple[Tally[Subject], list[Finding]]:
    """What a rule says of the guarded project, in figures and as findings. Whatever it raises ends it alone."""
    tally: Tally[Subject] = Tally()
    try:
        if not project.has_unread or rule.id.startswith(OF_CELLS):
            _ask(rule, guarded, tally)
        elif noted(lambda: _ask(rule, guarded, tally))[1]:
            tally = Tally[Subject]()
            needed = _ask_row_by_row(rule, guarded, tally)
            tally.leave_open(needed, project, is_told=rule.judges is Project)
        return tally, [finding_of(rule, subject, judgement, project) for subject, judgement in tally.hits]
    except SheetLeftOut as error:
        tally = Tally[Subject](is_lacking=True)
        tally.cannot(str(error))
    except ENDS:
        raise
    except BaseException as error:
        tally = Tally[Subject](is_failed=True, is_lacking=True)
        tally.cannot(f"{FAILED}({type(error).__name__}: {' '.join(str(error).split())})")
    return tally, []


def _ask(rule: Rule, project: Project, tally: Tally[Subject]) -> None:
    obstacle = _obstacle(rule, project)
    if obstacle:
        tally.stopped(obstacle, sum(len(project.of(sheet)) for sheet in _judged_sheets(rule, project)))
    elif rule.judges is Project:
        for subject, judgement in rule.judge(project):
            if judgement is FITS:
                tally.judged += 1
            elif judgement is OUT_OF_SCOPE:
                tally.out_of_scope += 1
            else:
                tally.add(subject, (judgement,))
    else:
        for sheet in _judged_sheets(rule, project):
            _walk(rule, project, sheet, tally)


def _ask_row_by_row(rule: Rule, project: Project, tally: Tally[Subject]) -> Reads:
    """As `_ask`, of a rule that came upon cells that could not be read: which of other rows it needed."""
    if rule.judges is Project:
        return noted(lambda: _ask(rule, project, tally))[1]
    needed: list[Reads] = []
    _ask(doubting(rule, needed), project, tally)
    return {read: rows for read, rows in joined(needed).items() if not _is_told(rule, read)}


def _is_told(rule: Rule, read: Read) -> bool:
    """Whether each row with such a cell is 判定不能 itself."""
    return read.sheet is rule.judges and read.field in rule.reads


def _judged_sheets(rule: Rule, project: Project) -> tuple[type[Record], ...]:
    if rule.judges is Project:
        return ()
    if rule.judges is Record:
        return tuple(sheet for sheet in JUDGED_SHEETS if sheet in project.tables)
    return (rule.judges,) if issubclass(rule.judges, Record) and rule.judges not in project.left_out else ()


def _obstacle(rule: Rule, project: Project) -> Obstacle | None:
    if rule.stopped:
        return Obstacle(rule.stopped, is_unjudged=True)
    if rule.needs_past and not project.past:
        return Obstacle(NO_PAST_REASON)
    own = (rule.judges,) if issubclass(rule.judges, Record) and rule.judges is not Record else ()
    for sheet in (*own, *rule.needs):
        if sheet in project.left_out:
            return Obstacle(left_out_reason(sheet), is_unjudged=True)
        if not project.has(sheet):
            is_full = sheet.sheet.profile == "full"
            return Obstacle(f"「{sheet.sheet.label}」シートがありません", is_full, not is_full)
        if sheet.sheet.profile == "full" and not project.of(sheet):
            return Obstacle(f"「{sheet.sheet.label}」シートに行がありません", is_in_order=True)
    for sheet, fields in rule.needs.items():
        absent = [name for name in fields if not project.knows(sheet, name)]
        if absent:
            reason = f"「{sheet.sheet.label}」に「{sheet.columns[absent[0]].label}」列がありません"
            return Obstacle(reason, is_unjudged=True)
    if rule.needs_papers and project.filed.reason:
        return Obstacle(project.filed.reason)
    return None


def _walk(rule: Rule, project: Project, sheet: type[Record], tally: Tally[Subject]) -> None:
    """Ask the rule about every row of a sheet. The hot path: nothing is made for a row that fits."""
    judge, reads = rule.judge, frozenset(rule.reads)
    tables = project.tables.get(sheet, ())
    lacking = {id(table): _lacking_column(table, reads, rule.instead) for table in tables}
    read_in = {id(table): _read_in(table, reads, rule.instead) for table in tables if rule.instead}
    is_complete = not any(lacking.values())
    if is_complete and not project.left_out and not project.of(sheet).unread_places:
        _ask_each(rule, project, tuple(_rows_to_ask(rule, project, sheet, tally)), tally)
        return
    fits = out = 0
    for record in _rows_to_ask(rule, project, sheet, tally) if is_complete else project.of(sheet):
        place = record.place
        if place is not None and (place.unread or not is_complete):
            why = lacking.get(id(place.table)) or _unread_reason(record, read_in.get(id(place.table), reads))
            if why:
                tally.cannot(why)
                continue
        try:
            said = judge(record, project)
            if said is FITS:
                fits += 1
            elif said is OUT_OF_SCOPE:
                out += 1
            else:
                fits += _told(record, said, tally)
        except SheetLeftOut as error:
            tally.cannot(str(error))
    tally.judged += fits
    tally.out_of_scope += out


def _ask_each(rule: Rule, project: Project, rows: tuple[Record, ...], tally: Tally[Subject]) -> None:
    """Ask the rule about rows of which everything could be read."""
    every = list(map(rule.judge, rows, repeat(project)))
    ids = list(map(id, every))  # counted so, no judgement is compared field by field
    fitting, out = ids.count(id(FITS)), ids.count(id(OUT_OF_SCOPE))
    told = []
    if fitting + out < len(rows):
        told = [
            (record, said)
            for record, said in zip(rows, every, strict=True)
            if said is not FITS and said is not OUT_OF_SCOPE
        ]
    tally.out_of_scope += out
    fits = sum([_told(record, said, tally) for record, said in told])
    tally.judged += len(rows) - len(told) - out + fits


def _told(record: Record, said: Judgement | Iterable[Judgement], tally: Tally[Subject]) -> bool:
    """Count what is said of a row, unless it comes to nothing but that the row fits."""
    several = (said,) if isinstance(said, Judgement) else tuple(said)
    if not isinstance(said, Judgement) and several.count(FITS) == len(several):
        return True
    tally.add(record, several)
    return False


def _rows_to_ask(
    rule: Rule, project: Project, sheet: type[Record], tally: Tally[Subject]
) -> Iterable[Record]:
    """The rows that the rule's screen leaves, and those with unread cells; the others are counted at once."""
    rows = project.of(sheet)
    try:
        asked = rule.screen(sheet, project) if rule.screen else EVERY_ROW
    except SheetLeftOut:  # each row says for itself whether it needs the sheet
        asked = EVERY_ROW
    if asked.places is None:
        return rows
    places = sorted({*asked.places, *rows.unread_places} if rule.reads else asked.places)
    if asked.others is FITS:
        tally.judged += len(rows) - len(places)
    else:
        tally.out_of_scope += len(rows) - len(places)
    return map(rows.row_at, places)


def _lacking_column(table: Table, reads: frozenset[str], instead: Mapping[str, str]) -> str | None:
    absent = sorted(name for name in reads - table.known if instead.get(name) not in table.columns)
    if not absent:
        return None
    return f"「{table.sheet_title}」に「{table.record_class.columns[absent[0]].label}」列がありません"


def _read_in(table: Table, reads: frozenset[str], instead: Mapping[str, str]) -> frozenset[str]:
    """What is read of the rows of this table: of a column that lacks, the one that says the same."""
    return frozenset(name if name in table.columns else instead.get(name, name) for name in reads)


def _unread_reason(record: Record, reads: frozenset[str]) -> str | None:
    return next((unread_reason(record, name) for name in record.unread if name in reads), None)
