"""The figures of the full profile against a second computation over the cells of the file (tests/second_look).

PMO_XL_FULL=1 takes forty random files; without it six. The samples stand beside them.
"""

from __future__ import annotations

import random
import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from pmo_xl.metrics.kpi import improvement_percent, kpi_actual, kpi_judgement
from pmo_xl.metrics.kpi_trend import Measured, kpi_trend
from pmo_xl.metrics.load import capacity_of, load_of, loads
from pmo_xl.metrics.payment.toritekihou_breaches import makes_red, toritekihou_breaches
from pmo_xl.metrics.quality import consumption, density, failure_rate, reopen_rate, unresolved
from pmo_xl.metrics.schedule.delay_causes import delay_causes
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.metrics.schedule.schedule import project_schedule, scheduled
from pmo_xl.metrics.schedule.waiting_cost import waiting_cost
from pmo_xl.metrics.testing_counts import counts_by_phase
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, name_key, person_key
from pmo_xl.operations.book import open_workbook
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.light import project_light
from pmo_xl.rules.run import run
from tests.sample.maker import clean_project, planted_project
from tests.sample.maker.workbook import write_sample
from tests.second_look import kpi as second_kpi
from tests.second_look import light, people, quality, schedule
from tests.second_look.cells import Cells
from tests.support.month_end_books import is_full
from tests.support.shaken_books import shaken_book

pytestmark = pytest.mark.slow
BOOKS = ["clean", "planted", *range(40 if is_full() else 6)]
DIGITS = 20


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("second look")


@cache
def both(folder: Path, name: str | int) -> tuple[Project, Cells]:
    """The project as the library reads the file, and the file's cells."""
    if isinstance(name, str):
        make = clean_project if name == "clean" else planted_project
        path = write_sample(folder / f"{name}.xlsx", make(profile="full"))
    else:
        path = shaken_book(folder, name)
    return open_workbook(path).project, Cells(path)


def same(one: Decimal | Fraction | int | None, other: Fraction | None) -> bool:
    """Equal, a quotient of decimals to twenty digits."""
    if one is None or other is None:
        return one is other
    return abs(Fraction(one) - other) <= abs(other) / 10**DIGITS


@pytest.mark.parametrize("name", BOOKS)
def test_earned_value(name: str | int, place: Path):
    project, cells = both(place, name)
    found, second = project_progress(project), schedule.progress(cells)
    values = {key: getattr(found.earned, key).value for key in second}
    assert not {key: (values[key], second[key]) for key in second if not same(values[key], second[key])}


@pytest.mark.parametrize("name", BOOKS)
def test_forecast(name: str | int, place: Path):
    project, cells = both(place, name)
    second = schedule.Forecaster(cells).run(schedule.held_days(cells))
    rows = {task.id: scheduled(task, project) for task in project.tasks}
    found = {key: (row.early_finish, row.is_lower_bound) for key, row in rows.items() if row}
    expected = {key: (day, key in second.at_least) for key, day in second.days.items()}
    assert not {key: (found.get(key), day) for key, day in expected.items() if found.get(key) != day}
    assert found.keys() == expected.keys()
    last = project_schedule(project).finish
    assert (last.id if last else None) == second.last


@pytest.mark.parametrize("name", BOOKS)
def test_cost_of_waiting(name: str | int, place: Path):
    project, cells = both(place, name)
    for change in project.spec_changes:
        cost = waiting_cost(change, project)
        if schedule.open_until(change.id, cells) is None:
            assert cost.days_lost is None
            continue
        second = schedule.waiting_cost(change.id or "", change.due_on, cells)
        assert (None if cost.days_lost is None else (cost.days_lost, cost.days_more)) == second, change.id


@pytest.mark.parametrize("name", BOOKS)
def test_delay_causes(name: str | int, place: Path):
    project, cells = both(place, name)
    lines = [
        (each.cause, each.days, len(each.tasks), each.cumulative) for each in delay_causes(project).lines
    ]
    assert lines == schedule.delay_causes(cells)


