"""The files of a month end: whole or not at all, restart, comparison with the month before, reminders, the log."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.documents.month_end.totals import by_project, total
from pmo_xl.errors import UnwritableOutput
from pmo_xl.faces.cli import main
from pmo_xl.metrics.month_end.month_comparison import MonthChange
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.operations.month_end import month_end
from pmo_xl.operations.month_end_files import write_month_end
from tests.sample.maker import Sample, clean_project
from tests.sample.maker.workbook import write_sample
from tests.support.month_end_books import MONTHS, Recipe
from tests.support.schema import schema_errors

pytestmark = pytest.mark.slow

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def november(month_end_books: Mapping[Recipe, Path]) -> MonthEndResult:
    paths = [path for recipe, path in month_end_books.items() if recipe.month == NOVEMBER]
    return month_end(paths, NOVEMBER, jobs=1, run_day=MONTHS[NOVEMBER])


@pytest.fixture(scope="module")
def folder(november: MonthEndResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("月次点検")
    write_month_end(november, out)
    return out


def test_every_list_is_a_sheet_whose_lines_link_to_the_cell_of_their_workbook(
    folder: Path, november: MonthEndResult
) -> None:
    book = load_workbook(folder / "月次検収支払点検_2026-11.xlsx")
    wanted = {
        "概要",
        "検収",
        "支払",
        "三点照合",
        "取適法",
        "取適法の最終日",
        "登録番号と税",
        "未払計上候補",
        "前月との比較",
        "催促",
    }
    assert wanted | {"指摘", "予算執行", "月別執行", "集計", "読んだブック"} == set(book.sheetnames)
    lines = sum(len(project.month_end.payments) for project in november.projects)
    links = [row[1].hyperlink for row in book["支払"].iter_rows(min_row=5) if row[1].value]
    assert len(links) == lines
    for link in links:
        target = link.target.replace("\\", "/")
        assert (folder / target).resolve().is_file()
        assert re.fullmatch(r"'(検収支払|予算管理表)'![A-Z]+\d+", link.location)


INLINE_TEXTS = "inline-string cell(s)"
"""Only advice: texts stand in the cells because the lists are written row by row, whatever their number; Excel moves
them into a table of texts when the file is next saved."""


def test_what_is_handed_over_opens_clean_by_the_rules_of_office(folder: Path) -> None:
    for name in (
        "月次検収支払点検_2026-11.xlsx",
        "電子取引索引簿_2026-11.xlsx",
        "月次検収支払点検報告書_2026-11.docx",
    ):
        assert [error for error in schema_errors(folder / name) if INLINE_TEXTS not in error] == []


def test_the_csv_and_the_json_say_the_same_as_the_workbook(folder: Path, november: MonthEndResult) -> None:
    text = (folder / "CSV_2026-11" / "支払.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    paid = sum(int(r["支払額(税抜)"] or 0) for r in rows if (r["支払日"] or "").startswith("2026-11"))
    assert paid == total(november).paid
    data = json.loads((folder / "月次検収支払点検_2026-11.json").read_text("utf-8"))
    assert data["total"]["paid"] == paid
    assert [p["paid"] for p in data["by_project"]] == [f.paid for f in by_project(november).values()]
    assert sum(len(p["payments"]) for p in data["workbooks"]) == len(rows)


def test_the_index_of_electronic_records_has_date_amount_and_partner_on_every_line(folder: Path) -> None:
    sheet = load_workbook(folder / "電子取引索引簿_2026-11.xlsx").active
    head = [cell.value for cell in sheet[4]]
    assert sheet.auto_filter.ref
    for row in sheet.iter_rows(min_row=5, values_only=True):
        line = dict(zip(head, row, strict=True))
        if line["取引先"] and not line["足りないもの"]:
            assert line["取引年月日(請求日)"].strftime("%Y-%m") == "2026-11"
            assert line["取引金額(税込)"] == line["税抜額"] + line["消費税額"]
            assert line["保存先"]


def test_reminders_are_texts_ready_to_mail_under_names_that_windows_can_hold(folder: Path) -> None:
    texts = sorted((folder / "催促_2026-11").glob("*.txt"))
    assert texts
    for path in texts:
        assert not re.search(r'[<>:"/\\|?*]', path.name)
        text = path.read_bytes().decode("utf-8-sig")
        lines = text.split("\r\n")
        assert lines[0].startswith("宛先: ")
        assert lines[1].startswith("件名: ")
        assert "\n" not in text.replace("\r\n", "")
        if "御中" in lines[0]:  # what we think of the law is no vendor's business
            assert "取適法" not in text


def test_the_log_tells_an_auditor_what_was_read_and_grows_with_each_run(
    november: MonthEndResult, tmp_path: Path
) -> None:
    write_month_end(november, tmp_path)
    once = (tmp_path / "点検記録_2026-11.txt").read_text("utf-8-sig")
    for project in november.projects:
        assert str(project.path) in once
        assert project.reading.sha256 in once
    assert november.version in once
    write_month_end(november, tmp_path, force=True)
    assert (tmp_path / "点検記録_2026-11.txt").read_text("utf-8-sig").count("実行: ") == 2


def test_results_are_not_written_over_in_silence(folder: Path, november: MonthEndResult) -> None:
    with pytest.raises(UnwritableOutput, match="--force"):
        write_month_end(november, folder)


def later_month(sample: Sample, changes: Mapping[str, Mapping[str, object]], gone: str) -> Sample:
    """The same project a month later: some rows changed, one taken out."""
    rows = tuple(
        row.model_copy(update=dict(changes.get(row.id or "", {})))
        for row in sample.records[Acceptance]
        if row.id != gone
    )
    return replace(sample, records={**sample.records, Acceptance: rows})


def test_broken_promises_and_rewritten_months_are_told_beside_the_month_before(tmp_path: Path) -> None:
    then, now = clean_project(3, 0.3, date(2026, 10, 30)), clean_project(3, 0.3, date(2026, 11, 30))
    rows = then.project().acceptances
    promised = next(r for r in rows if r.accepted_on and r.paid_on is None and r.payment_planned_on)
    reported = next(r for r in rows if r.paid_on and r.accepted)
    gone = next(r for r in rows if r.accepted_on and not r.paid_on and r.id != promised.id)
    changes = {
        promised.id: {"paid_on": None, "paid": None},
        reported.id: {"accepted": reported.accepted + 10_000},
    }
    out, books = tmp_path / "月次点検", tmp_path / "案件"
    books.mkdir()
    write_sample(books / "台帳.xlsx", then)
    first = month_end(books, date(2026, 10, 1), jobs=1, run_day=date(2026, 10, 30))
    assert first.previous is None
    write_month_end(first, out)
    write_sample(books / "台帳.xlsx", later_month(now, changes, gone.id or ""))
    second = month_end(books, NOVEMBER, jobs=1, run_day=date(2026, 12, 5), previous=out)
    assert second.previous is not None
    assert second.previous.month == date(2026, 10, 1)
    found = {(line.change, line.key, line.what) for lines in second.differences.values() for line in lines}
    assert (MonthChange.NOT_DONE, promised.id, "支払") in found
    assert (MonthChange.REWRITTEN, reported.id, "検収") in found
    assert (MonthChange.GONE, gone.id, "支払") in found
    entered_late = {row.id for row in rows if row.accepted_on is None}  # in October's days, after its report
    assert {key for _, key, _ in found} <= {promised.id, reported.id, gone.id} | entered_late
    write_month_end(second, out)
    assert sorted(path.name for path in (out / "履歴").iterdir()) == ["2026-10.json", "2026-11.json"]


def test_a_project_whose_workbook_is_gone_is_named(november: MonthEndResult, tmp_path: Path) -> None:
    write_month_end(november, tmp_path)
    kept = [project.path for project in november.projects[1:]]
    december = month_end(kept, DECEMBER, jobs=1, run_day=date(2026, 12, 31), previous=tmp_path)
    assert december.previous is not None
    assert december.previous.missing == (november.projects[0].name,)


def test_a_damaged_memory_is_told_and_not_compared(november: MonthEndResult, tmp_path: Path) -> None:
    (tmp_path / "履歴").mkdir()
    (tmp_path / "履歴" / "2026-10.json").write_text("{", "utf-8")
    result = month_end(
        november.projects[0].path, NOVEMBER, jobs=1, run_day=MONTHS[NOVEMBER], previous=tmp_path
    )
    assert result.previous is None
    assert any("2026-10.json" in remark for remark in result.remarks)


def test_killed_half_way_and_started_again_leaves_nothing_half_written(
    november: MonthEndResult, tmp_path: Path
) -> None:
    out, books = tmp_path / "月次点検", november.projects[0].path.parents[1]
    command = [sys.executable, "-m", "pmo_xl", "month-end", str(books), "--month", "2026-11", "-o", str(out)]
    for moment in (0.8, 2.0, 3.5):
        run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        run.send_signal(signal.SIGKILL)
        run.wait()
        refuse_halves(out)
    assert main([*command[3:], "--force", "--quiet", "--jobs", "1", "--fail-on", "never"]) == 0
    refuse_halves(out)
    assert (out / "月次検収支払点検_2026-11.xlsx").exists()


def refuse_halves(out: Path) -> None:
    """Every file that can be seen is whole."""
    for path in out.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            if path.suffix == ".json":
                json.loads(path.read_text("utf-8"))
            if path.suffix in (".xlsx", ".docx"):
                assert zipfile.ZipFile(path).testzip() is None
