"""precheck with the ledger, with waivers, against an earlier result, with some rules only."""

from __future__ import annotations

import json
import zipfile
from concurrent.futures import BrokenExecutor, Executor, Future
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import docx
import jsonschema
import openpyxl
import pytest
from lxml import etree, html
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as OfficialSarif

import pmo_xl
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.passage import Document
from pmo_xl.model.precheck_words import read_words
from pmo_xl.operations.today import today_in_japan
from pmo_xl.rules.severity import Severity
from tests.operations.test_precheck import CLEAN, LEFT, put, told, words_file
from tests.sample.maker import clean_project
from tests.sample.maker.workbook import write_sample

LATER = (today_in_japan() + timedelta(days=400)).isoformat()
BEFORE = (today_in_japan() - timedelta(days=3)).isoformat()


def accepted(until: str = LATER, rule: str = "PRE001", more: str = "") -> str:
    return (
        f'[[accept]]\nrule = "{rule}"\nreason = "契約で決めた"\napprover = "鈴木"\nuntil = {until}\n{more}\n'
    )


def test_a_waived_error_makes_it_conditional_and_is_listed_with_who_allows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書=LEFT)
    words = words_file(tmp_path, accepted(more='file = "設計*"'))
    code, text = told(["precheck", folder, "--words", words], capsys)
    assert code == 0 and "判定 ▲ 条件付" in text and "エラー 0" in text
    assert "免除 1 件" in text and "(免除: 契約で決めた、鈴木、" in text
    found = pmo_xl.precheck(folder, words=words)
    assert found.errors == () and [each.rule for each in found.waived] == ["PRE001"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (accepted(BEFORE), "PRE001 の免除(鈴木)は"),
        (accepted(more='file = "見積*"'), "に当たる指摘はありません"),
        (accepted(more='text = "ほかの言葉"'), "に当たる指摘はありません"),
    ],
)
def test_a_waiver_past_its_day_or_that_meets_nothing_is_named_once_and_does_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    folder = put(tmp_path / "納品", 設計書=LEFT)
    code, printed = told(["precheck", folder, "--words", words_file(tmp_path, text)], capsys)
    assert code == 1 and printed.count(said) == 1


def test_another_customers_name_is_allowed_only_where_its_text_is_told(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 提案=CLEAN)
    with pytest.raises(BadOption, match="PRE010 は text を書いた所だけ"):
        pmo_xl.precheck(folder, words=words_file(tmp_path, accepted(rule="PRE010")))


def test_against_an_earlier_result_findings_are_new_go_on_or_are_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書_v1=f"{LEFT}\n未定です。")
    main(["precheck", str(folder), "--format", "json"])
    (tmp_path / "前回.json").write_text(capsys.readouterr().out, encoding="utf-8")
    (folder / "設計書_v1.txt").unlink()
    put(folder, 設計書_v2=f"{LEFT}\n確定です。\nTBD の所")
    found = pmo_xl.precheck(folder, since=tmp_path / "前回.json")
    assert {(each.match, each.news) for each in found.findings if each.rule == "PRE001"} == {
        ("要確認", "継続"),
        ("TBD", "新規"),
    }
    assert len(found.resolved) == 1 and "未定" in found.resolved[0]
    main(["precheck", str(folder), "--since", str(tmp_path / "前回.json"), "--format", "json"])
    told_now = json.loads(capsys.readouterr().out)
    assert {each["change"] for each in told_now["findings"]} == {"open", "new"}
    assert told_now["resolved"] == list(found.resolved)


def test_waivers_filled_in_the_workbook_come_back_with_since(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=f"{LEFT}\nTBD の所")
    path = pmo_xl.precheck(folder).save(tmp_path / "結果.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["指摘"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "指摘ID" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    row = next(
        n
        for n in range(head[0].row + 1, sheet.max_row + 1)
        if sheet.cell(n, columns["見つけた言葉"]).value == "要確認"
    )
    for label, value in (
        ("免除理由", "決定待ち"),
        ("承認者", "鈴木"),
        ("免除期限", date.fromisoformat(LATER)),
    ):
        sheet.cell(row, columns[label]).value = value  # type: ignore[assignment]
    book.save(path)
    found = pmo_xl.precheck(folder, since=path)
    assert [
        (each.match, each.waiver and each.waiver.approver) for each in found.findings if each.rule == "PRE001"
    ] == [
        ("要確認", "鈴木"),
        ("TBD", None),
    ]
    assert {each.news for each in found.findings} == {"継続"}


