"""A month end that cannot be written as a whole: nothing is replaced, or it is said what was and what was not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pmo_xl.errors import UnwritableOutput
from pmo_xl.faces.cli import main
from pmo_xl.operations.month_end import month_end
from pmo_xl.operations.month_end_files import PartlyWritten, write_month_end
from tests.support.master import small_book
from tests.support.small_project import D

MAIN, MEMORY = "月次検収支払点検_2026-11.xlsx", "履歴/2026-11.json"


@pytest.fixture
def result(tmp_path: Path):
    (tmp_path / "案件").mkdir()
    return month_end([small_book(tmp_path / "案件")], "2026-11", as_of=D, run_day=D, jobs=1)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("blocked", ["CSV_2026-11", "催促_2026-11", "履歴"])
def test_where_one_file_cannot_be_written_none_is_replaced(result, tmp_path, blocked):
    folder = tmp_path / "月次"
    write_month_end(result, folder)
    for each in (folder / blocked).iterdir():
        each.unlink()
    (folder / blocked).rmdir()
    (folder / blocked).write_text("フォルダではない", encoding="utf-8")
    (folder / MAIN).write_bytes(b"of the run before")
    before = contents(folder)
    with pytest.raises(UnwritableOutput, match="書き込めません"):
        write_month_end(result, folder, force=True)
    assert contents(folder) == before


@pytest.mark.parametrize("blocked", [MAIN, MEMORY])
def test_a_folder_of_the_name_of_a_file_is_met_before_anything_is_replaced(result, tmp_path, blocked):
    folder = tmp_path / "月次"
    (folder / blocked).mkdir(parents=True)
    with pytest.raises(UnwritableOutput, match="フォルダです"):
        write_month_end(result, folder, force=True)
    assert contents(folder) == {}


@pytest.mark.skipif(
    sys.platform not in ("linux", "win32"), reason="開かれていることを教えるのはLinuxとWindowsだけです"
)
def test_a_workbook_that_somebody_has_open_is_said_with_what_is_new_and_the_next_run_mends_it(
    result, tmp_path, capsys
):
    folder = tmp_path / "月次"
    written = write_month_end(result, folder)
    (folder / MEMORY).write_bytes(b"{}")
    before = (folder / MAIN).read_bytes()
    command = ["month-end", str(tmp_path / "案件"), "--month", "2026-11", "--jobs", "1", "-o", str(folder)]
    with (folder / MAIN).open("r+b"):
        with pytest.raises(PartlyWritten) as raised:
            write_month_end(result, folder, force=True)
        assert main([*command, "--force", "--as-of", D.isoformat()]) == 3
    told = f"{len(written)} 個のうち {len(written) - 1} 個は新しくなりました"
    assert told in raised.value.message and MAIN in raised.value.message
    assert told in capsys.readouterr().err
    assert (folder / MAIN).read_bytes() == before and (folder / MEMORY).read_bytes() != b"{}"
    assert write_month_end(result, folder, force=True) == written
    assert not [name for name in contents(folder) if ".tmp" in name]
