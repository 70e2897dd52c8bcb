"""What a book says of its vendors, systems and causes: where it is late, what broke, how they answer and deliver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pmo_xl.documents.portfolio.facts import Place, Trouble, VendorFact
from pmo_xl.exchange.addressees import systems_of, vendors_of
from pmo_xl.metrics.budget.order_money import accepted_amount, is_placed, ordered_amount
from pmo_xl.metrics.overdue import OverdueReport
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.cell_address import cell_of
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, name_key
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import StateClass

VENDOR, SYSTEM, CAUSE = "取引先", "システム", "原因"
DEFECT, COMPLAINT = "障害", "クレーム"
EX_TAX = "税抜"
KEYS: Final[Mapping[str, Callable[[str], str]]] = {VENDOR: company_key, SYSTEM: name_key, CAUSE: name_key}
"""By kind, how two names are compared."""


def place_of(record: Record, field: str = "id") -> Place:
    """Where a row stands."""
    tab = record.place.table.sheet_title if record.place else None
    return Place(record.sheet.label, record.row_id, tab, cell_of(record, field))


@dataclass
class _Counted:
    name: str
    late: int = 0
    defects: int = 0
    complaints: int = 0
    rows: list[Place] = field(default_factory=list)


def troubles_of(project: Project, overdue: OverdueReport) -> tuple[Trouble, ...]:
    """By vendor, system and cause: late items, and 障害 and クレーム that were not withdrawn."""
    found: dict[tuple[str, str], _Counted] = {}
    for item in overdue:
        for counted in _counted(item.record, project, found):
            counted.late += 1
            counted.rows.append(place_of(item.record, item.due_field))
    for issue in project.issues:
        if issue.kind in (DEFECT, COMPLAINT) and project.state_of(issue) is not StateClass.CANCELLED:
            for counted in _counted(issue, project, found):
                counted.defects += issue.kind == DEFECT
                counted.complaints += issue.kind == COMPLAINT
                counted.rows.append(place_of(issue))
    return tuple(
        Trouble(kind, each.name, each.late, each.defects, each.complaints, tuple(dict.fromkeys(each.rows)))
        for (kind, _), each in found.items()
    )


def _counted(record: Record, project: Project, found: dict[tuple[str, str], _Counted]) -> Iterator[_Counted]:
    """What is counted of the vendors, systems and the cause that a row is about, each once."""
    systems = [(name_key(name), name) for name in _systems(record, project)]
    cause = record.cause_kind if isinstance(record, Issue) else None
    cause = record.delay_cause if isinstance(record, Task) else cause
    causes = [(name_key(cause), cause)] if cause else []
    for kind, names in (
        (VENDOR, list(vendors_of(record, project).items())),
        (SYSTEM, systems),
        (CAUSE, causes),
    ):
        for key, name in dict(names).items():
            yield found.setdefault((kind, key), _Counted(name))


def _systems(record: Record, project: Project) -> Iterator[str]:
    """The systems that a row names, as システム一覧 writes them; of a delivery its order's."""
    order = project.orders.get(record.order) if isinstance(record, Acceptance) and record.order else None
    for name in systems_of(order or record):
        known = project.system(name)
        yield (known.name if known else None) or name


def vendor_facts(project: Project) -> tuple[VendorFact, ...]:
    """Every vendor that an order, a question, an issue, a delivery or an estimate of the book is about."""
    rows: dict[str, list[Record]] = {}
    names: dict[str, str] = {}
    sheets: Sequence[Iterable[Record]] = (
        project.orders, project.questions, project.issues, project.acceptances, project.estimates,
    )  # fmt: skip
    for record in (each for sheet in sheets for each in sheet):
        for key, name in vendors_of(record, project).items():
            names.setdefault(key, name)
            rows.setdefault(key, []).append(record)
    return tuple(_vendor(names[key], own, project) for key, own in rows.items())


def _vendor(name: str, rows: Sequence[Record], project: Project) -> VendorFact:
    """What the rows that are about a vendor say of it."""
    questions = [each for each in rows if isinstance(each, Question)]
    deliveries = [each for each in rows if isinstance(each, Acceptance)]
    issues = [each for each in rows if isinstance(each, Issue)]
    alive = [each for each in issues if project.state_of(each) is not StateClass.CANCELLED]
    days = [(each.received_on, each.acceptance_due_on) for each in deliveries]
    dated = [received > due for received, due in days if received and due]
    taken = [each for each in rows if isinstance(each, Estimate) and each.is_taken]
    counted = [each.amount for each in taken if each.tax_basis == EX_TAX and each.amount is not None]
    return VendorFact(
        name,
        tuple(sorted(_answer_days(questions, project))),
        sum(project.is_open(each) and each.answered_on is None for each in questions),
        len(dated),
        sum(dated),
        sum(map(project.is_open, issues)),
        sum(each.kind == DEFECT for each in alive),
        sum(each.kind == COMPLAINT for each in alive),
        sum(counted),
        len(taken) - len(counted),
        sum(ordered_amount(each) or 0 for each in rows if isinstance(each, Order) and is_placed(each)),
        sum(map(accepted_amount, deliveries)),
    )


def _answer_days(questions: Iterable[Question], project: Project) -> Iterator[int]:
    """Business days from 質問日 to 回答日 of those that have both."""
    for each in questions:
        if each.asked_on and each.answered_on:
            yield project.calendar.business_days_between(each.asked_on, each.answered_on)
