r"""Excel's settings in the registry: the administrator's before the user's own.

Sources: learn.microsoft.com/microsoft-365-apps/security/internet-macros-blocked and …/trusted-locations (what
the policies mean); the Office administrative templates excel16.admx and office16.admx (their keys, below
Software\Policies\Microsoft\Office\16.0); the Cloud Policy service writes below
Software\Policies\Microsoft\Cloud\Office\16.0 and goes first. 16.0 is Excel 2016, 2019, 2021, 2024 and 365.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.this_pc.machine import Machine

USER = r"HKCU\Software\Microsoft\Office\16.0"
POLICIES = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
    r"HKLM\Software\Policies\Microsoft\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Office\16.0",
)


@dataclass(frozen=True)
class Setting:
    """A setting that is in force, and whether the administrator made it."""

    value: int
    is_policy: bool

    @property
    def who(self) -> str:
        """Who set it, in Japanese."""
        return "組織のポリシー" if self.is_policy else "Excelのトラスト センター"


def setting(machine: Machine, key: str, name: str) -> Setting | None:
    r"""The value in force of a key such as r"Excel\Security"; None when nobody set it."""
    for place in (*POLICIES, USER):
        value = machine.registry.value(rf"{place}\{key}", name)
        if isinstance(value, int):
            return Setting(value, place != USER)
    return None
