"""Where the files go that are made from an open workbook: beside it, or in ドキュメント when it lies in the cloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import unquote

from pmo_xl.disk.safe_names import safe_name
from pmo_xl.this_pc.machine import Machine, this_machine

FOLDER = "出力_"
_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


@dataclass(frozen=True)
class OutputPlace:
    """The folder for one workbook's files. remark: why it is not beside the workbook, "" where it is."""

    folder: Path
    remark: str = ""

    def free(self, stem: str, suffix: str = "") -> Path:
        """A name in the folder that nothing has yet: 期限超過一覧.xlsx, else 期限超過一覧(2).xlsx … (no suffix: a folder)."""
        return next(path for path in self._names(stem, suffix) if not path.exists())

    def _names(self, stem: str, suffix: str) -> Iterator[Path]:
        yield self.folder / f"{stem}{suffix}"
        yield from (self.folder / f"{stem}({number}){suffix}" for number in count(2))


def output_place(full_name: str, machine: Machine | None = None) -> OutputPlace:
    """The place for a workbook's files. full_name: as Excel gives it, a path, an address or a mere name."""
    if "://" in full_name:
        remark = "ブックがクラウド(OneDrive・SharePoint)にあるため、このPCのドキュメントに置きました。"
        return _in_documents(unquote(full_name.rpartition("/")[2]), remark, machine)
    path = Path(full_name)
    if path.parent == Path():
        return _in_documents(
            path.name, "ブックがまだ保存されていないため、ドキュメントに置きました。", machine
        )
    return OutputPlace(path.parent / f"{FOLDER}{path.stem}")


def _in_documents(name: str, remark: str, machine: Machine | None) -> OutputPlace:
    folder = f"{FOLDER}{safe_name(Path(name).stem)}"
    return OutputPlace(documents_folder(machine or this_machine()) / folder, remark)


def documents_folder(machine: Machine) -> Path:
    """ドキュメント of the user, where Windows keeps it now (it may have been moved)."""
    moved = machine.registry.value(_SHELL_FOLDERS, "Personal")
    if isinstance(moved, str) and moved:
        return Path(machine.expanded(moved))
    return (machine.folder("USERPROFILE") or Path.home()) / "Documents"
