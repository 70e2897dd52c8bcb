"""render: a document's content poured into its template, or into somebody's own form."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from pmo_xl.documents.word.content import Content, Fields, Source, common_fields, property_text, sheet_fields
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import named_sheets
from pmo_xl.documents.word.letter import letter_fields
from pmo_xl.errors import PmoXlError
from pmo_xl.model.display import day
from pmo_xl.theme import GOTHIC, MINCHO, face

_CUSTOM: Final = "/docProps/custom.xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_CUSTOM_SPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUE_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NAMED_BY_USER: Final = (
    "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # Office's own mark of properties that a user named
)
_FIRST_PID: Final = 2  # Office counts from here

if TYPE_CHECKING:
    from pmo_xl.documents.word.template import Template


def render(document: WordDocument, content: Content, source: Source, form: Path | None = None) -> bytes:
    """The finished Word file. form: a template of one's own; BadForm says what is wrong with it, and where."""
    fields = fields_for(document, content, source)
    if form is None:
        return _made(document.template.read_bytes(), fields, "", document, source)
    from pmo_xl.documents.word.own_form import admit, unforeseen

    data = admit(form)
    try:
        return _made(data, fields, form.name, document, source)
    except PmoXlError:
        raise
    except Exception as error:  # the libraries raise many kinds on a file that is put together wrongly
        raise unforeseen(form.name) from error


def _made(data: bytes, fields: Fields, form: str, document: WordDocument, source: Source) -> bytes:
    made = _filled(data, fields, form, document)
    _set_properties(made, document, fields, source)
    if form:
        from pmo_xl.documents.word.own_form import refuse_outside

        refuse_outside(form, made.docx)
    else:
        _set_fonts(made.docx)
    target = io.BytesIO()
    made.docx.save(target)
    return target.getvalue()


def _set_fonts(made: Any) -> None:  # noqa: ANN401 - python-docx
    """Give our own template the office's fonts, in its styles and wherever a run names one of ours."""
    if all(face(font) == font for font in (GOTHIC, MINCHO)):
        return
    heads = (part for section in made.sections for part in (section.header, section.footer))
    for root in (made.styles.element, made.element, *(part._element for part in heads)):
        for fonts in root.iter(qn("w:rFonts")):
            for script, font in fonts.attrib.items():
                fonts.set(script, face(font))


def fields_for(document: WordDocument, content: Content, source: Source) -> Fields:
    """Every field that a form of the document may show: the common ones, the sheets that lack, and its own."""
    lacking = sheet_fields(named_sheets(document.layout.blocks), source.project)
    common = common_fields(source, document.name, content, document.audience)
    settings, on = source.project.settings, source.issue_day
    is_framed = document.audience.leaves_the_house
    frame = letter_fields(content.letter, document.name, settings, on) if is_framed else {}
    return common | lacking | content.fields | frame


def _filled(data: bytes, fields: Fields, form: str, document: WordDocument) -> Template:
    """The template with its tags replaced. form: the name of somebody's own, whose loops are counted."""
    from jinja2 import TemplateError

    from pmo_xl.documents.word.form_errors import bad_form
    from pmo_xl.documents.word.form_grammar import Steps
    from pmo_xl.documents.word.sandbox import Sandbox
    from pmo_xl.documents.word.template import Template
    from pmo_xl.documents.word.tidy import tidy

    steps = Steps() if form else None
    made = Template(io.BytesIO(data), form or document.template.name, steps)
    try:
        made.render(fields, Sandbox(made.draw, steps))
    except (TemplateError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise bad_form(made.name, made.source, error, fields, document.name) from error
    tidy(made.docx.element.body)
    return made


def _set_properties(made: Any, document: WordDocument, fields: Fields, source: Source) -> None:  # noqa: ANN401 - docxtpl
    told = made.docx.core_properties
    told.title, told.subject = property_text(fields["文書名"]), property_text(fields["案件名"])
    told.author = property_text(fields["作成者"])
    told.last_modified_by = told.author
    told.keywords = property_text(f"{document.name}、{fields['案件名']}")
    told.comments = ""
    told.language = "ja-JP"
    told.created = told.modified = datetime.combine(source.project.run_day, time(9))
    _set_custom_properties(made.docx.part.package, _origin(fields, source))


def _origin(fields: Fields, source: Source) -> dict[str, str]:
    """What made the file of what: kept out of everything that is read or printed."""
    told = {
        "作成ツール": fields["ツール版"],
        "台帳": source.workbook,
        "台帳のSHA-256": source.sha256,
        "基準日": day(source.project.as_of),
        "作成日": fields["作成日"],
    }
    return {name: property_text(text) for name, text in told.items() if text}


def _set_custom_properties(package: Any, told: Mapping[str, str]) -> None:  # noqa: ANN401 - python-docx ships no types
    """Give the package these properties, each a text; those that a form brought are replaced."""
    for key in [key for key, rel in package.rels.items() if rel.reltype == _CUSTOM_RELATION]:
        del package.rels[key]
    part = Part(PackURI(_CUSTOM), _CUSTOM_TYPE, _custom_xml(told), package)
    package.relate_to(part, _CUSTOM_RELATION)


def _custom_xml(told: Mapping[str, str]) -> bytes:
    root = etree.fromstring(f'<Properties xmlns="{_CUSTOM_SPACE}" xmlns:vt="{_VALUE_TYPES}"/>'.encode())
    for number, (name, text) in enumerate(told.items(), _FIRST_PID):
        one = etree.SubElement(
            root, f"{{{_CUSTOM_SPACE}}}property", fmtid=_NAMED_BY_USER, pid=str(number), name=name
        )
        etree.SubElement(one, f"{{{_VALUE_TYPES}}}lpwstr").text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
