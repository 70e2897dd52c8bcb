"""The month end of many workbooks as data: what came back from each, what failed, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, Protocol

from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.month_end.late_money import Lateness
from pmo_xl.metrics.month_end.month_comparison import MonthDifference
from pmo_xl.metrics.month_end.month_end import MonthEnd
from pmo_xl.metrics.traffic_light import ProjectLight
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.leniency import Leniency
from pmo_xl.rules.standing_breaches import Breaches


@dataclass(frozen=True, slots=True)
class Reading:
    """How a workbook was read and checked, for the auditor.

    sha256, size: of the file that was read; read_at: when, UTC. policy: 規則群 and the rules set one by one, as they
    counted. own_leniency: what the workbook's own 設定 takes off the rules; leniency: what was taken off in the
    end (an office's policy wins). waivers: how many findings a counting waiver lets pass. remarks: a Japanese
    sentence each. failed_rules: rules that raised instead of judging.
    """

    path: Path
    sha256: str
    size: int
    read_at: datetime
    policy: str
    own_leniency: Leniency
    leniency: Leniency
    waivers: int
    remarks: tuple[str, ...] = ()
    failed_rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectMonthEnd:
    """One counted project. name, code: 案件名, 案件コード of 設定 (name: the file's where it is blank).

    key: what it is known by from month to month: 案件コード, else 案件名.
    findings: of the rules on 予算枠, 予算管理表 and 検収支払. light: as those rules and the ledgers give it.
    breaches: of the payment law.
    """

    key: str
    name: str
    code: str
    reading: Reading
    light: ProjectLight
    findings: tuple[Finding, ...]
    month_end: MonthEnd
    breaches: Breaches

    @property
    def path(self) -> Path:
        """The workbook."""
        return self.reading.path


@dataclass(frozen=True, slots=True)
class ProjectTexts:
    """What files say of one project alone, ready made: by the process that read its workbook.

    key, name: under which it was made. report: its part of the JSON of the month end, compared with nothing. memory: its
    part of what is remembered for the next month.
    """

    key: str
    name: str
    report: str
    memory: str


@dataclass(frozen=True, slots=True)
class FailedBook:
    """A workbook that could not be read, and the Japanese sentence that says why."""

    path: Path
    message: str


def failed_sentences(failed: Iterable[FailedBook]) -> tuple[str, ...]:
    """Why workbooks could not be read, each with its folder: 案件01/台帳.xlsx は …; the same reason of several is told once."""
    told: dict[str, list[str]] = {}
    for each in failed:
        own = each.message.removeprefix(each.path.name)
        is_own = own != each.message
        told.setdefault(f"{in_folder(each.path)}{own}" if is_own else each.message, []).append(
            "" if is_own else in_folder(each.path)
        )
    return tuple(f"{_first_of(books)}{why}" for why, books in told.items())


def _first_of(books: Sequence[str]) -> str:
    """The workbooks that one reason is for; nothing where the reason names its own."""
    if not books[0]:
        return ""
    return f"{books[0]} ほか {len(books) - 1} 冊: " if len(books) > 1 else f"{books[0]}: "


def in_folder(path: Path) -> str:
    """A workbook as it is told among many: in every folder lies a 台帳.xlsx."""
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


@dataclass(frozen=True, slots=True)
class LeftOutCopy:
    """A workbook of a project that is counted from another file. why: in Japanese, by which rule."""

    path: Path
    counted: Path
    project: str
    why: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PreviousMonth:
    """The month end that this one is compared with, and of which projects nothing came this time."""

    month: date
    as_of: date
    source: Path
    missing: tuple[str, ...] = ()


class Keeping(Protocol):
    """Keeps something under a name for as long as what it depends on stays the same."""

    def find_other(self, name: str, depends_on: str) -> object | None:
        """What was kept; None where there is nothing that can be relied on."""

    def keep_other(self, name: str, depends_on: str, content: object) -> None:
        """Keep it."""


def _none_ready(_: int) -> None:
    return None


@dataclass(frozen=True, repr=False)
class MonthEndResult(ItemReport):
    """Everything the outputs are made of. run_at: UTC. policy_file: the office's settings, with their hash.

    differences: by project key. previous: None when there is nothing to compare with. remarks: Japanese sentences.
    kept: how many of the workbooks had not changed since an earlier run, whose result was taken. cache: where such
    results lie. ready: of a project by its number, the texts that were made of it already; None where none were.
    """

    month: ClosingMonth
    run_day: date
    run_at: datetime
    version: str
    projects: Sequence[ProjectMonthEnd]
    failed: tuple[FailedBook, ...] = ()
    copies: tuple[LeftOutCopy, ...] = ()
    differences: Mapping[str, tuple[MonthDifference, ...]] = field(default_factory=dict)
    previous: PreviousMonth | None = None
    policy_file: str | None = None
    remarks: tuple[str, ...] = ()
    kept: int = field(default=0, compare=False)
    cache: Keeping | None = field(default=None, repr=False, compare=False)
    ready: Callable[[int], ProjectTexts | None] = field(default=_none_ready, repr=False, compare=False)
    _made: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    columns: ClassVar[Sequence[ListColumn]] = (
        ListColumn("案件コード", name="code"),
        ListColumn("案件", name="name"),
        ListColumn("信号", of="light.light.shown", name="light"),
        ListColumn("台帳", name="path"),
    )

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> Sequence[ProjectMonthEnd]:
        """The counted projects, as `projects`."""
        return self.projects

    @property
    def undated(self) -> tuple[()]:
        """Nothing: what has no month stands in the lists of each project."""
        return ()

    @property
    def late_acceptances(self) -> Lateness:
        """検収の遅れ of all projects."""
        return sum((project.month_end.late_acceptances for project in self.projects), Lateness())

    @property
    def late_payments(self) -> Lateness:
        """支払の遅れ of all projects."""
        return sum((project.month_end.late_payments for project in self.projects), Lateness())

    @property
    def breaches(self) -> Breaches:
        """取適法の違反 of all projects."""
        return sum((project.breaches for project in self.projects), Breaches())

    @property
    def as_of(self) -> date:
        """D of the month."""
        return self.month.as_of

    @property
    def counts(self) -> Mapping[str, int]:
        """案件, 読めなかった台帳 and 数えなかった写し."""
        return {
            "案件": len(self.projects),
            "読めなかった台帳": len(self.failed),
            "数えなかった写し": len(self.copies),
        }

    def cached(self, key: str, make: Callable[[], object]) -> object:
        """What `make` gives, made once for this result."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]
