"""The Python that Excel is to start: the path of the one that runs, as xlwings.conf can hold it."""

from __future__ import annotations

from pmo_xl.errors import PmoXlError
from pmo_xl.this_pc.machine import Machine


def interpreter(machine: Machine) -> str:
    """The path for INTERPRETER_WIN; the short name where VBA's code page lacks a character of the path.

    Raises PmoXlError for a path that Excel could not start: xlwings.bas tests the file with VBA's own
    functions (code page) and expands every %…%.
    """
    path = machine.executable
    if not path:
        raise PmoXlError("動いている Python の場所が分かりません。コマンド プロンプトから実行してください。")
    if "%" in path:
        raise PmoXlError(
            f"Python の場所 {path} に % があるため、Excel から起動できません。% のないフォルダに入れ直してください。"
        )
    if machine.can_say(path):
        return path
    short = machine.short_path(path)
    if short and machine.can_say(short):
        return short
    raise PmoXlError(
        f"Python の場所 {path} に、Excel のマクロが読めない文字があります。"
        r"C:\Python のような英数字だけのフォルダに入れ直してください。"
    )
