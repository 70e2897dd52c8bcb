"""Work done in a thread beside: for what does not hold Python back while it runs, as reading a large sheet."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """Something that a thread works out; `result` waits for it."""

    def __init__(self, work: Callable[[], T]) -> None:
        """Begin at once."""
        self._work = work
        self._done: list[T] = []
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._done.append(self._work())
        except BaseException as error:  # raised where the result is asked for
            self._failure = error

    def result(self) -> T:
        """What came of it. Raises what the work raised."""
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        return self._done.pop()
