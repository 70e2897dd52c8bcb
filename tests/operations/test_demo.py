"""demo: one command makes two realistic workbooks, does the main jobs on them and says what to open."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmo_xl.faces.cli import main
from tests.support.without_fonts import without_fonts

UNREADY = ["要件新旧対照", "PMO効果報告"]  # without earlier records they have nothing to compare
JOBS = (
    "【1】点検",
    "【2】期限超過",
    "【3】予算",
    "【4】日程",
    "【5】月次",
    "【6】文書",
    "【できたもの】",
)
ROOT = Path(__file__).parents[2]


def opened_first(told: str) -> list[Path]:
    """The places of the last list, in its order."""
    listed = told[told.index("【できたもの】") :]
    return [Path(place) for place in re.findall(r"^ {2}\d\. (.+)$", listed, flags=re.MULTILINE)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which somebody started `demo` without an argument, and what it told."""
    started_in = tmp_path_factory.mktemp("見本")
    with contextlib.chdir(started_in), contextlib.redirect_stdout(io.StringIO()) as told:
        assert main(["demo"]) == 0
    return started_in, told.getvalue()


def test_demo_does_the_main_jobs_on_two_workbooks_and_says_what_to_open_first(
    made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started_in, told = made
    monkeypatch.chdir(started_in)
    folder = Path("pmo_xl_demo")
    assert [told.index(job) for job in JOBS] == sorted(told.index(job) for job in JOBS)
    books = sorted(set(folder.glob("*.xlsx")) - {folder / "指摘一覧.xlsx"})
    assert len(books) == 2
    places = opened_first(told)
    assert all(place.exists() for place in places) and places[0] in books
    assert {*books, folder / "指摘一覧.xlsx", folder / "月次点検", folder / "文書"} <= set(places)
    assert {path.suffix for path in places if path.is_file()} == {".xlsx", ".docx"}
    handed_over = {path.name for path in (folder / "月次点検").iterdir()}
    assert {"月次検収支払点検_2026-11.xlsx", "月次検収支払点検報告書_2026-11.docx"} <= handed_over
    documents = {path.name.partition("_")[0] for path in (folder / "文書").iterdir()}
    assert {"要件一覧書", "体制図", "リリース計画書", "週次報告書", "議事メモ"} <= documents
    assert left_out(told) == UNREADY
    assert told.index("■ まずこれから") < told.index("■ 要件一覧") < told.index("【2】期限超過")
    assert main(["check", str(books[0])]) == 1
    capsys.readouterr()
    assert main(["month-end", str(folder), "--month", "2026-11", "--jobs", "1"]) == 1
    assert "対象 2 / 2 冊" in capsys.readouterr().out
    assert main(["demo", str(folder)]) == 2
    assert "もうあります" in capsys.readouterr().err


def left_out(told: str) -> list[str]:
    """The papers that the demo says it did not make: without an earlier record one has nothing to compare."""
    return re.findall(r"^・(\S+) は作りませんでした。", told, re.MULTILINE)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the fonts of Windows cannot be hidden")
def test_demo_is_made_anew_and_doctor_works_where_no_font_is_installed(
    made: tuple[Path, str], tmp_path: Path
) -> None:
    started_in, _ = made
    environ = without_fonts(tmp_path / "家", str(ROOT))

    def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pmo_xl", *arguments]
        return subprocess.run(
            command, env=environ, cwd=started_in, capture_output=True, encoding="utf-8", check=False
        )

    shutil.rmtree(started_in / "pmo_xl_demo" / "文書")
    again = ran("demo")
    assert (again.returncode, again.stderr) == (0, "")
    assert left_out(again.stdout) == UNREADY
    assert len(list((started_in / "pmo_xl_demo" / "文書").iterdir())) > 20
    doctor = ran("doctor")
    assert "図は pmo_xl に付いている BIZ UDゴシック で描きます" in doctor.stdout and not doctor.stderr


def test_demo_into_a_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "メモ").write_text("x", encoding="utf-8")
    assert main(["demo", str(tmp_path / "メモ")]) == 2
    assert "はファイルです" in capsys.readouterr().err
