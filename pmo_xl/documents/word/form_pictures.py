"""The pictures that a form of somebody's own brings with it: each must lie in the file."""

from __future__ import annotations

import posixpath
import re
import zipfile

from pmo_xl.errors import BadForm

_MAIN, _RELATIONSHIPS = "word/document.xml", "word/_rels/document.xml.rels"
_SHOWN = re.compile(r"<a:blip\b[^>]*?r:embed\s*=\s*[\"']([^\"']+)[\"']")
_PARAGRAPH = re.compile(r"<w:p[ >]")
_RELATIONSHIP = re.compile(r"<Relationship\b[^>]*>")
_ID = re.compile(r"\bId\s*=\s*[\"']([^\"']*)[\"']")
_TARGET = re.compile(r"\bTarget\s*=\s*[\"']([^\"']*)[\"']")


def check_pictures(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a form whose text shows a picture that is not there: Word would print a red cross. Raises BadForm."""
    text = archive.read(_MAIN).decode("utf-8", "replace")
    targets, inside = _targets(archive), set(archive.namelist())
    for shown in _SHOWN.finditer(text):
        if targets.get(shown[1]) not in inside:
            number = len(_PARAGRAPH.findall(text, 0, shown.start()))
            raise BadForm(
                f"{name}: {number} 段落目の画像が、ファイルの中にありません。"
                "Wordで画像を入れ直して保存してください。"
            )


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts that the text refers to, by the ID of the reference."""
    if _RELATIONSHIPS not in archive.namelist():
        return {}
    found = {}
    for tag in _RELATIONSHIP.findall(archive.read(_RELATIONSHIPS).decode("utf-8", "replace")):
        key, target = _ID.search(tag), _TARGET.search(tag)
        if key and target:
            found[key[1]] = posixpath.normpath(posixpath.join("/word", target[1])).lstrip("/")
    return found
