"""Plug-ins that end the process, talk, or take names: each is named, and nothing of the user's stops for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pmo_xl
from pmo_xl.model.issue import Issue
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.workbook.author import write_workbook
from tests.support.plugin_package import lay_out, with_python_path

DAY = ("--as-of", "2026-11-30")
_RULE = """
from pmo_xl import Order
from pmo_xl.rules.rule import Severity, rule

@rule("TOM001", judges=Order, severity=Severity.INFO, reads=("title",), message="{id}です。", remedy="なし。")
def stops(order, project):
    \"\"\"発注を見る。

    ## 要旨
    発注を見ます。
    \"\"\"
    {body}
"""
Ask = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A ledger with a rule of its own that asks the function 止める."""
    own = OwnRule(
        id="OWN001", target_sheet="予算管理表", condition="止める([@発注金額])>110", rows="TRUE", severity="情報",
        message="110円を超えます。", is_on=True,
    )  # fmt: skip
    records: Mapping[Any, Any] = {
        Issue: (Issue(id="ISS-001", title="遅い", status="対応中"),),
        OwnRule: (own,),
        pmo_xl.Order: (pmo_xl.Order(id="ORD-001", title="支援", ordered=101),),
    }
    path = tmp_path / "案件" / "台帳.xlsx"
    path.parent.mkdir()
    settings = {"基準日": "2026-11-30"}
    write_workbook(path, records, run_day=date(2026, 11, 30), profile="full", settings=settings)
    return path


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """A command of ours where a package 「tomaru」 of this code is installed."""

    def _asked(
        code: str, groups: Mapping[str, Mapping[str, str]], *arguments: object
    ) -> subprocess.CompletedProcess[str]:
        site = tmp_path / "site"
        if not site.exists():
            lay_out(site, "tomaru", code, groups)
        environment = with_python_path(site)
        command = [sys.executable, "-m", "pmo_xl", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)

    return _asked


RULES = {"pmo_xl.rules": {"tomaru": "tomaru"}}


@pytest.mark.parametrize("body", ["raise SystemExit(9)", "raise __import__('asyncio').CancelledError"])
def test_a_rule_that_ends_the_process_is_named_as_failed_and_the_others_are_asked(
    ask: Ask, book: Path, body: str
) -> None:
    code = _RULE.replace("{body}", body)
    done = ask(code, RULES, "check", book, "--format", "json")
    assert done.returncode == 3, done.stderr
    (told,) = json.loads(done.stdout)["workbooks"]
    assert told["failed_rules"] == ["TOM001"]
    assert len(told["rules"]) > 100 and told["findings"]
    done = ask(code, RULES, "check", book)
    assert "わけを添えて、プラグイン tomaru" in done.stdout + done.stderr
    for arguments in (("month-end", "--month", "2026-11"), ("portfolio", *DAY)):
        command, *more = arguments
        done = ask(code, RULES, command, book.parent, *more, "--jobs", "1")
        assert done.returncode == 3, done.stderr
        assert "TOM001" in done.stdout


def test_a_function_that_ends_the_process_gives_an_error_value_in_its_condition_alone(
    ask: Ask, book: Path
) -> None:
    code = "def stop(value):\n    raise SystemExit(9)\n"
    done = ask(code, {"pmo_xl.functions": {"止める": "tomaru:stop"}}, "check", book, "--format", "json")
    assert done.returncode != 9, done.stderr
    (told,) = json.loads(done.stdout)["workbooks"]
    (own,) = (each for each in told["rules"] if each["rule"] == "OWN001")
    assert own["undeterminable"] == 1
    assert len(told["rules"]) > 100


_PAPER = """
from pathlib import Path
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Layout

def stops(source):
    raise SystemExit(9)

PAPER = WordDocument("止まる文書", "作れません。", stops, Layout(()), form=Path(__file__))
"""


def test_a_document_that_ends_the_process_is_named_alone_and_among_all(
    ask: Ask, book: Path, tmp_path: Path
) -> None:
    groups = {"pmo_xl.documents": {"paper": "tomaru:PAPER"}}
    alone = ask(_PAPER, groups, "export", "止まる文書", book, "-o", tmp_path / "x.docx", *DAY)
    said = "プラグインの文書の中で失敗しました(SystemExit: 9)"
    assert alone.returncode == 2 and said in alone.stderr
    done = ask(_PAPER, groups, "export", "--all", book, "-o", tmp_path / "全部", *DAY)
    assert f"止まる文書 は作りませんでした。{said}" in done.stderr
    assert list((tmp_path / "全部").rglob("課題一覧*.docx"))


@pytest.mark.parametrize("group", ["rules", "functions", "documents", "sheets", "importers"])
def test_a_package_that_ends_the_process_when_it_is_imported_is_named_in_every_group(
    ask: Ask, group: str
) -> None:
    code = "raise __import__('asyncio').CancelledError('やめた')\n"
    told = ask(code, {f"pmo_xl.{group}": {"tomaru": "tomaru"}}, "--version")
    assert f"tomaru 0.3(tomaru) pmo_xl.{group}: 使えません(CancelledError: やめた)" in told.stdout


def test_what_a_package_prints_when_it_is_imported_does_not_stand_in_the_result(ask: Ask, book: Path) -> None:
    code = "print('読み込みました')\n" + _RULE.replace("{body}", "return ()")
    done = ask(code, RULES, "check", book, "--format", "json")
    assert json.loads(done.stdout)["command"] == "check"
    assert "読み込みました" in done.stderr


def test_a_name_that_is_taken_is_told_by_version_doctor_and_the_month_end_as_check_tells_it(
    ask: Ask, book: Path
) -> None:
    code = (
        _RULE.replace("{body}", "return ()").replace("TOM001", "ISS901")
        + "\ndef total(value):\n    return value\n"
    )
    groups = {**RULES, "pmo_xl.functions": {"SUM": "tomaru:total"}}
    rule, function = "規則のID ISS901 は使われています", "関数の名前「SUM」は使われています"
    for command in ("--version", "doctor"):
        told = ask(code, groups, command).stdout.replace("\n", "")
        assert rule in told and function in told, told
    month = ("month-end", book.parent, "--month", "2026-11", "--jobs", "1")
    found = json.loads(ask(code, groups, *month, "--format", "json").stdout)
    assert [rule in each["fault"] or function in each["fault"] for each in found["plugins"]] == [True, True]
    assert rule in found["remarks"][0] and function in found["remarks"][1]
    shown = "".join(ask(code, groups, *month).stdout.split())
    assert "".join(rule.split()) in shown and function in shown
