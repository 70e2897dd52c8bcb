"""The rules that a workbook is asked: those of the catalogue, and those that its 社内規則 sheet adds."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.own_rules import PREFIX, own_rules
from pmo_xl.rules.rule import Rule


def asked_rules(project: Project, names: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules whose ID is, or begins with, one of `names`; all of them without names."""
    wanted = tuple(name.upper() for name in names)
    own = own_rules(project) if not wanted or any(map(may_be_own, wanted)) else ()
    return (*matching(wanted), *(rule for rule in own if not wanted or rule.id.upper().startswith(wanted)))


def own_rules_about(project: Project, sheets: Iterable[type[Record]]) -> tuple[Rule, ...]:
    """The rules of 社内規則 about the rows of these sheets."""
    meant = tuple(sheets)
    return tuple(rule for rule in own_rules(project) if rule.judges in meant)


def may_be_own(name: str) -> bool:
    """Whether an ID, or the beginning of one, may mean a rule of 社内規則."""
    return name.startswith(PREFIX) or PREFIX.startswith(name)
