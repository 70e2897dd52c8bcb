"""The month end of a folder of workbooks: planted faults, totals, verdicts, copies, failures, order, restart."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tracemalloc
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pmo_xl
from pmo_xl.documents.month_end.json_file import month_end_json
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.documents.month_end.totals import (
    Figures,
    agreement_line,
    agreements,
    by_department,
    by_project,
    by_vendor,
    total,
)
from pmo_xl.errors import BadOption
from pmo_xl.metrics.payment.acceptance_due import AcceptanceState
from pmo_xl.metrics.payment.payment_due import PaymentState
from pmo_xl.model.verdict import Verdict
from pmo_xl.operations.kept_projects import PackedProject, pack
from pmo_xl.operations.month_end import month_end
from tests.support.month_end_books import MONTHS, Recipe, faults_of, sample_of
from tests.support.month_end_figures import postings, sums
from tests.support.unreadable_books import SENTENCES, refuse_in_use, write_unreadable

NOVEMBER = date(2026, 11, 1)
Books = Mapping[Recipe, Path]
Made = Callable[[date], MonthEndResult]


def of_month(books: Books, month: date) -> dict[Recipe, Path]:
    return {recipe: path for recipe, path in books.items() if recipe.month == month}


@pytest.fixture(scope="module")
def made(month_end_books: Books) -> Made:
    """The month end of each month of the fixture, made once."""
    results: dict[date, MonthEndResult] = {}

    def make(month: date) -> MonthEndResult:
        if month not in results:
            folder = next(iter(of_month(month_end_books, month).values())).parents[1]
            results[month] = month_end(folder, month, jobs=1, run_day=MONTHS[month])
        return results[month]

    return make


@pytest.mark.parametrize("month", MONTHS)
def test_every_planted_fault_is_found_and_none_is_invented(
    month: date, made: Made, month_end_books: Books
) -> None:
    found = {project.path: project for project in made(month).projects}
    for recipe, path in of_month(month_end_books, month).items():
        told = {(f.rule, f.sheet, f.row_id, f.column) for f in found[path].findings}
        assert told == faults_of(recipe), path
    assert not made(month).failed


@pytest.mark.parametrize("month", MONTHS)
def test_planted_late_payments_and_acceptances_stand_in_the_lists(
    month: date, made: Made, month_end_books: Books
) -> None:
    for project in made(month).projects:
        end = project.month_end
        late = {f.row_id for f in project.findings if f.rule == "ACC002"}
        assert {line.at.row_id for line in end.payments if line.state is PaymentState.OVERDUE} == late
        missing = {f.row_id for f in project.findings if f.rule == "ACC001"}
        assert {
            line.at.row_id for line in end.acceptances if line.state is AcceptanceState.OVERDUE
        } == missing


@pytest.mark.parametrize("month", MONTHS)
def test_the_totals_are_those_of_a_computation_over_the_generators_own_data(
    month: date, made: Made, month_end_books: Books
) -> None:
    recipes = of_month(month_end_books, month)
    frame = postings(sample_of(recipe) for recipe in recipes)
    result = made(month)
    assert plain(total(result)) == sums(frame, month)[""]
    for by, figures in (("department", by_department(result)), ("vendor", by_vendor(result))):
        expected = sums(frame, month, by)
        assert {name: plain(each) for name, each in figures.items() if any(plain(each).values())} == {
            name: each for name, each in expected.items() if any(each.values())
        }
    keys = {path: sample_of(recipe) for recipe, path in recipes.items()}
    for project in result.projects:
        own = sums(postings([keys[project.path]]), month)[""]
        assert plain(by_project(result)[project.key]) == own
    assert all(agreement.agrees for agreement in agreements(result))
    assert "一致しています" in agreement_line(result)


def plain(figures: Figures) -> dict[str, int]:
    return {field.name: getattr(figures, field.name) for field in fields(figures)}


def test_the_five_verdicts_each_occur_and_what_is_not_judged_is_not_green(made: Made) -> None:
    lines = [line for month in MONTHS for p in made(month).projects for line in p.month_end.lawful]
    assert {line.verdict for line in lines} == set(Verdict)
    for line in lines:
        if line.coverage == "未判定" or (line.coverage == "対象" and line.sixty.counted_from is None):
            assert line.verdict is not Verdict.FITS
        if line.verdict is Verdict.FITS:
            assert line.sixty.counted_from and line.sixty.counted_to and line.sixty.limit_on
            assert line.sixty.days == (line.sixty.counted_to - line.sixty.counted_from).days
            assert line.sixty.counted_to <= line.sixty.limit_on


@pytest.mark.parametrize("month", MONTHS)
def test_the_verdicts_are_those_of_the_rules(month: date, made: Made) -> None:
    rules = ("ACC002", "ACC008", "ACC009", "ACC010", "ACC011", "ACC012", "ACC013")
    for project in made(month).projects:
        for line in project.month_end.lawful:
            found = [f for f in project.findings if f.row_id == line.at.row_id and f.rule in rules]
            covered = [f for f in found if f.rule not in ("ACC002", "ACC011") or line.coverage == "対象"]
            is_bad = line.verdict in (Verdict.VIOLATION, Verdict.QUESTION)
            assert is_bad == bool(covered), (line.at.row_id, line.verdict, line.reason)


def test_what_was_received_in_the_old_year_and_billed_in_the_new_one_is_an_accrual_candidate(
    tmp_path: Path,
) -> None:
    from tests.sample.maker import planted_project
    from tests.sample.maker.workbook import write_sample

    sample = planted_project(as_of=date(2027, 4, 20), rules=("ACC018",))
    planted = {fault.row_id for fault in sample.faults if fault.rule == "ACC018"}
    write_sample(tmp_path / "台帳.xlsx", sample)
    result = month_end(tmp_path, date(2027, 3, 1), jobs=1, run_day=date(2027, 4, 20))
    found = result.projects[0].month_end.accruals
    assert planted
    assert planted <= {line.at.row_id for line in found}
    assert all(line.is_year_end for line in found)
    assert result.month.as_of == date(2027, 3, 31)


class AnyOrder(Executor):
    """Completes what it is given in a random order, as a cluster may."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.waiting: list[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = _Eager(self)
        self.waiting.append((future, fn, args))
        return future

    def finish_all(self) -> None:
        self.rng.shuffle(self.waiting)
        while self.waiting:
            future, fn, args = self.waiting.pop()
            future.set_result(fn(*args))


