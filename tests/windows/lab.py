"""The lab as Python sees it: a Windows user of an own, and programs that are run as this user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

VARIABLE = "PMO_XL_WINLAB"
"""Names the folder that make_lab.sh has made."""


def lacking() -> str:
    """Why nothing of Windows can be tried here; empty where it can."""
    named = os.environ.get(VARIABLE)
    if sys.platform != "linux" or not named:
        return f"needs the lab of tests/windows/make_lab.sh, named by {VARIABLE}"
    return (
        ""
        if (Path(named) / "run.sh").exists()
        else f"{named} is no lab: run tests/windows/make_lab.sh {named}"
    )


def the_lab() -> Path:
    """The lab's folder."""
    return Path(os.environ[VARIABLE]).resolve()


@dataclass(frozen=True)
class Done:
    """What a program answered. text: what it printed, both streams, in the code page of a Japanese console."""

    code: int
    raw: bytes
    seconds: float

    @property
    def text(self) -> str:
        """What a Japanese console would show."""
        return self.raw.decode("cp932", "replace").replace("\r\n", "\n")


@dataclass(frozen=True)
class User:
    """A Windows user. name: of the Wine prefix; none of its files is shared with another."""

    name: str

    def begin(self) -> None:
        """An empty user, as Windows makes one."""
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def home(self) -> Path:
        """Where the user's drive lies in Linux."""
        return the_lab() / "users" / self.name

    @property
    def profile(self) -> Path:
        r"""C:\users\root."""
        return self.home / "drive_c" / "users" / "root"

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.profile / "AppData" / "Local"

    @property
    def roaming(self) -> Path:
        """%APPDATA%."""
        return self.profile / "AppData" / "Roaming"

    def run(
        self,
        *words: str,
        folder: Path | None = None,
        timeout: float = 900,
        more: Mapping[str, str] | None = None,
        log: Path | None = None,
    ) -> Done:
        """Run a program to its end. folder: where, in Linux; it must lie in the lab. log: what it prints is written there as it comes."""
        inside = f"/lab/{(folder or the_lab()).resolve().relative_to(the_lab())}"
        began = time.monotonic()
        with log.open("w+b") if log else tempfile.TemporaryFile() as printed:
            ran = subprocess.run(
                [str(the_lab() / "run.sh"), self.name, inside, *words],
                stdout=printed, stderr=subprocess.STDOUT, timeout=timeout, env={**os.environ, **(more or {})}, check=False,
            )  # fmt: skip
            printed.seek(0)
            return Done(ran.returncode, printed.read(), time.monotonic() - began)

    def end_programs(self) -> None:
        """End whatever of this user's still runs."""
        self.run("wineboot", "-k", timeout=60)

    def batch(self, file: Path, *words: str, folder: Path | None = None) -> Done:
        """Run a batch file, as a double click does."""
        return self.run("cmd", "/c", windows_path(file), *words, folder=folder or file.parent)


def windows_path(path: Path) -> str:
    r"""How a user calls a file: C:\… on the own drive, else Z:\lab\…. (Tcl finds no file of its own by the latter.)"""
    parts = path.resolve().relative_to(the_lab()).parts
    if parts[:1] == ("users",) and parts[2:3] == ("drive_c",):
        return str(PureWindowsPath("C:\\", *parts[3:]))
    return str(PureWindowsPath(r"Z:\lab", *parts))
