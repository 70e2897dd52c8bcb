"""メニュー: its live figures, recalculated by LibreOffice, are those of `overdue` and `budget`."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pmo_xl import open_workbook
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.budget.budget_months import sum_by_month
from pmo_xl.metrics.dashboard import counts_by_owner
from pmo_xl.metrics.overdue import DUE_DATES, open_rows, overdue_report
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.metrics.unfinished_issues import permanent_fixes, unfinished_issues
from pmo_xl.model.budget import Budget
from pmo_xl.model.checked_mark import MARK_KEYS, checked_mark
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.model.task import Task
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.due_date_formulas import DUE_DATE_FORMULAS
from pmo_xl.workbook.author.light import UNJUDGED, menu_light
from pmo_xl.workbook.author.menu_layout import RIGHT
from pmo_xl.workbook.author.tally_owners import TOP
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.libreoffice import recalculated, requires_libreoffice, shown_values
from tests.support.small_project import D, small_project

Made = dict[str, Any]


def written(folder: Path, project: Project) -> Path:
    path = folder / "台帳.xlsx"
    write_workbook(path, project.records, run_day=project.run_day)
    return path


@pytest.fixture(scope="module", params=["small", "sample"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A workbook, what the library reads in it, and LibreOffice's recalculation; the sample has all its faults."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sample":
        path = write_sample(folder / "台帳.xlsx", planted_project())
        project = open_workbook(path).project
    else:
        records = {sheet: tuple(rows) for sheet, rows in small_project().items()}
        project = Project(as_of=D, run_day=D, records=records)
        path = written(folder, project)
    return {"project": project, "recalculated": recalculated(path, folder / "recalculated")}


def table(path: Path, first_label: str) -> dict[object, list[object]]:
    """The rows of メニュー below the heading `first_label`, by their first cell."""
    rows = [[cell.value for cell in row[1:8]] for row in shown_values(path)["メニュー"].iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == first_label)
    found: dict[object, list[object]] = {}
    for row in rows[start + 1 :]:
        if row[0] in (None, "") and not found:
            continue
        found.setdefault(row[0], row[1:])
        if row[0] in ("合計", "今年度計"):
            break
    return found


@requires_libreoffice
def test_late_and_coming_items_by_sheet_equal_overdue(made: Made):
    project, shown = made["project"], table(made["recalculated"], "シート")
    items = overdue_report(project, within=7).items
    late = sum(item.is_late for item in items)
    assert shown["合計"][3:5] == [late, len(items) - late]
    for sheet in {item.sheet for item in items}:
        mine = [item for item in items if item.sheet == sheet]
        lines = [row for name, row in shown.items() if str(name).split("(")[0] == sheet]
        expected = [sum(i.is_late for i in mine), sum(not i.is_late for i in mine)]
        assert [sum(row[n] for row in lines) for n in (3, 4)] == expected, sheet


@requires_libreoffice
def test_acceptance_and_payment_and_the_permanent_fix_have_lines_of_their_own(made: Made):
    project, shown = made["project"], table(made["recalculated"], "シート")
    for name, field in (("検収支払(検収予定日)", "acceptance_due_on"), ("検収支払(支払期日)", "payment_due_on"),
                        ("課題管理表(恒久対応期限)", "permanent_due_on")):  # fmt: skip
        late = [item for item in overdue_report(project).items if item.due_field == field]
        assert shown[name][3] == len(late), name


@requires_libreoffice
def test_unfinished_issues_are_rows_counted_once_with_the_permanent_fixes_beside(made: Made):
    project, shown = made["project"], table(made["recalculated"], "シート")
    assert shown["課題管理表(期限)"][2] == len(unfinished_issues(project))
    assert shown["課題管理表(恒久対応期限)"][2] == len(permanent_fixes(project))


@requires_libreoffice
def test_beside_the_sum_of_what_waits_stands_how_many_rows_that_is(made: Made):
    project, shown = made["project"], table(made["recalculated"], "シート")
    waits = [(watch.record_class, id(row)) for watch in DUE_DATES for row in open_rows(watch, project)]
    assert shown["合計"][2] == len(waits) > len(set(waits))
    assert shown["合計"][0] == f"期限ごと(行では {len(set(waits))} 行)"


@requires_libreoffice
def test_below_the_owners_stands_how_many_have_work_and_no_bar(made: Made):
    counts = [each for name, each in counts_by_owner(made["project"]).items() if name and each.open]
    rest = sorted(counts, key=lambda each: (-each.late, -each.open))[TOP - 1 :]
    late, opened = (sum(getattr(each, what) for each in rest) for what in ("late", "open"))
    said = f"図のほかに {len(rest)} 人(期限超過 {late} 件・未完了 {opened} 件)" if rest else None
    right = [row[RIGHT].value or None for row in shown_values(made["recalculated"])["メニュー"].iter_rows()]
    guide = right.index("使い方")
    assert right[guide - 1] == said
    assert guide <= 25


def test_the_formulas_follow_the_overdue_table_line_by_line():
    watched = [(watch.record_class, watch.due_field) for watch in DUE_DATES]
    assert [(formula.record_class, formula.due_field) for formula in DUE_DATE_FORMULAS] == watched


@requires_libreoffice
def test_owners_with_most_late_items_stand_first(made: Made):
    sheet = shown_values(made["recalculated"])["集計"]
    rows = [[cell.value for cell in row[6:9]] for row in sheet.iter_rows(min_row=60)]
    start = next(n for n, row in enumerate(rows) if row[0] == "担当者")
    shown = {name: (late, late + rest) for name, late, rest in rows[start + 1 : start + 11] if name}
    counts = counts_by_owner(made["project"])
    nobody = counts.pop(None)
    assert shown.pop("体制表にない人・担当なし") == (nobody.late, nobody.open)
    assert shown == {name: (counts[str(name)].late, counts[str(name)].open) for name in shown}
    assert [late for late, _ in shown.values()] == sorted((late for late, _ in shown.values()), reverse=True)


@requires_libreoffice
def test_departments_and_the_total_equal_budget_to_the_yen(made: Made):
    report, shown = budget_report(made["project"]), table(made["recalculated"], "部門")
    words = made["project"].vocabulary.words("部門")
    for line in report.departments:
        if line.department in words:
            assert shown[line.department][1:5] == [line.amount, line.ordered, line.expected, line.remaining]
    total = report.total
    assert shown["合計"][1:5] == [total.amount, total.ordered, total.expected, total.remaining]


@requires_libreoffice
def test_months_equal_budget_to_the_yen(made: Made):
    sums = sum_by_month(budget_report(made["project"]).months)
    shown = {
        day.date(): row[1:6] for day, row in table(made["recalculated"], "月").items() if hasattr(day, "date")
    }
    names = ("ordered", "acceptance_planned", "accepted", "payment_planned", "paid")
    assert len(shown) == 12
    assert shown == {day: [sums.get(day, {}).get(name, 0) for name in names] for day in shown}


@requires_libreoffice
def test_the_light_says_word_and_mark(made: Made):
    light, said = menu_light(made["project"])
    menu = shown_values(made["recalculated"])["メニュー"]
    assert (menu["B5"].value, menu["B6"].value) == (light.shown, said)
    assert said.startswith("まだ点検していません")


@requires_libreoffice
def test_after_a_record_the_menu_shows_its_light_with_its_reasons_and_its_day(tmp_path: Path):
    path = write_sample(tmp_path / "台帳.xlsx", planted_project())
    recorded = open_workbook(path).record()
    light = recorded.report.light
    assert light and light.reasons
    menu = shown_values(recalculated(path, tmp_path / "recalculated"))["メニュー"]
    assert menu["B5"].value == light.light.shown
    said = light.short.partition("(")[2].removesuffix(")").replace(" / ", "\n")
    unjudged = checked_mark(open_workbook(path).project.settings).outlook[UNJUDGED - 1]
    assert menu["B6"].value.endswith(f"{said}\n{unjudged}")
    assert f"点検日 {open_workbook(path).project.run_day:%Y/%m/%d}\n" in menu["B6"].value


def test_the_live_part_of_the_menu_outweighs_a_recorded_light_that_is_better():
    project = small_project()
    words = dict(zip(MARK_KEYS, ("緑", "", "2026-11-19", ""), strict=True))
    rows = (*project[Setting], *(Setting(key=key, value=value or None) for key, value in words.items()))
    late = Issue(id="ISS-900", title="遅れ", priority="高", status="対応中", due_on=D - timedelta(days=30))
    records = {sheet: tuple(found) for sheet, found in project.items()} | {Setting: rows}
    calm = {Issue: (), Task: (), Budget: (), Order: ()}
    assert menu_light(Project(as_of=D, run_day=D, records=records | calm | {Issue: (late,)})) == (
        Light.AMBER,
        "▲ 点検日 2026/11/19\n優先度 高 の課題の遅れ: 1 件(うち5営業日超 1 件)",
    )


@requires_libreoffice
def test_days_to_the_next_milestone_are_counted_from_the_calculation_day(made: Made):
    project = made["project"]
    coming = [t.planned_finish for t in project.tasks if t.kind == "マイルストーン" and not t.actual_finish]
    following = min(day for day in coming if day and day >= project.as_of)
    expected = f"あと{(following - project.as_of) // timedelta(days=1)}日"
    assert shown_values(made["recalculated"])["メニュー"]["M5"].value == expected
