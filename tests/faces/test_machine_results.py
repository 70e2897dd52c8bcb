"""`check` for machines: SARIF held against its published schema, JUnit read by another reader, GitHub's commands."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from junitparser import JUnitXml
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as OfficialSarif

from pmo_xl.documents.ci_results import github_lines, junit_xml
from pmo_xl.documents.findings_book import CheckedBook
from pmo_xl.documents.sarif import sarif_json
from pmo_xl.faces.cli import main
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.rules.catalog import load, module_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Severity
from tests.support.master import opened, small_book

WAIVED = "BUD001/予算枠/BUD-002/残予算"
DEMO = sorted((Path(__file__).parents[2] / "workbook_templates" / "demo").glob("*.xlsx"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in which one finding is waived; its name is as nasty as names of files are."""
    waiver = RecordedFinding(
        id=WAIVED,
        rule="BUD001",
        response="免除",
        waiver_reason="期末に\n精算",
        waived_by="田中 美咲",
        waived_until=date(2026, 12, 31),
    )
    folder = tmp_path_factory.mktemp("案件, 会員:基盤")
    return small_book(folder, {RecordedFinding: [waiver]}, "50% 会員,基盤#1.xlsx")


@pytest.fixture(scope="module")
def report(book: Path) -> Report:
    return opened(book).check()


@pytest.fixture(scope="module")
def sarif(book: Path, report: Report) -> dict[str, Any]:
    return sarif_json(
        [CheckedBook(book, report)], [(book.with_name("空.xlsx"), "空.xlsx: 中身がありません。")]
    )


@pytest.fixture(scope="module")
def junit(book: Path, report: Report) -> JUnitXml:
    checked = [CheckedBook(book, report)]
    return JUnitXml.fromstring(
        junit_xml(checked, [(book.with_name("空.xlsx"), "空.xlsx: 中身がありません。")])
    )


def test_the_sarif_of_the_samples_is_valid_by_its_published_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "点検.sarif"
    assert main(["check", *map(str, DEMO), "-o", str(output)]) == 1
    text = output.read_text(encoding="utf-8")
    OfficialSarif.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    assert len(run["artifacts"]) == 2 and {r["level"] for r in run["results"]} == {"error", "warning", "note"}


def test_no_list_of_the_sarif_holds_the_same_twice(sarif: dict[str, Any]) -> None:
    """More than uniqueItems of the schema asks, which the generated model does not look at."""
    (run,) = sarif["runs"]
    lists = [run["artifacts"], run["tool"]["driver"]["rules"], run["results"]]
    lists += [each for result in run["results"] for each in result.values() if isinstance(each, list)]
    for each in lists:
        assert len({json.dumps(item, sort_keys=True) for item in each}) == len(each)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.pop("runs"),
        lambda log: log.update(version="2.2.0"),
        lambda log: log["runs"][0]["results"][0].pop("message"),
        lambda log: log["runs"][0]["results"][0].update(level="fatal"),
        lambda log: log["runs"][0]["results"][0].update(finding_id="x"),
        lambda log: log["runs"][0]["tool"]["driver"]["rules"][0].pop("id"),
        lambda log: log["runs"][0]["invocations"][0].pop("executionSuccessful"),
    ],
)
def test_a_sarif_that_is_none_is_refused_by_the_schema(sarif: dict[str, Any], spoil: Any) -> None:
    spoilt = json.loads(json.dumps(sarif))
    spoil(spoilt)
    with pytest.raises(ValidationError):
        OfficialSarif.model_validate_json(json.dumps(spoilt))


@pytest.mark.parametrize("name", ["\udc82\udca0.xlsx", "a\nb::error::c,d.xlsx", "絵😀 #?%41.xlsx"])
def test_a_name_that_is_no_utf_8_or_looks_like_a_command_breaks_no_form(name: str, report: Report) -> None:
    checked, unread = [CheckedBook(Path(name), report)], [(Path(name), f"{name}: 読めません。")]
    log = json.dumps(sarif_json(checked, unread), ensure_ascii=False)
    OfficialSarif.model_validate_json(log.encode("utf-8"))
    assert len(JUnitXml.fromstring(junit_xml(checked, unread))) == 2
    lines = "\n".join(github_lines(checked, unread)).encode("utf-8").decode().split("\n")
    assert all(re.match(r"::(error|warning|notice) file=[^,:]+,title=[^,:]+::", line) for line in lines)


