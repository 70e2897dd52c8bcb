"""The rules that a workbook is asked: those of the catalogue, and those that its 社内規則 sheet adds."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.own_rules import PREFIX, own_rules
from pmo_xl.rules.plugged import plugged_rules
from pmo_xl.rules.rule import Rule


def asked_rules(project: Project, names: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules whose ID is, or begins with, one of `names`; all of them without names. Plug-ins' among them."""
    wanted = tuple(name.upper() for name in names)
    own = own_rules(project) if not wanted or any(map(may_be_own, wanted)) else ()
    others = (*plugged_rules()[0], *own)
    return (*matching(wanted), *(rule for rule in others if not wanted or rule.id.upper().startswith(wanted)))


def added_rules_about(project: Project, sheets: Iterable[type[Record]]) -> tuple[Rule, ...]:
    """The rules of 社内規則 and of plug-ins about the rows of these sheets."""
    meant = tuple(sheets)
    return tuple(rule for rule in (*plugged_rules()[0], *own_rules(project)) if rule.judges in meant)


def may_be_own(name: str) -> bool:
    """Whether an ID, or the beginning of one, may mean a rule of 社内規則; only the workbook knows which it has."""
    return name.startswith(PREFIX) or PREFIX.startswith(name)


def is_plugged(name: str) -> bool:
    """Whether an ID, or the beginning of one, means a rule of a plug-in."""
    return any(rule.id.upper().startswith(name) for rule in plugged_rules()[0])
