"""Own forms: whether a Word file that somebody hands in may be used as a template at all."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pmo_xl.disk.reasons import reason
from pmo_xl.documents.word.form_pictures import check_pictures
from pmo_xl.errors import BadForm

LARGEST = 30_000_000
LARGEST_UNPACKED = 150_000_000
_MOST_PARTS = 2_000
_MAIN = "word/document.xml"
_EXTERNAL = re.compile(r"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_TYPE = re.compile(r"Type\s*=\s*[\"'][^\"']*/(\w+)[\"']")
_TARGET = re.compile(r"Target\s*=\s*[\"']([^\"']*)[\"']")
_SAFE_LINKS = ("http://", "https://", "mailto:")


def admit(path: Path) -> bytes:
    """The file's bytes, when it is a Word document that reaches for nothing outside itself. Raises BadForm."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadForm(
            f"様式 {path} を読めません({reason(error)})。ファイルの場所を確かめてください。"
        ) from error
    if len(data) > LARGEST:
        raise BadForm(f"{path.name}: 様式が大きすぎます。{LARGEST // 1_000_000}MBまでにしてください。")
    try:
        with zipfile.ZipFile(path) as archive:
            _check(path.name, archive)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise _not_word(path.name) from error
    return data


def _not_word(name: str) -> BadForm:
    return BadForm(
        f"{name}: Wordの文書(.docx)ではありません。Wordで開き、Word文書(.docx)として保存してください。"
    )


def _check(name: str, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if _MAIN not in archive.namelist():
        raise _not_word(name)
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise BadForm(f"{name}: 様式の中身が大きすぎます。画像を減らしてください。")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise BadForm(f"{name}: マクロが入っています。マクロのないWord文書(.docx)として保存してください。")
    check_pictures(name, archive)
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            _check_part(name, entry.filename, archive.read(entry).decode("utf-8", "replace"))


def _check_part(name: str, part: str, text: str) -> None:
    if "<!DOCTYPE" in text[:4_000]:
        raise BadForm(f"{name}: 様式の中に使えない宣言(DOCTYPE)があります。Wordで保存し直してください。")
    if part.endswith(".rels"):
        for target in _outside(text):
            raise BadForm(
                f"{name}: 様式が外のファイルを参照しています({target})。"
                "参照を外すか、画像は文書に埋め込んでから保存してください。"
            )


def _outside(relationships: str) -> Iterator[str]:
    """What lies outside the file, but for links that a reader follows by himself."""
    for found in _EXTERNAL.findall(relationships):
        kind, target = _TYPE.search(found), _TARGET.search(found)
        address = target[1] if target else ""
        is_link = kind is not None and kind[1] == "hyperlink" and address.startswith(_SAFE_LINKS)
        if not is_link:
            yield address
