"""check looks at the documents at 格納先: below the workbook's folder and the roots that were named, and nowhere else."""

from __future__ import annotations

import json
import os
import unicodedata
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import FiledPaper
from pmo_xl.operations.filed_papers import with_papers
from pmo_xl.operations.today import JAPAN
from pmo_xl.rules.report import Report
from pmo_xl.workbook.author import write_workbook

DAY = date(2026, 11, 30)


def book(folder: Path, *locations: str, updated_on: date | None = date(2026, 11, 29)) -> Path:
    folder.mkdir(exist_ok=True)
    rows = [
        Deliverable(id=f"DOC-{n:03}", title=f"文書{n}", version="1.0", updated_on=updated_on, location=each)
        for n, each in enumerate(locations, 1)
    ]
    write_workbook(folder / "台帳.xlsx", {Deliverable: rows}, run_day=DAY, settings={"基準日": "2026-11-30"})
    return folder / "台帳.xlsx"


def paper(path: Path, stamp: str = "", touched: date = DAY) -> Path:
    """A Word file that says it was saved at `stamp` (UTC)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>'
        f"{stamp}</dcterms:modified></cp:coreProperties>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document xmlns:w='w'/>")
        if stamp:
            archive.writestr("docProps/core.xml", core)
    return touch(path, touched)


def touch(path: Path, day: date) -> Path:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=JAPAN).timestamp()
    os.utime(path, (moment, moment))
    return path


def checked(path: Path, **how: object) -> Report:
    return pmo_xl.open_workbook(path, run_day=DAY).check("DOC003", **how)


def found(path: Path, **how: object) -> list[str]:
    return [f"{each.row_id} {each.column} {each.severity.label}" for each in checked(path, **how).findings]


def said(path: Path, location: str, *roots: Path) -> FiledPaper:
    project = with_papers(pmo_xl.open_workbook(path, run_day=DAY).project, path, roots)
    return project.filed.papers[location]


@pytest.mark.parametrize(
    ("stamp", "touched", "expected"),
    [
        ("2026-11-28T16:30:00Z", DAY, []),  # the 29th in Japan: the same day; a later copy changes nothing
        ("2026-11-29T16:30:00Z", date(2026, 11, 1), ["DOC-001 更新日 警告"]),  # the 30th in Japan
        ("2013-12-23T23:15:00Z", date(2026, 11, 29), []),  # what python-docx writes is no day
        ("1999-01-01T00:00:00Z", DAY, ["DOC-001 更新日 情報"]),
        ("2026-12-05T00:00:00Z", DAY, ["DOC-001 更新日 情報"]),  # a day to come: the file's own time
        ("", DAY, ["DOC-001 更新日 情報"]),
        ("", date(2026, 11, 29), []),
    ],
)
def test_the_day_a_document_was_saved_is_its_own_word_in_japan_else_the_files(
    tmp_path, stamp, touched, expected
):
    paper(tmp_path / "設計.docx", stamp, touched)
    assert found(book(tmp_path, "設計.docx")) == expected


def test_a_file_of_a_day_to_come_is_not_judged(tmp_path):
    paper(tmp_path / "設計.docx", "", DAY + timedelta(days=2))
    (count,) = checked(book(tmp_path, "設計.docx")).rules
    assert (count.judged, count.undeterminable) == (0, 1)


def test_a_document_that_is_not_there_is_named_at_its_place(tmp_path):
    paper(tmp_path / "設計" / "基本設計書.docx", "2026-11-01T00:00:00Z")
    path = book(tmp_path, "設計/基本設計書.docx", "設計\\運用設計書.docx")
    assert found(path) == ["DOC-002 格納先 警告"]


def test_a_pdf_tells_its_day_too_and_a_broken_one_has_only_that_of_the_file(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <</ModDate (D:20261129153000Z)>> endobj")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n/ModDate (D:garbage)")
    (tmp_path / "c.docx").write_bytes(b"PK, but broken")
    for name in ("a.pdf", "b.pdf", "c.docx"):
        touch(tmp_path / name, DAY)
    assert found(book(tmp_path, "a.pdf", "b.pdf", "c.docx")) == [
        "DOC-001 更新日 警告",
        "DOC-002 更新日 情報",
        "DOC-003 更新日 情報",
    ]


def test_names_are_found_without_their_case_however_their_marks_are_written_and_with_what_looks_like_a_mark(
    tmp_path,
):
    name = unicodedata.normalize("NFD", "データ定義書") + ".DOCX"
    paper(tmp_path / name, "2026-11-01T00:00:00Z")
    paper(tmp_path / "C#規約.docx", "2026-11-01T00:00:00Z")
    path = book(
        tmp_path, "./データ定義書.docx", "C#規約.docx", "データ定義書.docx#2章", "￥データ定義書.docx"
    )
    assert found(path) == []
    assert said(path, "データ定義書.docx#2章").is_there and said(path, "C#規約.docx").is_there


def test_nothing_outside_the_folder_is_looked_at_until_it_is_named(tmp_path):
    paper(tmp_path / "別案件" / "仕様.docx", "2026-11-30T00:00:00Z")
    paper(tmp_path / "案件" / "設計.docx", "2026-11-01T00:00:00Z")
    inside = str(tmp_path / "別案件" / "仕様.docx")
    path = book(tmp_path / "案件", "../別案件/仕様.docx", inside, "設計.docx", "仕様.docx")
    (count,) = checked(path).rules
    assert (count.judged, count.undeterminable) == (2, 2)
    assert "台帳のフォルダーの外は開きません" in str(count.reason)
    assert found(path) == ["DOC-004 格納先 警告"]
    assert found(path, roots=tmp_path / "別案件") == [f"DOC-00{n} 更新日 警告" for n in (1, 2, 4)]


@pytest.mark.parametrize(
    "location", ["\\\\srv\\doc\\a.docx", "//srv/doc/a.docx", "Z:\\doc\\a.docx", "/etc/passwd"]
)
def test_another_server_or_drive_is_not_even_asked_for(tmp_path, monkeypatch, location):
    path = book(tmp_path, location)
    project = pmo_xl.open_workbook(path, run_day=DAY).project
    asked: list[str] = []
    real = os.path.lexists
    monkeypatch.setattr(os.path, "lexists", lambda name: asked.append(str(name)) or real(name))
    told = with_papers(project, path).filed.papers[location]
    assert told.reason and "外は開きません" in told.reason
    assert asked == []


@pytest.mark.parametrize(
    "location", ["https://example.com/a.docx", "file:///etc/passwd", "mailto:a@example.com"]
)
def test_an_address_is_never_fetched_and_out_of_scope(tmp_path, location):
    (count,) = checked(book(tmp_path, location)).rules
    assert (count.judged, count.out_of_scope) == (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_followed(tmp_path):
    paper(tmp_path / "外" / "a.docx", "2026-11-30T00:00:00Z")
    (tmp_path / "案件").mkdir()
    (tmp_path / "案件" / "a.docx").symlink_to(tmp_path / "外" / "a.docx")
    (tmp_path / "案件" / "設計").symlink_to(tmp_path / "外")
    path = book(tmp_path / "案件", "a.docx", "設計/a.docx")
    (count,) = checked(path).rules
    assert (count.judged, count.undeterminable) == (0, 2)
    assert "ほかの場所へのリンクは開きません" in str(count.reason)


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.docx")
    assert said(book(tmp_path, "a.docx"), "a.docx").reason


def test_a_folder_is_there_and_a_file_is_no_folder(tmp_path):
    (tmp_path / "議事録").mkdir()
    paper(tmp_path / "a.docx", "2026-11-01T00:00:00Z")
    assert found(book(tmp_path, "議事録", "議事録/", ".", "a.docx/b.docx")) == ["DOC-004 格納先 警告"]


def test_a_ledger_without_any_of_its_documents_beside_it_is_told_once_and_never_green(tmp_path):
    report = checked(book(tmp_path, "設計/a.docx", "設計/b.docx"))
    assert not report.findings
    assert report.rules[0].is_not_evaluated
    assert "2 件が1つも見つかりません" in str(report.rules[0].reason)


def test_no_documents_judges_nothing_and_says_so(tmp_path, capsys):
    paper(tmp_path / "a.docx", "2026-11-30T00:00:00Z")
    path = book(tmp_path, "a.docx")
    assert checked(path, documents=False).rules[0].is_not_evaluated
    asked = ["check", str(path), "--rules", "DOC003", "--format", "json"]
    assert main([*asked, "--no-documents"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["workbooks"]
    assert told["summary"]["rules_not_evaluated"] == 1 and not told["findings"]
    assert "見ていません" in json.dumps(told, ensure_ascii=False)
    assert main(asked) == 0
    assert [each["rule"] for each in json.loads(capsys.readouterr().out)["workbooks"][0]["findings"]] == [
        "DOC003"
    ]


def test_a_root_that_is_no_folder_is_refused_in_one_sentence(tmp_path, capsys):
    path = book(tmp_path, "a.docx")
    with pytest.raises(BadOption, match="フォルダーではありません"):
        checked(path, roots=[tmp_path / "ない"])
    assert main(["check", str(path), "--root", str(tmp_path / "ない")]) == 2
    assert "ない はフォルダーではありません" in capsys.readouterr().err


def test_a_document_that_is_open_elsewhere_or_may_not_be_read_still_has_the_files_day(tmp_path, monkeypatch):
    paper(tmp_path / "a.docx", "2026-11-30T00:00:00Z")
    path = book(tmp_path, "a.docx")

    def refused(*_: object) -> bytes:
        raise PermissionError(13, "closed")

    monkeypatch.setattr("pmo_xl.operations.filed_papers.read_given", refused)
    assert found(path) == ["DOC-001 更新日 情報"]


def test_record_keeps_what_was_found_of_the_documents(tmp_path):
    paper(tmp_path / "a.docx", "2026-11-30T00:00:00Z")
    path = book(tmp_path, "a.docx")
    recorded = pmo_xl.open_workbook(path, run_day=DAY).record()
    assert "DOC003" in {each.rule for each in recorded.report.findings}
    again = pmo_xl.open_workbook(path, run_day=DAY)
    assert any((row.id or "").startswith("DOC003") for row in again.recorded_findings)
