from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest

from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings, Threshold
from pmo_xl.rules.catalog import all_rules, thresholds
from pmo_xl.rules.known_settings import known_keys, values_of

NAME = re.compile(r"`閾値\.([^`]+)`")


def test_the_manual_page_of_a_rule_names_the_thresholds_that_it_declares() -> None:
    pages = {(name, rule.id) for rule in all_rules() for name in NAME.findall(rule.manual)}
    assert pages == {(threshold.name, rule.id) for rule, threshold in thresholds()}


def test_the_manual_page_of_a_threshold_names_its_default() -> None:
    for rule, threshold in thresholds():
        page = rule.manual.partition("##")[2].partition("## 違反例")[0]
        assert str(threshold.default) in page, (rule.id, threshold.name)


def test_a_name_is_one_threshold_for_every_rule_and_may_be_set() -> None:
    names = [threshold.name for threshold in {threshold for _, threshold in thresholds()}]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert {f"閾値.{name}" for name in names} <= known_keys()
    assert {values_of(f"閾値.{name}") for name in names} == {()}


@pytest.mark.parametrize(("written", "read"), [("8", 8), ("8日", 8), ("八", 10), ("", 10), (None, 10)])
def test_a_threshold_is_what_the_workbook_sets_and_else_its_default(written: str | None, read: int) -> None:
    settings = Settings([Setting(key="閾値.停滞日数", value=written)])
    assert settings.threshold(Threshold("停滞日数", 10, "")) == read


def test_the_page_of_one_rule_and_the_help_load_no_rule() -> None:
    code = """if True:
        import sys
        from pmo_xl.faces.cli import build_parser, main
        build_parser().format_help()
        assert main(["rules", "QST003"]) == 0
        loaded = [m for m in sys.modules if m.startswith("pmo_xl.rules.") and m.count(".") == 3]
        print(loaded, file=sys.stderr)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.decode().strip() == "[]"
