r"""The Windows registry, read only. Keys begin with HKCU, HKLM or HKCR: r"HKCU\Software\Microsoft\Office"."""

from __future__ import annotations

import sys
from typing import Protocol


class Registry(Protocol):
    """What is read of a registry."""

    def value(self, key: str, name: str) -> int | str | None:
        """A value of a key ("" names the key's own value); None when the key or the value is not there."""

    def subkeys(self, key: str) -> tuple[str, ...]:
        """The names of the keys below a key; none when the key is not there."""


class NoRegistry:
    """The registry of a system that has none."""

    def value(self, key: str, name: str) -> None:
        """Nothing."""

    def subkeys(self, key: str) -> tuple[str, ...]:
        """Nothing."""
        return ()


if sys.platform == "win32":
    import winreg

    _HIVES = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }

    class WindowsRegistry:
        """The registry of this Windows, in its 64-bit view whatever Python runs.

        Both raise OSError where reading is forbidden.
        """

        def value(self, key: str, name: str) -> int | str | None:
            """As Registry says; values of other kinds than text and number are left out."""
            try:
                with _opened(key) as handle:
                    found = winreg.QueryValueEx(handle, name)[0]
            except FileNotFoundError:
                return None
            return found if isinstance(found, int | str) else None

        def subkeys(self, key: str) -> tuple[str, ...]:
            """As Registry says."""
            try:
                with _opened(key) as handle:
                    return tuple(winreg.EnumKey(handle, n) for n in range(winreg.QueryInfoKey(handle)[0]))
            except FileNotFoundError:
                return ()

    def _opened(key: str) -> winreg.HKEYType:
        hive, _, path = key.partition("\\")
        return winreg.OpenKey(_HIVES[hive], path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)

    def this_registry() -> Registry:
        """The registry of the PC this runs on."""
        return WindowsRegistry()

else:

    def this_registry() -> Registry:
        """The registry of the PC this runs on: none."""
        return NoRegistry()
