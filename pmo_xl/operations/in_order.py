"""Work handed to processes, its results in the order of the tasks whatever the order of completion.

Only as many tasks are under way as keep every process busy, so that memory does not grow with their number.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import TypeVar

from pmo_xl.operations.in_time import in_time

T = TypeVar("T")
R = TypeVar("R")

_WAITING_PER_PROCESS = 4
_WAITING_ELSEWHERE = 256


def in_order(
    work: Callable[[T], R],
    tasks: Sequence[T],
    lost: Callable[[T, BaseException], R],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    seconds: float | None = None,
) -> Iterator[R]:
    """The result of `work` for each task. Without an executor, in `jobs` processes that are started by spawn.

    work: a function that a new process can import. jobs: None = one for each processor; 1 = this process.
    lost: what stands for a task whose process died or that could not be sent. seconds: a task that takes longer is lost
    (TookTooLong) and its process ended; not with an executor, whose processes are another's.
    """
    count = min(jobs or os.cpu_count() or 1, len(tasks))
    if seconds is not None and executor is None:
        yield from in_time(work, tasks, lost, jobs=count, seconds=seconds)
    elif executor is not None:
        yield from _handed_out(executor, work, tasks, lost, _WAITING_ELSEWHERE)
    elif count <= 1:
        yield from map(work, tasks)
    else:
        yield from _spawned(work, tasks, lost, count)


def _spawned(
    work: Callable[[T], R], tasks: Sequence[T], lost: Callable[[T, BaseException], R], count: int
) -> Iterator[R]:
    """When a process dies, the first unfinished task is tried alone, and the rest in a new pool."""
    done = 0
    while done < len(tasks):
        try:
            for result in _in_pool(work, tasks[done:], lost, count):
                done += 1
                yield result
        except BrokenExecutor:
            yield _alone(work, tasks[done], lost)
            done += 1


def _alone(work: Callable[[T], R], task: T, lost: Callable[[T, BaseException], R]) -> R:
    try:
        return next(_in_pool(work, [task], lost, 1))
    except BrokenExecutor as error:
        return lost(task, error)


def _in_pool(
    work: Callable[[T], R], tasks: Sequence[T], lost: Callable[[T, BaseException], R], count: int
) -> Iterator[R]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_end_with_parent)
    try:
        yield from _handed_out(pool, work, tasks, lost, count * _WAITING_PER_PROCESS, is_ours=True)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """In a new process: end when the one that started it is killed, rather than wait for work for ever."""
    from threading import Thread

    Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _handed_out(
    executor: Executor,
    work: Callable[[T], R],
    tasks: Sequence[T],
    lost: Callable[[T, BaseException], R],
    most: int,
    *,
    is_ours: bool = False,
) -> Iterator[R]:
    """Raises BrokenExecutor for a pool of ours only; of another's, the tasks it loses are lost one by one."""
    under_way: deque[tuple[T, Future[R]]] = deque()
    rest = iter(tasks)
    while True:
        while len(under_way) < most and (task := next(rest, None)) is not None:
            under_way.append((task, executor.submit(work, task)))
        if not under_way:
            return
        task, future = under_way.popleft()
        try:
            result = future.result()
        except Exception as error:
            if is_ours and isinstance(error, BrokenExecutor):
                raise
            result = lost(task, error)
        yield result
