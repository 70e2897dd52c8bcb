"""examine: one workbook read and checked for the month end; the work of one process.

A process imports this module and what it needs, nothing of what is made of the results. What goes back is the small
result alone, never the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pmo_xl.documents.month_end.result import FailedBook, ProjectMonthEnd, ProjectTexts, Reading
from pmo_xl.errors import PmoXlError
from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.month_end.month_end import month_end
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.fact_cache import FactCache, surroundings
from pmo_xl.operations.in_time import TookTooLong
from pmo_xl.operations.kept_projects import PackedProject, pack
from pmo_xl.operations.office_policy import OfficePolicy
from pmo_xl.operations.today import now
from pmo_xl.rules.asked import added_rules_about
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.leniency import leniency
from pmo_xl.rules.light import project_light
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report, waived_rows
from pmo_xl.rules.run import run
from pmo_xl.rules.standing_breaches import breaches_of

RULES = ("ACC", "BUD", "DAT003")
SHEETS: tuple[type[Record], ...] = (
    Setting,
    Holiday,
    Choice,
    Member,
    System,
    Vendor,
    Budget,
    Order,
    Acceptance,
    RecordedFinding,
    OwnRule,
)
"""What the month end reads: the money, and whose it is. Work and issues are left to `check`."""
_MONEY = (Budget, Order, Acceptance)
_LEDGERS = tuple(sheet.sheet.label for sheet in _MONEY)


@dataclass(frozen=True, slots=True)
class BookTask:
    """What a process needs to examine one workbook. with_files: it makes of it what the files say of it alone."""

    path: Path
    month: ClosingMonth
    run_day: date
    policy: OfficePolicy | None = None
    password: str | None = None
    cache: FactCache | None = None
    with_files: bool = False
    config: Path | None = None


@collection_held_back()
def examine(task: BookTask) -> PackedProject | FailedBook:
    """Read and check one workbook; the work of one process. Never raises: a failure is a result too."""
    try:
        return _kept(task) or _worked_out(task)
    except PmoXlError as error:
        return FailedBook(task.path, error.message)
    except MemoryError:
        return FailedBook(task.path, f"{task.path.name}: メモリが足りず、点検できませんでした。")
    except Exception as error:
        return lost(task, error)


def lost(task: BookTask, error: BaseException) -> FailedBook:
    """What stands for a workbook whose process died, or where something unforeseen happened."""
    return FailedBook(task.path, lost_sentence(task.path, error))


def lost_sentence(path: Path, error: BaseException) -> str:
    """What is told of a workbook whose process died, took too long, or where something unforeseen happened."""
    if isinstance(error, TookTooLong):
        return (
            f"{path.name}: {error.seconds} 秒で読み終わらなかったため、飛ばしました(--timeout で延ばせます)。"
        )
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return (
        f"{path.name}: 点検の途中で思わぬ問題が起きました({what})。"
        "check で単独に点検し、同じなら作成元へ知らせてください。"
    )


def _kept(task: BookTask) -> PackedProject | None:
    """What an earlier run has worked out of the same workbook and the same question."""
    found = task.cache.find(task.path) if task.cache else None
    return replace(found, is_kept=True) if isinstance(found, PackedProject) else None


def _worked_out(task: BookTask) -> PackedProject:
    around = surroundings(task.path, task.config) if task.cache else ""
    book = open_workbook(
        task.path,
        as_of=task.month.as_of,
        run_day=task.run_day,
        password=task.password,
        sheets=SHEETS,
        config=task.config,
    )
    project = task.policy.over(book.project) if task.policy else book.project
    examined = _examined_project(book, project, task.month)
    packed = pack(examined, _texts_of(examined) if task.with_files else None)
    if task.cache and not examined.reading.failed_rules:
        task.cache.keep(task.path, book.sha256, around, book.history, packed)
    return packed


def _texts_of(project: ProjectMonthEnd) -> ProjectTexts:
    from pmo_xl.documents.month_end.json_file import project_text  # only where files are written
    from pmo_xl.documents.month_end.memory import project_memory

    return ProjectTexts(project.key, project.name, project_text(project), project_memory(project))


def examined_book(book: Book, month: ClosingMonth) -> ProjectMonthEnd:
    """A workbook that was read already (open in Excel), as of the month's D: its money sheets alone count here too."""
    whole = book.project
    records = {sheet: rows for sheet, rows in whole.records.items() if sheet in SHEETS}
    tables = {sheet: found for sheet, found in whole.tables.items() if sheet in SHEETS}
    left_out = frozenset(whole.tables).difference(SHEETS)
    project = replace(whole, records=records, tables=tables, left_out=left_out, _shared={}, _sets={})
    return _examined_project(book, project, month)


def _examined_project(book: Book, project: Project, month: ClosingMonth) -> ProjectMonthEnd:
    report = _checked(project)
    name = project.settings.project_name or book.path.stem
    code = project.settings.text("案件コード")
    end = month_end(project, month, waived_rows(Acceptance, project))
    return ProjectMonthEnd(
        code or name,
        name,
        code,
        _reading(book, project, report),
        project_light(project, report),
        tuple(finding for finding in report.findings if _is_of_money(finding)),
        end,
        breaches_of(end, project, report),
    )


def _checked(project: Project) -> Report:
    policy = policy_of(project.settings)
    asked = (*matching(RULES), *added_rules_about(project, _MONEY))
    return run(project, policy.select(asked), policy)


def _is_of_money(finding: Finding) -> bool:
    return finding.sheet in _LEDGERS or finding.rule.startswith(("ACC", "BUD"))


def _reading(book: Book, project: Project, report: Report) -> Reading:
    return Reading(
        book.path,
        book.sha256,
        _size(book.path),
        _second(now()),
        report.policy.describe(),
        leniency(policy_of(book.settings)),
        leniency(report.policy),
        sum(finding.waived is not None for finding in report.findings),
        (*report.plugin_faults, *book.remarks),
        tuple(count.rule for count in report.failed_rules),
    )


def _size(path: Path) -> int:
    """The size of the file; 0 for a workbook that has none on a disk."""
    return path.stat().st_size if path.exists() else 0


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
