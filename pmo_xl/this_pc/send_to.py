r"""The entry of the 送る menu: a link to Python, or a batch file where no link can be made.

The folder is %APPDATA%\Microsoft\Windows\SendTo (shell:sendto). Explorer adds the paths of the chosen files
behind the link's arguments. A link starts Python itself: no batch file reads the names, so spaces, % and &
in them do no harm. Source of the link's interface: mhammond.github.io/pywin32, "win32com.shell and Windows
Shell Links".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pmo_xl.this_pc.machine import Machine

NAME = "pmo_xl チェック"
MODULE = "pmo_xl.faces.send_to"


@dataclass(frozen=True)
class Link:
    """A shortcut: the program it starts, with which arguments, and the words shown when it is pointed at."""

    target: str
    arguments: str
    description: str


LinkMaker = Callable[[Path, Link], bool]
"""Makes the shortcut at the path; False where this PC offers no way to make one."""


def send_to_folder(machine: Machine) -> Path | None:
    """The folder whose entries the 送る menu shows."""
    roaming = machine.folder("APPDATA")
    return roaming / "Microsoft" / "Windows" / "SendTo" if roaming else None


def entries(folder: Path) -> tuple[Path, Path]:
    """The link and the batch file, whichever is there."""
    return folder / f"{NAME}.lnk", folder / f"{NAME}.cmd"


def link(program: str) -> Link:
    """The shortcut that checks the chosen workbooks and keeps the window open."""
    return Link(program, f"-m {MODULE}", "選んだ台帳を pmo_xl で点検します")


def batch(program: str, encoding: str) -> bytes:
    """The batch file: in the PC's code page (UTF-8 where that lacks a character), with a pause at the end."""
    page = _code_page(encoding)
    quoted = program.replace("%", "%%")
    lines = ("@echo off", f"chcp {page} >nul", f'"{quoted}" -m pmo_xl check %*', "pause")
    text = "".join(f"{line}\r\n" for line in lines)
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.replace(f"chcp {page}", "chcp 65001").encode("utf-8")


def _code_page(encoding: str) -> str:
    digits = encoding.lower().removeprefix("cp")
    return digits if digits.isdecimal() else "65001"


def windows_link(path: Path, made: Link) -> bool:
    """Make the shortcut through the shell's own interface (pywin32 comes with xlwings)."""
    try:
        com: Any = import_module("pythoncom")
        shell: Any = import_module("win32com.shell.shell")
    except ImportError:
        return False
    try:
        shortcut = com.CoCreateInstance(
            shell.CLSID_ShellLink, None, com.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        shortcut.SetPath(made.target)
        shortcut.SetArguments(made.arguments)
        shortcut.SetDescription(made.description)
        shortcut.QueryInterface(com.IID_IPersistFile).Save(str(path), 0)
    except com.com_error:
        return False
    return True
