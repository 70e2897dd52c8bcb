"""The pictures that a form of somebody's own brings with it: each must lie in the file."""

from __future__ import annotations

from lxml import etree

from pmo_xl.documents.word.form_judge import WORD_NAMESPACES
from pmo_xl.documents.word.form_package import Form, FormPart, target_name
from pmo_xl.documents.word.form_places import paragraph_name
from pmo_xl.errors import BadForm
from pmo_xl.workbook.file.safe_xml import local_name

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
