"""What is in scope of a rule: every row of its first 適合例 fits, cannot be judged, or is none of its business."""

from __future__ import annotations

import pytest

from pmo_xl.rules.run import run
from tests.support.examples import project_of
from tests.support.ledger import counts_of, rule_of

SCOPE = [
    ("REQ001", {"適合": 1}),
    ("REQ003", {"適合": 1}),
    ("REQ004", {"適合": 2, "対象外": 1}),
    ("REQ005", {"適合": 5, "対象外": 1}),
    ("REQ006", {"適合": 1, "対象外": 2}),
    ("REQ007", {"適合": 1, "判定不能": 3, "対象外": 1}),
    ("REQ008", {"適合": 2, "対象外": 2}),
    ("REQ009", {"適合": 2, "対象外": 1}),
    ("REQ010", {"適合": 1, "対象外": 2}),
    ("CHG001", {"適合": 2, "対象外": 3}),
    ("CHG002", {"適合": 2, "対象外": 2}),
    ("CHG003", {"適合": 2, "対象外": 2}),
    ("CHG004", {"適合": 2, "判定不能": 3, "対象外": 2}),
    ("CHG006", {"適合": 1, "対象外": 5}),
    ("CHG007", {"適合": 2, "判定不能": 2, "対象外": 4}),
    ("CHG008", {"適合": 2, "対象外": 1}),
    ("CHG009", {"適合": 2, "対象外": 3}),
    ("CHG011", {"適合": 2}),
    ("QST001", {"適合": 1, "対象外": 3}),
    ("QST002", {"適合": 3, "対象外": 2}),
    ("QST003", {"適合": 2, "対象外": 2}),
    ("QST004", {"適合": 2, "対象外": 2}),
    ("QST005", {"適合": 2, "対象外": 3}),
    ("QST006", {"適合": 2, "対象外": 2}),
    ("QST007", {"適合": 2, "対象外": 2}),
    ("QST008", {"適合": 3, "対象外": 3}),
    ("QST009", {"適合": 1}),
    ("ISS001", {"適合": 1, "対象外": 2}),
    ("ISS002", {"適合": 3, "対象外": 2}),
    ("ISS003", {"適合": 2, "対象外": 2}),
    ("ISS005", {"適合": 2, "対象外": 2}),
    ("ISS006", {"適合": 2, "対象外": 3}),
    ("ISS007", {"適合": 3, "対象外": 2}),
    ("ISS008", {"適合": 3}),
]


@pytest.mark.parametrize(("rule_id", "expected"), SCOPE)
def test_the_rows_of_the_first_fitting_example_are_counted(rule_id, expected):
    rule = rule_of(rule_id)
    example = next(example for example in rule.page.examples if example.heading.startswith("適合例"))
    assert counts_of(run(project_of(example), [rule])) == expected
