"""All projects on one page: every plant of the sample office is found, nothing is invented, figures are each book's own."""

from __future__ import annotations

import gc
import io
import json
import re
import shutil
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import jsonschema
import openpyxl
import pypdf
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

import pmo_xl
from pmo_xl.documents.json_schema import json_schema
from pmo_xl.documents.portfolio.facts import BookFacts, Money
from pmo_xl.documents.portfolio.json_file import PortfolioJson, portfolio_json
from pmo_xl.documents.portfolio.on_disk import OnDisk, sorted_on_disk
from pmo_xl.documents.portfolio.page import portfolio_page
from pmo_xl.documents.portfolio.paper import write_portfolio_paper
from pmo_xl.documents.portfolio.people import PersonLoad
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.summary import overview
from pmo_xl.documents.portfolio.sums import monday
from pmo_xl.documents.portfolio.trend import trend_list
from pmo_xl.errors import BadOption, UnwritableOutput
from pmo_xl.faces.cli import main
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.metrics.unfinished_issues import unfinished_issues
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.in_time import ProcessDied, _Lane, in_time
from tests.support.libreoffice import convert
from tests.support.sample_office import (
    CLASH,
    CLASH_DAY,
    HIDDEN,
    LATE_VENDOR,
    OVERFULL,
    SHARED_SYSTEM,
    SHARED_VENDOR,
    SPELLINGS,
    THRICE,
    D,
    Office,
    make_office,
    size,
)

WORD = "ひみつ"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("案件"), *size())


@pytest.fixture(scope="module")
def result(office: Office) -> Portfolio:
    return pmo_xl.portfolio(office.folder, jobs=1, as_of=D, run_day=D)


def text_of(result: Portfolio) -> str:
    return "".join(portfolio_json(result))


def test_a_project_reported_green_that_computes_red_stands_on_top(office: Office, result: Portfolio) -> None:
    hidden = [project.name for project in result if project.hidden_steps]
    assert hidden == [office.name(number) for number in HIDDEN]
    assert [project.name for project in result][: len(HIDDEN)] == hidden
    sound = [project for project in result if project.name not in hidden]
    assert {(project.light.light, project.reported) for project in sound} == {(Light.GREEN, "緑")}


def test_people_over_a_whole_month_are_found_and_nobody_else(office: Office, result: Portfolio) -> None:
    over = {
        (person.name, load.projects, load.load)
        for person in result.people
        for load in person.months
        if load.is_over
    }
    assert over == {
        ("過田 重", (office.name(OVERFULL),), 26),
        (SPELLINGS[0], tuple(office.name(number) for number in THRICE), 27),
    }


@pytest.mark.parametrize(
    ("load", "percent"), [(20, 100), ("20.05", 101), ("23.1", 116), ("19.9", 100), (0, 0)]
)
def test_what_is_over_a_whole_month_is_never_shown_as_a_whole_one(load: str, percent: int) -> None:
    month = PersonLoad(date(2026, 12, 1), Fraction(0), Fraction(0), Fraction(load), 20, False, (), ())
    assert month.percent == percent and month.is_over == (percent > 100)


def test_a_person_spelt_three_ways_is_one_and_the_spellings_are_named(result: Portfolio) -> None:
    spelt = [person for person in result.people if len(person.spellings) > 1]
    assert [set(person.spellings) for person in spelt] == [set(SPELLINGS)]


def test_releases_that_clash_are_found_by_day_and_by_system(office: Office, result: Portfolio) -> None:
    both = tuple(office.name(number) for number in CLASH)
    assert {(clash.kind, clash.on, clash.system, clash.projects) for clash in result.clashes} == {
        ("同じ日のリリース", CLASH_DAY, "", both),
        ("同じシステムのリリース", CLASH_DAY, SHARED_SYSTEM, both),
    }
    marked = {row.project for row in result.milestones if row.clashes}
    assert marked == set(both)


def test_a_vendor_late_everywhere_is_the_one_problem_that_projects_share(
    office: Office, result: Portfolio
) -> None:
    (problem,) = result.problems
    assert (problem.kind, problem.name) == ("取引先", SHARED_VENDOR)
    assert {each.project for each in problem.projects} == {office.name(number) for number in LATE_VENDOR}
    assert problem.late == len(LATE_VENDOR)


