"""Fitting lessons: which lessons of a book of lessons fit a project, by what the project is, and what they become there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pmo_xl.metrics.checklist import PHASE_END
from pmo_xl.model.display import shortened
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.references import company_key, external_ids, name_key
from pmo_xl.operations.check import check
from pmo_xl.operations.opened_book import OpenedBook

SOURCE: Final = "lessons"
START: Final = "立ち上げ"
_LONGEST: Final = 120
_CATEGORIES: Final[Mapping[str, str]] = {
    "要件": "REQ QST SPC CHG RFP",
    "IF": "IFC SEQ",
    "試験": "TST QLT",
    "予算": "BUD EST EVM",
    "体制": "ORG RES",
    "ベンダ": "ACC",
    "リリース": "REL",
}
"""By 分類 of a lesson, the rules that tell that it happens again."""


@dataclass(frozen=True)
class Fitting:
    """A lesson that fits. why: 取引先, システム, 指摘 or 工程; detail: whose, or which rules."""

    lesson: Lesson
    why: str
    detail: str


def fitting(
    lessons: Iterable[Lesson], vendors: Collection[str], systems: Collection[str], rules: Collection[str]
) -> Iterator[Fitting]:
    """The lessons that fit. vendors, systems: what the project has, by name. rules: those that have findings there."""
    companies, names = set(map(company_key, vendors)), set(map(name_key, systems))
    for lesson in lessons:
        fired = [
            rule for rule in sorted(rules) if rule[:3] in _CATEGORIES.get(lesson.category or "", "").split()
        ]
        if not lesson.countermeasure:
            continue
        if lesson.vendor or lesson.system:
            if lesson.vendor and company_key(lesson.vendor) in companies:
                yield Fitting(lesson, "取引先", lesson.vendor)
            elif lesson.system and name_key(lesson.system) in names:
                yield Fitting(lesson, "システム", lesson.system)
        elif fired:
            yield Fitting(lesson, "指摘", "・".join(fired[:3]))
        elif lesson.phase:
            yield Fitting(lesson, "工程", lesson.phase)


def counted(found: Iterable[Fitting]) -> str:
    """How many of each kind: 工程 1、システム 1."""
    return "、".join(f"{word} {count}" for word, count in Counter(each.why for each in found).items())


def fired_rules(book: OpenedBook) -> frozenset[str]:
    """The rules that have findings in a book."""
    return frozenset(each.rule for each in check(book, documents=False).findings)


def checklist_values(each: Fitting, basis: str, source: str, due_on: date | None = None) -> dict[str, object]:
    """What stands in the row of チェックリスト that a lesson makes. basis: its number in ナレッジ; source: its book."""
    lesson = each.lesson
    texts = [(name, getattr(lesson, name)) for name in ("situation", "cause", "countermeasure")]
    told = [f"出典: {source} {lesson.id or ''}".rstrip() + (f"({lesson.project})" if lesson.project else "")]
    told += [f"理由: {each.why}({each.detail})"]
    told += [f"{Lesson.columns[name].label}: {text}" for name, text in texts if text]
    return {
        "kind": PHASE_END if lesson.phase else START,
        "phase": lesson.phase,
        "title": _short(f"{lesson.situation or ''} → {lesson.countermeasure}"),
        "basis": (basis,),
        "due_on": due_on,
        "remarks": "\n".join(told),
    }


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)


def key_of(lesson: Lesson) -> tuple[str, ...]:
    """What a lesson is known by in other books: its 外部ID, else its number in the book of lessons."""
    return external_ids(lesson.external_ids) or (f"{SOURCE}:{lesson.id}",)
