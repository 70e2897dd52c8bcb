"""The facts of one book for the portfolio: small, frozen and picklable; no row of text that nobody asked for.

Money is whole yen without tax, effort is person-days. Every figure is the one that `check`, `overdue`, `budget` and
`schedule` give of the book alone, by the same functions (docs/definitions.md).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

from pmo_xl.metrics.traffic_light import Light, ProjectLight
from pmo_xl.rules.light import LACKING, lacking_sentence

FINISHED = "終結"
"""The phase of a project without an open leaf."""


ASKING: Final = frozenset({"課題管理表", "仕様変更管理表", "予算枠"})
"""The sheets of every workbook whose rows ask for decisions."""


def mail_key(mail: str) -> str:
    """An address as addresses compare."""
    return unicodedata.normalize("NFKC", mail).strip().casefold()


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a book. tab: the tab's own name. cell: as A1."""

    sheet: str
    row_id: str | None
    tab: str | None
    cell: str | None


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule that could not judge some rows, or none. rows: how many; 0 where it judged nothing at all."""

    rule: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class BookReading:
    """How the book was read. saved_at: when Excel last saved it, as it wrote it down; "" where it does not say.

    as_of_source: option, workbook or today. policy: the rules as they counted, in words. remarks: a Japanese sentence each.
    not_judged: what the check could not tell. undated: open rows without a due date that could be read.
    """

    path: Path
    sha256: str
    saved_at: str
    as_of: date
    as_of_source: str
    policy: str
    remarks: tuple[str, ...]
    failed_rules: tuple[str, ...]
    rules_not_evaluated: int
    rows_undeterminable: int
    undated: int
    not_judged: tuple[NotJudged, ...]


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    """A milestone. forecast: of one not reached (None: nobody can say). days_late: business days after its plan.

    standing: in a word, as documents say it. systems: of a release those that are released, else the row's.
    """

    place: Place
    title: str
    phase: str
    systems: tuple[str, ...]
    planned: date | None
    baseline: date | None
    forecast: date | None
    is_lower_bound: bool
    reached: date | None
    days_late: int | None
    standing: str


@dataclass(frozen=True, slots=True)
class ReleaseFact:
    """The release that lies ahead: its day and the systems that are released in it."""

    on: date
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A row behind the load of a person: of 要員計画 (計画) or an open leaf of マスタスケジュール (作業). days: in the month."""

    place: Place
    kind: str
    title: str
    system: str
    phase: str
    days: Fraction


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One person in one month of one book. load: 負荷 as the book judges it; None: nothing says how much.

    capacity: in this book. business_days: of the month by the book's calendar. is_doubtful: plan is a lower bound.
    """

    name: str
    mail: str
    company: str
    month: date
    plan: Fraction
    work: Fraction
    load: Fraction | None
    capacity: Fraction
    business_days: int
    is_doubtful: bool
    rows: tuple[LoadRow, ...]


@dataclass(frozen=True, slots=True)
class LoadFacts:
    """The load of everybody from the month of D on, and what could not be placed (rows and person-days).

    shared_mails: addresses that 体制表 gives to several people, so that they name none of them.
    """

    months: tuple[PersonMonth, ...] = ()
    elsewhere: Fraction = Fraction(0)
    unmeasured: int = 0
    unowned: int = 0
    unplaced: int = 0
    shared_mails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A decision that is waited for. days_late: business days past `due_on`. cost: what waiting costs, as a sentence."""

    place: Place
    what: str
    decider: str | None
    since: date | None
    due_on: date | None
    days_late: int
    held: int
    days_lost: int | None
    days_more: int | None
    amount: int | None
    cost: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What one vendor, system or cause has in one book: late items, 障害 and クレーム that were not withdrawn."""

    kind: str
    name: str
    late: int
    defects: int
    complaints: int
    rows: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class VendorFact:
    """One vendor in one book. answer_days: business days from 質問日 to 回答日, one a question that was answered.

    deliveries_late of deliveries that have both 受領日 and 検収予定日. estimated: adopted, without tax; estimates_left_out:
    adopted ones with tax or without an amount.
    """

    name: str
    answer_days: tuple[int, ...] = ()
    unanswered: int = 0
    deliveries: int = 0
    deliveries_late: int = 0
    open_issues: int = 0
    defects: int = 0
    complaints: int = 0
    estimated: int = 0
    estimates_left_out: int = 0
    ordered: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """What one recorded run, or today, says. overdue, open_issues: None where the book lacks their sheets. found, mended: findings against the point before; None for the first."""

    on: date
    overdue: int | None
    open_issues: int | None
    spi: Decimal | None
    remaining: int | None
    errors: int
    questions: int
    warnings: int
    found: int | None
    mended: int | None


@dataclass(frozen=True, slots=True)
class Against:
    """The findings against the last recorded run of an earlier day."""

    on: date
    new: int
    mended: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Findings by weight, not waived; and those waived."""

    error: int
    question: int
    warning: int
    info: int
    waived: int


