"""month_end: 検収 and 支払 of one month over many workbooks, each read in a process of its own.

A workbook that cannot be read stops no other: it is named in the result. What comes back from a process is the
small result alone, never the workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from pathlib import Path

from pmo_xl.documents.month_end_result import FailedBook, MonthEndResult, ProjectMonthEnd, Reading
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.metrics.closing_month import ClosingMonth, closing_month
from pmo_xl.metrics.month_end import month_end as month_end_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.copies import same_name_remarks, told_apart, without_copies
from pmo_xl.operations.in_order import in_order
from pmo_xl.operations.many import find_workbooks
from pmo_xl.operations.month_comparison import compared
from pmo_xl.operations.office_policy import OfficePolicy, read_policy
from pmo_xl.operations.today import now, today_in_japan
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.leniency import leniency
from pmo_xl.rules.light import project_light
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.run import run
from pmo_xl.version import __version__

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
)
"""What the month end reads: the money, and whose it is. Work and issues are left to `check`."""
_LEDGERS = tuple(sheet.sheet.label for sheet in (Budget, Order, Acceptance))

Progress = Callable[[int, int, Path], None]
"""Told after each workbook: how many are done, of how many, and which."""


@dataclass(frozen=True, slots=True)
class BookTask:
    """What a process needs to examine one workbook."""

    path: Path
    month: ClosingMonth
    run_day: date
    policy: OfficePolicy | None = None
    password: str | None = None


def month_end(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    month: date | None = None,
    executor: Executor | None = None,
    *,
    jobs: int | None = None,
    policy: str | PathLike[str] | None = None,
    previous: str | PathLike[str] | None = None,
    password: str | None = None,
    as_of: date | None = None,
    run_day: date | None = None,
    on_progress: Progress | None = None,
) -> MonthEndResult:
    """Examine the workbooks (files and folders) for one month.

    month: any day of it; None = the one that is due today. executor: any concurrent.futures.Executor; None = `jobs`
    processes of our own (None = one for each processor). policy: an office's settings (TOML, or a workbook with
    設定), which win over a workbook's. previous: the folder of the last month end, to compare with. as_of: D, where
    it is not to be the month's. run_day: today, for those who must repeat an earlier run.
    Raises BadOption when there is no workbook, or the policy makes no sense.
    """
    places = [Path(paths)] if isinstance(paths, str | PathLike) else [Path(path) for path in paths]
    found = find_workbooks(places)
    if not found:
        raise BadOption(f"{'、'.join(map(str, places))} に台帳(.xlsx .xlsm)がありません。")
    today = run_day or today_in_japan()
    closing = _closing(month, as_of, today)
    office = read_policy(Path(policy)) if policy else None
    tasks = [BookTask(path, closing, today, office, password) for path in found]
    results = list(_told(in_order(examine, tasks, _lost, executor=executor, jobs=jobs), found, on_progress))
    return _gathered(results, closing, today, office, Path(previous) if previous else None)


def _closing(month: date | None, as_of: date | None, today: date) -> ClosingMonth:
    closing = closing_month(month, as_of or today)
    return ClosingMonth(closing.first, closing.last, as_of) if as_of else closing


def _told(
    results: Iterable[ProjectMonthEnd | FailedBook], paths: Sequence[Path], on_progress: Progress | None
) -> Iterable[ProjectMonthEnd | FailedBook]:
    for number, result in enumerate(results, 1):
        if on_progress:
            on_progress(number, len(paths), paths[number - 1])
        yield result


def _gathered(
    results: Sequence[ProjectMonthEnd | FailedBook],
    closing: ClosingMonth,
    today: date,
    office: OfficePolicy | None,
    previous: Path | None,
) -> MonthEndResult:
    """The results of all workbooks as one: copies left out, compared with the month before."""
    failed = tuple(result for result in results if isinstance(result, FailedBook))
    read = (result for result in results if isinstance(result, ProjectMonthEnd))
    counted, copies = without_copies(read)
    projects = told_apart(counted)
    result = MonthEndResult(
        closing,
        today,
        now(),
        __version__,
        projects,
        failed,
        copies,
        policy_file=office.describe() if office else None,
        remarks=same_name_remarks(counted),
    )
    return compared(result, [previous / "履歴", previous]) if previous else result


def examine(task: BookTask) -> ProjectMonthEnd | FailedBook:
    """Read and check one workbook; the work of one process. Never raises: a failure is a result too."""
    try:
        return _examined(task)
    except PmoXlError as error:
        return FailedBook(task.path, error.message)
    except MemoryError:
        return FailedBook(task.path, f"{task.path.name}: メモリが足りず、点検できませんでした。")
    except Exception as error:
        return _lost(task, error)


def _lost(task: BookTask, error: BaseException) -> FailedBook:
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return FailedBook(
        task.path,
        f"{task.path.name}: 点検の途中で思わぬ問題が起きました({what})。"
        "check で単独に点検し、同じなら作成元へ知らせてください。",
    )


def _examined(task: BookTask) -> ProjectMonthEnd:
    book = open_workbook(
        task.path,
        as_of=task.month.as_of,
        run_day=task.run_day,
        password=task.password,
        sheets=SHEETS,
    )
    project = task.policy.over(book.project) if task.policy else book.project
    report = _checked(project)
    name = project.settings.project_name or task.path.stem
    code = project.settings.text("案件コード")
    return ProjectMonthEnd(
        code or name,
        name,
        code,
        _reading(book, project, report),
        project_light(project, report),
        tuple(finding for finding in report.findings if _is_of_money(finding)),
        month_end_of(project, task.month),
    )


def _checked(project: Project) -> Report:
    policy = policy_of(project.settings)
    return run(project, policy.select(matching(RULES)), policy)


def _is_of_money(finding: Finding) -> bool:
    return finding.sheet in _LEDGERS or finding.rule.startswith(("ACC", "BUD"))


def _reading(book: Book, project: Project, report: Report) -> Reading:
    return Reading(
        book.path,
        book.sha256,
        book.path.stat().st_size,
        _second(now()),
        report.policy.describe(),
        leniency(policy_of(book.settings)),
        leniency(report.policy),
        sum(finding.waived is not None for finding in report.findings),
        book.remarks,
        tuple(count.rule for count in report.failed_rules),
    )


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