class _Eager(Future[Any]):
    def __init__(self, executor: AnyOrder) -> None:
        super().__init__()
        self.executor = executor

    def result(self, timeout: float | None = None) -> Any:
        self.executor.finish_all()
        return super().result(timeout)


def told(result: MonthEndResult) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(month_end_json(result)))
    return found


def test_the_result_is_the_same_in_any_order_and_with_any_executor(month_end_books: Books) -> None:
    paths = list(of_month(month_end_books, NOVEMBER).values())
    given = {"month": NOVEMBER, "run_day": MONTHS[NOVEMBER]}
    one = told(month_end(paths, jobs=1, **given))
    assert told(month_end(paths, jobs=2, **given)) == one
    for seed in range(3):
        assert told(month_end(paths, executor=AnyOrder(seed), **given)) == one
    with ThreadPoolExecutor(3) as threads:
        assert told(pmo_xl.month_end(paths, executor=threads, **given)) == one


def test_workbooks_that_cannot_be_read_are_named_and_stop_no_other(
    month_end_books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = next(iter(of_month(month_end_books, NOVEMBER).values()))
    shutil.copy(good, tmp_path / "良い台帳.xlsx")
    write_unreadable(tmp_path, good)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: refuse_in_use(path) or read(path))
    result = month_end(tmp_path, NOVEMBER, jobs=1, run_day=MONTHS[NOVEMBER])
    assert [project.path.name for project in result.projects] == ["良い台帳.xlsx"]
    messages = {failed.path.name: failed.message for failed in result.failed}
    assert set(messages) == set(SENTENCES)
    for name, word in SENTENCES.items():
        assert word in messages[name]
        assert name in messages[name]
        assert "\n" not in messages[name]
        assert messages[name].endswith("。")


def test_of_two_copies_of_one_project_one_is_counted_and_both_are_named(
    month_end_books: Books, tmp_path: Path
) -> None:
    good = next(iter(of_month(month_end_books, NOVEMBER).values()))
    for name in ("会員基盤.xlsx", "コピー 会員基盤.xlsx", "会員基盤_最終_v2.xlsx"):
        shutil.copy(good, tmp_path / name)
    result = month_end(tmp_path, NOVEMBER, jobs=1, run_day=MONTHS[NOVEMBER])
    assert [project.path.name for project in result.projects] == ["会員基盤.xlsx"]
    assert {copy.path.name for copy in result.copies} == {"コピー 会員基盤.xlsx", "会員基盤_最終_v2.xlsx"}
    assert all(copy.counted.name == "会員基盤.xlsx" and copy.why for copy in result.copies)


