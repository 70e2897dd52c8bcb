"""Writing a result to a file: never over another one in silence, never half."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pmo_xl.disk.held import is_held
from pmo_xl.disk.leftovers import clear, fingerprint, temporary_file
from pmo_xl.disk.read_errors import is_read_error
from pmo_xl.disk.reasons import reason
from pmo_xl.disk.swap import SavedMeanwhile, put_in_place
from pmo_xl.disk.system_calls import rename_to_free_name
from pmo_xl.errors import UnwritableOutput


def write_file(path: Path, write: Callable[[Path], None], *, force: bool = False) -> Path:
    """Let `write` make the file under a temporary name beside `path`, then put it in place in one step.

    Raises UnwritableOutput when the file exists (without `force`), is open elsewhere, or cannot be made; also when
    somebody else made or saved it while ours was written: theirs stands then.
    """
    try:
        _write(path, write, is_replaced=_may_replace(path, force))
    except FileExistsError as error:
        raise _is_there(path) from error
    except SavedMeanwhile as error:
        raise UnwritableOutput(str(error)) from error
    except OSError as error:
        raise UnwritableOutput(_why_not(path, error)) from error
    except Exception as error:
        inner = _refusal_inside(error)
        if inner is None:
            raise
        raise UnwritableOutput(_why_not(path, inner)) from error
    return path


@contextlib.contextmanager
def staged(drafts: Mapping[Path, Path]) -> Iterator[Mapping[Path, Path]]:
    """Drafts by their targets, copied beside these: there is room for every one before the first takes its place.

    Raises UnwritableOutput for the first that cannot be written there; nothing has been replaced then.
    """
    with contextlib.ExitStack() as stack:
        yield {target: _beside(target, draft, stack) for target, draft in drafts.items()}


def _beside(target: Path, draft: Path, stack: contextlib.ExitStack) -> Path:
    try:
        _may_replace(target, force=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = stack.enter_context(temporary_file(target.parent, target, target.suffix))
        shutil.copyfile(draft, copy)
    except OSError as error:
        raise UnwritableOutput(_why_not(target, error)) from error
    return copy


def refuse_over(path: Path | None, read: Iterable[Path | None]) -> None:
    """Refuse, --force or not, to write a result over a file that it is made of, by whatever name. UnwritableOutput."""
    if path and any(is_same_file(path, each) for each in read if each):
        raise UnwritableOutput(
            f"{path} は、いま読むファイルそのものです。上書きすると元の中身が失われるため、別の名前を指定してください。"
        )


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse a place that `write_file` would refuse, before other files are written. Raises UnwritableOutput."""
    _may_replace(path, force)


def refuse_results_there(folder: Path, files: Iterable[Path], *, force: bool) -> None:
    """Refuse a folder of results that is a file, or (without `force`) holds one of these already. UnwritableOutput."""
    try:
        is_file = folder.exists() and not folder.is_dir()
        there = next((path for path in files if path.exists()), None)
    except OSError as error:
        raise UnwritableOutput(f"{folder} に書き込めません({reason(error)})。") from error
    if is_file:
        raise UnwritableOutput(f"{folder} はファイルです。-o には結果を置くフォルダを指定してください。")
    if there and not force:
        raise UnwritableOutput(
            f"{there} はもうあります。別のフォルダにするか、作り直してよければ --force を付けてください。"
        )


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file; links and capitals as the system takes them."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _refusal_inside(error: Exception) -> OSError | None:
    """The system's refusal that an exception of a library carries, as xlsxwriter's FileCreateError does."""
    return next((each for each in (*error.args, error.__cause__) if isinstance(each, OSError)), None)


def _may_replace(path: Path, force: bool) -> bool:
    """Whether there is a file to replace. UnwritableOutput when there is one, or something else, and it may not."""
    if path.is_dir():
        raise UnwritableOutput(f"{path} はフォルダです。-o にはファイル名を指定してください。")
    is_there = path.exists()
    if path.is_symlink() and not is_there:
        raise UnwritableOutput(f"{path} は行き先のないリンクです。消すか、-o に別の名前を指定してください。")
    if is_there and not path.is_file():
        raise UnwritableOutput(f"{path} は普通のファイルではありません。-o には別の名前を指定してください。")
    if is_there and not force:
        raise _is_there(path)
    return is_there


def _write(path: Path, write: Callable[[Path], None], *, is_replaced: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        clear(path.parent)
    read = fingerprint(path) if is_replaced else None
    with temporary_file(path.parent, path, path.suffix) as temporary:
        write(temporary)
        if read is None:
            rename_to_free_name(temporary, path)
        else:
            shutil.copymode(path, temporary)
            put_in_place(temporary, path, read=read, made=fingerprint(temporary))


def _is_there(path: Path) -> UnwritableOutput:
    return UnwritableOutput(
        f"{path} はもうあります。別の名前にするか、上書きしてよければ --force を付けてください。"
    )


def _why_not(path: Path, error: OSError) -> str:
    if is_held(path, error, to_write=True):
        return f"{path} はExcelなどほかのプログラムで開かれているため書き込めません。閉じてからやり直してください。"
    if is_read_error(error):
        return f"ディスクかネットワークの読み書きに失敗したため、{path} に書き込めません。つながりを確かめてください。"
    if isinstance(error, PermissionError):
        return f"{path} に書き込めません。Excelなどで開いていれば閉じ、書き込めるフォルダか確かめてください。"
    return f"{path} に書き込めません({reason(error)})。"
