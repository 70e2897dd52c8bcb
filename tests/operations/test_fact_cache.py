"""--cache: an unchanged workbook is not read again, and nothing else changes: the same result, whatever lies in the cache."""

from __future__ import annotations

import io
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from python_calamine import CalamineWorkbook

from pmo_xl.documents.month_end.json_file import month_end_json
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.operations import fact_cache
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.month_end import month_end
from pmo_xl.operations.month_end_files import write_month_end
from tests.support.month_end_books import MONTHS, Recipe

pytestmark = pytest.mark.slow

NOVEMBER = date(2026, 11, 1)
DAY = MONTHS[NOVEMBER]
WORD = "合言葉"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the secret of this user lies."""
    for variable in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "利用者"))
    fact_cache._secret.cache_clear()
    yield tmp_path / "利用者"
    fact_cache._secret.cache_clear()


@pytest.fixture
def books(month_end_books: Mapping[Recipe, Path], tmp_path: Path) -> Path:
    """A folder of three workbooks of November."""
    folder = tmp_path / "案件"
    folder.mkdir()
    paths = [path for recipe, path in month_end_books.items() if recipe.month == NOVEMBER]
    for number, path in enumerate(paths[:3]):
        shutil.copyfile(path, folder / f"台帳{number}.xlsx")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "控え"


def run(books: Path, cache: Path | None, **given: object) -> MonthEndResult:
    return month_end(books, NOVEMBER, jobs=1, cache=cache, **{"run_day": DAY, **given})


def said(result: MonthEndResult) -> str:
    """All that a month end says."""
    return "".join(month_end_json(result))


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def test_with_the_cache_or_without_the_result_is_the_same(books: Path, cache: Path) -> None:
    plain, first, again = run(books, None), run(books, cache), run(books, cache)
    assert (plain.kept, first.kept, again.kept) == (0, 0, 3)
    assert said(plain) == said(first) == said(again)
    assert [p.findings for p in plain.projects] == [p.findings for p in again.projects]


def test_two_processes_use_the_same_entries(books: Path, cache: Path) -> None:
    first = month_end(books, NOVEMBER, jobs=2, cache=cache, run_day=DAY)
    again = month_end(books, NOVEMBER, jobs=2, cache=cache, run_day=DAY)
    assert (first.kept, again.kept) == (0, 3)
    assert said(first) == said(again)


def test_a_workbook_that_changed_is_read_again_and_the_others_are_not(books: Path, cache: Path) -> None:
    run(books, cache)
    book = open_workbook(books / "台帳0.xlsx", as_of=DAY)
    row = next(row for row in book.acceptances if row.accepted_on)
    with book.edit() as changes:
        changes.set(row, accepted=row.accepted + 1_000)
    again = run(books, cache)
    assert again.kept == 2
    assert said(again) == said(run(books, None))


@pytest.mark.parametrize(
    "given",
    [{"run_day": date(2026, 12, 2)}, {"as_of": date(2026, 11, 20)}, {"policy": "部署.toml"}],
    ids=["実行日", "基準日", "部署の設定"],
)
def test_another_question_is_answered_anew(given: dict, books: Path, cache: Path, tmp_path: Path) -> None:
    if "policy" in given:
        given = {"policy": tmp_path / "部署.toml"}
        given["policy"].write_text('"規則群" = "基本"\n', encoding="utf-8")
    run(books, cache)
    other = run(books, cache, **given)
    assert other.kept == 0
    assert said(other) == said(run(books, None, **given))


def test_an_office_that_changes_its_settings_gets_new_answers(
    books: Path, cache: Path, tmp_path: Path
) -> None:
    policy = tmp_path / "部署.toml"
    policy.write_text('"規則群" = "基本"\n', encoding="utf-8")
    run(books, cache, policy=policy)
    policy.write_text('"規則群" = "厳格"\n', encoding="utf-8")
    again = run(books, cache, policy=policy)
    assert again.kept == 0
    assert said(again) == said(run(books, None, policy=policy))


def test_another_month_has_entries_of_its_own(books: Path, cache: Path) -> None:
    run(books, cache)
    october = month_end(books, date(2026, 10, 1), jobs=1, cache=cache, run_day=DAY)
    assert october.kept == 0
    assert run(books, cache).kept == 3


def test_another_program_answers_anew(books: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(books, cache)
    monkeypatch.setattr(fact_cache, "_engine", lambda: "another version")
    assert run(books, cache).kept == 0


def test_code_that_another_process_compiles_meanwhile_is_no_other_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python writes compiled code under a passing name, which may be gone before anybody can look at it."""
    module = tmp_path / "pmo_xl" / "operations" / "fact_cache.py"
    compiled = module.parent / "__pycache__"
    compiled.mkdir(parents=True)
    module.write_text("answer = 1")
    monkeypatch.setattr(fact_cache, "__file__", str(module))
    program = fact_cache._engine.__wrapped__
    before = program()
    (compiled / "fact_cache.cpython-311.pyc.139842").symlink_to(tmp_path / "renamed meanwhile")
    assert program() == before
    module.write_text("answer = 10")
    assert program() != before


