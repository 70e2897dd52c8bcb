"""pmo_xl.toml: headings, words and people's spellings of an office, for all of its books; one file counts."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.doctor.book_place import office
from pmo_xl.doctor.diagnosis import State
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.operations.book import open_workbook
from pmo_xl.this_pc.machine import this_machine
from tests.support.staff_book import staff_book

OFFICE = """
[headings."課題管理表"]
"件名" = ["お困りごと"]
"対応経過" = "状況"
"状態" = ["フラグ"]

[words."課題管理表.状態"]
"様子見" = "対応中"
"Ⅲ" = "完了"

[people]
"佐藤 花子" = ["花ちゃん"]
"""
HEAD = ["課題番号", "お困りごと", "担当", "期限", "フラグ", "状況"]
ROWS = [
    [1, "夜間処理", "花ちゃん", date(2026, 11, 10), "様子見", "再測定を待っている"],
    [2, "帳票", "鈴木", date(2026, 11, 10), "Ⅲ", "直した"],
]


def ledger(folder):
    return staff_book(folder, {"課題一覧": [HEAD, *ROWS]}).path


def read(path, **given):
    return open_workbook(path, as_of=date(2026, 11, 30), **given)


def test_the_file_in_the_folder_of_the_book_tells_headings_words_and_people(tmp_path):
    (tmp_path / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    book = read(ledger(tmp_path))
    told = [(i.title, i.owner, i.status, i.progress_notes) for i in book.issues]
    assert told == [
        ("夜間処理", "佐藤 花子", "対応中", "再測定を待っている"),
        ("帳票", "鈴木", "完了", "直した"),
    ]
    assert book.check(["DAT004"]).findings == ()
    assert [item.row_id for item in book.overdue()] == ["1"]


def test_a_file_above_the_folder_counts_and_the_nearest_alone(tmp_path):
    folder = tmp_path / "案件" / "台帳"
    folder.mkdir(parents=True)
    path = ledger(folder)
    (tmp_path / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    assert [i.status for i in read(path).issues] == ["対応中", "完了"]
    (folder / "pmo_xl.toml").write_text(
        '[headings."課題管理表"]\n"件名" = ["お困りごと"]\n', encoding="utf-8"
    )
    assert "完了" not in [i.status for i in read(path).issues]


def test_the_users_own_file_counts_where_there_is_none_beside_the_book(tmp_path, monkeypatch):
    path = ledger(tmp_path)
    own = tmp_path / "own"
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(own))
    (own / "pmo_xl").mkdir(parents=True)
    (own / "pmo_xl" / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    assert [i.owner for i in read(path).issues] == ["佐藤 花子", "鈴木"]


def test_a_given_file_wins_and_the_command_takes_it(tmp_path, capsys):
    path = ledger(tmp_path)
    given = tmp_path / "職場.toml"
    given.write_text(OFFICE, encoding="utf-8")
    assert [i.status for i in read(path, config=given).issues] == ["対応中", "完了"]
    main(["overdue", str(path), "--as-of", "2026-11-30", "--config", str(given)])
    assert "佐藤 花子" in capsys.readouterr().out


def test_the_next_book_without_the_file_is_read_as_ever(tmp_path):
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    (tmp_path / "甲" / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    first, second = ledger(tmp_path / "甲"), ledger(tmp_path / "乙")
    read(first)
    assert "佐藤 花子" not in [i.owner for i in read(second).issues]


def test_what_is_not_known_in_the_file_is_named(tmp_path):
    path = ledger(tmp_path)
    text = (
        OFFICE
        + '[colours]\nred = "赤"\n[headings."困りごと表"]\n"件名" = "x"\n[words."課題管理表.様子"]\n"a" = "完了"\n'
    )
    (tmp_path / "pmo_xl.toml").write_text(text, encoding="utf-8")
    said = " ".join(read(path).remarks)
    assert all(word in said for word in ("「colours」は使われません", "困りごと表", "課題管理表.様子"))


def test_a_word_must_mean_one_of_ours(tmp_path):
    path = ledger(tmp_path)
    (tmp_path / "pmo_xl.toml").write_text(
        '[words."課題管理表.状態"]\n"様子見" = "のんびり"\n', encoding="utf-8"
    )
    assert "「様子見」の意味「のんびり」は 未着手、" in " ".join(read(path).remarks)


@pytest.mark.parametrize("text", ["[headings", 'headings = "x"', '[people]\n"佐藤" = [1]\n'])
def test_a_file_that_is_written_wrongly_is_refused_in_a_sentence(tmp_path, text):
    path = ledger(tmp_path)
    (tmp_path / "pmo_xl.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadOption, match=r"pmo_xl\.toml"):
        read(path)


def test_doctor_says_which_file_counts_and_what_it_sets(tmp_path, monkeypatch):
    (tmp_path / "pmo_xl.toml").write_text(OFFICE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (answer,) = office(this_machine())
    assert answer.state is State.GOOD
    assert "見出し 3、言葉 2、人の書き方 1" in answer.found
