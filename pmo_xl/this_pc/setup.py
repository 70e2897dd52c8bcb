"""setup: lets Excel's buttons find this Python, and puts a check into the 送る menu; and takes both back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pmo_xl.disk.output_file import write_file
from pmo_xl.disk.reasons import reason
from pmo_xl.errors import PmoXlError
from pmo_xl.this_pc import send_to
from pmo_xl.this_pc.interpreter import interpreter
from pmo_xl.this_pc.machine import Machine
from pmo_xl.this_pc.xlwings_conf import INTERPRETER, conf_path, values, with_value

BACKUP = "xlwings.conf.before_pmo_xl"
NOT_WINDOWS = (
    "このPCは Windows ではないので、Excelのボタンの設定と「送る」は作りません。"
    "pmo-xl のコマンドは、このまま使えます。"
)


@dataclass(frozen=True)
class Step:
    """One thing to set up or to take back.

    what: what it is, in Japanese, with the place. do: carries it out and says what was done; None when
    there is nothing to do, and `what` says why.
    """

    what: str
    do: Callable[[], str] | None = None


def setup_steps(machine: Machine, make_link: send_to.LinkMaker = send_to.windows_link) -> list[Step]:
    """What setup would do on this PC. Raises PmoXlError where Excel could not start this Python."""
    _refuse_elsewhere(machine)
    program = interpreter(machine)
    return [*_conf_steps(machine, program), *_send_to_steps(machine, program, make_link)]


def undo_steps(machine: Machine) -> list[Step]:
    """What taking it back would do: the line of xlwings.conf as it was before, and no entry in 送る."""
    _refuse_elsewhere(machine)
    return [*_restoring_steps(machine), *_removing_steps(machine)]


def _refuse_elsewhere(machine: Machine) -> None:
    if not machine.is_windows:
        raise PmoXlError(NOT_WINDOWS)


def _conf_steps(machine: Machine, program: str) -> Iterator[Step]:
    path = _conf_path(machine)
    content = _content(path)
    before = values(content, machine.ansi).get(INTERPRETER)
    new = with_value(content, INTERPRETER, program, machine.ansi)
    if new == content:
        yield Step(f"{path} には、もうこの Python が書いてあります({program})。")
        return

    def write() -> str:
        """Keep the file as it was before us, then write."""
        backup = path.with_name(BACKUP)
        if not backup.exists():
            _write(backup, content)
        _write(path, new)
        return f"{path} に、ボタンが使う Python を書きました({program})。書く前のものは {backup.name} です。"

    yield Step(
        f"{path} に、ボタンが使う Python を書きます({INTERPRETER}: {before or 'なし'} → {program})。", write
    )


def _send_to_steps(machine: Machine, program: str, make_link: send_to.LinkMaker) -> Iterator[Step]:
    folder = send_to.send_to_folder(machine)
    if folder is None or not folder.is_dir():
        yield Step("「送る」のフォルダ(SendTo)が見つからないので、「送る」には加えません。")
        return
    if machine.is_store_python:
        yield Step(
            "Microsoft Store の Python が書いたものは「送る」に現れないので、加えません。python.org の Python を使ってください。"
        )
        return

    for entry in send_to.entries_of(machine):
        what = f"{folder} に「{entry.name}」を作ります。{entry.use}"
        yield Step(what, partial(_add, entry, folder, machine, program, make_link))


def _add(
    entry: send_to.Entry, folder: Path, machine: Machine, program: str, make_link: send_to.LinkMaker
) -> str:
    """A link where one can be made, else a batch file; never both."""
    shortcut, batch = send_to.files_of(entry, folder)
    if make_link(shortcut, send_to.link(entry, program)):
        batch.unlink(missing_ok=True)
        return f"「送る」に「{entry.name}」を加えました。{entry.use}"
    _write(batch, send_to.batch(entry, program, machine.ansi))
    return f"「送る」に「{entry.name}」をバッチファイルで加えました(ショートカットを作れないため。名前に & のある台帳は開けません)。"


def _restoring_steps(machine: Machine) -> Iterator[Step]:
    path = _conf_path(machine)
    content = _content(path)
    if INTERPRETER not in values(content, machine.ansi):
        yield Step(f"{path} には、ボタンが使う Python は書いてありません。")
        return
    backup = path.with_name(BACKUP)
    before = values(_content(backup), machine.ansi).get(INTERPRETER)
    new = with_value(content, INTERPRETER, before, machine.ansi)

    def restore() -> str:
        """Put the line back; a file with nothing left is taken away."""
        if new:
            _write(path, new)
        else:
            path.unlink()
        backup.unlink(missing_ok=True)
        return f"{path} の {INTERPRETER} を元に戻しました({before or 'なし'})。"

    yield Step(f"{path} の {INTERPRETER} を元に戻します({before or 'なし'})。", restore)


def _removing_steps(machine: Machine) -> Iterator[Step]:
    folder = send_to.send_to_folder(machine)
    for entry in (send_to.CHECK, send_to.WINDOW):
        there = [path for path in send_to.files_of(entry, folder) if path.exists()] if folder else []
        if there:
            yield Step(f"「送る」から「{entry.name}」を消します。", partial(_remove, entry, there))
        else:
            yield Step(f"「送る」に「{entry.name}」はありません。")


def _remove(entry: send_to.Entry, there: Sequence[Path]) -> str:
    for path in there:
        path.unlink(missing_ok=True)
    return f"「送る」から「{entry.name}」を消しました。"


def _conf_path(machine: Machine) -> Path:
    path = conf_path(machine)
    if path is None:
        raise PmoXlError("環境変数 USERPROFILE がないので、設定を書く場所が分かりません。")
    return path


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise PmoXlError(f"{path} を読めません({reason(error)})。") from error


def _write(path: Path, content: bytes) -> None:
    write_file(path, lambda file: _put(file, content), force=True)


def _put(file: Path, content: bytes) -> None:
    file.write_bytes(content)
