"""Opens a file or folder with the program that this PC opens it with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which

from pmo_xl.disk.reasons import reason
from pmo_xl.errors import PmoXlError


def show_file(path: Path) -> None:
    """Show it. Raises PmoXlError where it is gone, or this PC has nothing to show it with."""
    if not path.exists():
        raise PmoXlError(f"{path} がありません。動かしたか、名前を変えた後です。")
    start: Callable[[Path], None] | None = getattr(os, "startfile", None)  # Windows alone has it
    try:
        if start is not None:
            start(path)
            return
        opener = which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            raise PmoXlError(f"{path} を開くアプリが見つかりません。自分で開いてください。")
        subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - the system's own opener with one path
    except OSError as error:
        raise PmoXlError(f"{path} を開けません({reason(error)})。自分で開いてください。") from error
