"""目次 of a rendered document: a line for each heading, and its page once somebody has laid the document out.

Word computes the contents anew when it opens the document to be edited; its protected view and previewers show what is
stored. A document that is surely below ten pages has no contents.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from pmo_xl.documents.word.elements import Xml, element

_HEADINGS: Final = {"Heading1": "TOC1", "Heading2": "TOC2"}
_FIRST_BOOKMARK: Final = 10_000
_ROWS_OF_TEN_PAGES, _ROWS_OF_A_PICTURE = 180, 15
_TABLES_OF_A_COVER: Final = 2  # what the paper is, and its 改訂履歴
_LINES_UPRIGHT, _LINES_WIDE = 12, 8
_PART: Final = "word/document.xml"
_FIELD: Final = re.compile(rb"<w:instrText[^>]*>\s*TOC\s")


class OnPage(NamedTuple):
    """A heading as the one who laid out the document tells it. page: counted from 1, the cover too."""

    title: str
    page: int


def fill_contents(body: Xml) -> None:
    """Give the contents their lines, or take them away from a short document.

    Contents that Word has made itself, in somebody's own form, are left to Word, which is told to compute them.
    """
    code = _field(body)
    if code is None:
        return
    first = code.getparent().getparent()
    if not _is_ours(first):
        _leave_to_word(code)
    elif _is_short(body):
        _drop_contents(first)
    else:
        headings = enumerate(_headings(body), _FIRST_BOOKMARK)
        entries = [_entry(number, heading, level) for number, (heading, level) in headings]
        if len(entries) <= _room_on_cover(first):
            _drop_page_break(first.getprevious())
        if entries:
            _put(first, entries)


def has_contents(docx: bytes) -> bool:
    """Whether a document that we made has contents."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return bool(_FIELD.search(package.read(_PART)))


