"""Earlier runs: where a workbook's history lies, and what it says, read before any rule is asked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pmo_xl.history import FolderHistory, History, Run, RunName, UnreadableRun
from pmo_xl.history.comparison import CALLED, called, renumbered
from pmo_xl.model.past import Past
from pmo_xl.model.precheck_run import PrecheckRun
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings
from pmo_xl.workbook.file.own_folder import FOLDER
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.office_file import office_history
from pmo_xl.workbook.reader import read_settings

if TYPE_CHECKING:
    from pmo_xl.documents.word.content import Changes

T = TypeVar("T")
HISTORY = "history"
WEEK = 7
_MOST_WEEKS = 104
FOLDER_VARIABLE = "PMO_XL_HISTORY"


def history_of(
    path: Path,
    settings: Settings,
    *,
    password: str | None = None,
    folder: Path | None = None,
    config: Path | None = None,
) -> FolderHistory:
    """The runs of a workbook.

    folder: the office's folder for all histories; without it that of `history_folder`. A workbook is known by its
    案件コード, else by 案件名 and file name.
    """
    place = folder or history_folder(path, config)
    by_file = f"{settings.project_name}/{path.name}"
    code = settings.text("案件コード")
    return FolderHistory(place, (f"コード:{code}", by_file) if code else (by_file,), password)


def history_folder(path: Path, config: Path | None = None) -> Path:
    """Where the recorded runs of a workbook lie when nothing else is said. config: the office file; None = the nearest."""
    return office_folder(path, config) or path.resolve().parent / FOLDER / HISTORY


def office_folder(path: Path, config: Path | None = None) -> Path | None:
    """The office's folder for all histories: PMO_XL_HISTORY, else what the office file of a workbook names; or None."""
    name = os.environ.get(FOLDER_VARIABLE)
    return Path(name) if name else office_history(path, config)


def past_of(history: History, project: Project) -> tuple[Past, tuple[str, ...]]:
    """What the last run that can be read says of the past of this project's rows, and a sentence for each that cannot.

    Where running numbers have moved since, the rows are known again by what they are called.
    """
    run, remarks = last_run(history)
    return (_as_numbered_now(run, project) if run else Past()), remarks


def _as_numbered_now(run: Run, project: Project) -> Past:
    moved = {
        sheet.sheet.label: now for sheet in project.tables if (now := _moved(run, project, sheet)) is not None
    }
    if not moved:
        return run.past
    steps = {key: _under_new(rows, moved.get(key[0])) for key, rows in run.past.steps.items()}
    covered = {label: _under_new(rows, moved.get(label)) for label, rows in run.past.covered.items()}
    return replace(run.past, steps=steps, covered=covered)


def _moved(run: Run, project: Project, sheet: type[Record]) -> Mapping[str, str] | None:
    """By a row's number in the last run, its number now; None for a sheet of ours, whose IDs stay with their rows."""
    if any(table.is_ours for table in project.tables[sheet]):
        return None
    old = {str(row.get("id")): called(row) for row in run.sheets.get(sheet.sheet.label, ())}
    new = {
        str(row.row_id): called({field: getattr(row, field) for field in CALLED if field in row.columns})
        for row in project.of(sheet)
    }
    return renumbered(old, new)


def _under_new(rows: Mapping[str, T], moved: Mapping[str, str] | None) -> Mapping[str, T]:
    return rows if moved is None else {moved[name]: row for name, row in rows.items() if name in moved}


def last_run(history: History) -> tuple[Run | None, tuple[str, ...]]:
    """The last run that can be read, and a sentence for each later one that cannot."""
    remarks: list[str] = []
    try:
        names = history.runs()
    except UnreadableRun as error:
        return None, (f"{error.message}前回までの記録とは比べていません。",)
    for name in reversed(names):
        try:
            return history.load(name), tuple(remarks)
        except UnreadableRun as error:
            remarks.append(f"{error.message}この記録を飛ばします。")
    return None, tuple(remarks)


def prechecks_of(history: History) -> tuple[tuple[PrecheckRun, ...], tuple[str, ...]]:
    """The looks through deliveries that can be read, the oldest first, and a sentence for each that cannot."""
    runs, remarks = [], []
    try:
        names = history.prechecks()
    except UnreadableRun:  # the reading of the runs of `record` has told it
        return (), ()
    for name in names:
        try:
            runs.append(history.load_precheck(name))
        except UnreadableRun as error:
            remarks.append(f"{error.message}この記録を飛ばします。")
    return tuple(runs), tuple(remarks)


def settings_of(path: Path, password: str | None = None) -> Settings:
    """設定 of a workbook alone, without reading its other sheets where its tab has the usual name."""
    grids = open_grids(path, password)
    titles = [sheet.title for sheet in grids.sheets]
    if Setting.sheet.label in titles:
        tabs = {Setting.sheet.label: grids.grid(Setting.sheet.label)}
    else:
        tabs = {grid.title: grid for grid in grids}
    read = read_settings(tabs, find_layouts(tabs.values()).tables)
    return Settings(row for row in read.records.get(Setting, ()) if isinstance(row, Setting))


def base_run(
    history: History, project: Project, since: date | None = None
) -> tuple[RunName, Run] | tuple[None, None]:
    """The run that 今週の変化 is told against: the last of a day at least seven days before D.

    Without one that old, the oldest of an earlier day; never one of the same day. since: the last one of a day on
    or before this one instead. Runs that cannot be read are passed over.
    """
    today = min(project.as_of, project.run_day)
    before = [name for name in _names(history) if _day_of(name) < today]
    last = since or project.as_of - timedelta(days=WEEK)
    old = [name for name in before if _day_of(name) <= last]
    for name in (*reversed(old), *(name for name in before if name not in old)):
        try:
            return name, history.load(name)
        except UnreadableRun:
            continue
    return None, None


def run_until(history: History, day: date) -> Run | None:
    """The last run of this day or before that can be read."""
    for name in reversed([name for name in _names(history) if _day_of(name) <= day]):
        with contextlib.suppress(UnreadableRun):
            return history.load(name)
    return None


def changes_from(earlier: Run, project: Project, workbook: str, sha256: str) -> Changes:
    """What is otherwise now than in an earlier run. workbook: the name of the file."""
    from pmo_xl.documents.history import moment_text
    from pmo_xl.documents.word.content import Changes
    from pmo_xl.history import compare, run_of
    from pmo_xl.operations.today import now

    later = run_of(project, [], project.past, workbook=workbook, sha256=sha256, made_at=now())
    return Changes(moment_text(earlier.made_at), compare(earlier, later))


def first_day(history: History) -> date | None:
    """The day of the first run; None without one."""
    return next(map(_day_of, _names(history)), None)


def weekly_runs(history: History, project: Project) -> Iterator[Run]:
    """The last run of each week before D's day that can be read, the oldest first."""
    last_of_week: dict[tuple[int, int], RunName] = {}
    for name in _names(history):
        if _day_of(name) < min(project.as_of, project.run_day):
            last_of_week[_day_of(name).isocalendar()[:2]] = name
    for name in list(last_of_week.values())[-_MOST_WEEKS:]:
        with contextlib.suppress(UnreadableRun):
            yield history.load(name)


def _names(history: History) -> Sequence[RunName]:
    """The runs; none where the folder cannot be looked into, which the reading of the workbook has told."""
    try:
        return history.runs()
    except UnreadableRun:
        return ()


def _day_of(name: RunName) -> date:
    return name.made_in_japan.date()
