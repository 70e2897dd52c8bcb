"""What a reader of precheck makes of a paper when one thing in its file is another: an element gone, twice, an attribute off.

Below tests/papers/parts lie papers taken apart, one for each reader, that hold each thing the reader knows at least once
and by its limits on both sides. Every element of their parts is in turn taken away, and written twice where it stands alone, every attribute
taken away or set to something unknown, and every number moved by one; what the reader then tells otherwise is one line.

    python -m tests.support.paper_change

writes tests/papers/one_change/<paper>.txt anew: first what the paper says as it is, then the changes, to be read line by
line in the difference. `−` is a line that is gone, everything else one that is there now. A change without a line changes nothing.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from pmo_xl.model.passage import Document
from pmo_xl.papers import pdf
from pmo_xl.papers.reading import read_paper

PARTS = Path(__file__).parents[1] / "papers" / "parts"
FOLDER = Path(__file__).parents[1] / "papers" / "one_change"
PAPERS = tuple(sorted(each.name for each in PARTS.iterdir()))
"""Those that lie taken apart: <ending>_<what it is about>. Of a PDF it is what its worker tells."""
TOLD = "pdf"
MOST_LINES = 3
OTHER = "〓"
_TRUTH = {"1": "0", "0": "1", "true": "false", "false": "true"}
_NUMBER = re.compile(r"-?\d{1,9}")
_UNCHANGED = ("[Content_Types].xml",)


def parts_of(kind: str) -> dict[str, bytes]:
    """The parts of a paper by their names."""
    return _parts(PARTS / kind)


def _parts(folder: Path) -> dict[str, bytes]:
    """What lies in a folder; one that is named as a file is an archive in it."""
    found: dict[str, bytes] = {}
    for each in sorted(
        folder.iterdir(), key=lambda each: each.name
    ):  # Windows sorts paths without regard to capitals
        if each.is_file():
            found[each.name] = each.read_bytes()
        elif each.suffix:
            found[each.name] = packed(_parts(each))
        else:
            found |= {f"{each.name}/{name}": data for name, data in _parts(each).items()}
    return found


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of them, not deflated: it is read again at once."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def told(document: Document) -> list[str]:
    """Everything the reader tells of a paper, line by line; not what depends on the bytes of the archive."""
    lines = [f"{document.path} .{document.kind} 保存 {document.saved_on}{' 読めない' * document.is_failed}"]
    lines += [f"未読 {each.part}: {each.reason} {sorted(each.kinds)}" for each in document.unread]
    for each in document.passages:
        where = each.place if each.place_key == each.place else f"{each.place} 〈{each.place_key}〉"
        beside = [f"見出し {' / '.join(each.heading)}"] if each.heading else []
        beside += [f"列 {each.column}"] if each.column else []
        beside += [f"隠 {each.hidden}"] if each.hidden else []
        beside += [f"印 {'・'.join(sorted(each.marks))}"] if each.marks else []
        beside += [f"作成者 {each.author}"] if each.author else []
        lines.append(" | ".join((where, each.kind, each.text, *beside)))
    for table in document.tables:
        cells = " ".join(f"{row}-{column}={text}" for (row, column), text in sorted(table.cells.items()))
        formulas = "".join(
            f" {row}-{column}:={text}" for (row, column), text in sorted(table.formulas.items())
        )
        lines.append(f"表 {table.place} 〈{table.place_key}〉 {'/'.join(table.heading)}: {cells}{formulas}")
    return [line.replace("\n", "⏎").replace("\t", "⇥") for line in lines]


def changed_lines(before: Sequence[str], after: Sequence[str]) -> str:
    """What is said otherwise, in few words; of many lines the first, and a sum over the others."""
    less, more = Counter(before), Counter(after)
    found = [f"−{line}" for line in (less - more).elements()] + list((more - less).elements())
    if len(found) <= MOST_LINES:
        return " ¦ ".join(found)
    rest = zlib.crc32("\n".join(found[MOST_LINES:]).encode())
    return " ¦ ".join([*found[:MOST_LINES], f"ほか {len(found) - MOST_LINES} 行 {rest:08x}"])


def lines_of(kind: str) -> list[str]:
    """What the paper says, and of each change what it says otherwise."""
    if kind == TOLD:
        return _lines_of_told()
    parts = parts_of(kind)
    read = _reader(kind)
    before = read(parts)
    lines = [*before, ""]
    for name in parts:
        if name.endswith((".xml", ".rels")) and name not in _UNCHANGED:
            for change, data in changes_of(parts[name]):
                after = read({**parts, name: data})
                if after != before:
                    lines.append(f"{name} {change}: {changed_lines(before, after)}")
        if name not in _UNCHANGED:
            after = read({each: data for each, data in parts.items() if each != name})
            lines.append(f"{name} なし: {changed_lines(before, after)}")
    return lines


def _lines_of_told() -> list[str]:
    """What is made of what the worker tells of a PDF, and of each change in that."""
    whole = json.loads((PARTS / TOLD / "told.json").read_text(encoding="utf-8"))

    def read(each: Any) -> list[str]:
        """The paper of what was told."""
        return told(pdf.document_of("文書.pdf", b"", each))

    before = read(whole)
    lines = [*before, ""]
    for change, other in _other_values(whole):
        if (after := read(other)) != before:
            lines.append(f"{change}: {changed_lines(before, after)}")
    return lines


def _other_values(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """What was told with one thing in it gone or changed."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if at:
                yield f"{at}{key} なし", {name: each for name, each in value.items() if name != key}
            yield from (
                (change, {**value, key: other}) for change, other in _other_values(inner, f"{at}{key} ")
            )
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            rest = value[:number], value[number + 1 :]
            if len({type(each) for each in value} - {type(None)}) == 1:  # not of one mark
                yield f"{at}{number + 1} なし", [*rest[0], *rest[1]]
            found = _other_values(inner, f"{at}{number + 1} ")
            yield from ((change, [*rest[0], other, *rest[1]]) for change, other in found)
    elif isinstance(value, int):
        yield from ((f"{at}{step:+}", value + step) for step in (-1, 1))
    elif isinstance(value, str):
        lines = value.split("\r\n")
        for number, line in enumerate(lines):
            for other in (line[1:], f"{line}。", f"{line}字"):
                changed = "\r\n".join([*lines[:number], other, *lines[number + 1 :]])
                yield f"{at}{number + 1}行目={other or '空'}", changed


