"""Rows of a ledger that counts its rows are known again by what they are called when their numbers move."""

import json

import pytest

import pmo_xl
from pmo_xl.faces.cli import main
from pmo_xl.history.comparison import renumbered
from pmo_xl.model.issue import Issue
from tests.workbook.ledgers.ledger import Ledger, write

HEAD = "No | 件名 | 担当 | 期限 | 状態"
BEFORE = (
    "表の仕様書 | 山本 | 2026/11/20 | 対応中",
    "取込 | 森田 | 2026/12/10 | 対応中",
    "検索 | 山本 | 2026/12/20 | 未着手",
)
BETWEEN = "認証 | 森田 | 2026/12/24 | 未着手"


def a_ledger(path, rows, numbers="{}"):
    text = "\n".join([HEAD, *(f"{numbers.format(n)} | {row}" for n, row in enumerate(rows, 1))])
    write(Ledger("", Issue, {"課題一覧": text}, ""), path)


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """The ledger after a run with three rows, and a second one with a row put in between."""
    monkeypatch.setenv("PMO_XL_HISTORY", str(tmp_path / "記録"))
    path = tmp_path / "課題一覧.xlsx"
    a_ledger(path, BEFORE)
    first = main(["record", str(path), "--as-of", "2026-11-29"])
    a_ledger(path, (BEFORE[0], BETWEEN, *BEFORE[1:]))
    assert (first, main(["record", str(path), "--as-of", "2026-11-30"])) == (0, 0)
    return path


def test_a_row_put_in_between_is_the_only_one_added(recorded, capsys):
    assert main(["history", str(recorded), "--format", "json"]) == 0
    told = capsys.readouterr().out
    assert told.count("追加") == 1 and "認証" in told
    assert "削除" not in told and '"変更"' not in told


@pytest.mark.parametrize(
    ("after", "came", "went"),
    [
        ((BEFORE[0], BETWEEN, *BEFORE[1:]), ["2 は期限 2026/12/24"], []),
        ((BEFORE[0], BEFORE[2]), [], ["2 は期限 2026/12/10"]),
    ],
    ids=["a row came in between", "a row went"],
)
def test_what_was_late_before_is_no_new_finding_under_its_next_number(
    tmp_path, monkeypatch, capsys, after, came, went
):
    monkeypatch.setenv("PMO_XL_HISTORY", str(tmp_path / "記録"))
    path = tmp_path / "課題一覧.xlsx"
    for rows in (BEFORE, after):
        a_ledger(path, rows)
        assert main(["record", str(path), "--as-of", "2026-12-30"]) == 0
    capsys.readouterr()
    assert main(["history", str(path), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["message"][:16] for each in told["new_findings"]] == came
    assert [each["message"][:16] for each in told["resolved_findings"]] == went


def test_no_rule_takes_the_days_of_the_row_that_had_the_number_before(recorded):
    book = pmo_xl.open_workbook(recorded, as_of="2026-11-30")
    walks = {
        issue.title: [step.value for step in book.project.past.steps_of(issue, "due_on")]
        for issue in book.issues
    }
    assert walks["取込"] == ["2026-12-10"]
    assert walks["検索"] == ["2026-12-20"]


def test_a_record_of_a_foreign_ledger_is_no_failure_and_says_where_it_is(recorded, capsys):
    assert main(["record", str(recorded), "--as-of", "2026-11-30"]) == 0
    assert "記録だけを残しました" in capsys.readouterr().err


def test_numbers_with_a_letter_stay_with_their_rows():
    assert renumbered({"ISS-001": "甲", "ISS-002": "乙"}, {"ISS-001": "乙", "ISS-002": "甲"}) is None


def test_rows_called_alike_are_not_told_apart_by_their_call():
    assert renumbered({"1": "確認", "2": "確認", "3": "甲"}, {"1": "甲", "2": "確認", "3": "確認"}) == {
        "3": "1"
    }


def test_rows_that_kept_their_numbers_stay_as_they_are():
    assert renumbered({"1": "甲", "2": "乙"}, {"1": "甲", "2": "乙", "3": "丙"}) is None
