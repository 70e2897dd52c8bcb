"""How files come to be chosen: in the system's own boxes, and, on Windows, by being dropped into the window.

tkinter knows of no dropping, the shell tells the window by a message (WM_DROPFILES). It is looked at by a hook of this
thread while Tk fetches it, and only kept: the window asks for it when it has time. Tk's own window procedure stays in
place, for Python code inside of it may meet Tk halfway.
Sources: learn.microsoft.com, DragAcceptFiles, DragQueryFileW, WM_DROPFILES, SetWindowsHookExW, GetMsgProc.
"""

from __future__ import annotations

import sys
import tkinter
from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog

from pmo_xl.operations.many import SUFFIXES
from pmo_xl.operations.output_place import documents_folder
from pmo_xl.this_pc.machine import this_machine


def new_name(root: tkinter.Tk) -> list[Path]:
    """The name of a ledger that is to be made; the box asks itself whether a file of this name may be replaced."""
    kinds = [("Excelブック", "*.xlsx"), ("Excelブック(ボタン付き)", "*.xlsm")]
    name = filedialog.asksaveasfilename(
        parent=root, title="新しい台帳の名前", defaultextension=".xlsx", filetypes=kinds,
        initialdir=documents_folder(this_machine()), initialfile="新しい案件.xlsx",
    )  # fmt: skip
    return _paths(name)


def pick_book(root: tkinter.Tk) -> list[Path]:
    """A ledger."""
    kinds = [("台帳", " ".join(f"*{suffix}" for suffix in SUFFIXES))]
    return _paths(filedialog.askopenfilename(parent=root, title="台帳を選ぶ", filetypes=kinds))


def pick_folder(root: tkinter.Tk) -> list[Path]:
    """A folder of ledgers, or of papers."""
    return _paths(filedialog.askdirectory(parent=root, title="フォルダを選ぶ", mustexist=True))


def pick_papers(root: tkinter.Tk) -> list[Path]:
    """Papers for the customer, as many as one likes."""
    title = "お客様へ出す文書を選ぶ(いくつでも)"
    return _paths(*filedialog.askopenfilenames(parent=root, title=title))


def _paths(*names: str) -> list[Path]:
    """None where the box was closed on it."""
    return [Path(name) for name in names if name]


class Dropped:
    """The files and folders of the last drop that nobody has taken yet."""

    def __init__(self) -> None:
        """None yet."""
        self._paths: tuple[Path, ...] = ()
        self.stop: Callable[[object], None] = lambda _: None
        """Take no more drops (bound to the window's end)."""
        self.called: object = None
        """What Windows calls has to live as long."""

    def keep(self, paths: tuple[Path, ...]) -> None:
        """These were dropped; another drop before they are taken counts alone."""
        self._paths = paths

    def take(self) -> tuple[Path, ...]:
        """What was dropped since the last call."""
        paths, self._paths = self._paths, ()
        return paths


def dropped_on(window: int) -> Dropped | None:
    """Let files be dropped on a window (its handle); None where they cannot be."""
    if sys.platform == "win32":
        return _listening(window)
    return None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _WH_GETMESSAGE, _PM_REMOVE, _WM_NULL, _WM_DROPFILES, _ALL = 3, 1, 0, 0x233, 0xFFFFFFFF
    _Proc = ctypes.WINFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, wintypes.WPARAM, wintypes.LPARAM)
    _user = ctypes.WinDLL("user32")
    _shell = ctypes.WinDLL("shell32")
    _user.SetWindowsHookExW.restype = wintypes.HHOOK
    _user.SetWindowsHookExW.argtypes = (ctypes.c_int, _Proc, wintypes.HINSTANCE, wintypes.DWORD)
    _user.UnhookWindowsHookEx.argtypes = (wintypes.HHOOK,)
    _user.CallNextHookEx.restype = ctypes.c_ssize_t
    _user.CallNextHookEx.argtypes = (wintypes.HHOOK, ctypes.c_int, wintypes.WPARAM, wintypes.LPARAM)
    _shell.DragAcceptFiles.argtypes = (wintypes.HWND, wintypes.BOOL)
    _shell.DragQueryFileW.restype = wintypes.UINT
    _shell.DragQueryFileW.argtypes = (wintypes.WPARAM, wintypes.UINT, wintypes.LPWSTR, wintypes.UINT)
    _shell.DragFinish.argtypes = (wintypes.WPARAM,)

    def _listening(window: int) -> Dropped | None:
        dropped = Dropped()

        def _look(code: int, how: int, place: int) -> int:
            message = wintypes.MSG.from_address(place)
            is_drop = message.message == _WM_DROPFILES and (message.hWnd or 0) == window
            if code >= 0 and how == _PM_REMOVE and is_drop:
                dropped.keep(_names(message.wParam))
                _shell.DragFinish(message.wParam)
                message.message = _WM_NULL
            return int(_user.CallNextHookEx(None, code, how, place))

        proc = _Proc(_look)
        thread = ctypes.WinDLL("kernel32").GetCurrentThreadId()
        hook = _user.SetWindowsHookExW(_WH_GETMESSAGE, proc, None, thread)
        if not hook:
            return None
        _shell.DragAcceptFiles(window, True)

        def _stop(_: object) -> None:
            _user.UnhookWindowsHookEx(hook)

        dropped.called = proc
        dropped.stop = _stop
        return dropped

    def _names(drop: int) -> tuple[Path, ...]:
        names = []
        for number in range(_shell.DragQueryFileW(drop, _ALL, None, 0)):
            length = _shell.DragQueryFileW(drop, number, None, 0)
            text = ctypes.create_unicode_buffer(length + 1)
            _shell.DragQueryFileW(drop, number, text, length + 1)
            names.append(Path(text.value))
        return tuple(names)
