"""Rule: one cross-check, declared once with `@rule`; Judgement: what it says of one subject."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as declared
from functools import cached_property
from typing import Any

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting_keys import Group as Group  # rules take it from here, beside Severity
from pmo_xl.model.settings import Threshold
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.manual import EVERY_SHEET, PAPERS, WHOLE_PROJECT, ManualPage, in_general
from pmo_xl.rules.page import Page, read_page
from pmo_xl.rules.severity import Severity as Severity

Subject = Record | type[Record] | None
Judged = type[Record] | type[Project] | type[Passage] | type[Document] | type[Delivery]
Needs = Mapping[type[Record], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says of one subject. Made by `violation`, `question`, `undeterminable`; FITS, OUT_OF_SCOPE.

    field: the column that is wrong. expected: what should stand there, in Japanese.
    severity: where it departs from the rule's own. reason: why it could not be judged.
    details: what the rule's message names in braces. key: tells findings about one sheet apart.
    is_named_by_key: the finding stands at a row and is about something else, so that its ID bears the key alone.
    """

    verdict: Verdict
    field: str | None = None
    expected: str | None = None
    severity: Severity | None = None
    reason: str | None = None
    key: str | None = None
    details: Mapping[str, object] = declared(default_factory=dict)
    is_named_by_key: bool = False


FITS = Judgement(Verdict.FITS)
OUT_OF_SCOPE = Judgement(Verdict.OUT_OF_SCOPE)


def violation(
    field: str | None = None,
    *,
    expected: str | None = None,
    severity: Severity | None = None,
    key: str | None = None,
    **details: object,
) -> Judgement:
    """The subject breaks the rule, at the column `field` (None: the row or sheet as a whole)."""
    return Judgement(Verdict.VIOLATION, field, expected, severity, None, key, details)


def question(
    field: str | None = None, *, expected: str | None = None, key: str | None = None, **details: object
) -> Judgement:
    """A person must decide; never shown green."""
    return Judgement(Verdict.QUESTION, field, expected, Severity.QUESTION, None, key, details)


def undeterminable(reason: str) -> Judgement:
    """The subject could not be judged, for a reason that is shown."""
    return Judgement(Verdict.UNDETERMINABLE, reason=reason)


def out_of_scope(reason: str) -> Judgement:
    """Nothing of the rule applies to the subject, for a reason that is told once per run."""
    return Judgement(Verdict.OUT_OF_SCOPE, reason=reason)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of a sheet a rule must be asked about, as a `screen` tells from whole columns.

    places: of the rows, counted from 0; None: all of them. others: what the rule says of every other row, FITS or
    OUT_OF_SCOPE.
    """

    places: Collection[int] | None
    others: Judgement = FITS


EVERY_ROW = Asked(None)

# (record, project) -> Judgement or several; of a project rule (project) -> pairs of subject and Judgement
Judge = Callable[..., Any]
Screen = Callable[[type[Record], Project], Asked]


@dataclass(frozen=True)
class Rule:
    """One cross-check of the catalogue.

    judges: a record class (one row at a time), Record (every row of every sheet) or Project
    (yields pairs of subject and Judgement); of precheck a Passage or a Document, each with its Delivery. reads: fields
    of the judged row without which nothing can be said; of precheck the kinds of passage it is about (none: all). needs: other sheets, with the columns of theirs that are read. needs_past: it judges what
    changed since earlier recorded runs. remedy: how to mend it. group: the smallest 規則群 that asks it.
    thresholds: the numbers of its that a workbook may set for itself. instead: by a field of `reads`, the field that
    says the same in a table without its column. screen: which rows may be said anything of but the ordinary, so that
    the others need not be asked one by one; it must never leave out a row that is hit. stopped: why it cannot be
    asked at all (a rule of the office's own that cannot be read). remedy_in_general: the remedy as a manual tells it,
    where a finding's own words are not known beforehand. needs_papers: it judges what lies at the 格納先 of 成果物一覧.
    """

    id: str
    name: str
    judges: Judged
    reads: tuple[str, ...]
    needs: Needs
    severity: Severity
    message: str
    remedy: str
    judge: Judge
    needs_past: bool = False
    group: Group = Group.STANDARD
    thresholds: tuple[Threshold, ...] = ()
    manual: str = declared(repr=False, default="")
    instead: Mapping[str, str] = declared(default_factory=dict)
    screen: Screen | None = None
    stopped: str | None = None
    remedy_in_general: str = ""
    needs_papers: bool = False

    @cached_property
    def page(self) -> Page:
        """The manual page, taken apart."""
        return read_page(self.manual)

    @property
    def prefix(self) -> str:
        """The letters of the ID (QST003 → QST)."""
        return self.id.rstrip("0123456789")

    @property
    def general_remedy(self) -> str:
        """The remedy as a manual tells it, with words for what a finding would fill in."""
        return self.remedy_in_general or in_general(self.remedy)

    @property
    def sheet(self) -> str:
        """The sheet it judges, in the contract's words."""
        if self.judges is Project:
            return WHOLE_PROJECT
        if self.judges.__name__ in PAPERS:
            return PAPERS[self.judges.__name__]
        if self.judges is Record or not issubclass(self.judges, Record):
            return EVERY_SHEET
        return self.judges.sheet.label

    @property
    def manual_page(self) -> ManualPage:
        """What a reader is shown of it."""
        told = (self.sheet, self.severity, self.page, self.general_remedy, self.group)
        return ManualPage(self.id, self.name, *told)


def rule(
    id: str,
    *,
    judges: Judged,
    severity: Severity,
    message: str,
    remedy: str,
    reads: tuple[str, ...] = (),
    needs: Iterable[type[Record]] | Needs = (),
    needs_past: bool = False,
    needs_papers: bool = False,
    group: Group = Group.STANDARD,
    thresholds: tuple[Threshold, ...] = (),
    instead: Mapping[str, str] | None = None,
    screen: Screen | None = None,
) -> Callable[[Judge], Rule]:
    """Declare the decorated function as the rule `id`; its docstring is the manual page in Japanese.

    `message` and `remedy` may name {id}, fields of the judged row and details of the Judgement in braces.
    """

    def declare(judge: Judge) -> Rule:
        """The rule that this function judges by; its docstring is the manual page."""
        needed = dict(needs) if isinstance(needs, Mapping) else dict.fromkeys(needs, ())
        name: str = getattr(judge, "__name__", id)
        manual = judge.__doc__ or ""
        stated = (id, name, judges, reads, needed, severity, message, remedy)
        told = (judge, needs_past, group, thresholds, manual, instead or {}, screen)
        return Rule(*stated, *told, needs_papers=needs_papers)

    return declare
