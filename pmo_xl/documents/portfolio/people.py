"""Everybody of many books with their months: one person however the books spell the name, and how full each month is."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from pmo_xl.documents.portfolio.facts import BookFacts, LoadRow, PersonMonth, mail_key
from pmo_xl.documents.portfolio.on_disk import OnDisk, sorted_on_disk
from pmo_xl.model.references import company_key, person_key


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row behind a person's load."""

    project: str
    row: LoadRow


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """A person in a month over all projects. load: None where no project says how much. capacity: business days.

    share: load ÷ capacity. is_doubtful: load is a lower bound.
    """

    month: date
    plan: Fraction
    work: Fraction
    load: Fraction | None
    capacity: int
    is_doubtful: bool
    projects: tuple[str, ...]
    rows: tuple[PersonRow, ...]

    @property
    def share(self) -> Fraction | None:
        """負荷率; None where there is no load, or no business day."""
        return self.load / self.capacity if self.load is not None and self.capacity else None

    @property
    def percent(self) -> int | None:
        """負荷率 as it is shown, a half rounded up; never 100 of what is more than a whole month."""
        if self.share is None:
            return None
        return max(int(self.share * 100 + Fraction(1, 2)), 101 if self.is_over else 0)

    @property
    def is_over(self) -> bool:
        """Whether it is more than a whole month."""
        return self.load is not None and self.load > self.capacity


@dataclass(frozen=True, slots=True)
class Person:
    """One person, however the books spell the name. spellings: all of them, the first is `name`."""

    name: str
    company: str
    mail: str
    spellings: tuple[str, ...]
    months: tuple[PersonLoad, ...]


@dataclass
class _Gathered:
    """A person while the books are gone through. months: the numbers of what waits on disk."""

    names: Counter[str] = field(default_factory=Counter)
    mail: str = ""
    company: str = ""
    months: dict[date, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("q")))


_Waiting = OnDisk[tuple[str, PersonMonth]]


def people_of(projects: Collection[BookFacts]) -> Sequence[Person]:
    """Everybody with their months, added over the projects: one person by mail address, else by name and company.

    A row without an address is that person's whose name and company are the same, where there is only one. An address
    that a book gives to several people names nobody.
    """
    waiting: _Waiting = OnDisk()
    named: dict[tuple[str, str], _Gathered] = {}
    mailed: dict[str, _Gathered] = {}
    shared = {mail for project in projects for mail in project.people.shared_mails}
    for project in projects:
        for each in project.people.months:
            key = person_key(each.name), company_key(each.company) if each.company else ""
            mail = mail_key(each.mail)
            is_own = bool(mail) and mail not in shared
            found = mailed.setdefault(mail, _Gathered()) if is_own else named.setdefault(key, _Gathered())
            found.names[each.name] += 1
            found.mail, found.company = found.mail or each.mail, found.company or each.company
            found.months[each.month].append(waiting.add((project.name, each)))
    alone = []
    for key, found in named.items():
        same = [other for other in mailed.values() if _is_called(other, key)]
        if len(same) == 1:
            _join(same[0], found)
        else:
            alone.append(found)
    made = (_person(found, waiting) for found in (*mailed.values(), *alone))
    return sorted_on_disk(made, lambda person: (-_worst(person), person.name))


def _is_called(found: _Gathered, key: tuple[str, str]) -> bool:
    company = company_key(found.company) if found.company else ""
    return company == key[1] and any(person_key(name) == key[0] for name in found.names)


def _join(into: _Gathered, other: _Gathered) -> None:
    into.names += other.names
    for month, rows in other.months.items():
        into.months[month] += rows


def _person(found: _Gathered, waiting: _Waiting) -> Person:
    spellings = tuple(name for name, _ in sorted(found.names.items(), key=lambda pair: (-pair[1], pair[0])))
    months = tuple(
        _load(month, [waiting[number] for number in numbers])
        for month, numbers in sorted(found.months.items())
    )
    return Person(spellings[0], found.company, found.mail, spellings, months)


def _load(month: date, rows: Sequence[tuple[str, PersonMonth]]) -> PersonLoad:
    loads = [each.load for _, each in rows if each.load is not None]
    return PersonLoad(
        month,
        sum((each.plan for _, each in rows), Fraction(0)),
        sum((each.work for _, each in rows), Fraction(0)),
        sum(loads, Fraction(0)) if loads else None,
        min(each.business_days for _, each in rows),
        any(each.is_doubtful for _, each in rows),
        tuple(dict.fromkeys(name for name, _ in rows)),
        tuple(PersonRow(name, row) for name, each in rows for row in each.rows),
    )


def _worst(person: Person) -> Fraction:
    return max((each.share or Fraction(0) for each in person.months), default=Fraction(0))