def test_each_finding_is_a_sarif_result_at_its_sheet_and_cell(
    sarif: dict[str, Any], report: Report, book: Path
) -> None:
    results = sarif["runs"][0]["results"]
    assert [r["fingerprints"]["findingId/v1"] for r in results] == [f.id for f in report.findings]
    found = next(r for r in results if r["fingerprints"]["findingId/v1"].startswith("QST002/QA表/QA-003"))
    (location,) = found["locations"]
    assert location["logicalLocations"] == [{"name": "L6", "fullyQualifiedName": "QA表!L6", "kind": "cell"}]
    assert unquote(location["physicalLocation"]["artifactLocation"]["uri"]).endswith("/50% 会員,基盤#1.xlsx")
    whole = next(r for r in results if r["ruleId"] == "WBS017")["locations"][0]["logicalLocations"]
    assert whole == [
        {"name": "マスタスケジュール", "fullyQualifiedName": "マスタスケジュール", "kind": "sheet"}
    ]


def test_sarif_levels_follow_the_severities_and_keep_our_word(sarif: dict[str, Any], report: Report) -> None:
    levels = {"error": "error", "question": "warning", "warning": "warning", "info": "note"}
    for result, finding in zip(sarif["runs"][0]["results"], report.findings, strict=True):
        assert result["level"] == levels[finding.severity.value]
        assert result["properties"]["severity"] == finding.severity.value