def with_pages(docx: bytes, laid_out: Sequence[OnPage]) -> bytes | None:
    """The document with the page of each heading in its contents; None where a heading is not among those laid out."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        document = parse_xml(package.read(_PART))
        lines = list(document.iter(qn("w:hyperlink")))
        lines = [line for line in lines if _anchor(line).startswith("_Toc")]
        pages = _pages([_text(line) for line in lines], laid_out)
        if pages is None:
            return None
        for line, page in zip(lines, pages, strict=True):
            _add_page(line, page)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for info in package.infolist():
                made.writestr(info, _xml(document) if info.filename == _PART else package.read(info))
    return target.getvalue()


def _xml(document: Xml) -> bytes:
    return bytes(etree.tostring(document, encoding="UTF-8", xml_declaration=True, standalone=True))


def _pages(titles: Sequence[str], laid_out: Sequence[OnPage]) -> list[int] | None:
    """The pages of the titles, each found behind the one before it; None where one is not found, or there are none."""
    found, left = [], iter(laid_out)
    for title in titles:
        page = next((each.page for each in left if _plain(each.title) == _plain(title)), None)
        if page is None:
            return None
        found.append(page)
    return found or None


def _plain(title: str) -> str:
    return "".join(title.split())


def _field(body: Xml) -> Xml | None:
    return next((c for c in body.iter(qn("w:instrText")) if (c.text or "").split()[:1] == ["TOC"]), None)


def _is_ours(first: Xml) -> bool:
    """Whether the contents are an empty line below their heading, as the templates have them."""
    heading = first.getprevious()
    is_closed = any(_kind(mark) == "end" for mark in first.iter(qn("w:fldChar")))
    return is_closed and heading is not None and _style(heading) == "TOCHeading"


def _leave_to_word(code: Xml) -> None:
    """Let Word compute the field of an instruction when it opens the document."""
    for run in code.getparent().itersiblings(qn("w:r"), preceding=True):
        mark = run.find(qn("w:fldChar"))
        if mark is not None and _kind(mark) == "begin":
            mark.set(qn("w:dirty"), "true")
            break


def _kind(mark: Xml) -> str:
    return str(mark.get(qn("w:fldCharType")))


def _style(paragraph: Xml) -> str | None:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if style is None else style.get(qn("w:val"))


def _is_short(body: Xml) -> bool:
    """Whether the document is surely below ten pages."""
    rows = sum(1 for _ in body.iter(qn("w:tr")))
    pictures = sum(1 for _ in body.iter(qn("w:drawing")))
    return rows + _ROWS_OF_A_PICTURE * pictures < _ROWS_OF_TEN_PAGES


def _drop_contents(first: Xml) -> None:
    """Take away the line of the contents, its heading and the page break before them."""
    heading = first.getprevious()
    _drop_page_break(heading)
    for paragraph in (first, heading):
        paragraph.getparent().remove(paragraph)


def _drop_page_break(heading: Xml) -> None:
    """Take away the empty paragraph before the heading of the contents that begins their page, if there is one."""
    before = heading.getprevious()
    if before is not None and before.find(f"{qn('w:r')}/{qn('w:br')}") is not None and not _text(before):
        before.getparent().remove(before)


def _room_on_cover(first: Xml) -> int:
    """How many lines of contents the cover has room for: none below 承認欄."""
    tables = sum(1 for _ in first.itersiblings(qn("w:tbl"), preceding=True))
    if tables > _TABLES_OF_A_COVER:
        return 0
    section, *_ = first.xpath("following::w:sectPr")
    size = section.find(qn("w:pgSz"))
    return _LINES_WIDE if int(size.get(qn("w:w"))) > int(size.get(qn("w:h"))) else _LINES_UPRIGHT


def _headings(body: Xml) -> Iterator[tuple[Xml, str]]:
    for paragraph in body.iterchildren(qn("w:p")):
        level = _HEADINGS.get(_style(paragraph) or "")
        if level:
            yield paragraph, level


def _entry(number: int, heading: Xml, level: str) -> Xml:
    """A line of the contents that leads to the heading, which gets a bookmark."""
    name = f"_Toc{number}"
    start = element("w:bookmarkStart", id=str(number), name=name)
    heading.find(qn("w:pPr")).addnext(start)
    heading.append(element("w:bookmarkEnd", id=str(number)))
    entry, link = element("w:p"), element("w:hyperlink", anchor=name, history="1")
    style = element("w:pPr")
    style.append(element("w:pStyle", val=level))
    link.append(_run(_text(heading)))
    entry.append(style)
    entry.append(link)
    return entry


def _put(first: Xml, entries: list[Xml]) -> None:
    """Move the field's beginning into the first line and its end behind the last."""
    runs = first.findall(qn("w:r"))
    opening, ending = runs[:3], runs[-1]
    style = entries[0].find(qn("w:pPr"))
    for run in reversed(opening):
        style.addnext(run)
    entries[-1].append(ending)
    for entry in entries:
        first.addprevious(entry)
    first.getparent().remove(first)


def _add_page(line: Xml, page: int) -> None:
    """Put the page at the right edge of a line, as a field that Word can renew alone."""
    entry = line.getparent()
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", leader="dot", pos=str(_text_width(entry))))
    entry.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").addnext(tabs)
    code = element("w:instrText")
    code.text = f" PAGEREF {_anchor(line)} \\h "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for child in (
        element("w:tab"),
        element("w:fldChar", fldCharType="begin"),
        code,
        element("w:fldChar", fldCharType="separate"),
    ):
        line.append(_run_of(child))
    line.append(_run(str(page)))
    line.append(_run_of(element("w:fldChar", fldCharType="end")))


def _text_width(paragraph: Xml) -> int:
    """The width between the margins of the section that a paragraph stands in, in twentieths of a point."""
    section, *_ = paragraph.xpath("following::w:sectPr")
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = int(margins.get(qn("w:left"))) + int(margins.get(qn("w:right")))
    return int(size.get(qn("w:w"))) - sides


def _anchor(line: Xml) -> str:
    return line.get(qn("w:anchor")) or ""


def _text(part: Xml) -> str:
    return "".join(text.text or "" for text in part.iter(qn("w:t")))


def _run(text: str) -> Xml:
    shown = element("w:t")
    shown.text = text
    return _run_of(shown)


def _run_of(child: Xml) -> Xml:
    run = element("w:r")
    run.append(child)
    return run
