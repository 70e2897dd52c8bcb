"""The process behind the window: reads one task, does it, and says what it does in lines of JSON.

`python -m pmo_xl.faces.window.desk` is started by work.py for each press of a button, so that the window stays alive, and
can be ended without harm. From standard input come the task and the answers, to standard output go the lines:
say, tell, warn (a text), ask (a text and the answers to choose from), made (paths, the first one worth opening), chosen (a
path: the ledger from now on), end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pmo_xl.faces.button_verbs.boxes import in_words_of_buttons, sentence_of

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.output_place import OutputPlace

YES, NO = "はい", "いいえ"


@dataclass
class ChosenPaths:
    """What was chosen in the window, and the line to the person there: the Desk of the verbs that buttons share."""

    paths: Sequence[Path]
    is_written: bool
    source: IO[str]
    target: IO[str]
    made: list[Path] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The first of what was chosen."""
        return self.paths[0]

    @cached_property
    def outputs(self) -> OutputPlace:
        """Beside a ledger; inside a folder of ledgers."""
        from pmo_xl.operations.output_place import FOLDER, OutputPlace, output_place

        path = self.path.absolute()
        return OutputPlace(path / f"{FOLDER}{path.name}") if path.is_dir() else output_place(str(path))

    def read(self, doing: str, *, as_of: date | None = None) -> Book:
        """The ledger: as it stands in Excel where it is open there, but for verbs that write (these refuse an open one)."""
        from pmo_xl.operations.live import open_to_write, open_where_it_is

        self.say(doing)
        if self.is_written:
            return open_to_write(self.path, is_live=False, as_of=as_of)
        return open_where_it_is(self.path, as_of=as_of)

    def books(self, doing: str) -> list[Book]:
        """Every ledger that was chosen; one that cannot be read stops no other, and is told of at the end."""
        from pmo_xl.errors import PmoXlError
        from pmo_xl.operations.many import Failure, open_each, workbooks_of

        paths, found = workbooks_of(self.paths), []
        for number, path in enumerate(paths, 1):
            self.say(f"{doing}{f' {number} / {len(paths)} 冊' if len(paths) > 1 else ''} {path.name}")
            for opened in open_each([path]):
                if isinstance(opened, Failure):
                    self.failures.append(opened.message)
                else:
                    found.append(opened)
        if not found:
            told, self.failures = "\n".join(self.failures), []
            raise PmoXlError(told)
        return found

    def say(self, text: str | None) -> None:
        """Show what is being done."""
        self._send("say", text or "")

    def tell(self, text: str) -> None:
        """The result, in words."""
        self._send("tell", _in_words_of_the_window(text))

    def warn(self, text: str) -> None:
        """What could not be done."""
        self._send("warn", _in_words_of_the_window(text))

    def ask(self, text: str) -> bool:
        """A question to answer with はい or いいえ."""
        return self.choose(text, (YES, NO)) == YES

    def choose(self, text: str, answers: Sequence[str]) -> str | None:
        """A question with these answers; None where the window was closed on it."""
        self._send("ask", _in_words_of_the_window(text), answers=list(answers))
        line = self.source.readline()
        answer = json.loads(line)["answer"] if line else None
        return answer if answer in answers else None

    def open_file(self, path: Path) -> bool:
        """Keep what was made: the window opens it when asked to."""
        self.keep(path)
        return False

    def open_folder(self, folder: Path) -> None:
        """Keep what was made, likewise."""
        self.keep(folder)

    def keep(self, path: Path) -> None:
        """Keep what was made: the window opens it when asked to."""
        self.made.append(path)

    def come_back(self) -> None:
        """Nothing was opened on top of anything."""

    def choose_from_now_on(self, path: Path) -> None:
        """Let the window take this ledger for the chosen one."""
        self._send("chosen", str(path))

    def end(self) -> None:
        """Say what could not be read, what was made, and that this was all."""
        if self.failures:
            self.warn("\n".join(("読めなかった台帳があります(結果に入っていません)。", *self.failures)))
        self._send("made", "", paths=[str(path) for path in self.made])
        self._send("end", "")

    def _send(self, what: str, text: str, **more: Any) -> None:
        self.target.write(json.dumps({"what": what, "text": text, **more}) + "\n")
        self.target.flush()


def _in_words_of_the_window(text: str) -> str:
    """As in a box of the workbook's buttons, but that this window has a button to record with."""
    return in_words_of_buttons(text.replace("pmo-xl record で記録を残すと", "「記録」を押すと"))


def verb_of(name: str) -> Callable[[ChosenPaths], None]:
    """The function of a button: the window's own, else that of the workbook's button of this name."""
    own = getattr(import_module("pmo_xl.faces.window.verbs"), name, None)
    found: Callable[[ChosenPaths], None] = own or getattr(
        import_module(f"pmo_xl.faces.button_verbs.{name}"), name
    )
    return found


def serve(source: IO[str], target: IO[str]) -> None:
    """Do the one task that the first line names: {"verb", "paths", "is_written"}. Whatever stops it is one sentence."""
    task = json.loads(source.readline())
    chosen = ChosenPaths([Path(path) for path in task["paths"]], task["is_written"], source, target)
    try:
        verb_of(task["verb"])(chosen)
    except Exception as error:
        chosen.warn(sentence_of(error, task["verb"]))
    chosen.end()


def main() -> None:
    """Serve the window at the other end. What a library prints must not come between the lines."""
    source, target = sys.stdin, sys.stdout
    sys.stdout = sys.stderr
    serve(source, target)


if __name__ == "__main__":
    main()
