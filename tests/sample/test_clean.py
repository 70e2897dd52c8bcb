"""The clean sample: repeatable, as large as stated, and free of what the rules look for."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pmo_xl.metrics.fingerprint import fingerprint
from pmo_xl.metrics.payment.registration_number import is_corporate_number
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.column import Kind
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.sheets import SHEETS, sheets_of
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.vocabulary import library_words
from tests.sample.maker import clean_project, forget_samples

STORIES = [
    {},
    {"seed": 9, "scale": 0.3},
    {"seed": 3, "scale": 0.5, "as_of": date(2026, 10, 31)},
    {"seed": 4, "scale": 1.6, "as_of": date(2026, 12, 31)},
    {"seed": 11, "scale": 0.7, "as_of": date(2027, 1, 31)},
    {"seed": 8, "scale": 1.3, "as_of": date(2027, 3, 31)},
    {"seed": 6, "as_of": date(2027, 4, 30)},
]
VAGUE = "適切|十分|速やか|可能な限り|原則|等|など|必要に応じ|柔軟|迅速|容易|なるべく|できるだけ|適宜|随時|概ね|極力|通常"


@pytest.fixture(
    scope="module", params=STORIES, ids=lambda story: ",".join(f"{k}={v}" for k, v in story.items()) or "demo"
)
def sample(request):
    return clean_project(**request.param)


def test_same_seed_gives_the_same_records_and_another_seed_others():
    first = clean_project().records
    forget_samples()
    assert first == clean_project().records
    assert clean_project().records != clean_project(seed=1).records


def test_the_demo_is_as_large_as_stated():
    sizes = {sheet: len(rows) for sheet, rows in clean_project().records.items()}
    expected = {Requirement: 120, SpecChange: 40, Question: 80, Issue: 100, Order: 30, Task: 80}
    assert {sheet: sizes[sheet] for sheet in expected} == expected
    assert (sizes[System], sizes[Vendor], sizes[Member]) == (6, 4, 20)
    years = {budget.fiscal_year for budget in clean_project().records[Budget]}
    assert years == {2025, 2026}


def test_scale_changes_the_size():
    small, large = clean_project(scale=0.3).records, clean_project(scale=3).records
    assert len(small[Issue]) == 30
    assert len(large[Issue]) == 300
    assert len(large[Requirement]) == 360


def test_a_story_out_of_bounds_is_refused():
    with pytest.raises(ValueError, match="scale"):
        clean_project(scale=0.1)
    with pytest.raises(ValueError, match="as_of"):
        clean_project(as_of=date(2026, 5, 1))


def test_every_sheet_has_its_records_and_every_must_cell_a_value(sample):
    assert set(sample.records) == set(sheets_of("core"))
    for sheet, rows in sample.records.items():
        for row in rows:
            assert not [name for name in sheet.must_fields if getattr(row, name) in (None, "", ())], row


def test_every_choice_is_a_word_of_its_list(sample):
    for row in every_row(sample):
        for name in row.fields_of_kind(Kind.CHOICE):
            value, words = getattr(row, name), library_words(row.__class__, name)
            assert value is None or not words or value in words, (row.row_id, name)


def test_ids_are_unique_and_well_formed(sample):
    for sheet, rows in sample.records.items():
        if sheet.sheet.prefix:
            ids = [row.id for row in rows]
            assert len(set(ids)) == len(ids)
            assert all(re.fullmatch(sheet.sheet.prefix + r"-\d{3,}", one) for one in ids)


def test_every_reference_resolves(sample):
    project = sample.project()
    for row in every_row(sample):
        for name in row.fields_of_kind(Kind.PERSON):
            assert getattr(row, name) is None or project.member(getattr(row, name)), (row.row_id, name)
        for name in row.fields_of_kind(Kind.SYSTEM, Kind.VENDOR):
            found = project.system(getattr(row, name)) or project.vendor(getattr(row, name))
            assert getattr(row, name) is None or found, (row.row_id, name)
        for name in row.fields_of_kind(Kind.REF, Kind.REFS):
            for target in texts(getattr(row, name)):
                assert resolves(project, row, name, target), (row.row_id, name, target)


def test_no_text_holds_what_the_eye_cannot_see(sample):
    import unicodedata

    for row in every_row(sample):
        for name in row.columns:
            text = getattr(row, name)
            if isinstance(text, str) and getattr(row, "key", "") != "文書番号形式":  # whose braces are meant
                assert text == text.strip()
                assert unicodedata.is_normalized("NFC", text)
                assert not re.search("[\uff61-\uff9f\u200b-\u200f\ufeff\x00-\x09\x0b-\x1f{}]", text), text


def test_no_fact_lies_in_the_future(sample):
    facts = (
        "raised_on asked_on answered_on agreed_on approved_on reflected_on announced_on closed_on updated_on"
    )
    facts += (
        " escalated_on estimated_on ordered_on received_on accepted_on paid_on actual_start actual_finish"
    )
    for row in every_row(sample):
        for name in facts.split():
            day = getattr(row, name, None)
            assert day is None or day <= sample.as_of, (row.row_id, name, day)


def test_nothing_is_late(sample):
    project, today = sample.project(), sample.as_of
    assert all(q.due_on >= today for q in project.questions if q.status == "未回答")
    assert all(i.due_on >= today for i in project.issues if project.is_open(i))
    undecided = ("起票", "影響調査中", "承認待ち")
    assert all(c.due_on >= today for c in project.spec_changes if c.status in undecided)
    assert all(t.planned_finish >= today for t in project.tasks if not t.actual_finish)
    assert all(a.acceptance_due_on >= today for a in project.acceptances if not a.accepted_on)
    assert all(a.payment_due_on >= today for a in project.acceptances if a.payment_due_on and not a.paid_on)


def test_requirements_can_be_verified_and_are_agreed_as_they_stand(sample):
    for requirement in sample.records[Requirement]:
        assert requirement.acceptance_criteria
        assert not re.search(VAGUE, requirement.statement), requirement.statement
        if requirement.agreement == "合意済":
            assert (
                requirement.agreed_fingerprint == f"{requirement.agreed_on:%Y%m%d}:{fingerprint(requirement)}"
            )
    assert len({r.category for r in sample.records[Requirement] if r.kind == "非機能"}) == 6


def test_what_was_answered_with_a_change_has_its_change(sample):
    project = sample.project()
    for question in project.questions:
        if question.needs_change == "要":
            changes = project.spec_changes.naming("origin", question.id)
            assert changes, question.id
            assert question.status != "完了" or all(c.reflected_on for c in changes if c.status != "却下")


def test_changes_go_their_way_in_order_and_the_documents_know_them(sample):
    project = sample.project()
    for change in project.spec_changes:
        days = [change.raised_on, change.approved_on, change.reflected_on, change.announced_on]
        known = [day for day in days if day]
        assert known == sorted(known)
        if change.status == "承認済":
            assert sample_day(project, change.approved_on, 5) >= project.as_of
        for document, version in zip(
            change.reflected_in, (change.reflected_version or "").split("、"), strict=False
        ):
            newest = project.deliverables[document]
            assert parts(version) <= parts(newest.version)
            assert change.reflected_on <= newest.updated_on


def test_costed_changes_are_ordered_and_slips_are_in_the_schedule(sample):
    project = sample.project()
    for change in project.spec_changes:
        if change.status in ("承認済", "反映済", "周知済"):
            assert change.cost_impact is not None
            assert not change.cost_impact or project.orders.naming("origin", change.id), change.id
            open_tasks = [t for t in project.tasks if t.system in change.systems and not t.actual_finish]
            slipped = [t for t in open_tasks if t.planned_finish != t.baseline_finish]
            assert not change.schedule_impact or not open_tasks or slipped, change.id


def test_nobody_is_overloaded_or_gone(sample):
    project = sample.project()
    load = Counter(issue.owner for issue in project.issues if project.is_open(issue))
    assert max(load.values()) < 10
    assert max(load.values()) <= 0.4 * max(sum(load.values()), 10)
    gone = {member.name for member in project.members if member.left_on}
    assert gone
    assert not gone & set(load)


def test_budgets_keep_a_tenth_and_shares_add_up(sample):
    borne = defaultdict(int)
    shares = defaultdict(list)
    for order in sample.records[Order]:
        if order.order_kind != "取消":
            expected = (order.estimated or 0) * (order.probability if order.probability is not None else 1)
            borne[order.budget] += order.ordered if order.ordered_on else int(expected)
        if order.share:
            shares[order.order_number].append(order)
    for budget in sample.records[Budget]:
        assert (budget.amount - borne[budget.id]) * 10 >= budget.amount, budget.id
    for rows in shares.values():
        whole = sum(order.ordered for order in rows)
        assert sum(order.share for order in rows) == 1
        assert all(abs(order.ordered - whole * order.share) <= 1 for order in rows)


def test_deliveries_add_up_to_their_order_and_invoices_to_their_payments(sample):
    project = sample.project()
    planned = Counter()
    for each in sample.records[Acceptance]:
        planned[each.order] += each.acceptance_planned
        assert each.accepted in (None, each.acceptance_planned)
        assert each.invoiced in (None, each.accepted)
        assert each.tax in (None, each.invoiced and each.invoiced // 10)
        assert each.paid is None or each.paid == each.invoiced + each.tax
        assert bool(each.accepted_on) == bool(each.acceptance_document)
    for order in project.orders:
        if order.ordered_on and order.order_kind in ("当初", "追加"):
            assert planned[order.id] == order.ordered, order.id


def test_payments_keep_to_the_law(sample):
    project = sample.project()
    for each in sample.records[Acceptance]:
        if each.payment_due_on:
            assert (each.payment_due_on - each.received_on).days <= 59
        if each.paid_on:
            assert project.calendar.is_bank_day(each.paid_on)
            assert each.paid_on - each.payment_due_on <= timedelta(2)
    assert all(is_corporate_number(vendor.registration_number[1:]) for vendor in sample.records[Vendor])


def test_the_schedule_hangs_together(sample):
    tasks = {task.id: task for task in sample.records[Task]}
    named = {link.split()[0] for task in tasks.values() for link in task.predecessors}
    last = max((t for t in tasks.values() if t.kind == "マイルストーン"), key=lambda t: t.planned_finish)
    for task in tasks.values():
        parent = tasks.get(task.parent)
        assert (
            not parent
            or parent.planned_start <= task.planned_start <= task.planned_finish <= parent.planned_finish
        )
        assert (task.actual_start is not None) == (task.planned_start <= sample.as_of)
        assert not task.actual_finish or task.actual_finish <= task.baseline_finish
        assert (task.progress == 1) == (task.actual_finish is not None)
        if task.kind == "作業" and not task.actual_finish:
            assert task.predecessors
            assert task.id in named or task is last
        for link in task.predecessors:
            if " " not in link:
                before = tasks[link]
                is_close = "マイルストーン" in (task.kind, before.kind)
                assert task.planned_start > before.planned_finish - timedelta(is_close), task.id


def test_effort_is_spent_about_as_planned(sample):
    leaves = [task for task in sample.records[Task] if task.planned_effort]
    earned = sum(task.planned_effort * (task.progress or 0) for task in leaves)
    spent = sum(task.actual_effort or 0 for task in leaves)
    assert Decimal("0.95") < earned / spent < Decimal("1.05")
    assert all(task.actual_effort for task in leaves if task.progress)


def every_row(sample) -> list[Record]:
    return [row for rows in sample.records.values() for row in rows]


def texts(value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def resolves(project, row, name, target) -> bool:
    """Whether an ID or name is on one of the sheets its column refers to; an origin may be free text."""
    labels = row.columns[name].refers_to
    if "システム一覧" in labels:
        return project.system(target) is not None
    is_free_text = name == "origin" and not re.search(r"[A-Z]+-\d", target)
    target = target.split()[0] if name == "predecessors" else target
    sheets = [sheet for sheet in SHEETS if sheet.sheet.label in labels]
    return is_free_text or any(target in project.of(sheet) for sheet in sheets)


def sample_day(project, day, business_days):
    return project.calendar.add_business_days(day, business_days)


def parts(version):
    return [int(part) for part in version.split(".")]


def test_documents_have_one_row_each(sample):
    titles = [document.title for document in sample.records[Deliverable]]
    assert len(set(titles)) == len(titles)