def _reader(kind: str) -> Callable[[Mapping[str, bytes]], list[str]]:
    def read(parts: Mapping[str, bytes]) -> list[str]:
        """What the reader tells of these parts."""
        return told(read_paper(f"文書.{kind.partition('_')[0]}", packed(parts)))

    return read


def changes_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each part in which one thing is another, with the words for what."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return
    has_declaration = data.startswith(b"<?xml")

    def written() -> bytes:
        """The part as it stands now."""
        return etree.tostring(root, xml_declaration=has_declaration, encoding="utf-8")

    names: Counter[str] = Counter()
    for element in list(root.iter("*")):
        name = etree.QName(element).localname
        names[name] += 1
        here = f"{name}{names[name]}"
        yield from ((f"{here} {change}", data) for change, data in _with_other_values(element, written))
        parent = element.getparent()
        if parent is None:
            continue
        at = parent.index(element)
        if len(parent.findall(str(element.tag))) == 1:
            twin = deepcopy(element)
            parent.insert(at, twin)
            yield f"{here} 2つ", written()
            parent.remove(twin)
        tail, element.tail = element.tail, None
        del parent[at]
        yield f"{here} なし", written()
        parent.insert(at, element)
        element.tail = tail


def _with_other_values(element: etree._Element, written: Callable[[], bytes]) -> Iterator[tuple[str, bytes]]:
    """The part with an attribute or the text of the element gone or changed."""
    for key, value in list(element.attrib.items()):
        label = str(key).rpartition("}")[2]
        for other in _others(str(value)):
            element.set(key, other)
            yield f"{label}={other}", written()
        kept = list(element.attrib.items())
        del element.attrib[key]
        yield f"{label} なし", written()
        element.attrib.clear()
        for each, old in kept:
            element.set(each, old if each != key else value)
    if (text := element.text) and text.strip():
        for other in ("", *(each for each in _others(text) if each != OTHER)):
            element.text = other
            yield f"={other or '空'}", written()
        element.text = text


def _others(value: str) -> Iterator[str]:
    if value in _TRUTH:
        yield _TRUTH[value]
    if not _NUMBER.fullmatch(value):
        yield OTHER
    else:
        yield from (str(int(value) + step) for step in (-1, 1) if str(int(value) + step) != _TRUTH.get(value))


def kept_of(kind: str) -> str:
    """The file of one paper."""
    return "".join(f"{line}\n" for line in lines_of(kind))


def main() -> None:
    """Write what every reader says now; the differences are to be read before they are kept."""
    FOLDER.mkdir(exist_ok=True)
    for kind in PAPERS:
        (FOLDER / f"{kind}.txt").write_text(kept_of(kind), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
