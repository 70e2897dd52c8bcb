"""The Word package as a form brings it and as it is made: its parts, parsed, with content types and relations.

What is judged is what is used: a form is handed on as `Form.rebuilt` writes it, every XML part as it was parsed,
so no other reader can find anything else in it (another encoding, a second part of the same name, a late DTD).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pmo_xl.documents.word.form_places import part_name
from pmo_xl.errors import BadForm, UnreadableWorkbook
from pmo_xl.workbook.file.container import Container, TwiceTheSamePart
from pmo_xl.workbook.file.safe_xml import BrokenPart, ForbiddenMarkup, local_name, parse_xml

MAIN, SLIDES, CONTENT_TYPES = "word/document.xml", "ppt/presentation.xml", "[Content_Types].xml"
LARGEST_UNPACKED = 150_000_000
LARGEST_XML = 20_000_000  # all XML of a form together: some 1,500 pages
MOST_PARTS = 2_000
MOST_ELEMENTS = 300_000
_MOST_QUOTES = 2_000  # of one tag with its text: a parser's time grows with the square of a tag's attributes
_XML_ENDINGS = (".xml", ".rels", ".vml", ".svg")
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")
_USED_ENCODINGS = ("utf-8", "utf-16", "us-ascii")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to. kind: the last word of its type. target: as written. is_outside: not in the file."""

    id: str
    kind: str
    target: str
    is_outside: bool


@dataclass(slots=True)
class FormPart:
    """A part. root: its XML, parsed; None of pictures and the like. relations: by their ID."""

    name: str
    content_type: str
    data: bytes
    root: etree._Element | None
    relations: dict[str, Relation] = field(default_factory=dict)

    @property
    def tree(self) -> etree._Element:
        """Its XML. Raises BrokenPart for a picture."""
        if self.root is None:
            raise BrokenPart
        return self.root

    @property
    def label(self) -> str:
        """The part in a person's words: 本文, ヘッダー, 設定 …"""
        return part_name(self.name, "" if self.root is None else local_name(self.root))


