"""Which deliveries break the payment law for certain, whatever a person may still decide.

Source: definitions.md, Traffic light (ACC008, ACC012; ACC009 is ACC008 said more precisely).
"""

from __future__ import annotations

from pmo_xl.metrics.payment_defaults import coverage, effective, order_of, rule_on
from pmo_xl.metrics.payment_method import promissory_note
from pmo_xl.metrics.payment_terms import sixty_days
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict


def legal_breaches(project: Project) -> tuple[Acceptance, ...]:
    """The deliveries due after sixty days, or paid by promissory note although covered."""
    return project.cached(
        "legal breaches", lambda: tuple(filter(lambda row: _breaks(row, project), project.acceptances))
    )


def _breaks(row: Acceptance, project: Project) -> bool:
    if rule_on(row, project, sixty_days).verdict is Verdict.VIOLATION:
        return True
    order = order_of(row, project)
    if order is None:
        return False
    method, covered = effective(row, "payment_method", project), coverage(row, project)
    return promissory_note(method.value, order.ordered_on, covered.value).verdict is Verdict.VIOLATION