def test_every_sarif_rule_carries_its_manual_page(sarif: dict[str, Any], report: Report) -> None:
    rules = sarif["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [count.rule for count in report.rules]
    for told in rules:
        rule = load(module_of(told["id"]))
        assert told["shortDescription"]["text"] == rule.page.summary
        assert "## なぜ問題か" in told["help"]["markdown"] and rule.general_remedy in told["help"]["text"]
    for result in sarif["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_waiver_is_a_suppression_in_sarif_and_no_annotation_on_github(
    sarif: dict[str, Any], report: Report, book: Path
) -> None:
    suppressed = [r for r in sarif["runs"][0]["results"] if r["suppressions"]]
    assert [r["fingerprints"]["findingId/v1"] for r in suppressed] == [WAIVED]
    (why,) = suppressed[0]["suppressions"]
    assert (
        why["kind"] == "external"
        and "田中 美咲" in why["justification"]
        and "2026/12/31" in why["justification"]
    )
    lines = list(github_lines([CheckedBook(book, report)]))
    assert (
        len([line for line in lines if re.match(r"::\w+ [^:]*title=[A-Z]{3}\d{3} ", line)])
        == len(report.findings) - 1
    )
    assert not any("title=BUD001" in line for line in lines)


def test_sarif_says_what_was_not_judged_and_what_was_not_read(sarif: dict[str, Any], report: Report) -> None:
    (invocation,) = sarif["runs"][0]["invocations"]
    told = invocation["toolExecutionNotifications"]
    named = {note["associatedRule"]["id"] for note in told if "associatedRule" in note}
    assert named == {c.rule for c in report.rules if c.is_not_evaluated or c.undeterminable}
    assert invocation["executionSuccessful"] is False and told[-1]["message"]["text"].startswith("空.xlsx")
    assert sarif["runs"][0]["artifacts"][1]["location"]["uri"].endswith(".xlsx")


def test_a_junit_case_passes_only_where_its_rule_judged_all_and_found_nothing(
    junit: JUnitXml, report: Report
) -> None:
    suite = next(iter(junit))
    cases = {case.name.split()[0]: case for case in suite}
    assert list(cases) == [count.rule for count in report.rules]
    standing = {f.rule for f in report.findings if f.waived is None}
    for count in report.rules:
        said = {type(each).__name__ for each in cases[count.rule].result}
        if count.rule in standing:
            assert said == {"Failure"}, count
        elif count.judged == 0 or count.undeterminable:
            assert said == {"Skipped"}, count
        else:
            assert not said, count
    assert suite.failures == len(standing) and suite.tests == len(report.rules)
    assert suite.skipped and suite.tests > suite.failures + suite.skipped


def test_junit_tells_findings_reasons_waivers_and_unread_books(junit: JUnitXml) -> None:
    first, second = junit
    cases = {case.name.split()[0]: case for case in first}
    (failure,) = cases["QST002"].result
    assert failure.type == "error" and "QA表!L6 QA-003" in failure.text and "→" in failure.text
    (skipped,) = cases["ACC007"].result
    assert "判定できませんでした" in skipped.message and "取適法" in skipped.message
    (partly,) = cases["ACC003"].result
    assert partly.message.startswith("1 行を判定できませんでした")
    assert not cases["BUD001"].result and "免除" in cases["BUD001"].system_out
    assert second.errors == 1 and "中身がありません" in next(iter(second)).result[0].message
    assert {"基準日", "免除", "判定できなかった規則"} <= {each.name for each in first.properties()}


def test_a_rule_that_failed_is_an_error_in_junit_and_sarif(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = load(module_of("QST002"))

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(rule.__dict__, "judge", broken)
    assert main(["check", str(book), "--rules", "QST002", "QST001", "--format", "junit", "--quiet"]) == 3
    suite = next(iter(JUnitXml.fromstring(capsys.readouterr().out.encode())))
    assert suite.errors == 1
    assert main(["check", str(book), "--rules", "QST002", "--format", "sarif", "--quiet"]) == 3
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert any(n["level"] == "error" for n in run["invocations"][0]["toolExecutionNotifications"])


def test_github_gets_one_line_for_each_finding_with_everything_escaped(report: Report, book: Path) -> None:
    lines = list(
        github_lines([CheckedBook(book, report)], [(book.with_name("空.xlsx"), "空.xlsx: a,b:c 10%\n次")])
    )
    shapes = re.compile(r"::(error|warning|notice) file=([^,:\r\n]+),title=([^,:\r\n]+)::[^\r\n]+")
    assert all(shapes.fullmatch(line) for line in lines)
    assert "50%25 会員%2C基盤#1.xlsx" in lines[0] and "%3A" in lines[0]
    assert lines[-1].endswith("::空.xlsx: a,b:c 10%25%0A次")
    counted = [line for line in lines if "title=点検の結果" in line]
    assert f"エラー {report.summary['error']}" in counted[0]
    assert any("title=判定できなかったもの" in line for line in lines)


def test_the_severity_chooses_the_github_command(report: Report, book: Path) -> None:
    words = {
        Severity.ERROR: "error",
        Severity.QUESTION: "warning",
        Severity.WARNING: "warning",
        Severity.INFO: "notice",
    }
    lines = list(github_lines([CheckedBook(book, report)]))
    standing = [f for f in report.findings if f.waived is None]
    for line, finding in zip(lines, standing, strict=False):
        assert line.startswith(f"::{words[finding.severity]} file=") and finding.rule in line


@pytest.mark.parametrize("form", ["sarif", "junit", "github"])
def test_a_japanese_console_of_windows_gets_the_same_bytes(
    book: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp932"))
    assert main(["check", str(book), "--rules", "QST", "--format", form, "--quiet"]) == 1
    assert "QA-003" in raw.getvalue().decode("utf-8")


@pytest.mark.parametrize(
    ("name", "form", "begins"),
    [("a.sarif", None, "{"), ("a.json", "sarif", "{"), ("a.xml", None, "<?xml"), ("a.txt", "github", "::")],
)
def test_the_file_of_o_takes_the_forms_for_machines(
    book: Path, tmp_path: Path, name: str, form: str | None, begins: str
) -> None:
    told = ["--format", form] if form else []
    main(["check", str(book), "--rules", "QST", "-o", str(tmp_path / name), *told, "--quiet"])
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "{book}", "-o", "x.xml", "--format", "sarif"], "揃えてください"),
        (["check", "{book}", "-o", "x.sarif", "--format", "json"], "揃えてください"),
        (["check", "{book}", "-o", "x.doc"], ".xlsx .csv .json .html .sarif .xml のどれか"),
        (["check", "{book}", "--explain-layout", "--format", "junit"], "--format junit では出せません"),
        (["overdue", "{book}", "-o", "x.sarif"], ".xlsx .csv .json のどれか"),
        (["overdue", "{book}", "--format", "sarif"], "sarif"),
    ],
)
def test_a_form_that_does_not_fit_is_refused_in_one_sentence(
    book: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main([each.format(book=book) for each in arguments])
    except SystemExit as end:
        code = int(str(end.code))
    assert code == 2
    assert says in capsys.readouterr().err


def test_a_book_that_cannot_be_read_is_in_the_results_and_never_an_empty_green_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    assert main(["check", str(tmp_path / "空.xlsx"), "--format", "junit"]) == 2
    assert JUnitXml.fromstring(capsys.readouterr().out.encode()).errors == 1
    assert main(["check", str(tmp_path / "空.xlsx"), "--format", "sarif"]) == 2
    OfficialSarif.model_validate_json(capsys.readouterr().out)
    assert main(["check", str(tmp_path / "空.xlsx"), "--format", "github"]) == 2
    assert capsys.readouterr().out.startswith("::error file=")
