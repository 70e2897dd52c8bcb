"""book_facts: one workbook read, checked and made into its facts; the work of one process of the portfolio.

What goes back is the small facts alone, never the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pmo_xl.documents.month_end.result import FailedBook
from pmo_xl.documents.portfolio.facts import BookFacts, BookReading, NotJudged, TrendPoint
from pmo_xl.documents.portfolio.of_book import facts_of, trend_points
from pmo_xl.errors import PmoXlError
from pmo_xl.history import Run
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.model.collection import collection_held_back
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.check import check
from pmo_xl.operations.copies import last_saved
from pmo_xl.operations.earlier_runs import weekly_runs
from pmo_xl.operations.examine import lost_sentence
from pmo_xl.operations.fact_cache import FactCache, surroundings
from pmo_xl.operations.filed_papers import Stamp, places_looked_at, stamp_of
from pmo_xl.operations.kept_projects import PackedProject, pack
from pmo_xl.operations.office_policy import OfficePolicy
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.rules.report import Report


@dataclass(frozen=True, slots=True)
class FactsTask:
    """What a process needs to make the facts of one workbook. The fields are those of `portfolio`."""

    path: Path
    run_day: date
    as_of: date | None = None
    policy: OfficePolicy | None = None
    password: str | None = None
    cache: FactCache | None = None
    config: Path | None = None
    history: Path | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a workbook: its facts, and how the documents looked that its check has looked at."""

    facts: PackedProject
    papers: tuple[Stamp, ...]


@collection_held_back()
def book_facts(task: FactsTask) -> PackedProject | FailedBook:
    """Read and check one workbook; the work of one process. Never raises: a failure is a result too."""
    try:
        return _kept(task) or _worked_out(task)
    except PmoXlError as error:
        return FailedBook(task.path, error.message)
    except MemoryError:
        return FailedBook(task.path, f"{task.path.name}: メモリが足りず、読めませんでした。")
    except Exception as error:
        return facts_lost(task, error)


def facts_lost(task: FactsTask, error: BaseException) -> FailedBook:
    """What stands for a workbook whose process died, took too long, or where something unforeseen happened."""
    return FailedBook(task.path, lost_sentence(task.path, error))


def _kept(task: FactsTask) -> PackedProject | None:
    """What an earlier run has worked out of the same workbook and the same question."""
    found = task.cache.find(task.path) if task.cache else None
    if not isinstance(found, _Kept) or found.papers != tuple(stamp_of(path) for path, _ in found.papers):
        return None
    return replace(found.facts, is_kept=True)


def _worked_out(task: FactsTask) -> PackedProject:
    around = surroundings(task.path, task.config) if task.cache else ""
    book = open_workbook(
        task.path,
        as_of=task.as_of,
        run_day=task.run_day,
        password=task.password,
        config=task.config,
        history=task.history,
    )
    if task.policy:
        book = replace(book, project=task.policy.over(book.project))
    facts = facts_of_book(book)
    packed = pack(facts)
    if task.cache and not facts.reading.failed_rules:
        papers = tuple(map(stamp_of, places_looked_at(book.project, book.path, book.office.roots)))
        task.cache.keep(task.path, book.sha256, around, book.history, _Kept(packed, papers))
    return packed


def facts_of_book(book: Book) -> BookFacts:
    """The facts of a workbook that was read already."""
    report = check(book)
    return facts_of(book.path.stem, _reading(book, report), book.project, report, _runs(book))


def trend_of_book(book: OpenedBook) -> tuple[TrendPoint, ...]:
    """推移 of a workbook that was read already: its recorded runs, the last of each week, and today."""
    report = check(book)
    return trend_points(_runs(book), book.project, report, overdue_report(book.project))[0]


def _runs(book: OpenedBook) -> Iterator[Run]:
    """The last recorded run of each week before D, the oldest first."""
    return weekly_runs(book.history, book.project) if book.history else iter(())


def _reading(book: Book, report: Report) -> BookReading:
    undated = overdue_report(book.project).undated
    return BookReading(
        book.path,
        book.sha256,
        last_saved(book.path),
        book.as_of,
        book.project.as_of_source,
        report.policy.describe(),
        tuple(filter(None, (*report.notices, *book.remarks))),
        tuple(count.rule for count in report.failed_rules),
        report.summary["rules_not_evaluated"],
        report.summary["rows_undeterminable"],
        sum(each.missing + each.unreadable for each in undated),
        tuple(
            NotJudged(count.rule, count.reason or "", count.undeterminable)
            for count in report.rules
            if count.is_not_evaluated or count.undeterminable
        ),
    )
