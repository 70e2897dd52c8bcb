"""xlwings, and the settings with which Excel's buttons start Python.

Source: GetConfig, RunPython and ExecuteWindows of xlwings.bas 0.37.8: the workbook's sheet xlwings.conf goes
before an xlwings.conf in the workbook's folder, and that before the user's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pmo_xl.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.doctor.windows_paths import plain
from pmo_xl.this_pc.machine import Machine
from pmo_xl.this_pc.send_to import Entry, entries_of, files_of, send_to_folder
from pmo_xl.this_pc.xlwings_conf import INTERPRETER, conf_path, looks_like_utf8, mark_of, values

_SETUP = "pmo-xl setup を実行してください。"
_NO_WINDOW = "コマンドとボタンはそのまま使えます。画面も使うには、python.org の Python かオフラインのキットを使ってください。"
_DISTURBING = {
    "CONDA PATH": "conda の環境で動かそうとします。",
    "CONDA ENV": "conda の環境で動かそうとします。",
    "USE UDF SERVER": "別の動かし方になり、ボタンが動かないことがあります。",
    "PYTHONPATH": "そのフォルダにあるファイルが、部品の代わりに動くことがあります。",
}
_EMPTY = ("", "false")


def xlwings_installed(machine: Machine) -> Iterator[Answer]:
    """The package xlwings, and pywin32, through which it speaks to Excel."""
    for package in ("xlwings", "pywin32"):
        version = machine.version_of(package)
        if version:
            yield good(f"{package} {version} が入っています。")
        else:
            yield bad(
                f"{package} が入っていません。Excelのボタンは動きません。",
                machine.installation.complete(package),
            )


def user_settings(machine: Machine) -> Iterator[Answer]:
    """The user's xlwings.conf: whether Excel can read it, and which Python it names."""
    path = conf_path(machine)
    if path is None or not path.exists():
        yield bad(f"{path or 'xlwings.conf'} がありません。ボタンが Python を見つけられません。", _SETUP)
        return
    content = path.read_bytes()
    if mark_of(content) or looks_like_utf8(content, machine.ansi):
        yield bad(
            f"{path} が UTF-8 などで保存されていて、Excelには文字が化けて見えます。",
            f"日本語の設定があれば、メモ帳で開き「ANSI」で保存し直してください。そのあと {_SETUP}",
        )
        return
    yield from _of_values(machine, path, values(content, machine.ansi))


def _of_values(machine: Machine, path: Path, held: Mapping[str, str]) -> Iterator[Answer]:
    yield _of_interpreter(machine, path, machine.expanded(held.get(INTERPRETER, "")))
    for key, what in _DISTURBING.items():
        if held.get(key, "").lower() not in _EMPTY:
            yield caution(f"{path} に {key} があります。{what}", "覚えがなければ、その行を消してください。")
    if machine.environ.get("PYTHONUTF8") == "1" and not all(map(str.isascii, held.values())):
        yield caution(
            f"環境変数 PYTHONUTF8 が 1 なので、xlwings が {path} の日本語を読めません。",
            "環境変数 PYTHONUTF8 を消してください。",
        )


def _of_interpreter(machine: Machine, path: Path, named: str) -> Answer:
    if not named:
        return bad(f"{path} に、ボタンが使う Python({INTERPRETER})が書いてありません。", _SETUP)
    short = machine.short_path(machine.executable)
    if plain(named) in {plain(known) for known in (machine.executable, short) if known}:
        return good(f"ボタンは、いま動いている Python を使います({named})。")
    if not Path(named).is_file():
        return bad(f"ボタンが使う Python({named})がありません。入れ替えたのかもしれません。", _SETUP)
    return caution(
        f"ボタンは別の Python を使います({named})。", f"いま動いている Python を使わせるには、{_SETUP}"
    )


def folder_settings(machine: Machine, book: Path) -> Iterator[Answer]:
    """An xlwings.conf in the workbook's folder: it would decide which program runs, so the buttons refuse to."""
    path = book.parent / "xlwings.conf"
    if not path.exists():
        yield good("台帳のフォルダに xlwings.conf はありません(このPCの設定が使われます)。")
        return
    held = values(path.read_bytes(), machine.ansi)
    yield bad(
        f"台帳のフォルダに xlwings.conf があるため、ボタンは動きません({'、'.join(held) or '中身なし'})。"
        "動かすプログラムを、このPCの設定より優先して変えてしまうファイルです。",
        "だれが何のために置いたかを確かめ、ほかの場所に移すか、消してください。",
    )


def send_to_entry(machine: Machine) -> Iterator[Answer]:
    """The links or the batch files. A link's target is Explorer's business: only a batch file is read."""
    folder = send_to_folder(machine)
    for entry in entries_of(machine):
        yield _send_to(machine, entry, *(files_of(entry, folder) if folder else (None, None)))
    if not machine.has_tkinter:
        yield caution(
            "この Python には画面の部品(tkinter)がないので、pmo-xl window は開けません。", _NO_WINDOW
        )


def _send_to(machine: Machine, entry: Entry, link: Path | None, batch: Path | None) -> Answer:
    if link and link.exists():
        return good(f"「送る」に「{entry.name}」があります。")
    if not (batch and batch.exists()):
        return caution(f"「送る」に「{entry.name}」がありません。右クリックからは使えません。", _SETUP)
    program = entry.program(machine.executable).replace("%", "%%").encode(machine.ansi, "replace")
    if program in batch.read_bytes():
        return good(f"「送る」に「{entry.name}」があります(バッチファイル)。")
    return caution(f"「送る」の「{entry.name}」は、別の Python を使います。", _SETUP)
