"""Plug-ins of other packages: they work in check, month-end workers and conditions; a broken one is named and left out.

Each question is asked of a process of its own, as an installed package would be met.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.model.issue import Issue
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, violation
from pmo_xl.workbook.author import write_workbook
from tests.support.plugin_package import install, with_python_path


@pytest.fixture(scope="module")
def packages(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    install(folder)
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    own = OwnRule(
        id="OWN001", target_sheet="予算管理表", condition="税込([@発注金額])>110", rows="TRUE", severity="情報",
        message="税込で110円を超えます。", is_on=True,
    )  # fmt: skip
    order = pmo_xl.Order(id="ORD-001", title="支援", ordered=101)
    records = {
        Issue: (Issue(id="ISS-001", title="遅い", status="対応中"),),
        OwnRule: (own,),
        pmo_xl.Order: (order,),
    }
    write_workbook(
        tmp_path / "台帳.xlsx",
        records,
        run_day=date(2026, 11, 30),
        profile="full",
        settings={"基準日": "2026-11-30"},
    )
    return tmp_path / "台帳.xlsx"


def asked(packages: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = with_python_path(packages)
    command = [sys.executable, "-m", "pmo_xl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)


def test_a_rule_and_a_function_of_a_package_are_asked_and_the_broken_one_is_named(packages, book):
    done = asked(packages, "check", book, "--format", "json")
    (told,) = json.loads(done.stdout)["workbooks"]
    found = {(each["rule"], each["row_id"]) for each in told["findings"]}
    assert ("KAI001", "ISS-001") in found
    assert ("OWN001", "ORD-001") in found
    rule, function = [each for each in told["notices"] if "プラグイン" in each]
    assert "kowareta 0.1(kowareta)" in rule and "RuntimeError: 設定がありません" in rule
    assert "kowareta 0.1(SUM)" in function and "使われています" in function
    assert "Traceback" not in done.stderr


def test_a_rule_of_a_package_is_asked_by_its_name_and_its_page_shown(packages, book):
    done = asked(packages, "check", book, "--rules", "KAI", "--format", "json")
    assert [each["rule"] for each in json.loads(done.stdout)["workbooks"][0]["rules"]] == ["KAI001"]
    assert "KAI001 は" not in done.stderr
    assert asked(packages, "check", book, "--rules", "KAJ").returncode == 2


def test_rules_lists_the_rules_of_a_package_after_ours_and_shows_the_manual_page_of_one(packages):
    told = asked(packages, "rules").stdout
    ours, _, theirs = told.partition("■ プラグイン kaisha 1.2.0")
    assert "HIS001" in ours and "KAI001" not in ours
    assert "KAI001  警告" in theirs and "件名が短すぎて、何の課題か分からない。" in theirs
    assert "kowareta 0.1(kowareta) を使えません(RuntimeError: 設定がありません)" in theirs
    page = asked(packages, "rules", "kai001")
    assert page.returncode == 0, page.stderr
    assert "対象: 課題管理表  重要度: 警告" in page.stdout
    assert "一覧で見た人が、開かないと分かりません。" in page.stdout
    assert "何が起きているかを10文字以上で書いてください。" in page.stdout
    none = asked(packages, "rules", "KAJ001")
    assert none.returncode == 2 and "規則 KAJ001 はありません" in none.stderr


def test_a_rule_of_a_package_is_switched_off_in_the_settings_and_the_setting_is_no_unknown_one(
    packages, tmp_path
):
    path = tmp_path / "台帳.xlsx"
    issue = Issue(id="ISS-001", title="遅い", status="対応中")
    settings = {"基準日": "2026-11-30", "規則.KAI001": "切", "規則.KAI002": "切"}
    write_workbook(path, {Issue: (issue,)}, run_day=date(2026, 11, 30), profile="full", settings=settings)
    (told,) = json.loads(asked(packages, "check", path, "--format", "json").stdout)["workbooks"]
    assert "KAI001" not in {each["rule"] for each in told["findings"]}
    said = [each["message"] for each in told["findings"] if each["rule"] == "DAT004"]
    (unknown,) = [each for each in said if "規則." in each]
    assert "「規則.KAI002」はありません" in unknown and "「規則.KAI001」のことではありませんか" in unknown


def test_the_version_and_doctor_say_what_is_loaded(packages):
    told = asked(packages, "--version").stdout
    assert told.startswith("pmo_xl ")
    assert "kaisha 1.2.0(kaisha) pmo_xl.rules" in told
    assert "kowareta 0.1(kowareta) pmo_xl.rules: 使えません(RuntimeError: 設定がありません)" in told
    doctor = asked(packages, "doctor").stdout
    assert "kaisha 1.2.0" in doctor
    assert "kowareta" in doctor


def test_the_workers_of_the_month_end_ask_them_too(packages, book, tmp_path):
    (tmp_path / "二つ").mkdir()
    for name in ("甲.xlsx", "乙.xlsx"):
        (tmp_path / "二つ" / name).write_bytes(book.read_bytes())
    out = tmp_path / "出力"
    done = asked(
        packages,
        "month-end",
        tmp_path / "二つ",
        "--month",
        "2026-11",
        "--jobs",
        "2",
        "-o",
        out,
        "--format",
        "json",
    )
    assert "OWN001" in done.stdout, done.stderr


def test_headings_and_words_of_a_package_are_read(packages, tmp_path):
    from openpyxl import Workbook

    made = Workbook()
    made.active.title = "課題管理表"
    for row in (
        ["課題ID", "懸案のあらまし", "担当", "期限", "状態"],
        ["ISS-001", "遅い", "山田", "2026/11/02", "様子見"],
    ):
        made.active.append(row)
    made.save(tmp_path / "他.xlsx")
    told = asked(packages, "check", tmp_path / "他.xlsx", "--explain-layout").stdout
    assert "懸案のあらまし" in told
    told = asked(packages, "check", tmp_path / "他.xlsx", "--format", "json").stdout
    (found,) = json.loads(told)["workbooks"]
    assert not [each for each in found["findings"] if each["rule"] == "DAT004"]


def test_check_takes_rules_that_the_caller_made(book):
    @rule("ABC001", judges=Issue, severity=Severity.INFO, message="{id}です。", remedy="何もしません。")
    def every_issue(issue: Issue, project: pmo_xl.Project) -> Judgement:
        """すべての課題。

        ## 要旨
        すべての課題に情報を出します。
        """
        return violation("title") if issue.id else FITS

    report = pmo_xl.open_workbook(book).check([every_issue])
    assert [finding.rule for finding in report.findings] == ["ABC001"]
    both = pmo_xl.open_workbook(book).check([every_issue, "QST003"])
    assert {count.rule for count in both.rules} == {"ABC001", "QST003"}
