"""history: what changed in a workbook between two recorded runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmo_xl.errors import BadOption
from pmo_xl.history import Difference, FolderHistory, Run, RunName, UnreadableRun, compare, findings_between
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, PathText
from pmo_xl.operations.earlier_runs import history_of, settings_of
from pmo_xl.operations.since import refuse_later
from pmo_xl.operations.today import today_in_japan
from pmo_xl.workbook.file.password import is_encrypted


@dataclass(frozen=True)
class Between:
    """What lies between two runs. remarks: the runs that could not be read, a sentence each."""

    earlier: Run
    later: Run
    differences: Sequence[Difference]
    new_findings: Sequence[Mapping[str, Any]]
    resolved_findings: Sequence[Mapping[str, Any]]
    remarks: Sequence[str] = ()


def runs_of(path: PathText, *, password: str | None = None, history: PathText | None = None) -> FolderHistory:
    """The recorded runs of a workbook. UnreadableWorkbook when it cannot be read.

    history: the folder of recorded runs, as `open_workbook` takes it.
    """
    workbook, folder = arguments.a_path(path, "path"), arguments.a_path_or_none(history, "history")
    password = arguments.a_text_or_none(password, "password")
    settings = settings_of(workbook, password)
    key = password if is_encrypted(workbook) else None
    return history_of(workbook, settings, password=key, folder=folder)


def changes_between(runs: FolderHistory, *, since: Day | None = None, until: Day | None = None) -> Between:
    """What changed between two runs: the last two, or those that stood on two days.

    since: the state on this day is the earlier one (the last run on or before it, else the first). until: the
    state on this day is the later one. Raises BadOption when there are not two such runs, and for a day to
    come; UnreadableRun where nobody can look.
    """
    remarks: list[str] = []
    first, last = arguments.a_day(since, "since"), arguments.a_day(until, "until")
    _refuse_days(first, last)
    later_names = [name for name in runs.runs() if last is None or name.made_in_japan.date() <= last]
    later_name, later = _last_readable(runs, later_names, remarks)
    before = [name for name in later_names if later_name and name < later_name]
    stood = [name for name in before if first is None or name.made_in_japan.date() <= first]
    _, earlier = _last_readable(runs, stood or before[:1], remarks)
    if later is None or earlier is None:
        raise BadOption(_too_few(runs, len(later_names), remarks))
    came, went = findings_between(earlier, later)
    return Between(earlier, later, compare(earlier, later), came, went, tuple(remarks))


def _refuse_days(first: date | None, last: date | None) -> None:
    today = today_in_japan()
    if last and last < today:
        refuse_later(first, last, "終わりの日(until)")
    else:
        refuse_later(first, today, "今日")


def _last_readable(
    runs: FolderHistory, names: Sequence[RunName], remarks: list[str]
) -> tuple[RunName | None, Run | None]:
    for name in reversed(names):
        try:
            return name, runs.load(name)
        except UnreadableRun as error:
            remarks.append(f"{error.message}この記録を飛ばします。")
    return None, None


def _too_few(runs: FolderHistory, found: int, remarks: Sequence[str]) -> str:
    return (
        f"比べられる記録が2回分ありません({runs.folder} に{found}回分)。"
        "pmo-xl record を実行するたびに1回分の記録が残ります。" + "".join(remarks)
    )
