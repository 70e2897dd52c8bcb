"""The macros: whether those that pmo_xl came with are whole, and whether a workbook's are the same.

A project that Excel has saved holds the same sources with lines, blanks and capitals as the VBA editor likes them;
so sources are compared, not bytes. The bytes of the shipped file are held against the SHA-256 that the
installation recorded (the wheel's RECORD, packaging.python.org, "Recording installed projects").
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from pmo_xl.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.installation import OWN_NAME
from pmo_xl.resources import macro
from pmo_xl.this_pc.machine import Machine
from pmo_xl.workbook.file.container import open_container
from pmo_xl.workbook.grid import Grid, open_grids
from pmo_xl.workbook.vba.existing_project import read_project
from pmo_xl.workbook.vba.shipped import BUTTON_MODULE, button_sources
from pmo_xl.workbook.vba.xlwings_sheet import CONF_SHEET

PROJECT = "xl/vbaProject.bin"
_FILE = "vbaProject.bin"
_XLWINGS = re.compile(r'XLWINGS_VERSION As String = "([^"]+)"')
_CLASS_HEADER = re.compile(r"\AVERSION .*?^END$", re.DOTALL | re.MULTILINE)
_RENEW = "pmo_xl のボタンを付け直してください(pmo-xl add-buttons)。"


def shipped_project(machine: Machine) -> Iterator[Answer]:
    """The vbaProject.bin in macros/ against its recorded hash and against the sources beside it."""
    again = machine.installation.reinstall("--force-reinstall", "--no-deps")
    data = macro(_FILE).read_bytes()
    digest = hashlib.sha256(data).digest()
    recorded = recorded_hash(f"macros/{_FILE}")
    if recorded is not None and recorded != digest:
        yield bad("pmo_xl に付いているマクロが、入れたときから書き換わっています。", again)
    elif changed := changed_modules(data):
        yield bad(f"pmo_xl に付いているマクロが、元の文({'、'.join(changed)})と違います。", again)
    else:
        yield good(f"pmo_xl に付いているマクロは、元の文と同じです(SHA-256 {digest.hex()[:16]}…)。")
    yield from _of_xlwings(machine)


def book_macros(machine: Machine, book: Path) -> Iterator[Answer]:
    """The macros of a workbook's buttons against those that pmo_xl would give it today."""
    container = open_container(book)
    name = container.find(PROJECT)
    held = read_project(container.part(name)) if name else {}
    if not name and book.suffix.lower() == ".xlsx":
        yield good(f"{book.name} にマクロはありません。")
    elif BUTTON_MODULE not in held:
        yield caution(f"{book.name} に pmo_xl のボタンのマクロはありません。", _RENEW)
    elif changed := _differing(held):
        yield caution(
            f"{book.name} のマクロ({'、'.join(changed)})が、この版の pmo_xl のものと違います。古いか、書き換えられています。",
            f"覚えのない書き換えなら、ボタンを押さずに情報システム部門に見せてください。古いだけなら、{_RENEW}",
        )
    else:
        yield good(f"{book.name} のマクロは、この版の pmo_xl のものと同じです。")


def changed_modules(data: bytes) -> tuple[str, ...]:
    """The modules of the buttons that are not in the project as their sources say. Raises ValueError."""
    return _differing(read_project(data))


def recorded_hash(name: str) -> bytes | None:
    """The SHA-256 that pip recorded for a file of ours; None where it recorded none (a checkout)."""
    try:
        files = metadata.files(OWN_NAME) or ()
    except metadata.PackageNotFoundError:
        return None
    found = next((file.hash for file in files if str(file.as_posix()).endswith(f"/{name}")), None)
    if found is None or found.mode != "sha256":
        return None
    return base64.urlsafe_b64decode(f"{found.value}==")


def _of_xlwings(machine: Machine) -> Iterator[Answer]:
    found = _XLWINGS.search(button_sources()["xlwings"])
    ours, installed = (found[1] if found else ""), machine.version_of("xlwings")
    if installed and installed != ours:
        yield caution(
            f"マクロは xlwings {ours} のものですが、入っているのは {installed} です。",
            f"ボタンが動かないときは {machine.installation.pip(f'xlwings=={ours}')} を実行してください。",
        )


def _differing(held: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        name for name, source in button_sources().items() if _plain(held.get(name, "")) != _plain(source)
    )


def _plain(source: str) -> list[str]:
    """The lines of code as VBA itself tells them apart: no header, no attributes, no blanks, no capitals."""
    lines = _CLASS_HEADER.sub("", source).splitlines()
    code = ("".join(line.split()).lower() for line in lines if not line.startswith("Attribute "))
    return [line for line in code if line]


def book_buttons(machine: Machine, book: Path) -> Iterator[Answer]:
    """Whether the workbook holds macros at all."""
    if open_container(book).find(PROJECT) is None:
        yield caution(
            f"{book.name} にボタン(マクロ)はありません。",
            "ボタンがなくても点検できます(コマンドと「送る」)。付けるなら pmo-xl add-buttons。",
        )
        return
    yield good(f"{book.name} にはマクロがあります。")
    grids = open_grids(book)
    if any(sheet.title == CONF_SHEET for sheet in grids.sheets):
        yield from _of_settings(_settings(grids.grid(CONF_SHEET)))
    else:
        yield caution(
            f"マクロはありますが、{CONF_SHEET} シートがありません。pmo_xl のボタンではないようです。",
            "pmo_xl のボタンを付けた台帳か、確かめてください。",
        )


def _of_settings(held: Mapping[str, str]) -> Iterator[Answer]:
    named = [key for key in held if key.startswith("INTERPRETER")]
    if named:
        yield bad(
            f"台帳の {CONF_SHEET} シートに Python の場所が書いてあります({'、'.join(named)})。ほかの人のPCでは動きません。",
            "その行を消してください。Python の場所は、PCごとに pmo-xl setup で決めます。",
        )
    if held.get("ADD_WORKBOOK_TO_PYTHONPATH", "true").lower() != "false":
        yield bad(
            "台帳と同じフォルダに置かれた .py が、部品の代わりに動いてしまう設定です。",
            f"{CONF_SHEET} シートに ADD_WORKBOOK_TO_PYTHONPATH と False を書いてください。",
        )


def _settings(grid: Grid) -> dict[str, str]:
    """Key and value of each row, as xlwings reads columns A and B."""
    rows = range(1, grid.last_row + 1)
    return {
        str(grid.value(row, 1)).upper(): str(grid.value(row, 2)) for row in rows if grid.value(row, 1) != ""
    }
