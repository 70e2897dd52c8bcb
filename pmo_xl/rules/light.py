"""The traffic light of a checked project: what the figures say, and what the findings of the check add.

Source: definitions.md, "Traffic light". Findings that are waived do not count. What was not judged is never green:
it makes the light 灰.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pmo_xl.metrics.payment.toritekihou_breaches import makes_red, toritekihou_breaches
from pmo_xl.metrics.payment.toritekihou_payment import ToritekihouPayment
from pmo_xl.metrics.release import is_release_within
from pmo_xl.metrics.testing import RELEASE_WATCH, is_defect_in_release
from pmo_xl.metrics.traffic_light import (
    MOST_NAMED,
    Light,
    ProjectLight,
    Reason,
    figure_reasons,
    light_of,
    listed,
)
from pmo_xl.metrics.waiting_decisions import waiting_decisions
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.setting import Setting
from pmo_xl.model.task import Task
from pmo_xl.model.unread_reads import Reads, noted
from pmo_xl.model.verification import Verification
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.doubt import cells_of
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report, waived_rows
from pmo_xl.rules.rule import Severity
from pmo_xl.rules.run import run

MOST_UNJUDGED = 5  # percent of what was in scope
NOT_OF_THE_WORK = ("DAT", "KNW", "KPI", "RAG")
OF_FORM = "DAT"
BEFORE_RELEASE = ("REL001", "REL002", "REL003", "REL004", "REL005")
DEFECT_LEFT = "REL007"
WARNED_OF = {
    "品質の警告": ("QLT001", "QLT002", "QLT003", "TST004"),
    "切戻しの警告": ("REL003",),
}
"""The warnings that are no small matter: they keep the light from 緑."""
WHOLE_PROJECT = "案件全体"
LACKING = "シートがなく判定していない"
UNSEEN = "読み取れないセルがあり、緑とはいえない"
LOOKED_AT = (Task, Issue, Budget, Order)
"""The sheets of every workbook that the light looks at: where one is not there, no project is 緑."""
_PREFILLED = (Setting, Holiday, Choice, RecordedFinding)


def project_light(project: Project, report: Report) -> ProjectLight:
    """The light of a project that was checked."""
    (figures, decisions), reads = noted(lambda: (_of_figures(project), tuple(_late_decisions(project))))
    reasons = [
        *figures,
        *_release_reasons(project, report),
        *_unjudged(project, report),
        *_finding_reasons(report),
        *decisions,
    ]
    found = light_of(reasons, sum(finding.rule.startswith(OF_FORM) for finding in report.errors))
    absent = [each.sheet.label for each in LOOKED_AT if each not in {*project.tables, *project.left_out}]
    why = tuple(filter(None, (lacking_sentence(absent), _unseen(project, report, reads))))
    if found.light is not Light.GREEN or not why:
        return found
    return replace(found, light=Light.GREY, reasons=why)


def _of_figures(project: Project) -> list[Reason]:
    return [*figure_reasons(project), *law_reasons(project), *defect_reasons(project)]


def _unseen(project: Project, report: Report, reads: Reads) -> str:
    """The cells that the light or a rule about the work needed and that could not be read; empty where there are none."""
    rules = [count for count in report.rules if not count.rule.startswith(NOT_OF_THE_WORK)]
    cells = [*map(str, cells_of(reads, project)), *(cell for count in rules for cell in count.unsettled)]
    named = list(dict.fromkeys(cells))
    rest = f" ほか {len(named) - MOST_NAMED} 列" if len(named) > MOST_NAMED else ""
    return f"{UNSEEN}: {'、'.join(named[:MOST_NAMED])}{rest}" if named else ""


def lacking_sentence(absent: Sequence[str]) -> str:
    """That these sheets are not there, so that nobody can say; empty where all are."""
    return f"{LACKING}: {'、'.join(absent)}" if absent else ""


def red_reasons(project: Project) -> tuple[str, ...]:
    """Why the project is 赤, for a rule that speaks before the whole report is there."""
    reasons = [*figure_reasons(project), *law_reasons(project), *defect_reasons(project)]
    if is_release_within(RELEASE_WATCH, project):
        policy = policy_of(project.settings)
        reasons += _release_reasons(project, run(project, policy.select(matching(BEFORE_RELEASE)), policy))
    return light_of(reason for reason in reasons if reason.light is Light.RED).reasons


def law_reasons(project: Project) -> Iterator[Reason]:
    """The deliveries that break the payment law and that no waiver lets pass (those of `standing_breaches`)."""
    waived = waived_rows(Acceptance, project)
    standing = [each for each in toritekihou_breaches(project) if not _is_waived(each, waived)]
    if any(map(makes_red, standing)):
        named = _named(each.at.row_id for each in standing)
        yield Reason(Light.RED, f"取適法の違反: {len(standing)} 件({named})")


def _is_waived(breach: ToritekihouPayment, waived: set[tuple[str, str | None]]) -> bool:
    return all((check.rule, breach.at.row_id) in waived for check in breach.breaches)


def defect_reasons(project: Project) -> Iterator[Reason]:
    """The grave defects left in what goes into a release that is near, or has been, and that no waiver lets pass."""
    waived = waived_rows(Verification, project)
    left = [
        test
        for test in project.verifications
        if is_defect_in_release(test, project) and (DEFECT_LEFT, test.row_id) not in waived
    ]
    if left:
        count = sum(test.open_critical_defects or 0 for test in left)
        named = _named(test.row_id for test in left)
        yield Reason(Light.RED, f"リリースの対象に残る重大な不具合: {count} 件({named})")


def _release_reasons(project: Project, report: Report) -> Iterator[Reason]:
    """The errors of the release plan, from BD5 before the release on; its rules fall silent once it is over."""
    found = [each for each in report.errors if each.rule in BEFORE_RELEASE]
    if found and is_release_within(RELEASE_WATCH, project):
        yield Reason(Light.RED, f"リリース計画のエラー {len(found)} 件: {listed(_by_sheet(found))}")


def _unjudged(project: Project, report: Report) -> Iterator[Reason]:
    unjudged = report.summary["rows_undeterminable"]
    in_scope = unjudged + sum(count.judged for count in report.rules)
    if not any(len(rows) for sheet, rows in project.records.items() if sheet not in _PREFILLED):
        yield Reason(Light.GREY, "台帳にまだ行がありません")
    elif not in_scope:
        yield Reason(Light.GREY, "判定できたものがありません")
    elif unjudged * 100 > MOST_UNJUDGED * in_scope:
        yield Reason(Light.GREY, f"判定不能: {in_scope:,} 行のうち {unjudged:,} 行")


def _finding_reasons(report: Report) -> Iterator[Reason]:
    errors = [each for each in report.errors if not each.rule.startswith(NOT_OF_THE_WORK)]
    for severity, found in ((Severity.QUESTION, report.questions), (Severity.ERROR, errors)):
        if found:
            counts = listed(_by_sheet(found))
            yield Reason(Light.AMBER, f"{severity.label} {len(found)} 件: {counts}")
    for name, rules in WARNED_OF.items():
        warned = [each for each in report.warnings if each.rule in rules]
        if warned:
            yield Reason(Light.AMBER, f"{name} {len(warned)} 件: {listed(_by_sheet(warned))}")


def _by_sheet(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(finding.sheet or WHOLE_PROJECT for finding in findings)


def _late_decisions(project: Project) -> Iterator[Reason]:
    late = [decision for decision in waiting_decisions(project) if decision.is_late(project)]
    if late:
        named = _named(decision.at.row_id for decision in late)
        yield Reason(Light.AMBER, f"期限を過ぎた判断待ち: {len(late)} 件({named})")


def _named(ids: Iterable[str | None]) -> str:
    every = [row_id or "IDなし" for row_id in ids]
    rest = f" ほか {len(every) - MOST_NAMED}" if len(every) > MOST_NAMED else ""
    return "、".join(every[:MOST_NAMED]) + rest
