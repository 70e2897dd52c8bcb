from __future__ import annotations

import re

from pmo_xl.model.thresholds import THRESHOLDS
from pmo_xl.rules.catalog import all_rules

NAME = re.compile(r"`閾値\.([^`]+)`")


def test_every_threshold_stands_on_the_manual_page_of_the_rule_it_belongs_to():
    pages = {(name, rule.id) for rule in all_rules() for name in NAME.findall(rule.manual)}
    declared = {(name, threshold.meaning[-7:-1]) for name, threshold in THRESHOLDS.items()}
    built = {rule.id for rule in all_rules()}
    assert pages == {(name, rule_id) for name, rule_id in declared if rule_id in built}


def test_the_manual_page_of_a_threshold_names_its_default():
    for rule in all_rules():
        for name in NAME.findall(rule.manual):
            assert (
                str(THRESHOLDS[name].default) in rule.manual.partition("##")[2].partition("## 違反例")[0]
            ), (rule.id, name)
