"""month_end: 検収 and 支払 of one month over many workbooks, each read in a process of its own.

A workbook that cannot be read stops no other: it is named in the result. What comes back from a process is the
small result alone, never the workbook, and it waits on disk: memory does not grow with the number of workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.documents.month_end.memory import FOLDER as MEMORY
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.month_end.closing_month import ClosingMonth, closing_month
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, PathText
from pmo_xl.operations.examine import BookTask, examine, examined_book, lost
from pmo_xl.operations.fact_cache import FactCache, open_cache
from pmo_xl.operations.gathered import Gathered, gathered
from pmo_xl.operations.in_order import in_order
from pmo_xl.operations.kept_projects import pack
from pmo_xl.operations.many import (
    MOST_JOBS,
    Progress,
    a_timeout,
    refuse_cache_among,
    refuse_no_executor,
    workbooks_of,
)
from pmo_xl.operations.month_comparison import compared
from pmo_xl.operations.office_policy import OfficePolicy, office_remarks, read_policy
from pmo_xl.operations.today import now, today_in_japan
from pmo_xl.plugins import check_faults
from pmo_xl.version import __version__

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book


def month_end(
    paths: PathText | Iterable[PathText],
    month: Day | None = None,
    executor: Executor | None = None,
    *,
    jobs: int | None = None,
    policy: PathText | None = None,
    previous: PathText | None = None,
    password: str | None = None,
    as_of: Day | None = None,
    run_day: Day | None = None,
    cache: PathText | None = None,
    with_files: bool = False,
    on_progress: Progress | None = None,
    config: PathText | None = None,
    timeout: float | None = None,
) -> MonthEndResult:
    """Examine the workbooks (files and folders) for one month.

    month: any day of it, or "2026-11"; None = the one that is due today. executor: any concurrent.futures Executor; None =
    `jobs` processes of our own (None = one for each processor). policy: an office's settings (TOML, or a workbook with 設定),
    which win over a workbook's. previous: the folder of the last month end, to compare with. as_of: D, where it is not to be
    the month's. run_day: today, for those who must repeat an earlier run. cache, timeout, config: as `portfolio` takes them.
    with_files: `write_month_end` follows: what its files say of one workbook alone is made by the process that reads it.
    Raises BadOption when there is no workbook, the policy makes no sense, or the cache cannot be written.
    """
    places, office_file = arguments.paths(paths, "paths"), arguments.a_path_or_none(policy, "policy")
    before, password = (
        arguments.a_path_or_none(previous, "previous"),
        arguments.a_text_or_none(password, "password"),
    )
    first, day = arguments.a_month(month, "month"), arguments.a_day(as_of, "as_of")
    kept_in = arguments.a_path_or_none(cache, "cache")
    jobs = arguments.a_whole_or_none(jobs, "jobs", least=1, most=MOST_JOBS)
    with_files = arguments.a_flag(with_files, "with_files")
    arguments.a_function_or_none(on_progress, "on_progress")
    refuse_no_executor(executor)
    found = workbooks_of(places)
    today = arguments.a_day(run_day, "run_day") or today_in_japan()
    closing = _closing(first, day, today)
    office = read_policy(office_file) if office_file else None
    said, seconds = arguments.a_path_or_none(config, "config"), a_timeout(timeout, executor)
    facts = _cache(kept_in, found, closing, today, office, said) if kept_in else None
    tasks = [BookTask(path, closing, today, office, password, facts, with_files, said) for path in found]
    results = in_order(examine, tasks, lost, executor=executor, jobs=jobs, seconds=seconds)
    came = gathered(ProjectMonthEnd, results, found, on_progress)
    result = _result(came, closing, today, office, facts, office_remarks(found, said))
    return compared(result, [before / MEMORY, before]) if before else result


def _cache(
    folder: Path,
    books: Iterable[Path],
    closing: ClosingMonth,
    today: date,
    office: OfficePolicy | None,
    config: Path | None,
) -> FactCache:
    """The cache for this question."""
    refuse_cache_among(folder, books)
    policy = office.question if office else ""
    question = f"{closing.first} {closing.last} {closing.as_of} {today}\n{policy}"
    return open_cache(folder, f"month-end {closing.first}", question, config)


def month_end_of(book: Book, month: ClosingMonth) -> MonthEndResult:
    """The month end of one workbook that was read already, as of the month's D (`open_live(…, as_of=month.as_of)`)."""
    came = gathered(ProjectMonthEnd, [pack(examined_book(book, month))])
    return _result(came, month, book.project.run_day, None)


def _closing(month: date | None, as_of: date | None, today: date) -> ClosingMonth:
    closing = closing_month(month, as_of or today)
    return replace(closing, as_of=as_of, said_by="option") if as_of else closing


def _result(
    found: Gathered[ProjectMonthEnd],
    closing: ClosingMonth,
    today: date,
    office: OfficePolicy | None,
    cache: FactCache | None = None,
    unused: Iterable[str] = (),
) -> MonthEndResult:
    """unused: what stands in office files for nothing, in sentences."""
    return MonthEndResult(
        closing,
        today,
        now(),
        __version__,
        found.projects,
        found.failed,
        found.copies,
        policy_file=office.describe() if office else None,
        remarks=tuple(dict.fromkeys((*check_faults(), *unused, *found.remarks))),
        kept=found.kept,
        cache=cache,
        ready=found.projects.texts_of,
    )
