"""What other books and data sources left in an Excel file: cached values, names of sheets, connections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmo_xl.model.passage import Passage
from pmo_xl.papers.ooxml import Package
from pmo_xl.workbook.file.safe_xml import children


def linked(path: str, package: Package) -> Iterator[Passage]:
    """What other books left here: the names of their sheets, and the values that were read of them."""
    for part in package.names:
        if not re.search(r"/externalLinks/externalLink\d+\.xml$", part):
            continue
        root = package.tree(part, ("リンク先",))
        if root is None:
            continue
        for number, each in enumerate(root.iter("{*}sheetName", "{*}v", "{*}definedName"), 1):
            text = each.get("val") or each.get("refersTo") or each.text or ""
            if text.strip() and not text.replace(".", "").lstrip("-").isdecimal():
                marks = frozenset(("控え",))
                yield Passage(
                    path, "リンク先", text, f"部品 {part}", f"{part}#{number}", hidden="控え", marks=marks
                )
        if children(root, "ddeLink"):
            marks = frozenset(("実行",))
            yield Passage(path, "プログラム", "DDE", f"部品 {part}", part, marks=marks)


def connections(path: str, package: Package) -> Iterator[Passage]:
    """The connections to data, and the history of a shared book."""
    root = package.tree("xl/connections.xml", ("リンク先",))
    for each in [] if root is None else children(root, "connection"):
        name = each.get("name", "")
        details = [
            str(v)
            for inner in each.iter("*")
            for k, v in inner.items()
            if str(k) in ("connection", "sourceFile", "url")
        ]
        marks = frozenset(("connection",))
        yield Passage(
            path,
            "リンク先",
            " ".join(details) or name,
            f"データ接続「{name}」",
            f"connection/{name}",
            marks=marks,
        )
    if any("/revisions/" in f"/{name.lower()}" for name in package.names):
        yield Passage(
            path,
            "変更の記録",
            "ブックの共有の変更履歴があります",
            "部品 xl/revisions",
            "revisions",
            marks=frozenset(("履歴",)),
        )
