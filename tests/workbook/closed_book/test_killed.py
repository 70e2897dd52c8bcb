"""Runs that are killed, and runs that meet: the workbook is always whole, one winner at most."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from functools import partial

import pytest

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import BackupPolicy, SetCell, apply
from pmo_xl.workbook.closed_book.backups import backups_of
from pmo_xl.workbook.closed_book.locks import only_run
from pmo_xl.workbook.closed_book.replacement import sha256_of
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, value

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork と SIGKILL はWindowsにありません")

KILLS = 300 if os.environ.get("PMO_XL_FULL") else 30
SAVED, REFUSED, FAILED = 0, 7, 8


def edit(text):
    return [SetCell(LEDGER, 4, 2, text)]


def in_child(action):
    """Start the action in a process of its own, and return once it runs; its exit status says how it ended."""
    running, begun = os.pipe()
    child = os.fork()
    if child:
        os.read(running, 1)
        os.close(running), os.close(begun)
        return child
    os.write(begun, b"!")
    status = FAILED
    try:
        action()
        status = SAVED
    except RefusedEdit:
        status = REFUSED
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def exit_status(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def seconds_of(action):
    begun = time.perf_counter()
    assert exit_status(in_child(action)) == SAVED
    return time.perf_counter() - begun


def leftovers(folder):
    return [str(each) for each in folder.rglob("*") if each.suffix in (".tmp", ".lock")]


def test_a_run_killed_at_any_moment_leaves_the_old_or_the_new_file_and_every_backup(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx", rows=400)
    keep_all = BackupPolicy(generations=1000)
    save = partial(apply, path, backups=keep_all)
    duration = max(seconds_of(lambda text=f"測る{at}": save(edit(text))) for at in range(3))
    chance = random.Random(20260401)
    moments = {"old": 0, "new": 0}
    for at in range(KILLS):
        old, known = path.read_bytes(), backups_of(path)
        child = in_child(lambda text=f"値{at}": save(edit(text)))
        time.sleep(chance.uniform(0, 1.4 * duration))
        os.kill(child, signal.SIGKILL)
        assert exit_status(child) in (SAVED, -signal.SIGKILL)
        found = path.read_bytes()
        if found == old:
            moments["old"] += 1
        else:
            moments["new"] += 1
            assert value(path, "B4") == f"値{at}" and value(path, "B300").startswith("件名")
            assert any(backup.read_bytes() == old for backup in backups_of(path))
        assert set(known) <= set(backups_of(path))
        save(edit(f"次の実行{at}"))
        assert leftovers(tmp_path) == []
    print(f"killed {KILLS} times: {moments}")
    assert min(moments.values()) > 0


def test_of_two_processes_at_once_one_wins_and_the_other_is_told(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    for at in range(12):
        fingerprint = sha256_of(path.read_bytes())
        begin, start = os.pipe()

        def save(text, gate=begin, expected=fingerprint):
            os.read(gate, 1)
            apply(path, edit(text), expected_sha256=expected)

        children = [in_child(lambda text=f"{name}{at}": save(text)) for name in ("甲", "乙", "丙")]
        os.write(start, b"go!")
        assert sorted(exit_status(child) for child in children) == [SAVED, REFUSED, REFUSED]
        os.close(begin), os.close(start)
        assert value(path, "B4")[1:] == str(at)
        assert leftovers(tmp_path) == []


def test_while_one_run_works_a_second_is_refused_and_a_dead_ones_lock_is_no_obstacle(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    with only_run(path), pytest.raises(RefusedEdit, match="別の pmo_xl"):
        apply(path, edit("二人目"))

    def die_holding_the_lock():
        with only_run(path):
            os.kill(os.getpid(), signal.SIGKILL)

    assert exit_status(in_child(die_holding_the_lock)) == -signal.SIGKILL
    assert len(leftovers(tmp_path)) == 1
    apply(path, edit("次の人"))
    assert leftovers(tmp_path) == []
