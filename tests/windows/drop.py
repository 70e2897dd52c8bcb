"""For Windows' Python: drops files on a window as the Explorer does, by the same message."""

import ctypes
from ctypes import wintypes

WM_DROPFILES, GMEM_MOVEABLE = 0x233, 2


class DropFiles(ctypes.Structure):
    """The head of the message's memory. Source: learn.microsoft.com, DROPFILES."""

    _fields_ = (("names_at", wintypes.DWORD), ("where", wintypes.POINT), ("is_outside", wintypes.BOOL), ("is_wide", wintypes.BOOL))  # fmt: skip


def drop(window, paths):
    """Post it: the names, each ended by a zero, and one zero more, behind the head."""
    head = DropFiles(ctypes.sizeof(DropFiles), wintypes.POINT(10, 10), False, True)
    memory = bytes(head) + "".join(f"{path}\0" for path in [*paths, ""]).encode("utf-16-le")
    kernel, user = ctypes.WinDLL("kernel32"), ctypes.WinDLL("user32")
    kernel.GlobalAlloc.restype = kernel.GlobalLock.restype = ctypes.c_void_p
    kernel.GlobalAlloc.argtypes = (wintypes.UINT, ctypes.c_size_t)
    kernel.GlobalLock.argtypes = kernel.GlobalUnlock.argtypes = (ctypes.c_void_p,)
    user.PostMessageW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
    handle = kernel.GlobalAlloc(GMEM_MOVEABLE, len(memory))
    ctypes.memmove(kernel.GlobalLock(handle), memory, len(memory))
    kernel.GlobalUnlock(handle)
    assert user.PostMessageW(window, WM_DROPFILES, handle, 0)
