"""A screen without a person (Xvfb) for the window: at 100 % or 150 %, with a picture of what it shows.

`python -m tests.support.shown_window` makes docs/pictures/window_100.png and window_150.png anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmo_xl.faces.window.screen import Window

SIZES = {100: ("1280x720", 96), 150: ("1920x1080", 144)}
"""By the enlargement: the screen in pixels, and its dots per inch."""
if sys.platform == "win32":
    del SIZES[150]  # the screen is the one of this PC
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def lacking() -> str:
    """Why no window can be shown here; empty where one can."""
    if sys.platform == "win32":
        return ""
    if find_spec("_tkinter") is None:
        return "this Python has no tkinter"
    return "" if shutil.which("Xvfb") else "Xvfb is not installed"


_SERVERS: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}


@contextmanager
def screen(percent: int) -> Iterator[None]:
    """Within it `DISPLAY` is a screen with this enlargement.

    A screen stays for as long as the process: Tk keeps its connection, and would end the process without a server. It
    ends by itself (-terminate) when the process has gone. On Windows it is the PC's own.
    """
    if sys.platform == "win32":
        yield
        return
    if percent not in _SERVERS:
        _SERVERS[percent] = _started(*SIZES[percent])
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = _SERVERS[percent][0]
    try:
        yield
    finally:
        if before is None:
            del os.environ["DISPLAY"]
        else:
            os.environ["DISPLAY"] = before


@contextmanager
def screen_of_its_own(percent: int = 100) -> Iterator[str]:
    """A `DISPLAY` for other processes: it is there until the end, though one after another leaves it."""
    display, server = _started(*SIZES[percent], ends_with_the_last=False)
    try:
        yield display
    finally:
        server.terminate()
        server.wait()


def _started(size: str, dots: int, *, ends_with_the_last: bool = True) -> tuple[str, subprocess.Popen[bytes]]:
    read, write = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        f"{size}x24",
        "-dpi",
        str(dots),
        "-nolisten",
        "tcp",
    ]
    command += ["-terminate"] if ends_with_the_last else ["-noreset"]
    server = subprocess.Popen(
        command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as number:
        return f":{number.readline().strip()}", server


@contextmanager
def window(*paths: Path) -> Iterator[Window]:
    """The window on the screen that is there, with these chosen."""
    import tkinter

    from pmo_xl.faces.window.screen import Window

    root = tkinter.Tk(className="pmo_xl")
    try:
        shown = Window(root, paths)
        root.update()
        yield shown
    finally:
        if shown.work is not None:
            shown.work.stop()
        root.destroy()


def until(shown: Window, is_so: Callable[[], bool], seconds: float = 60) -> int:
    """Let the window live until it is so; how often it was drawn meanwhile. Raises AssertionError after `seconds`."""
    end, count = time.monotonic() + seconds, 0
    while not is_so():
        assert time.monotonic() < end, f"not so after {seconds} s"
        shown.root.update()
        time.sleep(0.02)
        count += 1
    shown.root.update()
    return count


def press(shown: Window, verb: str) -> None:
    """Press a button, and wait for its end or its question."""
    shown.tiles[verb].invoke()
    until(shown, lambda: shown.work is None or bool(shown.answers.winfo_children()))


def picture(shown: Window, path: Path) -> None:
    """What it shows, as a PNG of the window alone."""
    from PIL import ImageGrab

    root = shown.root
    for _ in range(5):
        root.update()
        time.sleep(0.05)
    left, top = root.winfo_rootx(), root.winfo_rooty()
    box = (left, top, left + root.winfo_width(), top + root.winfo_height())
    ImageGrab.grab(box, xdisplay=os.environ["DISPLAY"]).quantize(64).save(path, optimize=True)


def main() -> None:
    """Both pictures: a check of the sample, done."""
    from pmo_xl.operations.demo import CORE_BOOK
    from pmo_xl.resources import shipped

    made = Path(tempfile.gettempdir()) / "案件"  # the same in every picture
    made.mkdir(exist_ok=True)
    try:
        book = Path(shutil.copyfile(shipped("demo", CORE_BOOK), made / CORE_BOOK))
        os.environ["XDG_STATE_HOME"] = str(made)
        for percent in SIZES:
            shutil.rmtree(made / f"出力_{book.stem}", ignore_errors=True)
            with screen(percent), window(book) as shown:
                press(shown, "check")
                picture(shown, PICTURES / f"window_{percent}.png")
    finally:
        shutil.rmtree(made)


if __name__ == "__main__":
    main()
