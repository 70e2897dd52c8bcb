r"""Which Excel is installed.

Keys: HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration (VersionToReport, Platform, ProductReleaseIds) for
Click-to-Run; …\Office\16.0\Excel\InstallRoot (Path), for a 32-bit Office below WOW6432Node, for an MSI
installation; HKCR\Excel.Application\CurVer for any (support.microsoft.com/help/240794).
"""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.this_pc.machine import Machine

_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_INSTALLED = (
    ("64ビット", r"HKLM\SOFTWARE\Microsoft\Office\{}.0\Excel\InstallRoot"),
    ("32ビット", r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\{}.0\Excel\InstallRoot"),
)
_BITS = {"x64": "64ビット", "x86": "32ビット"}
_OLDEST = 16
_NO_MATTER = "Pythonとビット数が違っても、ボタンは動きます。"


def excel(machine: Machine) -> Iterator[Answer]:
    """The version, the word size and the way it was installed."""
    found = _click_to_run(machine) or _msi(machine)
    if found:
        yield good(f"{found}。{_NO_MATTER}")
        return
    version = _registered_version(machine)
    if version is None:
        yield bad(
            "Excelが見つかりません。ボタンは使えません(コマンドは使えます)。",
            "Excel 2016 以降を入れてください。",
        )
    elif version < _OLDEST:
        yield caution(
            f"Excel {version}.0 は古い版です。台帳の一部の表示や数式が働きません。",
            "Excel 2016 以降を入れてください。",
        )
    else:
        yield good(f"Excel {version}.0(入れ方とビット数は分かりません)。{_NO_MATTER}")


def _click_to_run(machine: Machine) -> str | None:
    version = machine.registry.value(_CLICK_TO_RUN, "VersionToReport")
    if not isinstance(version, str) or not version:
        return None
    platform = machine.registry.value(_CLICK_TO_RUN, "Platform")
    products = machine.registry.value(_CLICK_TO_RUN, "ProductReleaseIds")
    bits = _BITS.get(str(platform), "ビット数不明")
    return f"Excel {version}({bits}、クイック実行 {products or ''})".replace(" )", ")")


def _msi(machine: Machine) -> str | None:
    for bits, key in _INSTALLED:
        path = machine.registry.value(key.format(_OLDEST), "Path")
        if path:
            return f"Excel {_OLDEST}.0({bits}、MSI、{path})"
    return None


def _registered_version(machine: Machine) -> int | None:
    name = machine.registry.value(r"HKCR\Excel.Application\CurVer", "")
    number = str(name or "").rpartition(".")[2]
    return int(number) if number.isdecimal() else None
