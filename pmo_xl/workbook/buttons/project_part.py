"""The VBA project of a workbook: whose it is, and ours put in."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from pmo_xl.errors import RefusedEdit
from pmo_xl.resources import folder
from pmo_xl.workbook.buttons.code_names import CodeNames
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_links import PartKind, add_part
from pmo_xl.workbook.closed_book.parts import part_key
from pmo_xl.workbook.vba import build_project
from pmo_xl.workbook.vba.existing_project import read_project
from pmo_xl.workbook.vba.shipped import BUTTON_MODULE

_NAME = "vbaProject.bin"
_PROJECT = PartKind(
    "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
    "application/vnd.ms-office.vbaProject",
)
_BY_HAND = (
    "手で加えるには、Excelで Alt+F11 を押し、「ファイル」→「ファイルのインポート」で {files} を取り込み、"
    "「開発」タブの「挿入」→「ボタン」で PmoCheck などを割り当ててください(部品の場所: {folder})。"
)


@dataclass(frozen=True)
class OwnProject:
    """A VBA project of ours. part: where it lies. code: of the module with the Subs of the buttons."""

    part: str
    code: str


def own_project(book: Book, modules: Mapping[str, str]) -> OwnProject | None:
    """The project that is ours, to be renewed; None where the workbook has no project.

    RefusedEdit, saying what to do by hand, for a project that holds anybody else's code or is signed.
    """
    found = [name for name in book.parts.names if part_key(name).endswith(f"/{_NAME.lower()}")]
    linked = book.part_of_kind(book.workbook.name, "vbaProject") or next(iter(found), None)
    if linked is None:
        return None
    name = book.parts.file_name
    if book.parts_of_kind(linked, "vbaProjectSignature"):
        raise RefusedEdit(f"{name} のマクロには署名が付いているため書き換えません。{_by_hand(modules)}")
    try:
        code = read_project(book.parts.read(linked))
    except ValueError as error:
        raise RefusedEdit(f"{name} のマクロが読めないため書き換えません。{_by_hand(modules)}") from error
    others = [each for each, text in code.items() if each not in modules and _is_code(text)]
    if BUTTON_MODULE not in code or others:
        raise RefusedEdit(f"{name} には別のマクロが入っているため書き換えません。{_by_hand(modules)}")
    return OwnProject(linked, code[BUTTON_MODULE])


def _is_code(text: str) -> bool:
    return any(line.strip() and not line.startswith("Option ") for line in text.splitlines())


def _by_hand(modules: Mapping[str, str]) -> str:
    place = folder("macros")
    files = (file.name for name in modules for file in place.glob(f"{name}.*"))
    return _BY_HAND.format(files="・".join(files), folder=place)


def put_project(book: Book, modules: Mapping[str, str], names: CodeNames, present: str | None) -> bytes:
    """Put our project in the place of `present`, or as a new part; gives its bytes."""
    project = build_project(modules, names.documents, charts=names.charts)
    if present is None:
        name = posixpath.join(posixpath.dirname(book.workbook.name), _NAME)
        add_part(book.parts, book.workbook.name, name, project, _PROJECT)
    else:
        book.parts.replace(present, project)
    return project
