"""Work: one press of a button, done by a process of its own (desk.py), whose lines are waiting to be read."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, cast

from pmo_xl.tiles import Tile

GONE = (
    "この仕事は途中で止まりました。もう一度押しても止まるなら、このPCに pmo_xl を入れた人に知らせてください。"
)


@dataclass(frozen=True)
class Line:
    """What the process said. what: say, tell, warn, ask, made, chosen or end."""

    what: str
    text: str
    answers: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()


class Work:
    """A button's work under way."""

    def __init__(self, tile: Tile, paths: Sequence[Path]) -> None:
        """Begin it on these paths."""
        self.tile = tile
        self._lines: SimpleQueue[Line] = SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pmo_xl.faces.window.desk"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",  # JSON escapes what is not
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._input = cast("IO[str]", self._process.stdin)
        task = {"verb": tile.verb, "paths": [str(path) for path in paths], "is_written": not tile.can_stop}
        self._put(task)
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    def lines(self) -> Iterator[Line]:
        """What was said since the last call; the last line is always `end`."""
        while True:
            try:
                yield self._lines.get_nowait()
            except Empty:
                return

    def answer(self, answer: str | None) -> None:
        """Answer the last `ask`; None for neither."""
        self._put({"answer": answer})

    def stop(self) -> None:
        """End it midway. Files are put in place whole or not at all, so nothing half-made is left under its name."""
        self._process.kill()
        self._process.wait()

    def _put(self, said: dict[str, Any]) -> None:
        try:
            self._input.write(json.dumps(said) + "\n")
            self._input.flush()
        except OSError:  # it is gone: its end says so
            return

    def _listen(self, source: IO[str]) -> None:
        """Read its lines until it ends; one that ends without saying so is told of."""
        has_ended = False
        for text in source:
            said = json.loads(text)
            has_ended = said["what"] == "end"
            paths = tuple(Path(path) for path in said.get("paths", ()))
            self._lines.put(Line(said["what"], said["text"], tuple(said.get("answers", ())), paths))
        source.close()
        self._process.wait()
        with suppress(OSError):
            self._input.close()
        if not has_ended:
            self._lines.put(Line("warn", GONE))
            self._lines.put(Line("end", ""))
