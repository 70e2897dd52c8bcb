"""A Windows PC as data: a registry of given values, folders under a test's own folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pmo_xl.installation import Installation, Source
from pmo_xl.resources import template
from pmo_xl.this_pc.machine import Machine
from pmo_xl.version import __version__

PYTHON = r"C:\Users\山田 太郎\AppData\Local\Programs\Python\Python311\python.exe"
WHEEL = r"D:\配布\pmo_xl-0.1.0-py3-none-any.whl"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
EXCEL_365 = {
    CLICK_TO_RUN: {
        "VersionToReport": "16.0.17928.20216",
        "Platform": "x64",
        "ProductReleaseIds": "O365ProPlusRetail",
    }
}
WORD = {r"HKCR\Word.Application\CurVer": {"": "Word.Application.16"}}
PACKAGES = {"xlwings": "0.37.8", "pywin32": "308", "pmo-xl": __version__}


@dataclass
class GivenRegistry:
    """Keys and values as a test writes them down; like Windows, it does not mind capitals."""

    keys: Mapping[str, Mapping[str, int | str]] = field(default_factory=dict)

    def value(self, key: str, name: str) -> int | str | None:
        for path, held in self.keys.items():
            if path.lower() == key.lower():
                return {n.lower(): v for n, v in held.items()}.get(name.lower())
        return None

    def subkeys(self, key: str) -> tuple[str, ...]:
        below = (path[len(key) + 1 :] for path in self.keys if path.lower().startswith(f"{key.lower()}\\"))
        return tuple(dict.fromkeys(path.split("\\")[0] for path in below))


def a_book(folder: Path, name: str = "台帳.xlsx") -> Path:
    """The shipped master workbook, copied into the folder."""
    return Path(shutil.copy(template("pmo_master.xlsx"), folder / name))


def a_pc(home: Path, registry: Mapping[str, Mapping[str, int | str]] | None = None, **other: Any) -> Machine:
    """A Japanese Windows PC in good order; `home` is the user's folder. registry: beside the installed Excel."""
    for folder in ("AppData/Roaming/Microsoft/Windows/SendTo", "AppData/Local/Temp"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    environ = {
        "USERPROFILE": str(home),
        "APPDATA": str(home / "AppData" / "Roaming"),
        "TEMP": str(home / "AppData" / "Local" / "Temp"),
    }
    machine = Machine(
        is_windows=True,
        environ=environ,
        executable=PYTHON,
        python=(3, 11, 9),
        registry=GivenRegistry({**EXCEL_365, **(registry or {})}),
        version_of=lambda package: PACKAGES.get(package, "999"),
        fonts=lambda: ["BIZ UDGothic", "BIZ UDMincho", "Meiryo"],
        installation=Installation(PYTHON, Source(WHEEL), is_windows=True),
    )
    return replace(machine, **other)
