"""What is done to a rendered document before it is saved: numbers of captions, contents, very tall rows.

Word computes fields when it likes; until then everybody sees what is stored. So captions get their numbers, and
the contents (`contents.py`) their headings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn

from pmo_xl.documents.word.contents import fill_contents
from pmo_xl.documents.word.elements import Xml, element

_LONGEST_WHOLE = 600  # characters: a row with a longer cell may be taller than a page, so it may be split
_LAST_ROWS = 3  # of a longer table, which go to the next page together
_SMALL = 9  # rows with the heading: a table that stays on one page
_CELL_STYLES = ("TableText", "TableHead")
_END, _NOTE = "LetterEnd", "Note"


def tidy(body: Xml) -> None:
    """Number the captions, fill the contents, fit repeated columns, let very tall rows be split, small tables not."""
    _number_captions(body)
    _end_sections(body)
    _drop_gaps_before_headings(body)
    _fit_columns(body)
    _split_tall_rows(body)
    _keep_small_tables(body)
    _keep_last_rows(body)
    _keep_end_with_text(body)
    _keep_note_with_text(body)
    fill_contents(body)


def _number_captions(body: Xml) -> None:
    counts: Counter[str] = Counter()
    for code in body.iter(qn("w:instrText")):
        words = (code.text or "").split()
        if words[:1] == ["SEQ"]:
            counts[words[1]] += 1
            result = next(_texts_after(code.getparent()), None)
            if result is not None:
                result.text = str(counts[words[1]])


def _texts_after(run: Xml) -> Iterator[Xml]:
    for sibling in run.itersiblings():
        yield from sibling.iter(qn("w:t"))


def _end_sections(body: Xml) -> None:
    """Let a section end in the gap below its last table: two paragraphs could begin an empty page."""
    for section in list(body.iter(qn("w:sectPr"))):
        ending = section.getparent().getparent()
        gap = ending.getprevious() if ending.tag == qn("w:p") else None
        if gap is not None and _is_gap(gap):
            gap.getparent().remove(gap)
    *_, last = body.iterchildren(qn("w:p"), qn("w:tbl"))
    if _is_gap(last):  # Word wants a paragraph behind a table; a low one begins no page of its own
        last.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), "Tag")


def _drop_gaps_before_headings(body: Xml) -> None:
    """A heading has its own room above; behind a gap below a table LibreOffice leaves it alone at the foot of a page.

    One above a picture it leaves alone there without the gap.
    """
    for gap in [each for each in body.iterchildren(qn("w:p")) if _is_gap(each)]:
        following, before = gap.getnext(), gap.getprevious()
        is_before_heading = following is not None and (_style_of(following) or "").startswith("Heading")
        if not is_before_heading or before is None or before.tag != qn("w:tbl"):
            continue
        beyond = following.getnext()
        if beyond is None or _style_of(beyond) != "Figure":
            gap.getparent().remove(gap)


def _is_gap(paragraph: Xml) -> bool:
    return bool(_style_of(paragraph) == "Gap")


def _style_of(paragraph: Xml) -> str | None:
    """The style of a paragraph; None of a table, and of a paragraph without one."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if paragraph.tag == qn("w:p") else None
    return None if style is None else style.get(qn("w:val"))


def _fit_columns(body: Xml) -> None:
    """The grid of a table whose columns were repeated: as many as its cells, the widest takes what is left."""
    for table in body.iter(qn("w:tbl")):
        rows, grid = table.findall(qn("w:tr")), table.find(qn("w:tblGrid"))
        is_head = bool(rows) and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        is_merged = is_head and rows[0].find(f".//{qn('w:gridSpan')}") is not None
        if is_head and not is_merged and len(rows[0].findall(qn("w:tc"))) != len(grid):
            _fit(rows, grid)


def _fit(rows: list[Xml], grid: Xml) -> None:
    total = sum(int(column.get(qn("w:w"))) for column in grid)
    widths = [int(_width(cell).get(qn("w:w"))) for cell in rows[0].iterchildren(qn("w:tc"))]
    widest = widths.index(max(widths))
    widths[widest] += total - sum(widths)
    grid[:] = [element("w:gridCol", w=str(width)) for width in widths]
    for row in rows:
        _width(row.findall(qn("w:tc"))[widest]).set(qn("w:w"), str(widths[widest]))


def _width(cell: Xml) -> Xml:
    return cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")


def _keep_small_tables(body: Xml) -> None:
    """Let a table of a few rows not be torn apart by the end of a page."""
    for table in body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        if len(rows) <= _SMALL:
            for row in rows[:-1]:
                for style in row.iter(qn("w:pStyle")):
                    if style.get(qn("w:val")) in _CELL_STYLES:
                        _keep_with_next(style.getparent().getparent())


def _keep_last_rows(body: Xml) -> None:
    """Let the last row of a long table never stand alone on a page."""
    for table in body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        if len(rows) > _SMALL:
            _keep_rows(rows[-_LAST_ROWS:-1])


def _keep_rows(rows: Iterable[Xml]) -> None:
    for row in rows:
        for paragraph in row.iter(qn("w:p")):
            _keep_with_next(paragraph)


def _keep_end_with_text(body: Xml) -> None:
    """Let 以上 never stand alone on a page: what lies before it goes along, of a table its last row."""
    for ending in list(body.iterchildren(qn("w:p"))):
        if _style_of(ending) == _END:
            _keep_before(ending)


def _keep_note_with_text(body: Xml) -> None:
    """Let the foot-note that ends a paper stand whole, and never alone on a page."""
    *_, last = body.iterchildren(qn("w:p"), qn("w:tbl"))
    if _style_of(last) == _NOTE:
        last.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").addnext(element("w:keepLines"))
        _keep_before(last)


def _keep_before(paragraph: Xml) -> None:
    """Let what lies before a paragraph go along with it: the text, or the last row of the table."""
    for before in paragraph.itersiblings(qn("w:p"), qn("w:tbl"), preceding=True):
        rows = before.findall(qn("w:tr"))
        _keep_rows(rows[-1:] if rows else [before])
        if not _is_gap(before):
            break


def _keep_with_next(paragraph: Xml) -> None:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is not None and style.getparent().find(qn("w:keepNext")) is None:
        style.addnext(element("w:keepNext"))


def _split_tall_rows(body: Xml) -> None:
    for row in body.iter(qn("w:tr")):
        whole = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
        if whole is not None and any(_length(cell) > _LONGEST_WHOLE for cell in row.iterchildren(qn("w:tc"))):
            whole.getparent().remove(whole)


def _length(cell: Xml) -> int:
    return sum(len(text.text or "") for text in cell.iter(qn("w:t")))
