"""Work handed to processes that are ended when a task takes too long: a file on a dead network share holds nobody up.

Each process does one task at a time and says when it has begun, so that starting it costs no task its time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 8
"""So many results for each process may wait for an earlier one."""
_BEGUN = "begun"


class TookTooLong(Exception):
    """A task was not done in time. seconds: how long it was given."""

    def __init__(self, seconds: float) -> None:
        """Keep how long it was given."""
        super().__init__(seconds)
        self.seconds = f"{seconds:g}"


class ProcessDied(Exception):
    """The process of a task ended before it was done."""


def in_time(
    work: Callable[[T], R],
    tasks: Sequence[T],
    lost: Callable[[T, BaseException], R],
    *,
    jobs: int,
    seconds: float,
) -> Iterator[R]:
    """The result of `work` for each task, in the order of the tasks; `lost` stands for one that took too long or died.

    work: a function that a new process can import. jobs: how many processes; a new one takes the place of one that was ended.
    """
    lanes = [_Lane[T](work) for _ in range(min(jobs, len(tasks)))]
    done: dict[int, R] = {}
    given = told = 0
    try:
        while told < len(tasks):
            for lane in lanes:
                if lane.number is None and given < min(len(tasks), told + _AHEAD * len(lanes)):
                    lane.give(given, tasks[given])
                    given += 1
            for lane in _ready(lanes, seconds):
                number, result = lane.take(seconds)
                if number is not None:
                    failed = isinstance(result, BaseException)
                    done[number] = lost(tasks[number], result) if failed else result
            while told in done:
                yield done.pop(told)
                told += 1
    finally:
        for lane in lanes:
            lane.end()


def _ready(lanes: Sequence[_Lane[Any]], seconds: float) -> list[_Lane[Any]]:
    """The lanes that have something to say, or whose time is over; waits for the first."""
    busy = [lane for lane in lanes if lane.number is not None]
    ends = [lane.begun + seconds for lane in busy if lane.begun is not None]
    rest = max(min(ends) - time.monotonic(), 0) if ends else None
    speaking = set(connection.wait([lane.ends[0] for lane in busy], rest))
    now = time.monotonic()
    return [
        lane
        for lane in busy
        if lane.ends[0] in speaking or (lane.begun is not None and now >= lane.begun + seconds)
    ]


@dataclass
class _Lane(Generic[T]):
    """One process with its task. number: of the task; None = it waits for one. begun: when the task began."""

    work: Callable[[T], Any]
    number: int | None = None
    begun: float | None = None

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        self.process.start()
        theirs.close()
        self.ends = (ours, theirs)

    def give(self, number: int, task: T) -> None:
        """Hand over a task; a process that died meanwhile says so when it is listened to."""
        self.number, self.begun = number, None
        try:
            self.ends[0].send(task)
        except OSError:
            return

    def take(self, seconds: float) -> tuple[int | None, Any]:
        """The number of the task that is done (None: it has only begun) and its result, or why there is none."""
        number = self.number
        try:
            if not self.ends[0].poll():
                return self._lost(number, TookTooLong(seconds))
            told = self.ends[0].recv()
        except (EOFError, OSError):  # Windows says so at once, elsewhere it is what is received
            return self._lost(number, ProcessDied("プロセスが終わりました"))
        if told == _BEGUN:
            self.begun = time.monotonic()
            return None, None
        self.number = self.begun = None
        return number, told[0]

    def _lost(self, number: int | None, why: BaseException) -> tuple[int | None, BaseException]:
        """End the process and start another."""
        self.end()
        self.number = self.begun = None
        self._start()
        return number, why

    def end(self) -> None:
        """End the process, whatever it does."""
        self.ends[0].close()
        self.process.kill()
        self.process.join()


def _serve(end: Any, work: Callable[[Any], Any]) -> None:  # noqa: ANN401 - a connection of either system
    """In the process: do one task after the other until nobody asks any more."""
    while True:
        try:
            task = end.recv()
            end.send(_BEGUN)
            end.send((work(task),))
        except (EOFError, OSError, KeyboardInterrupt):
            return