def test_the_figures_are_those_of_each_book_alone(office: Office, result: Portfolio) -> None:
    by_path = {project.path: project for project in result}
    for path in office.books:
        book, project = open_workbook(path, as_of=D, run_day=D), by_path[path]
        report, money = book.check(), book.budget().total
        found = project.findings
        assert (found.error, found.question, found.warning, found.info, found.waived) == tuple(
            report.summary[word] for word in ("error", "question", "warning", "info", "waived")
        )
        assert project.light == report.light
        assert project.overdue == len(book.overdue())
        assert (project.money.remaining, project.money.forecast) == (money.remaining, money.forecast)


def test_recorded_runs_give_a_point_a_week_and_what_was_found_since(result: Portfolio) -> None:
    weeks = size()[1]
    for project in result:
        assert len(project.trend) == weeks + 1
        assert project.trend[0].found is None
        assert project.trend[-1].overdue == project.overdue
        assert None not in [
            getattr(p, name) for p in project.trend for name in ("overdue", "open_issues", "remaining")
        ]
        assert project.against is not None
        assert (project.trend[-1].found, project.trend[-1].mended) == (
            project.against.new,
            project.against.mended,
        )
    assert [week.books for week in result.trend] == [len(result)] * (weeks + 1)
    assert sum(week.mended for week in result.trend) > 0


def test_a_point_says_what_the_book_said_on_the_day_of_its_record(office: Office, result: Portfolio) -> None:
    """Nothing was changed since in the sample office, so the book read as of that day is what was recorded."""
    (project,) = (each for each in result if each.path == office.books[LATE_VENDOR[0]])
    for point in project.trend:
        book = open_workbook(project.path, as_of=point.on, run_day=point.on)
        assert (point.overdue, point.remaining) == (len(book.overdue()), book.budget().total.remaining)
        assert point.open_issues == len(unfinished_issues(book.project))
    assert project.trend[-1].overdue and len({point.overdue for point in project.trend}) > 1


def test_the_json_keeps_its_published_shape_and_holds_no_time_of_the_run(result: Portfolio) -> None:
    told = json.loads(text_of(result))
    jsonschema.validate(told, json_schema(PortfolioJson, "portfolio"))
    assert {"workbooks", "milestones", "people", "decisions", "problems", "vendors", "trend"} <= told.keys()
    later = replace(result, run_at=result.run_at.replace(year=2030))
    assert text_of(later) == text_of(result)


def test_the_workbook_has_every_part_and_its_links_lead_to_the_rows(
    result: Portfolio, tmp_path: Path
) -> None:
    (book, *_) = pmo_xl.write_portfolio(result, tmp_path)
    assert book.name == f"案件横断_{D:%Y-%m-%d}.xlsx"
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == [
        "概要", "案件一覧", "マイルストーン", "時間軸", "要員", "要員の内訳", "決めること", "同じ問題", "取引先", "推移", "読んだブック",
    ]  # fmt: skip
    problem = next(c for row in sheets["同じ問題"].iter_rows() for c in row if c.value == "ISS-950")
    assert "課題管理表" in (problem.hyperlink.location or problem.hyperlink.target)
    with pytest.raises(UnwritableOutput, match="もうあります"):
        pmo_xl.write_portfolio(result, tmp_path)


def test_the_paper_for_the_head_has_two_pages_however_many_projects(
    result: Portfolio, tmp_path: Path
) -> None:
    """40 projects with long names; where LibreOffice is there the pages are counted."""
    long = [
        replace(
            result.projects[n % len(result)],
            key=str(n),
            name=f"{n:02}みずうみ百貨会員基盤刷新・ポイント統合プロジェクト(第{n}期)",
        )
        for n in range(40)
    ]
    path = tmp_path / "案件横断.docx"
    write_portfolio_paper(path, replace(result, projects=long))
    told = "\n".join(
        cell.text for table in docx.Document(path).tables for row in table.rows for cell in row.cells
    )
    assert "報告が 緑 ですが、計算では ● 赤" in told
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    assert len(pypdf.PdfReader(convert(path, "pdf", tmp_path)).pages) == 2


