"""The file on disk is always the complete old one or the complete new one, whatever fails."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import BackupPolicy, SetCell, apply, replacement
from pmo_xl.workbook.file.own_folder import temporary_file
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, value

EDITS = [SetCell(LEDGER, 4, 2, "新しい")]
FAILURES = {
    "the disk is full": (OSError(errno.ENOSPC, "No space left on device"), "空きが足りない"),
    "no permission": (PermissionError(errno.EACCES, "Permission denied"), "読み取り専用か"),
    "the network went": (OSError(errno.EIO, "Input/output error"), "ネットワーク"),
    "the folder went": (FileNotFoundError(errno.ENOENT, "No such file"), "見つからなく"),
}


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.setattr(replacement, "_WAITS", (0, 0))
    return make_ledger(tmp_path / "台帳.xlsx")


def failing_at(call, error, real):
    """The real function, failing at its n-th call and at all later ones."""
    calls = iter(range(1000))
    return lambda *args, **options: _raise(error) if next(calls) >= call else real(*args, **options)


def _raise(error):
    raise error


def stray_files(folder):
    return [str(each) for each in folder.rglob("*") if each.suffix in (".tmp", ".lock")]


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("call", range(3))
@pytest.mark.parametrize(
    ("owner", "function"), [(os, "fsync"), (Path, "replace"), (os, "write"), (Path, "open")]
)
def test_a_failing_disk_leaves_the_old_file_and_says_so(ledger, monkeypatch, owner, function, call, failure):
    before = ledger.read_bytes()
    error, sentence = FAILURES[failure]
    message = ""
    with monkeypatch.context() as broken:
        broken.setattr(owner, function, failing_at(call, error, getattr(owner, function)))
        try:
            apply(ledger, EDITS)
        except RefusedEdit as refusal:
            message = refusal.message
    if message:
        assert sentence in message or function == "open"
        assert "台帳.xlsx" in message and message.endswith("。")
        assert ledger.read_bytes() == before
    else:
        assert value(ledger, "B4") == "新しい"
    assert stray_files(ledger.parent) == []
    apply(ledger, EDITS)
    assert value(ledger, "B4") == "新しい"


def test_a_run_that_was_interrupted_cleans_up(ledger, monkeypatch):
    before = ledger.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: _raise(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        apply(ledger, EDITS)
    assert ledger.read_bytes() == before and stray_files(ledger.parent) == []


def test_a_file_held_for_a_moment_is_waited_for(ledger, monkeypatch):
    real, calls = Path.replace, []

    def held(self, target):
        calls.append(target)
        if len([each for each in calls if each == ledger]) < 2 and target == ledger:
            raise PermissionError(errno.EACCES, "held by a virus scanner")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    apply(ledger, EDITS)
    assert value(ledger, "B4") == "新しい"


def test_a_file_changed_while_it_was_edited_is_not_overwritten(ledger, monkeypatch):
    real = replacement.write_durably

    def meanwhile(path, data):
        real(path, data)
        ledger.write_bytes(ledger.read_bytes() + b"\0")

    monkeypatch.setattr(replacement, "write_durably", meanwhile)
    with pytest.raises(RefusedEdit, match="読んだ後に変わった"):
        apply(ledger, EDITS)
    assert ledger.read_bytes().endswith(b"\0") and stray_files(ledger.parent) == []


def test_what_a_dead_run_left_is_removed_and_nothing_else(ledger):
    apply(ledger, EDITS)
    with temporary_file(ledger.parent, ledger) as path:
        fingerprint = path.name.rpartition("-")[0]
    ours = [
        ledger.parent / f"{fingerprint}-{'0' * 12}.tmp",
        ledger.parent / ".pmo_xl" / f"{fingerprint}-{'1' * 12}.tmp",
    ]
    others = [
        ledger.parent / name for name in ("~pmo_xl-ffffffffffff-000000000000.tmp", "メモ.tmp", "~$他.xlsx")
    ]
    for each in ours + others:
        each.write_bytes(b"x")
    apply(ledger, [SetCell(LEDGER, 4, 2, "もう一度")])
    assert not any(each.exists() for each in ours) and all(each.exists() for each in others)


@pytest.mark.skipif(sys.platform == "win32", reason="ファイルの権限はPOSIXの話です")
def test_the_files_permissions_are_kept(ledger):
    ledger.chmod(0o640)
    apply(ledger, EDITS)
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o640


def test_a_read_only_file_is_refused(ledger):
    before = ledger.read_bytes()
    ledger.chmod(0o444)
    with pytest.raises(RefusedEdit, match="読み取り専用"):
        apply(ledger, EDITS)
    ledger.chmod(0o644)
    assert ledger.read_bytes() == before and not (ledger.parent / ".pmo_xl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="シンボリックリンクに権限が要ります")
def test_a_link_to_a_workbook_stays_a_link(ledger, tmp_path):
    link = tmp_path / "近道.xlsx"
    link.symlink_to(ledger)
    apply(link, EDITS)
    assert link.is_symlink() and value(ledger, "B4") == "新しい"


def test_conflict_copies_beside_the_file_are_told(ledger):
    for name in (
        "台帳-DESKTOP-AB12CD3.xlsx",
        "台帳 (Taroの競合コピー 2026-04-01).xlsx",
        "台帳-第2版.xlsx",
        "別.xlsx",
    ):
        (ledger.parent / name).write_bytes(b"x")
    notices = apply(ledger, EDITS).notices
    assert [notice.split("「")[1].split("」")[0] for notice in notices] == [
        "台帳 (Taroの競合コピー 2026-04-01).xlsx",
        "台帳-DESKTOP-AB12CD3.xlsx",
    ]


def test_a_save_without_backups_leaves_no_folder(ledger):
    report = apply(ledger, EDITS, backups=BackupPolicy(generations=0))
    assert report.backup is None and [each.name for each in ledger.parent.iterdir()] == [ledger.name]


def test_the_report_tells_the_fingerprints(ledger):
    before = replacement.sha256_of(ledger.read_bytes())
    report = apply(ledger, EDITS, expected_sha256=before)
    assert (report.sha256_before, report.sha256_after) == (before, replacement.sha256_of(ledger.read_bytes()))
