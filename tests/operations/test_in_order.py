"""Work in processes: results in order, few tasks under way, and a process that dies costs one task only."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Executor, Future
from typing import Any

from pmo_xl.operations.in_order import in_order


def work(task: int) -> int:
    if task == 3:
        os._exit(1)  # as the system ends a process that takes too much memory
    return task * 10


def lost(task: int, error: BaseException) -> int:
    return -task


def test_a_process_that_dies_loses_its_own_task_and_no_other() -> None:
    assert list(in_order(work, range(7), lost, jobs=2)) == [0, 10, 20, -3, 40, 50, 60]


class Counting(Executor):
    """Runs nothing before it is asked for, and counts how much is waiting."""

    def __init__(self) -> None:
        self.waiting = self.most = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return _Late(self, fn, args)


class _Late(Future[Any]):
    def __init__(self, executor: Counting, fn: Any, args: Any) -> None:
        super().__init__()
        self.executor, self.fn, self.args = executor, fn, args

    def result(self, timeout: float | None = None) -> Any:
        self.executor.waiting -= 1
        return self.fn(*self.args)


def test_only_so_many_tasks_are_under_way_however_many_there_are() -> None:
    executor = Counting()
    assert list(in_order(str, range(5_000), lambda task, error: "", executor=executor)) == [
        str(n) for n in range(5_000)
    ]
    assert executor.most <= 256


def fails(task: int) -> int:
    raise RuntimeError("the cluster lost its worker")


def test_a_task_that_a_cluster_loses_is_one_lost_result() -> None:
    executor = Counting()
    assert list(in_order(fails, [1, 2], lost, executor=executor)) == [-1, -2]


def test_the_processes_of_a_run_that_is_killed_end_too() -> None:
    """They hold the pipe of its output: that comes to its end only when the last of them has ended."""
    killed = (
        "import os\nfrom pmo_xl.operations.in_order import in_order\n"
        "for length in in_order(len, ['一', '二二', '三三三'], None, jobs=2):\n    os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", killed], capture_output=True, check=False, timeout=120)
    assert ended.returncode == 9 and b"Traceback" not in ended.stderr
