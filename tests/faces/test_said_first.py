"""What a reader must know before any figure stands in the first line: rules that failed, an old 基準日."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

import pmo_xl
from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.operations.month_end import month_end
from pmo_xl.rules.catalog import load, module_of
from pmo_xl.rules.rule import Rule, Severity, rule, violation
from pmo_xl.rules.run import run
from tests.support.master import opened, small_book

FAILED = "実行できなかった規則が 1 あります(ISS001)。"
OLD = "設定シートの基準日 2020/11/30 で数えています(今日は "


def _raise(record: Any, project: Project) -> None:
    raise ZeroDivisionError("planted\n\x1b[31m")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """ISS001 and ACC001 of the catalogue raise for every row."""
    for rule_id in ("ISS001", "ACC001"):
        found: Rule = load(module_of(rule_id) or "")
        monkeypatch.setitem(found.__dict__, "judge", _raise)
    yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_book(tmp_path)


def text_of(out: str) -> str:
    return "".join(out.split())


@pytest.mark.usefixtures("broken")
def test_check_says_first_which_rules_failed_and_ends_with_3(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["check", str(path), "--as-of", "2026-11-30", "--rules", "ISS001", "QST001"]
    assert main([*asked, "--fail-on", "never"]) == 3
    assert text_of(capsys.readouterr().out).startswith(text_of(f"【注意】{FAILED}"))
    assert main([*asked, "--format", "json"]) == 3
    (found,) = json.loads(capsys.readouterr().out)["workbooks"]
    assert found["failed_rules"] == ["ISS001"] and found["notices"][0].startswith(FAILED)
    assert {each["rule"]: each["failed"] for each in found["rules"]} == {"QST001": False, "ISS001": True}
    assert main([*asked, "-o", str(tmp_path / "結果.xlsx")]) == 3
    sheet = openpyxl.load_workbook(tmp_path / "結果.xlsx").worksheets[0]
    assert str(sheet["A2"].value).startswith(FAILED)


@pytest.mark.usefixtures("broken")
def test_record_says_first_which_rules_failed_and_ends_with_3(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["record", str(path), "--as-of", "2026-11-30"]) == 3
    said = capsys.readouterr().err
    assert (
        said.startswith("実行できなかった規則が 2 あります(ISS001、ACC001)。")
        and "チェック結果に書きました" in said
    )


@pytest.mark.usefixtures("broken")
def test_a_rule_that_fails_never_makes_its_findings_resolved(path: Path) -> None:
    before = opened(path)
    assert not before.check("QST001").failed_rules
    recorded = before.record()
    assert recorded.states.get("解消", 0) == 0 and recorded.report.failed_rules


@pytest.mark.usefixtures("broken")
def test_month_end_says_first_which_rules_failed_and_ends_with_3(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from pmo_xl.documents.month_end.json_file import month_end_json
    from pmo_xl.documents.month_end.summary import overview
    from pmo_xl.faces.commands.month_end import _code

    with ThreadPoolExecutor(1) as here:
        result = month_end(path, "2026-11", here, run_day="2026-12-05")
    assert overview(result)[0].startswith("会員基盤刷新: 実行できなかった規則が 1 あります(ACC001)。")
    assert json.loads("".join(month_end_json(result)))["failed_rules"] == [overview(result)[0]]
    assert _code(result, "never") == 3


@pytest.mark.usefixtures("broken")
def test_the_box_of_the_button_says_first_which_rules_failed(path: Path) -> None:
    from pmo_xl.faces.button_verbs.check import box
    from pmo_xl.operations.record import refresh

    book = opened(path)
    recorded = refresh(book)
    said = box(book, recorded, recorded.report.findings, tab=None, first=None, listed=None)
    assert said.startswith("実行できなかった規則が 2 あります(ISS001、ACC001)。")


def test_a_rule_whose_message_cannot_be_made_fails_alone(path: Path) -> None:
    @rule("ZZZ009", judges=Issue, severity=Severity.ERROR, message="{nothing_of_the_kind}", remedy="")
    def no_words(issue: Issue, project: Project) -> object:
        """Its message names what nobody gave."""
        return violation("no_such_field")

    project = opened(path).project
    report = run(project, [no_words, load(module_of("ISS001") or "")])
    assert [count.rule for count in report.failed_rules] == ["ZZZ009"]
    assert {finding.rule for finding in report.findings} == {"ISS001"}
    assert "\n" not in (report.failed_rules[0].reason or "")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    settings = [Setting(key="案件名", value="会員基盤刷新"), Setting(key="基準日", value="2020-11-30")]
    return small_book(tmp_path, {Setting: settings}, "古い日.xlsx")


@pytest.mark.parametrize(
    "command", [["check"], ["overdue"], ["budget"], ["budget", "--by", "month"], ["schedule"], ["schedule", "--measures"]],
    ids=" ".join,
)  # fmt: skip
def test_an_old_day_of_the_settings_stands_in_the_first_line_of_every_output(
    command: list[str], old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([command[0], str(old), *command[1:], "--quiet"])
    assert capsys.readouterr().out.startswith(f"【注意】{OLD}")
    main([command[0], str(old), *command[1:], "--format", "json"])
    assert json.loads(capsys.readouterr().out)["workbooks"][0]["notices"][0].startswith(OLD)
    main([command[0], str(old), *command[1:], "-o", str(tmp_path / "結果.xlsx")])
    first = openpyxl.load_workbook(tmp_path / "結果.xlsx").worksheets[0]
    assert OLD in f"{first['A1'].value}{first['A2'].value}"
    main([command[0], str(old), *command[1:], "--format", "csv"])
    assert OLD in capsys.readouterr().err


def test_a_document_says_beside_the_day_what_day_it_is(old: Path, tmp_path: Path) -> None:
    book = pmo_xl.open_workbook(old, run_day="2026-11-30")
    (made,) = book.export("要件一覧書", tmp_path / "要件一覧書.docx")
    header = docx.Document(str(made)).sections[0].header
    assert any("基準日 2020/11/30(今日は 2026/11/30)" in line.text for line in header.paragraphs)


@pytest.mark.parametrize(("run_day", "is_said"), [("2020-12-07", False), ("2020-12-08", True)])
def test_five_business_days_after_the_day_of_the_settings_are_not_yet_old(
    run_day: str, is_said: bool, old: Path
) -> None:
    report = pmo_xl.open_workbook(old, run_day=run_day).check("ISS001")
    assert bool(report.notices) is is_said
    given = pmo_xl.open_workbook(old, run_day=run_day, as_of=date(2020, 11, 30)).check("ISS001")
    assert given.notices == ()
