"""portfolio: all projects on one page, of many workbooks, each read in a process of its own.

A workbook that cannot be read, or takes too long, stops no other: it is named in the result. What comes back from a
process is the facts alone, and they wait on disk: memory holds a line about each workbook.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.documents.portfolio.facts import BookFacts
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, PathText
from pmo_xl.operations.book_facts import FactsTask, book_facts, facts_lost, facts_of_book
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
from pmo_xl.operations.office_policy import OfficePolicy, office_remarks, read_policy
from pmo_xl.operations.today import now, today_in_japan
from pmo_xl.plugins import check_faults
from pmo_xl.version import __version__

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book


def portfolio(
    paths: PathText | Iterable[PathText],
    executor: Executor | None = None,
    *,
    as_of: Day | None = None,
    jobs: int | None = None,
    policy: PathText | None = None,
    cache: PathText | None = None,
    timeout: float | None = None,
    history: PathText | None = None,
    config: PathText | None = None,
    password: str | None = None,
    run_day: Day | None = None,
    on_progress: Progress | None = None,
) -> Portfolio:
    """Read the workbooks (files and folders) and put what they come to side by side.

    executor: any concurrent.futures Executor; None = `jobs` processes of our own (None = one for each processor).
    as_of: D of all; None = of each workbook its 基準日, else today. policy: an office's settings, which win over a
    workbook's. cache: a folder for what each workbook came to; one that has not changed is not read again on the same
    day, and a run that was stopped goes on where it was. timeout: seconds; a workbook that takes longer is named and
    passed over (not with an executor, whose processes are another's). history: the folder of recorded runs; None =
    where each workbook keeps its own. config: the office file. run_day: today, for those who must repeat a run. Raises
    BadOption when there is no workbook, the policy makes no sense, or the cache cannot be written.
    """
    places, seconds = arguments.paths(paths, "paths"), a_timeout(timeout, executor)
    given = {"policy": policy, "cache": cache, "history": history, "config": config}
    files = {name: arguments.a_path_or_none(path, name) for name, path in given.items()}
    day, today = arguments.a_day(as_of, "as_of"), arguments.a_day(run_day, "run_day") or today_in_japan()
    password = arguments.a_text_or_none(password, "password")
    jobs = arguments.a_whole_or_none(jobs, "jobs", least=1, most=MOST_JOBS)
    arguments.a_function_or_none(on_progress, "on_progress")
    refuse_no_executor(executor)
    found = workbooks_of(places)
    office = read_policy(files["policy"]) if files["policy"] else None
    asked = FactsTask(found[0], today, day, office, password, None, files["config"], files["history"])
    facts = _cache(files["cache"], found, asked) if files["cache"] else None
    tasks = [_task(asked, path, facts) for path in found]
    results = in_order(book_facts, tasks, facts_lost, executor=executor, jobs=jobs, seconds=seconds)
    came = gathered(BookFacts, results, found, on_progress)
    return _result(came, today, office, facts, office_remarks(found, files["config"]))


def portfolio_of(book: Book) -> Portfolio:
    """The portfolio of one workbook that was read already."""
    return _result(gathered(BookFacts, [pack(facts_of_book(book))]), book.project.run_day, None)


def _task(asked: FactsTask, path: Path, cache: FactCache | None) -> FactsTask:
    return FactsTask(
        path, asked.run_day, asked.as_of, asked.policy, asked.password, cache, asked.config, asked.history
    )


def _cache(folder: Path, books: Iterable[Path], asked: FactsTask) -> FactCache:
    """The cache for this question."""
    refuse_cache_among(folder, books)
    office = asked.policy
    policy = office.question if office else ""
    question = f"{asked.as_of} {asked.run_day}\n{policy}\n{asked.config}\n{asked.history}"
    return open_cache(folder, "portfolio", question, asked.config, asked.history)


def _result(
    found: Gathered[BookFacts],
    today: date,
    office: OfficePolicy | None,
    cache: FactCache | None = None,
    unused: Iterable[str] = (),
) -> Portfolio:
    """unused: what stands in office files for nothing, in sentences."""
    return Portfolio(
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
    )
