from __future__ import annotations

from datetime import date

from pmo_xl.metrics.change_links import changes_of, costs_of, systems_of
from pmo_xl.model.interface import Interface
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange

D = date(2026, 11, 30)


def project(*records):
    by_class = {}
    for record in records:
        by_class.setdefault(record.__class__, []).append(record)
    return Project(D, D, records={kind: tuple(rows) for kind, rows in by_class.items()})


def test_a_change_named_from_both_sides_is_one_change():
    both = SpecChange(id="CHG-001", origin=("QA-001",))
    other = SpecChange(id="CHG-002")
    stranger = SpecChange(id="CHG-003", origin=("QA-002",))
    qa = Question(id="QA-001", changes=("CHG-002", "CHG-001", "CHG-404"))
    assert changes_of(qa, project(both, other, stranger, qa)) == (both, other)


def test_a_question_without_an_id_is_named_by_nothing():
    assert changes_of(Question(), project(SpecChange(id="CHG-001"), Question())) == ()


def test_the_systems_of_a_change_are_its_own_or_those_of_its_requirements():
    one = Requirement(id="REQ-001", systems=("会員基盤", "帳票"))
    two = Requirement(id="REQ-002", systems=("会員基盤", "認証"))
    change = SpecChange(id="CHG-001", requirements=("REQ-001", "REQ-404", "REQ-002"))
    assert systems_of(change, project(one, two)) == ("会員基盤", "帳票", "認証")
    named = SpecChange(id="CHG-002", requirements=("REQ-001",), systems=("決済連携",))
    assert systems_of(named, project(one, two)) == ("決済連携",)


def test_the_systems_of_a_change_are_both_ends_of_its_interfaces_too():
    requirement = Requirement(id="REQ-001", systems=("会員基盤",))
    interface = Interface(id="IF-001", source="会員基盤", target="決済連携")
    half = Interface(id="IF-002", source="帳票")
    change = SpecChange(id="CHG-001", requirements=("REQ-001",), interfaces=("IF-001", "IF-404", "IF-002"))
    assert systems_of(change, project(requirement, interface, half)) == ("会員基盤", "決済連携", "帳票")


def test_what_a_change_costs_are_the_orders_that_name_it():
    change = SpecChange(id="CHG-001", origin=("CHG-001",))
    order = Order(id="ORD-001", origin=("CHG-002", "CHG-001"))
    assert list(costs_of(change, project(change, order, Order(id="ORD-002")))) == [order]
