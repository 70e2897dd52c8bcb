"""RFP007 and RFP008 by the command: the RFP paper lies as a Word file at the 格納先 of 成果物一覧."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from pmo_xl.faces.cli import main
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.system import System
from pmo_xl.workbook.author import write_workbook

DAY = date(2026, 11, 30)


def paper(path: Path, *lines: str) -> None:
    """An RFP in Word: demands as sentences, and in a table."""
    made = docx.Document()
    made.add_heading("3 機能要求", 1)
    for line in lines:
        made.add_paragraph(line)
    made.add_heading("4 登録の要求", 1)
    table = made.add_table(2, 2)
    for row, texts in zip(table.rows, (("No", "要求"), ("1", "会員番号は10桁とする。")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.save(str(path))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    rows = {
        System: [System(name="会員基盤", change_kind="新規")],
        Deliverable: [
            Deliverable(id="DOC-001", title="提案依頼書", location="RFP/提案依頼書.docx", updated_on=DAY),
            Deliverable(id="DOC-002", title="RFP補足", location="RFP/古い.docx", updated_on=date(2026, 4, 1)),
        ],
        Requirement: [
            Requirement(id="REQ-001", title="会員検索", statement="検索の結果を3秒以内に示すこと。", status="対象"),
            Requirement(id="REQ-002", title="会員登録", statement="会員番号は10桁とする。", status="対象"),
        ],
        RfpItem: [
            RfpItem(id="RFP-001", statement="検索の結果を3秒以内に示すこと。", requirement="REQ-001", obligation="必須"),
            RfpItem(id="RFP-002", statement="会員番号は10桁とする。", requirement="REQ-002", obligation="必須"),
        ],
    }  # fmt: skip
    path = tmp_path / "台帳.xlsx"
    write_workbook(path, rows, run_day=DAY, profile="full", settings={"基準日": "2026-11-30"})
    (tmp_path / "RFP").mkdir()
    paper(tmp_path / "RFP" / "古い.docx", "昔の要求を満たすこと。")
    return path


def found(
    book: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[list[tuple[str, object]], dict[str, int]]:
    """Rule and row of the findings, and how much each rule judged."""
    main(["check", str(book), "--rules", "RFP007", "RFP008", "--format", "json", *more])
    (told,) = json.loads(capsys.readouterr().out)["workbooks"]
    lines = [(each["rule"], each["row"]) for each in told["findings"]]
    return lines, {
        each["rule"]: each["judged"] for each in told["rules"] if each["rule"] in ("RFP007", "RFP008")
    }


def test_a_demand_of_other_words_and_one_without_a_row_are_found(book, capsys):
    paper(
        book.parent / "RFP" / "提案依頼書.docx",
        "RFP-001 検索の結果を5秒以内に示すこと。",
        "休会の申込ができること。",
    )
    lines, judged = found(book, capsys)
    assert [rule for rule, _ in lines] == ["RFP007", "RFP008"]
    assert all(judged.values())


def test_a_paper_that_says_what_the_rows_say_gives_no_finding(book, capsys):
    paper(book.parent / "RFP" / "提案依頼書.docx", "RFP-001 検索の結果を3秒以内に示すこと。")
    assert found(book, capsys)[0] == []


def test_without_documents_nothing_is_judged(book, capsys):
    paper(book.parent / "RFP" / "提案依頼書.docx", "休会の申込ができること。")
    lines, judged = found(book, capsys, "--no-documents")
    assert lines == [] and not any(judged.values())