@pytest.mark.parametrize("content", ["", "{}", '{"command": "check", "findings": []}'])
def test_what_is_no_earlier_result_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "前.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadOption, match=r"前\.json を前回の結果として読めません"):
        pmo_xl.precheck(put(tmp_path / "納品", 設計書=CLEAN), since=tmp_path / "前.json")


def ledger(tmp_path: Path) -> Path:
    """A book with two documents to deliver and three requirements."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "成果物一覧"
    for row in (
        ("文書ID", "文書名", "納品対象", "最新版"),
        ("DOC-001", "基本設計書", "○", "1.2"),
        ("DOC-002", "試験計画書", "○", "1.0"),
    ):
        first.append(row)
    second = book.create_sheet("要件一覧")
    for line in (("要件ID", "要件名", "状態"), *((f"REQ-00{n}", f"要件{n}", "確定") for n in (1, 2, 3))):
        second.append(line)
    book.save(tmp_path / "台帳.xlsx")
    return tmp_path / "台帳.xlsx"


def test_with_the_ledger_what_is_missing_unknown_or_of_another_version_is_found(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", **{"DOC-001_基本設計書_v1.1": "REQ-009 に対応する。", "メモ": CLEAN})
    found = pmo_xl.precheck(folder, book=ledger(tmp_path))
    said = {(each.rule, each.severity) for each in found.findings}
    assert {("PRE016", Severity.ERROR), ("PRE034", Severity.ERROR), ("PRE034", Severity.WARNING)} <= said
    assert any("試験計画書" in each.message for each in found.findings)
    path = found.save(tmp_path / "結果.xlsx")
    rows = list(openpyxl.load_workbook(path)["成果物照合"].iter_rows(values_only=True))
    assert any("ありません" in row for row in rows)


def test_every_rule_is_run_beside_the_sheets_of_a_whole_ledger(tmp_path: Path) -> None:
    book = write_sample(tmp_path / "台帳.xlsx", clean_project(scale=0.3))
    folder = put(tmp_path / "納品", メモ="ORD-999 と ACC-001 と REQ-001 に対応する。")
    found = pmo_xl.precheck(folder, book=book)
    assert [rule for rule in found.rules if rule.is_failed] == []
    assert ["ORD-999" in each.message for each in found.findings if each.rule == "PRE016"] == [True]


def test_only_the_rules_asked_for_are_asked_and_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=f"{LEFT}\n○○画面")
    found = pmo_xl.precheck(folder, rules=["PRE002", "PRE03"])
    assert {count.rule for count in found.rules} == {"PRE002", *(f"PRE{n:03}" for n in range(30, 36))}
    assert {each.rule for each in found.findings} == {"PRE002"}
    with pytest.raises(BadOption, match="規則 QST001 は納品前点検にありません"):
        pmo_xl.precheck(folder, rules="QST001")


def test_the_group_decides_how_many_rules_are_asked(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN)
    counts = [len(pmo_xl.precheck(folder, group=group).rules) for group in ("基本", "標準", "厳格")]
    assert counts == sorted(set(counts)) and counts[-1] == 35
    with pytest.raises(BadOption, match="規則群「甘い」はありません"):
        pmo_xl.precheck(folder, group="甘い")


def test_files_agreed_to_go_unread_do_not_make_it_conditional(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN)
    (folder / "図.png").write_bytes(b"x")
    assert pmo_xl.precheck(folder).verdict == "conditional"
    words = words_file(tmp_path, '[documents."*.png"]\ncontent = "見ない"\n')
    assert pmo_xl.precheck(folder, words=words).verdict == "pass"
    (folder / "壊.docx").write_bytes(b"PK\x03\x04")
    words = words_file(tmp_path, '[documents."*"]\ncontent = "見ない"\n')
    assert pmo_xl.precheck(folder, words=words).verdict == "fail"


def test_the_sheet_for_approval_says_what_goes_out_what_was_found_and_who_allows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書_v1=f"{LEFT}\n○○画面", 手順=CLEAN)
    words = words_file(tmp_path, accepted())
    made = tmp_path / "票.docx"
    told(["precheck", folder, "--words", words, "--customer", "株式会社青空", "--report", made], capsys)
    sheet = docx.Document(str(made))
    text = "\n".join(
        [each.text for each in sheet.paragraphs]
        + [cell.text for table in sheet.tables for row in table.rows for cell in row.cells]
    )
    for part in (
        "株式会社青空",
        "× 不合格",
        "設計書_v1.txt",
        "v1",
        "PRE002",
        "契約で決めた",
        "鈴木",
        "語.toml(",
        "承認",
    ):
        assert part in text, part
    code, refused = told(["precheck", folder, "--report", folder / "票.docx"], capsys)
    assert code == 2 and "納品されてしまう" in refused
    clean = pmo_xl.precheck(put(tmp_path / "良", 手順=CLEAN)).save_form(tmp_path / "良.docx")
    again = [each for each in pmo_xl.precheck(clean).findings if each.severity is Severity.ERROR]
    assert again == []


def test_the_template_of_the_words_file_is_itself_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = told(["rules", "--words-template"], capsys)
    assert code == 0
    opened = "\n".join(
        line[2:] if line.startswith("# ") and ("=" in line or line.startswith("# [")) else line
        for line in text.splitlines()
    )
    for each in (text, opened):
        words = read_words(words_file(tmp_path, each))
        assert words.customer == "株式会社青空" and words.terms["サーバー"] == ("サーバ",)
    assert words.accepted[0].approver == "鈴木" and words.fonts


def test_the_json_with_ledger_waivers_and_an_earlier_result_is_as_its_schema_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["schema", "precheck"])
    schema = json.loads(capsys.readouterr().out)
    folder = put(tmp_path / "納品", 設計書=f"{LEFT}\nTBD の所")
    words = words_file(tmp_path, accepted(more='text = "要確認"'))
    given = [
        "precheck",
        str(folder),
        "--words",
        str(words),
        "--book",
        str(ledger(tmp_path)),
        "--format",
        "json",
    ]
    main(given)
    first = capsys.readouterr().out
    jsonschema.validate(json.loads(first), schema)
    (tmp_path / "前.json").write_text(first, encoding="utf-8")
    main([*given, "--since", str(tmp_path / "前.json")])
    second = json.loads(capsys.readouterr().out)
    jsonschema.validate(second, schema)
    assert second["summary"]["waived"] == 1 and second["book"] and second["as_of"]


def test_the_office_file_says_the_words_where_no_words_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書=CLEAN + "みどり銀行の画面と同じ。")
    (tmp_path / "pmo_xl.toml").write_text('[precheck.others]\nnames = ["みどり銀行"]\n', encoding="utf-8")
    assert [each.rule for each in pmo_xl.precheck(folder).errors] == ["PRE010"]
    assert pmo_xl.precheck(folder, words=words_file(tmp_path, "schema = 1\n")).errors == ()
    (tmp_path / "pmo_xl.toml").write_text('[precheck.other]\nnames = ["みどり銀行"]\n', encoding="utf-8")
    code, text = told(["precheck", folder], capsys)
    assert code == 2 and "pmo_xl.toml の [precheck] を使えません" in text and "other" in text


def test_several_processes_find_the_same_in_the_same_order(tmp_path: Path) -> None:
    folder = put(tmp_path / "納品", **{f"設計書{n}": LEFT if n % 2 else CLEAN for n in range(4)})
    (folder / "壊.docx").write_bytes(b"PK\x03\x04")
    (folder / "図.png").write_bytes(b"x")
    alone, together = pmo_xl.precheck(folder), pmo_xl.precheck(folder, jobs=2)
    assert [each.path for each in together.documents] == [each.path for each in alone.documents]
    assert together.findings == alone.findings


def test_a_document_whose_process_ends_costs_that_document(tmp_path: Path) -> None:
    class Lost(Executor):
        """One that loses what it is given."""

        def submit(self, fn: object, /, *args: object, **kwargs: object) -> Future[Document]:
            """A task that ended in nothing."""
            future: Future[Document] = Future()
            future.set_exception(BrokenExecutor("ended"))
            return future

    found = pmo_xl.precheck(put(tmp_path / "納品", 設計書=CLEAN), executor=Lost())
    (document,) = found.documents
    assert document.is_failed and "設計書.txt を読む処理が途中で終わりました" in document.unread[0].reason
    assert found.verdict == "fail"


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A delivery with an error, a waived one, a picture and a broken file, some of it in a zip."""
    folder = put(tmp_path / "納品 1", 設計書=LEFT, 要件=LEFT)
    (folder / "図.png").write_bytes(b"x")
    (folder / "壊.docx").write_bytes(b"PK\x03\x04")
    with zipfile.ZipFile(folder / "一式.zip", "w") as archive:
        archive.writestr("中/設計.txt", LEFT)
    words_file(tmp_path, accepted(more='file = "要件*"'))
    return folder


