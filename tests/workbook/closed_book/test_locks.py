"""Who has the workbook open is told by name."""

from __future__ import annotations

import sys

import pytest

from pmo_xl.disk import held
from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import SetCell, apply, locks, save
from pmo_xl.workbook.closed_book.replacement import why_not_written
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, value

EDITS = [SetCell(LEDGER, 4, 2, "新しい")]


@pytest.fixture
def ledger(tmp_path):
    return make_ledger(tmp_path / "台帳.xlsx")


def excel_lock(name, wide=True):
    """The 165 bytes that Excel writes beside an open workbook."""
    narrow = name.encode("cp932", "replace")
    data = bytearray(b" " * 165)
    data[0:1] = bytes([len(narrow)])
    data[1 : 1 + len(narrow)] = narrow
    data[55:165] = bytes(110)
    if wide:
        data[55:57] = len(name).to_bytes(2, "little")
        data[57 : 57 + 2 * len(name)] = name.encode("utf-16-le")
    return bytes(data)


@pytest.mark.skipif(sys.platform == "win32", reason="Windowsではファイル自身が開かれているかを答えます")
@pytest.mark.parametrize("wide", [True, False])
def test_a_workbook_open_in_excel_is_refused_with_the_name(ledger, wide):
    before = ledger.read_bytes()
    (ledger.parent / "~$台帳.xlsx").write_bytes(excel_lock("山田 太郎", wide))
    with pytest.raises(RefusedEdit, match=r"山田 太郎 さんが開いている.*~\$台帳\.xlsx.*消して"):
        apply(ledger, EDITS)
    assert ledger.read_bytes() == before and not (ledger.parent / ".pmo_xl").exists()


def test_a_workbook_open_in_libreoffice_is_refused_with_the_name(ledger):
    lock = ledger.parent / ".~lock.台帳.xlsx#"
    lock.write_text("鈴木花子,suzuki,PC-01,01.04.2026 09:00,file:///home;", encoding="utf-8")
    with pytest.raises(RefusedEdit, match="鈴木花子 さんが開いている"):
        apply(ledger, EDITS)
    lock.unlink()
    apply(ledger, EDITS)
    assert value(ledger, "B4") == "新しい"


@pytest.mark.parametrize("data", [b"", b"\x05abc", bytes(165), b"\xff" * 165])
def test_a_damaged_lock_file_still_says_that_the_workbook_is_open(ledger, data):
    lock = ledger.parent / "~$台帳.xlsx"
    lock.write_bytes(data)
    assert isinstance(locks._excel_user(lock), str)
    if sys.platform != "win32":
        with pytest.raises(RefusedEdit, match="開いている"):
            apply(ledger, EDITS)


def test_on_windows_the_file_itself_decides(ledger, monkeypatch):
    """There an open workbook cannot be opened for writing; a stale lock file means nothing."""
    monkeypatch.setattr(locks.sys, "platform", "win32")
    (ledger.parent / "~$台帳.xlsx").write_bytes(excel_lock("山田 太郎"))
    locks.refuse_if_open(ledger)

    def shared(*_args, **_options):
        raise PermissionError(13, "Permission denied")  # all that Python's open says of it

    monkeypatch.setattr(type(ledger), "open", shared)
    monkeypatch.setattr(type(ledger), "read_bytes", lambda self: excel_lock("山田 太郎"))
    monkeypatch.setattr(held, "last_error_of_opening", lambda _path, *, to_write: 32 if to_write else 0)
    with pytest.raises(RefusedEdit, match="山田 太郎 さんが開いている"):
        locks.refuse_if_open(ledger)


def test_on_windows_a_missing_right_is_not_taken_for_an_open_workbook(ledger, monkeypatch):
    def forbidden(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(held, "last_error_of_opening", lambda _path, *, to_write: 5)
    with monkeypatch.context() as windows:
        windows.setattr(locks.sys, "platform", "win32")
        windows.setattr(type(ledger), "open", forbidden)
        with pytest.raises(PermissionError) as caught:
            locks.refuse_if_open(ledger)
    assert "権限" in why_not_written(ledger, caught.value)


@pytest.mark.parametrize(
    ("code", "word"), [(32, "Excelなどほかのプログラムで開かれている"), (33, "開かれている"), (5, "権限")]
)
def test_a_replacement_that_windows_refuses_says_why(ledger, monkeypatch, code, word):
    monkeypatch.setattr(held, "last_error_of_opening", lambda _path, *, to_write: code)
    assert word in why_not_written(ledger, PermissionError(13, "Permission denied"))


def test_an_owner_file_beside_a_workbook_that_windows_lets_us_write_is_a_warning(ledger, monkeypatch):
    """The share has no locks, or the folder is synchronised: the file could be written, and somebody may have it open."""
    lock = ledger.parent / "~$台帳.xlsx"
    lock.write_bytes(excel_lock("山田 太郎"))
    monkeypatch.setattr(locks, "refuse_if_open", lambda _: None)
    monkeypatch.setattr(save, "refuse_if_open", lambda _: None)
    (notice,) = apply(ledger, EDITS).notices
    assert "~$台帳.xlsx" in notice and "山田 太郎 さん" in notice and notice.endswith("。")
    lock.unlink()
    assert apply(ledger, [SetCell(LEDGER, 4, 2, "もう一度")]).notices == ()
