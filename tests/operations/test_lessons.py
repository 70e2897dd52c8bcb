"""lessons: one book of what many projects have learnt, that its curator may edit (cases L1–L8)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pmo_xl.errors import BadOption, UnreadableWorkbook
from pmo_xl.faces.cli import main
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.member import Member
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.setting import Setting
from pmo_xl.operations.lessons import found_in, lessons
from pmo_xl.workbook.author import write_workbook
from tests.support.master import D, opened

LATE = {"phase": "基本設計", "category": "要件", "situation": "桁数の変更が連携先に伝わらなかった。", "countermeasure": "変更は連携先の確認を待って確定する。"}  # fmt: skip


def a_project(
    folder: Path,
    name: str,
    *rows: Lesson,
    members: tuple[Member, ...] = (),
    retro: tuple[RetroItem, ...] = (),
) -> Path:
    path = folder / f"{name}.xlsx"
    settings = [Setting(key="案件名", value=name), Setting(key="案件コード", value=name)]
    records = {Lesson: rows, Member: members, RetroItem: retro, Setting: settings}
    write_workbook(path, records, run_day=D, profile="full")
    return path


def lesson(number: int = 1, **values: object) -> Lesson:
    return Lesson.model_validate(LATE | values | {"id": f"KNW-{number:03}"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "案件"
    place.mkdir()
    return place


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "教訓集.xlsx"


def rows_of(book: Path) -> list[Lesson]:
    return list(opened(book).of(Lesson))


def test_l2_one_lesson_of_two_projects_is_one_row_with_both(folder: Path, book: Path) -> None:
    a_project(
        folder,
        "会員",
        lesson(),
        retro=(RetroItem(id="KPT-001", kind="Problem", statement="検証環境が足りなかった。"),),
    )
    a_project(folder, "決済", lesson(3, situation="桁数の変更が 連携先に伝わらなかった。".replace(" ", "")))
    made = lessons([folder], book)
    rows = rows_of(book)
    assert [(row.id, row.project, row.external_ids) for row in rows] == [
        ("KNW-001", "会員、決済", "pmo:会員/KNW-001、pmo:決済/KNW-003"),
        ("KNW-002", "会員", "pmo:会員/KPT-001"),
    ]
    assert made.counts["新規"] == 2 and made.categories == {"要件": 1, "(分類なし)": 1}


def test_l1_and_l8_a_second_run_changes_nothing_and_rows_of_a_project_that_went_stay(
    folder: Path, book: Path
) -> None:
    a_project(folder, "会員", lesson())
    gone = a_project(folder, "決済", lesson(2, situation="別の状況"))
    lessons([folder], book)
    before = book.read_bytes()
    assert lessons([folder], book).counts == {"新規": 0, "変更": 0, "同じ": 2, "衝突": 0, "元にない": 0}
    assert book.read_bytes() == before
    gone.unlink()
    assert lessons([folder], book).counts["元にない"] == 1 and len(rows_of(book)) == 2


def test_l3_what_the_curator_and_the_project_both_changed_is_a_conflict_and_stays(
    folder: Path, book: Path
) -> None:
    a_project(folder, "会員", lesson())
    lessons([folder], book)
    with opened(book).edit() as changes:
        changes.set(rows_of(book)[0], countermeasure="連携先の承認印をもらう。")
    a_project(
        folder,
        "会員",
        lesson(countermeasure="週次で連携先と突き合わせる。"),
        lesson(2, situation="新しい状況"),
    )
    again = lessons([folder], book)
    assert (again.counts["衝突"], again.counts["新規"]) == (1, 1)
    assert [row.countermeasure for row in rows_of(book)] == [
        "連携先の承認印をもらう。",
        LATE["countermeasure"],
    ]


def test_l4_a_copy_of_a_book_counts_once_as_it_was_saved_last(folder: Path, book: Path) -> None:
    old = a_project(folder, "会員", lesson(situation="前の状況"))
    old.rename(folder / "会員_控え.xlsx")
    os.utime(folder / "会員_控え.xlsx", (1, 1))
    a_project(folder, "会員", lesson())
    lessons([folder], book)
    assert [row.situation for row in rows_of(book)] == [LATE["situation"]]


def test_l5_a_project_without_lessons_and_a_file_that_is_none_are_named(folder: Path, book: Path) -> None:
    a_project(folder, "会員", lesson())
    a_project(folder, "決済")
    (folder / "壊れた.xlsx").write_bytes(b"no workbook")
    made = lessons([folder], book)
    assert made.without == ("決済.xlsx",) and [each.path.name for each in made.failures] == ["壊れた.xlsx"]
    assert main(["lessons", str(folder), "-o", str(book), "--quiet"]) == 3


def test_l6_a_lesson_with_the_name_of_somebody_of_the_project_is_held_back(folder: Path, book: Path) -> None:
    member = Member(id="PER-001", name="佐藤 花子", role="PM")
    a_project(folder, "会員", lesson(situation="佐藤花子さんの確認が遅れた。"), lesson(2), members=(member,))
    made = lessons([folder], book)
    assert [held.row_id for held in made.held_back] == ["KNW-001"]
    assert "佐藤" not in "".join(row.situation or "" for row in rows_of(book))


def test_l7_a_word_is_found_in_any_width(
    folder: Path, book: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    a_project(folder, "会員", lesson(situation="文字ｺｰﾄﾞの違いで文字化けした。"), lesson(2))
    lessons([folder], book)
    assert [row.id for row in found_in(book, "文字コード")] == ["KNW-001"]
    assert main(["lessons", str(book), "--find", "文字コード"]) == 0
    assert "1 件" in capsysbinary.readouterr().out.decode()


def test_what_makes_no_sense_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="台帳"):
        lessons([folder], tmp_path / "教訓集.xlsx")
    with pytest.raises(BadOption, match="xlsx"):
        lessons([folder], tmp_path / "教訓集.csv")
    assert main(["lessons", str(folder), "--quiet"]) == 2


def test_the_json_says_what_was_gathered_and_what_a_search_found(
    folder: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(folder, "一期", lesson(1), lesson(2, situation="別の状況"))
    a_project(folder, "二期")
    assert main(["lessons", str(folder), "-o", str(book), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["summary"] == {"new": 2, "changed": 0, "same": 0, "conflict": 0, "gone": 0}
    assert {each["workbook"]: each["has_lessons"] for each in told["workbooks"]} == {
        "一期.xlsx": True,
        "二期.xlsx": False,
    }
    assert told["lessons"][0]["external_ids"] == "pmo:一期/KNW-001" and told["failed"] == []
    assert main(["lessons", str(book), "--find", "別の", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["workbooks"]
    assert [each["situation"] for each in found["lessons"]] == ["別の状況"]


def test_where_no_book_can_be_read_nothing_is_written_and_it_ends_with_2(
    folder: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "壊れた.xlsx").write_bytes(b"no workbook")
    with pytest.raises(UnreadableWorkbook, match=r"1冊もないため.*壊れた\.xlsx"):
        lessons([folder], book)
    assert main(["lessons", str(folder), "-o", str(book)]) == 2
    assert "教訓集は書いていません" in capsys.readouterr().err and not book.exists()


def test_where_nobody_learned_anything_no_empty_book_is_left(
    folder: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(folder, "決済")
    assert main(["lessons", str(folder), "-o", str(book)]) == 0
    assert "教訓集.xlsx は作っていません" in capsys.readouterr().err and not book.exists()
    a_project(folder, "会員", lesson())
    assert main(["lessons", str(folder), "-o", str(book), "--quiet"]) == 0 and rows_of(book)