def test_sarif_of_a_precheck_is_valid_and_names_what_was_not_read(judged: Path, tmp_path: Path) -> None:
    target = tmp_path / "納品前.sarif"
    assert main(["precheck", str(judged), "--words", str(tmp_path / "語.toml"), "-o", str(target)]) == 3
    OfficialSarif.model_validate_json(target.read_text(encoding="utf-8"))
    log = json.loads(target.read_text(encoding="utf-8"))
    (run,) = log["runs"]
    assert run["properties"]["verdict"] == "fail"
    assert run["invocations"][0]["executionSuccessful"] is False
    texts = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert any("図.png" in each for each in texts) and any("壊.docx" in each for each in texts)
    found = [each for each in run["results"] if each["ruleId"] == "PRE001"]
    assert len(found) == 3
    assert [bool(each["suppressions"]) for each in found].count(True) == 1
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in found}
    assert sum("%E4%B8%80%E5%BC%8F.zip#" in each for each in uris) == 1
    assert all("納品 1" in unquote(each) for each in uris)


def test_junit_of_a_precheck_passes_no_rule_that_did_not_judge_all(judged: Path, tmp_path: Path) -> None:
    target = tmp_path / "納品前.xml"
    main(["precheck", str(judged), "--words", str(tmp_path / "語.toml"), "-o", str(target)])
    suite = etree.parse(str(target)).getroot()[0]
    cases = {each.get("name"): each for each in suite}
    (failing,) = (each for name, each in cases.items() if name.startswith("PRE001 "))
    assert failing[0].tag == "failure" and failing[0].get("message") == "2 件"
    assert [each.tag for each in cases["壊.docx"]] == ["error"]
    assert [each.tag for each in cases["図.png"]] == ["skipped"]
    assert suite.get("failures") == str(len(suite.findall("testcase/failure")))


def test_the_page_for_the_browser_says_the_verdict_first_and_the_findings_by_document(
    judged: Path, tmp_path: Path
) -> None:
    target = tmp_path / "納品前.html"
    main(["precheck", str(judged), "--customer", "株式会社<青空>", "-o", str(target)])
    page = html.fromstring(target.read_bytes())
    text = page.text_content()
    assert text.index("× 不合格") < text.rindex("文書ごとの指摘") < text.rindex("中身を点検できなかったもの")
    assert "株式会社<青空>" in text
    found = pmo_xl.precheck(judged)
    headings = [each.text_content() for each in page.iter("h2", "h3", "h4")]
    for document in {each.document for each in found.findings}:
        count = sum(each.document == document for each in found.findings)
        assert any(document in each and f"{count} 件" in each for each in headings), (document, headings)
    assert "PRE032" in text  # switched off, and said to be so
