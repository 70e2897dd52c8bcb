"""One figure, one definition: every place that shows a figure shows the same value, on samples and random books."""

from __future__ import annotations

import pytest

from pmo_xl import open_workbook
from pmo_xl.documents.deliverables.issue_list import build as issue_list
from pmo_xl.documents.deliverables.week import week_fields
from pmo_xl.documents.findings import check_json, gap_title, light_lines
from pmo_xl.documents.overdue import overdue_json, overdue_note
from pmo_xl.documents.word.content import Source
from pmo_xl.metrics.dashboard import counts_by_due_column
from pmo_xl.metrics.measures import measure
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.metrics.unfinished_issues import permanent_fixes, unfinished_issues
from pmo_xl.metrics.weekly_counts import issue_counts
from pmo_xl.model.checked_mark import CHECKED_KEYS, CheckedMark
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.light import project_light
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.run import run
from pmo_xl.workbook.author.light import menu_light
from tests.sample.maker import clean_project, planted_project
from tests.sample.maker.workbook import write_sample

pytestmark = pytest.mark.slow

Figures = dict[str, dict[str, object]]
BOOKS = {
    "sample": planted_project,
    "full": lambda: planted_project(profile="full"),
    "random 7": lambda: planted_project(7),
    "random 11": lambda: clean_project(11, scale=0.5),
    "random 23": lambda: planted_project(23, profile="full"),
}


@pytest.fixture(scope="module", params=list(BOOKS))
def figures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    path = write_sample(tmp_path_factory.mktemp("one") / "台帳.xlsx", BOOKS[request.param]())
    book = open_workbook(path)
    return figures_of(book.project, book.check())


def figures_of(project: Project, report: Report) -> Figures:
    """Each figure: the places that show it, with what they show."""
    source = Source(project, "台帳.xlsx", lambda: report)
    week, issues = week_fields(source), issue_list(source).fields
    said, overdue = check_json(report, "台帳.xlsx"), overdue_report(project)
    summary, light = said["summary"], report.light
    assert light
    mark = CheckedMark(light.light.value, light.reasons, project.run_day)
    menu, below = menu_light(_marked(project, mark))
    again = run(project, policy_of(project.settings).select(all_rules()), policy_of(project.settings))
    return {
        "信号": {
            "check": light.light.shown,
            "check --format json": f"{said['light']['mark']} {said['light']['word']}",
            "週次報告書": week["信号"].partition("(")[0],
            "アジェンダ": week["信号の要点"].partition("(")[0],
            "メニュー(記録の後)": menu.shown,
        },
        "信号の理由": {
            "check": " / ".join(light_lines(report)[1:]),
            "check --format json": " / ".join(said["light"]["reasons"]),
            "計算し直し": project_light(project, again).why,
            "設定(記録の後)": mark.values()[CHECKED_KEYS[1]].replace("\n", " / "),
            "週次報告書": _between(week["信号"].partition("。台帳の書き方")[0]),
        },
        "信号の理由(短い所)": {
            "箱": _between(light.short),
            "アジェンダ": _between(week["信号の要点"].partition("。台帳の書き方")[0]),
            "メニュー(記録の後)": below.partition(f"{project.run_day:%Y/%m/%d}")[2].strip().replace("\n", " / "),
        },
        "未完了の課題": {
            "unfinished_issues": len(unfinished_issues(project)),
            "KPI 未完了課題件数": int(measure("未完了課題件数", project).value or 0),
            "課題一覧": int(issues["未完了件数"].replace(",", "")),
            "メニューの行「期限」": counts_by_due_column(project)[Issue, "due_on"].open,
        },
        "恒久対応待ち": {
            "permanent_fixes": len(permanent_fixes(project)),
            "KPI 恒久対応未完了件数": int(measure("恒久対応未完了件数", project).value or 0),
            "課題一覧": int(issues["恒久対応待ち件数"].replace(",", "")),
            "メニューの行「恒久対応期限」": counts_by_due_column(project)[Issue, "permanent_due_on"].open,
        },
        "期限超過": {
            "overdue": len(overdue.items),
            "overdue --format json": len(overdue_json(overdue)["items"]),
            "overdue の見出し": int(overdue_note(overdue).partition("期限超過 ")[2].split(" 件")[0]),
            "KPI 期限超過件数": int(measure("期限超過件数", project).value or 0),
            "週次報告書": week["期限超過件数"],
            "メニューの合計": sum(counts.late for counts in counts_by_due_column(project).values()),
        },
        "判定できなかった規則": {
            "summary": report.summary["rules_not_evaluated"],
            "check --format json": summary["rules_not_evaluated"],
            "check の見出し": int(gap_title(report).removeprefix("判定できなかった規則 ").split("、")[0]),
            "規則ごとの数から": sum(count.is_not_evaluated for count in report.rules),
        },
    }  # fmt: skip


def _marked(project: Project, mark: CheckedMark) -> Project:
    from dataclasses import replace

    rows = [row for row in project.settings if row.key not in CHECKED_KEYS]
    marked = (*rows, *(Setting(key=key, value=value or None) for key, value in mark.values().items()))
    return replace(project, records={**project.records, Setting: marked}, _shared={}, _sets={})


def _between(text: str) -> str:
    return text.partition("(")[2].removesuffix(")")


def test_every_place_shows_the_same(figures: Figures) -> None:
    different = {name: places for name, places in figures.items() if len(set(places.values())) != 1}
    assert different == {}


def test_the_last_week_of_the_curve_is_the_list_less_what_it_says_apart() -> None:
    project = planted_project().project()
    counts = issue_counts(project)
    assert 0 <= len(unfinished_issues(project)) - counts.weeks[-1].open <= counts.undated + counts.later
