"""new --from: what goes on into the next project's book, and what stays behind (cases N1–N10)."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.errors import BadOption, UnreadableWorkbook, UnwritableOutput
from pmo_xl.faces.cli import main
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.task import Task
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.carry_over import CarriedOver, Wanted, carried_over
from pmo_xl.operations.new import make_book, new_workbook
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.new_book import library_choices
from tests.sample.maker import clean_project
from tests.sample.maker.workbook import write_sample
from tests.support.master import opened, small_book

D = date(2026, 11, 30)
START = date(2027, 4, 1)
OPENS_WITH = "ひみつ"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = write_sample(tmp_path_factory.mktemp("old") / "会員基盤刷新.xlsx", clean_project(scale=0.3))
    return open_workbook(path, as_of=D, run_day=D)


def over_of(project: Project, **wanted: object) -> CarriedOver:
    usual = Wanted("core", START, wbs=True)
    return carried_over(project, "会員基盤刷新", replace(usual, **wanted))


def with_rows(book: Book, sheet: type, change: Callable[[list], list]) -> Project:
    records = {**book.project.records, sheet: tuple(change(list(book.of(sheet))))}
    return replace(book.project, records=records, _shared={}, _sets={})


def test_n1_the_new_book_has_no_finding_of_its_cells_but_what_is_to_be_decided_anew(
    old: Book, tmp_path: Path
) -> None:
    before = old.path.read_bytes()
    made = make_book(tmp_path / "二期.xlsx", source=old.path, start=START, wbs=True, name="会員基盤二期")
    new = open_workbook(made.path, as_of=START, run_day=START)
    cells = [each for each in new.check(["DAT"]).findings if each.severity != "info"]
    assert {(each.rule, each.sheet, each.column) for each in cells} <= {("DAT006", "システム一覧", "区分")}
    assert old.path.read_bytes() == before and new.settings.project_name == "会員基盤二期"


def test_money_questions_requirements_and_waivers_stay_behind(old: Book, tmp_path: Path) -> None:
    made = make_book(tmp_path / "二期.xlsx", source=old.path)
    new = opened(made.path)
    for name in (
        "requirements",
        "changes",
        "questions",
        "budgets",
        "orders",
        "acceptances",
        "tasks",
        "deliverables",
    ):
        sheet = getattr(new, name, None) or getattr(new, {"changes": "spec_changes"}.get(name, name))
        assert len(sheet) == 0, name
    assert made.over and made.over.left["QA表"] == len(old.questions)


def test_people_who_left_do_not_go_on_and_a_report_to_one_of_them_is_blank_and_named(old: Book) -> None:
    boss, worker = list(old.members)[:2]

    def change(rows: list[Member]) -> list[Member]:
        gone = boss.model_copy(update={"left_on": date(2026, 11, 1)})
        return [gone, worker.model_copy(update={"reports_to": boss.name}), *rows[2:]]

    over = over_of(with_rows(old, Member, change))
    rows = over.records[Member]
    assert boss.name not in [row.name for row in rows]
    assert next(row for row in rows if row.id == worker.id).reports_to is None
    assert any(str(worker.name) in line and "報告先" in line for line in over.remarks)


def test_open_issues_go_on_under_new_numbers_and_say_where_they_come_from(old: Book) -> None:
    open_rows = [
        row
        for row in old.issues
        if old.project.is_open(row) or (row.needs_permanent_fix == "要" and not row.permanent_closed_on)
    ]
    over = over_of(old.project)
    rows = over.records[Issue]
    assert [row.id for row in rows] == [f"ISS-{n:03}" for n in range(1, len(open_rows) + 1)]
    code = old.settings.text("案件コード") or "会員基盤刷新"
    assert [row.external_ids for row in rows] == [f"pmo:{code}/{row.id}" for row in open_rows]
    assert all((row.progress_notes or "").split("\n")[0].endswith("から引き継ぎ") for row in rows)
    assert [row.due_on for row in rows] == [row.due_on for row in open_rows]
    assert over_of(old.project, with_issues=False).records.get(Issue) is None


def test_n9_a_book_without_a_code_is_named_by_its_file(old: Book) -> None:
    def change(rows: list[Setting]) -> list[Setting]:
        return [row for row in rows if row.key != "案件コード"]

    rows = over_of(with_rows(old, Setting, change)).records[Issue]
    assert all(str(row.external_ids).startswith("pmo:会員基盤刷新/") for row in rows)


def test_the_plan_keeps_its_distances_in_business_days(old: Book) -> None:
    rows = over_of(old.project).records[Task]
    before = [row for row in old.tasks if row.baseline_start]
    after = {row.id: row for row in rows}
    old_calendar = old.project.calendar
    new_calendar = Project(
        D, D, records={type(h): tuple(over_of(old.project).records[type(h)]) for h in old.holidays}
    ).calendar
    first = min(row.baseline_start for row in before)
    for row in before:
        expected = old_calendar.number(row.baseline_start) - old_calendar.number(first)
        moved = after[row.id].planned_start
        assert moved and new_calendar.number(moved) - new_calendar.number(START) == expected
    assert all(
        row.actual_start is None and row.progress is None and row.baseline_start is None for row in rows
    )


def test_n2_a_start_on_a_holiday_becomes_the_next_business_day_and_is_told(old: Book) -> None:
    over = over_of(old.project, start=date(2027, 4, 3))  # a Saturday
    assert min(row.planned_start for row in over.records[Task] if row.planned_start) == date(2027, 4, 5)
    assert any("休日のため、2027/04/05" in line for line in over.remarks)


def test_n3_a_predecessor_that_does_not_go_on_is_dropped_and_named(old: Book) -> None:
    def change(rows: list[Task]) -> list[Task]:
        return [rows[0].model_copy(update={"predecessors": ("WBS-999 FS+2",)}), *rows[1:]]

    over = over_of(with_rows(old, Task, change))
    assert over.records[Task][0].predecessors == ()
    assert any("WBS-999 FS+2" in line for line in over.remarks)


def test_n4_a_plan_without_a_baseline_goes_by_its_planned_dates(old: Book) -> None:
    def change(rows: list[Task]) -> list[Task]:
        return [row.model_copy(update={"baseline_start": None, "baseline_finish": None}) for row in rows]

    project = with_rows(old, Task, change)
    rows = over_of(project).records[Task]
    assert min(row.planned_start for row in rows if row.planned_start) == START


def test_n7_a_book_of_an_earlier_schema_goes_on_as_it_is(tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "workbooks_of" / "0.1.0" / "core.xlsx"
    made = make_book(tmp_path / "二期.xlsx", source=source, start=START, wbs=True)
    assert made.over and made.over.carried["体制表"] > 0
    assert opened(made.path).upgrade().of("take") == ()
    brought = tmp_path / "会員基盤刷新.xlsx"
    shutil.copy(source, brought)
    opened(brought).upgrade(apply=True)
    later = make_book(tmp_path / "三期.xlsx", source=brought, start=START, wbs=True)
    both = [opened(each.path).project.records for each in (made, later)]
    rows = [
        {
            sheet: [row.model_dump(exclude=("place", "external_ids", "progress_log")) for row in found]
            for sheet, found in each.items()
        }
        for each in both
    ]
    assert {sheet.sheet.label for sheet in rows[0] if rows[0][sheet] != rows[1][sheet]} == set()


def test_n8_an_output_that_exists_and_the_old_book_itself_are_not_written_over(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    (tmp_path / "二期.xlsx").write_bytes(b"x")
    with pytest.raises(UnwritableOutput):
        new_workbook(tmp_path / "二期.xlsx", source=path)
    before = path.read_bytes()
    with pytest.raises(UnwritableOutput):
        new_workbook(path, source=path, force=True)
    assert path.read_bytes() == before


def test_n10_a_book_with_a_password_asks_for_it(tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    path, locked = small_book(tmp_path), io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(OPENS_WITH, locked)
    path.write_bytes(locked.getvalue())
    with pytest.raises(UnreadableWorkbook, match="パスワード"):
        new_workbook(tmp_path / "二期.xlsx", source=path)
    made = make_book(tmp_path / "三期.xlsx", source=path, password=OPENS_WITH)
    assert made.over and made.over.carried["体制表"] > 0


@pytest.mark.parametrize("given", [{"wbs": True}, {"start": START}])
def test_a_plan_needs_an_old_book_and_a_start(tmp_path: Path, given: dict[str, object]) -> None:
    with pytest.raises(BadOption, match="--from"):
        new_workbook(tmp_path / "二期.xlsx", **given)
    with pytest.raises(BadOption, match="--start"):
        new_workbook(tmp_path / "二期.xlsx", source=small_book(tmp_path), wbs=True)


def test_n6_own_columns_of_people_go_on_where_it_is_asked_for(tmp_path: Path) -> None:
    from pmo_xl.operations.new_columns import NewColumn, column_edits, with_structure

    path = small_book(tmp_path, name="旧.xlsx")
    book = opened(path)
    edits = [
        each
        for each in column_edits(book, [NewColumn(Member, "座席", is_own=True)])
        if not isinstance(each, str)
    ]
    wider, _ = with_structure(book, edits)
    first = next(iter(wider.members))
    with wider.edit() as changes:
        changes.set(first, extra={"座席": "3F-12"})
    without = make_book(tmp_path / "なし.xlsx", source=path)
    assert "体制表" not in opened(without.path).own_columns
    made = make_book(tmp_path / "二期.xlsx", source=path, own=True)
    new = opened(made.path)
    assert {row.name: row.extra["座席"] for row in new.members if row.extra["座席"]} == {first.name: "3F-12"}
    assert made.over is not None and made.over.carried["体制表の独自の列"] == 1
    assert not (tmp_path / ".pmo_xl" / "backup" / "二期").exists() and not list(tmp_path.glob("台帳*"))
    with pytest.raises(BadOption, match="--from"):
        make_book(tmp_path / "空.xlsx", own=True)


def test_the_words_of_sheets_that_are_not_made_are_no_words_of_the_office(tmp_path: Path) -> None:
    """A book with all sheets, carried over into one of the core: its own words go on, ours of the other sheets do not."""
    path = small_book(tmp_path)
    with opened(path).edit() as changes:
        changes.append(Choice(list_name="課題管理表.種別", value="監査指摘"))
    over = carried_over(opened(path).project, path.stem, Wanted("core"))
    library = {(row.list_name, row.value) for row in library_choices(SHEETS)}
    own = [row for row in opened(path).choices if (row.list_name, row.value) not in library]
    assert over.carried["選択肢(独自の言葉)"] == len(own)
    lists = {row.list_name for row in over.records[Choice]}
    assert "課題管理表.種別" in lists and not any(name.startswith("試験管理.") for name in lists)
    assert [row.value for row in over.records[Choice] if row.list_name == "課題管理表.種別"][-1] == "監査指摘"


def lesson(number: int, **values: object) -> Lesson:
    usual = {
        "id": f"KNW-{number:03}",
        "category": "要件",
        "situation": f"状況{number}",
        "countermeasure": f"対策{number}",
    }
    return Lesson.model_validate(usual | {"project": "会員基盤一期"} | values)


def test_lessons_that_fit_become_rows_of_the_checklist_and_name_their_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small_book(tmp_path, name="旧.xlsx")
    system = next(iter(opened(path).systems))
    lessons = tmp_path / "教訓集.xlsx"
    rows = [
        lesson(1, phase="基本設計"),
        lesson(2, system=system.name),
        lesson(3, system="知らないシステム"),
        lesson(4),
    ]
    write_workbook(lessons, {Lesson: rows}, run_day=D, profile="full")
    target = tmp_path / "二期.xlsx"
    command = ["new", "-o", str(target), "--from", str(path), "--lessons", str(lessons)]
    assert main(command) == 2 and "--profile full" in capsys.readouterr().err
    assert main([*command, "--profile", "full", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["sheet"]: each["rows"] for each in told["carried"]}["チェックリスト"] == 3
    assert "ナレッジとチェックリスト: 教訓集.xlsx から 3 件(指摘 2、システム 1)" in told["remarks"]
    made = list(opened(target).checklist_items)
    assert [(row.kind, row.phase, row.title) for row in made] == [
        ("工程完了", "基本設計", "状況1 → 対策1"), ("立ち上げ", None, "状況2 → 対策2"), ("立ち上げ", None, "状況4 → 対策4"),
    ]  # fmt: skip
    assert made[0].basis == ("KNW-001",) and "教訓集 KNW-001(会員基盤一期)" in (made[0].remarks or "")
    assert [(row.id, row.project, row.external_ids) for row in opened(target).of(Lesson)] == [
        ("KNW-001", "会員基盤一期", "lessons:KNW-001"), ("KNW-002", "会員基盤一期", "lessons:KNW-002"),
        ("KNW-003", "会員基盤一期", "lessons:KNW-004"),
    ]  # fmt: skip