def test_the_page_holds_every_part_needs_nothing_and_escapes_texts(result: Portfolio, tmp_path: Path) -> None:
    hostile = replace(result.projects[0], name="<script>alert(1)</script>")
    html = b"".join(
        portfolio_page(replace(result, projects=[hostile, *result.projects[1:]]), tmp_path)
    ).decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert not re.search(r"(?:src|href)=.(?:https?:)?//", html)
    for part in (
        "案件一覧",
        "マイルストーン",
        "要員",
        "決めること",
        "同じ問題",
        "取引先",
        "推移",
        "読んだブック",
    ):
        assert f">{part}</h2>" in html


@pytest.mark.slow
def test_the_page_takes_no_more_memory_for_more_projects(result: Portfolio, tmp_path: Path) -> None:
    """Some 18 kB of a project stand on the page; while it is written, its lists and pictures go by one after another."""
    peaks, sizes = {}, {}
    for count in (27, 52, 130):  # two pictures of the axis, two, five; the first loads what is loaded once
        many = [
            replace(result.projects[n % len(result)], key=str(n), name=f"案件{n:04} 更改")
            for n in range(count)
        ]
        found = replace(result, projects=many)
        assert found.people and found.milestones and found.problems and found.decisions is not None
        gc.collect()
        tracemalloc.start()
        try:
            sizes[count] = sum(len(piece) for piece in portfolio_page(found, tmp_path))
            _, peaks[count] = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert sizes[130] - sizes[52] > 78 * 10_000
    assert (peaks[130] - peaks[52]) / 78 < 16_000


def test_the_sums_hold_no_more_for_more_projects(result: Portfolio) -> None:
    """Of each project some bytes; its milestones, people, decisions and problems wait on disk, 18 kB of them."""
    held = {}
    for count in (10, 20, 60):  # the first loads what is loaded once
        many: OnDisk[BookFacts] = OnDisk(
            replace(result.projects[n % len(result)], key=str(n), name=f"案件{n:04} 更改")
            for n in range(count)
        )
        found = replace(result, projects=many)
        gc.collect()
        tracemalloc.start()
        try:
            written = sum(len(piece) for piece in portfolio_json(found))
            gc.collect()
            held[count], _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert written > count * 10_000 and found.people and found.milestones and found.problems
    assert (held[60] - held[20]) / 40 < 3_000


def test_rows_on_disk_are_those_that_were_put_there_in_the_order_of_their_keys() -> None:
    rows = sorted_on_disk([("乙", 2), ("甲", 2), ("丙", 1)], lambda row: row[1])
    assert list(rows) == [("丙", 1), ("乙", 2), ("甲", 2)]  # of one key as they came
    assert (rows[-1], rows[:2], len(rows), rows == tuple(rows)) == (("甲", 2), [*rows][:2], 3, True)
    assert rows != tuple(rows)[:2] and not OnDisk([])
    with pytest.raises(IndexError):
        rows[3]


def test_another_executor_and_several_processes_give_the_same_bytes(
    office: Office, result: Portfolio
) -> None:
    with ThreadPoolExecutor(2) as pool:
        other = pmo_xl.portfolio(office.folder, pool, as_of=D, run_day=D)
    assert text_of(other) == text_of(result)
    several = pmo_xl.portfolio(office.folder, jobs=2, as_of=D, run_day=D, timeout=300)
    assert text_of(several) == text_of(result)


def test_dask_gives_the_same_bytes(office: Office, result: Portfolio) -> None:
    distributed = pytest.importorskip("distributed", reason="dask is not installed")
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        found = pmo_xl.portfolio(office.folder, client.get_executor(), as_of=D, run_day=D)
    assert text_of(found) == text_of(result)