def test_a_new_record_of_a_workbook_makes_its_entry_old(books: Path, cache: Path) -> None:
    """The record also writes into the workbook, which is put back here: only the runs beside it differ."""
    run(books, cache)
    book = books / "台帳0.xlsx"
    before = book.read_bytes()
    open_workbook(book, as_of=DAY).record()
    book.write_bytes(before)
    assert run(books, cache).kept == 2


@pytest.mark.parametrize("place", ["案件/pmo_xl.toml", "pmo_xl.toml", "設定/pmo_xl/pmo_xl.toml"])
def test_an_office_file_that_appears_or_changes_makes_the_entries_old(
    place: str, books: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "設定"))
    run(books, cache)
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    for spelling in ("花子さん", "花さん"):
        (tmp_path / place).write_text(f'[people]\n"佐藤 花子" = ["{spelling}"]\n', encoding="utf-8")
        assert run(books, cache).kept == 0
        assert run(books, cache).kept == 3
    (tmp_path / place).unlink()
    assert run(books, cache).kept == 0


def test_a_layout_file_beside_a_workbook_makes_its_entry_old(books: Path, cache: Path) -> None:
    run(books, cache)
    (books / "台帳0.layout.toml").write_text("", encoding="utf-8")
    again = run(books, cache)
    assert again.kept == 2
    assert said(again) == said(run(books, None))


def test_the_folder_holds_one_entry_a_workbook_however_often_it_is_asked(books: Path, cache: Path) -> None:
    for day in (1, 2, 3):
        run(books, cache, run_day=date(2026, 12, day))
    assert len(entries(cache)) == 3


def forged(entry: Path, cache: Path) -> None:
    """An entry that runs a command when it is unpacked, behind the marks of a true one."""

    class Trap:
        def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
            return os.mkdir, (str(cache.parent / "罠"),)

    magic = entry.read_bytes()[:47]
    entry.write_bytes(magic + pickle.dumps(Trap()))


SPOILT: Mapping[str, Callable[[Path, Path], object]] = {
    "空": lambda entry, cache: entry.write_bytes(b""),
    "途中まで": lambda entry, cache: entry.write_bytes(entry.read_bytes()[:-100]),
    "印まで": lambda entry, cache: entry.write_bytes(entry.read_bytes()[:47]),
    "1ビット違う": lambda entry, cache: entry.write_bytes(flipped(entry.read_bytes())),
    "罠": forged,
    "別のファイル": lambda entry, cache: entry.write_text("{}", encoding="utf-8"),
    "別の台帳のもの": lambda entry, cache: shutil.copyfile(
        next(each for each in entries(cache) if each != entry), entry
    ),
}


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize("how", SPOILT)
def test_an_entry_that_is_damaged_or_not_of_this_workbook_is_worked_out_anew(
    how: str, books: Path, cache: Path
) -> None:
    first = run(books, cache)
    for entry in entries(cache)[:1]:
        SPOILT[how](entry, cache)
    again = run(books, cache)
    assert again.kept == 2
    assert said(again) == said(first)
    assert not (cache.parent / "罠").exists()
    assert run(books, cache).kept == 3


def test_entries_of_somebody_else_are_not_trusted(books: Path, cache: Path, own_folder: Path) -> None:
    """Whoever can write into the folder cannot make a bad workbook green."""
    run(books, cache)
    (own_folder / "pmo_xl" / "cache_secret").write_bytes(b"x" * 32)
    fact_cache._secret.cache_clear()
    assert run(books, cache).kept == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows では利用者のフォルダの権利が守る")
def test_the_secret_is_for_this_user_alone(books: Path, cache: Path, own_folder: Path) -> None:
    run(books, cache)
    assert (own_folder / "pmo_xl" / "cache_secret").stat().st_mode & 0o077 == 0


def test_nothing_of_an_encrypted_workbook_lies_in_the_cache(books: Path, cache: Path) -> None:
    for path in books.iterdir():
        encrypted = io.BytesIO()
        OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(WORD, encrypted)
        path.write_bytes(encrypted.getvalue())
    for _ in range(2):
        result = run(books, cache, password=WORD)
        assert (len(result.projects), result.kept) == (3, 0)
    assert entries(cache) == []


