"""The port of the history: which runs there are, one run's content, one more run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Protocol

from pmo_xl.errors import PmoXlError

if TYPE_CHECKING:
    from pmo_xl.history.run import Run
    from pmo_xl.model.precheck_run import PrecheckRun

_JAPAN = timezone(timedelta(hours=9))
_STAMP = "%Y%m%dT%H%M%S%fZ"
_MONTH_TO_SECOND = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]"
_NAME = re.compile(
    rf"([12][0-9]{{3}}{_MONTH_TO_SECOND}[0-9]{{6}}Z)-([0-9a-f]{{12}})([0-9a-f]{{8}})(\.precheck)?\.json\.gz(\.locked)?"
)


class UnreadableRun(PmoXlError):
    """A recorded run cannot be read; the others can."""

    message = "記録を読めませんでした。"


@dataclass(frozen=True, order=True, slots=True)
class RunName:
    """A run by its file's name, which says when it was made and of which workbook.

    stamp: the moment in UTC, as the name writes it (names sort by time). key: 12 hex digits that stand for the
    workbook. digest: 8 hex digits of the content. is_locked: under the workbook's password. is_precheck: a look through
    a delivery, no run of `record`.
    """

    stamp: str
    key: str
    digest: str
    is_locked: bool = False
    is_precheck: bool = False

    @property
    def file_name(self) -> str:
        """20261130T001500123456Z-<key><digest>.json.gz, with .locked behind it for a locked one, .precheck before .json."""
        kind, lock = ".precheck" if self.is_precheck else "", ".locked" if self.is_locked else ""
        return f"{self.stamp}-{self.key}{self.digest}{kind}.json.gz{lock}"

    @property
    def made_at(self) -> datetime:
        """When it was made, UTC."""
        return datetime.strptime(self.stamp, _STAMP).replace(tzinfo=UTC)

    @property
    def made_in_japan(self) -> datetime:
        """When it was made, by the clock in Japan."""
        return self.made_at.astimezone(_JAPAN)


def stamp_of(moment: datetime) -> str:
    """A moment as the names of runs write it."""
    return f"{moment.astimezone(UTC):{_STAMP}}"


def parse_name(file_name: str) -> RunName | None:
    """The run that a file's name says; None for any other file."""
    found = _NAME.fullmatch(file_name)
    return (
        RunName(found[1], found[2], found[3], found[5] is not None, found[4] is not None) if found else None
    )


class History(Protocol):
    """Where the runs of one workbook are kept."""

    def runs(self) -> Sequence[RunName]:
        """Every run of the workbook, the oldest first, known by name alone. UnreadableRun where nobody can look."""

    def load(self, name: RunName) -> Run:
        """One run. UnreadableRun with one sentence that names its file."""

    def add(self, run: Run) -> RunName:
        """Keep one more run; several may add at once. UnwritableOutput when it cannot be written."""

    def prechecks(self) -> Sequence[RunName]:
        """Every kept look through a delivery with the workbook, the oldest first. UnreadableRun where nobody can look."""

    def load_precheck(self, name: RunName) -> PrecheckRun:
        """One of them. UnreadableRun with one sentence that names its file."""

    def add_precheck(self, run: PrecheckRun) -> RunName:
        """Keep one more of them. UnwritableOutput when it cannot be written."""
