"""What many workbooks came to: each result put on disk as it comes, failures named, copies told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pmo_xl.documents.month_end.result import FailedBook, LeftOutCopy, ProjectMonthEnd
from pmo_xl.documents.portfolio.facts import BookFacts
from pmo_xl.operations.copies import same_name_remarks, told_apart, without_copies
from pmo_xl.operations.kept_projects import KeptProjects, PackedProject, ProjectFile, ProjectHead
from pmo_xl.operations.many import Progress

P = TypeVar("P", ProjectMonthEnd, BookFacts)


@dataclass(frozen=True)
class Gathered(Generic[P]):
    """The projects that count, in their order, and what is told of the workbooks.

    failed: workbooks that could not be read. copies: those of a project that another workbook stands for. remarks: a
    sentence for each 案件名 of several workbooks. kept: how many were worked out by an earlier run.
    """

    projects: KeptProjects[P]
    failed: tuple[FailedBook, ...]
    copies: tuple[LeftOutCopy, ...]
    remarks: tuple[str, ...]
    kept: int


def gathered(
    kind: type[P],
    results: Iterable[PackedProject | FailedBook],
    paths: Sequence[Path] = (),
    on_progress: Progress | None = None,
) -> Gathered[P]:
    """The results as one. kind: what a project is. paths: the workbook of each result, for who is told of each."""
    failed: list[FailedBook] = []
    heads: list[ProjectHead] = []
    file: ProjectFile[P] = ProjectFile(kind)
    kept = 0
    for number, result in enumerate(results, 1):
        if on_progress:
            on_progress(number, len(paths), paths[number - 1])
        if isinstance(result, FailedBook):
            failed.append(result)
        else:
            heads.append(file.add(result))
            kept += result.is_kept
    counted, copies = without_copies(heads)
    apart = sorted(told_apart(counted), key=lambda head: head.order)
    return Gathered(KeptProjects(file, apart), tuple(failed), copies, same_name_remarks(counted), kept)
