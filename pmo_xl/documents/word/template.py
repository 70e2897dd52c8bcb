"""Template: a docxtpl template that escapes by itself, and never looks at the data for tags."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from pmo_xl.charts.figure import Figure
from pmo_xl.charts.painting import png
from pmo_xl.documents.word.form_errors import split_tag
from pmo_xl.documents.word.form_grammar import Steps
from pmo_xl.documents.word.sandbox import word_text
from pmo_xl.errors import BadForm

_FOOTNOTES = "wordprocessingml.footnotes+xml"
_PARAGRAPH = re.compile(r"<w:p([ >])")
DPI = 300
LARGEST_TEXT = 400_000_000
LARGEST_OWN_TEXT = 40_000_000  # of somebody's own form, whose text is held several times


class Template(DocxTemplate):  # type: ignore[misc] # docxtpl ships no type hints
    """A form in Word. What docxtpl does to finished text (listings, {_{) is left out: it would change the data.

    source: the part last rendered as Jinja saw it, a paragraph a line.
    """

    def __init__(self, data: io.BytesIO, name: str, steps: Steps | None = None) -> None:
        """Open a form. steps: of somebody's own, those left to it. BadForm when Word could not open it either."""
        super().__init__(data)
        self.name, self.is_ours, self._steps = name, steps is None, steps
        self.source = ""
        try:
            self.init_docx()
        except (PackageNotFoundError, KeyError, ValueError) as error:
            raise BadForm(
                f"{name}: Wordの文書として開けません。Wordで開いて保存し直してください。"
            ) from error

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:  # noqa: ANN401 - docxtpl's own signature
        """Render one part; every paragraph begins a line, so that Jinja's line numbers find it."""
        self.current_rendering_part = part
        self.source = _by_paragraph(src_xml)
        return self._text(jinja_env, context)

    def patch_xml(self, src_xml: str) -> str:
        """The part with its tags joined, which Word splits by formatting. BadForm for one split over paragraphs."""
        broken = None if self.is_ours else split_tag(self.name, _by_paragraph(src_xml))
        if broken:
            raise broken
        joined: str = super().patch_xml(src_xml)
        return joined

    def _text(self, environment: Any, context: Any) -> str:  # noqa: ANN401 - docxtpl's own signature
        return "".join(self._pieces(environment, context))

    def _pieces(self, environment: Any, context: Any) -> Iterator[str]:  # noqa: ANN401 - docxtpl's own signature
        length, most = 0, LARGEST_TEXT if self.is_ours else LARGEST_OWN_TEXT
        for piece in environment.from_string(self.source).generate(context):
            length += len(piece)
            if self._steps is not None:
                self._steps.check_time()
            if length > most:
                raise BadForm(f"{self.name}: 文書が大きくなりすぎます。繰り返しの入れ子を減らしてください。")
            yield piece

    def build_xml(self, context: Any, jinja_env: Any = None) -> Any:  # noqa: ANN401 - docxtpl's own signature
        """The body; of a template of ours as a tree at once, so that no long text is held beside it."""
        if not self.is_ours:
            return super().build_xml(context, jinja_env)
        self.current_rendering_part = self.docx._part
        self.source = _by_paragraph(self.patch_xml(self.get_xml()))
        parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
        for piece in self._pieces(jinja_env, context):
            parser.feed(piece)
        return parser.close()

    def fix_tables(self, xml: Any) -> Any:  # noqa: ANN401 - docxtpl's own signature
        """The body as a tree; in a form of somebody's own, with tables whose columns were repeated mended."""
        return xml if self.is_ours else super().fix_tables(xml)

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:  # noqa: ANN401 - docxtpl's own signature
        """The footnotes, once: docxtpl would do it for every section, and look for tags in what it filled in."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(_FOOTNOTES):
                xml = self.patch_xml(part.blob.decode("utf-8"))
                part._blob = self.render_xml_part(xml, part, context, jinja_env).encode("utf-8")

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:  # noqa: ANN401 - docxtpl's own signature
        """Leave the document's properties to render.py."""

    def draw(self, figure: Figure) -> str:
        """The XML of a picture in its own size, no larger than a page has room for."""
        width, height = self._room()
        scale = min(1.0, width / figure.width_mm, height / figure.height_mm)
        image = InlineImage(self, io.BytesIO(png(figure, DPI)), width=Mm(figure.width_mm * scale))
        return _with_alt(str(image), figure.alt)

    def _room(self) -> tuple[float, float]:
        """Width and height between the margins of the widest and of the tallest section, in millimetres."""
        sections = self.docx.sections
        widths = (s.page_width - s.left_margin - s.right_margin for s in sections)
        heights = (s.page_height - s.top_margin - s.bottom_margin for s in sections)
        return float(max(widths) / Mm(1)), float(max(heights) / Mm(1))


def _by_paragraph(xml: str) -> str:
    """The XML with every paragraph beginning a line."""
    return _PARAGRAPH.sub(r"\n<w:p\1", xml)


def _with_alt(xml: str, alt: str) -> str:
    said = word_text(" ".join(alt.split()))
    return re.sub(r"<wp:docPr ", lambda found: f'{found[0]}descr="{said}" ', xml, count=1)