def test_a_workbook_that_cannot_be_read_is_tried_again(books: Path, cache: Path) -> None:
    whole = (books / "台帳0.xlsx").read_bytes()
    (books / "台帳0.xlsx").write_bytes(whole[: len(whole) // 2])
    assert [len(run(books, cache).failed) for _ in range(2)] == [1, 1]
    (books / "台帳0.xlsx").write_bytes(whole)
    again = run(books, cache)
    assert (len(again.failed), again.kept) == (0, 2)


def test_a_run_that_was_killed_goes_on_where_it_was(
    month_end_books: Mapping[Recipe, Path], tmp_path: Path, cache: Path
) -> None:
    folder = next(path for recipe, path in month_end_books.items() if recipe.month == NOVEMBER).parents[1]
    command = [sys.executable, "-m", "pmo_xl", "month-end", str(folder), "--month", "2026-11"]
    command += ["--as-of", "2026-11-30", "--jobs", "1", "--cache", str(cache), "--format", "json", "--quiet"]
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while killed.poll() is None and len(entries(cache)) < 2:
        time.sleep(0.01)
    killed.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert killed.wait() not in (0, 1), "it had ended before it was killed"
    done = len([entry for entry in entries(cache) if not entry.name.startswith("~")])
    assert done >= 2
    result = month_end(folder, NOVEMBER, as_of=date(2026, 11, 30), jobs=1, cache=cache)
    plain = month_end(folder, NOVEMBER, as_of=date(2026, 11, 30), jobs=1)
    assert result.kept >= done - 1  # what was being written is as if it had not been
    assert said(result) == said(plain)


def cells(folder: Path) -> dict[str, object]:
    """What all files of a month end hold."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.suffix == ".xlsx":
            book = CalamineWorkbook.from_path(path)
            found[name] = {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}
        elif path.suffix in (".json", ".csv") or (path.is_file() and path.parent != folder):
            found[name] = path.read_bytes()
    return found


def test_the_files_hold_the_same_with_the_cache_or_without(books: Path, cache: Path, tmp_path: Path) -> None:
    for name, kept_in in (("なし", None), ("初め", cache), ("二度目", cache)):
        write_month_end(run(books, kept_in), tmp_path / name)
    assert cells(tmp_path / "なし") == cells(tmp_path / "初め") == cells(tmp_path / "二度目")


def test_files_that_are_right_already_stay_and_the_log_tells_of_the_run(
    books: Path, cache: Path, tmp_path: Path
) -> None:
    out, log = tmp_path / "月次点検", tmp_path / "月次点検" / "点検記録_2026-11.txt"
    first = write_month_end(run(books, cache), out)
    before = {path: path.stat().st_mtime_ns for path in first if path != log}
    told = log.read_text("utf-8-sig")
    assert write_month_end(run(books, cache), out, force=True) == first
    assert {path: path.stat().st_mtime_ns for path in first if path != log} == before
    added = log.read_text("utf-8-sig").removeprefix(told)
    assert "その結果を使った台帳 3 冊" in added


@pytest.mark.parametrize("what", ["書き換えた", "消した", "残りの催促"])
def test_files_that_somebody_touched_are_made_again(
    what: str, books: Path, cache: Path, tmp_path: Path
) -> None:
    out = tmp_path / "月次点検"
    write_month_end(run(books, cache), out)
    whole, touched = cells(out), out / "月次検収支払点検_2026-11.json"
    if what == "書き換えた":
        touched.write_bytes(touched.read_bytes().replace(b"\xe8\xb5\xa4", b"\xe7\xb7\x91"))
    elif what == "消した":
        touched.unlink()
    else:
        (out / "催促_2026-11" / "催促_もういない人.txt").write_text("古い催促", encoding="utf-8")
    assert cells(out) != whole
    write_month_end(run(books, cache), out, force=True)
    assert cells(out) == whole


def test_another_month_before_makes_the_files_again(books: Path, cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "月次点検"
    write_month_end(run(books, cache), out)
    write_month_end(month_end(books, date(2026, 10, 1), jobs=1, run_day=DAY), out)
    write_month_end(run(books, cache), out, force=True)
    assert "2026-10" in (out / "月次検収支払点検_2026-11.json").read_text("utf-8")


def test_the_command_says_what_was_not_done_again(
    books: Path, cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "月次点検"
    command = ["month-end", str(books), "--month", "2026-11", "--as-of", "2026-11-30", "--jobs", "1"]
    command += ["-o", str(out), "--cache", str(cache), "--force", "--fail-on", "never"]
    assert main(command) == 0
    assert "変わっていない" not in capsys.readouterr().err
    assert main(command) == 0
    told = capsys.readouterr()
    assert "3 冊は前の点検から変わっていないため" in told.err
    assert "何も変わらないのでそのままです" in told.err
    assert "対象 3 / 3 冊" in told.out


def test_findings_give_the_same_exit_code_from_the_cache(books: Path, cache: Path) -> None:
    command = ["month-end", str(books), "--month", "2026-11", "--as-of", "2026-11-30", "--jobs", "1"]
    command += ["--quiet", "--cache", str(cache)]
    assert [main(command) for _ in range(2)] == [1, 1]


def test_a_cache_among_the_workbooks_is_refused(books: Path) -> None:
    with pytest.raises(BadOption, match="台帳があります"):
        run(books, books)


def test_a_cache_that_cannot_be_written_is_told(books: Path, tmp_path: Path) -> None:
    (tmp_path / "ファイル").write_bytes(b"")
    with pytest.raises(BadOption, match="書き込めません"):
        run(books, tmp_path / "ファイル")


def test_without_a_place_for_the_secret_the_cache_is_refused(
    books: Path, cache: Path, own_folder: Path
) -> None:
    own_folder.write_bytes(b"")
    with pytest.raises(BadOption, match="利用者のフォルダ"):
        run(books, cache)
