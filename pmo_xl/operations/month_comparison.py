"""The month end beside the one before: read from its memory, compared project by project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pmo_xl.documents.month_end.memory import BadMemory, MonthMemory, find_memory, read_memory
from pmo_xl.documents.month_end.result import MonthEndResult, PreviousMonth
from pmo_xl.metrics.month_end.month_comparison import compare


def compared(result: MonthEndResult, folders: Sequence[Path]) -> MonthEndResult:
    """The result with what has changed since the latest month before it that a folder remembers."""
    try:
        path = find_memory(folders, result.month.first)
        return _beside(result, read_memory(path)) if path else result
    except BadMemory as error:
        return replace(result, remarks=(*result.remarks, str(error)))


def _beside(result: MonthEndResult, memory: MonthMemory) -> MonthEndResult:
    until = min(result.month.as_of, result.run_day - timedelta(1))  # today is not over yet
    found = {
        project.key: compare(memory.facts[project.key], project.month_end.facts, memory.as_of, until)
        for project in result.projects
        if project.key in memory.facts
    }
    present = {project.key for project in result.projects}
    missing = tuple(memory.names[key] for key in memory.facts if key not in present)
    previous = PreviousMonth(memory.month, memory.as_of, memory.source, missing)
    return replace(result, differences=found, previous=previous)
