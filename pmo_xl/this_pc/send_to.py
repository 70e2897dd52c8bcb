r"""The entries of the 送る menu: each a link to Python, or a batch file where no link can be made.

The folder is %APPDATA%\Microsoft\Windows\SendTo (shell:sendto). Explorer adds the paths of the chosen files
behind the link's arguments. A link starts Python itself: no batch file reads the names, so spaces, % and &
in them do no harm. Source of the link's interface: mhammond.github.io/pywin32, "win32com.shell and Windows
Shell Links".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from pmo_xl.this_pc.machine import Machine


@dataclass(frozen=True)
class Entry:
    """One entry. arguments: of the link; command: of the batch file; is_silent: whether no console belongs to it."""

    name: str
    arguments: str
    command: str
    description: str
    use: str
    is_silent: bool = False

    def program(self, python: str) -> str:
        """The Python that it starts: pythonw.exe has no console."""
        return str(PureWindowsPath(python).with_name("pythonw.exe")) if self.is_silent else python


CHECK: Final = Entry(
    "pmo_xl チェック",
    "-m pmo_xl.faces.send_to",
    "-m pmo_xl check",
    "選んだ台帳を pmo_xl で点検します",
    "台帳を右クリック →「送る」で点検できます。",
)
WINDOW: Final = Entry(
    "pmo_xl 画面",
    "-m pmo_xl window",
    "-m pmo_xl window",
    "選んだ台帳かフォルダを pmo_xl の画面で開きます",
    "台帳かフォルダを右クリック →「送る」で画面が開きます。",
    is_silent=True,
)


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


def entries_of(machine: Machine) -> tuple[Entry, ...]:
    """The entries for this PC: the window where this Python can show one."""
    return (CHECK, WINDOW) if machine.has_tkinter else (CHECK,)


def files_of(entry: Entry, folder: Path) -> tuple[Path, Path]:
    """The link and the batch file, whichever is there."""
    return folder / f"{entry.name}.lnk", folder / f"{entry.name}.cmd"


def link(entry: Entry, python: str) -> Link:
    """The shortcut; Explorer adds what was chosen."""
    return Link(entry.program(python), entry.arguments, entry.description)


def batch(entry: Entry, python: str, encoding: str) -> bytes:
    """The batch file: in the PC's code page (UTF-8 where that lacks a character); a console stays to be read."""
    page = _code_page(encoding)
    quoted = entry.program(python).replace("%", "%%")
    start, end = ('start "" ', ()) if entry.is_silent else ("", ("pause",))
    lines = ("@echo off", f"chcp {page} >nul", f'{start}"{quoted}" {entry.command} %*', *end)
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