def test_what_was_worked_out_is_kept_and_a_book_that_changed_is_read_again(
    office: Office, result: Portfolio, tmp_path: Path
) -> None:
    folder, cache = tmp_path / "案件", tmp_path / "控え"
    shutil.copytree(office.folder, folder)
    asked = {"jobs": 1, "as_of": D, "run_day": D, "cache": cache}
    first = pmo_xl.portfolio(folder, **asked)
    second = pmo_xl.portfolio(folder, **asked)
    assert (first.kept, second.kept) == (0, len(result))
    assert text_of(second) == text_of(first)
    written = pmo_xl.write_portfolio(second, tmp_path / "横断")
    stamps = [path.stat().st_mtime_ns for path in written]
    assert pmo_xl.write_portfolio(pmo_xl.portfolio(folder, **asked), tmp_path / "横断", force=True) == written
    assert [
        path.stat().st_mtime_ns for path in written
    ] == stamps  # nothing had changed, so nothing was written
    written[-1].write_bytes(b"touched")
    pmo_xl.write_portfolio(second, tmp_path / "横断", force=True)
    assert written[-1].read_bytes() != b"touched"
    changed = sorted(folder.rglob("*.xlsx"))[0]
    with open_workbook(changed, as_of=D, run_day=D).edit() as changes:
        changes.set(open_workbook(changed).issues["ISS-001"], title="変わった件名")
    assert pmo_xl.portfolio(folder, **asked).kept == len(result) - 1
    assert pmo_xl.portfolio(folder, **asked | {"as_of": "2026-12-01"}).kept == 0


def test_a_run_that_is_killed_and_started_again_ends_as_one_that_was_not(
    office: Office, result: Portfolio, tmp_path: Path
) -> None:
    """Killed as soon as two books lie in the cache."""
    cache = tmp_path / "控え"
    ask = f"import pmo_xl; pmo_xl.portfolio({str(office.folder)!r}, jobs=1, as_of='{D}', run_day='{D}', cache={str(cache)!r})"
    process = subprocess.Popen([sys.executable, "-c", ask])
    until = time.monotonic() + 120
    while len(list(cache.glob("*/*"))) < 2 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait()
    again = pmo_xl.portfolio(office.folder, jobs=1, as_of=D, run_day=D, cache=cache)
    assert again.kept >= 2
    assert text_of(again) == text_of(result)


