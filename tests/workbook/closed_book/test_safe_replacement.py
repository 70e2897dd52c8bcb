"""The file on disk is always the complete old one or the complete new one, whatever fails."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pmo_xl.disk import leftovers, swap
from pmo_xl.disk.leftovers import fingerprint, path_for_swap, temporary_file
from pmo_xl.disk.owner import is_dead
from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import BackupPolicy, SetCell, apply, replacement
from pmo_xl.workbook.closed_book.locks import only_run
from pmo_xl.workbook.file.container import sha256_of
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
    monkeypatch.setattr(swap, "_WAITS", (0, 0))
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
@pytest.mark.parametrize("call", range(4))
@pytest.mark.parametrize(
    ("owner", "function"),
    [
        (os, "fsync"),
        (Path, "replace"),
        (os, "write"),
        (Path, "open"),
        (swap, "exchange"),
        (swap, "fingerprint"),
        (os, "open"),
        (Path, "stat"),
        (Path, "unlink"),
    ],
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
        assert sentence in message or function in ("open", "stat")
        assert "台帳.xlsx" in message and message.endswith("。")
        assert ledger.read_bytes() == before
    else:
        assert value(ledger, "B4") == "新しい"
    assert stray_files(ledger.parent) == [] or function in ("stat", "unlink")
    apply(ledger, [SetCell(LEDGER, 4, 2, "もう一度")])
    assert value(ledger, "B4") == "もう一度" and stray_files(ledger.parent) == []


def test_a_run_that_was_interrupted_cleans_up(ledger, monkeypatch):
    before = ledger.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: _raise(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        apply(ledger, EDITS)
    assert ledger.read_bytes() == before and stray_files(ledger.parent) == []


def test_a_file_held_for_a_moment_is_waited_for(ledger, monkeypatch):
    real, calls = swap.exchange, []

    def held(one, other):
        calls.append(other)
        if len(calls) < 2:
            raise PermissionError(errno.EACCES, "held by a virus scanner")
        return real(one, other)

    monkeypatch.setattr(swap, "exchange", held)
    apply(ledger, EDITS)
    assert value(ledger, "B4") == "新しい" and len(calls) == 2


def test_a_file_changed_while_it_was_edited_is_not_overwritten(ledger, monkeypatch):
    real = replacement.write_durably

    def meanwhile(path, data):
        real(path, data)
        ledger.write_bytes(ledger.read_bytes() + b"\0")

    monkeypatch.setattr(replacement, "write_durably", meanwhile)
    with pytest.raises(RefusedEdit, match="読んだ後に変わった"):
        apply(ledger, EDITS)
    assert ledger.read_bytes().endswith(b"\0") and stray_files(ledger.parent) == []


def made_by(process, path):
    """The name that the file has when another process makes it."""
    number = f"-{os.getpid():x}-"
    assert number in path.name
    return path.with_name(path.name.replace(number, f"-{process:x}-"))


def ended_process():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def days_old(path, days):
    os.utime(path, (time.time() - days * 86_400,) * 2)


def test_what_a_dead_run_left_is_removed_and_nothing_else(ledger, monkeypatch):
    apply(ledger, EDITS)
    dead, folder = ended_process(), ledger.parent
    with temporary_file(folder, ledger) as mine, temporary_file(folder, ledger.with_name("別.xlsx")) as other:
        ours = [made_by(dead, mine), made_by(dead, other), made_by(dead, folder / ".pmo_xl" / mine.name)]
        alive = other
    others = [
        folder / "~pmo_xl-ffffffff-0000-1-1-w000000000000.tmp",  # of another machine, just now
        folder / "~pmo_xl-ffffffffffff-000000000000.tmp",  # of an older version, just now
        folder / "~pmo_xl-メモ.tmp",
        folder / "メモ.tmp",
        folder / "~$他.xlsx",
    ]
    for each in [alive, *ours, *others]:
        each.write_bytes(b"x")
    apply(ledger, [SetCell(LEDGER, 4, 2, "もう一度")])
    assert not any(each.exists() for each in ours)
    assert all(each.exists() for each in [alive, *others])


def test_a_file_of_another_machine_is_removed_after_a_day(tmp_path, monkeypatch):
    names = "~pmo_xl-ffffffff-0000-1-1-w000000000000.tmp", "~pmo_xl-ffffffffffff-000000000000.tmp"
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    leftovers.clear(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    tomorrow = time.time() + 90_000
    monkeypatch.setattr(leftovers.time, "time", lambda: tomorrow)
    leftovers.clear(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_has_the_number_of_a_dead_one_keeps_nothing_alive(tmp_path):
    with temporary_file(tmp_path, tmp_path / "台帳.xlsx") as path:
        owner = path.name.split("-w")[0].split("-", 2)[2]
    machine, number, start = owner.split("-")
    assert not is_dead(owner, 1e9)
    assert is_dead(f"{machine}-{number}-{int(start, 16) + 1:x}", 0)


@pytest.mark.parametrize("content", ["読んだ", "作った"])
def test_a_file_left_in_the_swap_goes_when_it_is_what_was_read_or_made(ledger, content):
    other = {"読んだ": b"read", "作った": b"made"}
    target, dead = ledger.with_name("別.xlsx"), ended_process()
    for name, data in other.items():
        ledger.with_name(name).write_bytes(data)
    staged = path_for_swap(ledger, target, *(fingerprint(ledger.with_name(name)) for name in other))
    left = made_by(dead, staged)
    left.write_bytes(other[content])
    apply(ledger, EDITS)
    assert left.exists(), "the file it belongs to is not there"
    target.write_bytes(b"the one it belongs to")
    apply(ledger, [SetCell(LEDGER, 4, 2, "もう一度")])
    assert not left.exists()


def test_the_lock_of_a_dead_run_of_another_workbook_goes_and_one_that_is_held_stays(ledger):
    apply(ledger, EDITS)
    folder = ledger.parent / ".pmo_xl"
    dead, foreign, fresh = folder / "別.xlsx.lock", folder / "メモ.lock", folder / "今.xlsx.lock"
    dead.write_text("PC-01 123\n")
    foreign.write_text("だれかのメモ", encoding="utf-8")
    fresh.write_text("PC-01 123\n")
    with only_run(ledger.with_name("使う.xlsx")):
        for each in (dead, foreign, folder / "使う.xlsx.lock"):
            days_old(each, 1)
        apply(ledger, [SetCell(LEDGER, 4, 2, "もう一度")])
        locks = sorted(each.name for each in folder.glob("*.lock"))
    assert locks == sorted(["メモ.lock", "今.xlsx.lock", "使う.xlsx.lock"])


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
    before = sha256_of(ledger.read_bytes())
    report = apply(ledger, EDITS, expected_sha256=before)
    assert (report.sha256_before, report.sha256_after) == (before, sha256_of(ledger.read_bytes()))
