"""Whether a Word file reaches for anything outside itself, or runs anything, when somebody opens it.

Judged are the parsed parts, of a form before it is used and of what was made of it: relations, elements that load,
addresses in attributes, fields. A link that a reader sees and follows by himself (http, https, mailto) is ordinary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from pmo_xl.documents.word.form_fields import Fields, is_ordinary_address
from pmo_xl.documents.word.form_package import Form, FormPart, Relation, damaged
from pmo_xl.documents.word.form_places import paragraph_name
from pmo_xl.errors import BadForm
from pmo_xl.workbook.file.safe_xml import local_name

WORD_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PACKAGE_IN_TEXT: Final = "schemas.microsoft.com/office/2006/xmlPackage"
_LINKING: Final = ("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")
_EMBEDDED: Final = "埋め込まれたファイル(オブジェクト)"
_REFUSED_ELEMENTS: Final = {
    "altChunk": "ほかのファイルの取り込み", "subDoc": "サブ文書", "object": _EMBEDDED, "OLEObject": _EMBEDDED,
    "control": "ActiveXコントロール", "frameset": "Webのフレーム", "frame": "Webのフレーム",
    "mailMerge": "差し込み印刷のデータ", "attachedTemplate": "添付されたテンプレート",
    "entryMacro": "マクロの呼び出し", "exitMacro": "マクロの呼び出し", "webVideoPr": "オンラインビデオ",
    "externalData": "グラフの元のブック", "saveThroughXslt": "保存時の変換(XSLT)", "contentPart": _EMBEDDED,
}  # fmt: skip
_REFUSED_RELATIONS: Final = {
    "aFChunk": "ほかのファイルの取り込み", "subDocument": "サブ文書", "oleObject": _EMBEDDED, "package": _EMBEDDED,
    "control": "ActiveXコントロール", "activeXControlBinary": "ActiveXコントロール", "frame": "Webのフレーム",
    "vbaProject": "マクロ", "wordVbaData": "マクロ", "keyMapCustomizations": "キーの割り当て",
    "attachedToolbars": "ツールバー", "extensibility": "リボンの変更", "attachedTemplate": "添付されたテンプレート",
    "mailMergeSource": "差し込み印刷のデータ", "mailMergeHeaderSource": "差し込み印刷のデータ",
    "recipientData": "差し込み印刷のデータ", "webextension": "アドイン", "webextensiontaskpanes": "アドイン",
    "transform": "保存時の変換(XSLT)", "video": "動画", "audio": "音声", "media": "動画・音声",
}  # fmt: skip
_CONTENTS: Final = ("image/", "font/", "application/x-font", "application/vnd.ms-package.obfuscated-opentype",
                    "application/vnd.openxmlformats-officedocument.obfuscatedfont",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.printersettings",
                    "application/vnd.openxmlformats-officedocument.presentationml.printersettings")  # fmt: skip
_PROGRAMS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ")
_FAMILIES: Final = ("openxmlformats", "microsoft", "purl.oclc.org/ooxml")
_VML: Final = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office")
_SVG: Final = "http://www.w3.org/2000/svg"
_TO_A_SLIDE = re.compile(r"ppaction://(?:hlinksldjump|hlinkshowjump\?jump=\w+|noaction)$", re.IGNORECASE)
_CSS_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|data:image)", re.IGNORECASE)
_REMOVE: Final = "それを外して保存してください。"
_AS_TEXT: Final = "フィールドを選んで Ctrl+Shift+F9 を押し、ただの文字にして保存してください。"
_OUTSIDE: Final = "参照を外すか、画像は文書に埋め込んでから保存してください。"


def judge(form: Form) -> None:
    """Refuse a form that holds anything that loads or runs. Raises BadForm with the place."""
    for part in form.parts.values():
        _judge_content(form.name, part)
        for relation in part.relations.values():
            _judge_kind(form.name, part, relation)
    for part in form.parts.values():
        _Walk(form, part).judge()


def _judge_content(name: str, part: FormPart) -> None:
    file, kind = part.name.lower(), part.content_type.lower()
    if file.endswith("vbaproject.bin") or "vbaproject" in kind or "macroenabled" in kind:
        raise BadForm(f"{name}: マクロが入っています。マクロのないWord文書(.docx)として保存してください。")
    if "activex" in kind or "/activex/" in file:
        raise _refused(name, "様式", "ActiveXコントロール", _REMOVE)
    if (
        part.root is not None
        and kind.startswith(_WORD_TYPE)
        and etree.QName(part.root).namespace not in WORD_NAMESPACES
    ):
        raise damaged(name, part.label)
    is_known = part.root is not None or not part.name or kind.startswith(_CONTENTS)
    if not is_known or part.data.startswith(_PROGRAMS):
        raise _refused(name, "様式", f"{_EMBEDDED}「{part.name[:60]}」", _REMOVE)


def _judge_kind(name: str, part: FormPart, relation: Relation) -> None:
    found = _REFUSED_RELATIONS.get(relation.kind)
    if found and not relation.is_outside:
        raise _refused(name, f"様式の{part.label}" if part.name else "様式", found, _REMOVE)


def _refused(name: str, place: str, what: str, remedy: str) -> BadForm:
    return BadForm(f"{name}: {place}に、使えないもの({what})があります。{remedy}")


def _reaches_outside(relation: Relation) -> bool:
    if not relation.is_outside:
        return False
    return not (relation.kind == "hyperlink" and is_ordinary_address(relation.target))


class _Walk:
    """One part, from its first element to its last."""

    def __init__(self, form: Form, part: FormPart) -> None:
        """Before the first element."""
        self._name, self._part = form.name, part
        self._fields, self._paragraphs = Fields(is_filled=form.is_filled), 0

    def judge(self) -> None:
        """Raise BadForm for the first thing that is refused."""
        if self._part.root is not None:
            for event, element in etree.iterwalk(self._part.root, events=("start", "end")):
                if isinstance(element.tag, str):
                    self._step(event, element)
            self._refuse_fields(self._fields.close())
        self._paragraphs = 0  # no paragraph shows what is left
        for relation in self._part.relations.values():
            if _reaches_outside(relation):
                raise self._outside(relation.target)

    def _step(self, event: str, element: etree._Element) -> None:
        name = local_name(element)
        if event == "end":
            self._refuse_fields(self._fields.end(element, name))
            return
        if name == "p" and etree.QName(element).namespace in WORD_NAMESPACES:
            self._paragraphs += 1
        self._judge_element(element, name)
        self._refuse_fields(self._fields.begin(element, name))

    def _judge_element(self, element: etree._Element, name: str) -> None:
        space = etree.QName(element).namespace or ""
        if any(family in space for family in _FAMILIES) or space in _VML:
            self._refuse(_REFUSED_ELEMENTS.get(name), element)
        if space == _SVG:
            self._refuse(_in_svg(element, name), element)
        if element.text and _PACKAGE_IN_TEXT in element.text:
            self._refuse("文の中に隠された文書", element)
        for key, value in element.items():
            self._judge_attribute(element, name, str(key), str(value))

    def _refuse(self, what: str | None, element: etree._Element) -> None:
        relation = next(filter(_reaches_outside, self._referred(element)), None) if what else None
        if relation:
            raise self._outside(relation.target, what)
        if what:
            raise _refused(self._name, self._place, what, _REMOVE)

    def _referred(self, element: etree._Element) -> Iterator[Relation]:
        for value in element.attrib.values():
            if str(value) in self._part.relations:
                yield self._part.relations[str(value)]

    def _judge_attribute(self, element: etree._Element, name: str, key: str, value: str) -> None:
        space, _, attribute = key.rpartition("}")
        is_reference = space.endswith("/relationships") or attribute == "relid"
        relation = self._part.relations.get(value) if is_reference else None
        if relation and relation.is_outside and (name not in _LINKING or _reaches_outside(relation)):
            raise self._outside(relation.target)
        if _loads(element, name, attribute, value):
            raise self._outside(value)

    def _refuse_fields(self, complaints: Iterator[str]) -> None:
        for complaint in complaints:
            raise _refused(self._name, self._place, complaint, _AS_TEXT)

    @property
    def _place(self) -> str:
        return paragraph_name(self._part.label, self._paragraphs, is_in_box=self._fields.is_in_box)

    def _outside(self, target: str, what: str | None = None) -> BadForm:
        place = f"{self._place if self._part.name else 'ファイル'}{f'の{what}' if what else ''}"
        return BadForm(f"{self._name}: {place}が外のファイルを参照しています({target[:120]})。{_OUTSIDE}")


def _loads(element: etree._Element, name: str, attribute: str, value: str) -> bool:
    """Whether an attribute holds an address that is loaded, or a link that leads to no page."""
    space = etree.QName(element).namespace or ""
    if not value.strip():
        return False
    if space.startswith(_VML) and attribute in ("src", "href", "althref"):
        return not (attribute == "href" and name != "imagedata" and is_ordinary_address(value))
    if attribute in ("manifestLocation", "schemaLocation") and name == "schema":
        return any(mark in value for mark in (":", "\\", "/"))
    if attribute == "action" and name in _LINKING:
        return value.lower().startswith("ppaction:") and not _TO_A_SLIDE.match(value)
    if space == "http://www.w3.org/2001/XInclude":
        return attribute == "href"
    return space == _SVG and attribute == "href" and not _is_svg_link(name, value)


def _is_svg_link(name: str, value: str) -> bool:
    text = value.strip()
    return text.startswith(("#", "data:image/")) or (name == "a" and is_ordinary_address(text))


def _in_svg(element: etree._Element, name: str) -> str | None:
    if name in ("script", "foreignObject") or any(str(k).lower().startswith("on") for k in element.attrib):
        return "図(SVG)の中のプログラム"
    styles = [str(value) for value in element.attrib.values()] + (
        [element.text or ""] if name == "style" else []
    )
    return "図(SVG)の外の参照" if any(_CSS_OUTSIDE.search(style) for style in styles) else None
