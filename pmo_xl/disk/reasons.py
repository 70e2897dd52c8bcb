"""Why the system refused something with a file, in Japanese: its own words are English, or of its own language."""

from __future__ import annotations

import errno
from typing import Final

from pmo_xl.disk.read_errors import is_read_error

_FORBIDDEN: Final = "権限がありません"
_FULL: Final = "ディスクに空きがありません"
_TOO_LONG: Final = "名前かパスが長すぎます"
_UNUSABLE: Final = "名前に使えない文字があります"
_HELD: Final = "ほかのプログラムが使っています"
_BY_NAME: Final = {
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EROFS": "書き込めない(読み取り専用の)場所です",
    "ENOSPC": _FULL,
    "EDQUOT": "使える容量の上限に達しました",
    "EFBIG": "ファイルの大きさの上限を超えます",
    "ENAMETOOLONG": _TOO_LONG,
    "EILSEQ": _UNUSABLE,
    "ENOENT": "その場所がありません",
    "ENOTDIR": "パスの途中がフォルダではありません",
    "EISDIR": "ファイルではなくフォルダです",
    "ESPIPE": "ふつうのファイルではありません",
    "EEXIST": "同じ名前のものがもうあります",
    "ENOTEMPTY": "フォルダが空ではありません",
    "EMFILE": "開いているファイルが多すぎます",
    "ENFILE": "開いているファイルが多すぎます",
    "ELOOP": "リンクが輪になっています",
    "EBUSY": _HELD,
    "ETXTBSY": _HELD,
}
_BY_NUMBER: Final = {getattr(errno, name): said for name, said in _BY_NAME.items() if hasattr(errno, name)}
_BY_WINDOWS: Final = {
    5: _FORBIDDEN,
    32: _HELD,
    33: _HELD,
    39: _FULL,
    112: _FULL,
    123: _UNUSABLE,
    206: _TOO_LONG,
}


def reason(error: OSError) -> str:
    """Why, as a clause without 。 at its end."""
    said = _BY_WINDOWS.get(getattr(error, "winerror", None) or 0) or _BY_NUMBER.get(error.errno or 0)
    if said:
        return said
    if is_read_error(error):
        return "ディスクかネットワークの読み書きに失敗しました"
    return f"{error.strerror or type(error).__name__}"


def is_missing(error: OSError) -> bool:
    """Whether there is simply nothing of that name, rather than a share that cannot be reached or a closed door."""
    return isinstance(error, FileNotFoundError) and not is_read_error(error)


def refused_by_system(error: OSError) -> str:
    """The sentence for a failure that nobody met closer to where it happened: what, and why."""
    what = f"「{error.filename}」を扱えません" if error.filename else "ファイルを扱えません"
    return f"{what}({reason(error)})。場所と権限、空きを確かめてください。"
