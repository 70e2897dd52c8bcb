"""What is done to a rendered document before it is saved: numbers of captions, contents, very tall rows.

Word computes fields when it likes; until then everybody sees what is stored. So captions get their numbers, and
the contents their headings with a bookmark each; page numbers come when Word updates the contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Xml = Any
_HEADINGS = {"Heading1": "TOC1", "Heading2": "TOC2"}
_LONGEST_WHOLE = 600  # characters: a row with a longer cell may be taller than a page, so it may be split
_FIRST_BOOKMARK = 10_000


def tidy(body: Xml) -> None:
    """Number the captions, fill the contents, drop columns without a name, let very tall rows be split."""
    _number_captions(body)
    _end_sections(body)
    _drop_nameless_columns(body)
    _split_tall_rows(body)
    _fill_contents(body)


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


def _is_gap(paragraph: Xml) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if paragraph.tag == qn("w:p") else None
    return style is not None and style.get(qn("w:val")) == "Gap"


def _drop_nameless_columns(body: Xml) -> None:
    """A heading whose field is empty has no column; its room goes to the widest of the others."""
    for table in body.iter(qn("w:tbl")):
        first = table.find(qn("w:tr"))
        is_head = first is not None and first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        names = [_length(cell) for cell in first.iterchildren(qn("w:tc"))] if is_head else []
        empty = [index for index, length in enumerate(names) if length == 0]
        if empty and len(empty) < len(names):
            _drop_columns(table, empty)


def _drop_columns(table: Xml, empty: list[int]) -> None:
    columns = table.find(qn("w:tblGrid")).findall(qn("w:gridCol"))
    widths = [int(column.get(qn("w:w"))) for column in columns]
    widest = max(
        (index for index in range(len(widths)) if index not in empty), key=lambda index: widths[index]
    )
    widths[widest] += sum(widths[index] for index in empty)
    for row in table.iterchildren(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        cells[widest].find(f"{qn('w:tcPr')}/{qn('w:tcW')}").set(qn("w:w"), str(widths[widest]))
        for index in empty:
            row.remove(cells[index])
    columns[widest].set(qn("w:w"), str(widths[widest]))
    for index in empty:
        columns[index].getparent().remove(columns[index])


def _split_tall_rows(body: Xml) -> None:
    for row in body.iter(qn("w:tr")):
        whole = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
        if whole is not None and any(_length(cell) > _LONGEST_WHOLE for cell in row.iterchildren(qn("w:tc"))):
            whole.getparent().remove(whole)


def _length(cell: Xml) -> int:
    return sum(len(text.text or "") for text in cell.iter(qn("w:t")))


def _fill_contents(body: Xml) -> None:
    code = next((c for c in body.iter(qn("w:instrText")) if (c.text or "").strip().startswith("TOC")), None)
    if code is None:
        return
    first = code.getparent().getparent()
    entries = [
        _entry(n, heading, level) for n, (heading, level) in enumerate(_headings(body), _FIRST_BOOKMARK)
    ]
    if entries:
        _put(first, entries)


def _headings(body: Xml) -> Iterator[tuple[Xml, str]]:
    for paragraph in body.iterchildren(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = _HEADINGS.get(style.get(qn("w:val"))) if style is not None else None
        if level:
            yield paragraph, level


def _entry(number: int, heading: Xml, level: str) -> Xml:
    """A line of the contents that leads to the heading, which gets a bookmark."""
    name = f"_Toc{number}"
    start, end = _made("w:bookmarkStart", id=str(number), name=name), _made("w:bookmarkEnd", id=str(number))
    properties = heading.find(qn("w:pPr"))
    properties.addnext(start)
    heading.append(end)
    entry, link = _made("w:p"), _made("w:hyperlink", anchor=name, history="1")
    style = _made("w:pPr")
    style.append(_made("w:pStyle", val=level))
    link.append(_run("".join(text.text or "" for text in heading.iter(qn("w:t")))))
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


def _run(text: str) -> Xml:
    run, shown = _made("w:r"), _made("w:t")
    shown.text = text
    run.append(shown)
    return run


def _made(tag: str, **attributes: str) -> Xml:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
