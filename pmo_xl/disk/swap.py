"""A new file in the place of another, in one step, such that nobody's save of the last instant is lost.

Between the last look at a file and its replacement somebody may save it. So what was displaced is kept and
compared with what was read; if it is something else it goes back to its place, and whatever comes out then is
compared, too. What keeps it, the best first:

    Linux, macOS    the two files exchange their names
    Windows         ReplaceFile with a backup name
    elsewhere       a hard link to the old file, made just before (old NFS: a save by renaming in the microseconds
                    between is not seen)
    without links   nothing (FAT and the like): only the look before is left

A program that opened the old file before, and writes into it only after it was compared, would write into a file
without a name. On Linux's own disks the system tells that it is open for writing, and it goes back. Windows does
not let an open file be replaced. On macOS and on shares this one case stays open.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pmo_xl.disk.held import is_being_written
from pmo_xl.disk.leftovers import fingerprint, key_of, leftovers_in, path_for_swap
from pmo_xl.disk.system_calls import exchange, rename_to_free_name, replace_keeping

_WAITS: Final[list[float]] = [0.1, 0.4, 1.5]  # a virus scanner or OneDrive may hold the file for a moment
_TRIES: Final = 5
_THEIRS_STANDS = (
    "{} は書き込む最中にほかの人かプログラムが保存したため、その保存をそのまま残し、こちらの内容は書き込みませんでした。"
    "開いて中身を確かめてから、もう一度実行してください。"
)
_ANOTHER_SAVE = "同じ時に保存されたもう1つの版を「{}」に残しました。見比べて、要らないほうを消してください。"
_OURS_STANDS = (
    "{} は書き込みましたが、その最中にほかの人かプログラムが保存したようです。置き換えられた版を「{}」に残したので、"
    "見比べて、要るほうを {} にしてください。"
)


class SavedMeanwhile(Exception):
    """Somebody else saved the file in the last instant. str(): what happened and what to do, in Japanese."""

    def __init__(self, target: Path, kept: tuple[Path, ...] = (), *, is_ours_in_place: bool = False) -> None:
        """Keep where saves lie that could not stand under the file's own name."""
        names = "」「".join(each.name for each in kept)
        sentence = _THEIRS_STANDS.format(target.name) + (_ANOTHER_SAVE.format(names) if kept else "")
        if is_ours_in_place:
            sentence = _OURS_STANDS.format(target.name, names, target.name)
        super().__init__(sentence)
        self.kept = kept


def put_in_place(new: Path, target: Path, *, read: str, made: str) -> None:
    """Let `new`, a temporary file beside it, replace `target`.

    read: the fingerprint of the content that may be displaced. made: that of `new`. Raises SavedMeanwhile when
    something else stood there, or is being written there: that is back in its place then.
    """
    staged = path_for_swap(new, target, read, made)
    new.replace(staged)
    ours = _marks(staged)
    try:
        displaced = _patiently(lambda: _swapped(staged, target))
    except OSError:
        _forget(staged)
        raise
    if displaced is None:
        return
    try:
        is_expected = _is(displaced, read)
    except OSError:
        _undo(displaced, target, ours)
        raise
    if not is_expected:
        _give_back(displaced, target, made)
    _forget(displaced)


def give_back_displaced(target: Path) -> None:
    """Put a save back that a run displaced and, being killed, could not put back. SavedMeanwhile when there was one."""
    for each in leftovers_in(target.parent, target):
        if each.is_of == key_of(target) and not each.is_worthless:
            standing = fingerprint(target)
            if standing.startswith(each.made):
                _give_back(each.path, target, standing)
            raise SavedMeanwhile(target, (_shown(each.path, target),))


def bring_back(target: Path) -> bool:
    """Give a file its name again that Windows had put aside when the run was killed; False when there is none."""
    for each in leftovers_in(target.parent):
        if each.is_of == key_of(target) and each.read and each.is_worthless:
            rename_to_free_name(each.path, target)
            return True
    return False


def _swapped(source: Path, target: Path) -> Path | None:
    """Replace `target` in one step; where that what stood there lies now, None where nothing could keep it."""
    if exchange(source, target):
        return source
    aside = _free_name(source)
    if replace_keeping(source, target, aside):
        return aside
    try:
        os.link(target, aside, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except (OSError, NotImplementedError):
        source.replace(target)
        return None
    try:
        source.replace(target)
    except OSError:
        _forget(aside)
        raise
    return aside


def _free_name(source: Path) -> Path:
    """Another name of the same swap, so that a later run knows the file."""
    stem, _, number = source.name.rpartition(".tmp")
    return source.with_name(f"{stem}.tmp.{int(number.strip('.') or 0) + 1}")


def _is(displaced: Path, read: str) -> bool:
    return not is_being_written(displaced) and fingerprint(displaced) == read


def _give_back(displaced: Path, target: Path, standing: str) -> None:
    """Put a save of somebody else back into its place; always raises SavedMeanwhile.

    standing: the fingerprint of what we put there last. What comes out is that, or a still newer save, which has
    to go back in turn.
    """
    is_first = True
    for _ in range(_TRIES):
        newest = fingerprint(displaced)
        try:
            came = _patiently(lambda: _swapped(displaced, target))  # noqa: B023 - called at once
        except FileNotFoundError:
            rename_to_free_name(displaced, target)
            raise SavedMeanwhile(target) from None
        except OSError:
            break
        if came is None:
            raise SavedMeanwhile(target)
        if _is(came, standing):
            raise SavedMeanwhile(target, _ours_forgotten(came) if is_first else (_shown(came, target),))
        displaced, standing, is_first = came, newest, False
    raise SavedMeanwhile(target, (_shown(displaced, target),), is_ours_in_place=is_first)


def _ours_forgotten(path: Path) -> tuple[Path, ...]:
    _forget(path)
    return ()


def _undo(displaced: Path, target: Path, ours: tuple[int, ...]) -> None:
    """Put back what was displaced and cannot be read now: who cannot compare does not replace."""
    try:
        came = _swapped(displaced, target)
    except OSError:
        raise SavedMeanwhile(target, (_shown(displaced, target),), is_ours_in_place=True) from None
    if came is not None and _marks(came) == ours:
        _forget(came)


def _marks(path: Path) -> tuple[int, ...]:
    """By what a file is known without reading it."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _shown(path: Path, target: Path) -> Path:
    """Give a save that cannot stand in its place a name that its owner sees and understands."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(time.time() + 9 * 3600))
    for number in range(1, 100):
        ending = f"-{number}" if number > 1 else ""
        name = target.with_name(f"{target.stem}_同時の保存_{stamp}{ending}{target.suffix}")
        try:
            rename_to_free_name(path, name)
        except FileExistsError:
            continue
        except OSError:
            break
        return name
    return path


def _patiently(action: Callable[[], Path | None]) -> Path | None:
    for wait in _WAITS:
        try:
            return action()
        except PermissionError:
            time.sleep(wait)
    return action()


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
