"""What 設定 of a workbook takes off the standard rules: rules switched off, rules made softer; for an auditor."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.policy import Policy
from pmo_xl.rules.rule import Group, Severity


@dataclass(frozen=True, slots=True)
class Softened:
    """A rule whose findings weigh less than its own severity."""

    rule: str
    own: Severity
    given: Severity


@dataclass(frozen=True, slots=True)
class Leniency:
    """off: rules of the standard group that are not asked. softened: rules that weigh less than they would."""

    off: tuple[str, ...] = ()
    softened: tuple[Softened, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was taken off at all."""
        return bool(self.off or self.softened)


def leniency(policy: Policy) -> Leniency:
    """What a policy takes off the standard one."""
    if not policy.words and policy.group != Group.BASIC:
        return Leniency()  # without loading every rule
    rules, standard = all_rules(), Policy()
    off = tuple(rule.id for rule in rules if standard.is_on(rule) and not policy.is_on(rule))
    given = ((rule, policy.severity(rule)) for rule in rules if policy.is_on(rule))
    softened = (
        Softened(rule.id, rule.severity, weight)
        for rule, weight in given
        if weight and weight.rank > rule.severity.rank
    )
    return Leniency(off, tuple(softened))