def test_of_two_copies_the_one_saved_last_is_counted(month_end_books: Books, tmp_path: Path) -> None:
    good = next(iter(of_month(month_end_books, NOVEMBER).values()))
    shutil.copy(good, tmp_path / "会員基盤.xlsx")
    saved_later(good, tmp_path / "会員基盤_最終_v2.xlsx")
    result = month_end(tmp_path, NOVEMBER, jobs=1, run_day=MONTHS[NOVEMBER])
    assert [project.path.name for project in result.projects] == ["会員基盤_最終_v2.xlsx"]
    assert [copy.path.name for copy in result.copies] == ["会員基盤.xlsx"]


def saved_later(source: Path, path: Path) -> None:
    import re
    import zipfile

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                later = rb"\g<1>2030-01-01T00:00:00Z<"
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*<", later, content)
            new.writestr(name, content)


def test_an_offices_settings_win_over_the_workbooks_and_the_log_tells_what_was_softened(
    month_end_books: Books, tmp_path: Path
) -> None:
    good = next(iter(of_month(month_end_books, NOVEMBER).values()))
    lenient, office = tmp_path / "部署の甘い設定.toml", tmp_path / "部署の設定.toml"
    lenient.write_text('"規則群" = "標準"\n["規則"]\nACC002 = "切"\nACC005 = "情報"\n', "utf-8")
    office.write_text('"規則群" = "標準"\n"規則.ACC002" = "エラー"\n', "utf-8")
    given = {"month": NOVEMBER, "jobs": 1, "run_day": MONTHS[NOVEMBER]}
    strict = month_end(good, policy=office, **given).projects[0]
    soft = month_end(good, policy=lenient, **given).projects[0]
    assert any(f.rule == "ACC002" for f in strict.findings)
    assert not any(f.rule == "ACC002" for f in soft.findings)
    assert soft.reading.leniency.off == ("ACC002",)
    assert [s.rule for s in soft.reading.leniency.softened] == ["ACC005"]
    assert {f.severity.label for f in soft.findings if f.rule == "ACC005"} <= {"情報"}
    assert not strict.reading.leniency


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('"規則.ACC999" = "切"', "ACC999"),
        ('"案件名" = "x"', "案件名"),
        ("規則群 = 標準", "引用符"),
        ('"規則群" = "甘い"', "基本"),
    ],
)
def test_a_policy_that_makes_no_sense_is_one_sentence(text: str, word: str, tmp_path: Path) -> None:
    policy = tmp_path / "設定.toml"
    policy.write_text(text, "utf-8")
    with pytest.raises(BadOption, match=word):
        month_end(tmp_path / "台帳.xlsx", NOVEMBER, policy=policy)


def test_nothing_is_written_into_the_project_folders(month_end_books: Books, tmp_path: Path) -> None:
    """In a folder of its own: the workbooks of the fixture are read by other tests' processes at the same time."""
    folder = tmp_path / "案件"
    shutil.copytree(next(iter(of_month(month_end_books, NOVEMBER).values())).parents[1], folder)
    before = snapshot(folder)
    result = month_end(folder, NOVEMBER, jobs=2, run_day=MONTHS[NOVEMBER])
    pmo_xl.write_month_end(result, tmp_path / "月次点検")
    assert snapshot(folder) == before


def snapshot(folder: Path) -> dict[Path, str]:
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


def test_only_small_results_come_back_from_a_process(made: Made) -> None:
    sizes = [len(pack(project).content) for project in made(NOVEMBER).projects]
    assert max(sizes) < 60_000


class AtOnce(Executor):
    """Gives the result of one workbook for each, under a path and a code of its own."""

    def __init__(self, packed: PackedProject) -> None:
        self.packed = packed

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        path = args[0].path
        head = replace(self.packed.head, key=path.stem, code=path.stem, path=path)
        future: Future[Any] = Future()
        future.set_result(PackedProject(head, bytes(bytearray(self.packed.content))))
        return future


def test_memory_does_not_grow_with_the_number_of_workbooks(made: Made, tmp_path: Path) -> None:
    packed = pack(made(NOVEMBER).projects[0])
    peaks: dict[int, int] = {}
    for count in (300, 3000):
        paths = [tmp_path / str(count) / f"K{number:05}.xlsx" for number in range(count)]
        tracemalloc.start()
        try:
            result = month_end(paths, NOVEMBER, AtOnce(packed), run_day=MONTHS[NOVEMBER])
            _, peaks[count] = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    grown = (peaks[3000] - peaks[300]) / 2700
    assert grown < 4_000 < len(packed.content)  # paths (of 3.13 the largest) and codes, to tell copies apart
    assert [result.projects[n].key for n in (0, 1500, -1)] == ["K00000", "K01500", "K02999"]
