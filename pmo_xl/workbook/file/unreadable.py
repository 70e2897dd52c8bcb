"""What is said when the system does not give a file."""

from __future__ import annotations

from pathlib import Path

from pmo_xl.disk.held import is_held
from pmo_xl.disk.read_errors import is_read_error
from pmo_xl.errors import UnreadableWorkbook


def unreadable(path: Path, error: OSError | ValueError) -> UnreadableWorkbook:
    """The exception whose one sentence says why the system did not give a file, or a folder."""
    name = path.name
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnreadableWorkbook(f"{name} が見つかりません（場所と名前を確かめてください）。")
    if isinstance(error, OSError) and is_held(path, error):
        return UnreadableWorkbook(
            f"{name} はExcelなどほかのプログラムが使用中で開けません（閉じてからやり直してください）。"
        )
    if isinstance(error, OSError) and is_read_error(error):
        return UnreadableWorkbook(
            f"{name} を読むとき、ディスクかネットワークの読み取りに失敗しました"
            "（つながりを確かめるか、このPCに写してからやり直してください）。"
        )
    if isinstance(error, PermissionError):
        return UnreadableWorkbook(f"{name} を読む権限がありません（管理者か作成者に確かめてください）。")
    return UnreadableWorkbook(f"{name!r} を開けません（場所と名前、ネットワークの接続を確かめてください）。")
