"""Machine: one PC as data and a few questions, so that what is said of a PC can be tried on any other."""

from __future__ import annotations

import locale
import os
import re
import struct
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path, PureWindowsPath

from pmo_xl.charts.fonts import installed_families
from pmo_xl.installation import Installation, this_installation
from pmo_xl.this_pc.registry import NoRegistry, Registry, this_registry

_VARIABLE = re.compile(r"%([^%]+)%")


def installed_version(package: str) -> str | None:
    """The version of an installed package; None when it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@dataclass(frozen=True)
class Machine:
    """One PC. executable: the path of the Python that runs. bits: its word size.

    ansi: the code page in which VBA reads text files and file names (cp932 on a Japanese Windows), as
    Python names it. version_of: the version of an installed package. short_path: the 8.3 name that
    Windows keeps for a path, where it keeps one. fonts: the family names of the installed fonts, as figures
    know them. installation: where pmo_xl came from. has_tkinter: whether this Python can show the window.
    """

    is_windows: bool
    environ: Mapping[str, str]
    executable: str
    python: tuple[int, int, int] = field(default_factory=lambda: sys.version_info[:3])
    bits: int = 64
    is_venv: bool = False
    ansi: str = "cp932"
    registry: Registry = field(default_factory=NoRegistry)
    version_of: Callable[[str], str | None] = installed_version
    fonts: Callable[[], Collection[str]] = installed_families
    short_path: Callable[[str], str | None] = lambda path: None
    installation: Installation = field(default_factory=this_installation)
    has_tkinter: bool = True

    def folder(self, variable: str) -> Path | None:
        """The folder that an environment variable names."""
        named = self.environ.get(variable)
        return Path(named) if named else None

    def expanded(self, text: str) -> str:
        """The text with its %VARIABLES% replaced, as Windows does; unknown ones stay."""
        known = {name.upper(): value for name, value in self.environ.items()}
        return _VARIABLE.sub(lambda found: known.get(found[1].upper(), found[0]), text)

    def can_say(self, text: str) -> bool:
        """Whether VBA's code page has every character of the text."""
        try:
            text.encode(self.ansi)
        except UnicodeEncodeError:
            return False
        return True

    @property
    def is_store_python(self) -> bool:
        """Whether the Python that runs came from the Microsoft Store, which hides part of what it writes.

        Source: docs.python.org, "Using Python on Windows", "Redirection of local data, registry, and
        temporary paths".
        """
        return "windowsapps" in (part.lower() for part in PureWindowsPath(self.executable).parts)


def this_machine() -> Machine:
    """The PC this runs on."""
    return Machine(
        is_windows=sys.platform == "win32",
        environ=dict(os.environ),
        executable=sys.executable,
        bits=struct.calcsize("P") * 8,
        is_venv=sys.prefix != sys.base_prefix,
        ansi=locale.getencoding(),
        registry=this_registry(),
        short_path=_short_path,
        has_tkinter=find_spec("_tkinter") is not None,
    )


def _short_path(path: str) -> str | None:
    """Source: learn.microsoft.com, GetShortPathNameW (a volume may keep no short names: then the path itself)."""
    if sys.platform != "win32":
        return None
    import ctypes

    buffer = ctypes.create_unicode_buffer(32_768)
    length = ctypes.windll.kernel32.GetShortPathNameW(path, buffer, len(buffer))
    return buffer.value if length else None
