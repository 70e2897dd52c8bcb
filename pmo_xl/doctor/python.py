"""The Python that runs: its version, its word size, where it lies, and what typing `python` would start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from pmo_xl.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.errors import PmoXlError
from pmo_xl.this_pc.interpreter import interpreter
from pmo_xl.this_pc.machine import Machine

OLDEST, NEWEST = (3, 11), (3, 13)
_FROM_PYTHON_ORG = "python.org の Windows 用 64 ビット版を入れ、pmo_xl を入れ直してください。"


def python_version(machine: Machine) -> Iterator[Answer]:
    """The version and the word size."""
    version = machine.python[:2]
    kind = "キット" if _is_of_the_kit(machine) else "仮想環境" if machine.is_venv else "PCに入れたもの"
    shown = f"{'.'.join(map(str, machine.python))}({machine.bits}ビット、{kind}) {machine.executable}"
    if version < OLDEST:
        yield bad(f"{shown} は古すぎます。", _FROM_PYTHON_ORG)
    elif machine.bits < 64:
        yield caution(f"{shown} です。大きな台帳でメモリが足りなくなることがあります。", _FROM_PYTHON_ORG)
    elif version > NEWEST:
        newest = ".".join(map(str, NEWEST))
        yield caution(f"{shown} では、まだ確かめていません。", f"困ったら Python {newest} を使ってください。")
    else:
        yield good(shown)


def python_place(machine: Machine) -> Iterator[Answer]:
    """Whether Excel can start this Python, and whether Windows hides what it writes."""
    try:
        interpreter(machine)
    except PmoXlError as error:
        yield bad(error.message, "入れ直したあと、pmo-xl setup を実行してください。")
        return
    if machine.is_store_python:
        yield caution(
            "Microsoft Store の Python です。AppData に書いたものがほかのアプリから見えず、「送る」に加えられません。",
            _FROM_PYTHON_ORG,
        )
    else:
        yield good("Excelから起動できる場所です。")


def python_alias(machine: Machine) -> Iterator[Answer]:
    """Whether typing `python` starts a Python, or opens the Microsoft Store.

    Windows puts an empty python.exe (an "app execution alias") into …/Microsoft/WindowsApps, which opens the
    Store when no Store Python is installed: github.com/python/cpython/issues/85499.
    """
    if _is_of_the_kit(machine):
        yield good(
            "キットで入っています。スタートメニューの「pmo_xlの画面」を開くか、「pmo_xlのコマンド」を開いて pmo-xl と打って使います。"
        )
        return
    first = next(_pythons_on_path(machine), None)
    if first is not None and first.parent.name.lower() == "windowsapps" and first.stat().st_size == 0:
        yield caution(
            f"「python」と打つと、Python ではなく Microsoft Store が開くことがあります({first})。",
            "py と打って使うか、Windowsの[設定]→[アプリ]→[アプリ実行エイリアス]で「python.exe」を切ってください。",
        )
    elif first is None:
        yield caution("「python」と打っても見つかりません。", "py と打って使ってください(py -m pmo_xl …)。")
    else:
        yield good(f"「python」と打つと {first} が動きます。")


def _pythons_on_path(machine: Machine) -> Iterator[Path]:
    separator = ";" if machine.is_windows else ":"
    path = next((value for name, value in machine.environ.items() if name.upper() == "PATH"), "")
    for folder in path.split(separator):
        program = Path(folder.strip('"')) / "python.exe"
        if folder and program.is_file():
            yield program


def _is_of_the_kit(machine: Machine) -> bool:
    """Whether the offline kit put this Python into the user's own folder (docs/offline-kit.md)."""
    local = machine.environ.get("LOCALAPPDATA")
    place = PureWindowsPath(machine.executable or "")
    return bool(local) and place.is_relative_to(PureWindowsPath(local or "", "pmo_xl", "python"))
