"""lessons both ways: gathered three-way from projects, taken over into a project by what it is, and gathered back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.interface import Interface
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.fitting_lessons import fitting
from pmo_xl.operations.lessons import lessons
from tests.operations.test_lessons import LATE, lesson, rows_of
from tests.support.master import opened
from tests.support.plain_book import plain_book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "案件"
    place.mkdir()
    return place


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "教訓集.xlsx"


def a_project(folder: Path, name: str, *rows: Lesson) -> Path:
    settings = [Setting(key="案件名", value=name), Setting(key="案件コード", value=name)]
    return plain_book(folder / f"{name}.xlsx", {Lesson: list(rows), Setting: settings})


def edited(path: Path, row_id: str, **values: object) -> None:
    with opened(path).edit() as changes:
        changes.set(row_id, **values)


def next_project(path: Path, *rows: Lesson) -> Path:
    """A book of the next project: a vendor, a system, a phase that ends on 2026-12-25, an interface that nobody decided."""
    settings = {"案件名": "決済刷新", "案件コード": "KESSAI", "開始日": "2026-11-27"}
    task = {"id": "WBS-001", "kind": "マイルストーン", "phase": "基本設計", "title": "基本設計完了"}
    return plain_book(
        path,
        {
            Setting: [Setting(key=key, value=value) for key, value in settings.items()],
            System: [System(id="SYS-001", name="決済連携", change_kind="改修")],
            Vendor: [Vendor(id="VEN-001", name="株式会社あけぼの業務支援")],
            Task: [Task.model_validate(task | {"planned_finish": date(2026, 12, 25)})],
            Interface: [Interface(id="IF-001", title="会員番号", source="決済連携", target="会員基盤")],
            Lesson: list(rows),
            ChecklistItem: [],
        },
    )


def test_what_only_the_curator_changed_stays_without_a_word(folder: Path, book: Path) -> None:
    a_project(folder, "会員", lesson())
    lessons([folder], book)
    edited(book, "KNW-001", countermeasure="承認印をもらう。")
    assert lessons([folder], book).counts["衝突"] == 0
    assert [row.countermeasure for row in rows_of(book)] == ["承認印をもらう。"]


def test_what_only_the_project_changed_is_taken(folder: Path, book: Path) -> None:
    a_project(folder, "会員", lesson())
    lessons([folder], book)
    a_project(folder, "会員", lesson(countermeasure="週次で突き合わせる。"))
    assert lessons([folder], book).counts["変更"] == 1
    assert [row.countermeasure for row in rows_of(book)] == ["週次で突き合わせる。"]


def test_a_conflict_comes_back_until_it_is_decided(folder: Path, book: Path) -> None:
    a_project(folder, "会員", lesson())
    lessons([folder], book)
    edited(book, "KNW-001", countermeasure="承認印をもらう。")
    a_project(folder, "会員", lesson(countermeasure="週次で突き合わせる。"))
    assert [lessons([folder], book).counts["衝突"] for _ in range(2)] == [1, 1]
    lessons([folder], book, prefer="book")
    assert lessons([folder], book).counts["衝突"] == 0
    assert [row.countermeasure for row in rows_of(book)] == ["承認印をもらう。"]


def test_a_lesson_that_another_project_learns_later_joins_the_row_that_is_there(
    folder: Path, book: Path
) -> None:
    a_project(folder, "会員", lesson())
    lessons([folder], book)
    a_project(folder, "決済", lesson(7))
    assert lessons([folder], book).counts["新規"] == 0
    (row,) = rows_of(book)
    assert (row.project, row.external_ids) == ("会員、決済", "pmo:会員/KNW-001、pmo:決済/KNW-007")
    before = book.read_bytes()
    lessons([folder], book)
    assert book.read_bytes() == before


def test_a_lesson_taken_over_and_improved_there_comes_back_to_its_own_row(folder: Path, book: Path) -> None:
    a_project(folder, "会員", lesson())
    lessons([folder], book)
    other = next_project(folder / "決済.xlsx")
    opened(other).take_lessons(book).apply()
    assert lessons([folder], book).counts["新規"] == 0
    edited(other, "KNW-001", countermeasure="連携先の確認を、版ごとに記録する。")
    assert lessons([folder], book).counts["変更"] == 1
    (row,) = rows_of(book)
    assert (row.countermeasure, row.project) == ("連携先の確認を、版ごとに記録する。", "会員")
    assert lessons([folder], book).counts["同じ"] == 1


def test_lessons_fit_by_vendor_system_findings_and_phase(tmp_path: Path) -> None:
    rows = [
        lesson(1, vendor="㈱あけぼの業務支援", category="ベンダ"),
        lesson(2, system="決済連携"),
        lesson(3, vendor="ほかの会社", phase="基本設計"),
        lesson(4, category="IF", phase="単体"),
        lesson(5, category="予算", phase="基本設計"),
        lesson(6, category="予算", phase=None),
        lesson(7, countermeasure=None, phase="基本設計"),
    ]
    found = fitting(rows, ["株式会社あけぼの業務支援"], ["決済連携"], ["IFC001", "IFC004", "QST001"])
    assert [(each.lesson.id, each.why, each.detail) for each in found] == [
        ("KNW-001", "取引先", "㈱あけぼの業務支援"),
        ("KNW-002", "システム", "決済連携"),
        ("KNW-004", "指摘", "IFC001・IFC004"),
        ("KNW-005", "工程", "基本設計"),
    ]


def test_what_fits_becomes_rows_of_both_sheets_with_a_day_and_its_source(tmp_path: Path, book: Path) -> None:
    plain_book(
        book,
        {
            Lesson: [
                lesson(4, external_ids="pmo:会員/KNW-009", project="会員"),
                lesson(9, phase=None, system="決済連携"),
            ]
        },
    )
    path = next_project(
        tmp_path / "決済.xlsx", Lesson.model_validate(LATE | {"id": "KNW-001", "situation": "うちの教訓"})
    )
    made = opened(path).take_lessons(book)
    assert made.summary["new"] == 4 and "合うのは 2 件" in made.remarks[0]
    made.apply()
    after = opened(path)
    taken = {row.id: row for row in after.of(Lesson)}
    assert (
        set(taken) == {"KNW-001", "KNW-002", "KNW-003"}
        and taken["KNW-002"].external_ids == "pmo:会員/KNW-009"
    )
    checks = list(after.of(ChecklistItem))
    assert [(row.basis, row.kind, row.phase, row.due_on) for row in checks] == [
        (("KNW-002",), "工程完了", "基本設計", date(2026, 12, 25)),
        (("KNW-003",), "立ち上げ", None, date(2026, 12, 4)),
    ]
    assert (checks[0].remarks or "").startswith("出典: 教訓集 KNW-004(会員)\n理由: 工程(基本設計)")


def test_taken_twice_is_taken_once_and_a_change_there_comes_after(tmp_path: Path, book: Path) -> None:
    plain_book(book, {Lesson: [lesson(4), lesson(5, situation="別の状況")]})
    path = next_project(tmp_path / "決済.xlsx")
    opened(path).take_lessons(book).apply()
    assert opened(path).take_lessons(book).is_done
    edited(path, "KNW-002", cause="こちらの原因")
    edited(book, "KNW-004", countermeasure="直した対策")
    made = opened(path).take_lessons(book)
    assert (made.summary["new"], made.summary["changed"], made.summary["conflict"]) == (0, 1, 0)
    made.apply()
    assert next(row.countermeasure for row in opened(path).of(Lesson)) == "直した対策"


def test_the_projects_own_lessons_do_not_come_back_to_it(tmp_path: Path, book: Path) -> None:
    plain_book(book, {Lesson: [lesson(1, external_ids="pmo:KESSAI/KNW-001")]})
    assert opened(next_project(tmp_path / "決済.xlsx")).take_lessons(book).is_done


def test_books_without_the_sheets_are_refused(tmp_path: Path, book: Path) -> None:
    core = plain_book(tmp_path / "基本.xlsx", {Setting: [Setting(key="案件名", value="x")], Task: []})
    plain_book(book, {Lesson: [lesson(1)]})
    with pytest.raises(BadOption, match="upgrade --profile full"):
        opened(core).take_lessons(book)
    path = next_project(tmp_path / "決済.xlsx")
    with pytest.raises(BadOption, match="教訓集ではありません"):
        opened(path).take_lessons(core)
    with pytest.raises(BadOption, match="台帳そのもの"):
        opened(path).take_lessons(path)


def test_the_command_shows_first_and_writes_with_apply(
    tmp_path: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain_book(book, {Lesson: [lesson(4)]})
    path = next_project(tmp_path / "決済.xlsx")
    said = ["lessons", str(book), "--into", str(path)]
    before = path.read_bytes()
    assert main(said) == 1 and path.read_bytes() == before
    assert "工程 1" in capsys.readouterr().out
    assert main([*said, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["summary"]["new"] == 2
    assert main([*said, "--apply"]) == 0 and len(list(opened(path).of(ChecklistItem))) == 1
    assert main(said) == 0
    assert main([*said, "--find", "x"]) == 2 and main(["lessons", str(book), "--apply", "-o", str(book)]) == 2
