"""Report: what a run of the rules found, and how far each rule got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

from pmo_xl.metrics.stale_day import stale_day
from pmo_xl.metrics.traffic_light import ProjectLight
from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.sheets import SHEETS
from pmo_xl.rules.finding import Finding, Waiver
from pmo_xl.rules.manual import ManualPage
from pmo_xl.rules.plugged import plugged_packages
from pmo_xl.rules.policy import Policy
from pmo_xl.rules.rule import Severity

MOST_NAMED = 8
MISSING_VALUE = "DAT006"
SUMMARY_WORDS = (
    ("エラー", "error"),
    ("要判断", "question"),
    ("警告", "warning"),
    ("情報", "info"),
    ("免除", "waived"),
    ("判定できなかった規則", "rules_not_evaluated"),
    ("対象外の規則", "rules_out_of_scope"),
    ("判定不能の行", "rows_undeterminable"),
)


VERDICTS = {"violation": "違反", "question": "要判断"}


def _of_waiver(name: str) -> Callable[[Finding], object]:
    """What the waiver of a finding says; nothing without one."""
    return lambda finding: finding.waived and getattr(finding.waived, name)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How far one rule got: judged = 適合 + 要判断 + 違反; reason: why (some of) it could not be judged.

    is_lacking: a sheet or column that should be there is not, or there is no earlier record. manual: the page of a
    rule that the catalogue does not have (社内規則). unsettled: the unread cells of other rows that it needed.
    """

    rule: str
    name: str
    judged: int
    violations: int
    questions: int
    undeterminable: int
    out_of_scope: int
    reason: str | None
    is_failed: bool
    is_lacking: bool = False
    manual: ManualPage | None = None
    unsettled: tuple[str, ...] = ()

    @property
    def is_not_evaluated(self) -> bool:
        """判定できなかった規則: nothing was judged, and not because there is nothing that it applies to."""
        return self.judged == 0 and (self.is_failed or self.is_lacking or self.undeterminable > 0)

    @property
    def is_out_of_scope(self) -> bool:
        """対象外の規則: nothing to judge (the sheet of the full profile is absent, or no row is in scope)."""
        return self.judged == 0 and not self.is_not_evaluated


@dataclass(frozen=True, repr=False)
class Report(ItemReport):
    """What a check found: findings in the order of the workbook, and per rule what was looked at.

    only_sheets: of a book that pmo_xl did not make, the sheets that were there to be checked, in a sentence.
    light: the traffic light, computed once after the check; None where only some of the rules were asked.
    plugin_faults: a sentence for each plug-in whose rules could not be asked. left_out_findings: which findings are not
    shown, in a sentence (those of an earlier result).
    """

    as_of: date
    run_day: date
    as_of_source: str
    findings: tuple[Finding, ...]
    rules: tuple[RuleCount, ...]
    policy: Policy = field(default_factory=Policy)
    stale_day: str | None = None
    only_sheets: str | None = None
    light: ProjectLight | None = None
    plugin_faults: tuple[str, ...] = ()
    left_out_findings: str | None = None

    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("重要度", width=9, name="severity", is_judged=True),
        ListColumn("規則", width=9, name="rule"),
        ListColumn("シート", width=16, name="sheet"),
        ListColumn("シート名(実際)", width=16, name="sheet_title"),
        ListColumn("行", Kind.INT, name="row"),
        ListColumn("ID", width=11, name="row_id"),
        ListColumn("列", width=14, name="column"),
        ListColumn("セル", width=8, name="cell"),
        ListColumn("担当", width=13, name="owner"),
        ListColumn("値", width=20, name="value"),
        ListColumn("あるべき姿", width=28, name="expected", is_printed=False),
        ListColumn("指摘", Kind.LONGTEXT, 56, name="message"),
        ListColumn("直し方", Kind.LONGTEXT, 56, name="remedy"),
        ListColumn("判定", width=9, name="verdict", words=VERDICTS),
        ListColumn("免除理由", width=20, of=_of_waiver("reason")),
        ListColumn("免除の承認者", width=14, of=_of_waiver("approver")),
        ListColumn("免除期限", Kind.DATE, of=_of_waiver("until")),
        ListColumn("指摘ID", width=40, name="id", is_printed=False),
    )

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> tuple[Finding, ...]:
        """The findings, waived ones too, as `findings`."""
        return self.findings

    @property
    def undated(self) -> tuple[()]:
        """Nothing: a finding needs no due date."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """`summary` under its Japanese words; rules that failed stand first, where there are any."""
        failed = {"実行できなかった規則": len(self.failed_rules)} if self.failed_rules else {}
        return failed | {word: self.summary[key] for word, key in SUMMARY_WORDS}

    def of_severity(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity that are not waived."""
        return tuple(f for f in self.findings if f.severity is severity and f.waived is None)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings where the ledger contradicts itself or a duty is missed."""
        return self.of_severity(Severity.ERROR)

    @property
    def questions(self) -> tuple[Finding, ...]:
        """The findings that a person must decide."""
        return self.of_severity(Severity.QUESTION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that deserve a look."""
        return self.of_severity(Severity.WARNING)

    @cached_property
    def summary(self) -> Mapping[str, int]:
        """How many findings of each weight (the waived apart), and of rules and rows what was not judged."""
        counts = Counter(f.severity for f in self.findings if f.waived is None)
        return {
            **{severity.value: counts[severity] for severity in Severity},
            "waived": sum(f.waived is not None for f in self.findings),
            "rules_not_evaluated": sum(count.is_not_evaluated for count in self.rules),
            "rules_out_of_scope": sum(count.is_out_of_scope for count in self.rules),
            "rows_undeterminable": sum(count.undeterminable for count in self.rules),
        }

    @property
    def notices(self) -> tuple[str, ...]:
        """What every output says first, a Japanese sentence each: rules that failed, an old 基準日, few sheets."""
        said = (
            failed_rules_sentence(self.failed_rules),
            *self.plugin_faults,
            self.stale_day,
            self.only_sheets,
            self.left_out_findings,
        )
        return tuple(filter(None, said))

    @property
    def failed_rules(self) -> tuple[RuleCount, ...]:
        """The rules that raised instead of judging (an error of ours, told and survived)."""
        return tuple(count for count in self.rules if count.is_failed)


