"""Where workbook_templates/ and macros/ lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from pmo_xl.errors import PmoXlError
from pmo_xl.installation import this_installation

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` ("workbook_templates" or "macros"), wherever this installation keeps it."""
    for place in (_PACKAGE / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise _is_missing(f"部品フォルダ {name}")


def template(name: str) -> Path:
    """A file of workbook_templates/, such as "pmo_master.xlsx"."""
    return folder("workbook_templates") / name


def shipped(folder: str, name: str) -> Path:
    """A file of a folder in workbook_templates/ that must be there. PmoXlError says how to install again when it is not."""
    path = template(folder) / name
    if not path.is_file():
        raise _is_missing(f"部品 {folder}/{name}")
    return path


def _is_missing(what: str) -> PmoXlError:
    return PmoXlError(
        f"pmo_xl の{what} が見つかりません。{this_installation().reinstall('--force-reinstall')}"
    )


def macro(name: str) -> Path:
    """A file of macros/, such as "PmoButtons.bas"."""
    return folder("macros") / name
