r"""The LibreOffice of this PC: where it lies, and files converted by it, without its window, network or macros.

Each session has a user profile of its own, thrown away at the end: the user's own LibreOffice may be open meanwhile, and
neither touches the other. Sources: help.libreoffice.org, "Starting LibreOffice Software With Parameters" (--convert-to,
-env:UserInstallation); the keys of the profile stand in its registry schemas (org.openoffice.Office.Common, .Inet);
HKLM\SOFTWARE\LibreOffice\UNO\InstallPath is how its own SDK finds it on Windows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Final

from pmo_xl.this_pc.child_process import run_to_end
from pmo_xl.this_pc.machine import Machine

_SECONDS, _SECONDS_A_FILE = 120.0, 30.0
_KEYS: Final = (r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath", r"HKCU\SOFTWARE\LibreOffice\UNO\InstallPath")
_ON_A_MAC: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_PARTS: Final = {".docx": "writer", ".pptx": "impress", ".xlsx": "calc"}

_SETTINGS: Final = (
    ("Setup/L10N", "ooSetupSystemLocale", "ja-JP"),
    ("Office.Linguistic/General", "DefaultLocale_CJK", "ja-JP"),
    ("Inet/Settings", "ooInetProxyType", "2"),  # a proxy that is not there: nothing is fetched
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Office.Common/Filter/PDF/Export", "ExportBookmarks", "true"),
)


@dataclass(frozen=True)
class LibreOffice:
    """A LibreOffice that is installed. program: its soffice."""

    program: Path

    def opens(self, ending: str) -> bool:
        """Whether the part that opens such files (.docx .pptx .xlsx) is installed; True where that cannot be seen."""
        for folder in self._registries():
            if folder.is_dir():
                return (folder / f"{_PARTS[ending]}.xcd").is_file()
        return True

    def _registries(self) -> Iterator[Path]:
        try:
            home = self.program.resolve().parent.parent
        except OSError:
            return
        yield home / "share" / "registry"
        yield home / "Resources" / "registry"  # on a Mac

    def convert(self, sources: Sequence[Path], to: str, folder: Path, machine: Machine) -> None:
        """Convert files into another form ("pdf", "docx" …) in one session; each keeps its name with the new ending.

        sources: files with names that differ without their endings. folder: where the new ones go. Which were made is to be
        seen there: one that cannot be opened is passed over, and after two minutes and half a minute a file it is ended.
        """
        with tempfile.TemporaryDirectory(prefix="pmo_xl_libreoffice_", ignore_cleanup_errors=True) as place:
            profile = Path(place)
            (profile / "user").mkdir()
            settings = profile / "user" / "registrymodifications.xcu"
            settings.write_text(_profile_settings(), encoding="utf-8")
            command = [str(self.program), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
            command += [
                "--norestore",
                "--nologo",
                "--nolockcheck",
                "--convert-to",
                to,
                "--outdir",
                str(folder),
            ]
            run_to_end(
                [*command, *map(str, sources)], _SECONDS + _SECONDS_A_FILE * len(sources), machine.environ
            )


def find_libreoffice(machine: Machine) -> LibreOffice | None:
    """The LibreOffice of a PC: on the PATH, where Windows knows it, or where a Mac has it. None where there is none."""
    path = machine.environ.get("PATH", "")
    found = which("soffice", path=path) or which("libreoffice", path=path)
    if found:
        return LibreOffice(Path(found))
    if not machine.is_windows:
        return LibreOffice(_ON_A_MAC) if _ON_A_MAC.is_file() else None
    for folder in _on_windows(machine):
        for name in ("soffice.com", "soffice.exe"):  # the first is the one that waits
            if (folder / name).is_file():
                return LibreOffice(folder / name)
    return None


def _on_windows(machine: Machine) -> Iterator[Path]:
    for key in _KEYS:
        if isinstance(named := machine.registry.value(key, ""), str) and named:
            yield Path(named)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
        if programs := machine.folder(variable):
            yield programs / "LibreOffice" / "program"


def _profile_settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n'
    )