def failed_rules_sentence(failed: Sequence[RuleCount | str]) -> str | None:
    """The sentence for rules that raised instead of judging; None when there are none."""
    if not failed:
        return None
    names = [each if isinstance(each, str) else each.rule for each in failed]
    more = f" ほか {len(names) - MOST_NAMED} 規則" if len(names) > MOST_NAMED else ""
    return (
        f"実行できなかった規則が {len(names)} あります({'、'.join(names[:MOST_NAMED])}{more})。"
        "指摘の件数にこの規則の分は入っていません。「判定できなかったもの」に出るわけを添えて、"
        f"{_makers(names)}の作成元へ知らせてください。"
    )


def _makers(rules: Sequence[str]) -> str:
    """Whose rules these are: pmo_xl's, and the packages' that brought them."""
    of_packages = {
        rule.id: f"プラグイン {package}" for package, own in plugged_packages()[0].items() for rule in own
    }
    return "、".join(dict.fromkeys(of_packages.get(rule, "pmo_xl") for rule in rules)) + " "


def write_report(
    project: Project,
    findings: list[Finding],
    counts: list[RuleCount],
    policy: Policy,
    faults: tuple[str, ...] = (),
) -> Report:
    """Put findings in order, silence doubled blanks, apply waivers."""
    kept, silenced = _without_doubled_blanks(findings)
    counts = [_less(count, silenced) if count.rule == MISSING_VALUE else count for count in counts]
    ordered = sorted(_waived(_distinct(kept), project), key=_order)
    return Report(
        project.as_of,
        project.run_day,
        project.as_of_source,
        tuple(ordered),
        tuple(counts),
        policy,
        stale_day(project),
        only_sheets_sentence(project),
        plugin_faults=faults,
    )


def only_sheets_sentence(project: Project) -> str | None:
    """Which sheets a book has that is no master workbook of ours; None where it is ours or has every core sheet."""
    core = [sheet for sheet in SHEETS if sheet.sheet.profile == "core" and sheet is not RecordedFinding]
    if project.is_ours or all(sheet in project.tables or sheet in project.left_out for sheet in core):
        return None
    present = "、".join(sheet.sheet.label for sheet in SHEETS if sheet in project.tables)
    return f"このブックにあるシートだけで点検しました: {present}。"


def _without_doubled_blanks(findings: list[Finding]) -> tuple[list[Finding], int]:
    """One cell, one finding: a rule that names a cell silences DAT006 there."""
    named = {_cell_of(f) for f in findings if f.rule != MISSING_VALUE and not f.is_elsewhere} - {None}
    kept = [f for f in findings if f.rule != MISSING_VALUE or _cell_of(f) not in named]
    rows = {(f.sheet_title, f.row) for f in kept if f.rule == MISSING_VALUE}
    before = {(f.sheet_title, f.row) for f in findings if f.rule == MISSING_VALUE}
    return kept, len(before - rows)


def _cell_of(finding: Finding) -> tuple[str | None, ...] | None:
    """Which cell a finding names; of a row that is still to be written, by its ID and column. None where it names none."""
    if finding.cell:
        return finding.sheet_title, finding.cell
    is_to_come = finding.row is None and finding.row_id and finding.column
    return (finding.sheet, finding.row_id, finding.column) if is_to_come else None


def _less(count: RuleCount, silenced: int) -> RuleCount:
    return replace(count, violations=count.violations - silenced)


def _distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give findings that would share an ID (two rows of one ID) numbers."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.id] += 1
        number = seen[finding.id]
        yield finding if number == 1 else replace(finding, id=f"{finding.id}({number})")


def _waived(findings: Iterable[Finding], project: Project) -> Iterator[Finding]:
    waivers = waivers_of(project)
    for finding in findings:
        waiver = waivers.get(finding.id)
        yield replace(finding, waived=waiver) if waiver else finding


def waivers_of(project: Project) -> Mapping[str, Waiver]:
    """The waivers of チェック結果 that count on D, by the ID of the finding."""
    found = ((row.id, waiver_of(row)) for row in project.recorded_findings)
    return {key: waiver for key, waiver in found if key and waiver and waiver.until >= project.as_of}


def waived_rows(sheet: type[Record], project: Project) -> set[tuple[str, str | None]]:
    """The rules and the IDs of the rows of a sheet whose finding a waiver lets pass."""
    parts = (finding_id.split("/") for finding_id in waivers_of(project))
    return {(part[0], part[2]) for part in parts if len(part) > 2 and part[1] == sheet.sheet.label}


def waiver_of(row: RecordedFinding) -> Waiver | None:
    """The waiver a row of チェック結果 gives; it counts only with 免除理由, 承認者 and 免除期限."""
    if row.response != "免除" or not (row.waiver_reason and row.waived_by and row.waived_until):
        return None
    return Waiver(row.waiver_reason, row.waived_by, row.waived_until)


_SHEET_ORDER = {sheet.sheet.label: number for number, sheet in enumerate(SHEETS, 1)}


def _order(finding: Finding) -> tuple[int, str, int, int, str, str]:
    place = _SHEET_ORDER.get(finding.sheet or "", 0)
    title, row = finding.sheet_title or "", finding.row or 0
    return place, title, row, finding.severity.rank, finding.rule, finding.id
