"""`window`: the window for those who never type."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pmo_xl.errors import PmoXlError

_NO_TKINTER = (
    "この Python には画面の部品(tkinter)がありません。Windows では python.org の Python かオフラインのキットを、"
    "Linux では配布元の python3-tk を入れてください。コマンドはこのまま使えます。"
)
_NO_SCREEN = "画面を開けません(画面につながっていません)。コマンドはこのまま使えます(pmo-xl --help)。"


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "打たずに使える画面を開きます。台帳かフォルダを選んでボタンを押すと、進み具合と結果が出て、作ったものを開けます。"
        "終了コード: 0 閉じた / 2 開けなかった。"
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="BOOK|FOLDER", help="初めから選んでおく台帳かフォルダ"
    )
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    try:
        return _opened(options.paths)
    except PmoXlError as error:
        _say_in_a_box(error.message)
        raise


def _opened(paths: Sequence[Path]) -> int:
    try:
        import tkinter
    except ImportError as error:
        raise PmoXlError(_NO_TKINTER) from error
    from pmo_xl.faces.window.look import see_pixels
    from pmo_xl.faces.window.screen import Window

    see_pixels()
    try:
        root = tkinter.Tk(className="pmo_xl")
    except tkinter.TclError as error:
        raise PmoXlError(_NO_SCREEN) from error
    Window(root, paths)
    root.mainloop()
    return 0


def _say_in_a_box(sentence: str) -> None:
    """Say it where it can be seen: what Explorer starts with pythonw.exe has no standard error."""
    if sys.platform == "win32" and sys.__stderr__ is None:
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "pmo_xl", 0x10)
