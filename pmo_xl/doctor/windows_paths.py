"""Windows paths compared as Windows does: capitals and the kind of slash make no difference."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath


def plain(path: Path | str) -> PureWindowsPath:
    """The path without the marks of long paths, ready to be compared."""
    text = str(path).replace("\\\\?\\UNC\\", "\\\\").removeprefix("\\\\?\\")
    return PureWindowsPath(text)


def is_below(path: Path | str, folder: str, *, with_subfolders: bool = True) -> bool:
    """Whether the file lies in the folder, or anywhere below it."""
    file, place = plain(path), plain(folder)
    return file.is_relative_to(place) if with_subfolders else file.parent == place
