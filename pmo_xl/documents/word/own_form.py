"""Own forms: whether a Word file that somebody hands in may be used as a template, and what was made of it given out."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any, Final

from lxml import etree

from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.reasons import reason
from pmo_xl.documents.word import form_tags
from pmo_xl.documents.word.form_judge import WORD_NAMESPACES, judge
from pmo_xl.documents.word.form_package import (
    Form,
    FormPart,
    damaged,
    made_form,
    not_word,
    read_form,
    target_name,
)
from pmo_xl.documents.word.form_places import paragraph_name
from pmo_xl.errors import BadForm
from pmo_xl.workbook.file.safe_xml import children, local_name

LARGEST = 30_000_000
MOST_PARAGRAPHS = 20_000
MOST_SECTIONS = 1_000
_ZIP: Final = b"PK\x03\x04"


def admit(path: Path) -> bytes:
    """The form as it was judged: a Word document that reaches for nothing outside itself. Raises BadForm."""
    try:
        data = read_given(path, LARGEST)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            raise _too_large(path) from error
        told = reason(error) if isinstance(error, OSError) else "名前が正しくありません"
        raise BadForm(f"様式 {path} を読めません({told})。ファイルの場所を確かめてください。") from error
    if not data.startswith(_ZIP):
        raise not_word(path.name)
    form = read_form(path.name, data)
    _check_text(form)
    judge(form)
    check_pictures(form)
    return form.rebuilt()


def _too_large(path: Path) -> BadForm:
    return BadForm(f"{path.name}: 様式が大きすぎます。{LARGEST // 1_000_000}MBまでにしてください。")


def refuse_outside(name: str, document: Any) -> None:  # noqa: ANN401 - python-docx ships no types for it
    """Refuse to give out a document whose data and tags together load or run something. Raises BadForm."""
    judge(made_form(name, document.part.package))


def unforeseen(name: str) -> BadForm:
    """The sentence for a form that Word's libraries cannot take, for whatever reason."""
    return BadForm(
        f"{name}: 様式の中の部品の組み立てが正しくないため、文書にできません。"
        "Wordで開いて修復し、Word文書(.docx)として保存し直してください。"
    )


def _check_text(form: Form) -> None:
    root = form.main
    if local_name(root) != "document" or len(children(root, "body")) != 1:
        raise damaged(form.name, "本文")
    for part in form.parts.values():
        if part.root is not None:
            _check_length(form.name, part, part.root)
            form_tags.check_tags(form.name, part)


def _check_length(name: str, part: FormPart, root: etree._Element) -> None:
    for what, tag, most in (("段落", "p", MOST_PARAGRAPHS), ("セクション", "sectPr", MOST_SECTIONS)):
        count = sum(1 for _ in root.iter(*(f"{{{space}}}{tag}" for space in WORD_NAMESPACES)))
        if count > most:
            raise BadForm(
                f"{name}: 様式の{part.label}の{what}が多すぎます({count:,})。{most:,}までに減らしてください。"
            )


_SHOWING = {"blip": "embed", "svgBlip": "embed", "imagedata": "id"}


def check_pictures(form: Form) -> None:
    """Refuse a form that shows a picture that is not there: Word would print a red cross. Raises BadForm."""
    for part in form.parts.values():
        if part.root is not None:
            _check_part(form, part, part.root)


def _check_part(form: Form, part: FormPart, root: etree._Element) -> None:
    number = 0
    for element in root.iter("{*}p", *(f"{{*}}{name}" for name in _SHOWING)):
        name = local_name(element)
        if name == "p":
            number += etree.QName(element).namespace in WORD_NAMESPACES
        elif _is_missing(form, part, element, _SHOWING[name]):
            place = paragraph_name("" if part.label == "本文" else part.label, number).removeprefix("の ")
            raise BadForm(
                f"{form.name}: {place}の画像が、ファイルの中にありません。"
                "Wordで画像を入れ直して保存してください。"
            )


def _is_missing(form: Form, part: FormPart, element: etree._Element, attribute: str) -> bool:
    shown = [str(v) for k, v in element.items() if str(k).endswith(f"relationships}}{attribute}")]
    if not shown:
        return False
    relation = part.relations.get(shown[0])
    return relation is None or target_name(part.name, relation.target) not in form.parts