@dataclass(frozen=True, slots=True)
class Money:
    """The total of `budget`. remaining: None where there is no budget; ordered and the like: None without 予算管理表."""

    amount: int | None
    ordered: int | None
    expected: int | None
    accepted: int | None
    remaining: int | None
    forecast: int | None


@dataclass(frozen=True, slots=True)
class BookFacts:
    """One project. key: 案件コード, else the book's path. reported: 報告状況, "" where nobody wrote it.

    light: that of `check`. overdue: None where nothing is
    known to be late and sheets with due dates are not there, for that is no 0. next_milestone: the first by its planned day
    that is not reached. open_issues: None without 課題管理表. on_hold: changes on 保留, which wait for nobody.
    trend: of the recorded runs, the last of each week, and of today, the oldest first. absent: the sheets that the book
    lacks of those whose figures stand here: what they would say is unknown, not nothing.
    """

    key: str
    name: str
    code: str
    pm: str
    department: str
    phase: str
    light: ProjectLight
    reported: str
    next_milestone: MilestoneFact | None
    open_issues: int | None
    overdue: int | None
    money: Money
    findings: Counts
    against: Against | None
    on_hold: int
    reading: BookReading
    milestones: tuple[MilestoneFact, ...]
    release: ReleaseFact | None
    people: LoadFacts
    decisions: tuple[DecisionFact, ...]
    troubles: tuple[Trouble, ...]
    vendors: tuple[VendorFact, ...]
    trend: tuple[TrendPoint, ...]
    absent: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The workbook."""
        return self.reading.path

    @property
    def reasons(self) -> tuple[str, ...]:
        """Those of the light, and what stands beside it: errors of form, and sheets that are not there."""
        own = [each for each in self.light.reasons if not each.startswith(LACKING)]
        return (*own, *filter(None, (self.light.form, lacking_sentence(self.absent))))

    @property
    def waiting(self) -> int | None:
        """How many decisions are waited for; None where none is known and sheets that ask for them are not there."""
        lacks = not ASKING.isdisjoint(self.absent)
        return None if lacks and not self.decisions else len(self.decisions)

    @property
    def hidden_steps(self) -> int:
        """By how many steps the reported light is better than the computed one; 0 where it is not, or nobody reports.

        A grey light is no step of its own: what cannot be judged may be anything.
        """
        steps = {Light.GREEN.value: 0, Light.AMBER.value: 1, Light.RED.value: 2}
        computed = steps.get(self.light.light.value, 1)
        return max(computed - steps[self.reported], 0) if self.reported in steps else 0

    @property
    def order(self) -> tuple[int, int, str]:
        """What stands first: a light reported better than it is, then the worst light, then the name."""
        return -self.hidden_steps, self.light.light.rank, self.name
