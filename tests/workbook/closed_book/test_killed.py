"""Runs that are killed, and runs that meet: the workbook is always whole, one winner at most."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from functools import partial

import pytest

from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import BackupPolicy, SetCell, apply
from pmo_xl.workbook.closed_book.locks import only_run
from pmo_xl.workbook.file.backups import backups_of
from pmo_xl.workbook.file.container import sha256_of
from tests.support.steps import run_with
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, value

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="fork と SIGKILL はWindowsにありません"),
]

KILLS = 300 if os.environ.get("PMO_XL_FULL") else 30
EVERY = 1 if os.environ.get("PMO_XL_FULL") else 4
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
    return [str(each) for each in folder.rglob("*") if ".tmp" in each.name or each.suffix == ".lock"]


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


@pytest.fixture
def no_waits_for_the_disk(monkeypatch):
    """The machine goes on running when a process dies: what was written is there."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def killed_at(step, action, also=None):
    """Run the action in a child that dies by SIGKILL before a step; False when it ended before."""

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    def run():
        run_with(action, {**(also or {}), step: die})

    status = exit_status(in_child(run))
    assert status in (SAVED, REFUSED, -signal.SIGKILL)
    return status == -signal.SIGKILL


def steps_of(action):
    """How the steps of the action are called, in a run that nothing disturbs."""
    reading, writing = os.pipe()

    def tell():
        os.write(writing, "\n".join(name for _, name in run_with(action, {})).encode())

    assert exit_status(in_child(tell)) == SAVED
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        return told.read().decode().split("\n")


def started_anew(path, old):
    shutil.rmtree(path.parent / ".pmo_xl", ignore_errors=True)
    path.write_bytes(old)


@pytest.mark.usefixtures("no_waits_for_the_disk")
def test_a_run_killed_at_every_step_leaves_a_whole_file_and_nothing_the_next_run_does_not_clear(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    other = make_ledger(tmp_path / "隣の台帳.xlsx")
    old = path.read_bytes()
    steps = steps_of(partial(apply, path, edit("途中")))
    found = Counter()
    for step in range(0, len(steps), EVERY):
        started_anew(path, old)
        assert killed_at(step, partial(apply, path, edit("途中")))
        found["古い" if path.read_bytes() == old else "新しい"] += 1
        assert path.read_bytes() == old or value(path, "B4") == "途中"
        found["残りあり" if leftovers(tmp_path) else "残りなし"] += 1
        apply(
            path if step % 2 else other, edit(f"次の実行{step}")
        )  # of this workbook, or of another one beside it
        left = leftovers(tmp_path)
        assert not [each for each in left if each.endswith(".tmp")]
        if step % 2:
            assert left == []
        else:
            assert left in ([], [str(tmp_path / ".pmo_xl" / f"{path.name}.lock")])
            apply(path, edit("さらに次"))
            assert leftovers(tmp_path) == []
    print(f"killed at {len(range(0, len(steps), EVERY))} of {len(steps)} steps: {dict(found)}")
    assert found["古い"] and found["新しい"] and found["残りあり"]


@pytest.mark.parametrize("kind", ["overwritten", "renamed"])
@pytest.mark.usefixtures("no_waits_for_the_disk")
def test_a_save_that_a_killed_run_displaced_is_put_back_by_the_next_one(tmp_path, kind):
    """Somebody saves in the last instant, and the run dies before it can put that save back."""
    path = make_ledger(tmp_path / "台帳.xlsx")
    old = path.read_bytes()
    apply(path, edit("同僚の値"))
    theirs = path.read_bytes()

    def saved():
        if kind == "overwritten":
            path.write_bytes(theirs)
        else:
            aside = tmp_path / "保存中"
            aside.write_bytes(theirs)
            aside.replace(path)

    started_anew(path, old)
    steps = steps_of(partial(apply, path, edit("途中")))
    begin, ended = steps.index("_swapped"), Counter()
    for step in range(begin + 1, begin + 300, EVERY):
        started_anew(path, old)
        if not killed_at(step, partial(apply, path, edit("途中")), {begin: saved}):
            break
        if path.read_bytes() == theirs:
            ended["もう戻っていた"] += 1
        else:
            with pytest.raises(RefusedEdit, match="その保存をそのまま残し"):
                apply(path, edit("次の人"))
            ended["次の実行が戻した"] += 1
        assert path.read_bytes() == theirs
        apply(path, edit("さらに次"))
        assert leftovers(tmp_path) == [] and value(path, "B4") == "さらに次"
    print(f"{kind}: {dict(ended)}")
    assert ended["もう戻っていた"] and ended["次の実行が戻した"]


@pytest.mark.usefixtures("no_waits_for_the_disk")
def test_a_displaced_save_of_a_ledger_that_changed_since_is_kept_under_a_name_of_its_own(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    old = path.read_bytes()
    apply(path, edit("同僚の値"))
    theirs = path.read_bytes()
    started_anew(path, old)
    steps = steps_of(partial(apply, path, edit("途中")))
    started_anew(path, old)
    begin, compared = steps.index("_swapped"), steps.index("_is")
    assert killed_at(compared, partial(apply, path, edit("途中")), {begin: lambda: path.write_bytes(theirs)})
    path.write_bytes(old)
    with pytest.raises(RefusedEdit, match="同時の保存"):
        apply(path, edit("次の人"))
    (kept,) = tmp_path.glob("*同時の保存*")
    assert (kept.read_bytes(), path.read_bytes()) == (theirs, old)


@pytest.mark.usefixtures("no_waits_for_the_disk")
def test_a_result_whose_writing_was_killed_leaves_nothing_that_the_next_one_does_not_clear(tmp_path):
    def write(force):
        write_file(tmp_path / "結果.xlsx", lambda file: file.write_bytes(b"made"), force=force)

    for force in (False, True):
        steps = steps_of(partial(write, force))
        for step in range(0, len(steps), EVERY):
            (tmp_path / "結果.xlsx").unlink(missing_ok=True)
            if force:
                (tmp_path / "結果.xlsx").write_bytes(b"old")
            assert killed_at(step, partial(write, force))
            assert not force or (tmp_path / "結果.xlsx").read_bytes() in (b"old", b"made")
            write(force=True)
            assert [each.name for each in tmp_path.iterdir()] == ["結果.xlsx"]


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
