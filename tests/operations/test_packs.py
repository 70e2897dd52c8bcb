"""Packs: what `export --all` makes for an occasion, and what of the past and of the end it leaves out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_xl.documents.word.catalog import load
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.setting import Setting
from pmo_xl.operations import packs
from pmo_xl.operations.packs import AT_THE_END, ON_REQUEST, PACKS, is_current, papers_for
from tests.support.staff_book import staff_book

D = date(2026, 11, 30)


def project(state: str = "進行中") -> Project:
    return Project(D, D, records={Setting: (Setting(key="案件状態", value=state),)})


def names(pack: str | None, state: str = "進行中") -> list[str]:
    return [document.name for document in papers_for(pack, project(state))]


def test_a_pack_holds_its_papers_in_their_order_and_nothing_else():
    assert [name for name in PACKS["検収"] if name in names("検収")] == names("検収") != []
    assert "完了報告書" in names("終結")


def test_the_papers_of_the_end_are_among_all_only_once_the_project_is_closed():
    assert not AT_THE_END & set(names(None)) and not ON_REQUEST & set(names(None))
    assert "完了報告書" in names(None, "終結") and not ON_REQUEST & set(names(None, "終結"))


def test_a_pack_that_is_none_is_refused_with_those_there_are():
    with pytest.raises(BadOption, match="週次・月次・検収・終結"):
        names("四半期")


@pytest.mark.parametrize(
    ("row", "name", "expected"),
    [
        (Question(id="QA-001", status="未回答"), "QA票", True),
        (Question(id="QA-001", status="完了"), "QA票", False),
        (Acceptance(id="ACC-001", accepted_on=D.replace(day=1)), "検収書", True),
        (Acceptance(id="ACC-001", accepted_on=date(2026, 10, 31)), "検収書", False),
        (Acceptance(id="ACC-001", accepted_on=date(2025, 11, 30)), "検収書", False),
        (Acceptance(id="ACC-001", accepted_on=date(2026, 10, 31)), "支払依頼書", True),
    ],
)
def test_a_paper_is_of_the_work_at_hand_while_its_row_is_open_or_of_this_month(
    row, name: str, expected: bool
):
    assert is_current(load(name), row, Project(D, D, records={row.__class__: (row,)})) is expected


HEADS = ["QA-ID", "件名", "分類", "質問", "質問者", "質問日", "回答期限", "状態"]
OPEN = ["QA-001", "桁数", "仕様", "何桁か", "佐藤", date(2026, 11, 1), date(2026, 12, 10), "未回答"]
DONE = ["QA-002", "文字", "仕様", "何か", "佐藤", date(2026, 11, 1), date(2026, 12, 10), "完了"]
ODD = ["QA-003", "版", "仕様", "何版か", "佐藤", "11月頃", date(2026, 12, 10), "未回答"]


def made(tmp_path: Path, capsys, *more: str) -> tuple[set[str], str]:
    book = staff_book(tmp_path, {"QA表": [HEADS, OPEN, DONE, ODD]})
    folder = tmp_path / "文書"
    assert main(["export", "--all", str(book.path), "-o", str(folder), *more]) == 0
    told = capsys.readouterr()
    return {path.stem for path in folder.rglob("QA票_*")}, (told.out + told.err).replace("\n", "")


def test_all_papers_are_those_of_open_rows_and_with_past_of_every_row(tmp_path, capsys):
    files, told = made(tmp_path, capsys)
    assert files == {"QA票_QA-001"}
    assert "QA-003: 日付や数を読み取れないセルがあります(QA表!F4「11月頃」)" in told
    assert "「案」と入れました。設定の 差出人.会社・差出人.氏名 が空欄です。" in told
    assert made(tmp_path, capsys, "--with-past", "--force")[0] == {"QA票_QA-001", "QA票_QA-002"}


def test_a_pack_and_a_day_of_issue_are_refused_where_they_mean_nothing(tmp_path, capsys):
    book = str(staff_book(tmp_path, {"QA表": [HEADS, OPEN]}).path)
    assert main(["export", "QA一覧", book, "--for", "週次", "-o", str(tmp_path / "a.docx")]) == 2
    assert "--all と一緒に" in capsys.readouterr().err.replace("\n", "")
    assert main(["export", "QA一覧", book, "--issued-on", "2026-12-01", "-o", str(tmp_path / "a.docx")]) == 2
    assert "発行日のない社内の文書" in capsys.readouterr().err.replace("\n", "")


def test_a_terminal_is_asked_which_pack(tmp_path, capsys, monkeypatch):
    from pmo_xl.faces.commands import export as command

    answers = iter(["九", "3"])
    monkeypatch.setattr(command.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(command.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    assert command._asked_pack() == "検収"


def test_a_paper_of_a_pack_that_cannot_be_made_is_named_and_not_passed_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(packs, "PACKS", {"週次": ("QA一覧", "来年の紙")})
    assert packs.missing_from("週次") == ("来年の紙",)
    assert names("週次") == ["QA一覧"]
    assert packs.missing_from(None) == ()
