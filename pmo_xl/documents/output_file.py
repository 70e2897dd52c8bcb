"""Writing a result to a file: never over another one in silence, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from pmo_xl.errors import UnwritableOutput


def write_file(path: Path, write: Callable[[Path], None], *, force: bool = False) -> Path:
    """Let `write` make the file under a temporary name beside `path`, then put it in place in one step.

    Raises UnwritableOutput when the file exists (without `force`), is open elsewhere, or cannot be made.
    """
    if path.is_dir():
        raise UnwritableOutput(f"{path} はフォルダです。-o にはファイル名を指定してください。")
    if path.exists() and not force:
        raise UnwritableOutput(
            f"{path} はもうあります。別の名前にするか、上書きしてよければ --force を付けてください。"
        )
    try:
        _replace(path, write)
    except PermissionError as error:
        raise UnwritableOutput(
            f"{path} に書き込めません。Excelなどで開いていれば閉じ、書き込めるフォルダか確かめてください。"
        ) from error
    except OSError as error:
        raise UnwritableOutput(f"{path} に書き込めません({error.strerror or error})。") from error
    return path


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".pmo_xl_", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