@pytest.mark.parametrize("name", BOOKS)
def test_load_of_every_person_and_month(name: str | int, place: Path):
    project, cells = both(place, name)
    found = {
        key: (month.plan, month.work, capacity_of(key[0], month, project), load_of(month, project))
        for key, month in loads(project).by_person.items()
    }
    second = {(person_key(who), month): figures for (who, month), figures in people.loads(cells).items()}
    assert not {key: (found.get(key), second[key]) for key in second if found.get(key) != second[key]}
    assert found.keys() == second.keys()


@pytest.mark.parametrize("name", BOOKS)
def test_quality(name: str | int, place: Path):
    project, cells = both(place, name)
    for row, line in zip(project.quality_records, cells.rows("品質"), strict=True):
        found = {
            "指摘密度": density(row.review_findings, row),
            "不具合密度": density(row.defects, row),
            "消化率": consumption(row, project),
            "未解決": unresolved(row),
            "再オープン率": reopen_rate(row),
            "不合格率": failure_rate(row.phase or "", row.system, project),
        }
        assert found == quality.figures(line, cells), row.id


@pytest.mark.parametrize("name", BOOKS)
def test_counts_of_tests(name: str | int, place: Path):
    project, cells = both(place, name)
    found = {
        phase: (len(c.tests), c.executed, *c.results, c.cases("planned_cases"), c.cases("executed_cases"))
        for phase, c in counts_by_phase(project).items()
    }
    assert found == quality.by_phase(cells)


@pytest.mark.parametrize("name", BOOKS)
def test_kpi(name: str | int, place: Path):
    project, cells = both(place, name)
    lines = {line["指標ID"]: line for line in cells.rows("KPI")}
    for formula in second_kpi.DIRECTIONS:
        for given in project.kpis:
            kpi = given.model_copy(update={"formula": formula})
            line = {**lines[given.id], "算式": formula}
            assert same(kpi_actual(kpi, project), second_kpi.actual(line, cells)), formula
            assert kpi_judgement(kpi, project) == second_kpi.judged(line, cells), formula
            assert same(improvement_percent(kpi, project), second_kpi.improved(line, cells)), formula


@pytest.mark.parametrize("seed", range(40))
def test_trend(seed: int, place: Path):
    project, cells = both(place, "clean")
    rng = random.Random(seed)
    kpi = Kpi(id="KPI-901", formula="手入力", manual_actual=Decimal(7))
    days = sorted({cells.as_of - timedelta(rng.randrange(1, rng.choice((30, 170, 400)))) for _ in range(12)})
    words = ["手入力" if rng.random() < 0.9 else "会議回数" for _ in days]
    runs = [(day, word, rng.choice((None, *range(1, 9)))) for day, word in zip(days, words, strict=True)]
    earlier = [
        Measured(day, {id_key("KPI-901"): (name_key(word), None if value is None else Decimal(value))})
        for day, word, value in runs
    ]
    rng.shuffle(earlier)
    found = [(point.on, point.value) for point in kpi_trend(kpi, project, earlier)]
    recorded = [(day, word, None if value is None else Fraction(value)) for day, word, value in runs]
    assert found == second_kpi.trend([*recorded, (cells.as_of, "手入力", Fraction(7))], "手入力")


@pytest.mark.parametrize("name", BOOKS)
def test_light_and_the_kinds_of_its_reasons(name: str | int, place: Path):
    project, cells = both(place, name)
    report = run(project, all_rules())
    found = project_light(project, report)
    findings = [
        {
            "rule": each.rule,
            "severity": each.severity.label,
            "row_id": each.row_id,
            "waiver": str(each.waived or ""),
        }
        for each in report.findings
    ]
    judged = sum(count.judged for count in report.rules)
    is_law = any(makes_red(each) for each in toritekihou_breaches(project))
    second, kinds = light.light(cells, findings, judged, report.summary["rows_undeterminable"], law=is_law)
    told = {
        re.split(r"[:\s]", reason)[0] if not reason.startswith("優先度") else reason.split(":")[0]
        for reason in found.reasons
    }
    assert (found.light.value, told) == (second, kinds)
