"""examine: asks every probe, in the order in which people look for the trouble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pmo_xl.disk.reasons import reason
from pmo_xl.doctor import (
    book_place,
    excel,
    macro_policy,
    mark_of_the_web,
    packages,
    python,
    trusted_locations,
    vba_project,
    xlwings_settings,
)
from pmo_xl.doctor.diagnosis import Answer, Check, Diagnosis, Probe, unknown
from pmo_xl.errors import PmoXlError, UnreadableWorkbook
from pmo_xl.this_pc.machine import Machine
from pmo_xl.workbook.file.unreadable import unreadable

PROBES = (
    Probe("python.version", "Python", python.python_version, is_windows_only=False),
    Probe("python.place", "Python の場所", python.python_place),
    Probe("python.alias", "python と打つと", python.python_alias),
    Probe("packages", "部品の版", packages.packages, is_windows_only=False),
    Probe("plugins", "プラグイン", packages.plugged, is_windows_only=False),
    Probe("excel", "Excel", excel.excel),
    Probe("xlwings.package", "xlwings", xlwings_settings.xlwings_installed),
    Probe("xlwings.conf", "ボタンの設定", xlwings_settings.user_settings),
    Probe("send_to", "送る", xlwings_settings.send_to_entry),
    Probe("macros.shipped", "付属のマクロ", vba_project.shipped_project, is_windows_only=False),
    Probe("macros.policy", "マクロの設定", macro_policy.macro_policy),
    Probe("macros.internet", "インターネットから来たブック", macro_policy.internet_policy),
    Probe("macros.defender", "Windows Defender", macro_policy.defender),
    Probe("template.mark", "ひな形の印", mark_of_the_web.template_mark),
    Probe("fonts", "フォント", packages.fonts, is_windows_only=False),
    Probe("pdf", "PDF", packages.pdf, is_windows_only=False),
    Probe("office", "職場のファイル", book_place.office, is_windows_only=False),
    Probe("write.own", "書き込み", book_place.own_folders_writable, is_windows_only=False),
    Probe("book.buttons", "台帳のボタン", vba_project.book_buttons, needs_book=True, is_windows_only=False),
    Probe("book.macros", "台帳のマクロ", vba_project.book_macros, needs_book=True, is_windows_only=False),
    Probe("book.mark", "台帳の印", mark_of_the_web.book_mark, needs_book=True),
    Probe("book.trusted", "信頼できる場所", trusted_locations.trusted_location, needs_book=True),
    Probe("book.path", "台帳の場所と名前", book_place.book_path, needs_book=True),
    Probe("book.network", "共有フォルダ", book_place.book_network, needs_book=True),
    Probe("book.onedrive", "OneDrive", book_place.book_onedrive, needs_book=True),
    Probe("book.folder_conf", "台帳のフォルダの設定", xlwings_settings.folder_settings, needs_book=True),
    Probe(
        "book.office", "台帳の職場のファイル", book_place.book_office, needs_book=True, is_windows_only=False
    ),
    Probe("book.write", "台帳への書き込み", book_place.book_writable, needs_book=True, is_windows_only=False),
)
NOT_WINDOWS = unknown("Windows ではないので、調べていません。")
NO_BOOK = unknown("台帳を指定していないので、調べていません(pmo-xl doctor 台帳.xlsm)。")


def examine(machine: Machine, book: Path | None = None, probes: Iterable[Probe] = PROBES) -> Diagnosis:
    """Ask every probe. One that fails becomes 調べられない and stops no other.

    book: the workbook to ask about; UnreadableWorkbook when there is no such file.
    """
    if book is not None and not _is_file(book):
        raise UnreadableWorkbook(f"{book} {_no_file(book)}。")
    place = book.absolute() if book else None
    checks = [
        Check(probe.id, probe.topic, answer) for probe in probes for answer in _asked(probe, machine, place)
    ]
    return Diagnosis(checks, book)


def _is_file(book: Path) -> bool:
    try:
        return book.is_file()
    except OSError as error:
        raise unreadable(book, error) from error


def _no_file(book: Path) -> str:
    if book.exists():
        return "はファイルではありません(台帳のファイルを指定してください)"
    return "が見つかりません(場所と名前を確かめてください)"


def _asked(probe: Probe, machine: Machine, book: Path | None) -> Iterator[Answer]:
    if probe.is_windows_only and not machine.is_windows:
        yield NOT_WINDOWS
        return
    if probe.needs_book and book is None:
        yield NO_BOOK
        return
    given: tuple[Any, ...] = (machine, book) if probe.needs_book else (machine,)
    try:
        yield from probe.ask(*given)
    except PmoXlError as error:
        yield unknown(error.message)
    except OSError as error:
        yield unknown(f"調べる途中で止まりました({reason(error)})。")
    except Exception as error:
        yield unknown(f"調べる途中で止まりました({type(error).__name__}: {error})。")
