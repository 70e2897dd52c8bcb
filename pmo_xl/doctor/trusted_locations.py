r"""Folders whose workbooks Excel trusts: macros run there without a question.

Source: learn.microsoft.com/microsoft-365-apps/security/trusted-locations. Keys: LocationN below
Excel\Security\Trusted Locations (Path, AllowSubFolders), of a policy also below Common\Security; the values
AllLocationsDisabled, AllowNetworkLocations and, of a policy, "allow user locations".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pmo_xl.doctor.diagnosis import Answer, caution, good
from pmo_xl.doctor.network import is_on_network
from pmo_xl.doctor.office_settings import POLICIES, USER, setting
from pmo_xl.doctor.windows_paths import is_below
from pmo_xl.this_pc.machine import Machine

_EXCEL = r"Excel\Security\Trusted Locations"
_COMMON = r"Common\Security\Trusted Locations"


@dataclass(frozen=True)
class TrustedFolder:
    """One trusted folder, and whether those below it are trusted too."""

    path: str
    with_subfolders: bool


def trusted_folders(machine: Machine) -> tuple[TrustedFolder, ...]:
    """The trusted folders that are in force; none when they are switched off."""
    if _is_one(machine, _EXCEL, "AllLocationsDisabled"):
        return ()
    own = setting(machine, _COMMON, "allow user locations")
    is_policy_only = own is not None and own.is_policy and own.value == 0
    places = (*POLICIES, *(() if is_policy_only else (USER,)))
    keys = [rf"{place}\{part}" for place in places for part in (_EXCEL, _COMMON)]
    return tuple(folder for key in keys for folder in _listed(machine, key))


def is_trusted(machine: Machine, book: Path) -> bool:
    """Whether Excel runs the macros of this workbook for the folder it lies in."""
    if is_on_network(machine, book) and not _is_one(machine, _EXCEL, "AllowNetworkLocations"):
        return False
    return any(
        is_below(book, folder.path, with_subfolders=folder.with_subfolders)
        for folder in trusted_folders(machine)
    )


def trusted_location(machine: Machine, book: Path) -> Iterator[Answer]:
    """Whether the workbook lies in a trusted folder."""
    if is_trusted(machine, book):
        yield good(f"{book.parent} は信頼できる場所です。マクロは確認なしで動きます。")
    elif _is_one(machine, _EXCEL, "AllLocationsDisabled"):
        yield caution(
            "信頼できる場所は、すべて無効にされています。",
            "開いたときに「コンテンツの有効化」を押してください。",
        )
    else:
        yield caution(
            f"{book.parent} は信頼できる場所ではありません。",
            "初めて開いたときに「コンテンツの有効化」を押してください。組織の決まりで許されていれば、Excelの"
            "[ファイル]→[オプション]→[トラスト センター]→[信頼できる場所]に、このフォルダを加えられます。",
        )


def _is_one(machine: Machine, key: str, name: str) -> bool:
    found = setting(machine, key, name)
    return found is not None and found.value == 1


def _listed(machine: Machine, key: str) -> Iterator[TrustedFolder]:
    for name in machine.registry.subkeys(key):
        path = machine.registry.value(rf"{key}\{name}", "Path")
        if isinstance(path, str) and path:
            with_subfolders = machine.registry.value(rf"{key}\{name}", "AllowSubFolders") == 1
            yield TrustedFolder(machine.expanded(path), with_subfolders)