@dataclass(frozen=True, slots=True)
class Form:
    """A Word file, parsed. name: as its sentences call it. is_filled: its tags are filled in."""

    name: str
    parts: dict[str, FormPart]
    is_filled: bool = False

    @property
    def main(self) -> etree._Element:
        """The root of the text."""
        return self.parts[MAIN].tree

    def rebuilt(self) -> bytes:
        """The same file, its XML as it was parsed."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for part in self.parts.values():
                archive.writestr(part.name, part.data if part.root is None else _written(part.root))
        return target.getvalue()


class _FormContainer(Container):
    """The archive of a form: small enough, no matter what its headers say."""

    main = MAIN

    def complaint_about_names(self, names: Sequence[str]) -> str | None:
        """Why these entries are no such form."""
        return None if self.main in names else "様式ではありません"

    def _allowance(self, name: str) -> int:
        return min(Container._allowance(self, name), LARGEST_UNPACKED, self.raw(name).size)


class _SlideContainer(_FormContainer):
    """The archive of a form in PowerPoint."""

    main = SLIDES


def read_form(name: str, data: bytes, main: str = MAIN) -> Form:
    """The parts of a Word file (main SLIDES: of a PowerPoint file). Raises BadForm for what is none, too large, damaged or declares a DTD."""
    try:
        container = (_SlideContainer if main == SLIDES else _FormContainer)(name, data)
    except TwiceTheSamePart as error:
        raise BadForm(
            f"{name}: 様式の中に同じ名前の部品が2つあります。Wordで開いて保存し直してください。"
        ) from error
    except UnreadableWorkbook as error:
        raise not_word(name) from error
    names = [each for each in container.names if not each.endswith("/")]
    if len(names) > MOST_PARTS:
        raise too_large(name)
    return Form(name, _related(name, _read_parts(name, container, names)))


def not_word(name: str) -> BadForm:
    """The sentence about a file of another kind."""
    return BadForm(
        f"{name}: Wordの文書(.docx)ではありません。Wordで開き、Word文書(.docx)として保存してください。"
    )


def too_large(name: str) -> BadForm:
    """The sentence about more than a form may hold."""
    return BadForm(f"{name}: 様式の中身が大きすぎます。画像を減らしてください。")


def damaged(name: str, part: str) -> BadForm:
    """The sentence about a part that cannot be read."""
    return BadForm(f"{name}: 様式の{part}が壊れていて読めません。Wordで開いて修復し、保存し直してください。")


def made_form(name: str, package: Any) -> Form:  # noqa: ANN401 - python-docx ships no types for it
    """The package that was made, its XML as it stands in memory. Raises BadForm for a part of two contents."""
    parts: dict[str, FormPart] = {"": FormPart("", "", b"", None, _relations_of(package))}
    for part in package.iter_parts():
        found = str(part.partname).lstrip("/")
        if found.lower() in {each.lower() for each in parts}:
            raise damaged(name, "部品の一覧")
        parts[found] = _made_part(found, part)
    return Form(name, parts, is_filled=True)


def _made_part(name: str, part: Any) -> FormPart:  # noqa: ANN401 - as above
    root = getattr(part, "_element", None)
    data = b"" if root is not None else part.blob
    if root is None and _is_xml(name, part.content_type, data):
        root = parse_xml(data)
    return FormPart(name, part.content_type, data, root, _relations_of(part))


def _relations_of(part: Any) -> dict[str, Relation]:  # noqa: ANN401 - as above
    return {
        key: Relation(key, _last_word(each.reltype), each.target_ref, each.is_external)
        for key, each in part.rels.items()
    }


def _read_parts(name: str, container: Container, names: Iterable[str]) -> dict[str, FormPart]:
    contents: dict[str, bytes] = {}
    for each in names:
        contents[each] = _content(name, container, each)
        if sum(map(len, contents.values())) > LARGEST_UNPACKED:
            raise too_large(name)
    types = _content_types(name, contents)
    is_xml = {each: _is_xml(each, types(each), data) for each, data in contents.items()}
    _bound(name, [data for each, data in contents.items() if is_xml[each]])
    return {
        each: FormPart(each, types(each), data, _parsed(name, each, data) if is_xml[each] else None)
        for each, data in contents.items()
    }


def _content(name: str, container: Container, part: str) -> bytes:
    try:
        return container.part(part)
    except BrokenPart as error:
        raise damaged(name, part_name(part, "")) from error
    except UnreadableWorkbook as error:
        raise too_large(name) from error


def _bound(name: str, texts: Sequence[bytes]) -> None:
    """Refuse what would take long to parse, before it is parsed."""
    size, tags = sum(map(len, texts)), sum(text.count(b"<") for text in texts)
    if size > LARGEST_XML or tags > 2 * MOST_ELEMENTS + MOST_PARTS:
        raise BadForm(
            f"{name}: 様式の文が多すぎます。"
            f"{LARGEST_XML // 1_000_000}MB(およそ1,500ページ)までに減らしてください。"
        )
    if any(
        piece.count(b'"') + piece.count(b"'") > _MOST_QUOTES for text in texts for piece in text.split(b"<")
    ):
        raise damaged(name, "中の部品(1つのタグの属性)")


def _content_types(name: str, contents: dict[str, bytes]) -> Any:  # noqa: ANN401 - a function of a part's name
    if CONTENT_TYPES not in contents:
        raise damaged(name, part_name(CONTENT_TYPES, ""))
    _bound(name, [contents[CONTENT_TYPES]])
    root = _parsed(name, CONTENT_TYPES, contents[CONTENT_TYPES])
    known: dict[str, str] = {}
    for item in root.iter("{*}Default", "{*}Override"):
        key = "." + item.get("Extension", "") if local_name(item) == "Default" else item.get("PartName", "")
        known[key.lower()] = item.get("ContentType", "")
    return lambda part: known.get(f"/{part}".lower(), known.get(posixpath.splitext(part)[1].lower(), ""))


def _is_xml(name: str, content_type: str, data: bytes) -> bool:
    is_typed = content_type.endswith(("xml", "vmlDrawing")) or name.lower().endswith(_XML_ENDINGS)
    return is_typed or data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _parsed(name: str, part: str, data: bytes) -> etree._Element:
    declared = _DECLARED.match(data.lstrip(b"\xef\xbb\xbf"))
    if declared and declared[1].decode("ascii", "replace").lower() not in _USED_ENCODINGS:
        raise damaged(name, f"{part_name(part, '')}(文字コード)")
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        raise damaged(name, part_name(part, ""))
    try:
        return parse_xml(data)
    except ForbiddenMarkup as error:
        raise BadForm(
            f"{name}: 様式の{part_name(part, '')}に使えない宣言(DOCTYPE)があります。Wordで保存し直してください。"
        ) from error
    except BrokenPart as error:
        raise damaged(name, part_name(part, "")) from error


def _related(name: str, parts: dict[str, FormPart]) -> dict[str, FormPart]:
    """The parts with their relations; those of the file itself, or of a part that is not there, by an own name."""
    for rels in [each for each in parts.values() if each.name.lower().endswith(".rels")]:
        owner = parts.get(_owner(rels.name), rels)
        for relation in _relations(rels):
            if relation.id in owner.relations:
                raise damaged(name, f"{owner.label}の参照の一覧")
            owner.relations[relation.id] = relation
            _check_target(name, owner, relation, parts)
    return parts


def _owner(rels: str) -> str:
    folder, base = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), base[: -len(".rels")])


def _relations(rels: FormPart) -> Iterator[Relation]:
    for item in rels.tree.iter("{*}Relationship"):
        told = {str(etree.QName(key).localname): str(value) for key, value in item.items()}
        is_outside = told.get("TargetMode", "Internal").strip().lower() != "internal"
        yield Relation(
            told.get("Id", ""), _last_word(told.get("Type", "")), told.get("Target", "").strip(), is_outside
        )


def _check_target(name: str, owner: FormPart, relation: Relation, parts: dict[str, FormPart]) -> None:
    if relation.is_outside or relation.kind == "image":  # a picture that is not there: own_form.py
        return
    if relation.target.startswith("#"):
        return
    if target_name(owner.name, relation.target) not in parts:
        raise BadForm(
            f"{name}: 様式の{owner.label}が参照する部品({relation.target[:80]})が、ファイルの中にありません。"
            "Wordで開いて修復し、保存し直してください。"
        )


def target_name(owner: str, target: str) -> str:
    """The name of the part that a relation of a part means."""
    folder = posixpath.dirname(_owner(owner) if owner.endswith(".rels") else owner)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _last_word(kind: str) -> str:
    return kind.rstrip("/").rpartition("/")[2]


def _written(root: etree._Element) -> bytes:
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        + etree.tostring(root, encoding="unicode").encode()
    )
