"""Where the workbook and its office file lie: paths on which its buttons cannot work, the network, OneDrive.

Sources: xlwings 0.37.8, ExecuteWindows (the path goes through cmd.exe), prepare_sys_path (expands %…% and $…,
splits at ;) and Book.caller (splits at =); support.microsoft.com, "Filename is not valid" (Excel's limit of 218
characters); internet-macros-blocked (a share named by its IP address counts as the internet); xlwings,
fullname_url_to_local_path (in OneDrive, Excel gives a web address for the workbook's place).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pmo_xl.disk.reasons import reason
from pmo_xl.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.doctor.network import names_an_address, remote_path
from pmo_xl.doctor.windows_paths import is_below
from pmo_xl.documents.office_settings import settings_of_office
from pmo_xl.errors import PmoXlError
from pmo_xl.this_pc.machine import Machine
from pmo_xl.this_pc.xlwings_conf import conf_path
from pmo_xl.workbook.office_file import NAME, OfficeFile, office_file
from pmo_xl.workbook.vba.buttons import NOT_IN_A_NAME

LONGEST = 218
_ROOM_FOR_OUTPUTS = 40
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SYNCED = r"HKCU\Software\SyncEngines\Providers\OneDrive"


def book_path(machine: Machine, book: Path) -> Iterator[Answer]:
    """Characters and lengths that xlwings or Excel cannot take."""
    path = str(book)
    found = [character for character in NOT_IN_A_NAME if character in path]
    if found:
        yield bad(
            f"台帳の場所か名前に {' '.join(found)} があり、ボタンが動きません({path})。",
            f"フォルダとファイルの名前から {' '.join(found)} を除いてください。",
        )
    if len(path) > LONGEST:
        yield bad(
            f"台帳の場所と名前が {len(path)} 文字あり、Excelの上限 {LONGEST} 文字を超えています。",
            "浅いフォルダに移すか、名前を短くしてください。",
        )
    elif len(path) > LONGEST - _ROOM_FOR_OUTPUTS:
        yield caution(
            f"台帳の場所と名前が {len(path)} 文字あります。隣に作る文書の名前が長すぎて書けないことがあります。",
            "浅いフォルダに移すか、名前を短くしてください。",
        )
    elif not found:
        yield good("台帳の場所と名前に、困る文字はありません。")


def book_network(machine: Machine, book: Path) -> Iterator[Answer]:
    """Whether the workbook lies on another machine."""
    remote = remote_path(machine, book)
    if remote is None:
        yield good("台帳はこのPCの中にあります。")
    elif names_an_address(remote):
        yield bad(
            f"台帳が、IPアドレスで書いた共有フォルダにあります({remote})。Excelはインターネットとみなし、マクロを止めます。",
            r"\\サーバー名\共有名 の形で開くか、このPCに写してください。",
        )
    else:
        yield caution(
            f"台帳が共有フォルダにあります({remote})。遅く、ほかの人が開いていると書き込めません。",
            "ボタンが動かないときは、このPCに写して確かめてください。",
        )


def book_onedrive(machine: Machine, book: Path) -> Iterator[Answer]:
    """Whether OneDrive or SharePoint synchronises the folder."""
    root = next((folder for folder in _synced_folders(machine) if is_below(book, folder)), None)
    if root is None:
        yield good("台帳は OneDrive の外にあります。")
    else:
        yield caution(
            f"台帳が OneDrive(SharePoint)と同期するフォルダにあります({root})。同期中は書き込めないことがあり、"
            "自動保存が入っていると、ボタンが台帳の場所を見つけられないことがあります。",
            "ボタンが動かないときは、Excelの左上の「自動保存」を切るか、同期しないフォルダに移してください。",
        )


def _synced_folders(machine: Machine) -> Iterator[str]:
    named = {name.upper(): value for name, value in machine.environ.items()}
    yield from (named[name.upper()] for name in _VARIABLES if named.get(name.upper()))
    for name in machine.registry.subkeys(_SYNCED):
        mounted = machine.registry.value(rf"{_SYNCED}\{name}", "MountPoint")
        if isinstance(mounted, str) and mounted:
            yield mounted


_A_LITTLE = 65_536
_ASK = "フォルダの[プロパティ]→[セキュリティ]で書き込みが許されているかを、管理者に確かめてください。"


def book_writable(machine: Machine, book: Path) -> Iterator[Answer]:
    """The workbook and the folder it lies in."""
    if not os.access(book, os.W_OK):
        yield caution(
            f"{book.name} は読み取り専用です。点検はできますが、書き込めません。",
            "ファイルの[プロパティ]の「読み取り専用」を外してください。",
        )
    yield _writable(book.parent, "台帳のフォルダ")


def own_folders_writable(machine: Machine) -> Iterator[Answer]:
    """The folder for temporary files, where xlwings keeps its log, and that of the user's xlwings.conf."""
    yield _temporary_folder(machine)
    path = conf_path(machine)
    if machine.is_windows and path is not None:
        yield _writable(_nearest(path.parent), "xlwings.conf のフォルダ")


def _temporary_folder(machine: Machine) -> Answer:
    name = "一時フォルダ"
    try:
        return _writable(machine.folder("TEMP") or Path(tempfile.gettempdir()), name)
    except FileNotFoundError:
        return bad(f"{name}がないか、どの候補にも書き込めません。", _ASK)


def _nearest(folder: Path) -> Path:
    """The folder, or the first above it that is there already."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)


def _writable(folder: Path, name: str) -> Answer:
    """Whether a file of a little size can be kept there; an empty one finds room on a full disk."""
    try:
        with tempfile.TemporaryFile(prefix=".pmo_xl_", dir=folder, buffering=0) as file:
            file.write(bytes(_A_LITTLE))
            return good(f"{name}に書き込めます({folder})。")
    except OSError as error:
        return bad(f"{name}に書き込めません({folder}、{reason(error)})。", _ASK)


def office(machine: Machine) -> Iterator[Answer]:
    """The file that counts for the workbooks of the folder that one stands in."""
    yield from _office_of(Path(NAME))


def book_office(machine: Machine, book: Path) -> Iterator[Answer]:
    """The file that counts for the workbook."""
    yield from _office_of(book)


def _office_of(book: Path) -> Iterator[Answer]:
    try:
        found = office_file(book)
    except PmoXlError as error:
        yield bad(error.message, "直すまで、台帳を読めません。")
        return
    _, unused = settings_of_office(found)
    if found.path is None:
        yield good(f"ありません(職場の見出しや言葉、規則を {NAME} に書くと、どのブックでもそう読みます)。")
        return
    yield good(f"{found.path} を使います: {found.describe()}。")
    for remark in (*found.remarks, *unused, *_not_there(found)):
        yield caution(remark, "書き方を直すか、消してください。")


def _not_there(found: OfficeFile) -> Iterator[str]:
    """The forms and folders that the file names and that are not there."""
    for paper, form in found.forms.items():
        if not form.is_file():
            yield f"{paper}の様式 {form} がありません。"
    for root in found.roots:
        if not root.is_dir():
            yield f"文書のフォルダ {root} がありません。"
