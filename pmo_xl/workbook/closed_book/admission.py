"""Which workbooks may be edited at all: anything that could be harmed is refused with a plain sentence."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.file.package import Package

_SUFFIXES = (".xlsx", ".xlsm")
_SAVE_AS = "Excelで「Excelブック (.xlsx)」として保存し直してください。"


def check_name(path: Path) -> None:
    """RefusedEdit unless the file is called .xlsx or .xlsm."""
    if path.suffix.lower() not in _SUFFIXES:
        raise RefusedEdit(f"{path.name} は .xlsx でも .xlsm でもないため書き換えません。{_SAVE_AS}")


def check_parts(parts: Parts, package: Package) -> None:
    """RefusedEdit for Strict, signed and shared workbooks."""
    name, keys = parts.file_name, [part_key(each) for each in parts.names]
    if package.is_strict:
        raise RefusedEdit(f"{name} は Strict Open XML 形式のため書き換えません。{_SAVE_AS}")
    if any(key.startswith("_xmlsignatures/") for key in keys):
        raise RefusedEdit(
            f"{name} には電子署名が付いているため書き換えません（書き換えると署名が無効になります）。"
            "署名を外した写しを使ってください。"
        )
    if any("/revisions/" in key for key in keys):
        raise RefusedEdit(
            f"{name} は「ブックの共有」中のため書き換えません。Excelで共有を解除してからやり直してください。"
        )


def check_workbook(root: etree._Element, name: str) -> None:
    """RefusedEdit for what is no plain workbook, and for one that asks for a password to be written."""
    if root.tag != main("workbook"):
        raise RefusedEdit(f"{name} は特殊な形式のブックのため書き換えません。{_SAVE_AS}")
    sharing = root.find(main("fileSharing"))
    if sharing is not None and {"reservationPassword", "hashValue"} & set(sharing.attrib):
        raise RefusedEdit(
            f"{name} には書き込みパスワードが付いているため書き換えません。Excelで外してからやり直してください。"
        )