def test_copies_and_unreadable_books_are_named_and_stop_no_other(office: Office, tmp_path: Path) -> None:
    for name in ("台帳.xlsx", "台帳 - コピー.xlsx"):
        shutil.copyfile(office.books[0], tmp_path / name)
    (tmp_path / "壊れた.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    found = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D)
    assert len(found) == 1
    assert [copy.path.name for copy in found.copies] == ["台帳 - コピー.xlsx"]
    assert [failed.path.name for failed in found.failed] == ["壊れた.xlsx"]


def test_a_project_seen_as_of_another_day_than_most_is_named(result: Portfolio) -> None:
    last_year = replace(result.projects[3].reading, as_of=date(2025, 11, 28))
    projects = [*result.projects[:3], replace(result.projects[3], reading=last_year), *result.projects[4:]]
    told = " ".join(overview(replace(result, projects=projects)))
    name = result.projects[3].name
    assert f"違います: 2026/11/30 が {len(result) - 1} 案件、{name} 2025/11/28。" in told
    assert "違います" not in " ".join(overview(result))


def test_books_of_one_name_are_told_by_their_folders(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In every project's folder lies a 台帳.xlsx."""
    for folder in ("甲", "乙", "丙"):
        (tmp_path / folder).mkdir()
    shutil.copyfile(office.books[0], tmp_path / "甲" / "台帳.xlsx")
    shutil.copyfile(office.books[0], tmp_path / "乙" / "台帳.xlsx")
    (tmp_path / "丙" / "台帳.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    found = pmo_xl.portfolio(tmp_path, jobs=1, run_day=D)
    told = "\n".join(overview(found))
    assert "読めなかったブック: 丙/台帳.xlsx" in told
    (copy,) = found.copies
    assert f"{copy.path.parent.name}/台帳.xlsx(P-000 は {copy.counted.parent.name}/台帳.xlsx を" in told
    main(["month-end", str(tmp_path), "--month", "2026-11", "--jobs", "1"])
    said = capsys.readouterr()
    assert "丙/台帳.xlsx" in said.err and "丙/台帳.xlsx" in said.out


def test_an_office_file_that_cannot_be_read_is_told_once_for_all_its_books(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("甲", "乙", "丙"):
        (tmp_path / name).mkdir()
        shutil.copyfile(office.books[0], tmp_path / name / "台帳.xlsx")
    (tmp_path / "pmo_xl.toml").write_text("[policy", encoding="utf-8")
    assert main(["portfolio", str(tmp_path), "--jobs", "1"]) == 2
    (told,) = capsys.readouterr().err.strip().splitlines()
    assert "/台帳.xlsx ほか 2 冊: 職場のファイル" in told


def test_projects_whose_folders_have_one_name_share_no_line(office: Office, tmp_path: Path) -> None:
    """Without 案件コード: nothing but the place tells them apart."""
    for number, folder in enumerate(("甲/台帳", "乙/台帳")):
        path = tmp_path / folder / "台帳.xlsx"
        path.parent.mkdir(parents=True)
        book = openpyxl.load_workbook(office.books[number])
        for row in list(book["設定"].iter_rows()):
            for key, value in ((row[n], row[n + 1]) for n in range(len(row) - 1)):
                if key.value in ("案件コード", "案件名"):
                    value.value = "" if key.value == "案件コード" else "更改"
        book.save(path)
    found = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D)
    assert len({project.name for project in found}) == len(found) == 2
    assert "「更改」のブックが 2 冊あります(台帳/台帳.xlsx" in " ".join(found.remarks)


def test_an_encrypted_book_is_named_and_read_with_its_password(office: Office, tmp_path: Path) -> None:
    encrypted = io.BytesIO()
    OOXMLFile(io.BytesIO(office.books[0].read_bytes())).encrypt(WORD, encrypted)
    (tmp_path / "鍵付き.xlsx").write_bytes(encrypted.getvalue())
    shutil.copyfile(office.books[1], tmp_path / "台帳.xlsx")
    without = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D)
    assert [project.name for project in without] == [office.name(1)]
    (failed,) = without.failed
    assert "パスワード" in failed.message and "鍵付き.xlsx" in failed.message
    found = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D, password=WORD, cache=tmp_path / "控え")
    assert {project.name for project in found} == {office.name(0), office.name(1)}
    assert len([path for path in (tmp_path / "控え").rglob("*") if path.is_file()]) == 1


def test_a_result_among_the_books_is_not_read_by_the_next_run(office: Office, tmp_path: Path) -> None:
    shutil.copyfile(office.books[0], tmp_path / "台帳.xlsx")
    for _ in range(2):
        found = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D)
        assert (len(found), found.failed, found.copies) == (1, (), ())
        pmo_xl.write_portfolio(found, tmp_path, force=True)


def test_sheets_that_a_book_lacks_are_said_and_their_figures_are_no_zeros(
    office: Office, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(office.books[0])
    for sheet in ("体制表", "課題管理表", "予算枠", "予算管理表", "検収支払", "要員計画"):
        del book[sheet]
    book.save(tmp_path / "台帳.xlsx")
    found = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D)
    (project,) = found
    assert project.money == Money(None, None, None, None, None, None)
    assert project.open_issues is None
    assert project.absent == ("課題管理表", "予算枠", "予算管理表", "体制表")
    assert "シートがなく判定していない: 課題管理表、予算枠、予算管理表、体制表" in project.reasons
    assert any("予算管理表 1 案件" in sentence for sentence in overview(found))
    told = json.loads(text_of(found))
    jsonschema.validate(told, json_schema(PortfolioJson, "portfolio"))
    assert told["workbooks"][0]["money"]["forecast"] is None
    pmo_xl.write_portfolio(found, tmp_path / "横断")
    page = next((tmp_path / "横断").glob("*.html")).read_text("utf-8")
    assert "シートがなく判定していない" in page


