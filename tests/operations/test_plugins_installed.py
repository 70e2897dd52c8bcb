"""Packages with plug-ins, built as wheels and installed by pip into an environment of their own, work everywhere.

The environment is new and holds the two packages alone; what pmo_xl and the tests need comes from the one that runs them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pmo_xl
from pmo_xl.model.issue import Issue
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.workbook.author import write_workbook
from tests.excel_stand_in.fixtures import LIVE
from tests.support.plugin_package import write_sources

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-30")
pytestmark = pytest.mark.slow


class Office:
    """An environment in which both packages are installed."""

    def __init__(self, folder: Path) -> None:
        sources, wheels = write_sources(folder / "src"), folder / "dist"
        _pip("wheel", "--no-build-isolation", "-w", wheels, *sources)
        venv.EnvBuilder(symlinks=os.name != "nt").create(folder / "env")
        (self.python,) = (folder / "env").glob("[bS]*/python*[!0-9.w]*") if os.name == "nt" else [
            folder / "env" / "bin" / "python"
        ]  # fmt: skip
        where = "import sysconfig; print(sysconfig.get_path('purelib'))"
        self.packages = Path(self._plain("-c", where).stdout.strip())
        _pip("install", "--no-index", "--target", self.packages, *sorted(wheels.glob("*.whl")))
        ours = "".join(f"import site; site.addsitedir({path!r})\n" for path in _site_packages())
        (self.packages / "of_the_tests.pth").write_text(f"{ours}{ROOT}\n", encoding="utf-8")

    def _plain(self, *arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1"}
        environment.pop("PYTHONPATH", None)
        command = [str(self.python), *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env=environment, **more
        )

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """A command of ours there, away from the folder of the sources."""
        done = self._plain("-m", "pmo_xl", *arguments, cwd=self.packages.parent)
        assert "Traceback" not in done.stderr
        return done

    def json(self, *arguments: object) -> dict[str, Any]:
        """What a command writes."""
        found: dict[str, Any] = json.loads(self.run(*arguments, "--format", "json").stdout)
        return found

    def tests(self, file: Path) -> subprocess.CompletedProcess[str]:
        """The tests of a file, run there."""
        given = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-x", str(file))
        return self._plain("-m", "pytest", *given, cwd=ROOT)


def _pip(command: str, *arguments: object) -> None:
    given = [sys.executable, "-m", "pip", command, "--quiet", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*given, *map(str, arguments)], check=True, capture_output=True)


def _site_packages() -> list[str]:
    return [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("職場"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "案件").mkdir()
    return write_book(tmp_path / "案件" / "台帳.xlsx")


def write_book(path: Path) -> Path:
    """A book with a short title, and a rule of its own that asks the function of the package."""
    own = OwnRule(
        id="OWN001", target_sheet="予算管理表", condition="税込([@発注金額])>110", rows="TRUE", severity="警告",
        message="税込で110円を超えます。", is_on=True,
    )  # fmt: skip
    records: Mapping[Any, Any] = {
        Issue: (Issue(id="ISS-001", title="遅い", status="対応中"), Issue(id="ISS-002", title="帳票の出力に三分かかる")),
        OwnRule: (own,),
        pmo_xl.Order: (pmo_xl.Order(id="ORD-001", title="支援", ordered=101),),
    }  # fmt: skip
    settings = {"基準日": "2026-11-30", "案件名": path.stem}
    write_workbook(path, records, run_day=date(2026, 11, 30), profile="full", settings=settings)
    return path


def test_both_are_installed_and_listed_with_their_versions(office: Office) -> None:
    assert {path.name for path in office.packages.glob("ko*.dist-info")} == {"kowareta-0.1.dist-info"}
    assert (office.packages / "kaisha" / "form.docx").stat().st_size > 5_000
    told = office.run("--version").stdout
    for group in ("rules", "functions", "documents", "sheets", "importers"):
        assert f"kaisha 1.2.0({'税込' if group == 'functions' else ''}" in told and f"pmo_xl.{group}" in told
    assert "kowareta 0.1(kowareta) pmo_xl.rules: 使えません(RuntimeError: 設定がありません)" in told


def test_check_asks_their_rule_and_function_and_names_what_is_broken(office: Office, book: Path) -> None:
    told = office.json("check", book)
    (result,) = told["workbooks"]
    found = {(each["rule"], each["row_id"]) for each in result["findings"]}
    assert {("KAI001", "ISS-001"), ("OWN001", "ORD-001")} <= found and ("KAI001", "ISS-002") not in found
    assert result["failed_rules"] == []
    said = "".join(result["notices"])
    assert "kowareta 0.1(kowareta) を使えません(RuntimeError: 設定がありません)" in said
    assert "関数の名前「SUM」は使われています" in said
    listed = {(each["package"], each["version"], each["group"]) for each in told["plugins"]}
    assert {("kaisha", "1.2.0", f"pmo_xl.{group}") for group in ("rules", "functions", "documents")} <= listed
    assert next(each["fault"] for each in told["plugins"] if each["name"] == "kowareta")
    alone = office.json("check", book, "--rules", "KAI")["workbooks"][0]
    assert [each["rule"] for each in alone["rules"]] == ["KAI001"]


def test_the_workers_of_month_end_ask_them_and_name_what_is_broken(office: Office, book: Path) -> None:
    write_book(book.with_name("二冊目.xlsx"))
    out = book.parent.parent / "月次"
    told = office.json("month-end", book.parent, "--month", "2026-11", "--jobs", "2", "-o", out)
    assert [sorted({each["rule"] for each in one["findings"]} & {"OWN001"}) for one in told["workbooks"]] == [
        ["OWN001"], ["OWN001"],
    ]  # fmt: skip
    assert {each["package"] for each in told["plugins"]} == {"kaisha", "kowareta"}
    assert "RuntimeError: 設定がありません" in (out / "点検記録_2026-11.txt").read_text("utf-8-sig")


def test_the_portfolio_counts_their_findings_and_names_what_is_broken(office: Office, book: Path) -> None:
    write_book(book.with_name("二冊目.xlsx"))
    told = office.json("portfolio", book.parent, "--jobs", "2", *DAY)
    for one in told["workbooks"]:
        alone = office.json("check", one["workbook"], *DAY)["workbooks"][0]["summary"]
        assert one["findings"]["warning"] == alone["warning"] > 0
        assert "設定がありません" in "".join(one["reading"]["remarks"])
    assert len([each for each in told["remarks"] if "設定がありません" in each]) == 1
    assert {each["package"] for each in told["plugins"]} == {"kaisha", "kowareta"}


def test_a_result_kept_in_the_cache_is_not_taken_when_a_package_is_another(
    office: Office, book: Path
) -> None:
    asked = ("portfolio", book.parent, "--jobs", "1", *DAY, "--cache", book.parent.parent / "控え")
    with_it = office.json(*asked)["workbooks"][0]["findings"]["warning"]
    info = office.packages / "kaisha-1.2.0.dist-info"
    away = info.with_name("away")
    info.rename(away)
    try:
        without = office.json(*asked)["workbooks"][0]["findings"]["warning"]
    finally:
        away.rename(info)
    assert (with_it, without) == (without + 2, without)  # KAI001, and OWN001 that asks its function
    assert office.json(*asked)["workbooks"][0]["findings"]["warning"] == with_it


def test_their_document_is_made_alone_and_among_all_and_a_broken_one_stops_no_other(
    office: Office, book: Path
) -> None:
    import docx

    out = book.parent.parent
    assert "件名の短い課題  件名が10文字に満たない課題を並べます。" in office.run("export", "--list").stdout
    done = office.run("export", "件名の短い課題", book, "-o", out / "短い.docx", *DAY)
    assert done.returncode == 0, done.stderr
    made = docx.Document(str(out / "短い.docx"))
    assert ["ISS-001", "遅い"] in [
        [cell.text for cell in row.cells] for table in made.tables for row in table.rows
    ]
    everything = office.run("export", "--all", book, "-o", out / "全部", *DAY)
    assert (
        "壊れた文書 は作りませんでした。プラグインの文書の中で失敗しました(RuntimeError: 文書の設定がありません)"
        in everything.stderr
    )
    assert (
        "kowareta 0.1(no_form) を使えません(文書「様式のない文書」の様式(form)のファイルがありません)"
        in everything.stderr
    )
    assert "kowareta 0.1(none) を使えません(文書(WordDocument など)ではありません)" in everything.stderr
    names = {path.name.partition("_")[0].removesuffix(".docx") for path in (out / "全部").rglob("*.docx")}
    assert any("件名の短い課題" in name for name in names) and any("課題一覧" in name for name in names)
    assert office.run("export", "壊れた文書", book, "-o", out / "x.docx").returncode == 2


def test_their_headings_words_and_tool_are_read(office: Office, book: Path) -> None:
    export = book.parent.parent / "懸案.csv"
    export.write_text(
        "懸案番号,懸案のあらまし,受け持ち,いつまで,いまの状態\n7,画面が固まって動かない,山田 太郎,2026-12-10,様子見\n",
        encoding="utf-8",
    )
    told = office.json("import", export, "--into", book, *DAY)
    assert [each["tool"] for each in told["sources"]] == ["kaishatool"]
    assert "kowareta 0.1(kowareta) を使えません(道具(Tool)ではありません)" in "".join(told["remarks"])
    assert told["unknown_words"] == []
    assert office.run("import", export, "--into", book, *DAY, "--apply", "--quiet").returncode == 0
    (issue,) = (each for each in pmo_xl.open_workbook(book).issues if each.owner == "山田 太郎")
    assert (issue.title, issue.status, issue.due_on) == (
        "画面が固まって動かない",
        "対応中",
        date(2026, 12, 10),
    )
    refused = office.run("import", export, "--into", book, "--tool", "ない")
    assert refused.returncode == 2 and "道具「ない」は知りません。kaishatool、" in refused.stderr


@pytest.mark.parametrize("mark", [pytest.param(None, marks=LIVE)])
def test_the_buttons_ask_them_too(mark: None, office: Office) -> None:
    done = office.tests(Path(__file__).with_name("buttons_with_plugins.py"))
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout + done.stderr