def test_a_book_without_its_ledgers_is_no_green_one_and_nothing_of_it_is_a_zero(
    office: Office, tmp_path: Path
) -> None:
    """The same book with all its sheets: 緑, nothing late."""
    number = next(
        n for n in range(len(office.books)) if n not in (*HIDDEN, *LATE_VENDOR, OVERFULL, *THRICE, *CLASH)
    )
    whole = pmo_xl.portfolio(office.books[number], jobs=1, as_of=D, run_day=D).projects[0]
    assert (whole.light.light, whole.overdue, whole.absent) == (Light.GREEN, 0, ())
    book = openpyxl.load_workbook(office.books[number])
    for sheet in ("マスタスケジュール", "課題管理表", "QA表", "仕様変更管理表"):
        del book[sheet]
    book.save(tmp_path / "台帳.xlsx")
    found = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D)
    (project,) = found
    assert (project.light.light, project.overdue) == (Light.GREY, None)
    assert project.waiting == (len(project.decisions) or None)
    assert (
        project.reasons[-1]
        == "シートがなく判定していない: マスタスケジュール、課題管理表、QA表、仕様変更管理表"
    )
    assert project.trend[-1].overdue is None and project.trend[-1].open_issues is None
    assert (found.trend[-1].overdue, found.trend[-1].overdue_known) == (None, 0)
    jsonschema.validate(json.loads(text_of(found)), json_schema(PortfolioJson, "portfolio"))
    said = "期限超過 —(不明 1 案件)"
    assert any(said in sentence for sentence in overview(found))
    written = pmo_xl.write_portfolio(found, tmp_path / "横断")
    sheet = openpyxl.load_workbook(written[0])["案件一覧"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(n for n, row in enumerate(rows) if "期限超過" in row)
    told = dict(zip(rows[at], rows[at + 1], strict=True))
    assert (told["信号"], told["期限超過"], told["未完了の課題"]) == ("－ 灰", "—", "—")


def test_a_week_says_of_how_many_books_each_sum_is(result: Portfolio, tmp_path: Path) -> None:
    """One project without its issues and its budget: it adds no 0 to a sum that looks whole."""
    lacking, *whole = result.projects
    blind = tuple(replace(point, open_issues=None, remaining=None) for point in lacking.trend)
    found = replace(result, projects=[replace(lacking, trend=blind), *whole])
    for week, as_before in zip(found.trend, result.trend, strict=True):
        assert week.books == week.overdue_known == as_before.books
        assert week.open_issues_known == week.remaining_known == week.books - 1
        own = next(point for point in lacking.trend if monday(point.on) == week.week)
        assert week.open_issues == as_before.open_issues - own.open_issues
        assert week.remaining == as_before.remaining - own.remaining
    last = dict(zip((c.label for c in trend_list(found).columns), trend_list(found).rows[-1], strict=True))
    assert last["数えた冊数"] == f"課題 {len(whole)} / {len(result)}、残予算 {len(whole)} / {len(result)}"
    assert "数えた冊数" in trend_list(found).note and "数えた冊数" not in trend_list(result).note
    write_portfolio_paper(tmp_path / "案件横断.docx", found)
    cells = [
        c.text for t in docx.Document(tmp_path / "案件横断.docx").tables for r in t.rows for c in r.cells
    ]
    assert f"{found.trend[-1].open_issues}({len(whole)}冊)" in cells
    jsonschema.validate(json.loads(text_of(found)), json_schema(PortfolioJson, "portfolio"))


def test_what_an_office_file_says_for_nothing_is_named_once_by_portfolio_and_month_end(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (0, 7):
        (tmp_path / f"{number}").mkdir()
        shutil.copyfile(office.books[number], tmp_path / f"{number}" / "台帳.xlsx")
    said = '[colours]\nred = "赤"\n[policy]\n"規則.ZZZ999" = "切"\n[forms]\n"回覧板" = "なし.docx"\n'
    (tmp_path / "pmo_xl.toml").write_text(said, encoding="utf-8")
    told = (
        "pmo_xl.toml の「colours」は使われません。",
        "pmo_xl.toml の [policy] の「規則.ZZZ999」という規則や閾値はありません。",
        "pmo_xl.toml の [forms] の「回覧板」という文書はありません。",
    )
    check = open_workbook(tmp_path / "0" / "台帳.xlsx").remarks
    found = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D)
    closing = pmo_xl.month_end(tmp_path, "2026-11", jobs=1, run_day=D)
    for remarks in (check, found.remarks, closing.remarks):
        assert [remarks.count(sentence) for sentence in told] == [1, 1, 1]
    main(["portfolio", str(tmp_path), "--jobs", "1", "--as-of", f"{D}"])
    assert all(sentence in capsys.readouterr().out.replace("\n", "") for sentence in told[:1])
    (tmp_path / "7" / "pmo_xl.toml").write_text('[fruits]\n"柿" = 1\n', encoding="utf-8")
    both = pmo_xl.portfolio(tmp_path, jobs=1, as_of=D, run_day=D).remarks
    assert f"{tmp_path / '7'}: pmo_xl.toml の「fruits」は使われません。" in both
    assert f"{tmp_path}: {told[0]}" in both


def test_names_that_look_like_formulas_stay_texts(result: Portfolio, tmp_path: Path) -> None:
    names = ('=HYPERLINK("http://example.jp","x")', "+cmd|/C calc!A0", "@SUM(1)", "改行\nと\tタブ")
    hostile = [replace(p, name=name, pm=name) for p, name in zip(result.projects, names, strict=False)]
    (path, *_) = pmo_xl.write_portfolio(replace(result, projects=hostile), tmp_path)
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert set(names[:3]) <= {cell.value for cell in cells}


def test_a_mail_address_of_a_team_makes_no_two_people_one(result: Portfolio) -> None:
    project = result.projects[0]
    months = project.people.months[:2]
    team = tuple(
        replace(each, name=name, mail="team@example.jp")
        for name, each in zip(("赤城 一", "青木 二"), months, strict=True)
    )
    people = replace(project.people, months=team, shared_mails=("team@example.jp",))
    found = replace(result, projects=[replace(project, people=people)]).people
    assert {person.name for person in found} == {"赤城 一", "青木 二"}


def test_the_command_says_the_summary_writes_the_files_and_judges(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = str(office.books[HIDDEN[0]])
    asked = ["portfolio", book, "--jobs", "1", "--as-of", f"{D}", "-o", str(tmp_path / "横断")]
    assert main(asked) == 1
    assert f"{office.name(HIDDEN[0])} は報告が 緑 ですが、計算では ● 赤" in capsys.readouterr().out
    assert main(asked) == 2
    assert main([*asked, "--force", "--fail-on", "never", "--quiet"]) == 0


def test_what_makes_no_sense_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="台帳"):
        pmo_xl.portfolio(tmp_path)
    with ThreadPoolExecutor(1) as pool, pytest.raises(BadOption, match="timeout"):
        pmo_xl.portfolio(office.folder, pool, timeout=1)
    with pytest.raises(BadOption, match="台帳があります"):
        pmo_xl.portfolio(office.folder, cache=office.books[0].parent)


def work(task: str) -> str:
    """What a process of the next test does."""
    if task == "dies":
        sys.exit(3)
    if task == "hangs":
        time.sleep(600)
    return task.upper()


def named(task: str, error: BaseException) -> str:
    """What stands for a task that was lost."""
    return f"{task}: {type(error).__name__}"


@pytest.fixture
def results() -> Iterator[str]:
    return in_time(work, ["a", "hangs", "b", "dies", "c"], named, jobs=2, seconds=3)


def test_work_that_hangs_or_dies_is_passed_over_and_the_rest_is_done_in_order(results: Iterator[str]) -> None:
    assert list(results) == ["A", "hangs: TookTooLong", "B", "dies: ProcessDied", "C"]


class GoneOnWindows:
    """The end of a pipe whose other end has died, as Windows tells of it: at the first question."""

    def poll(self) -> bool:
        raise BrokenPipeError(109, "the pipe is broken")

    def close(self) -> None:
        """There is nothing to close."""


def test_a_process_that_died_is_told_of_where_asking_alone_fails() -> None:
    lane = _Lane(work, number=7)
    try:
        lane.ends[0].close()
        lane.ends = (GoneOnWindows(), lane.ends[1])
        number, error = lane.take(1)
        assert number == 7 and isinstance(error, ProcessDied)
    finally:
        lane.end()
